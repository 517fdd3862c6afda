/** What is said of a refused forward: to the merchant what was read and what is missing, to the buyer what somebody tried with the order. */
import type { InvoiceReading } from '../protocol/invoice.ts';
import type { Money } from '../protocol/money.ts';
import { partyOf, savePayment, type Desk } from './desk.ts';
import type { TranscriptLine } from './notice.ts';
import { owe, oweSide, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import type { Payment } from './payment.ts';
import { publicSentence, type RefusalCode } from './refusals.ts';

export type Differs = { readonly missing: string; readonly found: string | null };

export type RefusedForward = {
  readonly payment: Payment | null;
  readonly code: RefusalCode;
  readonly to: Address;
  readonly subject: string;
  readonly messageId: string | null;
  readonly invoice?: InvoiceReading;
  readonly differs?: Differs;
};

const MAX_TRANSCRIPT = 60;
/** Bounds what one open order can make the bank write to its buyer. */
const MAX_WARNINGS = 3;

/** A refused forward is told once for each forward; never capped (9-rules 31). */
export function refuseForward(desk: Desk, refusal: RefusedForward): void {
  const { payment, code, to, invoice } = refusal;
  const language = partyOf(desk, to.party).language;
  const transcript: readonly TranscriptLine[] = (invoice?.transcript ?? []).slice(0, MAX_TRANSCRIPT).map(({ text, readAs }) => ({ text, readAs }));
  const facts = {
    kind: 'forward-refused',
    code,
    sentence: publicSentence(code, language),
    subject: refusal.subject.slice(0, 80),
    reference: payment === null ? null : shownReference(payment),
    transcript,
    sums: invoice !== undefined && !invoice.ok ? invoice.sums : null,
    readings: invoice !== undefined && !invoice.ok && invoice.amount !== null && !invoice.amount.ok ? invoice.amount.readings : [],
    differs: refusal.differs ?? null,
  } as const;
  owe(desk, to.address, language, facts, { paymentId: payment?.id ?? null, inReplyTo: refusal.messageId, reply: true });
}

/** Refusals that the buyer has to hear of: somebody else's hand in the order, or a shop that wants more than was allowed. */
const told: readonly RefusalCode[] = ['order-changed', 'order-unknown', 'claimed-by-other-shop', 'above-ceiling', 'above-limit', 'currency-differs', 'secret-in-invoice', 'consent-in-invoice'];

export function warnBuyer(desk: Desk, payment: Payment, code: RefusalCode, from: Address, total: Money | null, differs: Differs | null): void {
  const { buyer, order } = payment;
  if (buyer === null || order === null || !told.includes(code) || payment.refusedForwards >= MAX_WARNINGS) return;
  const facts = {
    kind: 'forward-warning',
    code,
    sentence: warningSentence(code, partyOf(desk, buyer.party).language),
    reference: shownReference(payment),
    from: { name: partyOf(desk, from.party).name, address: from.address },
    orderedAt: order.orderedAt,
    total,
    ceiling: order.ceiling,
    differs,
  } as const;
  oweSide(desk, payment, buyer, facts, { inReplyTo: order.messageId });
  savePayment(desk, { ...payment, refusedForwards: payment.refusedForwards + 1 });
}

/** The buyer reads of a foreign shop what the shop itself does not. */
function warningSentence(code: RefusalCode, language: 'en' | 'ja'): string {
  const foreign = code === 'order-unknown' || code === 'claimed-by-other-shop';
  if (!foreign) return publicSentence(code, language);
  return language === 'ja' ? 'あなたの注文が指定していない店が、あなたのパスワードを含む転送を送ってきました。' : 'A shop that your order is not for has sent us your order with your password.';
}
