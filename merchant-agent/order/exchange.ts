/** One thing in the place of another: `no genmaicha but 2 hojicha`, `3 hojicha instead of the genmaicha`, `玄米茶ではなくほうじ茶を2袋`. */
import type { Names } from './names.ts';
import type { Token } from './tokens.ts';

export type Exchange = { readonly from: readonly string[]; /** What is wanted in its place, without the words of the exchange. */ readonly rest: readonly Token[] };

const BEFORE = /^(?:instead of|statt|anstatt|anstelle von|au lieu de|a la place de|en vez de|en lugar de|invece di|in plaats van|em vez de|no|not|not the|kein|keine|keinen|nicht|pas|pas de|sin|non|不要)$/;
const BEHIND = /^(?:ではなく|じゃなくて|でなく|の代わりに|代わりに|かわりに|ではありません)$/;
const BUT = /^(?:but|mais|sondern|sino|pero|aber|ma|maar|mas)$/;
const isLink = (token: Token | undefined): boolean => token !== undefined && ['filler', 'article', 'order'].includes(token.kind);

/** Null unless exactly two items are named and one of them is so marked. */
export function exchangeIn(tokens: readonly Token[], names: Names): Exchange | null {
  const items = tokens.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
  if (items.length !== 2) return null;
  for (const at of items) {
    const bounds = markBefore(tokens, at) ?? markBehind(tokens, at);
    if (bounds === null) continue;
    const [start, end] = bounds;
    const sizes = tokens.slice(start, end).flatMap((token) => (token.kind === 'size' ? [token.size] : []));
    const from = (tokens[at]?.mention?.skus ?? []).filter((sku) => sizes.every((size) => names.traits.get(sku)?.sizes.has(size) === true));
    const rest = [...tokens.slice(0, start), ...tokens.slice(end)];
    return from.length > 0 && !rest.some((token) => token.kind === 'stop' || token.kind === 'vague' || token.kind === 'question') ? { from, rest } : null;
  }
  return null;
}

/** From the mark to the item, its size and a `but` or comma behind it. */
function markBefore(tokens: readonly Token[], at: number): readonly [number, number] | null {
  let start = at - 1;
  while (isLink(tokens[start]) || tokens[start]?.kind === 'size') start -= 1;
  const mark = tokens[start];
  if (mark === undefined || !BEFORE.test(mark.text)) return null;
  let end = at + 1;
  while (tokens[end]?.kind === 'size') end += 1;
  // `teapot, no hojicha 3`: of which of the two are there three?
  if (tokens[end]?.kind === 'number' && !tokens.slice(end).some((token) => token.kind === 'item')) return null;
  while (tokens[end]?.kind === 'comma' || BUT.test(tokens[end]?.text ?? '')) end += 1;
  return [start, end];
}

function markBehind(tokens: readonly Token[], at: number): readonly [number, number] | null {
  let end = at + 1;
  while (isLink(tokens[end]) || tokens[end]?.kind === 'size') end += 1;
  if (!BEHIND.test(tokens[end]?.text ?? '')) return null;
  end += 1;
  while (tokens[end]?.kind === 'comma') end += 1;
  return [at, end];
}
