/**
 * One letter, from its reading to its disposition: who wrote it, what kind of letter it is, and who decides on it.
 * Whoever is unknown or unproved is answered by nothing; whoever is automatic, likewise.
 */
import { namesPassword, readOrder } from '../protocol/order.ts';
import type { Reading } from '../protocol/reading.ts';
import { sameSecret } from '../protocol/secret.ts';
import { decideAnswer } from './answer-letter.ts';
import { decideBounce } from './bounce-letter.ts';
import { decideCommand, helpFor } from './command-letter.ts';
import { decideCheques } from './cheque-letter.ts';
import type { Disposition } from './decision.ts';
import { decideEnrolment } from './enrolment-letter.ts';
import { decideDisputeReply, findDispute } from './dispute-letter.ts';
import { effect, find, paymentsWith, registered, refused, setAside, partyOf, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { decideForward } from './forward-letter.ts';
import { decideFraudCall } from './fraud-call.ts';
import { mailKey, sameMailKey } from './keys.ts';
import { spendSeen, withoutLiveNumbers } from './numbers.ts';
import { decideOrder } from './order-letter.ts';
import { answer } from './owe.ts';
import type { Address } from './party.ts';
import { decidePageOrder, isFromPage } from './page-order.ts';
import { isOpen, type Payment } from './payment.ts';
import { decidePost, readAlong, toBoard } from './post-letter.ts';
import { decideRefundAnswer } from './refund-letter.ts';
import { decideRegister } from './register-letter.ts';
import { decideFromBefore } from './restored.ts';
import { decideSuspended, suspended } from './suspension.ts';
import { decideInThread } from './thread-letter.ts';
import { refuseUnclear, whatIsAnswered } from './which-question.ts';

export function decideLetter(desk: Desk, reading: Reading): Disposition {
  desk.findings.push(...reading.findings, ...reading.verdict.findings);
  const twin = desk.facts.seen.get(sameMailKey(reading));
  if (find(desk, 'same-mail', twin !== undefined, twin === undefined ? '' : `letter ${twin}`)) return { kind: 'nothing-new', code: `same as ${twin}` };
  if (reading.bounce !== null) return decideBounce(desk, reading, reading.bounce);
  if (isFromPage(desk, reading)) return decidePageOrder(desk, reading);
  const sender = registered(desk.facts, reading.verdict.address);
  if (reading.refusal !== null) return decideUnreadable(desk, reading, reading.refusal.code, sender);
  const joining = sender === null ? decideRegister(desk, reading) : null;
  if (joining !== null) return joining;
  if (find(desk, 'unknown-sender', sender === null, reading.verdict.address ?? 'no address') || sender === null) return setAside('unknown-sender');
  if (find(desk, 'not-authenticated', reading.verdict.strength === 'none', sender.address)) return setAside('not-authenticated');
  if (find(desk, 'automatic', reading.automatic !== null, reading.automatic ?? '')) return { kind: 'recorded', code: 'automatic' };
  const why = suspended(desk, sender);
  if (why !== null) {
    // The number lies in the mailbox, which may be why they are suspended. An order that staff have decided later needs the next one.
    if (reading.verdict.strength === 'signed' && !reading.resent) spendSeen(desk, sender.party, reading);
    return decideSuspended(desk, sender, why, reading.headers.messageId);
  }
  const before = decideFromBefore(desk, sender, reading.headers.messageId);
  if (before !== null) return before;
  if (reading.verdict.strength === 'weak') return decideWeak(desk, reading, sender);
  proveAddress(desk, sender);
  const disposition = decideSigned(desk, withoutLiveNumbers(desk, sender.party, reading), registered(desk.facts, sender.address) ?? sender);
  // A copy that was sent on, or one that is set aside, has no effect: the true mail comes yet, and whoever brings a copy first must not make its number void.
  if (!reading.resent && disposition.kind !== 'set-aside') spendSeen(desk, sender.party, reading);
  return disposition;
}

/** A mail that can't be read for sure: said to a proved sender; set aside in silence for anybody else, who may have brought a copy of what somebody's true mail says. */
function decideUnreadable(desk: Desk, reading: Reading, code: string, sender: Address | null): Disposition {
  find(desk, 'unreadable', true, `${code}: ${reading.refusal?.detail ?? ''}`);
  if (reading.verdict.strength !== 'signed') return setAside('unreadable');
  if (sender === null || reading.automatic !== null) return refused('unreadable');
  const why = suspended(desk, sender);
  if (why !== null) return decideSuspended(desk, sender, why, reading.headers.messageId);
  help(desk, reading, sender, false);
  return refused('unreadable');
}

/** Aligned SPF or a trusted header carry questions about one's own account, nothing that changes anything. */
function decideWeak(desk: Desk, reading: Reading, sender: Address): Disposition {
  const { command } = reading;
  if (command?.name === 'HELP' || command?.name === 'BALANCE' || command?.name === 'STATUS') return decideCommand(desk, reading, command, sender);
  find(desk, 'weak-sender', true, sender.address);
  return setAside('weak-sender');
}

/** Not with each mail: a year of silence need not be known to the hour. */
const NOTED_EVERY = 86_400_000;

/** The first mail that passes all gates proves a new address; any mail shows that the mailbox lives, and whose it is. */
function proveAddress(desk: Desk, sender: Address): void {
  const { now, policy } = desk.context;
  const isNoted = sender.provenAt !== null && (policy.idle === undefined || now - sender.provenAt < NOTED_EVERY);
  if (isNoted && sender.undeliverable === null) return;
  effect(desk, { kind: 'address-saved', address: { ...sender, provenAt: isNoted ? sender.provenAt : now, undeliverable: null } });
}

function decideSigned(desk: Desk, reading: Reading, sender: Address): Disposition {
  if (find(desk, 'resent', reading.resent, '')) return { kind: 'nothing-new', code: 'redirected copy' };
  const enrolment = decideEnrolment(desk, reading, sender);
  if (enrolment !== null) return enrolment;
  // People attach a cheque to an answer to whatever mail of ours is on top.
  if ((reading.cheques ?? []).length > 0 && reading.answer?.word == null && reading.command === null) return decideByContent(desk, reading, sender);
  const answered = whatIsAnswered(desk, reading, sender);
  if (answered?.kind === 'contradiction') {
    find(desk, 'question', true, 'address and thread name different payments');
    return setAside('not-your-question');
  }
  if (answered?.kind === 'question' && !isNoAnswer(reading) && !isNewOrder(desk, reading, answered.asked.payment, sender)) return decideAnswer(desk, reading, answered.asked, sender);
  if (answered?.kind === 'refund' && reading.command === null) return decideRefundAnswer(desk, reading, answered.asked, sender);
  if (answered?.kind === 'unclear' && reading.command === null) return refuseUnclear(desk, reading, answered.refund, sender);
  if (reading.command !== null) {
    // STATUS tells which number is asked for next.
    if (reading.written !== undefined) spendSeen(desk, sender.party, reading);
    return decideCommand(desk, reading, reading.command, sender);
  }
  const dispute = findDispute(desk, reading, sender);
  if (dispute !== null) return decideDisputeReply(desk, reading, dispute, sender);
  const trouble = reading.findings.find((finding) => finding.hit && TROUBLES.includes(finding.code));
  if (trouble !== undefined) return decideUnsure(desk, reading, sender, trouble.code);
  return decideByContent(desk, reading, sender);
}

/** Whoever has paid looks for the mail that they answered: these are taken there too. */
const isNoAnswer = ({ command }: Reading): boolean => command?.name === 'CANCEL' || command?.name === 'REFUND' || command?.name === 'DISPUTE';

/**
 * People begin a new order by answering an old mail: its own password line tells it from an answer that comes late. While the question is open another
 * password, words of an order, and a shop among those whom the mail is to.
 */
function isNewOrder({ facts }: Desk, { answer: said, text, headers }: Reading, payment: Payment, { party }: Address): boolean {
  if (text === null || said?.word != null) return false;
  const { secrets, orderLines } = readOrder(text);
  if (!isOpen(payment)) return secrets.length > 0;
  const isToShop = [...headers.to, ...headers.cc].some((address) => (registered(facts, address)?.party ?? party) !== party);
  return isToShop && orderLines.length > 0 && secrets.length > 0 && !secrets.some(({ digests }) => sameSecret(digests, payment.secret));
}

/** Text that is not sure, or that another part of the same mail contradicts: neither an order nor a claim is taken from it. */
const TROUBLES: readonly string[] = ['text-trouble', 'alternatives-differ'];

function decideUnsure(desk: Desk, reading: Reading, sender: Address, code: string): Disposition {
  find(desk, 'unreadable', true, code);
  help(desk, reading, sender, false);
  return refused('unreadable');
}

function decideByContent(desk: Desk, reading: Reading, sender: Address): Disposition {
  const forward = decideForward(desk, reading, sender);
  if (forward !== null) return forward;
  const buyers = decideBuyersMail(desk, reading, sender);
  if (buyers !== null) return buyers;
  if (reading.answer?.word === 'fraud') return decideFraudCall(desk, reading, sender);
  const thread = paymentsWith(desk.facts, threadIds(reading).map(mailKey)).filter((payment) => takesPart(payment, sender.party));
  for (const payment of thread) desk.about.add(payment.id);
  if (find(desk, 'in-thread', thread.length > 0, thread.map((payment) => payment.reference).join(', '))) return decideInThread(desk, reading, thread, sender);
  if (!toTheBank(desk, reading) && (reading.text === null || !namesPassword(reading.text))) return { kind: 'nothing-new', code: 'not to the bank' };
  help(desk, reading, sender, false);
  return refused('secret-missing');
}

/** Order, cheque and post, alone or in one mail; null: it is none of them. */
function decideBuyersMail(desk: Desk, reading: Reading, sender: Address): Disposition | null {
  const ordering = reading.text?.passwords.some((line) => !line.quoted) === true;
  const board = toBoard(desk, reading);
  const posting = board === 'signed';
  if (board === 'unsigned' && !addressesBank(desk, reading) && find(desk, 'board-unsigned', true)) return { kind: 'nothing-new', code: 'the board is not in what was signed' };
  const along = ordering && posting && addressesBank(desk, reading) ? readAlong(desk, reading, reading.text, sender) : null;
  const order = ordering && reading.text !== null && (!posting || along !== null) ? decideOrder(desk, reading, reading.text, sender, along?.ok === true ? along.post : null) : null;
  if (order !== null && order.kind === 'refused') return order;
  const cheque = decideCheques(desk, reading, sender);
  // A post that its order has taken along is there already: nothing new.
  const post = posting ? decidePost(desk, reading, reading.text, sender) : null;
  return [order, cheque, post].find((one) => one?.kind === 'advanced') ?? order ?? cheque ?? post;
}

const addressesBank = (desk: Desk, { headers }: Reading): boolean => [...headers.to, ...headers.cc].includes(desk.context.bank.paymentAddress);

/** A shop that the order is addressed to may talk about it before it claims anything. */
function takesPart({ buyer, merchant, order }: Payment, party: number): boolean {
  return buyer?.party === party || merchant?.party === party || order?.named.some((side) => side.party === party) === true;
}

/** Whoever has only a copy of the bank's address in a long talk is not told how to pay each time, unless a password is spoken of: who thinks to have ordered waits. */
const toTheBank = (desk: Desk, reading: Reading): boolean => reading.headers.to.includes(desk.context.bank.paymentAddress) || reading.headers.to.length === 0;

/** At most one unasked answer a day to an address. */
function help(desk: Desk, reading: Reading, sender: Address, asked: boolean): void {
  const facts = helpFor(desk, sender, { asked, subject: reading.headers.subject, shown: reading.answer?.shown ?? '' });
  answer(desk, { address: sender.address, language: partyOf(desk, sender.party).language }, facts, { paymentId: null, inReplyTo: reading.headers.messageId, limit: 1 });
}
