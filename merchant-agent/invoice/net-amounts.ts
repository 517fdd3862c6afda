/**
 * The amounts of a priced order without tax, which is how EN 16931 writes every line. Where the prices contain the tax, what a rate comes to without
 * it is shared out among its lines: to the minor unit they add up to it again.
 */
import type { PricedLine, PricedOrder } from '../order/order.ts';

/** All amounts in minor units of the order's currency. */
export type NetLine = { readonly line: PricedLine; readonly net: bigint };
/** In hundredths of a percent; what the lines of that rate come to without tax, and the tax of it. */
export type RateSum = { readonly rate: number; readonly net: bigint; readonly tax: bigint };

/** Lines in their order, rates in that of their first line. Throws RangeError for an order whose sums contradict each other. */
export function netAmounts(order: PricedOrder): { readonly lines: readonly NetLine[]; readonly rates: readonly RateSum[] } {
  const rates = [...new Set(order.lines.map(({ taxRate }) => taxRate))].map((rate) => rateSum(order, rate));
  const nets = new Map<PricedLine, bigint>();
  for (const { rate, net } of rates) for (const share of shares(order.lines.filter(({ taxRate }) => taxRate === rate), net)) nets.set(share.line, share.net);
  const whole = rates.reduce((sum, { net, tax }) => sum + net + tax, 0n);
  if (whole !== order.total.minor) throw new RangeError(`a priced order comes to ${whole} by its rates and to ${order.total.minor} by its total`);
  return { lines: order.lines.map((line) => ({ line, net: nets.get(line) ?? 0n })), rates };
}

const amountOf = (lines: readonly PricedLine[]): bigint => lines.reduce((sum, { amount }) => sum + amount.minor, 0n);

function rateSum({ lines, taxes, taxIncluded }: PricedOrder, rate: number): RateSum {
  const amount = amountOf(lines.filter(({ taxRate }) => taxRate === rate));
  const found = taxes.find((one) => one.rate === rate);
  if (found === undefined && rate > 0) throw new RangeError(`a priced order has lines at the rate ${rate} and no tax of it`);
  const tax = found?.tax.minor ?? 0n;
  const net = taxIncluded ? amount - tax : amount;
  if (found !== undefined && found.net.minor !== net) throw new RangeError(`a priced order comes to ${net} without tax at the rate ${rate} by its lines and to ${found.net.minor} by its tax`);
  return { rate, net, tax };
}

/**
 * Each line's share is the difference of two rounded running sums: none is off by a whole unit, and together they are the whole. Where a discount takes
 * all of it away, nothing is left to share.
 */
function shares(lines: readonly PricedLine[], net: bigint): readonly NetLine[] {
  const whole = amountOf(lines);
  let amount = 0n;
  let given = 0n;
  return lines.map((line) => {
    amount += line.amount.minor;
    const until = whole === 0n ? 0n : floor(2n * net * amount + whole, 2n * whole);
    const share = { line, net: until - given };
    given = until;
    return share;
  });
}

function floor(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator !== 0n && numerator < 0n !== denominator < 0n ? quotient - 1n : quotient;
}
