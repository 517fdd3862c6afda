/** The reading and pricing of orders as the steps use them. */
import { readCorrections } from './order/corrections.ts';
import type { PricedLine } from './order/order.ts';
import { priceOrder } from './order/price.ts';
import { readOrder } from './order/read-order.ts';
import type { Pricing } from './steps/parts.ts';
import type { Shop } from './steps/shop.ts';

export const pricingOf = ({ rules, toldBehind }: Pick<Shop, 'rules' | 'toldBehind'>): Pricing => ({
  read: (lines, catalogue) => readOrder(lines, catalogue, toldBehind),
  price: (reading, catalogue) => priceOrder(reading, catalogue, rules),
  correct: (lines, catalogue) => {
    if (lines.length === 0) return { kind: 'none' };
    const read = readCorrections(lines, catalogue, rules);
    if (read.ok) return { kind: 'priced', priced: { ...read.order, lines: read.order.lines.map(numbered) } };
    return { kind: 'wrong', readAs: read.lines.map(({ text, readAs, fault }) => [text, fault ?? readAs]), fault: read.fault };
  },
});

/** On an invoice a line without an item number is shipping or a discount; what the shopkeeper sells beside the catalogue needs one. */
function numbered(line: PricedLine, at: number): PricedLine {
  return line.sku === null && line.name !== 'Shipping' && line.amount.minor >= 0n ? { ...line, sku: `FREE-${at + 1}` } : line;
}
