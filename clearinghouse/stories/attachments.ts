/** Files that a story's letter bears: `UBL GT-1042 4,741 JPY`, `CII GT-1042 4,741 JPY adding 100 too much`, `a picture`. */
import { bytesOf, ciiOf, invoice, ublOf, type WrittenInvoice } from '../einvoice/testing/write-invoice.ts';

const SHAPE = /^(UBL|CII) (\S+) ([0-9,.]+) ([A-Z]{3})(?: (.*))?$/;

/** What may be said of an e-invoice, beside its number and what is due. */
const manners: readonly (readonly [RegExp, (one: WrittenInvoice, found: string) => WrittenInvoice])[] = [
  [/^adding ([0-9.]+) too much$/, (one, found) => ({ ...one, sums: { ...one.sums, due: String(Number(one.sums.due) + Number(found)) } })],
  [/^a credit note$/, (one) => ({ ...one, type: '381' })],
  [/^for (.+)$/, (one, found) => ({ ...one, lines: one.lines.map((line) => ({ ...line, name: found })) })],
  [/^noting (.+)$/, (one, found) => ({ ...one, note: found })],
  [/^with ([0-9.]+) tax$/, (one, found) => withTax(one, found)],
];

/** One line of two pieces of sencha, no tax. */
const plain = (number: string, currency: string, due: string): WrittenInvoice => ({
  ...invoice,
  number,
  currency,
  lines: [{ name: 'Sencha 100g', quantity: '2', amount: due }],
  charges: [],
  taxes: [],
  sums: { lines: due, allowances: '0', charges: '0', net: due, tax: '0', gross: due, prepaid: '0', rounding: '0', due },
});

function withTax(one: WrittenInvoice, tax: string): WrittenInvoice {
  const net = String(Number(one.sums.due) - Number(tax));
  return { ...one, lines: one.lines.map((line) => ({ ...line, amount: net })), taxes: [{ rate: '10', base: net, amount: tax }], sums: { ...one.sums, lines: net, net, tax } };
}

export function invoiceFile(what: string): Uint8Array {
  if (what === 'a picture') return bytesOf('\u0089PNG');
  if (what === 'half of an invoice') return bytesOf(ublOf(invoice).slice(0, 900));
  const [, format, number = '', due = '', currency = '', manner] = SHAPE.exec(what) ?? [];
  if (format === undefined) throw new Error(`"${what}" is no file that a story can attach`);
  const written = manner === undefined ? plain(number, currency, due.replaceAll(',', '')) : inManner(plain(number, currency, due.replaceAll(',', '')), manner);
  return bytesOf(format === 'UBL' ? ublOf(written) : ciiOf(written));
}

function inManner(one: WrittenInvoice, manner: string): WrittenInvoice {
  const known = manners.find(([shape]) => shape.test(manner));
  if (known === undefined) throw new Error(`"${manner}" is nothing that can be said of an e-invoice`);
  return known[1](one, known[0].exec(manner)?.[1] ?? '');
}
