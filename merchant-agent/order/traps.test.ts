import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { moreTraps } from './fixtures/must-stay-open-more.ts';
import { traps } from './fixtures/must-stay-open.ts';
import { isSure } from './order.ts';
import type { OrderReading } from './order.ts';
import { readOrder } from './read-order.ts';

const shown = (pieces: readonly (readonly [string, number])[]): string => pieces.map(([sku, quantity]) => `${quantity} ${sku}`).sort().join(', ');
const read = (reading: OrderReading): string => shown(reading.items.map(({ sku, quantity }) => [sku, quantity] as const));

test('letters that mislead are left open, or sure and right', (t) => {
  t.true(traps.length >= 330 && moreTraps.length >= 260);
  const wrong = [...traps, ...moreTraps].flatMap(({ text, items }) => {
    const reading = readOrder(text.split('\n'), teaShop, 'pass');
    if (!isSure(reading) || (items !== null && read(reading) === shown(Object.entries(items)))) return [];
    return [`${text} → ${read(reading)}`];
  });
  t.deepEqual(wrong, []);
});
