import { attributionEnd, isClientSignature, isSignatureMark, unquote } from '../../clearinghouse/protocol/layout.ts';
import { payToOf, upToOf } from '../../clearinghouse/protocol/order.ts';
import type { TextReading } from '../../clearinghouse/protocol/reading.ts';
import { lineChanges, subjectChanges } from '../order/changing.ts';
import { foldText } from '../order/lexicon.ts';
import type { Catalogue, OpenReason, OrderReading } from '../order/order.ts';
import type { OrderDetail } from '../store/store.ts';
import type { Pricing } from './parts.ts';

/**
 * What a buyer wrote that was not taken for the order itself. The bank's reader leaves out what stands below `-- `, lines that begin with `>` or `|` and
 * what mail programs add, since there it is nobody's word; a buyer may all the same have put goods there. Pure.
 */

/** Lines that are neither the order's nor a key of the payment, without their quote marks. Attributions (`On … wrote:`) are a program's words. */
export function leftOutOf(text: TextReading, orderLines: readonly number[]): readonly string[] {
  const own = new Set([...orderLines, ...text.passwords.map(({ line }) => line)]);
  const found: string[] = [];
  for (let at = 0; at < text.lines.length; at += 1) {
    const line = text.lines[at] ?? '';
    const end = own.has(at) ? null : attributionEnd(text.lines, at);
    if (end !== null) at = end - 1;
    else if (!own.has(at) && line !== '' && !isSignatureMark(line) && upToOf(line) === null && payToOf(line) === null) found.push(unquote(line));
  }
  return found;
}

/** A line that announces a change, whatever it goes on to say. */
const ANNOUNCES = /^[(（]?(?:p\.? ?s\.?[:：,. )）]|p\.? ?s\.?$|p\.? ?d\.?[:：]|追伸|追記|又及|附言|訂正|変更|更正|correction|korrektur|änderung|nachtrag|correcci[oó]n|rettifica|correction)/iu;

/**
 * The left-out lines that may belong to the order or make another of it, and the subject where it does, or names goods that the order does not. Names of people, firms
 * and places are things that the catalogue does not have, so an unknown item alone is none.
 */
export function apartOf(pricing: Pick<Pricing, 'read'>, { leftOut, subject }: Pick<OrderDetail, 'leftOut' | 'subject'>, order: OrderReading, catalogue: Catalogue): readonly string[] {
  const read = belowClosing(pricing, leftOut, catalogue);
  const places = new Set<number>(leftOut.flatMap((line, at) => (ANNOUNCES.test(line) || (!isClientSignature(line) && lineChanges(line)) ? [at] : [])));
  for (const item of read.items) for (const at of item.lines) places.add(at);
  for (const { line, reason } of read.open) {
    if (reason === 'nothing-ordered' || reason === 'unknown-item') continue;
    if (line === null) leftOut.forEach((_words, at) => places.add(at));
    else if (!isClientSignature(leftOut[line] ?? '')) places.add(line);
  }
  const named = pricing.read([subject], catalogue).items;
  const isNew = named.some(({ sku, quantity }) => !order.items.some((item) => item.sku === sku && item.quantity === quantity));
  const sold = new Set(catalogue.items.flatMap(({ names }) => names.flatMap((name) => foldText(name).split(' '))));
  const isOther = isNew || subjectChanges(subject, (word) => sold.has(word), named.length > 0);
  return [...(isOther ? [subject] : []), ...leftOut.filter((_line, at) => places.has(at))];
}

/** Names stand in a signature only where something closes the letter above them, as the order's own lines do. */
function belowClosing(pricing: Pick<Pricing, 'read'>, lines: readonly string[], catalogue: Catalogue): { readonly items: readonly { readonly lines: readonly number[] }[]; readonly open: readonly { readonly line: number | null; readonly reason: OpenReason }[] } {
  const { items, open } = pricing.read([CLOSING, ...lines], catalogue);
  const above = (line: number): number => line - 1;
  return { items: items.map((item) => ({ lines: item.lines.map(above) })), open: open.map(({ line, reason }) => ({ line: line === null ? null : above(line), reason })) };
}

const CLOSING = 'Kind regards,';

/** Both name the same goods, and what is open in the one is not more than in the other. */
export function saysTheSame(one: OrderReading, other: OrderReading): boolean {
  const shown = ({ items }: OrderReading): string => items.map(({ sku, quantity }) => `${quantity} ${sku}`).sort().join();
  return shown(one) === shown(other) && one.open.length <= other.open.length;
}
