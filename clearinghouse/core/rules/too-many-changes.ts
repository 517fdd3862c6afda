import type { ClaimRule } from './rule.ts';

/** Was this order's total changed too often? (9-rules 13) */
export const tooManyChanges: ClaimRule = {
  name: 'too-many-changes',
  check: ({ desk, payment }) => (payment.claims >= desk.context.policy.claimsPerPayment ? { code: 'too-many-changes', detail: `${payment.claims} claims` } : null),
};
