import test from 'ava';
import fc from 'fast-check';
import { invoiceNumberOf, numberedLines, readInvoice } from './invoice.ts';
import type { InvoiceLine, InvoiceReading } from './invoice.ts';
import { currencyOf, formatAmount, formatMoney, money } from './money.ts';
import type { Currency } from './money.ts';
import { normalise } from './normalise.ts';
import { DISCOUNT_LABELS, SHIPPING_LABELS, SUBTOTAL_LABELS, TAX_LABELS, TOTAL_LABELS } from './words.ts';

const of = (code: string): Currency => currencyOf(code) ?? (code as never);
const [jpy, eur] = [of('JPY'), of('EUR')];
function read(text: string, currency: Currency | null = jpy): InvoiceReading {
  const { lines, apart } = normalise(text);
  return readInvoice(numberedLines({ lines, apart, passwords: [], secretElsewhere: [], separators: [] }, [...lines.keys()]), currency);
}

/** `JPY 4,741 (2 x Sencha 2,160 | …)`, or the code of the refusal. */
function shown(text: string, currency: Currency | null = jpy): string {
  const reading = read(text, currency);
  if (!reading.ok) return reading.code;
  const lines = reading.invoice.lines.map((line) => `${line.kind} ${line.text} ${formatAmount(line.amount)}`);
  return [formatMoney(reading.invoice.total), ...lines].join(' | ');
}

test('the invoice of the design, with what was read', (t) => {
  const reading = read('Hello,\n\nInvoice: GT-1042\n2 x Sencha 100g @ 1,080\n1 x Bamboo whisk @ 1,650\nShipping 500\nTax (10%) 431\nTotal: 4,741 JPY');
  t.like(reading, { ok: true, invoice: { number: 'GT-1042', total: money(jpy, 4741n) } });
  t.deepEqual(reading.ok && reading.invoice.lines[0], { kind: 'item', text: '2 x Sencha 100g', quantity: '2', unit: money(jpy, 1080n), amount: money(jpy, 2160n) });
  t.deepEqual(reading.transcript.map(({ line, readAs }) => [line, readAs]), [[0, 'not read'], [2, 'invoice number GT-1042'], [3, 'item 2 × 1,080 = 2,160'], [4, 'item 1 × 1,650 = 1,650'], [5, 'shipping 500'], [6, 'tax 431'], [7, 'total JPY 4,741']]);
});

test('lines as shops write them', (t) => {
  const totals: [string, string, string][] = [
    ['合計 ¥4,741-', 'JPY', 'JPY 4,741'], ['合計：４，７４１円－', 'JPY', 'JPY 4,741'], ['合計 金4,741円也', 'JPY', 'JPY 4,741'], ['合計(税込)：4,741円', 'JPY', 'JPY 4,741'], ['合計金額（10%税込）: 4,741', 'JPY', 'JPY 4,741'], ['税込合計 4,741円', 'JPY', 'JPY 4,741'],
    ['Total (incl. VAT): 47.41 EUR', 'EUR', 'EUR 47.41'], ['Total incl. VAT 47.41 EUR', 'EUR', 'EUR 47.41'], ['Gesamtbetrag inkl. 19 % MwSt.: 47,41 €', 'EUR', 'EUR 47.41'], ['Zu zahlen: 47,41 €', 'EUR', 'EUR 47.41'], ['Net à payer : 47,41 €', 'EUR', 'EUR 47.41'], ['合计(含税)：47.41元', 'CNY', 'CNY 47.41'], ['합계(부가세 포함): 4,741원', 'KRW', 'KRW 4,741'],
    ['Grand Total ..... 47.41 EUR', 'EUR', 'EUR 47.41'], ['Total ______ 47.41', 'EUR', 'EUR 47.41'], ['TOTAL: **47.41 EUR**', 'EUR', 'EUR 47.41'], ['*Total: 47.41 EUR*', 'EUR', 'EUR 47.41'],
    ['Total: A$47.41', 'AUD', 'AUD 47.41'], ['Total: 47.40 Fr.', 'CHF', 'CHF 47.40'], ['Total: Rs. 4,741.00', 'INR', 'INR 4,741.00'], ['Total: Rs. 4,741.00', 'LKR', 'LKR 4,741.00'], ['Total: ₹ 1,04,741.00', 'INR', 'INR 104,741.00'], ['Total: NT$ 474.10', 'TWD', 'TWD 474.10'], ['Total: Rp47.410,00', 'IDR', 'IDR 47,410.00'], ['Total: 47,41 lei', 'RON', 'RON 47.41'],
  ];
  for (const [line, code, expected] of totals) t.is(shown(line, of(code)), expected, line);
  const items = ['煎茶100g 1,080円×2 2,160円', '煎茶100g @1,080×2＝2,160円', '煎茶100g @1,080×2', '煎茶100g 1,080円×2', '煎茶100g 2袋 ￥2,160-', '煎茶100g（2）2,160円', '煎茶100g x2 2,160円'];
  for (const line of items) t.is(shown(`${line}\n合計 2,160円`), 'JPY 2,160 | item 2 x 煎茶100g 2,160', line);
  for (const line of ['2 Sencha 21.60 €', 'Sencha (2) 21.60 €', 'Sencha 2 pcs 21,60 EUR']) t.is(shown(`${line}\nTotal 21.60`, eur), 'EUR 21.60 | item 2 x Sencha 21.60', line);
  for (const line of ['送料 ＋500円', 'Shipping: +500', '快递费 500', 'zzgl. Versand 500']) t.regex(shown(`2 x Sencha @ 100\n${line}\nTotal 700`), /^JPY 700 .* \| shipping [^+]* 500$/, line);
  for (const line of ['値引き ▲200円', '値引：△200円']) t.regex(shown(`2 x Sencha @ 100\nShipping 500\n${line}\nTotal 500`), /^JPY 500 .* discount \S+ -200$/, line);
});

test('each label is what its list says: no word of another list begins it', (t) => {
  const kinds = [['subtotal', SUBTOTAL_LABELS], ['shipping', SHIPPING_LABELS], ['tax', TAX_LABELS], ['discount', DISCOUNT_LABELS]] as const;
  for (const label of TOTAL_LABELS) for (const line of [`${label}: 40`, `${label} 40`]) t.is(shown(line), 'JPY 40', line);
  for (const [kind, labels] of kinds) for (const label of labels) for (const line of [`${label}: 40`, `${label} 40`]) t.regex(shown(`Gift box 1 500 500\n${line}\nTotal ${kind === 'subtotal' ? 500 : kind === 'discount' ? 460 : 540}`), new RegExp(`\\| ${kind} `), line);
});

test('what is added is never passed over, and a total without its tax is none', (t) => {
  for (const line of ['Gift wrap +500円', 'Gift wrap: +500', '+ shipping 500', 'Total: XY$47.41', 'Extra ₹500']) t.is(shown(`2 x Sencha @ 100\n${line}\nTotal 200`), 'unreadable-amount', line);
  for (const line of ['合計(税抜)：4,310円', '合計 4,310円(税抜)', 'Total (excl. VAT): 4,310', 'Total HT 4 310', 'Gesamt zzgl. MwSt. 4,310']) {
    t.is(shown(`2 x Sencha @ 2,155\nTax 431\n${line}\nTotal 4,741`), `JPY 4,741 | item 2 x Sencha 4,310 | tax Tax 431 | subtotal ${line.normalize('NFKC').replace(/[ :]*4[, ]310円?(?:\(税抜\))?$/, '')} 4,310`, line);
    t.is(shown(line), 'no-total', line);
  }
  for (const line of ['煎茶100g 1,080円×2 2,106円', '煎茶100g @1,080×3=2,160円', 'Box 1,08円×2 2,16円']) t.is(shown(`${line}\n合計 2,160円`), 'unreadable-amount', line);
  t.is(shown('2 x Sencha @ 100\nCHF 47.41-\nTotal 200'), 'unreadable-amount');
  t.is(shown('Total: 1,04,741 EUR', eur), 'unreadable-amount');
});

test('dates, telephone numbers and houses of a letterhead are no amounts', (t) => {
  for (const line of ['Zahlbar bis 30.11.2026', 'Lieferung am 30.11.2026', 'Invoice date 30.11.2026', '発行 2026.11.30', 'Delivery on 2026/11/30', 'Tel. 030 1234567', 'call us at +81 72 000 0000', 'Box 30 cm x 20 cm']) t.is(shown(`${line}\nTotal 200`), 'JPY 200', line);
  for (const line of ['5 Main Street 1042', 'Hauptstr. 12', 'Versand am 30.11.', 'Shipping 30.11.26', 'Shipping 1.2.2030.11']) t.is(shown(`${line}\nTotal 200`, eur), 'unreadable-amount', line);
});

test('a page, a street above its town, a bank account and a register are no amounts', (t) => {
  for (const line of [
    'Seite 1 von 1', 'Page 1 of 1', 'page 2 of 3', '- Seite 1 von 2 -', '(Page 1 / 1)', 'Página 1 de 1', 'Pagina 1 van 1', 'Seite: 1 von 1', 'IBAN DE02 1203 0000 0000 2020 51', 'Bank: GB82 WEST 1234 5698 7654 32', 'HRB 12345',
    'Amtsgericht Charlottenburg, HRB 12345', 'Hauptstr. 12\n12345 Berlin', 'Hauptstraße 12\nD-12345 Berlin', 'Karl-Marx-Str. 120\n12345 Berlin-Mitte', 'Berliner Straße 5\n8001 Zürich', 'Teehaus Müller GmbH · Hauptstr. 12\n12345 Berlin',
    'Teehaus Müller, Lindenallee 4\n\n12345 Berlin', 'Calle Mayor, 5\n28013 Madrid', 'Via Roma 12\n00100 Roma', 'Kerkstraat 12\n1234 AB Amsterdam', 'Storgatan 12\n114 55 Stockholm', 'ul. Długa 5\n00-123 Warszawa', 'Rua Augusta 12\n1100-048 Lisboa',
  ]) {
    for (const currency of [eur, jpy]) t.is(shown(`${line}\n2 x Sencha @ 100\nTotal 200`, currency), `${currency} 200${currency === eur ? '.00' : ''} | item 2 x Sencha 200${currency === eur ? '.00' : ''}`, line);
  }
});

test('what looks like paper and may be a sum is passed over by nobody', (t) => {
  for (const line of [
    'Hauptstr. 12', 'Hauptstr. 12\nBerlin', 'Reinigung Hauptstr. 12\n12345 Berlin', 'Versand Hauptstr. 12\n12345 Berlin', 'Versand, Hauptstr. 12\n12345 Berlin', 'Summe Hauptstr. 12\n12345 Berlin', 'Hauptstr. 12 EUR\n12345 Berlin', 'Hauptstr. 12,50\n12345 Berlin',
    'Hauptstr. 1.200,00\n12345 Berlin', 'Hauptstr. 12000\n12345 Berlin', '2 Hauptstr. 12\n12345 Berlin', 'Silberring 120\n12345 Berlin', 'Stellplatz 50\n12345 Berlin', 'Weg 50\n12345 Berlin', 'Tee auf dem Weg 50\n12345 Berlin', 'Hauptstr. 12\n12345 sencha', '€5 Rabatt, Hauptstr. 12\n12345 Berlin',
    'Seite 5', 'Page 500', 'Page 3 of 2', 'Seite 1 von 500 EUR', 'Seite 1 von 1,50', 'Poster 1 von 1', 'Total page 1 of 1', 'Druck, Seite 1 von 5', 'IBAN DE02 1203 0000 0000 2020 52', 'DE02 500', 'HRB 12345 500', 'Buch HRB 120,00', 'HRX 120', 'Via 120\n00100 Roma', '47.41- Tee-Set', '12- A-B', 'Tee-Set 12-', '(12 Tee-Set)-',
  ]) {
    for (const currency of [eur, jpy]) t.not(shown(`2 x Sencha @ 100\n${line}\nTotal 200`, currency).split(' ')[0], currency, line);
  }
});

test('every form of a line', (t) => {
  const rows: [string, string][] = [
    ['2 x Sencha 100g @ 1,080', 'item 2 x Sencha 100g 2,160'], ['2x Sencha＠1,080', 'item 2 x Sencha 2,160'], ['2 × Sencha = ¥2,160', 'item 2 x Sencha 2,160'], ['2 * Sencha @ ¥1,080 = ¥2,160', 'item 2 x Sencha 2,160'], ['Sencha 100g  2  1,080  2,160', 'item 2 x Sencha 100g 2,160'], ['Sencha 100g 2 x 1,080 = 2,160', 'item 2 x Sencha 100g 2,160'],
    ['煎茶１００ｇ　２個　１，０８０円　２，１６０円', 'item 2 x 煎茶100g 2,160'], ['Sencha 2 1,080 JPY 2,160 JPY', 'item 2 x Sencha 2,160'], ['Sencha 2 JPY 1,080 JPY 2,160', 'item 2 x Sencha 2,160'], ['Sencha 100g 2 | 1,080 | 2,160 JPY', 'item 2 x Sencha 100g 2,160'], ['Sencha | 2 | 1,080 | 2,160', 'item 2 x Sencha 2,160'],
    ['Shipping: 2160', 'shipping Shipping 2,160'], ['Shipping to Kyoto: 2,160', 'shipping Shipping to Kyoto 2,160'], ['送料：２，１６０円', 'shipping 送料 2,160'], ['送料2160円', 'shipping 送料 2,160'], ['Tax 10% 2,160', 'tax Tax 10% 2,160'], ['消費税（10%）2,160円', 'tax 消費税(10%) 2,160'], ['VAT: 2,160', 'tax VAT 2,160'],
  ];
  for (const [line, expected] of rows) t.is(shown(`${line}\nTotal: 2,160`), `JPY 2,160 | ${expected}`, line);
  for (const line of ['Discount: -200', 'Discount 200', '割引 -200円', 'Rabatt (5%): 200']) t.regex(shown(`2 x Sencha @ 100\nShipping 500\n${line}\nTotal 500`), /^JPY 500 .* discount .* -200$/, line);
});

test('two numbers in two cells of a total, or of a charge, are no one number', (t) => {
  for (const line of ['Total 3 | 3,810', '合計 3 | 3,810円', 'Summe 2 | 12,50']) t.is(shown(`Sencha 100g 2 | 1,080 | 2,160\n${line}`), 'unreadable-amount', line);
  t.is(shown('Sencha 100g 2 | 1,080 | 2,160\nShipping 1 | 500\nTotal 2,660'), 'unreadable-amount');
  t.is(shown('Sencha 100g 2 | 1,080 | 2,161\nTotal 2,161'), 'unreadable-amount');
});

test('figures that stand apart by several blanks, or by a tab, are columns, never thousands', (t) => {
  for (const line of ['Total     3     810 JPY', 'Total:  3  810', '合計　　　3　　　810円', 'Summe\t2\t150 JPY', 'Total to pay   1   081 JPY', 'Total: 12  345,00 EUR']) t.is(shown(line), 'unreadable-amount', JSON.stringify(line));
  for (const line of ['Shipping   1   500', 'Tax   3   431']) t.is(shown(`${line}\nTotal 1,500`), 'unreadable-amount', line);
  t.is(shown('Total     3 810 JPY'), 'JPY 3,810');
  t.is(shown('Sencha   2   1,080   2,160\nOolong\t1\t500\t500\nTotal:     2 660'), 'JPY 2,660 | item 2 x Sencha 2,160 | item 1 x Oolong 500');
});

test('a short last word of a name is no currency, even where it is one', (t) => {
  for (const name of ['Green Tea', 'Plum Jam', 'Tea Cup', 'Shower Gel', 'Red Pen', 'Tank Top', 'Jam for all']) t.is(shown(`${name}  2  1,080  2,160\nTotal: 2,160`), `JPY 2,160 | item 2 x ${name} 2,160`, name);
  for (const line of ['Tea Cup 2 JPY 1,080 JPY 2,160', 'Tea Cup 2 1,080 JPY 2,160 JPY', 'Tea Cup 2 x ¥ 1,080 = ¥ 2,160', 'Tea Cup 2 1,080 円 2,160 円']) t.is(shown(`${line}\nTotal: 2,160`), 'JPY 2,160 | item 2 x Tea Cup 2,160', line);
  t.is(shown('Tea Cup 2 CUP 10.80 CUP 21.60\nTotal: CUP 21.60'), 'CUP 21.60 | item 2 x Tea Cup 21.60');
});

test('the form in which the bank prints lines is taken back; the sum decides', (t) => {
  for (const line of ['2 x Sencha 100g        2,160', '2 x Sencha 100g 2,160 JPY', '2 x Sencha 100g JPY 2,160', '2 x Sencha 100g: ¥2,160', '2 x Sencha 100g ..... 2,160']) t.is(shown(`${line}\nTotal: 2,160`), 'JPY 2,160 | item 2 x Sencha 100g 2,160', line);
  t.is(shown('2 x Green Tea 2,160\n1 x Tea Cup 500\nTotal: 2,660'), 'JPY 2,660 | item 2 x Green Tea 2,160 | item 1 x Tea Cup 500');
  t.is(shown('2 x Sencha 100g 1,080\nTotal: 2,160'), 'sum-differs');
  t.is(shown('2 x Sencha of 21 Nov 2026\nTotal: 2,160'), 'JPY 2,160');
  for (const line of ['2 x Sencha 2 160', '2 x Sencha 1,080 2,160', '2 x Sencha - 2,160', '2 x Sencha -2,160', '2 x Sencha 2.160', '2 x 2,160']) t.not(shown(`${line}\nTotal: 2,160`).slice(0, 3), 'JPY', line);
});

test('totals in many languages; a subtotal is neither total nor added', (t) => {
  for (const line of ['Total: 4,741', 'TOTAL 4,741 JPY', 'Grand total = ¥4,741', 'Amount due: 4,741 yen', '合計：４，７４１円', '合計 4,741円(税込)', 'お支払い合計：4,741円', 'ご請求金額 4741円', 'Total (JPY): 4,741', 'Summe: 4741 JPY', 'Total à payer : 4 741 JPY', 'Importe total: 4741', '总计：4741 JPY', '합계: 4,741', '*Total:* 4,741']) t.regex(shown(line), /^JPY 4,741$/, line);
  t.is(shown('Gesamtbetrag: 4.741,00 EUR'), 'EUR 4,741.00');
  for (const line of ['Subtotal: 4,741', '小計 4,741円', 'Zwischensumme 4741', 'Sous-total: 4741', 'Total', 'Totally free', '']) t.is(shown(line), 'no-total', line);
  t.is(shown('1 x Whisk @ 1,650\n小計 1,650\nTotal 1,650\n(内消費税 150円)'), 'JPY 1,650 | item 1 x Whisk 1,650 | subtotal 小計 1,650 | subtotal 内消費税 150');
});

test('a bracket behind the label names a currency, or is left out; it is never put before the amount', (t) => {
  for (const [line, expected] of [
    ['Total (EUR): 450.00', 'EUR 450.00'], ['Total (3): 450.00 EUR', 'EUR 450.00'], ['Total (3) 450.00 EUR', 'EUR 450.00'], ['Total (3 items): 450.00 EUR', 'EUR 450.00'], ['Total (2) 980,00 EUR', 'EUR 980.00'], ['合計（3）500円', 'JPY 500'], ['合計（３点）：５００円', 'JPY 500'], ['合計(10%) 1,500円', 'JPY 1,500'],
    ['Total (1) 234 567.00 EUR', 'EUR 234,567.00'], ['Total (450.00 EUR): 3', 'unreadable-amount'], ['Total (1,080) 3', 'unreadable-amount'], ['Total ($5): 3', 'unreadable-amount'], ['Total (3):', 'unreadable-amount'], ['Total (500)', 'unreadable-amount'], ['Total (450.00) EUR', 'unreadable-amount'], ['Total (2 000) 500', 'unreadable-amount'],
  ] as const) t.is(shown(line, jpy), expected, line);
});

test('what is refused', (t) => {
  const rows: [string, string][] = [
    ['2 x Sencha @ 1,080\nTotal: 2,161', 'sum-differs'], ['Tax 431\nTotal: 4,741', 'sum-differs'], ['Total: 1\nTotal: 1', 'two-totals'], ['Total: 4,741\nAmount due: 4,741', 'two-totals'], ['Total: 4.741 JPY', 'ambiguous-amount'], ['2 x Sencha @ 1.080\nTotal 2,160', 'ambiguous-amount'], ['Total: 四千円', 'unreadable-amount'], ['Total: -5', 'not-positive'], ['Total: 0', 'not-positive'],
    ['Gift wrap 300\nTotal: 4,741', 'unreadable-amount'], ['Gift wrap ¥300\nTotal: 4,741', 'unreadable-amount'], ['Gift wrap: 300 JPY\nTotal: 4,741', 'unreadable-amount'], ['Gift wrap 三百円\nTotal: 4,741', 'unreadable-amount'], ['Sencha 2 1,080 2,161\nTotal: 2,161', 'unreadable-amount'], ['Sencha 100g 2 1 080 2 160\nTotal: 2160', 'unreadable-amount'], ['2 x Sencha @ 1,080 = 2,161\nTotal: 2,161', 'unreadable-amount'], ['Shipping -500\nTotal: 4,741', 'unreadable-amount'],
    ['Total for 3 items: 4,741', 'unreadable-amount'], ['Total: 1234567890123', 'unreadable-amount'], ['999999 x Tea @ 999,999,999,999\nTotal: 5', 'unreadable-amount'], ['2 x Sencha = EUR 21.60\nTotal: 2,160 JPY', 'mixed-currencies'], [`${'1 x Tea @ 1\n'.repeat(201)}Total: 201`, 'too-many-lines'], ['x\n'.repeat(5001), 'too-many-lines'],
  ];
  for (const [text, code] of rows) t.is(shown(text), code, text.slice(0, 40));
  t.like(read('2 x Sencha @ 1,080\nTotal: 2,161'), { ok: false, sums: { lines: money(jpy, 2160n), total: money(jpy, 2161n) } });
  t.like(read('Total: 4.741 JPY'), { amount: { ok: false, readings: ['JPY 4,741', 'JPY 4.741'] } });
  t.is(shown(`${'1 x Tea @ 1\n'.repeat(200)}Total: 200`).split(' | ').length, 201);
});

test('figures above or below the line and in circles are no digits of an amount', (t) => {
  for (const line of ['Total: 12⁹⁹ EUR', 'Total 12⁹⁹ €', '合計１２⁹⁹円', '合計①②⓪円', 'Total: ⁹⁹ EUR', 'Total: 12.₉₉ EUR', 'Total (EUR): 12⁹⁹']) t.is(shown(line, eur), 'unreadable-amount', line);
  for (const line of ['Gift wrap 12⁹⁹ EUR', 'Gift wrap 12⁹⁹', 'のし ①00円', 'Shipping: 5⁰⁰', '送料⁵⁰⁰円', '2 x Sencha @ 5⁰⁰', '2 x Sencha = 5⁰⁰ EUR', 'Sencha 2 5⁰⁰ 10⁰⁰']) t.is(shown(`${line}\nTotal: 12.99`, eur), 'unreadable-amount', line);
  t.is(shown('wrapped in 10 m²\n¹ incl. VAT\n① 2 pieces\n2 x Tape 10 m² @ 1.50\nTotal: 3.00', eur), 'EUR 3.00 | item 2 x Tape 10 m² 3.00');
});

test('prose, dates, telephone numbers and signatures are passed over', (t) => {
  t.is(shown('Thank you for your order of 21 Nov 2026\nordered on November 21, 2026.\nTel 03-1234-5678\nOrder no: 1042\n注文番号：1042\nWe ship at 10:30\nsee #1042\nShipping takes 3 days\nTotal: 4,741\n--\nBox 77'), 'JPY 4,741');
});

test('the currency is the one that is written, else the account’s', (t) => {
  t.is(shown('Sencha 2 10.80 21.60\nShipping: 5.00\nTotal: EUR 26.60'), 'EUR 26.60 | item 2 x Sencha 21.60 | shipping Shipping 5.00');
  t.is(shown('2 x Sencha @ €10,80\nTotal: 21,60'), 'EUR 21.60 | item 2 x Sencha 21.60');
  t.is(shown('Total: 21.60', eur), 'EUR 21.60');
  t.is(shown('Total: 2,160', null), 'unreadable-amount');
  t.is(shown('Total: ¥2,160', eur), 'unreadable-amount');
});

test('invoice numbers', (t) => {
  for (const [text, number] of [['Invoice: GT-1042', 'GT-1042'], ['Invoice no: 7', '7'], ['請求書番号:A 12', 'A 12'], ['Rechnungsnummer: 2026/7', '2026/7'], ['Invoice', null], ['Invoice: ', null], [`Invoice: ${'9'.repeat(41)}`, null]] as const) t.is(invoiceNumberOf(text), number, text);
  t.like(read('Invoice: A\nInvoice: B\nTotal: 5'), { ok: true, invoice: { number: 'A' } });
});

const name = fc.array(fc.constantFrom('Sencha', 'Bamboo', 'whisk', '煎茶', 'bowl', 'grün', 'No.', '(blue)'), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const currency = fc.constantFrom('JPY', 'EUR', 'CHF', 'KRW').map(of);
const item = fc.record({ name, quantity: fc.integer({ min: 1, max: 99 }), price: fc.bigInt({ min: 1n, max: 99_999n }), form: fc.constantFrom('priced', 'equal', 'columns') });
const charge = fc.record({ label: fc.constantFrom(['shipping', 'Shipping'], ['tax', '消費税'], ['discount', 'Discount']), minor: fc.bigInt({ min: 1n, max: 99_999n }) });

test('invoices made at random and printed are read back to the same lines', (t) => {
  fc.assert(fc.property(currency, fc.array(item, { minLength: 1, maxLength: 8 }), fc.array(charge, { maxLength: 3 }), (code, items, charges) => {
    const amount = (minor: bigint): string => formatAmount(money(code, minor));
    const lines: InvoiceLine[] = items.map((one) => ({ kind: 'item', text: `${one.quantity} x ${one.name}`, quantity: `${one.quantity}`, unit: one.form === 'equal' ? null : money(code, one.price), amount: money(code, BigInt(one.quantity) * one.price) }));
    const printed = items.map((one) => {
      const sum = amount(BigInt(one.quantity) * one.price);
      if (one.form === 'priced') return `${one.quantity} x ${one.name} @ ${amount(one.price)}`;
      return one.form === 'equal' ? `${one.quantity} × ${one.name} = ${sum}` : `${one.name}  ${one.quantity}  ${amount(one.price)}  ${sum}`;
    });
    for (const { label: [kind, label], minor } of charges) {
      const signed = kind === 'discount' ? -minor : minor;
      lines.push({ kind: kind as 'tax', text: label ?? '', quantity: null, unit: null, amount: money(code, signed) });
      printed.push(`${label}: ${amount(signed)}`);
    }
    const total = lines.reduce((sum, one) => sum + one.amount.minor, 0n);
    const reading = read([...printed, `Total: ${formatMoney(money(code, total))}`].join('\n'), null);
    if (total <= 0n) t.like(reading, { ok: false, code: 'not-positive' });
    else t.deepEqual(reading.ok ? reading.invoice : reading.code, { number: null, lines, total: money(code, total) });
    t.false(read([...printed, `Total: ${formatMoney(money(code, total + 1n))}`].join('\n'), null).ok);
  }), { numRuns: 300 });
});

test('any text is answered', (t) => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'Total: 2 x tea@1,080=.¥円JPY\n-()%送料合計') , maxLength: 200 }), (text) => {
    const reading = read(text);
    if (reading.ok) t.true(reading.invoice.total.minor > 0n);
  }), { numRuns: 1000 });
  for (const unit of [' ', '1', '1 ', 'a ', '@', '=', '(', 'Total', ',', '1,', '2 x a @ ']) t.notThrows(() => read(`${unit.repeat(500_000)}\n${`${unit.repeat(400 / unit.length)}\n`.repeat(2000)}`), unit);
});
