/** What is said of a refused forward: to the merchant what was read and what is missing, to the buyer what somebody tried with the order. */
import type { InvoiceReading } from '../protocol/invoice.ts';
import { formatAmount, type Money } from '../protocol/money.ts';
import type { EInvoiceReading } from '../protocol/reading.ts';
import { accountsOf, partyOf, savePayment, type Desk } from './desk.ts';
import { merchantCurrency } from './claims.ts';
import { asTyped, examplesFor, misplacedOf, type Attempt } from './forward-example.ts';
import type { ForwardHelp, TranscriptLine } from './notice.ts';
import { oweSide, shownReference } from './owe.ts';
import type { Address, Language } from './party.ts';
import { isOpen, type Order, type Payment } from './payment.ts';
import { publicSentence, refusals, type RefusalCode } from './refusals.ts';
import { tellRefusal } from './tell-refusal.ts';

export type Differs = { readonly missing: string; readonly found: string | null };

export type RefusedForward = {
  readonly payment: Payment | null;
  readonly code: RefusalCode;
  readonly to: Address;
  readonly subject: string;
  readonly messageId: string | null;
  /** Mails that the forward answers or follows. */
  readonly thread?: readonly string[];
  /** What was read of the merchant's words, where it came to that. */
  readonly attempt?: Attempt;
  /** Likewise, where there is no order beside them. */
  readonly invoice?: InvoiceReading;
  readonly differs?: Differs;
};

const MAX_TRANSCRIPT = 60;
/** Bounds what one open order can make the bank write to its buyer. */
const MAX_WARNINGS = 3;

/** A refused forward is told once for each forward; never capped (9-rules 31). */
export function refuseForward(desk: Desk, refusal: RefusedForward): void {
  const { payment, code, to, attempt } = refusal;
  const invoice = attempt?.read.invoice ?? refusal.invoice;
  const language = partyOf(desk, to.party).language;
  const transcript: readonly TranscriptLine[] = (invoice?.transcript ?? []).slice(0, MAX_TRANSCRIPT).map(({ text, readAs }) => ({ text, readAs }));
  const bound = isBanksBound(code, attempt?.order ?? payment?.order ?? null);
  const facts = {
    kind: 'forward-refused',
    code,
    sentence: bound ? BANKS_BOUND[language] : publicSentence(code, language),
    subject: refusal.subject.slice(0, 80),
    reference: payment === null ? null : shownReference(payment),
    transcript,
    sums: invoice !== undefined && !invoice.ok ? invoice.sums : null,
    readings: invoice !== undefined && !invoice.ok && invoice.amount !== null && !invoice.amount.ok ? invoice.amount.readings : [],
    differs: refusal.differs ?? null,
    ...(bound ? { noCeiling: true } : {}),
    ...(code === 'address-too-new' ? { usableFrom: to.usableFrom } : {}),
    ...moreOf(desk, refusal, language),
  } as const;
  tellRefusal(desk, { address: to.address, language }, facts, { paymentId: payment?.id ?? null, inReplyTo: refusal.messageId }, refusal.thread ?? []);
}

function moreOf(desk: Desk, { attempt, invoice, code, to }: RefusedForward, language: Language): { readonly more?: ForwardHelp } {
  if (attempt !== undefined) return { more: helpFor(attempt, code, language) };
  return invoice === undefined ? {} : { more: { ...NO_HELP, examples: asTyped(invoice, merchantCurrency(desk, to)) } };
}

const NO_HELP: ForwardHelp = { file: null, sums: null, numbers: null, misplaced: [], currencies: [], examples: [] };

function helpFor(attempt: Attempt, code: RefusalCode, language: Language): ForwardHelp {
  const { read } = attempt;
  return {
    file: read.file === null ? null : fileShown(read.file),
    sums: read.ok ? null : (read.differs?.sums ?? null),
    numbers: read.ok ? null : (read.differs?.numbers ?? null),
    misplaced: code === 'no-total' ? misplacedOf(attempt) : [],
    currencies: currenciesOf(attempt, code),
    examples: examplesFor(attempt, code, language),
  };
}

function fileShown(file: EInvoiceReading): NonNullable<ForwardHelp['file']> {
  if (!file.ok) return { number: null, lines: [], trouble: file.code, sums: file.sums };
  const lines = file.lines.slice(0, MAX_TRANSCRIPT).map(({ text, amount }) => ({ text, readAs: formatAmount(amount) }));
  return { number: file.number, lines, trouble: null, sums: null };
}

/** Of the merchant's own account only; the buyer's is none of their business. */
function currenciesOf({ desk, merchant, read }: Attempt, code: RefusalCode): readonly string[] {
  if (code === 'mixed-currencies') return read.invoice.ok ? [] : read.invoice.currencies;
  if (code !== 'currency-differs' || !read.ok) return [];
  const own = accountsOf(desk.facts, merchant.party).map(({ currency }) => currency);
  const { currency } = read.claim.total;
  return own.includes(currency) ? [currency] : [currency, ...own];
}

/** Refusals that the buyer has to hear of: somebody else's hand in the order, a shop that wants more than was allowed, or one to which they have answered FRAUD and order from again. */
const told: readonly RefusalCode[] = ['order-changed', 'order-unknown', 'claimed-by-other-shop', 'above-ceiling', 'above-cheque', 'above-limit', 'wallet-needed', 'wallet-too-new', 'currency-differs', 'secret-in-invoice', 'consent-in-invoice', 'blocked-by-buyer'];

export function warnBuyer(desk: Desk, payment: Payment, code: RefusalCode, from: Address, total: Money | null, differs: Differs | null): void {
  const { buyer, order } = payment;
  if (buyer === null || order === null || !told.includes(code) || payment.refusedForwards >= MAX_WARNINGS) return;
  const facts = {
    kind: 'forward-warning',
    code,
    sentence: warningSentence(code, order, from, partyOf(desk, buyer.party).language),
    reference: shownReference(payment),
    from: { name: partyOf(desk, from.party).name, address: from.address },
    orderedAt: order.orderedAt,
    total,
    ceiling: order.ceiling,
    differs,
    ...(isOpen(payment) ? {} : { over: true as const }),
  } as const;
  oweSide(desk, payment, buyer, facts, { inReplyTo: order.messageId });
  savePayment(desk, { ...payment, refusedForwards: payment.refusedForwards + 1 });
}

type Sentence = { readonly en: string; readonly ja: string };

const FOREIGN: Sentence = { en: 'A shop that your order is not for has sent us your order with your password.', ja: 'あなたの注文が指定していない店が、あなたのパスワードを含む転送を送ってきました。' };

/** The order names this shop too, or none that we could be sure of: it may be the very one that the buyer has ordered from. */
const SECOND: Sentence = {
  en: 'Another shop had asked for this order before; this one has sent us the same order with your password. If it is this one that you ordered from, order again there with a new password.',
  ja: 'この注文には、先に別の店から請求がありました。今回の店も、同じ注文をあなたのパスワードとともに送ってきました。注文先がこちらの店であれば、新しいパスワードで注文し直してください。',
};

/** Where the catalogue speaks to the merchant, the buyer reads it from their own side. */
const toBuyer: { readonly [C in RefusalCode]?: Sentence } = {
  'order-unknown': FOREIGN,
  'claimed-by-other-shop': FOREIGN,
  'order-changed': { en: 'The order text in the forward is not what you wrote to us.', ja: '転送された注文文が、あなたから届いたものと異なります。' },
  'above-cheque': { en: 'The total is above what your cheque covers. The cheque stays good for what it covers.', ja: '合計があなたの小切手の金額を超えています。小切手は、その金額の範囲で有効なままです。' },
  'blocked-by-buyer': { en: 'You answered FRAUD to this shop before, so nothing is paid to it from your account. If that was a mistake, call us.', ja: 'この店には以前 FRAUD とのお返事をいただいたため、お客様の口座からこの店への支払いは行いません。お間違えの場合はお電話ください。' },
  'above-ceiling': { en: 'The total is above what you allowed for this order.', ja: '合計があなたの定めた上限を超えています。' },
};

const BANKS_BOUND: Sentence = { en: 'The total is above what an order without a line "Up to:" may cost here.', ja: '合計が、「上限：」の行のない注文で支払える額を超えています。' };

const ORDER_ANEW: Sentence = { en: ' If the total is right, order again with that line.', ja: '合計が正しければ、その行を書いて注文し直してください。' };

/** The buyer has set no ceiling, so the bank's own was met: nobody is told that it was the buyer's. */
const isBanksBound = (code: RefusalCode, order: Order | null): boolean => code === 'above-ceiling' && order !== null && order.ceiling === null;

const isSecond = (code: RefusalCode, { named }: Order, { party }: Address): boolean => code === 'claimed-by-other-shop' && (named.length === 0 || named.some((side) => side.party === party));

function warningSentence(code: RefusalCode, order: Order, from: Address, language: Language): string {
  if (isSecond(code, order, from)) return SECOND[language];
  return isBanksBound(code, order) ? BANKS_BOUND[language] + ORDER_ANEW[language] : (toBuyer[code] ?? refusals[code])[language];
}
