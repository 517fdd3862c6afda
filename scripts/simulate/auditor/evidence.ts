/** No payment without its evidence: the order of that buyer, the forward of that shop that holds it, and the consent to that very question, in time. */
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import type { Transfer } from '../../../clearinghouse/core/account.ts';
import type { DecisionRow } from '../../../clearinghouse/store/store.ts';
import { messageIdOf } from '../mail.ts';
import { Violation } from '../violation.ts';
import { isInTime, isProved, questionAnswered, questionsOf, type Question } from './answers.ts';
import { roadTrouble, unaskedTrouble, type Claimed } from './roads.ts';
import { partiesCalled, partyAt, TERMS, type Eyes, type Seen } from './eyes.ts';
import { holdsLines, passwordsIn } from './words.ts';

type Moved = { readonly eyes: Eyes; readonly transfer: Transfer; readonly payment: Payment; readonly payer: number; readonly payee: number; readonly amount: bigint };

export const accountParty = (account: string): number => Number.parseInt(account.split(':')[1] ?? '', 10);

function demand(holds: boolean, what: string, { payment }: Pick<Moved, 'payment'>, letters: readonly Seen[]): asserts holds {
  if (!holds) throw new Violation(`payment ${payment.reference}: ${what}`, { payments: [payment.id], deals: letters.map(({ mail }) => mail.deal) });
}

/** `decisions` are those since the last look that are about this payment: one of them has to be the consent. */
export function judgePayment(eyes: Eyes, transfer: Transfer, payment: Payment, decisions: readonly DecisionRow[]): void {
  const [from, to] = transfer.postings;
  const about = { payment };
  demand(from !== undefined && to !== undefined && transfer.postings.length === 2 && from.amount < 0n && to.amount === -from.amount, 'its money moves otherwise than from one account to one other', about, []);
  const moved: Moved = { eyes, transfer, payment, payer: accountParty(from.account), payee: accountParty(to.account), amount: to.amount };
  demand(!eyes.paid.has(payment.id), 'it is paid a second time', about, []);
  // The bank says by which letter it paid; where it does not, by the first that it decided.
  const paying = decisions.filter(({ disposition }) => disposition.code === 'settled');
  const letters = (paying.length > 0 ? paying : decisions).flatMap(({ input }) => (input.kind === 'letter' ? (eyes.letters.get(input.letterId) ?? []) : []));
  const order = orderOf(moved);
  const forward = forwardOf(moved, order);
  const [letter = forward] = letters;
  const claimed: Claimed = { eyes, payment, order, forward, payee: moved.payee, amount: moved.amount, currency: transfer.currency };
  // A shop's OK to its own refund frees money for what nobody is asked about.
  const isOfRefund = letter.words.ok === '' && partyAt(eyes, letter.mail.from) !== moved.payer;
  const consent = letter.words.ok === null || isOfRefund ? null : consentOf(moved, letters, order);
  const trouble = (consent === null ? unaskedTrouble(claimed) : null) ?? roadTrouble(claimed);
  demand(trouble === null, trouble ?? '', about, [order, forward, letter]);
  notBlocked(moved, [order, consent ?? forward]);
  noRefusalBefore(moved, order, consent ?? letter, decisions);
  const secret = `${moved.payer}|${order.words.password ?? ''}`;
  demand(!eyes.spentSecrets.has(secret), `its password has paid payment ${eyes.spentSecrets.get(secret)} before`, about, [order]);
  eyes.spentSecrets.set(secret, payment.id);
  if (consent !== null) {
    demand(!eyes.spentMails.has(consent.mail.number), `its consent has paid payment ${eyes.spentMails.get(consent.mail.number)} before`, about, [consent]);
    eyes.spentMails.set(consent.mail.number, payment.id);
  }
  eyes.paid.set(payment.id, moved.amount);
}

/** The bank's record says which letter it takes for the order; whether it is one we say. */
function orderOf(moved: Moved): Seen {
  const { eyes, payment, payer, payee, amount, transfer } = moved;
  const order = eyes.letters.get(payment.order?.letterId ?? -1);
  demand(order !== undefined && isProved(order), 'no signed order of the buyer', moved, order === undefined ? [] : [order]);
  const { words, mail } = order;
  demand(partyAt(eyes, mail.from) === payer, 'somebody else pays than who ordered', moved, [order]);
  demand(words.password !== null && !words.holdsForward, 'its order holds no password of its own', moved, [order]);
  const named = [...mail.to.flatMap((address) => partyAt(eyes, address) ?? []), ...partiesCalled(eyes, words.payTo)];
  demand(named.length === 0 || named.includes(payee), 'the order names another shop', moved, [order]);
  demand(words.upTo === null || (words.upTo.currency === transfer.currency && amount <= words.upTo.minor), `it is above what the order allows (${words.upTo?.minor})`, moved, [order]);
  return order;
}

function forwardOf(moved: Moved, order: Seen): Seen {
  const { eyes, payment, payee, amount, transfer } = moved;
  const forward = eyes.letters.get(payment.claim?.letterId ?? -1);
  demand(forward !== undefined && isProved(forward), 'no signed forward of the shop', moved, forward === undefined ? [order] : [order, forward]);
  const { mail, words } = forward;
  demand(partyAt(eyes, mail.from) === payee, 'somebody else is paid than who forwarded', moved, [order, forward]);
  const original = mail.original;
  // What is attached is the very mail, or holds its text.
  const isVery = original !== null && messageIdOf(original) === messageIdOf(order.mail) && original.strength === 'signed';
  const held = isVery || [mail.text, original?.text ?? ''].some((text) => passwordsIn(text).includes(order.words.password ?? '') && holdsLines(text, order.words.own));
  demand(held, 'the forward does not hold the order', moved, [order, forward]);
  demand(words.total?.minor === amount && words.total.currency === transfer.currency, `the forward claims ${words.total?.minor}, ${amount} is paid`, moved, [order, forward]);
  return forward;
}

function consentOf(moved: Moved, letters: readonly Seen[], order: Seen): Seen {
  const { eyes, payment, amount, transfer } = moved;
  const [consent] = letters;
  demand(consent !== undefined, 'money moves though no letter was decided', moved, [order]);
  const found = [order, consent];
  demand(isProved(consent), `its consent is not proved to be the buyer's (${consent.strength})`, moved, found);
  demand(consent.mail.from === order.mail.from, 'its consent comes from another address than the order', moved, found);
  demand(consent.words.ok !== null && consent.words.ok === order.words.password, 'its consent does not hold the password of the order', moved, found);
  const question = questionAnswered(eyes, consent);
  demand(question !== null && question.paymentId === payment.id, 'its consent answers no question of this payment', moved, found);
  demand(question.facts.total.minor === amount && question.facts.total.currency === transfer.currency, `the question was about ${question.facts.total.minor}, ${amount} is paid`, moved, found);
  demand(partyAt(eyes, question.facts.shop.address) === moved.payee, 'the question named another shop', moved, found);
  demand(isInTime(consent, question), 'its consent came too late', moved, found);
  demand(isNewest(moved, question, consent), 'a newer question has been asked', moved, found);
  return consent;
}

/** After FRAUD nothing more is paid to this shop, also not what it had claimed before. */
function notBlocked(moved: Moved, letters: readonly Seen[]): void {
  const block = moved.eyes.blocks.get(`${moved.payer}>${moved.payee}`);
  demand(block === undefined || moved.transfer.at <= block, 'the buyer had said FRAUD of this shop before', moved, letters);
}

function isNewest({ eyes, payment }: Moved, question: Question, consent: Seen): boolean {
  const all = questionsOf(eyes, payment.id);
  // By their order: the clock may have gone back between them.
  return !all.slice(all.findLastIndex(({ replyTo }) => replyTo === question.replyTo) + 1).some((one) => one.owedAt < consent.keptAt);
}

/** NO, FRAUD or CANCEL that was received and read before the letter that pays ends the payment. */
function noRefusalBefore(moved: Moved, order: Seen, consent: Seen, decisions: readonly DecisionRow[]): void {
  const { eyes, payment } = moved;
  const decidedAt = decisions.at(-1)?.at ?? eyes.clock();
  const shown = `${payment.reference.slice(0, 4)}-${payment.reference.slice(4)}`;
  const refusal = (eyes.byWriter.get(order.mail.from) ?? []).find((one) => {
    const isEarlier = one.receivedAt < consent.receivedAt && one.keptAt < decidedAt && decidedAt - one.keptAt < TERMS.longestWait && one.keptAt <= consent.keptAt;
    if (!isEarlier || !isProved(one) || one.ended.some((ended) => ended.startsWith('set-aside'))) return false;
    const cancels = one.mail.text.split('\n')[0] === `CANCEL ${shown}`;
    return cancels || ((one.words.no || one.words.fraud) && questionAnswered(eyes, one)?.paymentId === payment.id);
  });
  demand(refusal === undefined, 'it is paid though the buyer had refused it before', moved, refusal === undefined ? [] : [consent, refusal]);
}
