/**
 * A line of an order cut into what it consists of: items, sizes, figures, words of a known meaning, signs, and what nobody knows. Of all ways to cut
 * it the one with the least unknown text, then the fewest pieces, counts.
 */
import { readAmount } from '../../clearinghouse/protocol/money.ts';
import type { Currency, Money } from '../../clearinghouse/protocol/money.ts';
import { commonKind } from './common.ts';
import type { CommonKind } from './common.ts';
import { wordsAt } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { foldWithPlaces } from './lexicon.ts';
import type { WordKind } from './lexicon.ts';
import { nameAt, SIZE, sizeKey } from './names.ts';
import type { Mention, Names } from './names.ts';
import { hanNumber } from './number-words.ts';
import { figureAt } from './patterns.ts';
import { simplifiedOf } from './words/traditional.ts';

/** `comma` parts things, `pause` stands within one thing, `end` ends a sentence. `figure`: a date, a telephone number and the like. `amount`: a number that is no count (`1,080`). */
export type TokenKind = Exclude<WordKind, 'article'> | 'item' | 'size' | 'number' | 'article' | 'money' | 'amount' | 'figure' | 'times' | 'comma' | 'pause' | 'open' | 'close' | 'dash' | 'equals' | 'at' | 'end' | 'question' | 'ornament' | 'unknown';

export type Token = {
  readonly kind: TokenKind;
  /** Folded. */
  readonly text: string;
  readonly line: number;
  /** For `number` and `article`. */
  readonly value: number;
  readonly mention: Mention | null;
  /** For `size`. */
  readonly size: string;
  readonly money: Money | null;
  /** As it stands in the line. */
  readonly raw: string;
  /** No blank before it, and not the first of its line. */
  readonly glued: boolean;
  /** For `unknown`: what sort of ordinary word it is, where it is one. */
  readonly common: CommonKind | null;
};

const SIGNS: Readonly<Record<string, TokenKind>> = {
  ',': 'comma', '、': 'comma', ';': 'comma', '/': 'comma', '|': 'comma', '·': 'pause', ':': 'pause', '…': 'pause', '(': 'open', '（': 'open', '[': 'open', '【': 'open', ')': 'close', '）': 'close', ']': 'close',
  '】': 'close', '-': 'dash', '~': 'dash', '=': 'equals', '@': 'at', '.': 'end', '!': 'end', '。': 'end', '?': 'question', '×': 'times', '✕': 'times', '✖': 'times', '*': 'times', '・': 'ornament', '•': 'ornament', '◦': 'ornament', '‣': 'ornament', '▪': 'ornament',
  '「': 'open', '」': 'close', '『': 'open', '』': 'close', '〈': 'open', '〉': 'close', '¿': 'ornament', '¡': 'ornament', '→': 'pause', '_': 'ornament', '"': 'ornament', '<': 'open', '>': 'close', '〜': 'dash', '☆': 'ornament', '★': 'ornament', '♪': 'ornament', '◆': 'ornament', '■': 'ornament', '●': 'ornament', '○': 'ornament', '※': 'ornament', '♥': 'ornament', '#': 'unknown', '+': 'and',
};

const LATIN = /[\p{Script=Latin}\p{M}]/u;
const LATIN_WORD = /[\p{Script=Latin}\p{M}0-9']+/uy;
const EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}])+/uy;
/** Bullets, arrows, ticks and the like, of which no figure is made. */
const SYMBOL = /[\u2190-\u21FF\u2500-\u257F\u25A0-\u25FF\u2600-\u27BF\u2B00-\u2BFF\u3003-\u3013\u2022-\u2027\u2043\u204E\u2219]/u;
const DIGITS = /[0-9]+/y;
const HAN_NUMERAL = /[一二三四五六七八九十百千两兩壱弐参壹贰貳叁參肆伍陆陸柒捌玖拾]+/uy;
const SEPARATED = /[0-9]{1,3}(?:[.,'][0-9]{3})+(?:[.,][0-9]{1,2})?(?![0-9])|[0-9]+[.,][0-9]{1,2}(?![0-9])/y;
const MONEY = /(?:(?:jpy|eur|usd|gbp|cny|krw|chf|¥|€|\$|£|₩) ?[0-9][0-9,.']*(?:[.,]-)?(?: ?(?:jpy|eur|円))?|[0-9][0-9,.']*(?:[.,]-)? ?(?:jpy|eur|usd|gbp|cny|krw|chf|yen|euros?|円|元|日元|日圆|원|¥|€|\$|£))(?![\p{Script=Latin}\p{M}0-9])/uy;

/** Chinese o'clock, and Japanese pieces. */
const PIECES_JAPANESE = /^[0-9]{1,2}点$/;

type Cut = { readonly length: number; readonly cost: number; readonly token: Omit<Token, 'line' | 'glued' | 'text' | 'raw' | 'common'> };

const plain = (kind: TokenKind): Cut['token'] => ({ kind, value: 0, mention: null, size: '', money: null });
const UNKNOWN_COST = 1000;

/** Cuts one line. Signs of no meaning, blanks included, are left out. */
export function tokensOf(line: string, at: number, dictionary: Dictionary, names: Names, currency: Currency): Token[] {
  const shown = line.normalize('NFC').replace(/\.{2,}|…+/g, '…').replace(/-{2,}/g, ' - ').replace(/={2,}/g, ' ').replace(/(?<=^| )[:;]-?[)(DPp](?= |$)/g, '!');
  const { text: folded, places } = foldWithPlaces(shown);
  const text = dictionary.language === 'zh' ? simplifiedOf(folded) : folded;
  const best: { cost: number; cut: Cut | null }[] = Array.from({ length: text.length + 1 }, () => ({ cost: 0, cut: null }));
  for (let place = text.length - 1; place >= 0; place -= 1) best[place] = bestCut(text, place, best, dictionary, names, currency);
  const tokens: Token[] = [];
  let place = 0;
  while (place < text.length) {
    const cut = best[place]?.cut ?? null;
    if (cut === null) {
      place += 1;
      continue;
    }
    const raw = shown.slice(places[place], places[place + cut.length]);
    const word = text.slice(place, place + cut.length);
    const kind = kindAs(cut.token.kind, raw, tokens.at(-1));
    tokens.push({ ...cut.token, kind, text: word, raw, line: at, glued: place > 0 && text.charAt(place - 1) !== ' ', common: kind === 'unknown' ? commonKind(word, raw, dictionary.language) : null });
    place += cut.length;
  }
  return tokens;
}

/** What the fold makes alike: German *wäre* and *waren* and *Waren*, Spanish *te* and *té*, the states and companies CA, OR, KG. */
function kindAs(kind: TokenKind, raw: string, before: Token | undefined): TokenKind {
  if (kind === 'goods' && /^(?:[wW]är(?:e|en)|waren|ware)$/.test(raw)) return 'chat';
  if (kind === 'goods' && /^te$/i.test(raw) && (before === undefined || ['comma', 'end', 'pause', 'chat', 'ornament', 'unknown'].includes(before.kind))) return 'filler';
  return (kind === 'stop' || kind === 'vague') && /^(?:CA|OR|KG)$/.test(raw) ? 'unknown' : kind;
}

function bestCut(text: string, place: number, best: readonly { cost: number }[], dictionary: Dictionary, names: Names, currency: Currency): { cost: number; cut: Cut | null } {
  if (text.charAt(place) === ' ') return { cost: best[place + 1]?.cost ?? 0, cut: null };
  let chosen: { cost: number; cut: Cut | null } = { cost: Infinity, cut: null };
  for (const cut of cutsAt(text, place, dictionary, names, currency)) {
    const cost = cut.cost + (best[place + cut.length]?.cost ?? 0);
    if (cost < chosen.cost) chosen = { cost, cut };
  }
  return chosen;
}

/** Every piece that can stand here. One is always given: a single sign, or an unknown word or character. */
function cutsAt(text: string, place: number, dictionary: Dictionary, names: Names, currency: Currency): Cut[] {
  if (!startsWord(text, place)) return unknownCuts(text, place);
  const figures = figureCuts(text, place, currency).filter(({ token, length }) => !(token.kind === 'figure' && dictionary.language === 'ja' && PIECES_JAPANESE.test(text.slice(place, place + length))));
  const cuts = [...figures, ...signCuts(text, place), ...unknownCuts(text, place)];
  cuts.push(...nameCuts(text, place, names), ...wordCuts(text, place, dictionary).filter(({ length }) => !hidesName(text, place, length, names)));
  return cuts;
}

/** No Latin letter goes before; a digit may (`2袋`, `2bags`). */
const startsWord = (text: string, place: number): boolean => place === 0 || !LATIN.test(text.charAt(place)) || !LATIN.test(text.charAt(place - 1));
const endsWord = (text: string, end: number): boolean => !LATIN.test(text.charAt(end - 1)) || !/[\p{Script=Latin}\p{M}0-9]/u.test(text.charAt(end));

function nameCuts(text: string, place: number, names: Names): Cut[] {
  const byLength = new Map<string, { length: number; skus: Set<string>; sized: boolean }>();
  for (const { length, mention } of nameAt(text, place, names)) {
    const key = `${length} ${mention.sized}`;
    const found = byLength.get(key) ?? { length, skus: new Set<string>(), sized: mention.sized };
    mention.skus.forEach((sku) => found.skus.add(sku));
    byLength.set(key, found);
  }
  return [...byLength.values()].map(({ length, skus, sized }) => ({ length, cost: sized ? 8 : 9, token: { ...plain('item'), mention: { skus: [...skus], sized } } }));
}

/** A phrase never swallows the name of an item. */
function hidesName(text: string, place: number, length: number, names: Names): boolean {
  for (let at = place; at < place + length; at += 1) {
    if (!startsWord(text, at)) continue;
    if (nameAt(text, at, names).some((name) => at + name.length <= place + length && name.length < length)) return true;
  }
  return false;
}

function wordCuts(text: string, place: number, dictionary: Dictionary): Cut[] {
  const cuts: Cut[] = [];
  for (const { text: word, kind, value } of wordsAt(text, place, dictionary)) {
    if (!text.startsWith(word, place) || !endsWord(text, place + word.length)) continue;
    // Where two ways to cut a text are as good, the one with words of an order counts.
    cuts.push({ length: word.length, cost: kind === 'chat' || kind === 'opener' ? 11 : 10, token: { ...plain(kind), value } });
  }
  return cuts;
}

function figureCuts(text: string, place: number, currency: Currency): Cut[] {
  if (place > 0 && /[0-9]/.test(text.charAt(place)) && /[0-9]/.test(text.charAt(place - 1))) return [];
  const cuts: Cut[] = [];
  const figure = figureAt(text, place);
  if (figure > 0) cuts.push({ length: figure, cost: 7, token: plain('figure') });
  const priced = matchAt(MONEY, text, place);
  const reading = priced === '' ? null : readAmount(priced.replace(/日元|日圆/, '円'), currency);
  if (priced !== '') cuts.push({ length: priced.length, cost: 8, token: { ...plain('money'), money: reading?.ok === true ? reading.money : null } });
  SIZE.lastIndex = place;
  const size = SIZE.exec(text);
  if (size !== null) cuts.push({ length: size[0].length, cost: 8, token: { ...plain('size'), size: sizeKey(size[1] ?? '', size[2], size[3] ?? '') } });
  const han = /[一二三四五六七八九十百千]+(ぐらむ|克|公斤)/uy;
  han.lastIndex = place;
  const weight = han.exec(text);
  const grams = weight === null ? null : hanNumber(weight[0].slice(0, -(weight[1] ?? '').length));
  if (weight !== null && grams !== null) cuts.push({ length: weight[0].length, cost: 8, token: { ...plain('size'), size: sizeKey(`${grams}`, undefined, weight[1] ?? '') } });
  cuts.push(...numberCuts(text, place, currency));
  return cuts;
}

function numberCuts(text: string, place: number, currency: Currency): Cut[] {
  const cuts: Cut[] = [];
  if (place > 0 && LATIN.test(text.charAt(place - 1)) && !/(?:^|[^\p{Script=Latin}\p{M}])x$/u.test(text.slice(0, place)) && /[0-9]/.test(text.charAt(place))) return cuts;
  const separated = matchAt(SEPARATED, text, place);
  if (separated !== '') {
    const reading = readAmount(separated, currency);
    cuts.push({ length: separated.length, cost: 9, token: { ...plain('amount'), money: reading.ok ? reading.money : null } });
  }
  const digits = matchAt(DIGITS, text, place);
  if (digits !== '' && separated === '') cuts.push({ length: digits.length, cost: 10, token: { ...plain('number'), value: digits.length > 9 ? Infinity : Number(digits) } });
  const numeral = matchAt(HAN_NUMERAL, text, place);
  for (let length = numeral.length; length > 0; length -= 1) {
    const value = hanNumber(numeral.slice(0, length));
    if (value !== null && value > 0) cuts.push({ length, cost: 12, token: { ...plain('number'), value } });
  }
  return cuts;
}

function signCuts(text: string, place: number): Cut[] {
  const character = text.charAt(place);
  const cuts: Cut[] = [];
  const sign = SIGNS[character];
  // A point within a word or a figure ends nothing.
  const kind = sign === 'end' && character === '.' && /[^ )"]/.test(text.slice(place + 1, place + 2)) && !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(text.charAt(place + 1)) ? 'pause' : sign;
  if (kind !== undefined) cuts.push({ length: 1, cost: kind === 'unknown' ? UNKNOWN_COST : 5, token: plain(kind) });
  if (character === 'x' && !LATIN.test(text.charAt(place - 1)) && (!LATIN.test(text.charAt(place + 1)) || /[0-9]/.test(text.charAt(place - 1)))) cuts.push({ length: 1, cost: 6, token: plain('times') });
  const symbol = kind === undefined && SYMBOL.test(character);
  if (symbol) cuts.push({ length: 1, cost: 5, token: plain('ornament') });
  const emoji = matchAt(EMOJI, text, place);
  if (emoji !== '' && !/[0-9#*]/.test(emoji)) cuts.push({ length: emoji.length, cost: 2, token: plain('ornament') });
  return cuts;
}

function unknownCuts(text: string, place: number): Cut[] {
  const word = startsWord(text, place) && LATIN.test(text.charAt(place)) ? matchAt(LATIN_WORD, text, place) : '';
  if (word !== '') return [{ length: word.length, cost: UNKNOWN_COST, token: plain('unknown') }];
  const character = String.fromCodePoint(text.codePointAt(place) ?? 0);
  return [{ length: character.length, cost: UNKNOWN_COST, token: plain('unknown') }];
}

function matchAt(pattern: RegExp, text: string, place: number): string {
  pattern.lastIndex = place;
  return pattern.exec(text)?.[0] ?? '';
}

/** The words of some tokens as they stand in the letter, with one blank where there was one. */
export const rawOf = (tokens: readonly Token[]): string => tokens.reduce((text, token, at) => text + (at === 0 || (token.glued && tokens[at - 1]?.line === token.line) ? '' : ' ') + token.raw, '');
