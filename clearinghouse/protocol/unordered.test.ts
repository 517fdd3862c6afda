import test from 'ava';
import type { InvoiceLine } from './invoice-line.ts';
import { currencyOf, money } from './money.ts';
import type { Currency } from './money.ts';
import { notInOrder } from './unordered.ts';

const jpy = currencyOf('JPY') as Currency;
const line = (quantity: string, name: string, kind: InvoiceLine['kind'] = 'item'): InvoiceLine => ({ kind, text: kind === 'item' ? `${quantity} x ${name}` : name, quantity: kind === 'item' ? quantity : null, unit: null, amount: money(jpy, 1n) });

test('items that the buyer wrote', (t) => {
  const rows: [string, string, string][] = [
    ['2', 'Sencha 100g', '2 Sencha 100g'], ['1', 'Bamboo whisk', '1 bamboo whisk'], ['2', 'Bamboo whisk', '2 bamboo whisks, please'], ['2', 'Sencha', 'I would like 2 x SENCHA and 1 whisk'], ['2', 'Sencha', 'Sencha x 2'], ['2', 'Sencha', 'Sencha: 2 packs'], ['1', 'tea bowl', 'a tea bowl'], ['3', 'matcha boxes', '3 Matcha box'], ['2', 'Sencha 100g', '02 sencha 100g'],
    ['2', '煎茶100g', '煎茶100gを2個お願いします'], ['2', '煎茶', '煎茶×2'], ['1', '茶筅', '茶筅もお願いします'], ['2', '茶筅', '2個の茶筅'],
  ];
  for (const [quantity, name, order] of rows) t.false(notInOrder(line(quantity, name), ['hello', order]), order);
});

test('items that the buyer did not write', (t) => {
  const rows: [string, string, string][] = [
    ['3', 'Sencha 100g', '2 Sencha 100g'], ['2', 'Sencha 200g', '2 Sencha 100g'], ['2', 'Sencha', '1 Sencha and 2 whisks'], ['1', 'Sencha', '2 whisks and 3 Sencha'], ['2', 'Gift wrap', '2 Sencha 100g'], ['1', 'whisk', 'no whisk this time'], ['2', 'sen', '2 sencha'], ['1', 'Sencha', ''], ['2', '煎茶', '煎茶を3個'], ['1', '茶筅', '茶筅は不要です'], ['2', '茶筅', '茶筅'],
  ];
  for (const [quantity, name, order] of rows) t.true(notInOrder(line(quantity, name), [order]), `${quantity} ${name}: ${order}`);
});

test('a measure, a date or a time behind the name is no quantity', (t) => {
  const rows: [string, string, string][] = [
    ['100', 'Sencha', 'Sencha 100 g'], ['500', 'Oolong', '1 kg Oolong 500 g bags'], ['10', 'tea', 'deliver tea 10 am'], ['10', 'tea', 'tea 10:30'], ['1', 'tea', '2 tea 1.5 kg'], ['24', 'tea', 'tea 24. Dezember'], ['50', 'Oolong', 'Oolong 50 ml'], ['2', 'Sencha', 'Sencha 2 whisks'], ['9', 'tea', 'tea 9 €'],
    ['24', '煎茶', '煎茶24日までに'], ['100', '煎茶', '煎茶100g 1袋'], ['12', '煎茶', '煎茶12月に'], ['123456', '煎茶', '煎茶1234567'],
  ];
  for (const [quantity, name, order] of rows) t.true(notInOrder(line(quantity, name), [order]), `${quantity} ${name}: ${order}`);
  for (const [quantity, name, order] of [['2', 'Sencha', 'Sencha 2'], ['2', 'Sencha', 'Sencha 2, whisk 1'], ['2', 'Sencha', 'Sencha 2 x 100g'], ['2', 'Sencha', 'Sencha 2 pcs.'], ['2', 'Sencha', 'Sencha (2)'], ['2', 'Sencha', 'Sencha 2 - green'], ['1', 'Sencha', '1 Sencha 2 whisks'], ['1', 'Sencha', 'Sencha 100 g'], ['2', '煎茶', '煎茶2、抹茶1'], ['2', '煎茶', '煎茶2つお願いします'], ['2', '煎茶', '煎茶(2)']] as const) t.false(notInOrder(line(quantity, name), [order]), `${quantity} ${name}: ${order}`);
});

test('words of two lines are not put together; charges are never the buyer’s', (t) => {
  t.true(notInOrder(line('2', 'bamboo whisk'), ['2 bamboo', 'whisk']));
  for (const kind of ['shipping', 'tax', 'discount', 'subtotal'] as const) t.true(notInOrder(line('', 'Shipping', kind), ['Shipping', '1 shipping']));
});

test('hostile length', (t) => {
  for (const unit of ['2 ', 'a', '煎茶', '2 a ']) t.notThrows(() => notInOrder(line('2', unit.repeat(200)), Array.from({ length: 5000 }, () => unit.repeat(400))));
});
