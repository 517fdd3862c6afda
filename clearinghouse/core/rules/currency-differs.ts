import { partyAccountId } from '../account.ts';
import type { ClaimRule } from './rule.ts';

/** Are claim, ceiling and both accounts in one currency? There is no conversion (9-rules 7). */
export const currencyDiffers: ClaimRule = {
  name: 'currency-differs',
  check: ({ desk, order, buyer, merchant, claim }) => {
    const { currency } = claim.total;
    if (order.ceiling !== null && order.ceiling.currency !== currency) return { code: 'currency-differs', detail: `ceiling in ${order.ceiling.currency}, claim in ${currency}` };
    for (const side of [buyer, merchant]) {
      if (!desk.facts.accounts.has(partyAccountId(side.party, currency))) return { code: 'currency-differs', detail: `party ${side.party} has no account in ${currency}` };
    }
    return null;
  },
};
