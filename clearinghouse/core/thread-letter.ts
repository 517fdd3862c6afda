/**
 * A mail in the thread of a payment that answers no question: talk between buyer and shop with the bank in copy, which is left alone, or words to the
 * bank itself, for people answer whichever mail of ours is on top. A refusal among them ends the payment, as CANCEL does; nothing among them pays.
 */
import { ALTERNATIVES_DIFFER, isPlainRefusal, isWithdrawal } from '../protocol/consent.ts';
import { tagOf } from '../protocol/address.ts';
import type { Reading } from '../protocol/reading.ts';
import { cancelPayment, isPartOf, refuseCancel } from './command-letter.ts';
import type { Disposition } from './decision.ts';
import { find, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { mailKey } from './keys.ts';
import type { Address } from './party.ts';
import { isOpen, type Payment } from './payment.ts';
import { tellStanding } from './standing.ts';

const talk: Disposition = { kind: 'nothing-new', code: 'mail in a running order' };

/** `thread`: payments of which mails stand in the letter's thread. */
export function decideInThread(desk: Desk, reading: Reading, thread: readonly Payment[], sender: Address): Disposition {
  const own = thread.filter((payment) => isPartOf(payment, sender.party));
  const open = own.filter(isOpen);
  // Of what is over nothing is left to be taken back: whoever writes is told so, and what can be done.
  const some = open.length > 0 ? open : own;
  const direct = some.filter((payment) => holdsMail(payment, reading.headers.inReplyTo));
  const meant = direct.length > 0 ? direct : some;
  const [payment] = meant;
  if (payment === undefined || !isToBank(desk, reading)) return talk;
  if (isOpen(payment) && find(desk, 'taken-back', isRefusal(reading), payment.reference)) {
    return meant.length > 1 ? refuseCancel(desk, reading, 'which-payment', null, sender) : cancelPayment(desk, payment, reading.headers.messageId, sender);
  }
  const told = meant.find((one) => holdsMail(one, threadIds(reading).filter((id) => !isSidesOwn(one, id))));
  return told === undefined ? talk : tellStanding(desk, told, sender, reading.headers.messageId);
}

const isToBank = ({ context: { bank } }: Desk, { headers }: Reading): boolean => headers.to.every((address) => address === bank.paymentAddress || tagOf(address, bank.paymentAddress) !== null);

const holdsMail = ({ keys }: Payment, ids: readonly string[]): boolean => ids.some((id) => keys.includes(mailKey(id)));

/** The order or the forward: all other mails of a payment are our notices. */
const isSidesOwn = ({ order, early }: Payment, id: string): boolean => id === order?.messageId || id === early?.messageId;

/** Refused for sure on the first line, or a first paragraph that takes the order back: nobody was asked, so that `No problem` means something else. */
function isRefusal({ answer: read, text }: Reading): boolean {
  if (read === null || text === null || read.doubt === ALTERNATIVES_DIFFER) return false;
  return (read.word === 'refusal' && isPlainRefusal(text)) || (read.word !== 'consent' && isWithdrawal(text));
}
