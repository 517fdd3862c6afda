/** Words and numbers as they stand on an invoice: cleaned so that each stays what it is, whoever wrote it. */
import { normaliseLine } from '../../clearinghouse/protocol/normalise.ts';
import type { PricedLine } from '../order/order.ts';

/** No name on an invoice is longer, in characters; the bank's reader takes lines of 500. */
const MAX_NAME = 120;

/**
 * A name as every reader of the invoice sees it, the bank included: one line, one width, nothing invisible (`normaliseLine`), and nothing that XML
 * or a bank's reader refuses. Of a name without anything to be seen the `fallback` stands there, and at last `?`.
 */
export function invoiceName(name: string, fallback: string): string {
  return cleanName(name) || cleanName(fallback) || '?';
}

function cleanName(text: string): string {
  const plain = normaliseLine(text.slice(0, 10 * MAX_NAME).toWellFormed()).replaceAll('\uFFFD', '?').replace(/[\uFFFE\uFFFF]/g, '');
  return [...plain].slice(0, MAX_NAME).join('').trim();
}

export type LineKind = 'item' | 'shipping' | 'discount';

/** A line without an item is shipping, or a discount where it is below nothing. */
export const kindOf = ({ sku, amount }: PricedLine): LineKind => (sku !== null ? 'item' : amount.minor < 0n ? 'discount' : 'shipping');

/** `10`, `7.7`, `0.01`: a rate in hundredths of a percent as a number of percent. Throws RangeError for what is no rate. */
export function percent(rate: number): string {
  if (!Number.isSafeInteger(rate) || rate < 0) throw new RangeError(`not a tax rate: ${rate}`);
  const hundredths = (rate % 100).toString().padStart(2, '0').replace(/0+$/, '');
  const whole = Math.floor(rate / 100).toString();
  return hundredths === '' ? whole : `${whole}.${hundredths}`;
}

/** Year, month and day in a zone. Throws RangeError for an unknown zone. */
export function dateIn(timeZone: string, at: number): { readonly year: string; readonly month: string; readonly day: string } {
  const format = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory', numberingSystem: 'latn', timeZone });
  const parts = format.formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return { year: part('year').padStart(4, '0'), month: part('month'), day: part('day') };
}
