/** Sentences that are understood from the one before them: a count of what was spoken of, the reason of a correction. */
import { saysWrong } from './apology.ts';
import { meaningOf } from './clause.ts';
import { countAndRest, moreFor, plainCount, sizedCount, thingSpokenOf } from './counted.ts';
import { isOneMore } from './guards.ts';
import type { Unit } from './layout.ts';
import { open } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import type { Names } from './names.ts';
import { asksNothing } from './prelude.ts';

export type Understood = { readonly unit: Unit; readonly meaning: Meaning };

export const isUnclear = ({ meaning }: Understood): boolean => meaning.kind === 'open' || meaning.kind === 'mention' || meaning.kind === 'wanting' || meaning.kind === 'count';

/** `All that we can drink is the barley tea. Send me six boxes, please.`: how many of the one thing that the sentence before speaks of. */
export function countOf(before: Understood, one: Understood, names: Names): Understood | null {
  if ((one.unit.lines[0] ?? 0) > (before.unit.lines.at(-1) ?? 0) + 1 || !isUnclear(one)) return null;
  // Behind what was only praised a bare number may count anything.
  if (before.meaning.kind === 'nothing' && !one.unit.tokens.some(({ kind }) => kind === 'order' || kind === 'ask')) return null;
  const sized = sizedCount(before.unit.tokens, one.unit.tokens, before.meaning);
  const named = sized === null ? null : meaningOf(sized, names, false);
  if (named?.kind === 'order' && named.pairs.length === 1 && named.pairs[0]?.skus.length === 1) return { unit: { ...one.unit, lines: [...before.unit.lines, ...one.unit.lines] }, meaning: named };
  const skus = thingSpokenOf(before.unit.tokens, before.meaning);
  if (skus === null) return null;
  const whole = plainCount(one.unit.tokens);
  const parts = whole === null ? countAndRest(one.unit.tokens) : { quantity: whole, rest: [] };
  if (parts === null) return null;
  const rest = parts.rest.length === 0 ? null : meaningOf(parts.rest, names, false);
  if (rest !== null && (rest.kind !== 'order' || rest.correction !== null)) return null;
  const pairs = [{ skus, quantity: parts.quantity }, ...(rest?.pairs ?? [])];
  return { unit: { ...one.unit, lines: [...before.unit.lines, ...one.unit.lines] }, meaning: { kind: 'order', pairs, correction: null, claims: rest?.claims ?? [] } };
}

const SORRY: ReadonlySet<string> = new Set(['correction', 'aside', 'filler', 'end', 'comma', 'pause', 'ornament', 'chat', 'label']);

/** `訂正です。玄米茶は3袋お願いします。`: the sentence behind the one that only says so puts right what stands above. */
export function withCorrections(found: readonly Understood[]): readonly Understood[] {
  const isSaid = (one: Understood | undefined): boolean => one !== undefined && one.unit.tokens.length <= 8 && saysWrong(one.unit.tokens) && one.unit.tokens.every((token) => SORRY.has(token.kind) || saysWrong([token]));
  return found.map((one, at) => {
    const next = found[at + 1];
    const isPlain = (other: Understood | undefined): boolean => other?.meaning.kind === 'order' && other.meaning.pairs.length === 1 && other.meaning.claims.length === 0;
    if (isSaid(one) && (isPlain(next) || next?.meaning.kind === 'exchange')) return { unit: one.unit, meaning: { kind: 'nothing', readAs: 'correction' } };
    if (!isSaid(found[at - 1]) || !isPlain(one) || one.meaning.kind !== 'order' || one.meaning.correction !== null) return one;
    return { unit: one.unit, meaning: isOneMore(one.unit.tokens) ? open('needs-a-person', one.meaning.pairs.flatMap(({ skus }) => skus)) : { ...one.meaning, correction: { instead: null } } };
  });
}

/** `… make it two whisks? My sister wants one as well.`: why there are so many more, where it is just so many. */
export function withReasons(found: readonly Understood[]): readonly Understood[] {
  return found.map((one, at) => {
    const before = found[at - 1]?.meaning;
    const [pair] = before?.kind === 'order' && before.correction !== null && before.pairs.length === 1 ? before.pairs : [];
    if (pair === undefined || one.meaning.kind !== 'open') return one;
    const earlier = found.slice(0, at - 1).flatMap(({ meaning }) => (meaning.kind === 'order' && meaning.correction === null ? meaning.pairs : [])).filter(({ skus }) => skus.some((sku) => pair.skus.includes(sku)));
    const comma = one.unit.tokens.findIndex((token) => token.kind === 'comma');
    const more = moreFor(comma === -1 ? one.unit.tokens : one.unit.tokens.slice(0, comma));
    const rest = comma === -1 ? [] : one.unit.tokens.slice(comma + 1);
    const isReason = earlier.length === 1 && more !== null && pair.quantity - (earlier[0]?.quantity ?? 0) === more && (rest.length === 0 || asksNothing(rest));
    return isReason ? { unit: one.unit, meaning: { kind: 'nothing', readAs: 'why' } } : one;
  });
}
