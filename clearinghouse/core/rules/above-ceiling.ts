import { compare } from '../../protocol/money.ts';
import type { ClaimRule } from './rule.ts';

/** Is the total above what the buyer allowed for this order (`Up to:`), or, where the order says nothing, above the bank's default? */
export const aboveCeiling: ClaimRule = {
  name: 'above-ceiling',
  check: ({ desk, order, claim }) => {
    const ceiling = order.ceiling ?? desk.context.policy.defaultCeiling.find((one) => one.currency === claim.total.currency) ?? null;
    return ceiling !== null && compare(claim.total, ceiling) > 0 ? { code: 'above-ceiling', detail: `total ${claim.total.minor}, ceiling ${ceiling.minor}` } : null;
  },
};
