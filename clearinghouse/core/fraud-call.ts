/**
 * FRAUD that answers no question of ours: staff are called (9-rules 30). About a payment of which nothing has been asked there may never be a question that
 * could be answered, so there it stops the payment too, as CANCEL does: it moves no money, and whoever writes it has proved to be the buyer.
 */
import type { Reading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { find, partyOf, paymentsWith, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { mailKey } from './keys.ts';
import type { NoticeFacts } from './notice.ts';
import { answer, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import { isOpen, type Payment } from './payment.ts';
import { schemeOf } from './scheme.ts';
import { staffTask } from './staff.ts';

type Noted = Extract<NoticeFacts, { kind: 'fraud-noted' }>;

export function decideFraudCall(desk: Desk, reading: Reading, sender: Address): Disposition {
  const own = paymentsWith(desk.facts, threadIds(reading).map(mailKey)).filter(({ buyer }) => buyer?.party === sender.party);
  const unasked = own.filter((one) => isOpen(one) && one.questions.length === 0);
  // Of several nobody can say which is meant: CANCEL with a reference does.
  const [stopped] = unasked.length === 1 ? unasked : [];
  const payment = stopped ?? own[0];
  if (payment !== undefined) desk.about.add(payment.id);
  find(desk, 'fraud-unasked', stopped !== undefined, `${unasked.length} payments of which nothing was asked`);
  const about = payment === undefined ? '' : ` about payment ${shownReference(payment)}`;
  staffTask(desk, 'fraud-call', `${sender.address} wrote FRAUD outside a question${about}${stopped === undefined ? '' : ', which is stopped by it'}.`, payment?.id ?? null);
  const disposition: Disposition = stopped === undefined ? { kind: 'answered', code: 'fraud-noted' } : schemeOf(desk.schemes, stopped.scheme, stopped.schemeVersion).step(desk, stopped, { kind: 'fraud' });
  const facts: Noted = { kind: 'fraud-noted', reference: payment === undefined ? null : shownReference(payment), ...whatBecame(payment, stopped !== undefined) };
  answer(desk, { address: sender.address, language: partyOf(desk, sender.party).language }, facts, { paymentId: payment?.id ?? null, inReplyTo: reading.headers.messageId });
  return disposition;
}

function whatBecame(payment: Payment | undefined, isStopped: boolean): Pick<Noted, 'stopped' | 'paid'> {
  if (payment === undefined) return {};
  if (isStopped) return { stopped: { isShopBlocked: payment.merchant !== null } };
  return payment.state.name === 'settled' ? { paid: { at: payment.state.at } } : {};
}
