/** The mail to whoever packs: what, for whom, by which invoice, and that the payment was checked. */
import { formatMoney } from '../../clearinghouse/protocol/money.ts';
import type { MailDraft } from '../../clearinghouse/protocol/letter.ts';
import { normalise } from '../../clearinghouse/protocol/normalise.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from '../../clearinghouse/protocol/reading.ts';
import { maskSecrets } from '../../clearinghouse/protocol/secret-places.ts';
import { passwordMasks } from '../../clearinghouse/protocol/text-reading.ts';
import { invoiceName } from '../invoice/invoice-words.ts';
import type { PaidOrder } from './paid-order.ts';

export type ShipFacts = {
  readonly order: PaidOrder;
  /** The text of the order as the buyer wrote it: it tells where to, and what a packer should know. Passwords in it are masked here. */
  readonly words: string;
  readonly from: { readonly name: string; readonly address: string };
  /** The shipping department. */
  readonly to: string;
  /** Without angle brackets; the same for the same order, so that a second sending is a duplicate. */
  readonly messageId: string;
  readonly date: number;
  /** Of the times in the mail. */
  readonly timeZone: string;
  readonly language: 'en' | 'ja';
};

type Words = {
  readonly subject: (invoice: string) => string;
  readonly please: string;
  readonly rows: readonly [buyer: string, invoice: string, reference: string, paid: string];
  readonly paid: (total: string, at: string | null) => string;
  readonly checked: (entry: string) => readonly string[];
  readonly wrote: string;
};

const words: Readonly<Record<ShipFacts['language'], Words>> = {
  en: {
    subject: (invoice) => `Ship: invoice ${invoice}`,
    please: 'Please ship:',
    rows: ['For', 'Invoice', 'Reference', 'Paid'],
    paid: (total, at) => (at === null ? total : `${total} at ${at}`),
    checked: (entry) => ['Checked: signature of the bank and board proof', `(${entry}).`],
    wrote: 'The customer wrote:',
  },
  ja: {
    subject: (invoice) => `発送してください：請求書番号 ${invoice}`,
    please: '次の商品を発送してください。',
    rows: ['お客様', '請求書番号', '参照番号', '支払い'],
    paid: (total, at) => (at === null ? total : `${total}（${at}）`),
    checked: (entry) => ['確認済み：銀行の署名と、掲示板の証明', `（${entry}）`],
    wrote: 'お客様のご注文の文面：',
  },
};

/** Complete but for its signature. The same facts give the same draft. */
export function shipMail(facts: ShipFacts): MailDraft {
  const { order, from, to, messageId, date, language } = facts;
  const text = textOf(facts);
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body><pre style="white-space: pre-wrap">${escaped(text)}</pre></body></html>\n`;
  return { from, to, replyTo: null, subject: `${words[language].subject(oneLine(order.invoice))} [${order.reference}]`, messageId, inReplyTo: null, references: [], date, autoSubmitted: 'auto-generated', text, html, attachments: [] };
}

const oneLine = (text: string): string => invoiceName(text, '?');
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `2026-11-21 11:04`, with the zone: read in every language alike. */
const localTime = (at: number, timeZone: string): string => `${new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at)} (${timeZone})`;

function textOf({ order, words: written, timeZone, language }: ShipFacts): string {
  const { please, rows, paid, checked, wrote } = words[language];
  const buyer = order.buyer.name === null ? order.buyer.address : `${oneLine(order.buyer.name)} <${order.buyer.address}>`;
  const values = [buyer, oneLine(order.invoice), order.reference, paid(formatMoney(order.total), order.paidAt === null ? null : localTime(order.paidAt, timeZone))];
  const goods = order.lines.filter(({ sku }) => sku !== null).map(({ quantity, name, sku }) => `    ${quantity} x ${oneLine(name)}${sku === null ? '' : `  [${oneLine(sku)}]`}`);
  const lines = [please, '', ...goods, '', ...values.map((value, at) => `${rows[at] ?? ''}: ${value}`), '', ...checked(order.entry), '', wrote, ...orderWords(written).map((line) => `> ${line}`)];
  return `${lines.join('\n')}\n`;
}

const MAX_LINES = 200;
const MAX_LINE = 400;
const MARKED = new RegExp(`${SECRET_MARK_OPEN}[^${SECRET_MARK_CLOSE}]*${SECRET_MARK_CLOSE}`, 'g');

/** The order's lines, cleaned and without its passwords: who packs needs none, and their mailbox is one more place to lose it from. */
function orderWords(written: string): readonly string[] {
  const { lines } = normalise(written.slice(0, MAX_LINES * MAX_LINE));
  const masks = passwordMasks(lines);
  return lines.slice(0, MAX_LINES).map((line) => [...maskSecrets(line, masks).replace(MARKED, '…')].slice(0, MAX_LINE).join(''));
}
