/** What the bank laid out for a merchant in a dispute, taken from their account by staff once there is money in it. Never more than was laid out. */
import { formatMoney, money, type Money } from '../protocol/money.ts';
import { available, bankAccountId, partyAccountId } from './account.ts';
import type { Disposition, Instruction } from './decision.ts';
import { accountOf, drawId, effect, find, lacksPeople, refused, registered, tallySum, type Desk } from './desk.ts';
import { claimsScope, dayOf, voucherScope } from './keys.ts';
import type { PartyId } from './party.ts';
import { isVoucherUsed } from './voucher.ts';

/** The name under which one merchant's debt is tallied in `claimsScope`. */
export const debtOf = (party: PartyId): string => `party:${party}`;

/** What the bank has laid out for them and not collected yet. The facts hold all days of the currency's scope. */
export const owedBy = (desk: Desk, party: PartyId, { currency }: Money): Money =>
  money(currency, tallySum(desk.facts, claimsScope(currency), debtOf(party), 0, Number.MAX_SAFE_INTEGER));

export function collectClaim(desk: Desk, { address, amount, reference, by }: Extract<Instruction, { kind: 'collect-claim' }>): Disposition {
  const row = registered(desk.facts, address);
  if (row === null) return refused('address-unknown');
  const account = accountOf(desk.facts, partyAccountId(row.party, amount.currency));
  if (account === null) return refused('no-account');
  const voucher = voucherScope('collect', address, amount, reference);
  const today = dayOf(desk.context.now);
  const owed = owedBy(desk, row.party, amount);
  find(desk, 'owed', owed.minor > 0n, formatMoney(owed));
  if (amount.minor <= 0n) return refused('not-positive');
  if (reference.trim() === '') return refused('reference-missing');
  if (isVoucherUsed(desk, 'collect', { address, amount, reference })) return refused('voucher-used');
  if (lacksPeople(desk, by)) return refused('two-people');
  if (amount.minor > owed.minor) return refused('above-owed');
  if (amount.minor > available(account).minor) return refused('funds-short');
  const postings = [{ account: account.id, amount: -amount.minor }, { account: bankAccountId('claims', amount.currency), amount: amount.minor }];
  effect(desk, { kind: 'transferred', transfer: { id: drawId(desk, 'transfer'), kind: 'collection', currency: amount.currency, paymentId: null, at: desk.context.now, reference, by, postings } });
  effect(desk, { kind: 'tallied', scope: claimsScope(amount.currency), name: debtOf(row.party), day: today, amount: -amount.minor }, { kind: 'tallied', scope: voucher, name: 'booked', day: today, amount: 1n });
  return { kind: 'recorded', code: `collected ${formatMoney(amount)}` };
}
