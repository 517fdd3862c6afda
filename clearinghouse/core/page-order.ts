/**
 * An order from the bank's own order page: the page's mail, signed by the bank's domain, in the name of the member whom it says. The page proves nobody;
 * the printed number does, so nothing but an order by such a number is taken from it.
 */
import type { Reading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { memberAddress } from './member.ts';
import { find, partyOf, paymentsWith, refused, registered, setAside, type Desk } from './desk.ts';
import { mailKey } from './keys.ts';
import { spendSeen } from './numbers.ts';
import { decideOrder } from './order-letter.ts';
import type { Address } from './party.ts';
import type { Payment } from './payment.ts';
import { isFromBefore } from './before-restore.ts';
import { suspended } from './suspension.ts';

export const isFromPage = (desk: Desk, reading: Reading): boolean => desk.context.bank.pageAddress !== null && reading.verdict.address === desk.context.bank.pageAddress;

export function decidePageOrder(desk: Desk, reading: Reading): Disposition {
  if (find(desk, 'not-authenticated', reading.verdict.strength !== 'signed', 'the order page')) return setAside('not-authenticated');
  const member = memberAddress(reading);
  const sender = registered(desk.facts, member);
  if (find(desk, 'unknown-sender', sender === null, 'the member whom the page names') || sender === null || reading.text === null || reading.refusal !== null) return setAside('unknown-sender');
  const why = suspended(desk, sender);
  // The page's mail proves nobody, so nobody is answered: the member sees on the page that nothing was taken.
  if (why !== null) return setAside(why === 'party' ? 'suspended' : 'address-idle');
  if (desk.context.policy.restoredAt !== undefined && find(desk, 'before-restore', isFromBefore(desk.context, desk.at))) return setAside('before-restore');
  const earlier = sameForm(desk, reading, sender);
  if (find(desk, 'same-form', earlier !== undefined, earlier?.reference ?? '') && earlier !== undefined) {
    desk.about.add(earlier.id);
    spendSeen(desk, sender.party, reading);
    return { kind: 'nothing-new', code: 'same-form' };
  }
  const party = partyOf(desk, sender.party);
  const digits = reading.numbers?.filter((number) => number !== null) ?? [];
  if (find(desk, 'page-number', party.roads.card === null || digits.length !== 1, `${digits.length} numbers`)) {
    spendSeen(desk, sender.party, reading);
    return refused('number-wrong');
  }
  // What the page's own domain asks for by DMARC says nothing of the member's.
  const disposition = decideOrder(desk, { ...reading, verdict: { ...reading.verdict, dmarc: null } }, reading.text, sender);
  spendSeen(desk, sender.party, reading);
  return disposition;
}

/**
 * The payment that this form began before. The page names each mail by its form, under the bank's own signature, and sends no form twice; but of several
 * processes of it each knows its own sendings alone, and with another number the mail is another one.
 */
const sameForm = (desk: Desk, { headers: { messageId } }: Reading, member: Address): Payment | undefined =>
  messageId === null ? undefined : paymentsWith(desk.facts, [mailKey(messageId)]).find(({ buyer, order }) => buyer?.party === member.party && order?.messageId === messageId);
