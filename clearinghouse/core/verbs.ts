/**
 * What a scheme can do with a payment: set money aside, ask, free, pay, end. Each verb keeps money, entry, deadlines, keys and notices
 * of one change together, so that no scheme can do the half of it.
 */
import { macOf } from '../protocol/mac.ts';
import { negate, subtract, type Money } from '../protocol/money.ts';
import { available, partyAccountId, type Account } from './account.ts';
import { base32 } from './context.ts';
import type { DeadlineKind } from './decision.ts';
import { accountOf, accountsOf, drawId, effect, partyOf, paymentsWith, savePayment, type Desk } from './desk.ts';
import { writeEntry } from './entries.ts';
import { takeFee } from './fee.ts';
import { dayOf, firstPaidKey, fundsKey, mailKey, paidInvoiceKey, paidDayKey, tokenKey } from './keys.ts';
import { matched, type Matched } from './matched.ts';
import type { EntryProof, NoticeFacts } from './notice.ts';
import type { Released } from './road-notice.ts';
import { nameOf, oweOthers, oweSide, questionAddress, reachable, shownReference } from './owe.ts';
import { HoldsPaused, holdsPaused } from './paused.ts';
import { numberAsked, questionFacts } from './question-facts.ts';
import { isOpen, type EndReason, type Order, type Payment, type PaymentState, type Question, type Side } from './payment.ts';

export { matched, type Matched } from './matched.ts';

const MOST_TOLD = 3;

export function withKeys(payment: Payment, add: readonly string[], remove: readonly string[] = []): Payment {
  return { ...payment, keys: [...new Set([...payment.keys.filter((key) => !remove.includes(key)), ...add])] };
}

export function deadline(desk: Desk, payment: Payment, kind: DeadlineKind, at: number | null): void {
  effect(desk, { kind: 'deadline', paymentId: payment.id, deadline: kind, at });
}

export function buyerAccount(desk: Desk, payment: Matched): Account {
  const account = accountOf(desk.facts, partyAccountId(payment.buyer.party, payment.claim.total.currency));
  if (account === null) throw new Error(`payment ${payment.reference}: the buyer has no account in ${payment.claim.total.currency}`);
  return account;
}

/** What the account has available for this payment, counting what it holds already. */
export function canHold(desk: Desk, payment: Matched): boolean {
  return available(buyerAccount(desk, payment)).minor >= payment.claim.total.minor;
}

/** Frees what is held; the amount is that of the claim as it stands in the payment. Null where nothing was held. */
export function release(desk: Desk, payment: Payment): Money | null {
  if (payment.state.name !== 'awaiting-answer') return null;
  const held = matched(payment);
  effect(desk, { kind: 'released', paymentId: held.id, account: buyerAccount(desk, held).id, amount: held.claim.total.minor, at: desk.context.now });
  return held.claim.total;
}

/** Keyed over reference, payee, amount, currency and deadline (design 2.3): any change of these makes another token. */
function questionToken(desk: Desk, payment: Matched, until: number): string {
  const { total } = payment.claim;
  const text = [payment.reference, payment.merchant.party, payment.merchant.address, total.minor, total.currency, until, payment.questions.length].join('|');
  return base32(macOf(desk.context.keys.token, text), 16);
}

/**
 * Sets the money aside and asks. The caller has seen that the account holds enough, and has freed what an older claim held. `withNumber`: the answer needs
 * the next number of the buyer's card, too.
 */
export function holdAndAsk(desk: Desk, before: Payment, until: number, replaces: Money | null, withNumber: boolean): Payment {
  if (holdsPaused(desk)) throw new HoldsPaused();
  const payment = matched(before);
  effect(desk, { kind: 'held', paymentId: payment.id, account: buyerAccount(desk, payment).id, amount: payment.claim.total.minor, at: desk.context.now });
  if (!alreadyAccepted(payment)) {
    writeEntry(desk, payment, 'accepted');
  }
  const token = questionToken(desk, payment, until);
  const question: Question = { token, messageIds: [], total: payment.claim.total, askedAt: desk.context.now, ...(withNumber ? { withNumber: true } : {}) };
  const asked = sendQuestion(desk, { ...payment, questions: [...payment.questions, question] }, until, replaces ?? askedBefore(payment), false);
  const state: PaymentState = { name: 'awaiting-answer', until };
  const next = savePayment(desk, withKeys({ ...asked, state }, [tokenKey(token)], [fundsKey(buyerAccount(desk, payment).id)]));
  deadline(desk, next, 'match', null);
  deadline(desk, next, 'tell-waiting', null);
  deadline(desk, next, 'answer', until + desk.context.policy.graceSpan);
  deadline(desk, next, 'remind', desk.context.now + Math.floor((until - desk.context.now) / 2));
  return next;
}

/** The newest question lies in the buyer's mailbox, void since its money was freed: the one that follows later says so too (9-rules 13). One for another shop was never this one's. */
const askedBefore = ({ questions }: Payment): Money | null => {
  const last = questions.at(-1);
  return last === undefined || last.shop !== undefined ? null : last.total;
};

/** A payment has its `accepted` entry from its first question on. */
const alreadyAccepted = (payment: Payment): boolean => payment.questions.length > 0;

/** Sends the newest question (again); returns the payment that knows the new Message-ID, which the caller saves. */
export function sendQuestion(desk: Desk, before: Payment, until: number, replaces: Money | null, again: boolean): Payment {
  const payment = matched(before);
  const question = payment.questions.at(-1);
  if (question === undefined) throw new Error(`payment ${payment.reference} has no question`);
  const domain = desk.context.bank.paymentAddress.slice(desk.context.bank.paymentAddress.lastIndexOf('@') + 1);
  const messageId = `q.${again ? drawId(desk, 'question') : question.token}@${domain}`;
  const inReplyTo = payment.order.messageId;
  oweSide(desk, payment, payment.buyer, { ...questionFacts(desk, payment, until, replaces, again), ...numberAsked(desk, payment, question) }, { messageId, replyTo: questionAddress(desk, payment, question), inReplyTo });
  const copy = { kind: 'question-copy', reference: shownReference(payment), shop: nameOf(desk, payment.merchant), total: payment.claim.total, until, asked: payment.buyer.address } as const;
  const copies = again ? [] : oweOthers(desk, payment, payment.buyer, copy);
  const known = copies.length === 0 ? {} : { copyIds: copies.map((notice) => notice.messageId) };
  const questions = [...payment.questions.slice(0, -1), { ...question, ...known, messageIds: [...question.messageIds, messageId] }];
  return withKeys({ ...payment, questions }, [mailKey(messageId)]);
}

/** Matched, but the account does not hold enough: both are told, the claim waits for a deposit. `asks`: the buyer is asked then. */
export function waitForFunds(desk: Desk, before: Payment, until: number, asks: boolean): Payment {
  const payment = matched(before);
  const account = buyerAccount(desk, payment);
  const next = savePayment(desk, withKeys({ ...payment, state: { name: 'awaiting-funds', until } }, [fundsKey(account.id)]));
  deadline(desk, next, 'match', null);
  deadline(desk, next, 'tell-waiting', null);
  deadline(desk, next, 'remind', null);
  deadline(desk, next, 'answer', until + desk.context.policy.graceSpan);
  tellFundsShort(desk, next, asks);
  const common = { reference: shownReference(payment), total: payment.claim.total, until };
  oweSide(desk, payment, payment.merchant, { kind: 'funds-short-merchant', ...common, buyer: nameOf(desk, payment.buyer), invoice: payment.claim.invoice });
  return next;
}

export function tellFundsShort(desk: Desk, before: Payment, asks: boolean): void {
  const payment = matched(before);
  const free = available(buyerAccount(desk, payment));
  const until = payment.state.name === 'awaiting-funds' ? payment.state.until : desk.context.now;
  const facts: NoticeFacts = {
    kind: 'funds-short-buyer',
    reference: shownReference(payment),
    shop: nameOf(desk, payment.merchant),
    total: payment.claim.total,
    available: free,
    missing: subtract(payment.claim.total, free),
    until,
    asks,
  };
  oweSide(desk, payment, payment.buyer, facts, { inReplyTo: payment.order.messageId });
}

/**
 * The consent is there: frees the hold, moves the money, writes the entry, owes the receipts, all in this one decision. `consent`: an answer to the
 * question, or what the buyer had sent before, which the receipt names.
 */
export function settle(desk: Desk, before: Payment, consent: 'answer' | 'before'): Payment {
  const payment = matched(before);
  release(desk, payment);
  const { total } = payment.claim;
  const transferId = `t.${payment.reference}`;
  const from = buyerAccount(desk, payment).id;
  const to = partyAccountId(payment.merchant.party, total.currency);
  const postings = [{ account: from, amount: negate(total).minor }, { account: to, amount: total.minor }];
  effect(desk, { kind: 'transferred', transfer: { id: transferId, kind: 'payment', currency: total.currency, paymentId: payment.id, at: desk.context.now, reference: shownReference(payment), by: [], postings } });
  const fee = takeFee(desk, payment, payment.merchant.party, total);
  writeEntry(desk, payment, 'settled');
  effect(desk, { kind: 'tallied', scope: `party:${payment.buyer.party}`, name: `spent:${total.currency}`, day: dayOf(desk.context.now), amount: total.minor });
  const next = savePayment(desk, closed({ ...payment, state: { name: 'settled', at: desk.context.now, transferId } }, settledKeys(desk, payment)));
  clearDeadlines(desk, next);
  oweReceipts(desk, matched(next), fee, consent === 'before' ? releasedBy(payment) : null);
  return next;
}

function settledKeys(desk: Desk, payment: Matched): readonly string[] {
  const buyer = payment.buyer.party;
  const merchant = payment.merchant.party;
  const keys = [paidDayKey(buyer, merchant, dayOf(desk.context.now), payment.claim.total)];
  if (payment.claim.invoice !== null) keys.push(paidInvoiceKey(merchant, payment.claim.invoice));
  if (paymentsWith(desk.facts, [firstPaidKey(buyer, merchant)]).length === 0) keys.push(firstPaidKey(buyer, merchant));
  return keys;
}

const releasedBy = ({ roads, order }: Matched): Released => ({ cheque: roads?.cheque?.serial ?? null, post: (roads?.post ?? null) !== null, number: order.card !== undefined });

function oweReceipts(desk: Desk, payment: Matched, fee: Money | null, released: Released | null): void {
  const { boardEnabled } = desk.context.policy;
  const entry: EntryProof = { kind: boardEnabled ? 'board' : 'none' };
  const waitsForEntry = boardEnabled ? `${payment.reference}.settled` : null;
  const { invoice, lines, total } = payment.claim;
  const common = { reference: shownReference(payment), orderedAt: payment.order.orderedAt, invoice, lines, total, paidAt: desk.context.now, entry };
  const ofBuyer: NoticeFacts = { kind: 'receipt-buyer', ...common, shop: nameOf(desk, payment.merchant), payer: payment.buyer.address, ...(released === null ? {} : { released }), balance: balanceFor(desk, payment.buyer, total) };
  oweSide(desk, payment, payment.buyer, ofBuyer, { inReplyTo: payment.order.messageId, waitsForEntry });
  oweOthers(desk, payment, payment.buyer, { ...ofBuyer, balance: null }, { waitsForEntry });
  const ofMerchant: NoticeFacts = { kind: 'receipt-merchant', ...common, buyer: nameOf(desk, payment.buyer), fee, balance: balanceFor(desk, payment.merchant, total) };
  oweSide(desk, payment, payment.merchant, ofMerchant, { waitsForEntry });
}

/** Opt-in, as of this decision. */
function balanceFor(desk: Desk, side: Side, like: Money): Money | null {
  if (!partyOf(desk, side.party).balanceInReceipts) return null;
  const account = accountsOf(desk.facts, side.party).find((one) => one.currency === like.currency);
  return account === undefined ? null : { currency: account.currency, minor: account.balance };
}

/** What happens after the deadline and its grace comes too late, also where the deadline itself was not looked at yet. */
export function hasLapsed(desk: Desk, payment: Payment): boolean {
  const { state } = payment;
  return state.name !== 'settled' && state.name !== 'ended' && desk.at > state.until + desk.context.policy.graceSpan;
}

/** A forward that waited for its order waits no more: it does not count towards its shop's cap. */
export function earlyDone(desk: Desk, payment: Payment): void {
  if (payment.state.name !== 'awaiting-order' || payment.merchant === null) return;
  effect(desk, { kind: 'tallied', scope: `party:${payment.merchant.party}`, name: 'early-forward', day: dayOf(payment.openedAt), amount: -1n });
}

/** The payment ends without money moving; whoever took part is told. */
export function end(desk: Desk, before: Payment, reason: EndReason): Payment {
  const freed = release(desk, before);
  earlyDone(desk, before);
  if (before.questions.length > 0) writeEntry(desk, before, 'returned');
  const next = savePayment(desk, closed({ ...before, state: { name: 'ended', at: desk.context.now, reason } }, []));
  clearDeadlines(desk, next);
  tellEnd(desk, next, freed, reason);
  return next;
}

/** Closes a forward that waits for its order, without a word: whoever closes it has told the merchant already. */
export function dropEarly(desk: Desk, payment: Payment, reason: EndReason): void {
  earlyDone(desk, payment);
  const next = savePayment(desk, closed({ ...payment, state: { name: 'ended', at: desk.context.now, reason } }, []));
  clearDeadlines(desk, next);
}

function tellEnd(desk: Desk, payment: Payment, freed: Money | null, reason: EndReason): void {
  const { buyer, merchant, order, claim } = payment;
  const total = claim?.total ?? null;
  const reference = shownReference(payment);
  if (buyer !== null) {
    const shop = merchant !== null ? nameOf(desk, merchant) : order === null ? null : namedShop(desk, order);
    // A cheque or a post whose order never came began when it came.
    const facts = { kind: 'ended-buyer', reference, shop, orderedAt: order?.orderedAt ?? payment.openedAt, total, freed, reason, at: desk.context.now } as const;
    const options = { inReplyTo: order?.messageId ?? null };
    // Where the question did not arrive no word does; the others have read that an answer is waited for.
    if (reason === 'undeliverable') oweOthers(desk, payment, buyer, facts, options);
    else oweSide(desk, payment, buyer, facts, options);
  }
  const named = order !== null && buyer !== null ? namedSides(desk, order) : [];
  // An order that names many shops is not passed on to all of them.
  const told = merchant !== null ? [merchant] : named.length <= MOST_TOLD ? named : [];
  // The address that the order names may be gone since, or somebody else's.
  for (const side of told.flatMap((one) => reachable(desk, one) ?? [])) {
    const known = buyer === null ? null : nameOf(desk, buyer);
    oweSide(desk, payment, side, { kind: 'ended-merchant', reference, buyer: known, invoice: claim?.invoice ?? null, total, reason, at: desk.context.now });
  }
}

/** The shops that an order names, each at the address that it names. */
export function namedSides(desk: Desk, order: Order): readonly Side[] {
  return order.named.flatMap((side) => (desk.facts.parties.has(side.party) ? [side] : []));
}

export function namedShop(desk: Desk, order: Order): { name: string; address: string } | null {
  const sides = namedSides(desk, order);
  return sides.length === 1 && sides[0] !== undefined ? nameOf(desk, sides[0]) : null;
}

/** Keys that only an open payment has are dropped, those of what it became are added. */
function closed(payment: Payment, add: readonly string[]): Payment {
  const dropped = payment.keys.filter((key) => key.startsWith('open:') || key.startsWith('funds:') || key.startsWith('names:'));
  return withKeys(payment, add, dropped);
}

function clearDeadlines(desk: Desk, payment: Payment): void {
  if (isOpen(payment)) throw new Error(`payment ${payment.reference} is open`);
  for (const kind of ['tell-waiting', 'match', 'remind', 'answer'] as const) deadline(desk, payment, kind, null);
}
