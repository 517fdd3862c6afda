import { blockKey } from '../facts.ts';
import type { ClaimRule } from './rule.ts';

/** Has this buyer answered FRAUD to this shop before? */
export const blockedByBuyer: ClaimRule = {
  name: 'blocked-by-buyer',
  check: ({ desk, buyer, merchant }) => (desk.facts.blocks.has(blockKey(buyer.party, merchant.party)) ? { code: 'blocked-by-buyer', detail: `merchant ${merchant.party}` } : null),
};
