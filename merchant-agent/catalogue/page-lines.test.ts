/** An order of the bank's order page is read by the agent: for sure as it was chosen, or left open; never as something else. */
import test from 'ava';
import fc from 'fast-check';
import { orderMail, writtenName } from '../../clearinghouse/order-page/order-mail.ts';
import type { Catalogue, Item } from '../../clearinghouse/protocol/catalogue/item.ts';
import { readRows } from '../../clearinghouse/protocol/catalogue/read-rows.ts';
import { readText } from '../../clearinghouse/protocol/make-reading.ts';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import { readOrder as readDirectMail } from '../../clearinghouse/protocol/order.ts';
import { teaShop } from '../order/fixtures/catalogue.ts';
import { isSure } from '../order/order.ts';
import type { OrderReading } from '../order/order.ts';
import { readOrder } from '../order/read-order.ts';
import { readPageLines } from './page-lines.ts';
import type { CatalogueRow } from '../../clearinghouse/protocol/catalogue/row.ts';

type Wanted = readonly (readonly [item: Item, quantity: number])[];

const yen = teaShop.currency;

/** The mail's own lines as the bank's and the shop's reader give them, without the member. */
function linesOf(wanted: Wanted, catalogue: Catalogue): readonly string[] {
  const cart = { lines: wanted.map(([item, quantity]) => ({ item, quantity, amount: 0n })), goods: 0n, taxes: 0n, sum: 0n };
  const shop = { slug: 'shop', name: 'Tea', address: 'shop@gt.example', language: 'en', catalogue, taxIncluded: true, shipping: null } as const;
  const bank = { name: 'Bank', paymentAddress: 'pay@bank.example', telephone: '1', asks: 'in-order' } as const;
  const { text } = orderMail({ shop, catalogue, cart, bank, pageAddress: 'order-page@bank.example', language: 'en', member: 'taro@example.jp', most: 4741n, number: '83051172', messageId: 'o.1@bank.example', date: 0 });
  const read = readText(text, () => ['v1.x']);
  const mail = readDirectMail(read);
  if (mail.secrets.length !== 1 || mail.upTo?.text !== 'JPY 4741' || mail.payTo?.text !== 'shop@gt.example') throw new Error(`the keys were not read in:\n${text}`);
  return mail.orderLines.map((at) => read.lines[at] ?? '').filter((line) => line !== '' && !line.startsWith('Member: '));
}

const asTold = (wanted: Wanted): string[] => wanted.map(([{ sku }, quantity]) => `${quantity} ${sku}`).sort();
const asRead = ({ items }: OrderReading): string[] => items.map(({ sku, quantity }) => `${quantity} ${sku}`).sort();

test('every item of the tea shop, alone and all together, by the page’s reader and by that of people’s words', (t) => {
  const items = teaShop.items.filter(({ stock }) => stock !== 0);
  for (const wanted of [...items.map((item): Wanted => [[item, 2]]), items.map((item, at): readonly [Item, number] => [item, item.stock === null ? at + 1 : 1])]) {
    const lines = linesOf(wanted, teaShop);
    for (const reading of [readPageLines(lines, teaShop), readOrder(lines, teaShop, 'ask')]) {
      t.true(reading !== null && isSure(reading), lines.join());
      if (reading !== null) t.deepEqual(asRead(reading), asTold(wanted));
    }
  }
});

test('more than there is stays open', (t) => {
  const bowl = teaShop.items.find(({ sku }) => sku === 'BOW-B');
  if (bowl === undefined) throw new Error('a bowl');
  t.deepEqual(readPageLines(linesOf([[bowl, 9]], teaShop), teaShop)?.open.map(({ reason, line }) => [reason, line]), [['out-of-stock', 0]]);
});

test('what the page did not write is not for this reader', (t) => {
  for (const lines of [[], ['2 Sencha 100 g'], ['2 x Sencha'], ['2 x sencha 100 g'], ['0 x Sencha 100 g'], ['10000 x Sencha 100 g'], ['2 x Sencha 100 g', 'thank you'], ['2 x Sencha 100 g', '1 x Sencha 100 g'], ['2 x Sencha 100 g [SEN-50]']]) t.is(readPageLines(lines, teaShop), null, lines.join());
});

// Catalogues of which somebody might dream badly

const word = fc.constantFrom('Tea', 'tea', 'Sencha', 'No.', '5', '100 g', '50g', 'x', '2', 'half', '&', 'not', 'cancel', '煎茶', 'セット', '"Red"', '*Blue*', 'cup', 'cups', '[A-1]', '[B-2]', 'ー', '–', 'two', 'pair', 'of', 'Member:', '-', '（大）');
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
const skus = ['A-1', 'B-2', 'C3', 'TEA', '7', 'X.1'];
const anyCatalogue = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: skus.length }).map((rows): Catalogue | null => {
  const reading = readRows(rows.map((names, at): CatalogueRow => ({ row: at + 2, cells: { sku: skus[at] ?? '', name: names[0] ?? '', 'other names': names.slice(1).join(';'), price: '100', currency: 'JPY', tax: '8', stock: '' } })));
  return reading.ok ? reading.catalogue : null;
});
const anyOrder = fc.record({ catalogue: anyCatalogue, quantities: fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: skus.length, maxLength: skus.length }) });
const chosenOf = (catalogue: Catalogue, quantities: readonly number[]): Wanted => catalogue.items.flatMap((item, at): Wanted => ((quantities[at] ?? 0) === 0 ? [] : [[item, quantities[at] ?? 0]]));

test('of any catalogue the order is read as chosen, or it is open which item is meant', (t) => {
  let sure = 0;
  fc.assert(fc.property(anyOrder, ({ catalogue, quantities }) => {
    if (catalogue === null) return;
    const wanted = chosenOf(catalogue, quantities);
    if (wanted.length === 0) return;
    const lines = linesOf(wanted, catalogue);
    const reading = readPageLines(lines, catalogue);
    // Where a name is written as the number behind another one would be, two lines may read alike: then it is left to the reader of people's words.
    if (reading === null) return void t.true(catalogue.items.some(({ names }) => names.some((one) => /\[[^\]]+\]$/.test(one))), lines.join('\n'));
    if (reading.open.length === 0) t.deepEqual(asRead(reading), asTold(wanted), lines.join('\n'));
    else t.true(reading.open.every(({ reason }) => reason === 'which-item'));
    sure += Number(reading.open.length === 0);
  }), { numRuns: 1_500 });
  t.true(sure > 300, `${sure}`);
});

test('where no names are shared every order is sure, whatever they sound like', (t) => {
  fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6, selector: (one) => one.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') }), (names) => {
    const catalogue: Catalogue = { currency: yen, items: names.map((one, at): Item => ({ sku: skus[at] ?? '', names: [`${one} thing`], unit: money(yen, 100n), taxRate: 800, stock: null })) };
    const wanted = catalogue.items.map((item): readonly [Item, number] => [item, 3]);
    const reading = readPageLines(linesOf(wanted, catalogue), catalogue);
    t.true(reading !== null && isSure(reading), names.join(' | '));
  }), { numRuns: 500 });
});

test('a shared name bears the number of its item, and is then sure', (t) => {
  const eur = currencyOf('EUR') ?? yen;
  const items = [['A-1', 'Tea'], ['B-2', 'ＴＥＡ'], ['C3', 'Tea [A-1]']].map(([sku = '', one = '']): Item => ({ sku, names: [one], unit: money(eur, 100n), taxRate: 0, stock: null }));
  const catalogue: Catalogue = { currency: eur, items };
  t.deepEqual(items.map((item) => writtenName(item, catalogue)), ['Tea [A-1]', 'ＴＥＡ [B-2]', 'Tea [A-1] [C3]']);
  t.deepEqual(readPageLines(['1 x TEA [B-2]', '2 x Tea [A-1] [C3]'], catalogue)?.items.map(({ sku, quantity }) => [sku, quantity]), [['B-2', 1], ['C3', 2]]);
  t.deepEqual(readPageLines(['1 x Tea [A-1]'], catalogue)?.open.map(({ reason, candidates }) => [reason, candidates.map(({ sku }) => sku)]), [['which-item', ['A-1', 'C3']]]);
});
