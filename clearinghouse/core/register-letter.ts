/**
 * REGISTER, the one mail that the bank answers to somebody it does not know (9-rules 8): only with a passing aligned signature, once a day to an
 * address, capped for its domain. Where the bank lets people open accounts by themselves, the answer holds a token in its reply address, and a
 * reply that begins with OK opens an account with limits, until staff raise them.
 */
import { canonicalAddress, withTag } from '../protocol/address.ts';
import { macOf } from '../protocol/mac.ts';
import { SILENCE_ASKED, type Reading } from '../protocol/reading.ts';
import { cashAccountId, partyAccountId } from './account.ts';
import { base32, type Context } from './context.ts';
import type { Disposition } from './decision.ts';
import { accountOf, effect, find, refused, setAside, tallySum, type Desk } from './desk.ts';
import { dayOf } from './keys.ts';
import { owe } from './owe.ts';
import { newPartyTerms } from './party.ts';
import { isBankAddress, isRegistering, registerScopes, registerTicket, type Ticket } from './register.ts';
import { staffTask } from './staff.ts';

const HOUR = 3_600_000;

type SelfService = NonNullable<NonNullable<Context['policy']['register']>['selfService']>;

/** Null: the letter is none of this; whoever is unknown stays unanswered. */
export function decideRegister(desk: Desk, reading: Reading): Disposition | null {
  const { bank, policy } = desk.context;
  const { address, strength } = reading.verdict;
  if (policy.register === null || address === null || !isRegistering(reading, bank)) return null;
  if (find(desk, 'register-own', isBankAddress(address, bank), address)) return setAside('unknown-sender');
  if (find(desk, 'register-unproved', strength !== 'signed' || reading.automatic !== null || reading.resent, reading.automatic ?? strength)) return setAside('not-authenticated');
  const ticket = registerTicket(reading, bank);
  return ticket === null ? tellHow(desk, reading, address) : open(desk, reading, address, ticket);
}

function tellHow(desk: Desk, reading: Reading, address: string): Disposition {
  const { register, answerSpan } = desk.context.policy;
  if (register === null) return setAside('unknown-sender');
  const selfService = wasOurs(desk, address) ? null : register.selfService;
  if (capped(desk, address, register.perDomainAndDay)) return setAside('unknown-sender');
  const until = Math.floor((desk.context.now + answerSpan) / HOUR) * HOUR;
  const replyTo = selfService === null ? null : offerAddress(desk, address, until / HOUR);
  const offered = selfService === null ? null : { currencies: selfService.currencies, limits: selfService.limits, until };
  owe(desk, address, register.language, { kind: 'register', address, offered }, { paymentId: null, replyTo, inReplyTo: reading.headers.messageId, reply: true });
  return { kind: 'answered', code: 'register' };
}

/** Whom staff have taken an address from must see staff: whoever writes from it now may be somebody else. */
const wasOurs = (desk: Desk, address: string): boolean => find(desk, 'register-removed', desk.facts.addresses.has(address), address);

/** Counts the answer that is about to be given. */
function capped(desk: Desk, address: string, perDomain: number): boolean {
  const day = dayOf(desk.context.now);
  const [own, domain] = registerScopes(address);
  const told = tallySum(desk.facts, own, 'register', day, day);
  const ofDomain = tallySum(desk.facts, domain, 'register', day, day);
  if (find(desk, 'register-capped', told >= 1n || ofDomain >= BigInt(perDomain), `${told} today, ${ofDomain} to the domain`)) return true;
  for (const scope of [own, domain]) effect(desk, { kind: 'tallied', scope, name: 'register', day, amount: 1n });
  return false;
}

const offerAddress = (desk: Desk, address: string, untilHour: number): string => withTag(desk.context.bank.paymentAddress, `r.${untilHour.toString(36)}.${tokenOf(desk, address, untilHour)}`);

function tokenOf(desk: Desk, address: string, untilHour: number): string {
  return base32(macOf(desk.context.keys.token, ['register', address, untilHour].join('|')), 16);
}

/** The token proves that the mailbox reads what we send it; the signature that the answer is its own. */
function open(desk: Desk, reading: Reading, address: string, ticket: Ticket): Disposition {
  const { register, graceSpan } = desk.context.policy;
  if (register === null || register.selfService === null || wasOurs(desk, address)) return setAside('unknown-sender');
  if (find(desk, 'register-token', tokenOf(desk, address, ticket.untilHour) !== ticket.token, address)) return setAside('not-your-question');
  if (find(desk, 'register-late', desk.at > ticket.untilHour * HOUR + graceSpan, '')) return refused('too-late');
  const { answer } = reading;
  const isConsent = answer?.word === 'consent' && answer.whole === null && answer.doubt === null;
  if (find(desk, 'register-consent', !isConsent, answer?.doubt ?? '')) return tellUnclear(desk, reading, address, ticket, register.selfService);
  if (canonicalAddress(address) !== address) throw new Error(`address ${address} is not in canonical form`);
  const { now } = desk.context;
  const { currencies, limits } = register.selfService;
  const id = desk.facts.nextPartyId;
  const name = `Member ${id}`;
  effect(desk, { kind: 'party-saved', party: { id, name, language: register.language, openedAt: now, suspendedAt: null, balanceInReceipts: false, ...newPartyTerms, limits } });
  effect(desk, { kind: 'address-saved', address: { address, party: id, addedAt: now, usableFrom: now, provenAt: now, removedAt: null, undeliverable: null } });
  for (const currency of currencies) {
    effect(desk, { kind: 'account-opened', account: { id: partyAccountId(id, currency), party: id, currency, balance: 0n, held: 0n, floor: 0n } });
    if (accountOf(desk.facts, cashAccountId(currency)) === null) effect(desk, { kind: 'account-opened', account: { id: cashAccountId(currency), party: null, currency, balance: 0n, held: 0n, floor: null } });
  }
  owe(desk, address, register.language, { kind: 'registered', name, address, currencies, limits }, { paymentId: null, inReplyTo: reading.headers.messageId });
  staffTask(desk, 'registered', `${address} has opened an account as "${name}"; give it its name and its limits.`, null);
  return { kind: 'advanced', code: 'registered' };
}

/** "Yes please" is no OK alone, and no silence: the offer is sent once more with what to write, once a day to an address. A no needs no answer, nor does an empty mail. */
function tellUnclear(desk: Desk, { answer, headers }: Reading, address: string, { untilHour }: Ticket, { currencies, limits }: SelfService): Disposition {
  const { register } = desk.context.policy;
  const isNo = answer === null || answer.shown === '' || answer.word === 'refusal' || answer.word === 'fraud';
  const silent = desk.findings.some(({ code, hit }) => code === SILENCE_ASKED && hit);
  const [scope] = registerScopes(address);
  const day = dayOf(desk.context.now);
  const told = tallySum(desk.facts, scope, 'register-unclear', day, day);
  if (register === null || isNo || silent || find(desk, 'register-capped', told >= 1n, `${told} today`)) return refused('answer-unclear');
  effect(desk, { kind: 'tallied', scope, name: 'register-unclear', day, amount: 1n });
  const facts = { kind: 'register', address, offered: { currencies, limits, until: untilHour * HOUR }, unclear: true } as const;
  owe(desk, address, register.language, facts, { paymentId: null, replyTo: offerAddress(desk, address, untilHour), inReplyTo: headers.messageId, reply: true });
  return refused('answer-unclear');
}
