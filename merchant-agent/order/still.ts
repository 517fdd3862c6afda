/** That a quantity stays what it is: `Still three of them.`, `個数は同じ2個です`, `还是2瓶`. To be compared with what was put right above. */
import type { Meaning } from './meaning.ts';
import type { Token, TokenKind } from './tokens.ts';

const STILL = /^(?:still|the same|same|unchanged|immer noch|weiterhin|nach wie vor|gleich|bleiben|bleibt|toujours|pareil|siguen siendo|sigue siendo|siguen|igual|还是|還是|仍然|依然|まま|のまま|同じ|変わらず)$/;
const BESIDE: ReadonlySet<TokenKind> = new Set(['filler', 'chat', 'aside', 'number', 'container', 'and', 'comma', 'end', 'ornament', 'order', 'label', 'goods', 'pause']);

/** Null where anything else is said. */
export function stillIn(tokens: readonly Token[]): Meaning | null {
  const numbers = tokens.filter((token) => token.kind === 'number');
  const [number] = numbers;
  if (number === undefined || numbers.length > 1 || !tokens.some((token) => STILL.test(token.text)) || !tokens.every((token) => BESIDE.has(token.kind) || STILL.test(token.text)) || tokens.length > 14) return null;
  return { kind: 'order', pairs: [], correction: null, claims: [{ still: number.value }] };
}
