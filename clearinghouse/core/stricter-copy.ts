/**
 * Another copy of an order that is known already: a buyer who writes two mails may hide the ceiling from the shop (9-rules 4), and whoever brings
 * the bank the other copy first must gain nothing by it. Of two copies the stricter counts, in whatever order they come.
 */
import { compare } from '../protocol/money.ts';
import type { Reading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { find, partyOf, refused, savePayment, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { refuseForward, warnBuyer } from './forward-refusal.ts';
import { fundsKey, openKey } from './keys.ts';
import { nameOf, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import type { Order, Payment, Side } from './payment.ts';
import type { RefusalCode } from './refusals.ts';
import { aboveCeiling } from './rules/above-ceiling.ts';
import { currencyDiffers } from './rules/currency-differs.ts';
import { buyerAccount, deadline, hasLapsed, matched, release, withKeys, type Matched } from './verbs.ts';
import { tellRefusal } from './tell-refusal.ts';

/** The same words; the shops of one mail may be fewer than those of the other, or stand in one of them alone. */
export function sameOrder(a: Order, b: Order): boolean {
  return a.orderLines.join('\n') === b.orderLines.join('\n') && narrower(a.named, b.named) !== null;
}

/** The shops that both copies allow; an empty list allows any shop that holds the order. Null: no shop is in both. */
function narrower(a: readonly Side[], b: readonly Side[]): readonly Side[] | null {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const both = a.filter((side) => b.some((other) => other.party === side.party));
  return both.length === 0 ? null : both;
}

/** The open payment gets the stricter ceiling and the fewer shops. What its shop asks above that ceiling is refused now, as if the copies had come the other way round. */
export function takeStricter(desk: Desk, before: Payment, again: Order): Disposition {
  const { order, merchant } = before;
  if (order === null || hasLapsed(desk, before)) return { kind: 'nothing-new', code: 'same order' };
  const lower = isLower(order, again);
  const shops = narrower(order.named, again.named) ?? order.named;
  const named = merchant === null || shops.some((side) => side.party === merchant.party) ? shops : order.named;
  const fewer = named.length !== order.named.length;
  if (!lower && !fewer) return { kind: 'nothing-new', code: 'same order' };
  const payment = savePayment(desk, { ...before, order: { ...order, named, ceiling: lower ? again.ceiling : order.ceiling } });
  const code = lower && payment.claim !== null ? troubleOf(desk, matched(payment)) : null;
  if (find(desk, 'claim-outdated', code !== null, code ?? '') && code !== null) return refuseClaim(desk, matched(payment), code);
  return { kind: 'advanced', code: lower ? 'ceiling-lowered' : 'fewer-shops' };
}

const isLower = ({ ceiling }: Order, again: Order): boolean =>
  again.ceiling !== null && (ceiling === null || (ceiling.currency === again.ceiling.currency && compare(ceiling, again.ceiling) > 0));

function troubleOf(desk: Desk, payment: Matched): RefusalCode | null {
  const view = { desk, ...payment, payment, words: [], secretLines: [] };
  return (currencyDiffers.check(view) ?? aboveCeiling.check(view))?.code ?? null;
}

/** The question is void, the money is free, and the order waits for a lower total of the same shop for as long as a fresh order does. */
function refuseClaim(desk: Desk, payment: Matched, code: RefusalCode): Disposition {
  release(desk, payment);
  const { claim, merchant, order } = payment;
  const until = desk.at + desk.context.policy.matchSpan;
  const open = savePayment(desk, withKeys({ ...payment, claim: null, state: { name: 'awaiting-forward', until } }, [], [fundsKey(buyerAccount(desk, payment).id)]));
  deadline(desk, open, 'answer', null);
  deadline(desk, open, 'remind', null);
  deadline(desk, open, 'match', until + desk.context.policy.graceSpan);
  const to = desk.facts.addresses.get(merchant.address);
  if (to === undefined) throw new Error(`payment ${payment.reference}: its shop's address is not in the working set`);
  if (to.removedAt === null) refuseForward(desk, { payment: open, code, to, subject: order.subject, messageId: null });
  warnBuyer(desk, open, code, to, claim.total, null);
  return { kind: 'advanced', code };
}

/** A claim that is not the buyer's shop's: what was set aside is free, its question void, and the order waits for its own shop, as long as a fresh order does. */
export function dropClaim(desk: Desk, before: Payment, code: RefusalCode): Payment {
  release(desk, before);
  // What the question took the place of is looked at anew for the next claim.
  const { asksInstead: _, ...payment } = matched(before);
  const { merchant, claim, order } = payment;
  const until = desk.at + desk.context.policy.matchSpan;
  // FRAUD to one of these is said of this shop, whichever claims next.
  const questions = payment.questions.map((question) => ({ ...question, shop: question.shop ?? merchant }));
  const open = savePayment(desk, withKeys({ ...payment, questions, merchant: null, claim: null, state: { name: 'awaiting-forward', until } }, [], [openKey(merchant.party), fundsKey(buyerAccount(desk, payment).id)]));
  deadline(desk, open, 'answer', null);
  deadline(desk, open, 'remind', null);
  deadline(desk, open, 'match', until + desk.context.policy.graceSpan);
  const to = desk.facts.addresses.get(merchant.address);
  if (to === undefined || to.removedAt !== null) return open;
  refuseForward(desk, { payment: null, code, to, subject: order.subject, messageId: null });
  warnBuyer(desk, open, code, to, claim.total, null);
  return desk.facts.payments.get(open.id) ?? open;
}

/** To a late copy: what was paid, and that nothing of it changes. */
export function tellLateCopy(desk: Desk, payment: Payment, reading: Reading, sender: Address): Disposition {
  const { merchant, claim, state } = matched(payment);
  const facts = { kind: 'already-paid', reference: shownReference(payment), shop: nameOf(desk, merchant), total: claim.total, paidAt: state.name === 'settled' ? state.at : desk.at, answer: 'copy' } as const;
  const to = { address: sender.address, language: partyOf(desk, sender.party).language };
  tellRefusal(desk, to, facts, { paymentId: payment.id, inReplyTo: reading.headers.messageId }, threadIds(reading));
  return refused('already-paid');
}

/** This copy was written before the payment was made: it comes late, and is no second order under a used password. */
export const isLateCopy = ({ state }: Payment, again: Order): boolean => state.name === 'settled' && again.orderedAt < state.at;
