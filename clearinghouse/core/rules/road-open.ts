import { partyOf } from '../desk.ts';
import { isSecondRoad, secondRoadFrom } from '../roads.ts';
import { schemeOf } from '../scheme.ts';
import type { ClaimRule } from './rule.ts';

/**
 * Can the buyer go the road to which a claim steps up? A cheque needs a wallet, a post a board that takes posts. A payment that began with such a road
 * does without it as its scheme says, unless the bank's rules ask for it.
 */
export const roadOpen: ClaimRule = {
  name: 'road-open',
  check: ({ desk, payment, buyer, needs = [], demanded = [], begun }) => {
    const known = begun ?? schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).needs;
    const steps = needs.filter((road) => demanded.includes(road) || !known.includes(road));
    const { wallet } = partyOf(desk, buyer.party).roads;
    if (steps.includes('cheque') && wallet === null) return { code: 'wallet-needed', detail: 'needs a cheque, and the buyer has no wallet' };
    const stepsUp = steps.length > 0 || payment.steppedUp === true;
    if (stepsUp && needs.includes('cheque') && wallet !== null && !isSecondRoad(desk, wallet)) return { code: 'wallet-too-new', detail: `needs a cheque, and the buyer's wallet is no second road until ${secondRoadFrom(desk.context, wallet)}` };
    if (steps.includes('post') && desk.context.bank.boardAddress === null) return { code: 'above-limit', detail: 'needs a post, and the bank takes none' };
    return null;
  },
};
