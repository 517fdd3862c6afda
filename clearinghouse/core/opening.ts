/**
 * Under which scheme a payment begins, and when it steps up: by what the buyer has chosen, and by the bank's rules on sum, payee, domain and merchant.
 * A payment steps up, never down: what was asked for once stays asked for.
 */
import { splitAddress } from '../protocol/address.ts';
import { compare } from '../protocol/money.ts';
import type { StepUp } from './context.ts';
import { addressesOf, find, partyOf, type Desk } from './desk.ts';
import { canAskNumber } from './numbers.ts';
import type { PartyId } from './party.ts';
import type { Payment, Road } from './payment.ts';
import { isSecondRoad } from './roads.ts';
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

/**
 * `demanded`: roads that the bank's own rules ask for, also where the payment goes them anyway: nothing takes the place of one of these. `steppedUp`: this
 * claim is the first to ask for more than was asked for before.
 */
export type ClaimScheme = { readonly scheme: Scheme; readonly demanded: readonly Road[]; readonly steppedUp: boolean };

/** Under what this claim would be paid. `begun`: the scheme of the payment, or, of a forward that waited, that of its order. */
export function schemeForClaim(view: ClaimView, begun: Scheme): ClaimScheme {
  const { desk, payment } = view;
  const rules = desk.context.policy.steps.filter((rule, at) => find(desk, 'step-up', applies(rule, view), `rule ${at + 1}: ${rule.scheme}`));
  const asked = rules.map((rule) => newest(desk.schemes, rule.scheme));
  const scheme = beyondLimit(view, asked.reduce((before, one) => higher(desk.schemes, before, one), begun));
  const demanded = [...new Set(asked.flatMap(({ needs }) => needs))];
  return { scheme, demanded, steppedUp: scheme.name !== begun.name || (demanded.length > 0 && payment.steppedUp !== true) };
}

function beyondLimit(view: ClaimView, scheme: Scheme): Scheme {
  const { desk, buyer } = view;
  const { wallet } = partyOf(desk, buyer.party).roads;
  if (isSecondRoad(desk, wallet) && !scheme.needs.includes('cheque') && aboveLimit.check(view) !== null) scheme = higher(desk.schemes, scheme, newest(desk.schemes, 'wallet'));
  return scheme;
}

/** Whether the question of this scheme can ask for a printed number as well; one that needs other roads asks for those. */
export const canAskBeside = (desk: Desk, needs: readonly Road[], buyer: PartyId): boolean => needs.length === 0 && canAskNumber(desk, buyer);

export const begunScheme = (desk: Desk, payment: Payment): Scheme => schemeOf(desk.schemes, payment.scheme, payment.schemeVersion);

const RANK = { none: 0, quarantine: 1, reject: 2 } as const;

function applies(rule: StepUp, view: ClaimView): boolean {
  const { desk, buyer, merchant, claim, order } = view;
  if (rule.above.length > 0 && !rule.above.some((limit) => limit.currency === claim.total.currency && compare(claim.total, limit) > 0)) return false;
  if (rule.newPayee && !isNewPayee(view)) return false;
  if (rule.dmarcBelow !== null && RANK[order.dmarc ?? 'none'] >= RANK[rule.dmarcBelow]) return false;
  if (rule.domains.length > 0 && !rule.domains.includes(splitAddress(buyer.address).domain)) return false;
  // Whichever of its addresses the shop has forwarded from.
  return rule.merchants.length === 0 || addressesOf(desk.facts, merchant.party).some(({ address }) => rule.merchants.includes(address));
}
