/** REFUND by mail, and the merchant's reply to the question that it brings. */
import { money } from '../protocol/money.ts';
import { readCommand } from '../protocol/command.ts';
import { ownText } from '../protocol/layout.ts';
import { readNamedPayment, readRefundWords } from '../protocol/named-payment.ts';
import type { AnswerReading, Reading } from '../protocol/reading.ts';
import { showReference } from '../protocol/reference.ts';
import { afterOf } from './after.ts';
import type { Disposition } from './decision.ts';
import { find, partyOf, paymentsOfReference, paymentsWith, refused, setAside, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { givenBack, merchantHas } from './give-back.ts';
import { mailKey, tokenKey } from './keys.ts';
import { spokenWords } from './live-secret.ts';
import { answer, reachable, shownReference } from './owe.ts';
import type { Address } from './party.ts';
import type { Payment, RefundAsk } from './payment.ts';
import { publicSentence, type RefusalCode } from './refusals.ts';
import { endRefund, makeRefund, missing, MOST_REFUNDS, openRefund, wishAgain, wishRefund, type OpenRefund } from './refund.ts';
import { isFromBefore } from './before-restore.ts';
import { staffTask } from './staff.ts';
import { matched, type Matched } from './verbs.ts';
import { tellRefusal } from './tell-refusal.ts';

/** `contradicted`: address and thread name the refunds of different payments. */
export type AskedRefund = { readonly payment: Payment; readonly ask: RefundAsk; readonly contradicted: boolean };

/** REFUND K7F3-K29Q [total] [reason], from the merchant who was paid. */
export function decideRefundCommand(desk: Desk, reading: Reading, rest: string, sender: Address): Disposition {
  const named = readNamedPayment(rest);
  const [found] = named === null ? [] : paymentsOfReference(desk.facts, named.reference).filter((payment) => payment.merchant?.party === sender.party);
  if (named === null || found === undefined) return refuse(desk, reading, sender, null, 'payment-unknown', named?.reference ?? null);
  desk.about.add(found.id);
  if (found.state.name !== 'settled') return refuse(desk, reading, sender, null, 'not-settled', named.reference);
  const payment = matched(found);
  const words = readRefundWords(named.rest, payment.claim.total.currency);
  if (!words.ok) return refuse(desk, reading, sender, payment, words.readings.length > 0 ? 'amount-ambiguous' : 'amount-unreadable', named.reference, words.readings);
  const total = words.total ?? payment.claim.total;
  const code = find(desk, 'address-too-new', desk.context.now < sender.usableFrom) ? 'address-too-new' : troubleOf(desk, payment, total);
  if (find(desk, 'refund-unfit', code !== null, code ?? '') && code !== null) return refuse(desk, reading, sender, payment, code, named.reference);
  const open = openRefund(payment);
  if (open !== null && open.total.minor === total.minor && open.by.address === sender.address) return wishAgain(desk, payment, open);
  const reason = spokenWords(desk, [sender.party, payment.buyer.party], reading, commandLine(reading), words.reason);
  return wishRefund(desk, payment, { party: sender.party, address: sender.address }, total, reason);
}

/** Where the command stands in the text; null: in the subject. */
function commandLine({ headers, text }: Reading): number | null {
  const at = text === null ? undefined : ownText(text.lines, text.separators).own[0];
  return at === undefined || readCommand(headers.subject, [], false) !== null ? null : at;
}

function troubleOf(desk: Desk, payment: Matched, total: ReturnType<typeof givenBack>): RefusalCode | null {
  const { claim } = payment;
  if (total.currency !== claim.total.currency) return 'currency-differs';
  if (total.minor <= 0n) return 'not-positive';
  if (total.minor > claim.total.minor) return 'above-paid';
  if (total.minor <= afterOf(payment).givenBack) return 'given-back-already';
  if (afterOf(payment).refunds.length >= MOST_REFUNDS) return 'too-many-refunds';
  const held = openRefund(payment)?.held ?? 0n;
  return total.minor - afterOf(payment).givenBack > merchantHas(desk, payment).minor + held ? 'funds-short' : null;
}

type Answered = { readonly answered?: 'no' | 'fraud' };

function refuse(desk: Desk, reading: Reading, sender: Address, payment: Matched | null, code: RefusalCode, reference: string | null, readings: readonly string[] = [], answered: Answered = {}): Disposition {
  const { language } = partyOf(desk, sender.party);
  const facts = {
    kind: 'refund-refused', code, sentence: publicSentence(code, language), asked: reference === null ? null : showReference(reference),
    paid: payment?.claim.total ?? null, before: payment === null ? null : givenBack(payment), readings, ...answered,
  } as const;
  tellRefusal(desk, { address: sender.address, language }, facts, { paymentId: payment?.id ?? null, inReplyTo: reading.headers.messageId }, threadIds(reading));
  return refused(code);
}

/** The wish that a reply is about, by the token in its address, else by its thread; where both are there they must name the same payment (C3). */
export function findRefund(desk: Desk, tokens: readonly string[], thread: readonly string[]): AskedRefund | null {
  const named = (keys: readonly string[], isNamed: (ask: RefundAsk) => boolean): readonly { readonly payment: Payment; readonly ask: RefundAsk }[] =>
    paymentsWith(desk.facts, keys).flatMap((payment) => afterOf(payment).refunds.filter(isNamed).slice(-1).map((ask) => ({ payment, ask })));
  const byToken = named(tokens.map(tokenKey), (ask) => tokens.includes(ask.token));
  const byThread = named(thread.map(mailKey), (ask) => ask.messageIds.some((id) => thread.includes(id)));
  const found = byToken.at(-1) ?? byThread.at(-1);
  return found === undefined ? null : { ...found, contradicted: [...byToken, ...byThread].some(({ payment }) => payment.id !== found.payment.id) };
}

export function decideRefundAnswer(desk: Desk, reading: Reading, { payment, ask, contradicted }: AskedRefund, sender: Address): Disposition {
  desk.about.add(payment.id);
  if (find(desk, 'question', contradicted, 'address and thread name refunds of different payments')) return setAside('not-your-question');
  if (find(desk, 'not-your-question', ask.by.party !== sender.party, sender.address)) {
    staffTask(desk, 'token-of-another', `${sender.address} answered the question about a refund of payment ${shownReference(payment)}, which was asked of somebody else.`, payment.id);
    return setAside('not-your-question');
  }
  callOnFraud(desk, reading, { payment, ask }, sender);
  const open = openRefund(payment);
  if (find(desk, 'other-address', ask.by.address !== sender.address, sender.address)) return otherAddress(desk, payment, open);
  if (open !== null && isFromBefore(desk.context, open.askedAt)) {
    endRefund(desk, payment, 'restored');
    return refused('too-late');
  }
  if (open === null || open.token !== ask.token) return late(desk, reading, payment, ask, sender);
  if (desk.at > open.state.until + desk.context.policy.graceSpan) {
    endRefund(desk, payment, 'expired');
    return refused('too-late');
  }
  return byWord(desk, reading, payment, open, sender);
}

/** Whatever has become of the refund, and from whichever address of the shop: somebody else may write in its name. */
export function callOnFraud(desk: Desk, { answer: said }: Reading, { payment, ask }: Pick<AskedRefund, 'payment' | 'ask'>, sender: Address): void {
  if (wordOf(said) !== 'fraud' || ask.by.party !== sender.party) return;
  const made = ask.state.name === 'closed' && ask.state.how === 'made' ? ' It has been made already.' : '';
  staffTask(desk, 'fraud', `${sender.address} did not wish the refund of payment ${shownReference(payment)} that was asked in their name.${made}`, payment.id);
}

function byWord(desk: Desk, reading: Reading, payment: Payment, open: OpenRefund, sender: Address): Disposition {
  const word = wordOf(reading.answer);
  find(desk, `refund-${word}`, true, reading.answer?.doubt ?? '');
  switch (word) {
    case 'consent': {
      const made = makeRefund(desk, payment);
      return made ?? refuse(desk, reading, sender, matched(payment), 'funds-short', payment.reference);
    }
    case 'refusal':
      return endRefund(desk, payment, 'refused');
    case 'fraud':
      return endRefund(desk, payment, 'refused');
    case 'unclear':
      return unclear(desk, reading, payment, open, sender);
    default:
      return word satisfies never;
  }
}

/** OK alone on the first line, and nothing that makes it doubtful: a shop has no password to give. */
function wordOf(reading: AnswerReading | null): 'consent' | 'refusal' | 'fraud' | 'unclear' {
  if (reading === null || reading.word === null) return 'unclear';
  if (reading.word !== 'consent') return reading.word;
  return reading.whole === null && reading.doubt === null ? 'consent' : 'unclear';
}

/** The help goes where the question went, once. */
function otherAddress(desk: Desk, payment: Payment, open: OpenRefund | null): Disposition {
  const { language } = partyOf(desk, matched(payment).merchant.party);
  const asked = open?.state.name === 'answer' ? reachable(desk, open.by) : null;
  if (open !== null && asked !== null) answer(desk, { address: asked.address, language }, unclearFacts(payment, open, '', publicSentence('other-address', language)), { paymentId: payment.id, once: `other-address:${open.token}` });
  return refused('other-address');
}

/** Why an answer could not be taken, where the refund is still asked of its shop. */
export function helpWithRefund(desk: Desk, reading: Reading, payment: Payment, sender: Address, code: RefusalCode): void {
  const open = openRefund(payment);
  if (open?.state.name !== 'answer') return;
  const { language } = partyOf(desk, sender.party);
  answer(desk, { address: sender.address, language }, unclearFacts(payment, open, reading.answer?.shown ?? '', publicSentence(code, language)), { paymentId: payment.id, inReplyTo: reading.headers.messageId });
}

const unclearFacts = (payment: Payment, open: OpenRefund, shown: string, doubt: string | null) =>
  ({ kind: 'refund-unclear', reference: shownReference(payment), returns: money(open.total.currency, missing(matched(payment), open)), until: open.state.until, shown, doubt }) as const;

function unclear(desk: Desk, reading: Reading, payment: Payment, open: OpenRefund, sender: Address): Disposition {
  const facts = unclearFacts(payment, open, reading.answer?.shown ?? '', reading.answer?.doubt ?? null);
  answer(desk, { address: sender.address, language: partyOf(desk, sender.party).language }, facts, { paymentId: payment.id, inReplyTo: reading.headers.messageId });
  return refused('answer-unclear');
}

/** An answer to a wish that is closed: done already, replaced by another, or over. */
function late(desk: Desk, reading: Reading, payment: Payment, ask: RefundAsk, sender: Address): Disposition {
  const word = wordOf(reading.answer);
  const made = ask.state.name === 'closed' && ask.state.how === 'made';
  if (made && word === 'consent') return { kind: 'nothing-new', code: 'refunded already' };
  const answered: Answered = word === 'fraud' ? { answered: 'fraud' } : word === 'refusal' ? { answered: 'no' } : {};
  return refuse(desk, reading, sender, matched(payment), made ? 'given-back-already' : 'refund-over', payment.reference, [], answered);
}
