/** Replies to a question (5 §3.5): which question, by whom, and how it is judged. The token routes; it proves nothing. */
import { ALTERNATIVES_DIFFER, judgeAnswer, numbersBeside } from '../protocol/consent.ts';
import type { Reading } from '../protocol/reading.ts';
import type { Disposition, Effect } from './decision.ts';
import { effect, find, partyOf, paymentsWith, refused, setAside, tallySum, type Desk } from './desk.ts';
import { dayOf, mailKey, tokenKey } from './keys.ts';
import { besideNumber, spendSeen } from './numbers.ts';
import { answer, nameOf, owe, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import type { Payment, Question } from './payment.ts';
import { publicSentence } from './refusals.ts';
import { schemeOf, type Judgement } from './scheme.ts';
import { staffTask } from './staff.ts';
import { tellStanding } from './standing.ts';

export type AskedQuestion = { readonly payment: Payment; readonly question: Question };

/** By the token in a recipient address, or by the thread; where both are there they must name the same payment (C3). `ofCopies`: the thread may hold a copy instead. */
export function findQuestion(desk: Desk, tokens: readonly string[], thread: readonly string[], ofCopies: boolean): AskedQuestion | 'contradiction' | null {
  const byToken = paymentsWith(desk.facts, tokens.map(tokenKey)).flatMap((payment) => asked(payment, (question) => tokens.includes(question.token)));
  const byThread = paymentsWith(desk.facts, thread.map(mailKey)).flatMap((payment) => asked(payment, (question) => [...question.messageIds, ...(ofCopies ? (question.copyIds ?? []) : [])].some((id) => thread.includes(id))));
  const all = [...byToken, ...byThread];
  const first = all[0];
  if (first === undefined) return null;
  return all.some((one) => one.payment.id !== first.payment.id) ? 'contradiction' : (byToken.at(-1) ?? byThread.at(-1) ?? null);
}

/** What is taken in answer to the copy of a question as well. */
export const endsQuestion = ({ answer: read }: Reading): boolean => read !== null && (read.word === 'refusal' || read.word === 'fraud') && read.doubt !== ALTERNATIVES_DIFFER;

/** Of several questions of one payment that are named, the newest: a long thread names them all. */
const asked = (payment: Payment, named: (question: Question) => boolean): readonly AskedQuestion[] =>
  payment.questions.filter(named).slice(-1).map((question) => ({ payment, question }));

const judgements = { CONSENT: 'consent', REFUSED: 'refusal', FRAUD: 'fraud', WRONG_PASSWORD: 'wrong-password', UNCLEAR: 'unclear' } as const;

export function decideAnswer(desk: Desk, reading: Reading, { payment, question }: AskedQuestion, sender: Address): Disposition {
  desk.about.add(payment.id);
  if (find(desk, 'not-your-question', payment.buyer?.party !== sender.party, sender.address)) return notYours(desk, payment, sender);
  const number = question.withNumber === true && reading.answer !== null ? besideNumber(desk, sender.party, numbersBeside(reading.answer, payment.secret), reading) : null;
  // Before anything is told: no notice asks for a number that this very mail has made void.
  if (reading.written !== undefined) spendSeen(desk, sender.party, reading);
  const judgement: Judgement = number !== null ? 'consent' : reading.answer === null ? 'unclear' : judgements[judgeAnswer(reading.answer, payment.secret)];
  const isElsewhere = payment.buyer?.address !== sender.address;
  if (find(desk, 'other-address', isElsewhere && !isAlwaysTaken(judgement), sender.address)) return otherAddress(desk, payment, reading);
  find(desk, `answer-${judgement}`, true, reading.answer?.doubt ?? '');
  if (judgement === 'wrong-password' || judgement === 'consent') {
    const locked = lockedOut(desk, payment, judgement);
    if (locked !== null) return locked;
  }
  // Of a question that is over nothing is to be taken from words that can't be read: what became of it is told, once.
  if (find(desk, 'question-over', (judgement === 'unclear' || judgement === 'wrong-password') && payment.state.name !== 'awaiting-answer', payment.state.name)) return tellStanding(desk, payment, sender, reading.headers.messageId);
  const shown = reading.answer?.shown ?? '';
  const doubt = reading.answer?.doubt ?? null;
  const event = { kind: 'answered', judgement, question, shown, doubt, ...(number === null ? {} : { number }), messageId: reading.headers.messageId } as const;
  const before = desk.effects.length;
  const disposition = schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, event);
  tellWriter(desk, payment, 'buyer', sender, desk.effects.slice(before), reading.headers.messageId);
  return disposition;
}

/**
 * From any address of the buyer: neither moves money, and whoever has lost one mailbox has the others left. Also from one that is still in its waiting time,
 * which is against payments alone: staff have added it, perhaps just because the first mailbox is a thief's.
 */
const isAlwaysTaken = (judgement: Judgement): boolean => judgement === 'refusal' || judgement === 'fraud';

/** A side's mail from another address of theirs: what the address in the payment reads of it may be read there by a thief alone. */
export function tellWriter(desk: Desk, payment: Payment, by: 'buyer' | 'merchant', sender: Address, effects: readonly Effect[], messageId: string | null): void {
  const { language } = partyOf(desk, sender.party);
  const side = payment[by]?.address;
  if (side === sender.address) return;
  for (const one of effects) {
    if (one.kind !== 'notice' || one.notice.paymentId !== payment.id || one.notice.to !== side) continue;
    owe(desk, sender.address, language, one.notice.facts, { paymentId: payment.id, inReplyTo: messageId, reply: true });
  }
}

/** Only the buyer's mailbox knows the token: somebody else's mail with it is a matter for staff. */
function notYours(desk: Desk, payment: Payment, sender: Address): Disposition {
  staffTask(desk, 'token-of-another', `${sender.address} answered the question of payment ${shownReference(payment)}, which was asked of somebody else.`, payment.id);
  return setAside('not-your-question');
}

/** The question went to the address that ordered; the help goes there too (5 §5 case 82). */
function otherAddress(desk: Desk, payment: Payment, reading: Reading): Disposition {
  const { buyer, merchant, claim, state } = payment;
  if (buyer === null || merchant === null || claim === null || state.name !== 'awaiting-answer') return refused('other-address');
  const language = partyOf(desk, buyer.party).language;
  const facts = { kind: 'answer-unclear', reference: shownReference(payment), shop: nameOf(desk, merchant), total: claim.total, until: state.until, shown: '', doubt: publicSentence('other-address', language) } as const;
  answer(desk, { address: buyer.address, language }, facts, { paymentId: payment.id, inReplyTo: reading.headers.messageId, once: `other-address:${payment.id}` });
  return refused('other-address');
}

/** Five wrong passwords a day lock a buyer's consents until the next (5 §3.3); NO and FRAUD are always taken. */
function lockedOut(desk: Desk, payment: Payment, judgement: Judgement): Disposition | null {
  const scope = `party:${payment.buyer?.party ?? 0}`;
  const day = dayOf(desk.context.now);
  const wrong = tallySum(desk.facts, scope, 'wrong-password', day, day);
  if (find(desk, 'answers-locked', wrong >= BigInt(desk.context.policy.wrongPasswordsPerDay), `${wrong} wrong today`)) {
    const { buyer, merchant, claim } = payment;
    if (buyer !== null && merchant !== null && claim !== null && payment.state.name === 'awaiting-answer') {
      const language = partyOf(desk, buyer.party).language;
      const facts = { kind: 'answer-unclear', reference: shownReference(payment), shop: nameOf(desk, merchant), total: claim.total, until: payment.state.until, shown: '', doubt: publicSentence('answers-locked', language) } as const;
      answer(desk, { address: buyer.address, language }, facts, { paymentId: payment.id });
    }
    return refused('answers-locked');
  }
  if (judgement === 'wrong-password' && payment.state.name === 'awaiting-answer') effect(desk, { kind: 'tallied', scope, name: 'wrong-password', day, amount: 1n });
  return null;
}
