/**
 * A statement as a page for people: A4, the bank's letterhead on each page, BIZ UDPGothic embedded as the subset that is used. The same data give the
 * same bytes: its time is that of the statement, and no clock and no chance is in it.
 */
import PDFDocument from 'pdfkit';
import { clean, short, unglued } from '../notices/clean.ts';
import { showDate } from '../notices/date.ts';
import { registerFonts, shownCharacters } from '../print/fonts.ts';
import type { Font } from '../print/fonts.ts';
import { dayIn } from '../protocol/calendar.ts';
import { formatAmount, formatMoney } from '../protocol/money.ts';
import { entryReference, entryTitle } from './entry.ts';
import { amountIn, totalsOf, type Statement, type StatementRow } from './statement.ts';
import { periodOf } from './text.ts';
import { WORDS, type Words } from './words.ts';

const MARGIN = 50;
const WIDTH = 495;
const TOP = 120;
const BOTTOM = 775;
const FOOT = 795;
const ROW = 25;
const LINE = 15;
const SIZE = 9;
const GAP = 5;
/** No column is narrower; dates and sums have the width that they need, and the entry has the rest. */
const LEAST = { date: 62, amount: 92, balance: 97 } as const;
type Column = 'date' | 'entry' | 'amount' | 'balance';
/** Left border and width. */
type Columns = Readonly<Record<Column, readonly [left: number, width: number]>>;

/** One statement being written; `y` is where the next line stands. */
type Page = { readonly document: PDFKit.PDFDocument; readonly statement: Statement; readonly words: Words; readonly columns: Columns; y: number };
type Style = { readonly font?: Font; readonly size?: number; readonly right?: boolean };

/** Resolves with the whole file. Rejects only where the fonts can't be read. */
export async function statementPdf(statement: Statement): Promise<Uint8Array> {
  const { language, bank, madeAt, account, month } = statement;
  const words = WORDS[language];
  const made = new Date(madeAt);
  const info = { Title: `${words.title} ${month} ${clean(account)}`, Author: short(bank.name), Creator: 'Kakitome', CreationDate: made, ModDate: made };
  const document = new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, autoFirstPage: false, lang: language, displayTitle: true, info });
  const bytes = collect(document);
  await registerFonts(document);
  const page: Page = { document, statement, words, columns: columnsOf(document, statement), y: BOTTOM };
  nextPage(page);
  writeHead(page);
  writeEntries(page);
  writeTotals(page);
  numberPages(page);
  document.end();
  return bytes;
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  document.on('end', () => resolve(Uint8Array.from(Buffer.concat(parts))));
  document.on('error', reject);
  return promise;
}

/** A sum that is cut reads as another sum, and an entry without its day is no entry: their columns are as wide as the widest of them. */
function columnsOf(document: PDFKit.PDFDocument, statement: Statement): Columns {
  const { rows, opening, closing, from, until, timeZone } = statement;
  const widest = (least: number, font: Font, texts: readonly string[]): number => {
    document.font(font).fontSize(SIZE);
    return texts.reduce((width, text) => Math.max(width, document.widthOfString(text)), least);
  };
  const sums = (minors: readonly bigint[]): readonly string[] => minors.map((minor) => formatAmount(amountIn(statement, minor)));
  const date = widest(LEAST.date, 'regular', [from, until - 1, ...rows.map(({ at }) => at)].map((at) => dayIn(at, timeZone)));
  const amounts = widest(LEAST.amount, 'regular', sums(rows.map((row) => row.amount)));
  const balances = widest(LEAST.balance, 'bold', sums([opening, closing, ...rows.map((row) => row.balanceAfter)]));
  const [balance, entry] = [WIDTH - balances, date + GAP];
  const amount = balance - GAP - amounts;
  return { date: [0, date], entry: [entry, amount - GAP - entry], amount: [amount, amounts], balance: [balance, balances] };
}

/** Sets the font; returns as much of the text as fits, in characters that the font has. */
function fitted({ document }: Page, text: string, width: number, { font = 'regular', size = SIZE }: Style): string {
  document.font(font).fontSize(size);
  const characters = shownCharacters(document, clean(text));
  const whole = characters.join('');
  if (document.widthOfString(whole) <= width) return whole;
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (document.widthOfString(`${characters.slice(0, middle).join('')}…`) <= width) fits = middle;
    else tooLong = middle;
  }
  return `${characters.slice(0, fits).join('')}…`;
}

/** One line at `y`, cut to its width. */
function put(page: Page, text: string, left: number, width: number, style: Style = {}): void {
  const shown = fitted(page, text, width, style);
  const start = style.right === true ? left + width - page.document.widthOfString(shown) : left;
  page.document.text(shown, MARGIN + start, page.y, { lineBreak: false });
}

const inColumn = (page: Page, column: Column, text: string, style: Style = {}): void => put(page, text, ...page.columns[column], { ...style, right: column === 'amount' || column === 'balance' });

const rule = ({ document, y }: Page): void => void document.moveTo(MARGIN, y - 4).lineTo(MARGIN + WIDTH, y - 4).lineWidth(0.5).stroke('#999999');

function nextPage(page: Page): void {
  const { bank, month } = page.statement;
  page.document.addPage();
  page.document.fillColor('black');
  page.y = MARGIN;
  put(page, bank.name, 0, 300, { font: 'bold', size: 13 });
  put(page, `${page.words.title} ${month}`, 300, 195, { font: 'bold', size: 11, right: true });
  page.y += 18;
  put(page, `${page.words.telephone} ${bank.telephone}   ${bank.address}`, 0, WIDTH, { size: 8 });
  page.y = TOP - 26;
  rule(page);
  page.y = TOP - 12;
}

function room(page: Page, height: number): void {
  if (page.y + height <= BOTTOM) return;
  nextPage(page);
  writeTitles(page);
}

function writeHead(page: Page): void {
  const { statement, words } = page;
  const { party, currency, account, timeZone, language, madeAt } = statement;
  const made = unglued(showDate(madeAt, timeZone, language));
  const lines: readonly (readonly [string, string])[] = [
    [words.holder, short(party.name)],
    ...party.addresses.slice(0, 4).map((address) => [words.addresses, address] as const),
    [words.account, `${currency}  ${account}`],
    [words.period, periodOf(statement)],
    [words.made, made],
  ];
  for (const [label, value] of lines) {
    put(page, label, 0, 110);
    put(page, value, 116, WIDTH - 116, { font: label === words.holder ? 'bold' : 'regular' });
    page.y += LINE;
  }
  page.y += LINE;
  writeTitles(page);
}

function writeTitles(page: Page): void {
  const { words } = page;
  for (const column of ['date', 'entry', 'amount', 'balance'] as const) inColumn(page, column, { date: words.date, entry: words.what, amount: words.amount, balance: words.balance }[column], { font: 'bold' });
  page.y += LINE + 4;
  rule(page);
}

const amount = ({ statement }: Page, minor: bigint): string => formatAmount(amountIn(statement, minor));

function writeEdge(page: Page, at: number, title: string, minor: bigint): void {
  room(page, LINE + 4);
  inColumn(page, 'date', dayIn(at, page.statement.timeZone));
  inColumn(page, 'entry', title, { font: 'bold' });
  inColumn(page, 'balance', amount(page, minor), { font: 'bold' });
  page.y += LINE + 4;
}

function writeEntry(page: Page, row: StatementRow): void {
  room(page, ROW);
  inColumn(page, 'date', dayIn(row.at, page.statement.timeZone));
  inColumn(page, 'entry', entryTitle(page.words, row));
  inColumn(page, 'amount', amount(page, row.amount));
  inColumn(page, 'balance', amount(page, row.balanceAfter));
  page.y += 11;
  inColumn(page, 'entry', entryReference(page.words, row), { size: 7 });
  page.y += ROW - 11;
}

function writeEntries(page: Page): void {
  const { statement, words } = page;
  writeEdge(page, statement.from, words.opening, statement.opening);
  for (const row of statement.rows) writeEntry(page, row);
  if (statement.rows.length === 0) {
    inColumn(page, 'entry', statement.isWhole ? words.none : words.tooMany);
    page.y += LINE + 4;
  }
  rule(page);
  writeEdge(page, statement.until - 1, statement.isRunning ? words.present : words.closing, statement.closing);
}

function writeTotals(page: Page): void {
  const { statement, words } = page;
  const held = statement.held === null || statement.held === 0n ? [] : [[words.held, statement.held] as const];
  const lines = [...totalsOf(statement).map((total) => [`${words.movements[total.movement]} (${total.count})`, total.amount] as const), ...held];
  if (lines.length === 0) return;
  page.y += LINE;
  room(page, LINE * (lines.length + 1));
  inColumn(page, 'entry', words.totals, { font: 'bold' });
  page.y += LINE;
  const [left] = page.columns.amount;
  for (const [label, minor] of lines) {
    inColumn(page, 'entry', label);
    put(page, formatMoney(amountIn(statement, minor)), left, WIDTH - left, { right: true });
    page.y += LINE;
  }
}

function numberPages(page: Page): void {
  const { start, count } = page.document.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    page.document.switchToPage(start + at);
    page.y = FOOT;
    put(page, `${page.statement.currency}  ${page.statement.account}`, 0, 300, { size: 8 });
    put(page, page.words.page(at + 1, count), 300, 195, { size: 8, right: true });
  }
}
