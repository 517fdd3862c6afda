/** Vouchers of bookings by hand: one that is typed in twice is booked once, whichever address of the account it is typed with. */
import type { Money } from '../protocol/money.ts';
import { tallySum, type Desk } from './desk.ts';
import type { Facts } from './facts.ts';
import { dayOf, voucherScope } from './keys.ts';

type Voucher = { readonly address: string; readonly amount: Money; readonly reference: string };

/** Under which scopes it may have been booked: each address that the party has or had. */
export function voucherScopes({ addresses }: Pick<Facts, 'addresses'>, kind: Parameters<typeof voucherScope>[0], { address, amount, reference }: Voucher): readonly string[] {
  const party = addresses.get(address)?.party;
  return [...addresses.values()].filter((row) => row.party === party).map((row) => voucherScope(kind, row.address, amount, reference));
}

export const isVoucherUsed = (desk: Desk, kind: Parameters<typeof voucherScope>[0], voucher: Voucher): boolean =>
  voucherScopes(desk.facts, kind, voucher).some((scope) => tallySum(desk.facts, scope, 'booked', 0, dayOf(desk.context.now)) > 0n);
