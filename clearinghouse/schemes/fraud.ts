/** FRAUD: the shop that asked is paid nothing more by this buyer, whatever it has asked already, and staff are called. */
import { effect, paymentsWith, type Desk } from '../core/desk.ts';
import { openKey } from '../core/keys.ts';
import { isOpen, type Payment, type Side } from '../core/payment.ts';
import { schemeOf } from '../core/scheme.ts';
import { staffTask } from '../core/staff.ts';

/** `payment` is the one that was answered: the caller says what becomes of it. Every other one that this shop has asked of this buyer ends. */
export function blockShop(desk: Desk, payment: Payment, buyer: Side, shop: Side, forStaff: string): void {
  effect(desk, { kind: 'blocked', buyer: buyer.party, merchant: shop.party, at: desk.context.now });
  staffTask(desk, 'fraud', forStaff, payment.id);
  for (const other of paymentsWith(desk.facts, [openKey(buyer.party)])) {
    const isAsked = other.buyer?.party === buyer.party && other.merchant?.party === shop.party;
    if (isAsked && other.id !== payment.id && isOpen(other)) schemeOf(desk.schemes, other.scheme, other.schemeVersion).step(desk, other, { kind: 'ended', reason: 'blocked' });
  }
}
