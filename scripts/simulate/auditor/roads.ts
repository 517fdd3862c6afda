/** Payments for which nobody was asked, and such as need more than a consent: the cheque, the post and the number that have to be there. */
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import type { Person } from '../people.ts';
import { BOARD, PAY } from '../people.ts';
import { NUMBERS_ASK_ABOVE, STEP_ABOVE, STEP_ABOVE_WEAK, WEAK_DOMAIN } from '../terms.ts';
import { isProved } from './answers.ts';
import { partiesCalled, partyAt, type Eyes, type Seen } from './eyes.ts';
import { fold } from './words.ts';

export type Claimed = { readonly eyes: Eyes; readonly payment: Payment; readonly order: Seen; readonly forward: Seen; readonly payee: number; readonly amount: bigint; readonly currency: string };

const lettersOf = ({ eyes }: Claimed, person: Person): readonly Seen[] => person.addresses.flatMap((address) => eyes.byWriter.get(address) ?? []);

/** What is wrong; null: the bank may pay without a question. */
export function unaskedTrouble(claimed: Claimed): string | null {
  const { order, forward, amount, currency } = claimed;
  const person = claimed.eyes.parties.get(order.mail.from);
  switch (person?.scheme) {
    case 'wallet':
      return chequeTrouble(claimed, person);
    case 'board':
      return fixedTrouble(claimed) ?? postTrouble(claimed, person) ?? (/^Post seen: /m.test(forward.mail.text) ? null : 'the shop has not looked at the post');
    case 'numbers':
      if (currency === 'JPY' && amount > NUMBERS_ASK_ABOVE) return `nobody was asked for ${amount}`;
      return fixedTrouble(claimed) ?? numberTrouble(claimed, person);
    default:
      // Until the bank asks all of `full` of them they pay by cheque.
      if (person?.scheme === 'full' && (person.fullSince === null || order.keptAt <= person.fullSince)) return chequeTrouble(claimed, person);
      return `nobody was asked, and its buyer pays by ${person?.scheme}`;
  }
}

/** What is wrong with a payment that was consented to, or need not be; null: nothing. */
export function roadTrouble(claimed: Claimed): string | null {
  const { eyes, order, amount, currency } = claimed;
  const person = eyes.parties.get(order.mail.from);
  if (person === undefined) return 'nobody pays';
  if (person.fullSince !== null && order.keptAt > person.fullSince) return chequeTrouble(claimed, person) ?? postTrouble(claimed, person);
  const above = order.mail.from.endsWith(`@${WEAK_DOMAIN}`) ? STEP_ABOVE_WEAK : STEP_ABOVE;
  return currency === 'JPY' && amount > above ? chequeTrouble(claimed, person) : null;
}

/** Payee and the most to be paid are the buyer's own signed words. */
function fixedTrouble({ eyes, order, payee }: Claimed): string | null {
  const { words, mail } = order;
  if (words.upTo === null) return 'nobody was asked, and the order has no ceiling';
  if (!mail.to.includes(PAY)) return 'nobody was asked, and the order was not written to the bank';
  const named = new Set([...mail.to.flatMap((address) => partyAt(eyes, address) ?? []), ...partiesCalled(eyes, words.payTo)]);
  return named.size === 1 && named.has(payee) ? null : 'nobody was asked, and the order does not name this one shop';
}

/** The bank's record says which cheque it took; whether it is one, and good, we say. */
function chequeTrouble(claimed: Claimed, person: Person): string | null {
  const { eyes, payment, order, payee, amount, currency } = claimed;
  const taken = payment.roads?.cheque ?? null;
  if (taken === null) return 'there is no cheque';
  const brought = lettersOf(claimed, person).filter(({ mail }) => mail.cheque?.serial === taken.serial);
  const letter = brought.find((one) => one.mail.cheque?.file === taken.file && isProved(one));
  const cheque = letter?.mail.cheque;
  if (letter === undefined || cheque == null) return 'the buyer has signed no mail with that cheque';
  if (cheque.fault !== null) return `its cheque is void: ${cheque.fault}`;
  if (!person.walletKeys.includes(cheque.key)) return 'its cheque is signed with a key that the buyer never made';
  if (fold(cheque.password) !== order.words.password) return 'its cheque has another password';
  if (partyAt(eyes, cheque.payee) !== payee) return 'its cheque is for another shop';
  if (cheque.most.currency !== currency || cheque.most.minor < amount) return `its cheque covers ${cheque.most.minor} ${cheque.most.currency}, ${amount} ${currency} is paid`;
  if (letter.receivedAt > cheque.expiresAt) return 'its cheque came after it had expired';
  if (brought.some((one) => isSecondFile(letter, one))) return 'two files of that serial were brought';
  const before = eyes.spentSerials.get(`${person.party} ${cheque.serial}`);
  if (before !== undefined && before !== payment.id) return `its cheque has paid payment ${before} before`;
  eyes.spentSerials.set(`${person.party} ${cheque.serial}`, payment.id);
  return null;
}

/** A file that is void for another reason, such as before the wallet was there, does not use up its serial; one that was taken does. */
function isSecondFile(taken: Seen, other: Seen): boolean {
  const [one, second] = [taken.mail.cheque, other.mail.cheque];
  if (one === null || second === null || !isProved(other) || second.fault !== null || second.file === one.file || second.key !== one.key) return false;
  return other.ended.some((end) => end.startsWith('advanced') || (end === 'refused cheque-void' && other.receivedAt > taken.receivedAt));
}

function postTrouble(claimed: Claimed, person: Person): string | null {
  const { order } = claimed;
  const posted = lettersOf(claimed, person).some((one) => one.mail.to.includes(BOARD) && isProved(one) && one.words.password === order.words.password);
  return posted ? null : 'the buyer has posted nothing of it';
}

function numberTrouble(claimed: Claimed, person: Person): string | null {
  const { order } = claimed;
  const number = order.words.password ?? '';
  if (person.card?.numbers.includes(number) !== true) return 'nobody was asked, and its password is no number of the buyer\'s card';
  const activated = lettersOf(claimed, person).some((one) => isProved(one) && one.mail.text === `ACTIVATE ${person.card?.id}`);
  return activated ? null : 'the buyer has never activated the card';
}
