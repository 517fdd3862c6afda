/** Words beside the goods of an order's sentence that may be any: where a verb stands between that orders, or where they tell for whom and what for. */
import { isClosingWord } from './contact.ts';
import type { Token, TokenKind } from './tokens.ts';

const GOODS: ReadonlySet<TokenKind> = new Set(['item', 'number', 'size', 'money', 'amount', 'container', 'each']);
export const isBeforeGoods = (tokens: readonly Token[], at: number): boolean => at < tokens.findIndex((token) => GOODS.has(token.kind));

const BESIDE: ReadonlySet<TokenKind> = new Set(['unknown', 'chat', 'opener', 'goods', 'past']);
const PURPOSE = /^(?:for|für|fur|fuer|pour|para|per|voor|zum|zur|as|als|comme|como|so|so that|because|since|damit|weil|denn|um|afin|afin de|car|parce que|porque|ya que)$/;

/**
 * Words that nobody knows are harmless before the goods where a verb between them and the goods orders (`my neighbour told me, so I would like 2 sencha`), and behind
 * them where they tell for whom or what for. Right at an item or its quantity they are not: they may make another thing of it.
 */
export function isBeside(tokens: readonly Token[], at: number): boolean {
  if (!BESIDE.has(tokens[at]?.kind ?? 'unknown')) return false;
  const isGoods = (token: Token): boolean => GOODS.has(token.kind);
  const [first, last] = [tokens.findIndex(isGoods), tokens.findLastIndex(isGoods)];
  if (at < first) return tokens.slice(at + 1, first).some((token) => token.kind === 'order' || token.kind === 'ask') && tokens[at]?.kind !== 'past';
  if (at < last || tokens[at]?.kind === 'past') return false;
  const behind = tokens.slice(last + 1, at + 1);
  if (isSignedOff(tokens, at)) return true;
  return PURPOSE.test(behind.find((token) => token.kind !== 'comma')?.text ?? '');
}

/** `… merci d'avance julien`: one or two words behind thanks, at the end. */
function isSignedOff(tokens: readonly Token[], at: number): boolean {
  const thanks = tokens.findLastIndex(isClosingWord);
  const rest = tokens.slice(thanks + 1).filter((token) => token.kind !== 'comma' && token.kind !== 'end' && token.kind !== 'ornament');
  return thanks !== -1 && at > thanks && rest.length <= 2 && rest.every((token) => token.kind === 'unknown' && (rest.length === 1 || /^\p{Lu}/u.test(token.raw)));
}
