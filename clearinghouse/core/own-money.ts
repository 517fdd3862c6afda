/** Money of the bank's own accounts that is paid out by hand: what it earned by fees, and what is on suspense because its owner could not be paid. */
import { formatMoney } from '../protocol/money.ts';
import { bankAccountId, cashAccountId } from './account.ts';
import type { Disposition, Instruction } from './decision.ts';
import { accountOf, drawId, effect, find, lacksPeople, refused, tallySum, type Desk } from './desk.ts';
import { dayOf, voucherScope } from './keys.ts';

export function withdrawOwn(desk: Desk, { from, amount, reference, by }: Extract<Instruction, { kind: 'withdraw-own' }>): Disposition {
  const [own, cash] = [accountOf(desk.facts, bankAccountId(from, amount.currency)), accountOf(desk.facts, cashAccountId(amount.currency))];
  const voucher = voucherScope('withdraw-own', from, amount, reference);
  const today = dayOf(desk.context.now);
  if (amount.minor <= 0n) return refused('not-positive');
  if (reference.trim() === '') return refused('reference-missing');
  if (tallySum(desk.facts, voucher, 'booked', 0, today) > 0n) return refused('voucher-used');
  if (lacksPeople(desk, by)) return refused('two-people');
  // Its account is begun with the first money.
  if (own === null || cash === null || amount.minor > own.balance) return refused('funds-short');
  const postings = [{ account: own.id, amount: -amount.minor }, { account: cash.id, amount: amount.minor }];
  effect(desk, { kind: 'transferred', transfer: { id: drawId(desk, 'transfer'), kind: 'withdrawal', currency: amount.currency, paymentId: null, at: desk.context.now, reference, by, postings } });
  effect(desk, { kind: 'tallied', scope: voucher, name: 'booked', day: today, amount: 1n });
  find(desk, 'two-people', by.length < 2, `booked by ${by.length === 0 ? 'nobody named' : by.join(', ')}`);
  return { kind: 'recorded', code: `withdraw-own ${from} ${formatMoney(amount)}` };
}
