/**
 * The lines that the bank's order page writes, `2 x Sencha 100g` and `2 x Sencha [SEN-100]`: each name is one of the catalogue, letter by
 * letter, so that no name can be mistaken for words of an order.
 */
import type { Catalogue, Item } from '../../clearinghouse/protocol/catalogue/item.ts';
import { normaliseLine } from '../../clearinghouse/protocol/normalise.ts';
import type { LineNote, OpenPoint, OrderedItem, OrderReading } from '../order/order.ts';
import { checkStock } from '../order/price.ts';

const LINE = /^([1-9][0-9]{0,3}) x (.+)$/;

/** Null where one line is none of the page's: all are then read as people's words are. Nothing is sold twice in one order. */
export function readPageLines(lines: readonly string[], catalogue: Catalogue): OrderReading | null {
  const items: OrderedItem[] = [];
  const open: OpenPoint[] = [];
  const notes: LineNote[] = [];
  const named = writings(catalogue);
  for (const [line, text] of lines.entries()) {
    if (text === '') continue;
    const [, digits = '', name = ''] = LINE.exec(text) ?? [];
    const [item, ...others] = named.get(name) ?? [];
    const quantity = Number(digits);
    if (item === undefined || items.some(({ sku }) => sku === item.sku)) return null;
    if (others.length > 0) {
      open.push({ reason: 'which-item', line, text: text.slice(0, 120), candidates: [item, ...others].slice(0, 10).map(({ sku }) => ({ sku, quantity })) });
      continue;
    }
    items.push({ sku: item.sku, quantity, lines: [line] });
    notes.push({ line, text, readAs: `${digits} × ${item.names[0] ?? item.sku}` });
  }
  return items.length + open.length === 0 ? null : { items, open: [...open, ...checkStock(items, catalogue)], notes };
}

/** By each way in which it may be written: with its number behind its first name, or by any of its names. */
function writings({ items }: Catalogue): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const own = new Set([...item.names, `${item.names[0] ?? item.sku} [${item.sku}]`].map(shown));
    for (const writing of own) found.set(writing, [...(found.get(writing) ?? []), item]);
  }
  return found;
}

/** As the mail's reader gives it within a line. */
const shown = (name: string): string => normaliseLine(`1 x ${name.replace(/\s+/g, ' ').trim()}`).slice(4);
