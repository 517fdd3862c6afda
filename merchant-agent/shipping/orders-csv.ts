/**
 * `orders.csv`: one line for each paid order, for people and spreadsheets. A line is on the disk when `appendOrder` returns, stands there once however
 * often it is told, and is whole: what a crash left of a line is taken away before the next one is written.
 */
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { formatAmount } from '../../clearinghouse/protocol/money.ts';
import { isShownReference } from '../../clearinghouse/protocol/reference.ts';
import { csvLine } from './csv.ts';
import type { PaidOrder } from './paid-order.ts';

/** The reference is the last column: a line is whole exactly when it ends with one. */
const COLUMNS = ['told', 'paid', 'invoice', 'currency', 'total', 'name', 'address', 'goods', 'entry', 'reference'] as const;
/** Spreadsheets take the file for UTF-8 by this mark alone. */
const MARK = '\uFEFF';
const HEADER = `${MARK}${csvLine(COLUMNS)}\r\n`;
/** The file is looked at byte by byte: a crash may have cut a character in two, and all that is looked for is ASCII. */
const BYTES = 'latin1';
const HEADER_BYTES = Buffer.from(HEADER).toString(BYTES);

/** `toldAt`: milliseconds; times stand in the file as ISO 8601 in UTC. */
export type ToldOrder = PaidOrder & { readonly toldAt: number };

/** `there`: a line with this reference stood there already, and nothing was written. Throws where the file can't be read or written. */
export function appendOrder(file: string, order: ToldOrder): 'written' | 'there' {
  const line = lineOf(order);
  // Synchronous from first to last: two orders of one process never write at once.
  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const text = readFileSync(descriptor, BYTES);
    const kept = wholeLines(text);
    const isThere = linesOf(kept).some((one) => referenceOf(one) === order.reference);
    const head = kept === '' ? HEADER : endOf(kept);
    if (!isThere || kept !== text || head !== '') write(descriptor, kept.length, isThere ? head : `${head}${line}\r\n`);
    if (text === '') syncFolder(file);
    return isThere ? 'there' : 'written';
  } finally {
    closeSync(descriptor);
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function lineOf({ toldAt, paidAt, invoice, total, buyer, lines, entry, reference }: ToldOrder): string {
  if (!isShownReference(reference)) throw new RangeError(`not a reference: ${JSON.stringify(reference)}`);
  const goods = lines.filter(({ sku }) => sku !== null).map(({ quantity, name }) => `${quantity} x ${name}`);
  return csvLine([iso(toldAt), paidAt === null ? '' : iso(paidAt), invoice, total.currency, formatAmount(total).replaceAll(',', ''), buyer.name ?? '', buyer.address, goods.join(' / '), entry, reference]);
}

const linesOf = (text: string): readonly string[] => text.split(/\r?\n|\r$/);

/** Null where the line does not end with a reference: the header, or a line of somebody else's. */
function referenceOf(line: string): string | null {
  const last = /(?:^|[,;\t])"?([0-9A-Z]{4}-[0-9A-Z]{4})"?$/.exec(line)?.[1] ?? '';
  return isShownReference(last) ? last : null;
}

/** How each of our rows begins, by its digits. */
const ROW = '0000-00-00T00:00:00.000Z,';
const beginsAsRow = (line: string): boolean => line.slice(0, ROW.length).replace(/\d/g, '0') === ROW.slice(0, line.length);

/** The text without a last line that a crash cut off. Ours begin with the time or are the header; a person's line without a line end is left alone. */
function wholeLines(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  const last = text.slice(start);
  const isOurs = start === 0 ? HEADER_BYTES.startsWith(last) : beginsAsRow(last);
  return isOurs && !isWhole(last.replace(/\r$/, '')) ? text.slice(0, start) : text;
}

/** All columns, the last of them a reference: an invoice number, too, may look like one. */
function isWhole(line: string): boolean {
  const unquoted = line.replace(/"(?:[^"]|"")*"/g, '');
  return referenceOf(line) !== null && !unquoted.includes('"') && unquoted.split(',').length === COLUMNS.length;
}

/** What is missing of the line end of the text. */
const endOf = (text: string): string => (text.endsWith('\n') ? '' : text.endsWith('\r') ? '\n' : '\r\n');

/** From `at` on, all of it or nothing: where it fails, the file ends at `at` again. */
function write(descriptor: number, at: number, text: string): void {
  const bytes = Buffer.from(text);
  if (fstatSync(descriptor).size > at) ftruncateSync(descriptor, at);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
    fsyncSync(descriptor);
  } catch (error) {
    ftruncateSync(descriptor, at);
    throw error;
  }
}

/** A new file's name is durable with its folder. */
function syncFolder(file: string): void {
  const folder = openSync(dirname(file), constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
