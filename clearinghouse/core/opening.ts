/**
 * Under which scheme a payment begins, and when it steps up: by what the buyer has chosen, and by the bank's rules on sum, payee, domain and merchant.
 * A payment steps up, never down: what was asked for once stays asked for.
 */
import { splitAddress } from '../protocol/address.ts';
import { compare } from '../protocol/money.ts';
import type { StepUp } from './context.ts';
import { find, partyOf, type Desk } from './desk.ts';
import type { PartyId } from './party.ts';
import type { Payment } from './payment.ts';
import { aboveLimit, isNewPayee } from './rules/above-limit.ts';
import type { ClaimView } from './rules/rule.ts';
import { higher, newest, schemeOf, type Scheme } from './scheme.ts';

/** `buyer` null: a forward whose order has not come; `byNumber`: the order's password is a printed number. */
export function openingScheme(desk: Desk, buyer: PartyId | null, byNumber: boolean): Scheme {
  if (buyer === null) return newest(desk.schemes, 'two-mail');
  const chosen = newest(desk.schemes, partyOf(desk, buyer).roads.scheme ?? desk.context.policy.defaultScheme);
  // A card is a road of its own; whoever has asked for more than the question is asked for it as well.
  return byNumber ? (chosen.name === 'two-mail' ? newest(desk.schemes, 'numbers') : chosen) : chosen;
}

/** The scheme under which this claim would be paid. `begun`: that of the payment, or, of a forward that waited, that of its order. */
export function schemeForClaim(view: ClaimView, begun: Scheme): Scheme {
  const { desk, buyer } = view;
  let scheme = begun;
  for (const [at, rule] of desk.context.policy.steps.entries()) {
    if (find(desk, 'step-up', applies(rule, view), `rule ${at + 1}: ${rule.scheme}`)) scheme = higher(desk.schemes, scheme, newest(desk.schemes, rule.scheme));
  }
  const { wallet } = partyOf(desk, buyer.party).roads;
  if (wallet !== null && !scheme.needs.includes('cheque') && aboveLimit.check(view) !== null) scheme = higher(desk.schemes, scheme, newest(desk.schemes, 'wallet'));
  return scheme;
}

export const begunScheme = (desk: Desk, payment: Payment): Scheme => schemeOf(desk.schemes, payment.scheme, payment.schemeVersion);

const RANK = { none: 0, quarantine: 1, reject: 2 } as const;

function applies(rule: StepUp, view: ClaimView): boolean {
  const { buyer, merchant, claim, order } = view;
  if (rule.above.length > 0 && !rule.above.some((limit) => limit.currency === claim.total.currency && compare(claim.total, limit) > 0)) return false;
  if (rule.newPayee && !isNewPayee(view)) return false;
  if (rule.dmarcBelow !== null && RANK[order.dmarc ?? 'none'] >= RANK[rule.dmarcBelow]) return false;
  if (rule.domains.length > 0 && !rule.domains.includes(splitAddress(buyer.address).domain)) return false;
  return rule.merchants.length === 0 || rule.merchants.includes(merchant.address);
}
