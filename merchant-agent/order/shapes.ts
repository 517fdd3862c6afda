/** What a sentence with things or numbers is by its form: one that only speaks of a thing, one that shares a quantity out, a bare number. */
import { isIntroduced } from './spoken.ts';
import type { Token, TokenKind } from './tokens.ts';

/** An item is spoken of, without number and without a wish. */
export function isMention(tokens: readonly Token[]): boolean {
  const asks: ReadonlySet<TokenKind> = new Set(['number', 'size', 'money', 'amount', 'order', 'ask', 'correction', 'stop', 'vague', 'question', 'each', 'label', 'total', 'times', 'container', 'goods']);
  const isMore = (token: Token): boolean => /^(?:and|also|too|as well|plus|und|auch|noch|et|aussi|encore|y|tambien|mas|も|と|あと|还|还有|也|和|please|pls|bitte|svp|s'il vous plait|por favor)$/.test(token.text);
  return tokens.length >= 5 && !isIntroduced(tokens) && tokens.some((token) => token.kind === 'item') && !tokens.some((token) => asks.has(token.kind) || isMore(token));
}

/** General words in brackets behind an item (`Sencha (green tea)`). */
export function isBracketed(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === 'goods' && tokens[at - 1]?.kind === 'open' && tokens[at + 1]?.kind === 'close';
}

/** `each` shares a quantity out, unless it belongs to a price (`1,080 each`). */
export const isShared = (tokens: readonly Token[]): boolean => tokens.some((token, at) => token.kind === 'each' && !['money', 'amount'].includes(tokens[at - 1]?.kind ?? ''));

/** Nothing but the number and its counter (`3 Stück`). */
export const isBare = (tokens: readonly Token[]): boolean => tokens.every((token) => ['number', 'container', 'label', 'pause', 'ornament', 'dash', 'times', 'end'].includes(token.kind));
