import type { BankMail } from '../receipt/bank-mail.ts';
import type { LetterRow, OrderRow } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { isReceiptAwaited, mayStillBeProved, nextTry } from './retry.ts';
import { claimedOrder } from './claimed-order.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';
import type { Telling } from './tell-shopkeeper.ts';

/**
 * Mails in the bank's name that can't be proved now and may be true: the customer may have paid, so they are tried again for days. Until one is proved it
 * ships nothing and ends nothing.
 */

type Unproved = Extract<BankMail, { kind: 'retry' }>;

/** Puts the letter off, and tells of it once. False: its time is over, and it is to be taken as it stands. */
export async function awaitProof(parts: Parts, letter: LetterRow, word: Unproved): Promise<boolean> {
  if (!isReceiptAwaited(parts, letter)) return false;
  const { store } = parts;
  const postpone = (): void => store.postponeLetter(letter.id, nextTry(parts, letter.tries));
  // A short outage is not worth a mail; a policy file does not mend itself.
  const isShort = word.cause !== 'policy' && mayStillBeProved(parts, letter);
  if (letter.toldAt !== null || isShort) {
    postpone();
    return true;
  }
  const order = claimedOrder(parts, word.claims);
  const together = (): void => {
    const at = parts.now();
    postpone();
    store.letterTold(letter.id, at);
    store.note({ at, orderId: order?.id ?? null, letterId: letter.id, kind: 'not-proved', detail: word.reason });
  };
  parts.report('alarm', 'bank-mail-not-proved', { letter: letter.id, order: order?.id ?? null, reason: word.reason });
  await tellShopkeeper(parts, tellingOf(letter, order, word), together);
  return true;
}

/** Of a payment that an order waits for, once for each order: so many there are, however many mails strangers write. All else that may be theirs is bounded. */
function tellingOf(letter: LetterRow, order: OrderRow | null, { cause, reason, claims }: Unproved): Telling {
  const lines = [reason, claims.subject, claims.reference ?? ''];
  const isAwaited = order !== null && order.state.name !== 'paid' && order.state.name !== 'shipped';
  if (claims.paid && isAwaited) return { name: `paid-unproved.${order.id}`, order, subject: 'paid-unproved', lines };
  if (claims.paid && cause !== 'dns') return { name: `paid-unproved.letter.${letter.id}`, order, subject: 'paid-unproved', lines };
  return { name: `unchecked.${letter.id}`, order, subject: 'unchecked', lines };
}
