import type { Currency, Money } from '../../protocol/money.ts';
import { afterOf } from '../after.ts';
import { accountOf, partyOf, paymentsWith, tallySum, type Desk } from '../desk.ts';
import { partyAccountId } from '../account.ts';
import { dayOf, firstPaidKey, openRefundsKey } from '../keys.ts';
import type { PartyId } from '../party.ts';
import type { Payment } from '../payment.ts';
import { isSecondRoad } from '../roads.ts';
import type { Caught, ClaimRule, ClaimView } from './rule.ts';

const limitOf = (limits: readonly Money[], like: Money): bigint | null => limits.find((limit) => limit.currency === like.currency)?.minor ?? null;

const lower = (one: bigint | null, other: bigint | null): bigint | null => (one === null || (other !== null && other < one) ? other : one);

const caught = (what: string, limit: bigint): Caught => ({ code: 'above-limit', detail: `${what} limit ${limit}` });

/** Is the total above a limit for one payment, for the day, or for a new payee? Above them a second road is needed (9-rules 16). */
export const aboveLimit: ClaimRule = {
  name: 'above-limit',
  check: (view) => {
    if (view.numberAsked === true) return null;
    const { limits: own, roads } = partyOf(view.desk, view.buyer.party);
    // The second road of 9-rules 16: nobody writes a cheque who has the mailbox alone. Where the question has taken its place the mailbox is all.
    if (view.needs?.includes('cheque') === true && view.payment.asksInstead !== true && isSecondRoad(view.desk, roads.wallet)) return null;
    const { policy } = view.desk.context;
    const { total } = view.claim;
    const single = lower(limitOf(policy.limitPerPayment, total), limitOf(own?.perPayment ?? [], total));
    if (single !== null && total.minor > single) return caught('payment', single);
    const payee = limitOf(policy.limitNewPayee, total);
    if (payee !== null && total.minor > payee && isNewPayee(view)) return caught('new payee', payee);
    const day = lower(limitOf(policy.limitPerDay, total), limitOf(own?.perDay ?? [], total));
    return day !== null && total.minor + spentToday(view) > day ? caught('day', day) : null;
  },
};

/** What was paid today and what is set aside for other questions, in the claim's currency: both would be gone if the mailbox were a thief's. */
function spentToday({ desk, buyer, claim, payment }: ClaimView): bigint {
  const today = dayOf(desk.context.now);
  const account = accountOf(desk.facts, partyAccountId(buyer.party, claim.total.currency));
  const held = (account?.held ?? 0n) - refundHolds(desk, buyer.party, claim.total.currency) - ownHold(payment, claim.total);
  return tallySum(desk.facts, `party:${buyer.party}`, `spent:${claim.total.currency}`, today, today) + held;
}

/** What the buyer, as a shop, has set aside to give back to its own customers: that is not spent, whoever answers. */
const refundHolds = (desk: Desk, party: PartyId, currency: Currency): bigint =>
  paymentsWith(desk.facts, [openRefundsKey(party)]).reduce((sum, refunded) => (refunded.claim?.total.currency === currency ? afterOf(refunded).refunds.reduce((all, { held }) => all + held, sum) : sum), 0n);

/** What is set aside for the total that this claim would replace; in another currency it takes no room. */
const ownHold = ({ state, claim }: Payment, like: Money): bigint => (state.name === 'awaiting-answer' && claim?.total.currency === like.currency ? claim.total.minor : 0n);

/** New until some days after the first payment between the two. */
export function isNewPayee({ desk, buyer, merchant }: Pick<ClaimView, 'desk' | 'buyer' | 'merchant'>): boolean {
  const first = paymentsWith(desk.facts, [firstPaidKey(buyer.party, merchant.party)])[0];
  return first === undefined || first.state.name !== 'settled' || desk.context.now - first.state.at < desk.context.policy.newPayeeSpan;
}
