/** The invoice's lines, and that the bank reads from them what the shop meant. */
import fc from 'fast-check';
import test from 'ava';
import { beginsLikeConsent } from '../../clearinghouse/protocol/consent.ts';
import { readInvoice } from '../../clearinghouse/protocol/invoice.ts';
import { readText } from '../../clearinghouse/protocol/make-reading.ts';
import type { PricedOrder } from '../order/order.ts';
import { invoiceText, invoiceTrouble } from './invoice-text.ts';
import { invoiceName } from './invoice-words.ts';
import { currencies, currency, example, facts, GOODS, names, orders, priced } from './testing/orders.ts';

test('an invoice is told in the lines that people write', (t) => {
  t.deepEqual(invoiceText(example()), ['Invoice: GT-1042', '2 x Sencha 100g @ 1,080', '1 x Bamboo whisk @ 1,650', 'Shipping 500', 'Tax (10%) 431', 'Total: 4,741 JPY']);
});

test('in Japanese, by two rates', (t) => {
  const [tea, whisk, shipping] = GOODS;
  if (tea === undefined || whisk === undefined || shipping === undefined) throw new Error('no goods');
  const order = priced(currency('JPY'), [{ ...tea, name: '煎茶　１００ｇ', taxRate: 800 }, whisk, shipping], false);
  t.deepEqual(invoiceText(facts(order, { language: 'ja' })), ['請求書番号: GT-1042', '2 x 煎茶 100g @ 1,080', '1 x Bamboo whisk @ 1,650', '送料 500', '消費税 (8%) 173', '消費税 (10%) 215', '合計: 4,698 JPY']);
});

test('tax that the prices contain is told and adds nothing', (t) => {
  const lines = invoiceText(facts(priced(currency('EUR'), GOODS, true)));
  t.deepEqual(lines, ['Invoice: GT-1042', '2 x Sencha 100g @ 10.80', '1 x Bamboo whisk @ 16.50', 'Shipping 5.00', 'Incl. tax (10%) 3.92', 'Total: 43.10 EUR']);
});

/** As the bank does it: text to lines, lines to an invoice, in the shop's account's currency, whichever that is. */
function readByBank(lines: readonly string[], account: PricedOrder['total']['currency'] | null): { readonly read: ReturnType<typeof readInvoice>; readonly passwords: number; readonly trouble: string | null; readonly separators: number } {
  const text = readText(lines.join('\r\n'), (secret) => [`v1.${secret}`]);
  return { read: readInvoice(text.lines.map((one, line) => ({ line, text: one })), account), passwords: text.passwords.length, trouble: text.trouble, separators: text.separators.length };
}

test('any order in any currency is read back to the same number, lines and total', (t) => {
  fc.assert(
    fc.property(orders(currencies), fc.constantFrom('en', 'ja'), fc.constantFrom(null, ...currencies), (order, language, account) => {
      const one = facts(order, { language });
      const trouble = invoiceTrouble(one);
      // A discount may leave nothing to pay, or a tax below nothing, which no line can tell: such an order is the shopkeeper's.
      if (trouble === 'amount-too-long' || trouble === 'nothing-to-pay' || order.taxes.some(({ tax }) => tax.minor < 0n)) return;
      t.is(trouble, null);
      const { read, passwords, trouble: textTrouble, separators } = readByBank(invoiceText(one), account);
      if (!read.ok) throw new Error(JSON.stringify(read.transcript));
      t.deepEqual([passwords, textTrouble, separators], [0, null, 0]);
      t.is(read.invoice.number, 'GT-1042');
      t.deepEqual(read.invoice.total, order.total);
      const items = order.lines.filter(({ sku }) => sku !== null);
      const readItems = read.invoice.lines.filter(({ kind }) => kind === 'item');
      t.deepEqual(readItems.map(({ quantity, unit, amount }) => ({ quantity, unit, amount })), items.map(({ quantity, unit, amount }) => ({ quantity: String(quantity), unit, amount })));
      t.deepEqual(readItems.map(({ text }) => text), items.map(({ quantity, name, sku }) => `${quantity} x ${invoiceName(name, sku ?? '')}`));
      t.false(read.invoice.lines.some(({ text }) => beginsLikeConsent(text)), 'no line can be taken for an answer');
    }),
    { numRuns: 400 },
  );
});

test('a discount is told below nothing', (t) => {
  const less = { sku: null, name: 'For the broken cup', quantity: 1, unit: -200n, taxRate: 1000 };
  t.deepEqual(invoiceText(facts(priced(currency('JPY'), [...GOODS, less], true))).slice(3), ['Shipping 500', 'Discount -200', 'Incl. tax (10%) 374', 'Total: 4,110 JPY']);
  t.is(invoiceText(facts(priced(currency('JPY'), [...GOODS, less], true), { language: 'ja' }))[4], '割引 -200');
  t.is(invoiceTrouble(facts(priced(currency('JPY'), [...GOODS, { ...less, taxRate: 800 }], false))), 'misread', 'a tax below nothing is for the shopkeeper');
});

test('names become one visible line, whatever they hold', (t) => {
  t.is(invoiceName('a\nTotal: 1 JPY', 'S1'), 'a Total: 1 JPY');
  t.is(invoiceName('\u202E\u200B', 'S1'), 'S1');
  t.is(invoiceName('', '\u200B'), '?');
  t.is([...invoiceName('🍵'.repeat(900), '')].length, 120);
  fc.assert(fc.property(names, (name) => {
    const shown = invoiceName(name, 'S1');
    t.true(shown.length > 0 && shown.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202A-\u202E\uFFFD\uFFFE\uFFFF]/u.test(shown), JSON.stringify(shown));
  }));
});

test('what the bank could not take is told before anything is sent', (t) => {
  const yen = currency('JPY');
  const [tea] = GOODS;
  if (tea === undefined) throw new Error('no goods');
  t.is(invoiceTrouble(example({ number: '' })), 'number');
  t.is(invoiceTrouble(example({ number: 'OK-1' })), 'number');
  t.is(invoiceTrouble(example({ number: 'ＧＴ' })), 'number');
  t.is(invoiceTrouble(example({ number: 'a\nTotal: 1' })), 'number');
  t.is(invoiceTrouble(example({ number: 'X'.repeat(41) })), 'number');
  t.is(invoiceTrouble(facts(priced(yen, [{ ...tea, unit: 0n }], false))), 'nothing-to-pay');
  t.is(invoiceTrouble(facts(priced(yen, Array.from({ length: 200 }, () => tea), false))), 'too-many-lines');
  t.is(invoiceTrouble(facts(priced(yen, [{ ...tea, unit: 600_000_000_000n }], false))), 'amount-too-long');
  const order = priced(yen, GOODS, false);
  t.is(invoiceTrouble(facts({ ...order, total: { ...order.total, minor: 4_742n } })), 'misread', 'lines that do not add up');
  t.throws(() => invoiceText(example({ number: 'OK-1' })), { instanceOf: RangeError });
});
