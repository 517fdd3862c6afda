/** FRAUD: the shop that asked is paid nothing more by this buyer, whatever it has asked already, and staff are called. */
import { effect, partyOf, paymentsWith, type Desk } from '../core/desk.ts';
import type { Disposition } from '../core/decision.ts';
import { blockKey } from '../core/facts.ts';
import { openKey } from '../core/keys.ts';
import { answer, shownReference } from '../core/owe.ts';
import { isOpen, type Payment, type Question, type Side } from '../core/payment.ts';
import { schemeOf } from '../core/scheme.ts';
import { staffTask } from '../core/staff.ts';
import { advanced, ended, type Answered } from './disposed.ts';

/** To a question that is open, or void while its payment goes on. */
export function fraud(desk: Desk, payment: Payment, { question }: Answered): Disposition {
  ended(desk, payment, 'fraud');
  blockShop(desk, payment, question, '');
  return advanced('fraud');
}

/** Nothing has been asked, so nothing may ever be: it ends as by CANCEL, and a shop that has claimed it already is blocked. Who takes the letter calls staff. */
export function fraudUnasked(desk: Desk, payment: Payment): Disposition {
  const { buyer, merchant } = payment;
  if (buyer === null || merchant === null) return ended(desk, payment, 'cancelled');
  const disposition = ended(desk, payment, 'fraud');
  block(desk, payment, buyer, merchant);
  return disposition;
}

/** A shop that withdraws in time, or a NO before it, takes nothing from FRAUD. Staff are called once for a shop. */
export function fraudAfterEnd(desk: Desk, payment: Payment, { question, messageId }: Answered): Disposition {
  const { buyer, state } = payment;
  if (buyer === null || state.name !== 'ended') throw new Error(`payment ${payment.reference}: it has not ended, or has no buyer`);
  const shop = shopOf(payment, question);
  const isBlocked = shop !== null && desk.facts.blocks.has(blockKey(buyer.party, shop.party));
  if (!isBlocked) blockShop(desk, payment, question, ` after it had ended (${state.reason})`);
  const to = { address: buyer.address, language: partyOf(desk, buyer.party).language };
  const facts = { kind: 'fraud-noted', reference: shownReference(payment), ...(shop === null ? {} : { ended: { at: state.at } }) } as const;
  answer(desk, to, facts, { paymentId: payment.id, inReplyTo: messageId });
  return { kind: 'answered', code: 'fraud-noted' };
}

/** Null: its claim was dropped before it was kept who had asked. */
const shopOf = (payment: Payment, question: Question): Side | null => question.shop ?? payment.merchant;

/** The shop that asked this question of this payment, of which the caller says what becomes. All else that it has asked of this buyer ends. */
export function blockShop(desk: Desk, payment: Payment, question: Question, when: string): void {
  const { buyer } = payment;
  if (buyer === null) throw new Error(`payment ${payment.reference}: a question without a buyer`);
  const shop = shopOf(payment, question);
  staffTask(desk, 'fraud', `The buyer answered FRAUD to payment ${shownReference(payment)}${when}; ${shop === null ? 'which shop had asked is not kept' : 'the shop is blocked for this buyer'}.`, payment.id);
  if (shop !== null) block(desk, payment, buyer, shop);
}

function block(desk: Desk, payment: Payment, buyer: Side, shop: Side): void {
  effect(desk, { kind: 'blocked', buyer: buyer.party, merchant: shop.party, at: desk.context.now });
  for (const other of paymentsWith(desk.facts, [openKey(buyer.party)])) {
    const isAsked = other.buyer?.party === buyer.party && other.merchant?.party === shop.party;
    if (isAsked && other.id !== payment.id && isOpen(other)) schemeOf(desk.schemes, other.scheme, other.schemeVersion).step(desk, other, { kind: 'ended', reason: 'blocked' });
  }
}
