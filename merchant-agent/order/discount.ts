/** A typed discount bears the tax of what it is taken from, not one of its own. */
import type { RawLine } from './price.ts';

type Weight = { readonly rate: number; readonly amount: bigint };

/**
 * All discounts as one line for each tax rate of the goods, in proportion to what these come to, to the minor unit; what is more than all goods is shared with
 * shipping, too. So no rate comes to less than nothing unless the whole does.
 */
export function sharedDiscount(goods: readonly RawLine[], shipping: readonly RawLine[], discounts: readonly RawLine[]): readonly RawLine[] {
  const [first] = discounts;
  const less = -sumOf(discounts);
  if (first === undefined || less === 0n) return [];
  const ofGoods = weightsOf(goods);
  const weights = less <= whole(ofGoods) ? ofGoods : weightsOf([...goods, ...shipping]);
  if (weights.length === 0) return discounts;
  return shares(less, weights).map(({ rate, amount }) => ({ ...first, quantity: 1, unit: -amount, taxRate: rate })).filter(({ unit }) => unit !== 0n);
}

const amountOf = ({ quantity, unit }: RawLine): bigint => BigInt(quantity) * unit;
const sumOf = (lines: readonly RawLine[]): bigint => lines.reduce((sum, line) => sum + amountOf(line), 0n);
const whole = (weights: readonly Weight[]): bigint => weights.reduce((sum, { amount }) => sum + amount, 0n);

const weightsOf = (lines: readonly RawLine[]): readonly Weight[] => [...Map.groupBy(lines, ({ taxRate }) => taxRate)].map(([rate, own]) => ({ rate, amount: sumOf(own) })).filter(({ amount }) => amount > 0n);

/** What is left of rounding down goes, a minor unit each, to those who lost most by it: none gets more than its own amount as long as all of them come to the discount. */
function shares(less: bigint, weights: readonly Weight[]): readonly Weight[] {
  const all = whole(weights);
  const down = weights.map(({ rate, amount }) => ({ rate, amount: (less * amount) / all, lost: (less * amount) % all }));
  const left = Number(less - whole(down));
  const more = new Set(down.toSorted((a, b) => (a.lost === b.lost ? 0 : a.lost < b.lost ? 1 : -1)).slice(0, left));
  return down.map((one) => ({ rate: one.rate, amount: one.amount + (more.has(one) ? 1n : 0n) }));
}
