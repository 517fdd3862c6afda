/** What the bank has promised to whoever does it right: a good consent pays, a NO frees, a good order begins a payment, one that its buyer's accounts can't pay does not. */
import type { DecisionRow } from '../../../clearinghouse/store/store.ts';
import { PAY } from '../people.ts';
import { Violation } from '../violation.ts';
import { isInTime, isProved, questionAnswered, questionsOf, type Question } from './answers.ts';
import { DAY, partyAt, TERMS, type Eyes, type Seen } from './eyes.ts';

/** A letter has been decided. */
export async function checkPromises(eyes: Eyes, letter: Seen, decision: DecisionRow): Promise<void> {
  const isFirstCopy = !(eyes.byWriter.get(letter.mail.from) ?? []).some((one) => one !== letter && one.mail.number === letter.mail.number && one.ended.length > 0);
  if (!isProved(letter) || !isFirstCopy) return;
  if (letter.mail.to.some((address) => address.includes('+'))) return answerKept(eyes, letter, decision);
  orderKept(eyes, letter, decision);
}

async function answerKept(eyes: Eyes, letter: Seen, decision: DecisionRow): Promise<void> {
  const { words, mail } = letter;
  const question = questionAnswered(eyes, letter);
  if (question === null || question.paymentId === null) return;
  const refuses = words.no || words.fraud;
  const payment = await eyes.store().findPayment(`ref:${question.facts.reference.replace('-', '')}`);
  if (payment === null) throw new Violation(`the payment of question ${question.messageId} is not there`, { deals: [mail.deal] });
  const order = eyes.letters.get(payment.order?.letterId ?? -1);
  const consents = words.ok !== null && words.ok !== '' && words.ok === order?.words.password;
  const scope = `${partyAt(eyes, mail.from)}|${Math.floor(decision.at / DAY)}`;
  const wrong = eyes.wrongAnswers.get(scope) ?? 0;
  if (words.ok !== null && words.ok !== '' && !consents) eyes.wrongAnswers.set(scope, wrong + 1);
  if (words.fraud && TAKEN_FRAUD.has(decision.disposition.code)) eyes.blocks.set(`${payment.buyer?.party}>${partyAt(eyes, question.facts.shop.address)}`, decision.at);
  const isFault = (refuses && isOpenStill(payment.state.name)) || (consents && wrong < TERMS.wrongADay && isInTime(letter, question) && isIgnored(eyes, payment, question, letter));
  if (isFault) throw new Violation(`payment ${payment.reference}: a good ${refuses ? 'refusal' : 'consent'} ended as ${decision.disposition.kind} ${decision.disposition.code}; the payment is ${payment.state.name}`, { payments: [payment.id], deals: [mail.deal] });
}

/** Also after its end or its payment, FRAUD is said of the shop that asked. */
const TAKEN_FRAUD: ReadonlySet<string> = new Set(['fraud', 'fraud-noted', 'already-paid']);

const isOpenStill = (name: string): boolean => name === 'awaiting-answer' || name === 'awaiting-funds';

/** Still waiting for this very answer; or ended for want of one, although it was there in time. */
function isIgnored(eyes: Eyes, payment: { readonly id: number; readonly state: { readonly name: string; readonly at?: number; readonly reason?: string; readonly until?: number } }, question: Question, letter: Seen): boolean {
  const { state } = payment;
  const isNewest = questionsOf(eyes, payment.id).at(-1)?.replyTo === question.replyTo;
  if (!isNewest) return false;
  if (state.name === 'awaiting-answer') return state.until === question.facts.until;
  const endedAt = state.at ?? 0;
  const safe = letter.receivedAt <= question.facts.until + TERMS.grace - eyes.widestSkew - 1;
  return state.name === 'ended' && state.reason === 'no-answer' && safe && (letter.imap || letter.keptAt < endedAt) && endedAt - letter.keptAt < TERMS.longestWait;
}

/** A printed number is good for one order, whatever becomes of it. */
function numberOnce(eyes: Eyes, letter: Seen, { kind, code }: DecisionRow['disposition']): void {
  const person = eyes.parties.get(letter.mail.from);
  const number = letter.words.password ?? '';
  if (kind !== 'advanced' || !letter.mail.to.includes(PAY) || person?.card?.numbers.includes(number) !== true || letter.words.holdsForward) return;
  const key = `${person.party} ${number}`;
  if (eyes.spentNumbers.has(key)) throw new Violation(`number ${number} was taken a second time (${code})`, { deals: [letter.mail.deal] });
  eyes.spentNumbers.set(key, letter.letterId);
}

function orderKept(eyes: Eyes, letter: Seen, { disposition, at }: DecisionRow): void {
  const { mail, words } = letter;
  const party = partyAt(eyes, mail.from);
  numberOnce(eyes, letter, disposition);
  const isOrder = words.password !== null && words.password.length > 8 && !words.holdsForward && words.total === null && mail.original === null && mail.thread.length === 0;
  if (party === null || !isOrder) return;
  const key = `${party}|${words.password}`;
  const before = eyes.orders.get(key);
  eyes.orders.set(key, letter.letterId);
  // Whoever brings the bank a mail that was meant for the shop alone begins the payment, too: the question guards it.
  if (before !== undefined || !mail.to.includes(PAY)) return;
  const isPayable = words.upTo === null || eyes.parties.get(mail.from)?.currencies.includes(words.upTo.currency) !== false;
  if ((disposition.kind === 'advanced') !== isPayable) {
    throw new Violation(`${isPayable ? 'a good order' : 'an order up to a sum in a currency in which its buyer has no account'} ended as ${disposition.kind} ${disposition.code} at ${new Date(at).toISOString()}`, { deals: [mail.deal] });
  }
}
