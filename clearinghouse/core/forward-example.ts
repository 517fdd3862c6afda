/**
 * The merchant's own lines, corrected: what to copy instead of an example about tea. Nothing is guessed: a correction is offered only where the
 * reader of invoices takes it, and a sum is never theirs to choose unless their own lines add up to it.
 */
import { beginsLikeConsent } from '../protocol/consent.ts';
import { numberedLines, readInvoice, type InvoiceReading } from '../protocol/invoice.ts';
import { compare, formatAmount, type Currency, type Money } from '../protocol/money.ts';
import { normaliseLine } from '../protocol/normalise.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN, type TextReading } from '../protocol/reading.ts';
import { merchantCurrency, type ClaimParts, type ClaimReading } from './claims.ts';
import type { ForwardHelp } from './notice.ts';
import type { Language } from './party.ts';
import type { Order } from './payment.ts';
import type { RefusalCode } from './refusals.ts';

/** A forward that held the order and was refused all the same. `text`: all of the forward. */
export type Attempt = Pick<ClaimParts, 'desk' | 'order' | 'merchant' | 'words' | 'secretLines'> & { readonly read: ClaimReading; readonly text: TextReading | null };

type Example = ForwardHelp['examples'][number];
type Line = { readonly text: string; readonly readAs: string };

const MAX_LINES = 20;
/** Beyond it a line would be broken in a mail, and what is copied must not be. */
const MAX_COLUMNS = 56;
const TOTAL: Readonly<Record<Language, string>> = { en: 'Total: ', ja: '合計：' };

const isWanted = ({ readAs }: Line): boolean => /^(invoice number|item|shipping|tax|discount|subtotal) /.test(readAs);
const isTotal = ({ readAs }: Line): boolean => readAs.startsWith('total ');
const isProse = ({ readAs }: Line): boolean => readAs === 'not read';

/** Examples for this refusal, none where nothing can be said for sure. */
export function examplesFor(attempt: Attempt, code: RefusalCode, language: Language): readonly Example[] {
  const { invoice, file } = attempt.read;
  const currency = merchantCurrency(attempt.desk, attempt.merchant);
  const transcript = invoice.transcript.filter((line) => !isProse(line));
  const under = (lines: readonly Line[], total: Money): readonly string[] => [...lines.filter(isWanted).map(({ text }) => text), totalLine(total, language)];
  const candidates = candidatesFor({ attempt, code, invoice, transcript, currency, under, file: file?.ok === true ? file.total : null });
  return candidates.filter((lines) => isTaken(lines, currency)).map(shownAs);
}

const totalLine = (total: Money, language: Language): string => `${TOTAL[language]}${formatAmount(total)} ${total.currency}`;

type Question = {
  readonly attempt: Attempt;
  readonly code: RefusalCode;
  readonly invoice: InvoiceReading;
  readonly transcript: readonly Line[];
  readonly currency: Currency | null;
  readonly under: (lines: readonly Line[], total: Money) => readonly string[];
  /** The total of a file that can be taken. */
  readonly file: Money | null;
};

function candidatesFor({ attempt, code, invoice, transcript, currency, under, file }: Question): readonly (readonly string[])[] {
  const added = invoice.ok ? null : invoice.added;
  switch (code) {
    case 'no-total':
      if (added !== null) return [under(transcript, added)];
      return misplacedOf(attempt).length > 0 ? [misplacedOf(attempt)] : [];
    case 'sum-differs':
    case 'not-positive':
      return added === null ? [] : [under(transcript, added)];
    case 'two-totals':
      return added !== null ? [under(transcript, added)] : distinct(invoice.ok ? [] : invoice.totals).map((total) => under(transcript, total));
    case 'amount-ambiguous':
    case 'amount-unreadable':
      return firstTaken(rewritten(transcript, added), currency);
    case 'secret-in-invoice':
      return [withoutSecret(attempt, transcript)];
    case 'consent-in-invoice':
      return [transcript.filter((line) => !/^invoice number /.test(line.readAs)).map(({ text }) => text)];
    case 'invoice-differs':
      return file === null || otherCurrency(attempt.read, file) || transcript.some((line) => isWanted(line) && !line.readAs.startsWith('invoice number ')) ? [] : [under([], file)];
    case 'invoice-file':
      return [transcript.map(({ text }) => text)];
    default:
      return [];
  }
}

const otherCurrency = (read: ClaimReading, file: Money): boolean => !read.ok && read.differs !== null && read.differs.sums !== null && read.differs.sums.text.currency !== file.currency;

/** Lines that are right as they stand, where only the order is missing beside them. */
export const asTyped = (invoice: InvoiceReading, currency: Currency | null): readonly Example[] =>
  [invoice.transcript.filter((line) => !isProse(line)).map(({ text }) => text)].filter((lines) => isTaken(lines, currency)).map(shownAs);

const distinct = (totals: readonly Money[]): readonly Money[] => totals.filter((total, at) => totals.findIndex((one) => one.currency === total.currency && compare(one, total) === 0) === at).slice(0, 3);

function firstTaken(candidates: readonly (readonly string[])[], currency: Currency | null): readonly (readonly string[])[] {
  const taken = candidates.find((lines) => isTaken(lines, currency));
  return taken === undefined ? [] : [taken];
}

/** Ways to write the lines that could not be read; one of them may be taken, the total proves it. */
function rewritten(transcript: readonly Line[], added: Money | null): readonly (readonly string[])[] {
  const ways = [asRead, withDecimals, withoutDecimals, asItem, (): string => ''];
  const all = ways.map((way) => transcript.map((line) => (isWanted(line) || isTotal(line) ? line.text : way(line))).filter((text) => text !== ''));
  return added === null ? all.slice(0, -1) : all;
}

/** `Total: 1.080 EUR` was read as `1.080 EUR: EUR 1,080.00 or EUR 1.080?`: the first is how that number is written without doubt. */
function asRead({ text, readAs }: Line): string {
  const [, found = '', whole = ''] = /^(.+?): ([A-Z]{3} [0-9.,]+) or .*\?$/.exec(readAs) ?? [];
  return found === '' || !text.includes(found) ? text : text.replace(found, `${whole.slice(4)} ${whole.slice(0, 3)}`);
}

const DECIMALS = /([0-9])[.,]([0-9]{1,3})(?=[^0-9]*$)/;
const withDecimals = ({ text }: Line): string => text.replace(DECIMALS, (_all, whole: string, decimals: string) => `${whole}.${decimals.padEnd(2, '0')}`);
const withoutDecimals = ({ text }: Line): string => text.replace(DECIMALS, (all: string, whole: string, decimals: string) => (/^0+$/.test(decimals) ? whole : all));
/** `Sencha 2,160`: no line that the bank knows, but for its quantity. */
const asItem = ({ text }: Line): string => text.replace(/^([^0-9].*?):? ([^ ]*[0-9][^ ]*(?: [A-Z]{3})?)$/, '1 x $1 = $2');

/** The marks of passwords taken out; a label without a value goes as well. */
function withoutSecret({ words, secretLines }: Attempt, transcript: readonly Line[]): readonly string[] {
  const secret = new Set(words.filter(({ line }) => secretLines.includes(line)).map(({ text }) => text));
  return transcript.flatMap(({ text }) => {
    const plain = text.replace(MARKS, '').replace(/ {2,}/g, ' ').trim();
    return secret.has(text) && (/[:：]$/.test(plain) || plain === '') ? [] : [plain];
  });
}

const MARKS = new RegExp(`${SECRET_MARK_OPEN}[^${SECRET_MARK_CLOSE}]*${SECRET_MARK_CLOSE}|…`, 'gu');

/** A total below or within the forwarded order, and the lines around it that are not the buyer's. */
export function misplacedOf({ text, words, order, secretLines }: Pick<Attempt, 'text' | 'words' | 'order' | 'secretLines'>): readonly string[] {
  if (text === null) return [];
  const own = new Set(words.map(({ line }) => line));
  const theirs = wordsOfOrder(order);
  const others = numberedLines(text, [...text.lines.keys()]).map((one) => ({ ...one, text: one.text.replace(/^(?:[>|＞] ?)+/, '').trim() })).filter((one) => !own.has(one.line) && !theirs.has(one.text) && !secretLines.includes(one.line) && !text.separators.includes(one.line));
  const { transcript } = readInvoice(others, null);
  const found = transcript.some(isTotal) ? transcript : readInvoice(others, order.ceiling?.currency ?? null).transcript;
  return found.some(isTotal) ? found.filter((line) => isWanted(line) || isTotal(line)).map((line) => line.text).slice(0, MAX_LINES) : [];
}

const wordsOfOrder = ({ text }: Order): ReadonlySet<string> => new Set(text.lines.map((line) => line.replace(/^(?:[>|＞] ?)+/, '').trim()));

/** What is copied from a notice is read again: it must be an invoice, and no line of it an answer. */
function isTaken(lines: readonly string[], currency: Currency | null): boolean {
  if (lines.some((line) => beginsLikeConsent(line) || line.includes(SECRET_MARK_OPEN) || line.includes('…'))) return false;
  const read = readInvoice(lines.map((text, line) => ({ line, text: normaliseLine(text) })), currency);
  return read.ok && !(read.invoice.number !== null && beginsLikeConsent(read.invoice.number));
}

function shownAs(lines: readonly string[]): Example {
  const fits = lines.length <= MAX_LINES && lines.every((line) => [...line].length <= MAX_COLUMNS);
  return fits ? { whole: true, lines } : { whole: false, lines: lines.slice(-1) };
}
