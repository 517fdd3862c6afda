/** Words written as they sound: `galleta` and `gayeta`, `Seife` and `Seiffe`, `matcha` and `macha`. */
import type { Language } from './lexicon.ts';
import type { Names } from './names.ts';

type Spelling = readonly (readonly [written: RegExp, sound: string])[];

const EVERYWHERE: Spelling = [[/tch/g, 'ch'], [/ck/g, 'k'], [/ph/g, 'f'], [/(\p{L})\1+/gu, '$1']];
const SPELLINGS: Readonly<Partial<Record<Language, Spelling>>> = {
  es: [[/sh|(?<=[aeiou])x(?=[aeiou])/g, 'ch'], [/ll/g, 'y'], [/v/g, 'b'], [/^h|h(?=[aeiou])(?<!ch)/g, ''], [/qu(?=[ei])/g, 'k'], [/c(?=[ei])|z/g, 's'], [/c(?!h)/g, 'k'], [/g(?=[ei])/g, 'j']],
  pt: [[/ç/g, 's']],
  fr: [[/sh/g, 'ch'], [/qu/g, 'k'], [/^h/g, ''], [/c(?=[ei])/g, 's'], [/c(?![eih])/g, 'k'], [/eau|au/g, 'o'], [/(?<=\p{L}{4})[tsxe]+$/gu, '']],
  de: [[/t?sch/g, 'ch'], [/dt$/g, 't'], [/tz/g, 'z'], [/ie/g, 'i'], [/ey|ay|ai/g, 'ei'], [/(?<=[aeiou])h(?![aeiou])/g, '']],
};

/** Without the ending of a plural, as it sounds. */
function soundOf(word: string, language: Language): string {
  const spelled = (SPELLINGS[language] ?? []).reduce((text, [written, sound]) => text.replace(written, sound), word);
  return EVERYWHERE.reduce((text, [written, sound]) => text.replace(written, sound), spelled).replace(language === 'de' ? /(?<=\p{L}{4})(?:en|er|n|s)$/u : /(?<=\p{L}{4})(?:es|s)$/u, '').replace(/(?<=\p{L}{4})e$/u, '');
}

const SHORTEST = 5;

/** The catalogue's word that sounds as this one does; null where several do or none. */
export function soundsAs(written: string, names: Names, language: Language): string | null {
  if (written.length < SHORTEST - 1 || names.words.has(written)) return null;
  const sound = soundOf(written, language);
  const found = [...names.words.keys()].filter((word) => word.length >= SHORTEST && word.charAt(0) === written.charAt(0) && soundOf(word, language) === sound);
  const skus = new Set(found.map((word) => (names.words.get(word) ?? []).join()));
  const [first] = found;
  return skus.size === 1 && first !== undefined ? first : null;
}
