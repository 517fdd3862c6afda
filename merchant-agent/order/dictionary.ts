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

/** A language's own words. */
type Own = { readonly language: Language; readonly byText: ReadonlyMap<string, Entry>; readonly entries: ReadonlyMap<string, readonly Entry[]> };

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

function ownOf({ language, words, numbers }: Lexicon): Own {
  const byText = new Map<string, Entry>();
  for (const kind of CAREFUL_FIRST) {
    const made = kind === 'order' || kind === 'ask' ? requestsIn(language)[kind] : [];
    for (const text of [...wordsOf(words[kind]), ...made].flatMap(writingsOf)) if (text !== '' && !byText.has(text) && !(kind === 'chat' && NUMERAL.test(text))) byText.set(text, { text, kind, value: 0 });
  }
  for (const [text, value] of numbers) if (byText.get(text)?.kind !== 'article') byText.set(text, { text, kind: 'number', value });
  return { language, byText, entries: byFirst(byText) };
}

function byFirst(byText: ReadonlyMap<string, Entry>): ReadonlyMap<string, readonly Entry[]> {
  const entries = new Map<string, Entry[]>();
  for (const entry of byText.values()) {
    const list = entries.get(entry.text.charAt(0));
    if (list === undefined) entries.set(entry.text.charAt(0), [entry]);
    else list.push(entry);
  }
  for (const list of entries.values()) list.sort((a, b) => b.text.length - a.text.length);
  return entries;
}

/** Numbers that mean the same wherever they stand: none of them is a word of another of the languages. */
const LENT: readonly (readonly [string, number])[] = Object.entries({ one: 1, two: 2, three: 3, four: 4, five: 5, seven: 7, eight: 8, eins: 1, zwei: 2, drei: 3, funf: 5, fuenf: 5, sechs: 6, sieben: 7, neun: 9, deux: 2, trois: 3, quatre: 4, cinq: 5, huit: 8, dos: 2, tres: 3, cuatro: 4, cinco: 5, ocho: 8, quattro: 4, cinque: 5, twee: 2, drie: 3, vijf: 5 });

/** Dutch boxes (`dozen`) are an English number: no other language borrows them, and they say nothing of the mail's. */
const isNumberElsewhere = (word: string, language: Language): boolean => LEXICONS.some((lexicon) => lexicon.language !== language && lexicon.numbers.has(word));

/** Greetings and thanks are borrowed between languages, and general words for goods from English, where the language has no such word of its own. */
function withBorrowed({ language: borrower, byText: own }: Own): Dictionary {
  const byText = new Map(own);
  const isSpaced = !['ja', 'zh', 'ko'].includes(borrower);
  for (const { language, words } of LEXICONS) {
    const lent = language === borrower ? [] : ([['aside', words.aside], ['goods', language === 'en' ? words.goods : ''], ['container', isSpaced ? words.container : '']] as const);
    for (const [kind, list] of lent) {
      for (const text of wordsOf(list).flatMap(writingsOf)) {
        if (!byText.has(text) && !(kind === 'container' && (text.length < 4 || isNumberElsewhere(text, language)))) byText.set(text, { text, kind, value: 0 });
      }
    }
  }
  for (const text of ['de', 'von', 'vom', 'of', 'di', 'van']) if (!byText.has(text)) byText.set(text, { text, kind: 'filler', value: 0 });
  for (const [text, value] of LENT) {
    if ((byText.get(text)?.kind ?? 'goods') !== 'goods') continue;
    byText.delete(text);
    byText.set(text, { text, kind: 'number', value });
  }
  const entries = byFirst(byText);
  return { language: borrower, entries, starts: startsOf(entries) };
}

/** Made when a mail first needs it: most shops have mails in one language or two, and ten take a second to make. */
function whenNeeded<Made>(make: (lexicon: Lexicon) => Made): (language: Language) => Made {
  const made = new Map<Language, Made>();
  return (language) => {
    const known = made.get(language);
    if (known !== undefined) return known;
    const lexicon = LEXICONS.find((one) => one.language === language);
    if (lexicon === undefined) throw new Error(`no words of ${language}`);
    const one = make(lexicon);
    made.set(language, one);
    return one;
  };
}

const ownIn = whenNeeded(ownOf);
const dictionaryIn = whenNeeded(({ language }) => withBorrowed(ownIn(language)));

/** True for a folded word that any of the ten languages' tables holds. */
export const isKnownAnywhere = (word: string): boolean => LEXICONS.some(({ language }) => ownIn(language).byText.has(word));

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
  const found = chosen.map(dictionaryIn);
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
  if (words.size === 0) return 0;
  const { byText } = ownIn(language);
  let score = 0;
  for (const word of words) {
    const kind = byText.get(word)?.kind;
    if (kind !== undefined && (kind === 'number' || TELLING.has(kind)) && !(kind === 'container' && isNumberElsewhere(word, language))) score += 1;
  }
  return score;
}

const mergedOnes = new Map<string, Dictionary>();

/** A Japanese or Chinese mail with words of one Latin language among its own. */
function merged(main: Dictionary, others: readonly Language[]): Dictionary {
  const second = ownIn(others.length === 1 ? (others[0] ?? 'en') : 'en');
  const key = `${main.language} ${second.language}`;
  const known = mergedOnes.get(key);
  if (known !== undefined) return known;
  const entries = new Map(main.entries);
  for (const [first, list] of second.entries) entries.set(first, [...(entries.get(first) ?? []), ...list]);
  const made = { language: main.language, entries, starts: startsOf(entries) };
  mergedOnes.set(key, made);
  return made;
}
