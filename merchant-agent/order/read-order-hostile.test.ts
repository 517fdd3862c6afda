import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { isSure } from './order.ts';
import type { Catalogue, OrderReading } from './order.ts';
import { readOrder } from './read-order.ts';

const read = (text: string): OrderReading => readOrder(text.split('\n'), teaShop, 'pass');

test('ten thousand lines, one endless line, ten thousand commas: one open point, and no item', (t) => {
  const letters = ['2 hojicha\n'.repeat(10_000), `2 hojicha ${'x'.repeat(1_000_000)}`, `2 hojicha${',1 yokan'.repeat(10_000)}`, '2'.repeat(100_000), '2 yokan\n'.repeat(401)];
  for (const text of letters) {
    const reading = read(text);
    t.deepEqual([reading.items, reading.open.length], [[], 1]);
    t.true((reading.open[0]?.text.length ?? 999) <= 120);
  }
});

test('as much as is read at all ends', (t) => {
  const line = `${'hojicha, '.repeat(60)}2`;
  t.false(isSure(read(Array.from({ length: 399 }, () => line).join('\n'))));
  t.false(isSure(read('(('.repeat(250))));
  t.false(isSure(read('-1 '.repeat(190))));
});

test('a word and the same word with a letter missing, again and again: mending ends', (t) => {
  for (const text of ['2 hojicha\nplease send it to my home address please send it to my home addres', '2 hojicha to my addres, address, addres and addresss', 'sencha senchaa senchasencha 2 sencha, 1 senchaa']) {
    t.notThrows(() => read(text), text);
  }
  t.notThrows(() => read('address addres '.repeat(300)));
});

test('numbers that are none', (t) => {
  for (const text of ['99999999999999999999 hojicha', '0 hojicha', '00 hojicha', '-3 hojicha', '2e3 hojicha', '0x10 hojicha', '٣ hojicha', '४ hojicha', 'Ⅳ hojicha', '1/2 hojicha', '2² hojicha'.replace('²', '^2'), '2,5 hojicha', '1.000 hojicha', '2^3 hojicha', '(2) (3) hojicha', '2(3) hojicha', '一二三 hojicha']) {
    t.false(isSure(read(text)), text);
  }
});

test('full width digits and leading zeros are digits', (t) => {
  t.deepEqual(read('ｈｏｊｉｃｈａ　×　１２').items.map(({ quantity }) => quantity), [12]);
  t.deepEqual(read('02 hojicha').items.map(({ quantity }) => quantity), [2]);
});

test('marks of direction and invisible characters change nothing or leave it open', (t) => {
  for (const text of ['2\u202E hojicha', '\u202E2 hojicha\u202C', '2\u200B0 hojicha', 'ho\u00ADjicha 2']) {
    const reading = read(text);
    if (isSure(reading)) t.regex(`${reading.items[0]?.quantity}`, /^(?:2|20)$/, text);
  }
  t.deepEqual(read('1\u200B2 hojicha').items.map(({ quantity }) => quantity), [12]);
});

test('names within other words are no names', (t) => {
  for (const text of ['2 hojichas-cake', '2 xhojicha', '2 Hojichabecher', '2 抹茶碗', '2 抹茶袋', '2 抹茶味', 'ほうじ茶碗 2個', '2 soapbox', '2 matchastick', '2 teapotlid', '2 black teapots and bowl']) t.false(isSure(read(text)), text);
});

test('a phrase of politeness never swallows the name of an item', (t) => {
  const shop: Catalogue = { ...teaShop, items: [{ ...teaShop.items[0], sku: 'X-1', names: ['Best wishes'], unit: teaShop.items[0]?.unit ?? { currency: teaShop.currency, minor: 1n }, taxRate: 0, stock: null }] };
  t.deepEqual(readOrder(['2 best wishes'], shop, 'pass').items, [{ sku: 'X-1', quantity: 2, lines: [0] }]);
  t.false(isSure(readOrder(['Hello', 'with best wishes'], shop, 'pass')));
  const more: Catalogue = { ...shop, items: [...teaShop.items, ...shop.items.map((item) => ({ ...item, names: ['Regards'] }))] };
  t.true(isSure(readOrder(['2 soap', 'kind regards'], teaShop, 'pass')));
  t.false(isSure(readOrder(['2 soap', 'kind regards'], more, 'pass')));
});

test('a name that looks like a pattern is text', (t) => {
  const names = ['a.*b', '(((', '[x]+', 'a|b', '$1', '\\d+'];
  const unit = teaShop.items[0]?.unit ?? { currency: teaShop.currency, minor: 1n };
  const shop: Catalogue = { ...teaShop, items: names.map((name, at) => ({ sku: `S-${at}`, names: [name], unit, taxRate: 0, stock: null })) };
  t.notThrows(() => readOrder(['2 a.*b', '3 (((', 'aXXb 2'], shop, 'pass'));
  t.false(readOrder(['2 aXXb'], shop, 'pass').items.length > 0);
});
