/**
 * Which of the bank's questions does a letter answer, where it bears marks of two kinds: of a question asked of a buyer, and of one about a refund?
 * A shop that buys as well has both in its mailbox, and a long thread names them all. What was asked of the sender counts, then the address and the
 * newest mail of the thread; where these differ and both questions are open, nothing follows (5 §3.5: nobody can say what was meant).
 */
import type { Reading } from '../protocol/reading.ts';
import { endsQuestion, findQuestion, type AskedQuestion } from './answer-letter.ts';
import type { Disposition } from './decision.ts';
import { find, refused, type Desk } from './desk.ts';
import { questionTokens, threadIds } from './fact-keys.ts';
import type { Address } from './party.ts';
import { isOpen } from './payment.ts';
import { callOnFraud, findRefund, helpWithRefund, type AskedRefund } from './refund-letter.ts';
import { openRefund } from './refund.ts';

/** Null: the letter answers nothing. `contradiction`: its marks name questions of different payments (C3). */
export type Answered =
  | { readonly kind: 'question'; readonly asked: AskedQuestion }
  | { readonly kind: 'refund'; readonly asked: AskedRefund }
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'unclear'; readonly refund: AskedRefund };

type Kind = 'question' | 'refund';

export function whatIsAnswered(desk: Desk, reading: Reading, sender: Address): Answered | null {
  const tokens = questionTokens(reading, desk.context.bank);
  const question = findQuestion(desk, tokens, threadIds(reading), endsQuestion(reading));
  const refund = findRefund(desk, tokens, threadIds(reading));
  if (question === null) return refund === null ? null : { kind: 'refund', asked: refund };
  const kind = refund === null ? 'question' : whichKind(desk, reading, tokens, question, refund, sender);
  if (refund !== null) find(desk, 'two-questions', kind === null, kind ?? '');
  if (refund !== null && kind === null) return { kind: 'unclear', refund };
  if (refund !== null && kind === 'refund') return { kind: 'refund', asked: refund };
  return question === 'contradiction' ? { kind: 'contradiction' } : { kind: 'question', asked: question };
}

function whichKind(desk: Desk, reading: Reading, tokens: readonly string[], question: AskedQuestion | 'contradiction', refund: AskedRefund, sender: Address): Kind | null {
  const ownRefund = refund.ask.by.party === sender.party;
  const ownQuestion = question !== 'contradiction' && question.payment.buyer?.party === sender.party;
  if (question !== 'contradiction' && ownRefund !== ownQuestion) return ownRefund ? 'refund' : 'question';
  const written = namedBy(desk, reading, tokens, []);
  const newest = newestOf(desk, reading);
  if (written !== 'both' && newest !== 'both' && (written === null || newest === null || written === newest)) return written ?? newest;
  const refundLives = openRefund(refund.payment)?.token === refund.ask.token;
  const questionLives = question === 'contradiction' || isOpen(question.payment);
  if (refundLives && questionLives) return null;
  return refundLives ? 'refund' : 'question';
}

function namedBy(desk: Desk, reading: Reading, tokens: readonly string[], thread: readonly string[]): Kind | 'both' | null {
  const question = findQuestion(desk, tokens, thread, endsQuestion(reading)) !== null;
  const refund = findRefund(desk, tokens, thread) !== null;
  if (question && refund) return 'both';
  return question ? 'question' : refund ? 'refund' : null;
}

/** What the letter answers directly; else the last that stands in its References. */
function newestOf(desk: Desk, reading: Reading): Kind | 'both' | null {
  const groups = [reading.headers.inReplyTo, ...reading.headers.references.toReversed().map((id) => [id])];
  for (const group of groups) {
    const named = namedBy(desk, reading, [], group);
    if (named !== null) return named;
  }
  return null;
}

/** Refused without effect; where the refund is open its shop is told to answer each question by itself. */
export function refuseUnclear(desk: Desk, reading: Reading, refund: AskedRefund, sender: Address): Disposition {
  desk.about.add(refund.payment.id);
  callOnFraud(desk, reading, refund, sender);
  helpWithRefund(desk, reading, refund.payment, sender, 'two-questions');
  return refused('two-questions');
}
