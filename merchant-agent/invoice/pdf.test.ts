/** The PDF invoice, read by programs that did not write it. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import test from 'ava';
import { formatAmount, formatMoney } from '../../clearinghouse/protocol/money.ts';
import type { InvoiceFacts } from './invoice.ts';
import { invoiceTrouble } from './invoice-text.ts';
import { pdfInvoice } from './pdf.ts';
import { currencies, currency, example, facts, GOODS, orders, priced, seller } from './testing/orders.ts';
import { readPdf } from './testing/pdf-text.ts';

const [TEA, WHISK, SHIPPING] = GOODS;
if (TEA === undefined || WHISK === undefined || SHIPPING === undefined) throw new Error('no goods');

const textOf = async (one: InvoiceFacts): Promise<string> => (await readPdf(await pdfInvoice(one))).pages.join('\n');

test('an invoice in English: parties, lines, the rate, the total', async (t) => {
  const { pages, fonts, title, created } = await readPdf(await pdfInvoice(example()));
  const [page = '', ...more] = pages;
  t.is(more.length, 0);
  for (const part of ['Invoice', 'Takao Sasaki', 'Green Tea House', 'Tax registration number', 'T1234567890123', 'Invoice number: GT-1042', '22 November 2026', 'Sencha 100g', '2,160', '10%', '4,310', '431', 'JPY 4,741', 'Page 1 of 1']) t.true(page.includes(part), part);
  t.is(title, 'Invoice GT-1042');
  t.is(created, example().issuedAt);
  t.is(fonts.length, 2);
  t.true(fonts.every(({ name, embedded }) => embedded && /^\/[A-Z]{6}\+BIZUDPGothic/.test(name)), JSON.stringify(fonts));
});

test('a qualified invoice: registration number, the sums of each rate, the reduced rate marked', async (t) => {
  const order = priced(currency('JPY'), [{ ...TEA, name: '煎茶 100g', taxRate: 800 }, WHISK, SHIPPING], true);
  const text = await textOf(facts(order, { language: 'ja', buyer: { name: '佐々木 隆夫', address: 'takao@buyer.example' } }));
  for (const part of ['請求書', '佐々木 隆夫 様', '登録番号: T1234567890123', '発行日: 2026年11月22日', '煎茶 100g ※', '8%対象', '2,000', '160', '10%対象', '1,955', '195', '合計', 'JPY 4,310', '単価・金額は税込です。', '※は軽減税率対象です。']) t.true(text.includes(part), part);
  t.false(text.includes('Bamboo whisk ※'));
  const abroad = await textOf(facts(order, { seller: { ...seller, country: 'DE' } }));
  t.false(abroad.includes('※'), 'eight percent elsewhere is no reduced rate of Japan');
});

test('no price and no sum is broken over two lines, however large', async (t) => {
  for (const [code, unit] of [['IDR', 125_000_000n], ['EUR', 99_999_999_999n], ['KWD', 999_999_999_999n], ['JPY', 999_999_999_999n]] as const) {
    const order = priced(currency(code), [{ ...TEA, name: 'Sencha 100g, of the first harvest, in a tin for a present', quantity: 1, unit }, { sku: null, name: 'Discount', quantity: 1, unit: -unit / 2n, taxRate: 1000 }], false);
    const figures = (await textOf(facts(order))).split('\n').filter((line) => /^-?[0-9,.]+$/.test(line));
    const amounts = [...order.lines.flatMap((one) => [one.unit, one.amount]), ...order.taxes.flatMap(({ net, tax }) => [net, tax])].map(formatAmount);
    t.deepEqual(figures.filter((figure) => figure !== '1'), amounts, code);
  }
});

test('what the font does not have becomes a geta mark, and nothing steers the page', async (t) => {
  const text = await textOf(facts(priced(currency('JPY'), [{ ...TEA, name: 'a🍵b\u202E بن' }], false)));
  t.true(text.includes('a〓b 〓〓'), text);
});

test('two hundred lines go over pages, each with the columns and its number', async (t) => {
  const { pages } = await readPdf(await pdfInvoice(facts(priced(currency('EUR'), Array.from({ length: 200 }, (_, at) => ({ ...TEA, name: `Item number ${at} ${'of a long name '.repeat(at % 8)}` })), false))));
  t.true(pages.length > 3);
  pages.forEach((page, at) => t.true(page.includes(`Page ${at + 1} of ${pages.length}`)));
  const text = pages.join('\n');
  for (let at = 0; at < 200; at += 1) t.true(text.includes(`Item number ${at}`), String(at));
});

test('the same facts give the same bytes', async (t) => {
  const [one, again] = [await pdfInvoice(example()), await pdfInvoice(example())];
  t.true(Buffer.from(one).equals(Buffer.from(again)));
  t.false(Buffer.from(one).equals(Buffer.from(await pdfInvoice(example({ issuedAt: 0 })))));
});

test('any order becomes a PDF that tells its total', async (t) => {
  await fc.assert(
    fc.asyncProperty(orders(currencies), fc.constantFrom('en', 'ja'), async (order, language) => {
      const one = facts(order, { language });
      if (invoiceTrouble(one) !== null) return;
      t.true((await textOf(one)).includes(formatMoney(order.total)));
    }),
    { numRuns: 15 },
  );
});

const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;

/** Where poppler is installed it has to see the same. */
if (hasPoppler) test('poppler sees the same', async (t) => {
  const bytes = await pdfInvoice(example());
  const run = (program: string, ...options: readonly string[]): string => {
    const { status, stdout } = spawnSync(program, options, { input: bytes, encoding: 'utf8' });
    t.is(status, 0);
    return stdout;
  };
  t.regex(run('pdftotext', '-layout', '-', '-'), /Total +JPY 4,741/);
  const fonts = run('pdffonts', '-').split('\n').slice(2).filter((row) => row !== '');
  t.is(fonts.length, 2);
  t.true(fonts.every((row) => /yes yes yes/.test(row)), 'embedded, a subset, with its letters');
});
