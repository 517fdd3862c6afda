import { compare } from '../../protocol/money.ts';
import type { ClaimRule } from './rule.ts';

/** Is the total above what the buyer allowed for this order (`Up to:`)? */
export const aboveCeiling: ClaimRule = {
  name: 'above-ceiling',
  check: ({ order, claim }) =>
    order.ceiling !== null && compare(claim.total, order.ceiling) > 0 ? { code: 'above-ceiling', detail: `total ${claim.total.minor}, ceiling ${order.ceiling.minor}` } : null,
};
