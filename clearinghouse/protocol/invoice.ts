/**
 * The merchant's words as an invoice (2-mails 2.2): lines and exactly one total, to which they must add up to the minor unit. Prose without an
 * amount is passed over; a line that ends with an amount and has no known form refuses the whole, so that no amount is silently left out.
 */
import { beginsLikeSum, readInvoiceLine } from './invoice-line.ts';
import type { InvoiceLine, LineReading } from './invoice-line.ts';
import { isOnPaper } from './invoice-paper.ts';
import { isSignatureMark } from './layout.ts';
import { formatAmount, formatMoney, MAX_MINOR, money } from './money.ts';
import type { AmountReading, Currency, Money } from './money.ts';
import type { TextReading } from './reading.ts';

export { invoiceNumberOf, mayBeTotal, totalOf } from './invoice-line.ts';
export type { InvoiceLine, InvoiceLineKind } from './invoice-line.ts';

export const MAX_INVOICE_LINES = 200;
/** Lines of any kind that are looked at. */
const MAX_LINES = 5000;

export type Invoice = { readonly number: string | null; readonly lines: readonly InvoiceLine[]; readonly total: Money };

/** What was made of each line that holds anything; for the answer to a merchant who made a mistake. */
export type Transcript = readonly { readonly line: number; readonly text: string; readonly readAs: string }[];

export type InvoiceRefusal = 'no-total' | 'two-totals' | 'sum-differs' | 'too-many-lines' | 'ambiguous-amount' | 'unreadable-amount' | 'mixed-currencies' | 'not-positive';

export type InvoiceReading =
  | { readonly ok: true; readonly invoice: Invoice; readonly transcript: Transcript }
  | {
      readonly ok: false;
      readonly code: InvoiceRefusal;
      /** What the lines add up to and what the total says, for `sum-differs`. */
      readonly sums: { readonly lines: Money; readonly total: Money } | null;
      /** The amount that could not be read. */
      readonly amount: AmountReading | null;
      /** What the lines that could be read add up to; null: there are none, or they are in more than one currency. */
      readonly added: Money | null;
      /** Its own number, where one is written all the same. */
      readonly number: string | null;
      /** Every total that could be read. */
      readonly totals: readonly Money[];
      /** The currencies of lines and totals, where there are several. */
      readonly currencies: readonly Currency[];
      readonly transcript: Transcript;
    };

/** A normalised line and its place; `apart`: two of its figures stood further apart than one blank. */
export type NumberedLine = { readonly line: number; readonly text: string; readonly apart?: boolean };
/** Those lines of a text, for `readInvoice`. */
export function numberedLines({ lines, apart = [] }: TextReading, places: readonly number[]): NumberedLine[] {
  const columns = new Set(apart);
  return places.map((line) => ({ line, text: lines[line] ?? '', ...(columns.has(line) ? { apart: true } : {}) }));
}

type ReadLine = NumberedLine & { readonly reading: LineReading };

/**
 * Reads normalised lines, in their order. The currency is the one that is written, once for the whole invoice or at every amount, else
 * `defaultCurrency`. A signature mark (`--`) ends the invoice.
 */
export function readInvoice(lines: readonly NumberedLine[], defaultCurrency: Currency | null): InvoiceReading {
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const end = filled.findIndex(({ text }) => isSignatureMark(text.trim()));
  const given = end === -1 ? filled : filled.slice(0, end);
  if (given.length > MAX_LINES) return refuse('too-many-lines', []);
  const first = readLines(given, defaultCurrency);
  const written = writtenCurrencies(first);
  const [only] = written;
  const read = written.size === 1 && only !== undefined && only !== defaultCurrency ? readLines(given, only) : first;
  return judge(read, transcriptOf(read));
}

/** In a line of columns a blank between figures may be one between columns: `Total   3   810` is not 3,810. */
const BETWEEN_FIGURES = /(?<=[0-9]) (?=[0-9])/g;

/** Up to the first line too many: what stands below it changes nothing. */
function readLines(given: readonly NumberedLine[], currency: Currency | null): ReadLine[] {
  const read: ReadLine[] = [];
  let lines = 0;
  for (const [at, { line, text, apart = false }] of given.entries()) {
    const found = readInvoiceLine(apart ? text.replace(BETWEEN_FIGURES, ' | ') : text, currency);
    const reading: LineReading = found.kind === 'unreadable' && !beginsLikeSum(text) && isOnPaper(text.trim(), given[at + 1]?.text.trim() ?? '') ? { kind: 'prose' } : found;
    read.push({ line, text, reading });
    if (reading.kind === 'line') lines += 1;
    if (lines > MAX_INVOICE_LINES) break;
  }
  return read;
}

function writtenCurrencies(read: readonly ReadLine[]): Set<Currency> {
  return new Set(read.flatMap(({ reading }) => ('writtenCurrency' in reading && reading.writtenCurrency !== null ? [reading.writtenCurrency] : [])));
}

function judge(read: readonly ReadLine[], transcript: Transcript): InvoiceReading {
  const judged = judgeLines(read, transcript);
  // Of too many lines only the first were read: their sum says nothing.
  return judged.ok || judged.code === 'too-many-lines' ? judged : { ...judged, ...whatWasRead(read) };
}

/** For the answer to a merchant who made a mistake. */
function whatWasRead(read: readonly ReadLine[]): Pick<InvoiceReading & { ok: false }, 'added' | 'number' | 'totals' | 'currencies'> {
  const amounts = read.flatMap(({ reading }) => (reading.kind === 'line' && reading.line.kind !== 'subtotal' ? [reading.line.amount] : []));
  const totals = read.flatMap(({ reading }) => (reading.kind === 'total' ? [reading.amount] : []));
  const currencies = [...new Set([...amounts, ...totals].map(({ currency }) => currency))];
  const [currency] = currencies;
  const sum = amounts.reduce((minor, amount) => minor + amount.minor, 0n);
  const added = amounts.length === 0 || currency === undefined || currencies.length > 1 ? null : money(currency, within(sum));
  return { added, number: numberIn(read), totals, currencies: currencies.length > 1 ? currencies : [] };
}

function judgeLines(read: readonly ReadLine[], transcript: Transcript): InvoiceReading {
  const lines = read.flatMap(({ reading }) => (reading.kind === 'line' ? [reading.line] : []));
  const totals = read.flatMap(({ reading }) => (reading.kind === 'total' ? [reading.amount] : []));
  const broken = read.find(({ reading }) => reading.kind === 'unreadable')?.reading;
  if (lines.length > MAX_INVOICE_LINES) return refuse('too-many-lines', transcript);
  if (broken?.kind === 'unreadable') {
    const ambiguous = broken.amount?.ok === false && broken.amount.code === 'ambiguous';
    return { ...refuse(ambiguous ? 'ambiguous-amount' : 'unreadable-amount', transcript), amount: broken.amount };
  }
  const [total] = totals;
  if (total === undefined) return refuse('no-total', transcript);
  if (totals.length > 1) return refuse('two-totals', transcript);
  if (lines.some((line) => line.amount.currency !== total.currency)) return refuse('mixed-currencies', transcript);
  if (total.minor <= 0n) return refuse('not-positive', transcript);
  const added = lines.filter((line) => line.kind !== 'subtotal');
  const sum = added.reduce((minor, line) => minor + line.amount.minor, 0n);
  if (added.length > 0 && sum !== total.minor) return { ...refuse('sum-differs', transcript), sums: { lines: money(total.currency, within(sum)), total } };
  return { ok: true, invoice: { number: numberIn(read), lines, total }, transcript };
}

const numberIn = (read: readonly ReadLine[]): string | null => read.flatMap(({ reading }) => (reading.kind === 'number' ? [reading.number] : []))[0] ?? null;

/** A sum that is refused anyway is shown no further than money goes. */
const within = (sum: bigint): bigint => (sum > MAX_MINOR ? MAX_MINOR : sum < -MAX_MINOR ? -MAX_MINOR : sum);

const refuse = (code: InvoiceRefusal, transcript: Transcript): InvoiceReading & { ok: false } => ({ ok: false, code, sums: null, amount: null, added: null, number: null, totals: [], currencies: [], transcript });

function transcriptOf(read: readonly ReadLine[]): Transcript {
  let numbered = false;
  return read.map(({ line, text, reading }) => {
    const readAs = reading.kind === 'number' && numbered ? 'not read' : describe(reading);
    numbered ||= reading.kind === 'number';
    return { line, text, readAs };
  });
}

function describe(reading: LineReading): string {
  switch (reading.kind) {
    case 'prose':
      return 'not read';
    case 'number':
      return `invoice number ${reading.number}`;
    case 'total':
      return `total ${formatMoney(reading.amount)}`;
    case 'line':
      return describeLine(reading.line);
    case 'unreadable':
      return describeAmount(reading.amount);
    default:
      return reading satisfies never;
  }
}

function describeLine({ kind, quantity, unit, amount }: InvoiceLine): string {
  if (kind === 'subtotal') return `subtotal ${formatAmount(amount)}, not added`;
  if (quantity === null) return `${kind} ${formatAmount(amount)}`;
  return unit === null ? `${kind} ${quantity} for ${formatAmount(amount)}` : `${kind} ${quantity} × ${formatAmount(unit)} = ${formatAmount(amount)}`;
}

function describeAmount(amount: AmountReading | null): string {
  if (amount === null || amount.ok) return 'ends with an amount, but is no line that the bank knows';
  return amount.readings.length > 0 ? `${amount.found}: ${amount.readings.join(' or ')}?` : `${amount.found}: ${amount.code}`;
}
