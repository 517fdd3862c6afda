import type { ClaimRule } from './rule.ts';

/** Does somebody pay themselves? (9-rules 6) */
export const payerIsPayee: ClaimRule = {
  name: 'payer-is-payee',
  check: ({ buyer, merchant }) => (buyer.party === merchant.party ? { code: 'payer-is-payee', detail: `party ${buyer.party}` } : null),
};
