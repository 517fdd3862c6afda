import { partyOf } from '../desk.ts';
import type { ClaimRule } from './rule.ts';

/** Can the buyer go the road that is asked for? A cheque needs a wallet, a post a board that takes posts. */
export const roadOpen: ClaimRule = {
  name: 'road-open',
  check: ({ desk, buyer, needs = [] }) => {
    if (needs.includes('cheque') && partyOf(desk, buyer.party).roads.wallet === null) return { code: 'above-limit', detail: 'needs a cheque, and the buyer has no wallet' };
    if (needs.includes('post') && desk.context.bank.boardAddress === null) return { code: 'above-limit', detail: 'needs a post, and the bank takes none' };
    return null;
  },
};
