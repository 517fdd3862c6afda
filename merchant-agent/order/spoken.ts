/** Sentences that speak of things and ask for none of them. */
import type { Meaning } from './meaning.ts';
import { isTale } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';

/** `for my mother: a teapot` */
export const isIntroduced = (tokens: readonly Token[]): boolean => tokens.some((token, at) => token.kind === 'pause' && tokens[at + 1]?.kind === 'article' && tokens.slice(at + 2, at + 5).some(({ kind }) => kind === 'item'));

/** Items without a number in what is only told are spoken of; with one, where it says that they came or were used up. */
export function spokenOf(tokens: readonly Token[]): Meaning | null {
  if (!tokens.some((token) => token.kind === 'item') || isIntroduced(tokens)) return null;
  if (staysAsIs(tokens)) return { kind: 'mention', skus: [...new Set(tokens.flatMap((token) => token.mention?.skus ?? []))] };
  const isNamed = (at: number): boolean => tokens[at]?.kind === 'item' || (QUANTITIES.has(tokens[at]?.kind ?? 'end') && isNamedFrom(tokens, at));
  const isDone = tokens.every((token, at) => token.kind !== 'item' || tokens.slice(Math.max(0, at - 6), at + 5).some((one) => one.kind === 'done'));
  if (!isDone && tokens.some((_token, at) => tokens[at]?.kind !== 'item' && isNamed(at))) return null;
  const told = tokens.map((token, at): Token => (isNamed(at) ? { ...token, kind: token.kind === 'item' ? 'chat' : 'filler' } : token));
  if (!isTale(told, 'sentence')) return null;
  if (!isDone && tokens.some((token) => ['and', 'article'].includes(token.kind)) && tokens.length < 8) return null;
  return isDone ? { kind: 'nothing', readAs: 'tells of an earlier order' } : { kind: 'mention', skus: [...new Set(tokens.flatMap((token) => token.mention?.skus ?? []))] };
}

const UNCHANGED = /(?:そのまま|変更なし|変わらず|不变|不變|照旧|stays? (?:the same|as (?:it )?is|as ordered)|remains? (?:the same|as (?:it )?is)|unchanged|bleib(?:t|en)(?: (?:so|gleich|dabei|wie \w+|unverandert))?|reste(?:nt)? (?:pareil|inchange\w*|comme \w+)|ne changent? pas|sigue[n]? igual|no cambian?|queda[n]? igual)/;
/** `Postcards stay the same`: the items and nothing that counts or wishes. */
const staysAsIs = (tokens: readonly Token[]): boolean => UNCHANGED.test(tokens.map((token) => token.text).join(EASTERN.test(tokens[0]?.text ?? '') ? '' : ' ')) && tokens.every((token) => ['item', 'size', 'filler', 'chat', 'aside', 'and', 'comma', 'end', 'ornament', 'order', 'stop'].includes(token.kind)) && tokens.filter((token) => token.kind === 'stop').length <= 1 && tokens.length <= 12;
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const QUANTITIES: ReadonlySet<TokenKind> = new Set(['number', 'article', 'container', 'size', 'times']);
/** From a quantity nothing but its counter leads to an item, or an item stands right before it. */
function isNamedFrom(tokens: readonly Token[], at: number): boolean {
  let place = at + 1;
  while (QUANTITIES.has(tokens[place]?.kind ?? 'end') || tokens[place]?.kind === 'filler') place += 1;
  return tokens[place]?.kind === 'item' || tokens[at - 1]?.kind === 'item' || tokens[at - 2]?.kind === 'item';
}
