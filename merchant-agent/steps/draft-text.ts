import { formatAmount } from '../../clearinghouse/protocol/money.ts';
import { invoiceText, invoiceTrouble } from '../invoice/invoice-text.ts';
import type { Catalogue, OpenPoint, PricedOrder } from '../order/order.ts';
import type { DraftReason } from '../store/order-state.ts';
import type { OrderRow } from '../store/store.ts';
import { draftWords } from './draft-words.ts';
import type { DraftWords } from './draft-words.ts';
import { invoiceFactsOf } from './invoice-facts.ts';
import type { Doubt } from './order-mail.ts';
import type { Shop } from './shop.ts';
import { plainLine } from './tell-text.ts';

/** What a draft is written for. `told` is what the bank or the mail server said; `problem` answers a reply that was not taken. */
export type DraftCause = { readonly reason: DraftReason; readonly code: string | null; readonly told: string | null };

export type Problem = { readonly kind: keyof DraftWords['problems']; readonly readAs: readonly (readonly [text: string, readAs: string])[]; readonly fault: string | null };

/** Between these two stand the lines that can be edited, also where an answer quotes them back. */
export const LINES_BEGIN = '[lines]';
export const LINES_END = '[/lines]';

/** Any number that fits: a draft has none yet. */
const NO_NUMBER = 'X-1';

/**
 * The draft's text: why, what was read line by line, what is open with what it may mean, the lines as they would be forwarded, how to answer. No password
 * stands in it: `detail` holds none. A customer's words stand behind `| `.
 */
export function draftText(shop: Shop, order: OrderRow, cause: DraftCause, catalogue: Catalogue | null, problem: Problem | null): readonly string[] {
  const words = draftWords(shop.language);
  const { detail } = order;
  const at = new Intl.DateTimeFormat(shop.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: shop.timeZone }).format(order.receivedAt);
  return [
    ...(problem === null ? [] : problemLines(words, problem)),
    `${words.intro(order.buyer, at)} ${words.sent(cause.reason)}`,
    '',
    whyLine(words, cause),
    ...detail.doubts.map((doubt) => `- ${words.doubts[doubt as Doubt] ?? doubt}`),
    ...(detail.doubts.includes('not-authenticated') ? [words.unproved] : []),
    ...(cause.told === null ? [] : ['', words.says[cause.reason === 'bank-refused' ? 'bank' : 'server'], ...cause.told.split('\n').map((line) => `| ${plainLine(line)}`)]),
    '',
    words.wrote,
    ...wroteLines(order),
    ...toldLines(words.apart, detail.apart),
    ...toldLines(words.shown, detail.doubts.includes('text-doubtful') ? (detail.shown ?? []) : []),
    ...openLines(words, detail.reading?.open ?? [], catalogue),
    '',
    ...forwardLines(shop, order, words, catalogue),
    '',
    ...words.how,
    '',
    words.see(order.id),
  ];
}

/** A code is for programs: where the bank's own words follow they say what it stands for, and may say it more exactly. */
const whyLine = (words: DraftWords, { reason, code, told }: DraftCause): string => `${words.why} ${words.reasons[reason]}${code === null || told !== null ? '' : ` (${code})`}`;

function problemLines(words: DraftWords, { kind, readAs, fault }: Problem): readonly string[] {
  const read = readAs.map(([text, as]) => `| ${plainLine(text)}   → ${plainLine(as)}`);
  return [`${words.notTaken} ${words.problems[kind]}`, ...(fault === null ? [] : [`- ${plainLine(fault)}`]), ...(read.length === 0 ? [] : [words.readAs, ...read]), ''];
}

function wroteLines({ detail }: OrderRow): readonly string[] {
  const notes = new Map((detail.reading?.notes ?? []).map((note) => [note.line, note.readAs]));
  return detail.lines.map((line, at) => {
    const as = notes.get(at);
    return `| ${plainLine(line)}${as === undefined || as === '' ? '' : `   → ${plainLine(as)}`}`;
  });
}

const toldLines = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', title, ...lines.slice(0, 40).map((line) => `| ${plainLine(line)}`)]);

function openLines(words: DraftWords, open: readonly OpenPoint[], catalogue: Catalogue | null): readonly string[] {
  if (open.length === 0) return [];
  const points = open.flatMap((point) => [`- ${point.text === '' ? '' : `“${plainLine(point.text)}”: `}${words.points[point.reason]}`, ...candidateLines(words, point, catalogue)]);
  return ['', words.open, ...points];
}

function candidateLines(words: DraftWords, { candidates }: OpenPoint, catalogue: Catalogue | null): readonly string[] {
  return candidates.slice(0, 8).flatMap(({ sku, quantity }) => {
    const item = catalogue?.items.find((one) => one.sku === sku);
    return item === undefined ? [] : [`    ${words.candidates} ${quantity ?? 1} x ${item.names[0] ?? sku} @ ${formatAmount(item.unit)}`];
  });
}

function forwardLines(shop: Shop, order: OrderRow, words: DraftWords, catalogue: Catalogue | null): readonly string[] {
  const { priced } = order.detail;
  if (priced !== null) {
    const lines = editableLines(shop, order, priced);
    if (lines !== null) return [words.lines, '', LINES_BEGIN, ...lines, LINES_END];
  }
  const [item] = catalogue?.items ?? [];
  const example = item === undefined ? [] : [`    1 x ${item.names[0] ?? item.sku} @ ${formatAmount(item.unit)}`, `    Total: ${formatAmount(item.unit)} ${item.unit.currency}`];
  return [words.noLines, '', ...example];
}

/** The invoice without its number and its taxes, which follow from the rates; null where it can't be written. */
export function editableLines(shop: Shop, order: OrderRow, priced: PricedOrder): readonly string[] | null {
  const facts = invoiceFactsOf(shop, order, priced, NO_NUMBER, order.receivedAt);
  if (invoiceTrouble(facts) !== null) return null;
  const lines = invoiceText(facts);
  return [...lines.slice(1, 1 + priced.lines.length), ...lines.slice(-1)];
}
