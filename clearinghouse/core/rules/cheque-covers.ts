import { partyOf } from '../desk.ts';
import { covers } from '../roads.ts';
import type { ClaimRule } from './rule.ts';

/** Does the buyer's cheque cover what is asked, and is it written to this shop? The cheque stays for a claim that fits it. */
export const chequeCovers: ClaimRule = {
  name: 'cheque-covers',
  check: ({ payment, buyer, merchant, claim, needs = [], desk }) => {
    const cheque = payment.roads?.cheque ?? null;
    if (cheque === null || !needs.includes('cheque') || desk.at > cheque.expiresAt || cheque.key !== partyOf(desk, buyer.party).roads.wallet?.key) return null;
    if (cheque.payee !== merchant.party) return { code: 'order-unknown', detail: `the cheque names party ${cheque.payee}` };
    return covers(cheque, claim) ? null : { code: 'above-cheque', detail: `total ${claim.total.minor}, cheque ${cheque.most.minor}` };
  },
};
