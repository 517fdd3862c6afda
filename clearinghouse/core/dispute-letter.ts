/** DISPUTE by mail, and replies to the notices of a case: whose words they are, and whether they can be taken. */
import { readCommand } from '../protocol/command.ts';
import { ownText } from '../protocol/layout.ts';
import { readNamedPayment } from '../protocol/named-payment.ts';
import type { Reading } from '../protocol/reading.ts';
import { showReference } from '../protocol/reference.ts';
import type { Disposition } from './decision.ts';
import { find, partyOf, paymentsOfReference, paymentsWith, refused, type Desk } from './desk.ts';
import { beginDispute, callForFull, disputeOf, paidAt, speak } from './dispute.ts';
import { leftOf, openDispute, type DisputeSide, type OpenDispute } from './dispute-case.ts';
import { threadIds } from './fact-keys.ts';
import { mailKey } from './keys.ts';
import { spokenWords } from './live-secret.ts';
import { answer, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import type { Payment } from './payment.ts';
import { publicSentence, type RefusalCode } from './refusals.ts';
import { staffTask } from './staff.ts';
import { matched, type Matched } from './verbs.ts';
import { tellRefusal } from './tell-refusal.ts';

const MOST_LINES = 40;
const MOST_CHARACTERS = 200;

/** DISPUTE K7F3-K29Q text: from the buyer of a settled payment it opens the case; while one is open it is either side's word in it. */
export function decideDisputeCommand(desk: Desk, reading: Reading, rest: string, sender: Address): Disposition {
  const named = readNamedPayment(rest);
  const [found] = named === null ? [] : paymentsOfReference(desk.facts, named.reference).filter((payment) => sideOf(payment, sender) !== null);
  const by = found === undefined ? null : sideOf(found, sender);
  if (named === null || found === undefined || by === null) return refuse(desk, reading, sender, null, 'payment-unknown', named?.reference ?? null);
  desk.about.add(found.id);
  const lines = wordsOf(desk, reading, found, sender);
  const open = openDispute(found);
  if (open !== null) return said(desk, reading, matched(found), open, by, lines, sender);
  const code = troubleOf(desk, found, by, lines);
  if (find(desk, 'dispute-unfit', code !== null, code ?? '') && code !== null) return refuse(desk, reading, sender, found, code, named.reference);
  return beginDispute(desk, matched(found), { party: sender.party, address: sender.address }, lines, reading.headers.messageId);
}

const sideOf = ({ buyer, merchant }: Payment, { party }: Address): DisputeSide | null => (buyer?.party === party ? 'buyer' : merchant?.party === party ? 'merchant' : null);

/** One dispute for a payment: what was decided once is not opened again by mail. */
function troubleOf(desk: Desk, payment: Payment, by: DisputeSide, lines: readonly string[]): RefusalCode | null {
  if (disputeOf(payment) !== null) return 'dispute-over';
  if (by === 'merchant') return 'dispute-by-payer';
  if (payment.state.name !== 'settled') return 'dispute-unpaid';
  if (leftOf(matched(payment)).minor <= 0n) return 'all-given-back';
  if (desk.at > paidAt(payment) + desk.context.policy.disputeSpan) return 'dispute-too-late';
  return lines.length === 0 ? 'dispute-empty' : null;
}

/**
 * The case that a mail without a command answers: by a notice of it in In-Reply-To; a notice further up the thread counts only where the mail is
 * written to the bank itself, for people go on talking to each other with the bank in Cc. A mail with a password line of its own begins an order,
 * and one that holds another order's forwards it.
 */
export function findDispute(desk: Desk, reading: Reading, sender: Address): { readonly payment: Payment; readonly by: DisputeSide } | null {
  const thread = threadIds(reading);
  if (thread.length === 0) return null;
  const toUs = reading.headers.to.length === 0 || reading.headers.to.some((address) => address === desk.context.bank.paymentAddress);
  const ids = toUs ? thread : reading.headers.inReplyTo;
  const found = paymentsWith(desk.facts, thread.map(mailKey)).findLast((payment) => disputeOf(payment)?.messageIds.some((id) => ids.includes(id)) === true);
  const by = found === undefined || !onlyPasswordsOf(found, reading) ? null : sideOf(found, sender);
  find(desk, 'in-dispute', by !== null, found === undefined ? '' : `${found.reference}, ${by ?? 'not a word in it'}`);
  return found === undefined || by === null ? null : { payment: found, by };
}

const onlyPasswordsOf = ({ secret }: Payment, { text }: Reading): boolean => (text?.passwords ?? []).every((line) => line.quoted && line.digests.some((digest) => secret.includes(digest)));

export function decideDisputeReply(desk: Desk, reading: Reading, { payment, by }: { readonly payment: Payment; readonly by: DisputeSide }, sender: Address): Disposition {
  desk.about.add(payment.id);
  const open = openDispute(payment);
  if (open === null) return refuse(desk, reading, sender, payment, 'dispute-over', payment.reference);
  return said(desk, reading, matched(payment), open, by, wordsOf(desk, reading, payment, sender), sender);
}

function said(desk: Desk, reading: Reading, payment: Matched, open: OpenDispute, by: DisputeSide, lines: readonly string[], sender: Address): Disposition {
  const taken = speak(desk, payment, open, by, lines);
  if (reading.answer?.word === 'fraud') staffTask(desk, 'fraud-call', `${sender.address} wrote FRAUD in the dispute about payment ${shownReference(payment)}.`, payment.id);
  if (taken !== null) return taken;
  if (callForFull(desk, payment, by)) tell(desk, reading, sender, payment, 'dispute-full', payment.reference);
  return refused('dispute-full');
}

/**
 * What the sender wrote, without passwords: what stands behind the command, then the lines of their own, long ones in pieces. What is left
 * out is marked; staff have the whole letter.
 */
function wordsOf(desk: Desk, reading: Reading, { buyer, reference }: Payment, sender: Address): readonly string[] {
  const { headers, text, command } = reading;
  const lines = text?.lines ?? [];
  const own = text === null ? [] : ownText(lines, text.separators).own;
  const first = lines[own[0] ?? -1] ?? '';
  const parties = [sender.party, ...(buyer === null ? [] : [buyer.party])];
  const shown = (words: string, at: number | null): readonly string[] => pieces(spokenWords(desk, parties, reading, at, words));
  const inSubject = behindCommand(command === null ? '' : headers.subject, [], reference);
  const inLine = behindCommand('', [first], reference);
  const begun = own.slice(0, 1).flatMap((at) => (inLine ?? [first]).flatMap((words) => shown(words, at)));
  const words = [...(inSubject ?? []).flatMap((said) => shown(said, null)), ...begun, ...own.slice(1).flatMap((at) => shown(lines[at] ?? '', at))];
  return words.length <= MOST_LINES ? words : [...words.slice(0, MOST_LINES - 1), '…'];
}

/** The text behind `DISPUTE <reference>`; null where no such command about this payment stands there. */
function behindCommand(subject: string, lines: readonly string[], reference: string): readonly string[] | null {
  const command = readCommand(subject, lines, false);
  const named = command?.name === 'DISPUTE' ? readNamedPayment(command.rest) : null;
  return named?.reference === reference ? [named.rest] : null;
}

/** A paragraph of any length in lines that a mail can show, parted between words, or behind a stop of a script without blanks; none of an empty one. */
function pieces(line: string): readonly string[] {
  const found: string[] = [];
  let rest = [...line];
  while (rest.length > MOST_CHARACTERS && found.length < MOST_LINES) {
    const end = borderIn(rest);
    found.push(rest.slice(0, end).join('').trim());
    rest = [...rest.slice(end).join('').trim()];
  }
  return rest.length === 0 ? found : [...found, rest.join('')];
}

/** Where the first piece ends: behind the last blank or stop in its second half, else where it is full. */
function borderIn(characters: readonly string[]): number {
  for (const border of [/\s/u, /[、。,.;]/u]) {
    const at = characters.slice(0, MOST_CHARACTERS).findLastIndex((character) => border.test(character));
    if (at >= MOST_CHARACTERS / 2) return at + 1;
  }
  return MOST_CHARACTERS;
}

function refuse(desk: Desk, reading: Reading, sender: Address, payment: Payment | null, code: RefusalCode, reference: string | null): Disposition {
  const facts = factsOf(desk, sender, code, reference);
  tellRefusal(desk, receiver(desk, sender), facts, { paymentId: payment?.id ?? null, inReplyTo: reading.headers.messageId }, threadIds(reading));
  return refused(code);
}

function tell(desk: Desk, reading: Reading, sender: Address, payment: Payment, code: RefusalCode, reference: string): void {
  answer(desk, receiver(desk, sender), factsOf(desk, sender, code, reference), { paymentId: payment.id, inReplyTo: reading.headers.messageId });
}

const receiver = (desk: Desk, { address, party }: Address): { readonly address: string; readonly language: 'en' | 'ja' } => ({ address, language: partyOf(desk, party).language });

const factsOf = (desk: Desk, sender: Address, code: RefusalCode, reference: string | null) =>
  ({ kind: 'dispute-refused', code, sentence: publicSentence(code, partyOf(desk, sender.party).language), asked: reference === null ? null : showReference(reference) }) as const;
