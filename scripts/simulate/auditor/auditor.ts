/**
 * The independent auditor: a small model of its own that sees what goes in, what comes out and the store's reading verbs. It shares no code with
 * the core. Every finding is thrown as a Violation that names the payments and people concerned.
 */
import { createHash } from 'node:crypto';
import type { Instruction } from '../../../clearinghouse/core/decision.ts';
import type { OwedNotice } from '../../../clearinghouse/core/notice.ts';
import type { OutgoingAttachment, SendResult } from '../../../clearinghouse/protocol/letter.ts';
import type { DecisionRow, Store } from '../../../clearinghouse/store/store.ts';
import type { Mail } from '../mail.ts';
import type { Person } from '../people.ts';
import { Violation } from '../violation.ts';
import type { BoardAuditor } from './board.ts';
import { checkBooks } from './books.ts';
import { lookAt } from './closing.ts';
import { checkDeadline } from './deadlines.ts';
import { makeEyes, see, seeLetter, TERMS, type Eyes, type Seen } from './eyes.ts';
import { checkExpected, expectEnd } from './overdue.ts';
import { checkEnd, checkHolds, checkOverdue } from './whole.ts';
import { checkPromises } from './promises.ts';
import { checkPublic } from './public.ts';
import { passwordsIn, fold } from './words.ts';

export type Auditor = {
  readonly knows: (person: Person) => void;
  readonly kept: (letterId: number, mail: Mail, receivedAt: number, keptAt: number, imap: boolean, strength: Mail['strength'] | null) => void;
  readonly went: (notice: OwedNotice, bytes: Uint8Array, text: string | null, outcome: SendResult['outcome'], files?: readonly OutgoingAttachment[]) => void;
  readonly instructed: (instruction: Instruction) => void;
  readonly trouble: (from: number, until: number) => void;
  readonly skewed: (skew: number) => void;
  /** After each time that the bank has worked: what is new. `expected` decisions are likely; there may be more. */
  readonly step: (expected: number) => Promise<readonly DecisionRow[]>;
  /** Everything that is stored and open. */
  readonly whole: () => Promise<void>;
  /** When all mail has come and all time has passed. */
  readonly end: () => Promise<void>;
  readonly letter: (letterId: number) => Seen | undefined;
};

/** `board`: what anybody can read of it; null: there is none. */
export function makeAuditor(store: () => Store, clock: () => number, board: BoardAuditor | null = null): Auditor {
  const eyes = makeEyes(store, clock);
  return {
    knows: (person) => {
      for (const address of person.addresses) eyes.parties.set(address, person);
      see(eyes.called, person.name, person);
      eyes.numbered.set(person.party, person);
    },
    kept: (letterId, mail, receivedAt, keptAt, imap, strength) => {
      const seen = seeLetter(eyes, letterId, mail, receivedAt, keptAt, imap);
      seen.strength = strength ?? seen.strength;
      for (const secret of passwordsIn(mail.text)) eyes.passwords.add(secret);
    },
    went: (notice, bytes, text, outcome, files = []) => {
      left(eyes, notice, bytes, text, outcome);
      const [entry, proof] = ['entry.bin', 'receipt.tlog-proof'].map((name) => files.find(({ filename }) => filename === name)?.content);
      if (outcome === 'accepted' && entry !== undefined && proof !== undefined) board?.mailed({ entry, proof, whose: notice.to, payment: notice.paymentId });
    },
    instructed: (instruction) => ('reference' in instruction ? see(eyes.instructions, instruction.reference, instruction) : undefined),
    trouble: (from, until) => void eyes.troubles.push({ from, until }),
    skewed: (skew) => void (eyes.widestSkew = Math.max(eyes.widestSkew, Math.abs(skew) * 2)),
    step: async (expected) => {
      await board?.step();
      return step(eyes, expected);
    },
    whole: async () => {
      await checkHolds(eyes);
      await checkOverdue(eyes);
    },
    end: async () => {
      await checkEnd(eyes);
      await board?.step();
      if (board !== null) await checkPublic(eyes, await board.end());
    },
    letter: (letterId) => eyes.letters.get(letterId),
  };
}

/** A mail of the bank, handed to its server. The same Message-ID is always the same bytes. */
function left(eyes: Eyes, notice: OwedNotice, bytes: Uint8Array, text: string | null, outcome: SendResult['outcome']): void {
  const about = { payments: notice.paymentId === null ? [] : [notice.paymentId] };
  const digest = createHash('sha256').update(bytes).digest('hex');
  const before = eyes.went.get(notice.messageId);
  if (before !== undefined && (before.bytes !== digest || before.notice.id !== notice.id)) throw new Violation(`two mails bear the Message-ID ${notice.messageId}`, about);
  const went = before ?? { notice, bytes: digest, answers: { accepted: 0, unsent: 0, later: 0, unanswered: 0, refused: 0 }, laterUntil: 0 };
  went.answers[outcome] += 1;
  if (outcome === 'later' || outcome === 'unanswered') went.laterUntil = eyes.clock();
  if (before !== undefined) return;
  eyes.went.set(notice.messageId, went);
  expectEnd(eyes, notice);
  if (notice.paymentId !== null) see(eyes.ofPayment, notice.paymentId, notice);
  if (notice.replyTo !== null) see(eyes.byReplyTo, notice.replyTo, notice);
  const { facts } = notice;
  if ((facts.kind === 'wallet-page' || facts.kind === 'wallet-offered') && facts.until !== notice.owedAt + TERMS.enrol) throw new Violation(`the mail ${notice.messageId} tells another time than the terms`, about);
  if (notice.facts.kind === 'receipt-buyer' || notice.facts.kind === 'receipt-merchant') eyes.receipts.add(notice.paymentId ?? -1);
  const told = [...(text ?? '').matchAll(/[a-z]+-\d{4}-[a-z]+\d*/gi)].find(([word]) => eyes.passwords.has(fold(word)));
  if (told !== undefined) throw new Violation(`the mail ${notice.messageId} to ${notice.to} tells the password ${told[0]}`, about);
}

/** Oldest first. */
async function newDecisions(eyes: Eyes, expected: number): Promise<readonly DecisionRow[]> {
  for (let limit = Math.max(1, expected); ; limit = limit * 4 + 8) {
    const rows = await eyes.store().listDecisions({ payment: null, letter: null, limit });
    const fresh = rows.filter((row) => row.sequence > eyes.lastSequence);
    // They are numbered without a gap.
    if (rows.length >= limit && (rows.at(-1)?.sequence ?? 0) > eyes.lastSequence + 1) continue;
    eyes.lastSequence = rows[0]?.sequence ?? 0;
    return fresh.reverse();
  }
}

/** After these the payment is looked at from all sides. */
const OPENING: ReadonlySet<string> = new Set(['order-received', 'forward-waits', 'forward-replaced', 'asked', 'asked-anew', 'reminded', 'told-waiting', 'refund-asked', 'waits-for-funds']);

async function step(eyes: Eyes, expected: number): Promise<readonly DecisionRow[]> {
  const decisions = await newDecisions(eyes, expected);
  await checkBooks(eyes, decisions);
  for (const payment of eyes.receipts) if (!eyes.paid.has(payment)) throw new Violation(`payment ${payment}: a receipt was sent, and no money has moved`, { payments: [payment] });
  eyes.receipts.clear();
  for (const decision of decisions) remember(eyes, decision);
  for (const decision of decisions) await oneDecision(eyes, decision);
  await checkExpected(eyes);
  eyes.lookedAt = eyes.clock();
  return decisions;
}

const OPENED: ReadonlySet<string> = new Set(['order-received', 'forward-waits', 'cheque-waits', 'post-waits']);

function remember(eyes: Eyes, { sequence, at, about, input, disposition, effects }: DecisionRow): void {
  if (at < eyes.lookedAt - eyes.widestSkew || at > eyes.clock() + eyes.widestSkew) throw new Violation(`decision ${sequence} says that it was made at ${new Date(at).toISOString()}; it is new at ${new Date(eyes.clock()).toISOString()}`, { payments: about });
  eyes.decidedAt.add(at);
  for (const effect of effects) {
    const [, owed] = /^notice (\S+ to \S+)$/.exec(effect) ?? [];
    if (owed !== undefined) eyes.owed.set(owed, (eyes.owed.get(owed) ?? 0) + 1);
  }
  const letter = input.kind === 'letter' ? input.letterId : null;
  const code = disposition.kind === 'refused' ? `refused ${disposition.code}` : disposition.code;
  for (const id of about) {
    see(eyes.decisionsOf, id, { at, code, letter });
    if (letter !== null && OPENED.has(code) && !eyes.openedBy.has(id)) eyes.openedBy.set(id, letter);
  }
}

async function oneDecision(eyes: Eyes, decision: DecisionRow): Promise<void> {
  const { input, disposition, about } = decision;
  if (input.kind === 'letter') {
    const letter = eyes.letters.get(input.letterId);
    if (letter === undefined) throw new Violation(`letter ${input.letterId} was decided, and nobody has brought it`);
    if (letter.ended.length > 0) throw new Violation(`letter ${input.letterId} ended twice: ${letter.ended.join(', ')}, then ${disposition.kind} ${disposition.code}`, { deals: [letter.mail.deal], payments: about });
    await checkPromises(eyes, letter, decision);
    letter.ended.push(`${disposition.kind} ${disposition.code}`);
  }
  if ((disposition.kind !== 'advanced' && disposition.code !== 'dispute-overdue') || OPENING.has(disposition.code)) return;
  for (const id of about) {
    const payment = await lookAt(eyes, id);
    if (payment !== null) checkDeadline(eyes, payment, decision);
  }
}
