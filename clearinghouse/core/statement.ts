/** Statements: asked for by mail, or owed by themselves when a month is over. What stands in one is read from the ledger when its notice is made. */
import { dayOfMonth, monthAfter, monthBefore, monthOf, monthStart, readMonth } from '../protocol/calendar.ts';
import type { Reading } from '../protocol/reading.ts';
import type { Disposition, Instruction } from './decision.ts';
import { accountsOf, addressesOf, effect, find, partyOf, registered, type Desk } from './desk.ts';
import { isIdle } from './idle.ts';
import type { NoticeFacts } from './notice.ts';
import { answer, mainAddress, owe } from './owe.ts';
import type { Address, Party } from './party.ts';

type Statement = Extract<NoticeFacts, { kind: 'statement' }>;
type Refused = Extract<NoticeFacts, { kind: 'statement-refused' }>;

/** Until this day of a month whoever names none means the month before: its books have just been closed. */
const LAST_DAY_OF_LOOKING_BACK = 10;

/**
 * After its end a month is told as running for so long: what was decided in its last instants may be booked then, by a machine whose clock is behind, and
 * what has left as its statement never changes.
 */
const MONTH_GRACE = 2 * 3_600_000;

/** From here on a month is closed: nothing is told of it as running, and its statements leave. */
export const closesAt = (month: string, timeZone: string): number => monthStart(monthAfter(month), timeZone) + MONTH_GRACE;

/** STATEMENT, alone or with a month. Capped like every answer (9-rules 31). */
export function decideStatementCommand(desk: Desk, reading: Reading, rest: string, sender: Address): Disposition {
  const party = partyOf(desk, sender.party);
  const facts = askedFor(desk, party, rest);
  find(desk, 'statement', facts.kind === 'statement', facts.kind === 'statement' ? facts.month : facts.why);
  answer(desk, { address: sender.address, language: party.language }, facts, { paymentId: null, inReplyTo: reading.headers.messageId });
  return { kind: 'answered', code: facts.kind };
}

function askedFor(desk: Desk, party: Party, rest: string): Statement | Refused {
  const { now, bank } = desk.context;
  const first = monthOf(party.openedAt, bank.timeZone);
  const running = monthOf(now, bank.timeZone);
  const month = rest === '' ? usualMonth(desk, first, running) : readMonth(rest);
  const refusal = { kind: 'statement-refused', asked: rest.slice(0, 40), first, last: running } as const;
  if (month === null) return { ...refusal, why: 'unreadable' };
  if (month > running) return { ...refusal, why: 'future' };
  return month < first ? { ...refusal, why: 'before-opening' } : statementOf(desk, party, month, rest === '' ? 'unnamed' : 'named');
}

function usualMonth(desk: Desk, first: string, running: string): string {
  const { now, bank } = desk.context;
  return dayOfMonth(now, bank.timeZone) > LAST_DAY_OF_LOOKING_BACK || first === running ? running : monthBefore(running);
}

/** Of a month that is not closed: until now, what happened at this very instant included; and what is held now. */
function statementOf(desk: Desk, party: Party, month: string, asked: Statement['asked']): Statement {
  const { now, bank } = desk.context;
  const end = monthStart(monthAfter(month), bank.timeZone);
  // One that comes by itself is owed when the month is closed, by the clock of whoever owes it (stages/statements.ts).
  const isRunning = now < (asked === 'never' ? end : closesAt(month, bank.timeZone));
  return {
    kind: 'statement',
    name: party.name,
    addresses: addressesOf(desk.facts, party.id).map(({ address }) => address).sort(),
    month,
    from: monthStart(month, bank.timeZone),
    until: Math.min(now + 1, end),
    asked,
    accounts: accountsOf(desk.facts, party.id).map(({ id, currency, held }) => ({ id, currency, held: isRunning ? { currency, minor: held } : null })),
    isRunning,
    at: now,
  };
}

/** Owed once for each month: `statedUntil` is set in the same transaction. Nothing is written to a party whose mailbox may have another owner. */
export function statementDue(desk: Desk, { party: id, month }: Extract<Instruction, { kind: 'statement-due' }>): Disposition {
  const party = partyOf(desk, id);
  const isDue = party.statements === 'monthly' && party.suspendedAt === null && (party.statedUntil ?? '') < month;
  const isOver = monthStart(monthAfter(month), desk.context.bank.timeZone) <= desk.context.now;
  if (!find(desk, 'statement-due', isDue && isOver, month)) return { kind: 'nothing-new', code: 'no statement is due' };
  effect(desk, { kind: 'party-saved', party: { ...party, statedUntil: month } });
  const to = mainAddress(desk, id);
  const row = registered(desk.facts, to);
  if (find(desk, 'no-address', row === null || isIdle(desk.context, row)) || to === null) return { kind: 'recorded', code: 'no address for a statement' };
  owe(desk, to, party.language, statementOf(desk, party, month, 'never'), { paymentId: null });
  return { kind: 'recorded', code: 'statement' };
}

/** Months before the wish was made never come by themselves, nor those in which it rested. */
export function statedFromNow(desk: Desk, party: Party): string {
  const before = monthBefore(monthOf(desk.context.now, desk.context.bank.timeZone));
  return party.statedUntil !== null && party.statedUntil > before ? party.statedUntil : before;
}
