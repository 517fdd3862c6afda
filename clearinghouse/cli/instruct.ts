/** Gives one instruction and tells what came of it. A refusal is the operator's to read: its sentence, what was found, what to do. */
import { userInfo } from 'node:os';
import { namedCaller } from '../config.ts';
import type { Disposition, Instruction } from '../core/decision.ts';
import { isRefusalCode } from '../core/desk.ts';
import { publicSentence, type RefusalCode } from '../core/refusals.ts';
import type { Office } from '../office.ts';
import { InstructionWaits } from '../stages/kept-instruction.ts';
import type { Decided } from '../store/store.ts';
import { Mistake } from './mistake.ts';

/** `found` is what the instruction is about, as the operator typed it. Throws where it was refused: then nothing has changed. */
export async function instruct(office: Office, instruction: Instruction, found: string): Promise<Decided> {
  const decided = await office.clearing.instruct(instruction).catch((error: unknown) => {
    throw error instanceof InstructionWaits ? new Mistake(waitsLine(error)) : error;
  });
  const { disposition } = decided.decision;
  if (disposition.kind === 'refused') throw new Mistake(refusalLine(disposition, found));
  return decided;
}

/** Whoever gave it once more, since nothing was seen of it, would have it done twice. */
const waitsLine = ({ instructionId, reason }: InstructionWaits): string =>
  `instruction ${instructionId}: found that it is kept, and not decided yet (${reason}); expected that it is decided at once. The running bank decides it in a minute, or at its next start: look what came of it before you give it again`;

/** How many payments the instruction ended: others may have been looked at, or gone on, because of it. */
export const endedBy = ({ effects }: Decided['decision']): number => new Set(effects.flatMap((one) => (one.kind === 'payment-saved' && one.payment.state.name === 'ended' ? one.payment.id : []))).size;

/** What staff have to know where not all that is open could be ended; else nothing. */
export const leftBy = ({ effects }: Decided['decision']): string => effects.map((one) => (one.kind === 'staff-task' && one.task.code === 'open-payments-left' ? ` ${one.task.detail}` : '')).join('');

export function refusalLine({ code }: Disposition, found: string): string {
  if (!isRefusalCode(code)) return `refused (${code}): found ${found}; nothing was changed`;
  const hint = HINTS[code];
  return `refused (${code}): ${publicSentence(code, 'en')} Found ${found}; ${hint ?? 'nothing was changed'}`;
}

const HINTS: Readonly<Partial<Record<RefusalCode, string>>> = {
  'address-taken': 'expected an address that no party has (`kakitome party show ADDRESS` shows whose it is)',
  'address-unknown': 'expected a registered address (`kakitome party list` shows them)',
  'address-is-ours': 'expected a customer\'s address',
  'party-unknown': 'expected a party of this bank (`kakitome party list` shows them)',
  'name-taken': 'expected a name that no other party has, so that a payer can\'t be led to another payee',
  'no-account': 'expected a currency in which the party has an account (`kakitome accounts` shows them)',
  'amount-too-large': 'expected that no balance goes beyond ±(2^53−1) minor units',
  'reference-missing': 'expected --reference with the number of the voucher',
  'voucher-used': 'nothing was booked again; a second voucher has a number of its own',
  'two-people': 'expected two different people: --by NAME --by NAME (staff.two_people_book is on)',
  'not-positive': 'expected an amount above zero',
  'alias-unfit': 'expected initials or a name that holds no address and no number',
  'entry-unknown': 'expected the id of an entry such as K7F3-K29Q.settled (`kakitome payment show` tells it)',
  'entry-unpublished': 'expected one that is published: before that nobody can read it; try again in a minute (`kakitome board status` shows what waits)',
  'entry-withdrawn': 'nothing was changed; its face is gone',
  'entry-lasting': 'expected an entry of a payment\'s change',
  'receipt-waits': 'the receipt needs its face and salts; try again when it has left (`kakitome payment show` shows it)',
  'reason-unfit': 'expected a reason that names nobody',
  'fee-unfit': 'expected a fixed sum of zero or more and 0 to 1000 per mille',
  'fee-other-currency': 'expected --none first, if payments in that currency are to bear no fee any more',
  'payment-unknown': 'expected the reference of a payment of this bank (`kakitome payment list` shows them)',
  'no-refund-waits': 'expected one that waits for staff (`kakitome refund list` shows them)',
  'no-dispute-open': 'expected a payment whose dispute is open (`kakitome dispute list` shows them)',
  'merchant-has-time': 'expected that the shop has answered, or that its days are over (`kakitome dispute show` tells until when); a case may be rejected at once',
  'reason-missing': 'expected --reason with the words that both sides read',
  'above-paid': 'expected at most what is left of the payment (`kakitome dispute show` tells it)',
  'above-owed': 'expected at most what the merchant owes (`kakitome claim list` shows it)',
  'currency-differs': 'expected an amount in the currency of the payment',
  'funds-short': 'expected at most what is available (`kakitome accounts` shows it)',
  'wallet-missing': 'expected a party whose wallet is enrolled (`kakitome wallet enrol` sends the page, `kakitome wallet list` shows who has one)',
  'board-takes-none': 'expected board.post_address in the configuration, to which buyers post',
  'cheque-unknown': 'expected a cheque that was brought to a payment (`kakitome payment show` tells its serial)',
  'card-missing': 'expected a party with a card (`kakitome numbers issue` makes one)',
};

/** `sato as kakitome`: who called, as the command of deploy/ says, and the user as whom the operating system knows this process. Alone where nobody else is said to have called. */
export function userName(): string {
  const [caller, user] = [namedCaller(), systemUser()];
  return caller === null || caller === user ? user : `${caller} as ${user}`;
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A numeric user without an entry in the list of users, as in many containers.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
