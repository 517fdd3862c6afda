import { partyOf } from '../desk.ts';
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
    if (steps.includes('cheque') && partyOf(desk, buyer.party).roads.wallet === null) return { code: 'wallet-needed', detail: 'needs a cheque, and the buyer has no wallet' };
    if (steps.includes('post') && desk.context.bank.boardAddress === null) return { code: 'above-limit', detail: 'needs a post, and the bank takes none' };
    return null;
  },
};
