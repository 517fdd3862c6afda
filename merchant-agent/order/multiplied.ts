/**
 * Quantities that stand beside a thing and are not how many of it are wanted: `2 dozen`, `3 times 2`, `2 each for my sisters`, `2 every month`. What comes of them can often
 * be guessed; whoever packs the parcel has to be told.
 */
import { withoutOtherNumbers } from './numbers.ts';
import { withoutLife } from './sentence.ts';
import type { Token } from './tokens.ts';
import { AGAIN_AND_AGAIN, AGAIN_EASTERN, BOTH, DOZENS, FOR_SO_MANY, MANY_EASTERN, PEOPLE, REPEATED, REPEATED_AT_ONCE, SENT_OUT, SHARED_OUT } from './words/multiplying.ts';

const DOZEN = /(?:doz|dutzend|douzaine|docena|dozzin|dozijn|duzia|打|だーす)/;
const SIGNS: ReadonlySet<Token['kind']> = new Set(['end', 'ornament', 'pause', 'dash', 'open', 'close', 'question']);

/** Numbers as `#` and things as `@`, so that a word is known by what stands beside it; a number that is told in times or dozens (`dreimal`, `a dozen`) says so. */
function shownAs(token: Token): string {
  if (token.kind === 'item') return '@';
  // Dutch boxes.
  if (token.kind !== 'number') return token.kind === 'container' && token.text === 'dozen' ? 'doos' : token.text;
  if (DOZEN.test(token.text)) return '#dozen';
  return /[a-z]mal$/.test(token.text) ? '#often' : '#';
}

/** True for a sentence without a thing that says it of those above or below: `For each of my daughters:`, `Three times, please.` */
export function isMultiplying(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => !SIGNS.has(kind));
  if (words.some(({ kind }) => kind === 'item') || words.length > MAX_WORDS) return false;
  const text = words.map(shownAs).join(' ');
  const isHead = tokens.at(-1)?.text === ':';
  return FOR_SO_MANY.test(text) || FOR_SO_MANY.test(text.replaceAll(' ', '')) || (isHead || words.length <= MAX_BARE) && (SHARED_OUT.test(text) || MANY_EASTERN.test(text.replaceAll(' ', '')) || REPEATED_AT_ONCE.test(text) || REPEATED.test(text)) || isHead && AGAIN_AND_AGAIN.test(text);
}

/** Whoever tells uses more words than whoever multiplies. */
const MAX_WORDS = 12;
const MAX_BARE = 5;

/** True where the numbers of a sentence that orders may come to another quantity. */
export function isMultiplied(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => !SIGNS.has(kind));
  const text = words.map(shownAs).join(' ');
  const eastern = words.map(shownAs).join('');
  const numbers = words.filter(({ kind }) => kind === 'number' || kind === 'article').length;
  if (DOZENS.test(text) || REPEATED_AT_ONCE.test(text) || [SENT_OUT, BOTH, SHARED_OUT, AGAIN_AND_AGAIN].some((pattern) => isBesideGoods(text, pattern))) return true;
  if (numbers > 1 && (isSquared(words) || isBesideGoods(text, REPEATED) || isTimesPeople(words))) return true;
  return MANY_EASTERN.test(eastern) || AGAIN_EASTERN.test(eastern) || isEach(words, text);
}

/** Beside what is ordered, and not in a clause that tells of something (`we drink it every week, so …`). */
function isBesideGoods(text: string, pattern: RegExp): boolean {
  const found = pattern.exec(text);
  if (found === null) return false;
  const [before, behind] = [text.slice(0, found.index).trimEnd(), text.slice(found.index + found[0].length)];
  return GOODS_BEFORE.test(before) || GOODS_BEHIND.test(behind);
}

const BREAK = '(?:,|and|so|und|deshalb|daher|et|donc|y|e|asi|quindi|en|dus)';
const GOODS_BEFORE = new RegExp(`[#@](?: ,)?(?: (?!${BREAK} )\\S+){0,3}$`);
const GOODS_BEHIND = new RegExp(`^(?: (?!${BREAK} )\\S+){0,3} [#@]`);

/** `2 x 2 yokan`: not a number and once more the same in other letters, as `two (2)` is. */
const isSquared = (words: readonly Token[]): boolean => words.some((one, at) => isNumber(one) && [words[at + 1], words[at + 1]?.kind === 'times' ? words[at + 2] : undefined].some((next) => next !== undefined && isNumber(next) && next.text === one.text));
const isNumber = ({ kind }: Token): boolean => kind === 'number';

/** `2袋×3名分`: so many times so many people. */
const isTimesPeople = (words: readonly Token[]): boolean => words.some(({ kind }, at) => kind === 'times' && (isOfPeople(words, at + 1) || isOfPeople(words, at - 2)));
const isOfPeople = (words: readonly Token[], at: number): boolean => words[at]?.kind === 'number' && (words[at + 1]?.kind === 'life' || /^(?:人|名|명|位)/u.test(words[at + 1]?.text ?? ''));

/** `each`, of one thing or beside so many people: for whom? A price may be that of each. */
function isEach(words: readonly Token[], text: string): boolean {
  if (!words.some((_word, at) => isEachWord(words, at) && !isPriceOfEach(words, at) && isBesideNumber(words, at))) return false;
  const things = new Set(words.flatMap(({ mention }) => (mention === null ? [] : [mention.skus.join()])));
  const quantities = new Set(withoutOtherNumbers(withoutLife(words)).flatMap(({ kind, value }) => (kind === 'number' || kind === 'article' ? [value] : [])));
  return things.size === 1 || quantities.size > 1 || PEOPLE.test(text);
}

/** German `je` is French and Dutch too, and means nothing there right before a number. */
const isEachWord = (words: readonly Token[], at: number): boolean => words[at]?.kind === 'each' || /^je (?:ein|eine|einen|zwei|drei|vier|funf)$/.test(words[at]?.text ?? '') || (words[at]?.text === 'je' && ['number', 'article'].includes(words[at + 1]?.kind ?? 'end'));

const isBesideNumber = (words: readonly Token[], at: number): boolean => words.slice(Math.max(0, at - 2), at + 3).some(({ kind }) => kind === 'number' || kind === 'article' || kind === 'item' || kind === 'container');

/** `2 yokan at 650 each` */
const isPriceOfEach = (words: readonly Token[], at: number): boolean => [words[at - 1], words[at + 1]].some((one) => one !== undefined && (one.kind === 'money' || one.kind === 'amount' || (one.kind === 'number' && one.value >= 100 && words.filter(({ kind }) => kind === 'number').length > 1)));
