/** HELP, BALANCE, STATUS, CANCEL by mail: a whole line in a mail without a password line. */
import { showReference } from '../protocol/reference.ts';
import type { CommandReading, Reading } from '../protocol/reading.ts';
import { available } from './account.ts';
import { tellWriter } from './answer-letter.ts';
import type { Disposition } from './decision.ts';
import { decideDisputeCommand } from './dispute-letter.ts';
import { withdrawDispute } from './dispute.ts';
import { openDispute } from './dispute-case.ts';
import { accountsOf, find, partyOf, paymentsOfReference, paymentsWith, refused, type Desk } from './desk.ts';
import { signedThreadIds, threadIds } from './fact-keys.ts';
import type { Facts } from './facts.ts';
import { mailKey, openKey } from './keys.ts';
import type { NoticeFacts, StatusLine } from './notice.ts';
import { cardStanding } from './numbers.ts';
import { answer, shownReference } from './owe.ts';
import type { CardStanding } from './road-notice.ts';
import type { Address, PartyId } from './party.ts';
import { isOpen, type Payment } from './payment.ts';
import { decideRefundCommand } from './refund-letter.ts';
import { endRefund, openRefund } from './refund.ts';
import { publicSentence, type RefusalCode } from './refusals.ts';
import { decideStatementCommand } from './statement.ts';
import { isAlwaysAsked } from './roads.ts';
import { schemeOf } from './scheme.ts';
import { statusLine } from './standing.ts';

const MAX_STATUS_LINES = 20;

export function decideCommand(desk: Desk, reading: Reading, command: CommandReading, sender: Address): Disposition {
  find(desk, 'command', true, command.name);
  switch (command.name) {
    case 'HELP':
      return reply(desk, reading, sender, helpFor(desk, sender, { asked: true, subject: reading.headers.subject, shown: '' }));
    case 'BALANCE':
      return reply(desk, reading, sender, balance(desk, sender));
    case 'STATUS':
      return status(desk, reading, command.reference, sender);
    case 'CANCEL':
      return cancel(desk, reading, command.reference, sender);
    case 'REFUND':
      return decideRefundCommand(desk, reading, command.rest, sender);
    case 'DISPUTE':
      return decideDisputeCommand(desk, reading, command.rest, sender);
    case 'STATEMENT':
      return decideStatementCommand(desk, reading, command.rest, sender);
    case 'REGISTER':
      // Whoever has an account is told what can be done with it.
      return reply(desk, reading, sender, helpFor(desk, sender, { asked: true, subject: '', shown: '' }));
    default:
      return command satisfies never;
  }
}

function reply(desk: Desk, reading: Reading, sender: Address, facts: NoticeFacts, paymentId: number | null = null): Disposition {
  const to = { address: sender.address, language: partyOf(desk, sender.party).language };
  answer(desk, to, facts, { paymentId, inReplyTo: reading.headers.messageId });
  return { kind: 'answered', code: facts.kind };
}

/** How to pay, for whoever reads it. */
export function helpFor(desk: Desk, reader: Address, { asked, subject, shown }: { readonly asked: boolean; readonly subject: string; readonly shown: string }): NoticeFacts {
  return { kind: 'help', asked, subject: subject.slice(0, 80), shown, asks: isAlwaysAsked(desk, partyOf(desk, reader.party).roads) };
}

function balance(desk: Desk, sender: Address): NoticeFacts {
  const accounts = accountsOf(desk.facts, sender.party).map((account) => ({
    balance: { currency: account.currency, minor: account.balance },
    held: { currency: account.currency, minor: account.held },
    available: available(account),
  }));
  return { kind: 'balance', accounts, at: desk.context.now };
}

export const isPartOf = (payment: Payment, party: number): boolean => payment.buyer?.party === party || payment.merchant?.party === party;

function status(desk: Desk, reading: Reading, reference: string | null, sender: Address): Disposition {
  const named = reference === null ? paymentsWith(desk.facts, [openKey(sender.party)]) : paymentsOfReference(desk.facts, reference);
  const own = named.filter((payment) => isPartOf(payment, sender.party));
  for (const payment of own) desk.about.add(payment.id);
  return reply(desk, reading, sender, standing(desk, reading, own, reference, sender));
}

function standing(desk: Desk, reading: Reading, own: readonly Payment[], reference: string | null, sender: Address): NoticeFacts {
  const lines = own.map((payment) => statusLine(desk, payment, sender.party)).sort(byDeadline);
  const payments = lines.slice(0, MAX_STATUS_LINES);
  const more = lines.length - payments.length;
  return { kind: 'status', asked: reference === null ? null : showReference(reference), payments, ...(more === 0 ? {} : { more }), at: desk.context.now, ...cardOf(desk, reading, sender) };
}

/** What has to be done first stands first; what waits for nobody, last. */
const byDeadline = (one: StatusLine, other: StatusLine): number => (one.until ?? Number.MAX_SAFE_INTEGER) - (other.until ?? Number.MAX_SAFE_INTEGER);

/** Where the buyer is known they are shown the number that was used last: a false page does not know it. */
function cardOf(desk: Desk, { verdict }: Reading, sender: Address): { readonly card?: CardStanding } {
  if (verdict.strength !== 'signed') return {};
  const card = cardStanding(desk, sender.party);
  return card === null ? {} : { card };
}

/** The sender's own payments that it names, by reference or by what it answers, as far as that is signed. */
export function namedByCancel(facts: Facts, reading: Reading, reference: string | null, party: PartyId): readonly Payment[] {
  const named = reference === null ? paymentsWith(facts, signedThreadIds(reading).map(mailKey)) : paymentsOfReference(facts, reference);
  return named.filter((payment) => isPartOf(payment, party));
}

/**
 * What a reply means whose thread nobody signed: whoever brings a copy can make it a reply to any mail. So the payment must be the only open one, which CANCEL
 * alone would end too, or the signed subject names it.
 */
function meantByUnsigned({ facts }: Desk, reading: Reading, open: readonly Payment[], party: PartyId): readonly Payment[] {
  const answered = paymentsWith(facts, threadIds(reading).map(mailKey)).filter((payment) => isPartOf(payment, party));
  const named = answered.filter((payment) => reading.headers.subject.includes(`[${shownReference(payment)}]`));
  return named.length > 0 ? named : answered.filter((payment) => open.length === 1 && payment.id === open[0]?.id);
}

/** By reference, in a reply to any mail of the order, or, where the sender has just one open payment, alone. */
function cancel(desk: Desk, reading: Reading, reference: string | null, sender: Address): Disposition {
  const own = namedByCancel(desk.facts, reading, reference, sender.party);
  const open = paymentsWith(desk.facts, [openKey(sender.party)]).filter(isOpen);
  const isUnsigned = reference === null && own.length === 0 && signedThreadIds(reading).length < threadIds(reading).length;
  // In a reply it means what it answers, never another payment.
  const meant = isUnsigned ? meantByUnsigned(desk, reading, open, sender.party) : own.length > 0 || reference !== null || threadIds(reading).length > 0 ? own : open;
  const [payment] = meant;
  if (find(desk, 'thread-unsigned', isUnsigned && payment === undefined, '')) return refuseCancel(desk, reading, 'thread-unsigned', reference, sender);
  if (payment === undefined) return refuseCancel(desk, reading, 'payment-unknown', reference, sender);
  if (meant.length > 1) return refuseCancel(desk, reading, 'which-payment', reference, sender);
  desk.about.add(payment.id);
  const by = payment.buyer?.party === sender.party ? 'buyer' : 'merchant';
  if (find(desk, 'dispute-withdrawn', by === 'buyer' && openDispute(payment) !== null)) return withdrawDispute(desk, payment);
  if (find(desk, 'refund-cancelled', by === 'merchant' && openRefund(payment) !== null)) return endRefund(desk, payment, 'refused');
  // Nothing is left to cancel: what became of it is told, so that nobody waits for what will not come.
  if (find(desk, 'has-ended', payment.state.name === 'ended')) return reply(desk, reading, sender, standing(desk, reading, [payment], payment.reference, sender), payment.id);
  return cancelPayment(desk, payment, reading.headers.messageId, sender);
}

/** From any address of a side; whoever wrote it reads what the address in the payment reads. */
export function cancelPayment(desk: Desk, payment: Payment, messageId: string | null, sender: Address): Disposition {
  desk.about.add(payment.id);
  const by = payment.buyer?.party === sender.party ? 'buyer' : 'merchant';
  const before = desk.effects.length;
  const disposition = schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'cancelled', by, messageId });
  tellWriter(desk, payment, by, sender, desk.effects.slice(before), messageId);
  return disposition;
}

export function refuseCancel(desk: Desk, reading: Reading, code: RefusalCode, reference: string | null, sender: Address): Disposition {
  const language = partyOf(desk, sender.party).language;
  const asked = reference === null ? null : showReference(reference);
  reply(desk, reading, sender, { kind: 'cancel-refused', code, sentence: publicSentence(code, language), asked });
  return refused(code);
}
