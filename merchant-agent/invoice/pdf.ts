/**
 * An invoice as a PDF for people: A4, in English or Japanese, with what a qualified invoice (適格請求書) must hold: the seller's registration number,
 * the sums and the tax of each rate, a mark at goods of the reduced rate. The same facts give the same bytes: no clock and no chance is in it.
 */
import PDFDocument from 'pdfkit';
import { registerFonts, shownCharacters } from '../../clearinghouse/print/fonts.ts';
import type { Font } from '../../clearinghouse/print/fonts.ts';
import { formatAmount, formatMoney, money } from '../../clearinghouse/protocol/money.ts';
import type { PricedLine } from '../order/order.ts';
import type { InvoiceFacts } from './invoice.ts';
import { dateIn, invoiceName, kindOf, percent } from './invoice-words.ts';
import { netAmounts } from './net-amounts.ts';
import { pdfWords } from './pdf-words.ts';

const MARGIN = 50;
const WIDTH = 495;
const BOTTOM = 770;
const SIZE = 9.5;
/** Between two columns. */
const GAP = 6;
/** Widths of the columns of rate and quantity; no price, amount or sum has less than these. A broken figure reads as another one: the item has the rest. */
const WIDTHS = { rate: 50, quantity: 50, price: 75, amount: 90, sum: 94 } as const;
type Column = readonly [left: number, width: number];
/** Japan's reduced rate (軽減税率), in hundredths of a percent. */
const REDUCED = { country: 'JP', rate: 800 };

/** One invoice being written; `y` is where the next line stands. */
type Page = { readonly document: PDFKit.PDFDocument; readonly facts: InvoiceFacts; /** Left border and width of item, rate, quantity, price, amount. */ readonly columns: readonly Column[]; y: number };
type Style = { readonly font?: Font; readonly size?: number; readonly align?: 'left' | 'right' };

/** Resolves with the whole file. Rejects only where the fonts can't be read. */
export async function pdfInvoice(facts: InvoiceFacts): Promise<Uint8Array> {
  const { number, seller, issuedAt } = facts;
  const words = pdfWords[facts.language];
  const title = `${words.title} ${number}`;
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, lang: facts.language, displayTitle: true, info: { Title: title, Author: seller.name, Creator: 'Kakitome', CreationDate: new Date(issuedAt), ModDate: new Date(issuedAt) } });
  const bytes = collect(document);
  await registerFonts(document);
  const page: Page = { document, facts, columns: columnsOf(document, facts), y: MARGIN };
  writeHead(page);
  writeTable(page);
  writeSums(page);
  writeFeet(page);
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

/** As wide as the widest of these figures, at the least `least`. */
function widest(document: PDFKit.PDFDocument, figures: readonly string[], least: number): number {
  document.font('regular').fontSize(SIZE);
  return figures.reduce((width, figure) => Math.max(width, document.widthOfString(figure) + 1), least);
}

function columnsOf(document: PDFKit.PDFDocument, { order: { lines } }: InvoiceFacts): readonly Column[] {
  const price = widest(document, lines.map(({ unit }) => formatAmount(unit)), WIDTHS.price - GAP) + GAP;
  const amount = widest(document, lines.map((one) => formatAmount(one.amount)), WIDTHS.amount - GAP) + GAP;
  const widths = [WIDTH - WIDTHS.rate - WIDTHS.quantity - price - amount, WIDTHS.rate, WIDTHS.quantity, price, amount];
  return widths.map((width, at) => [widths.slice(0, at).reduce((left, one) => left + one, 0), width]);
}

/** Sets the font; returns the text as it can be shown in it. */
function prepared({ document }: Page, text: string, { font = 'regular', size = SIZE }: Style): string {
  document.font(font).fontSize(size);
  return shownCharacters(document, text).join('');
}

/** Writes at `y` without moving it; returns how high the text is. */
function put(page: Page, text: string, left: number, width: number, style: Style = {}): number {
  const shown = prepared(page, text, style);
  const options = { width, align: style.align ?? 'left' } as const;
  const height = page.document.heightOfString(shown, options);
  page.document.text(shown, MARGIN + left, page.y, options);
  return height;
}

function line(page: Page, text: string, left: number, width: number, style: Style = {}): void {
  page.y += put(page, text, left, width, style) + 2;
}

function rule({ document, y }: Page): void {
  document.moveTo(MARGIN, y).lineTo(MARGIN + WIDTH, y).lineWidth(0.5).strokeColor('#888888').stroke();
}

function roomFor(page: Page, height: number): boolean {
  if (page.y + height <= BOTTOM) return false;
  page.document.addPage();
  page.y = MARGIN;
  return true;
}

function writeHead(page: Page): void {
  const { facts } = page;
  const { seller, buyer } = facts;
  const words = pdfWords[facts.language];
  line(page, words.title, 0, WIDTH, { font: 'bold', size: 20 });
  page.y += 6;
  const top = page.y;
  line(page, words.to(invoiceName(buyer.name ?? '', buyer.address)), 0, 240, { font: 'bold', size: 11 });
  line(page, buyer.address, 0, 240);
  page.y += 6;
  line(page, `${words.number}: ${facts.number}`, 0, 240);
  line(page, `${words.date}: ${words.showDate(dateIn(facts.timeZone, facts.issuedAt))}`, 0, 240);
  const left = page.y;
  page.y = top;
  line(page, seller.name, 265, 230, { font: 'bold', size: 11 });
  for (const text of sellerLines(facts)) line(page, text, 265, 230);
  page.y = Math.max(left, page.y) + 16;
}

function sellerLines({ seller, language }: InvoiceFacts): readonly string[] {
  const { addressLines, city, postalZone, country, vatId, companyId, email } = seller;
  const address = language === 'ja' ? [`〒${postalZone}`, city, ...addressLines] : [...addressLines, `${postalZone} ${city}`, country];
  const filled = address.filter((text) => text.replace('〒', '').trim() !== '');
  return [...filled, email, ...(vatId === null ? [] : [`${pdfWords[language].registration}: ${vatId}`]), ...(companyId === null ? [] : [companyId])];
}

type Cells = readonly [item: string, rate: string, quantity: string, unit: string, amount: string];

function writeRow(page: Page, cells: Cells, font: Font): void {
  const heights = page.columns.map(([left, width], at) => put(page, cells[at] ?? '', left, width - GAP, { font, align: at === 0 ? 'left' : 'right' }));
  page.y += Math.max(...heights) + 4;
}

const isReduced = ({ seller }: InvoiceFacts, { taxRate }: PricedLine): boolean => seller.country === REDUCED.country && taxRate === REDUCED.rate;

function cellsOf(facts: InvoiceFacts, one: PricedLine): Cells {
  const kind = kindOf(one);
  const name = kind === 'item' ? invoiceName(one.name, one.sku ?? '') : pdfWords[facts.language][kind];
  return [`${name}${isReduced(facts, one) ? ' ※' : ''}`, `${percent(one.taxRate)}%`, String(one.quantity), formatAmount(one.unit), formatAmount(one.amount)];
}

function writeTable(page: Page): void {
  const { facts } = page;
  const head = pdfWords[facts.language].columns;
  const writeColumns = (): void => {
    writeRow(page, head, 'bold');
    rule(page);
    page.y += 5;
  };
  writeColumns();
  const [[, itemWidth] = [0, WIDTH]] = page.columns;
  for (const one of facts.order.lines) {
    const cells = cellsOf(facts, one);
    const height = page.document.heightOfString(prepared(page, cells[0], {}), { width: itemWidth - GAP });
    if (roomFor(page, height + 4)) writeColumns();
    writeRow(page, cells, 'regular');
  }
  rule(page);
  page.y += 8;
}

function writeSums(page: Page): void {
  const { facts } = page;
  const { order } = facts;
  const words = pdfWords[facts.language];
  const shown = (minor: bigint): string => formatAmount(money(order.total.currency, minor));
  const { rates } = netAmounts(order);
  const notes = [...(order.taxIncluded ? [words.pricesIncludeTax] : []), ...(order.lines.some((one) => isReduced(facts, one)) ? [words.reduced] : []), words.payment];
  roomFor(page, 30 * (rates.length + 1) + 22 * notes.length);
  const width = widest(page.document, rates.flatMap(({ net, tax }) => [shown(net), shown(tax)]), WIDTHS.sum);
  const left = WIDTH - GAP - width;
  for (const { rate, net, tax } of rates) {
    page.y += put(page, words.atRate(percent(rate)), 150, 165) + 2;
    for (const [label, amount] of [[words.net, net], [words.tax, tax]] as const) {
      put(page, label, left - 80, 80);
      line(page, shown(amount), left, width, { align: 'right' });
    }
  }
  page.y += 6;
  put(page, words.total, 150, 165, { font: 'bold', size: 13 });
  line(page, formatMoney(order.total), 250, 239, { font: 'bold', size: 13, align: 'right' });
  page.y += 14;
  for (const note of notes) line(page, note, 0, WIDTH);
}

function writeFeet(page: Page): void {
  const { document, facts } = page;
  const { count } = document.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(at);
    page.y = BOTTOM + 8;
    put(page, `${facts.number}   ${pdfWords[facts.language].page(at + 1, count)}`, 0, WIDTH, { size: 8, align: 'right' });
  }
}
