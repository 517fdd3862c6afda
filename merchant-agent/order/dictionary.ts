/** The words of one language made ready to be looked for, and which languages a mail is written in. */
import { foldText, wordsOf, writingsOf } from './lexicon.ts';
import type { Language, Lexicon, WordKind } from './lexicon.ts';
import { requestsIn } from './requests.ts';
import { chinese } from './words/chinese.ts';
import { dutch } from './words/dutch.ts';
import { english } from './words/english.ts';
import { french } from './words/french.ts';
import { german } from './words/german.ts';
import { italian } from './words/italian.ts';
import { japanese } from './words/japanese.ts';
import { korean } from './words/korean.ts';
import { portuguese } from './words/portuguese.ts';
import { spanish } from './words/spanish.ts';

export const LEXICONS: readonly Lexicon[] = [english, japanese, german, french, spanish, chinese, italian, dutch, portuguese, korean];

export type Entry = { readonly text: string; readonly kind: WordKind | 'number'; readonly value: number };

/** Entries by their first character, longest first. */
export type Dictionary = { readonly language: Language; readonly entries: ReadonlyMap<string, readonly Entry[]>; /** The same by their first letters, four at most. */ readonly starts: ReadonlyMap<string, readonly Entry[]> };

const START = 4;

function startsOf(entries: ReadonlyMap<string, readonly Entry[]>): ReadonlyMap<string, readonly Entry[]> {
  const starts = new Map<string, Entry[]>();
  for (const list of entries.values()) {
    for (const entry of list) {
      const start = entry.text.slice(0, START);
      const known = starts.get(start);
      if (known === undefined) starts.set(start, [entry]);
      else known.push(entry);
    }
  }
  return starts;
}

/** Every word that the text may go on with at this place. */
export const wordsAt = (text: string, place: number, { starts }: Dictionary): readonly Entry[] => {
  const found: Entry[] = [];
  for (let length = 1; length <= START; length += 1) found.push(...(starts.get(text.slice(place, place + length)) ?? []));
  return found;
};

/** Where a word stands in two lists of its language the more careful meaning counts. */
const CAREFUL_FIRST: readonly WordKind[] = ['stop', 'vague', 'total', 'correction', 'done', 'past', 'ask', 'order', 'each', 'label', 'container', 'paper', 'gift', 'goods', 'article', 'and', 'aside', 'shipping', 'life', 'opener', 'filler', 'chat'];

/** Always a number where it stands alone. */
const NUMERAL = /^[一二三四五六七八九十百千两兩]$/;

function dictionaryOf({ language, words, numbers }: Lexicon): Dictionary {
  const byText = new Map<string, Entry>();
  for (const kind of CAREFUL_FIRST) {
    const made = kind === 'order' || kind === 'ask' ? requestsIn(language)[kind] : [];
    for (const text of [...wordsOf(words[kind]), ...made].flatMap(writingsOf)) if (text !== '' && !byText.has(text) && !(kind === 'chat' && NUMERAL.test(text))) byText.set(text, { text, kind, value: 0 });
  }
  for (const [text, value] of numbers) if (byText.get(text)?.kind !== 'article') byText.set(text, { text, kind: 'number', value });
  const entries = new Map<string, Entry[]>();
  for (const entry of byText.values()) entries.set(entry.text.charAt(0), [...(entries.get(entry.text.charAt(0)) ?? []), entry]);
  for (const list of entries.values()) list.sort((a, b) => b.text.length - a.text.length);
  return { language, entries, starts: startsOf(entries) };
}

/** Numbers that mean the same wherever they stand: none of them is a word of another of the languages. */
const LENT: readonly (readonly [string, number])[] = Object.entries({ one: 1, two: 2, three: 3, four: 4, five: 5, seven: 7, eight: 8, eins: 1, zwei: 2, drei: 3, funf: 5, fuenf: 5, sechs: 6, sieben: 7, neun: 9, deux: 2, trois: 3, quatre: 4, cinq: 5, huit: 8, dos: 2, tres: 3, cuatro: 4, cinco: 5, ocho: 8, quattro: 4, cinque: 5, twee: 2, drie: 3, vijf: 5 });

/** Dutch boxes (`dozen`) are an English number: no other language borrows them, and they say nothing of the mail's. */
const isNumberElsewhere = (word: string, language: Language): boolean => LEXICONS.some((lexicon) => lexicon.language !== language && lexicon.numbers.has(word));

/** Greetings and thanks are borrowed between languages, and general words for goods from English, where the language has no such word of its own. */
function withBorrowed(dictionary: Dictionary): Dictionary {
  const entries = new Map([...dictionary.entries].map(([first, list]): [string, Entry[]] => [first, [...list]]));
  for (const { language, words } of LEXICONS) {
    const lent = language === dictionary.language ? [] : ([['aside', words.aside], ['goods', language === 'en' ? words.goods : ''], ['container', words.container]] as const);
    for (const [kind, list] of lent) {
      for (const text of wordsOf(list).flatMap(writingsOf)) {
        const known = entries.get(text.charAt(0)) ?? [];
        if (!known.some((entry) => entry.text === text) && !(kind === 'container' && (text.length < 4 || isNumberElsewhere(text, language) || dictionary.language === 'ja' || dictionary.language === 'zh' || dictionary.language === 'ko'))) entries.set(text.charAt(0), [...known, { text, kind, value: 0 }]);
      }
    }
  }
  for (const text of ['de', 'von', 'vom', 'of', 'di', 'van']) {
    const known = entries.get(text.charAt(0)) ?? [];
    if (!known.some((entry) => entry.text === text)) entries.set(text.charAt(0), [...known, { text, kind: 'filler', value: 0 }]);
  }
  for (const [word, value] of LENT) {
    const known = entries.get(word.charAt(0)) ?? [];
    if (!known.some((entry) => entry.text === word && entry.kind !== 'goods')) entries.set(word.charAt(0), [...known.filter((entry) => entry.text !== word), { text: word, kind: 'number', value }]);
  }
  for (const list of entries.values()) list.sort((a, b) => b.text.length - a.text.length);
  return { ...dictionary, entries, starts: startsOf(entries) };
}

const own = new Map(LEXICONS.map((lexicon) => [lexicon.language, dictionaryOf(lexicon)]));
const dictionaries = new Map([...own].map(([language, dictionary]) => [language, withBorrowed(dictionary)]));

/** True for a folded word that any of the ten languages' tables holds. */
export const isKnownAnywhere = (word: string): boolean => [...own.values()].some(({ entries }) => entries.get(word.charAt(0))?.some((entry) => entry.text === word) === true);

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HAN = /\p{Script=Han}/u;
const HANGUL = /\p{Script=Hangul}/u;
const TELLING: ReadonlySet<WordKind> = new Set(['article', 'and', 'filler', 'order', 'ask', 'aside', 'chat', 'container', 'stop', 'correction', 'opener', 'label', 'vague', 'life', 'shipping', 'paper', 'gift', 'total']);

/**
 * The dictionaries by which a mail is read, the likeliest first: of unspaced scripts by their letters, of Latin script by how many of its words each
 * language knows, those of the catalogue apart (`ofNames`). Several where they know equally many: then all have to read the same.
 */
export function dictionariesOf(lines: readonly string[], ofNames: ReadonlySet<string>): readonly Dictionary[] {
  const text = foldText(lines.join(' ').slice(0, 20_000));
  const east = easternOf(text);
  const words = new Set((text.match(/[\p{Script=Latin}'-]+/gu) ?? []).filter((word) => !ofNames.has(word)));
  const scores = LEXICONS.filter(({ language }) => !['ja', 'zh', 'ko'].includes(language)).map(({ language }) => ({ language, score: scoreOf(words, language) }));
  const best = Math.max(...scores.map(({ score }) => score));
  const western = scores.filter(({ score }) => score === best).map(({ language }) => language);
  const chosen = east.length === 0 ? western : east;
  const found = chosen.map((language) => dictionaries.get(language)).filter((one) => one !== undefined);
  return east.length === 0 || best < 1 ? found : found.map((one) => merged(one, western));
}

/** Han without kana is Chinese where a character says so, else either. */
function easternOf(text: string): readonly Language[] {
  if (HANGUL.test(text)) return ['ko'];
  if (KANA.test(text.replace(/[・ー]/g, ''))) return ['ja'];
  if (!HAN.test(text)) return [];
  return /[们們请請给給谢謝您吗嗎么麼买買这這货貨两兩订訂罐盒克你我的了]/u.test(text) ? ['zh'] : ['zh', 'ja'];
}

function scoreOf(words: ReadonlySet<string>, language: Language): number {
  let score = 0;
  const entries = own.get(language)?.entries;
  for (const word of words) if (entries?.get(word.charAt(0))?.some((entry) => entry.text === word && (entry.kind === 'number' || TELLING.has(entry.kind)) && !(entry.kind === 'container' && isNumberElsewhere(word, language))) === true) score += 1;
  return score;
}

const mergedOnes = new Map<string, Dictionary>();

/** A Japanese or Chinese mail with words of one Latin language among its own. */
function merged(main: Dictionary, others: readonly Language[]): Dictionary {
  const second = own.get(others.length === 1 ? (others[0] ?? 'en') : 'en');
  if (second === undefined) return main;
  const key = `${main.language} ${second.language}`;
  const known = mergedOnes.get(key);
  if (known !== undefined) return known;
  const entries = new Map(main.entries);
  for (const [first, list] of second.entries) entries.set(first, [...(entries.get(first) ?? []), ...list]);
  const made = { language: main.language, entries, starts: startsOf(entries) };
  mergedOnes.set(key, made);
  return made;
}
