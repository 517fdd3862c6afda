/**
 * The world of one story: a bank with a real store, the real clearing and the real core; clock, chance and mailboxes are the story's own.
 * Letters come in as readings made of typed text with a given verdict: real signed mail is tested elsewhere.
 */
import { createHash } from 'node:crypto';
import { makeDecide } from '../core/decide.ts';
import type { Disposition, Effect, Instruction } from '../core/decision.ts';
import type { Bank, Policy } from '../core/context.ts';
import type { OwedNotice } from '../core/notice.ts';
import type { Payment } from '../core/payment.ts';
import { renderNotice, type RenderedNotice } from '../notices/index.ts';
import { makeDigest } from '../protocol/secret.ts';
import type { Digest, Reading } from '../protocol/reading.ts';
import { schemes } from '../schemes/index.ts';
import { makeClearing, type Clearing } from '../stages/clear.ts';
import { makeStatements } from '../stages/statements.ts';
import { makeDraw } from '../statement-evidence.ts';
import { layOut } from '../statements/files.ts';
import type { Chance, Clock, Rulebook, WakeUp } from '../stages/ports.ts';
import type { Decided, Store } from '../store/store.ts';
import type { StoryBoard } from './board-type.ts';
import { BOARD, BOUNCE, PAY, PEOPLE, type Person, PAGE } from './people.ts';
import { BEGINNING, ZONE } from './shown.ts';

/** Opens a fresh, empty store; the one who gives it closes and removes it. */
export type OpenStore = () => Promise<Store>;

/** A letter that somebody wrote in the story, whether the bank has it or not. */
export type Written = {
  readonly name: string | null;
  readonly from: string;
  readonly to: readonly string[];
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly date: number;
  readonly text: string;
  readonly reading: Reading;
};

export type SentNotice = { readonly notice: OwedNotice; readonly rendered: RenderedNotice };

/** What a group of inputs has done, for the lines of the story below it; each line takes out what it tells. */
export type Outcome = {
  dispositions: Disposition[];
  waiting: number;
  notices: SentNotice[];
  effects: Effect[];
};

export type World = {
  readonly store: Store;
  readonly clearing: Clearing;
  /** Owes statements of months that are over. */
  readonly state: () => Promise<number>;
  readonly bank: Bank;
  readonly policy: Mutable<Policy>;
  readonly digest: Digest;
  readonly people: Map<string, Person>;
  readonly letters: Written[];
  /** Every question and other notice that was sent, in order. */
  readonly sent: SentNotice[];
  /** Passwords that people typed: no notice may hold one. */
  readonly secrets: Set<string>;
  /** Letters that were kept, in their order: what another run needs to play the same again. */
  readonly kept: Kept[];
  readonly faults: string[];
  now: number;
  /** Bookings without a voucher number of their own so far. */
  vouchers: number;
  /** While set, the bank can't look into its mailbox: since then. */
  outageSince: number | null;
  /** Letters that reach the mailbox during an outage. */
  mailbox: { readonly written: Written; readonly at: number }[];
  /** Letters are gathered and decided as one group. */
  together: boolean;
  outcome: Outcome;
  /** Where the story's bank keeps one. */
  board: StoryBoard | null;
};

export type Kept = { readonly letterId: number; readonly receivedAt: number; readonly reading: Reading; readonly from: string };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const POLICY: Policy = {
  matchSpan: 7 * DAY,
  answerSpan: 72 * HOUR,
  graceSpan: HOUR,
  tellWaitingAfter: 15 * 60_000,
  newAddressWait: 7 * DAY,
  idle: { span: 365 * DAY, from: 0 },
  newPayeeSpan: 7 * DAY,
  repeatSpan: 48 * HOUR,
  claimsPerPayment: 4,
  refusalsPerDay: 50,
  defaultCeiling: [],
  wrongPasswordsPerPayment: 3,
  wrongPasswordsPerDay: 5,
  earlyForwardsPerMerchant: 500,
  answersPerKindAndDay: 3,
  answersPerDay: 10,
  limitPerPayment: [],
  limitPerDay: [],
  limitNewPayee: [],
  twoPeopleBook: false,
  boardEnabled: false,
  defaultScheme: 'two-mail',
  steps: [],
  roadSpan: 30 * 60_000,
  enrolSpan: 14 * DAY,
  numbersInOrder: true,
  numbersAskAbove: [],
  wrongNumbers: 5,
  tellsOfCards: true,
  boardStallSpan: 3_600_000,
  register: null,
  refundHold: true,
  refundPerDay: [],
  disputeSpan: 120 * 86_400_000,
  disputeMerchantSpan: 7 * 86_400_000,
  staffSpan: 30 * 86_400_000,
};

export const BANK: Bank = { name: 'Example Bank', paymentAddress: PAY, bounceAddress: BOUNCE, staffAddress: null, boardAddress: BOARD, pageAddress: PAGE, telephone: '+81 3 0000 0000', timeZone: ZONE };

const key = (text: string): Uint8Array => createHash('sha256').update(text).digest();
export const KEYS = { reference: key('reference'), token: key('token') };
export const DIGEST: Digest = makeDigest([{ version: 1, key: key('pepper') }]);

export const emptyOutcome = (): Outcome => ({ dispositions: [], waiting: 0, notices: [], effects: [] });

const silent: WakeUp = { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined };

/** Seeds follow from the story's title, so that a story plays alike each time. */
function seededChance(title: string): Chance {
  let drawn = 0;
  return { seed: () => createHash('sha256').update(`${title} ${(drawn += 1)}`).digest('hex'), fraction: () => 0.5 };
}

export function makeWorld(store: Store, title: string): World {
  const policy: Mutable<Policy> = { ...POLICY };
  const faults: string[] = [];
  const clock: Clock = { now: () => world.now };
  const rulebook: Rulebook = { bank: BANK, policy, keys: KEYS };
  const watched = watchStore(store, (decided) => world.outcome.effects.push(...decided.flatMap((one) => one.decision.effects)));
  const clearing = makeClearing({
    store: watched,
    clock,
    chance: seededChance(title),
    wakeUp: silent,
    decide: makeDecide(schemes),
    rulebook,
    completeUntil: () => world.outageSince ?? Number.POSITIVE_INFINITY,
    report: (_level, event, fields) => faults.push(`${event} ${JSON.stringify(fields)}`),
  });
  const world: World = {
    store,
    clearing,
    state: makeStatements({ store, clock, instruct: clearing.instruct, timeZone: ZONE, report: (_level, event, fields) => faults.push(`${event} ${JSON.stringify(fields)}`) }),
    bank: BANK,
    policy,
    digest: DIGEST,
    people: new Map(PEOPLE.map((one) => [one.key, one])),
    letters: [],
    sent: [],
    secrets: new Set(),
    kept: [],
    faults,
    now: BEGINNING,
    vouchers: 0,
    outageSince: null,
    mailbox: [],
    together: false,
    outcome: emptyOutcome(),
    board: null,
  };
  return world;
}

/** The same store, with an eye on what is recorded. */
const watchStore = (store: Store, recorded: (decided: readonly Decided[]) => void): Store => ({
  ...store,
  withWorkingSet: async (keys, decide) => {
    const decided = await store.withWorkingSet(keys, decide);
    recorded(decided);
    return decided;
  },
});

/** `unread`: reading it has failed so far, since it came; `untried`: nobody has tried. */
export type HowRead = 'read' | 'unread' | 'untried';

/** Keeps one letter as the intake does; the story's reading takes the place of the reader's. */
export async function keep(world: World, written: Written, receivedAt: number, read: HowRead): Promise<number> {
  const copy = world.kept.length + 1;
  const bytes = Buffer.from(`Received: ${copy}\r\nFrom: ${written.from}\r\nSubject: ${written.subject}\r\n\r\n${written.text}`);
  const { messageId } = written.reading.headers;
  const envelope = { from: written.from, to: written.recipients, clientAddress: null, helo: null };
  const { letterId } = await world.store.keepLetter({ bytes, receivedAt, intake: 'lmtp', envelope, place: null }, { from: written.from, messageId }, world.now);
  world.kept.push({ letterId, receivedAt, reading: written.reading, from: written.from });
  if (read === 'read') await world.store.saveReading(letterId, written.reading);
  if (read === 'unread') await world.store.putLetterBack(letterId, world.now, { at: world.now, crash: false }, 'the sender could not be looked up');
  return letterId;
}

/** Decides all that is due, then sends what is owed. */
export async function clearAndSend(world: World): Promise<void> {
  while (await world.clearing.clearDue());
  while ((await world.state()) > 0);
  await sendOwed(world);
}

async function sendOwed(world: World): Promise<void> {
  for (;;) {
    const { due } = await world.store.claimNotices(world.now, 100, world.now + 60_000);
    if (due.length === 0) return;
    for (const { notice, entry } of due) {
      const evidence = entry === null || world.board === null ? null : await world.board.prove(notice, entry).catch(() => 'unproved' as const);
      if (evidence === 'unproved') {
        await world.store.putNoticeBack(notice.id, world.now + 60_000, 'its entry is not proved', false);
        continue;
      }
      const rendered = renderNotice(notice, world.bank, notice.facts.kind === 'statement' ? await makeDraw(world.store, world.bank, layOut)(notice) : evidence);
      world.sent.push({ notice, rendered });
      world.outcome.notices.push({ notice, rendered });
      await world.store.saveMadeNotices([{ noticeId: notice.id, bytes: Buffer.from(rendered.text) }]);
      await world.store.noteNoticesSent([{ noticeId: notice.id, at: world.now, reply: '250 taken' }]);
    }
  }
}

/** Gives an instruction and keeps what came of it. */
export async function instruct(world: World, instruction: Instruction): Promise<Disposition> {
  const { decision } = await world.clearing.instruct(instruction);
  world.outcome.dispositions.push(decision.disposition);
  await clearAndSend(world);
  return decision.disposition;
}

export async function payments(world: World): Promise<readonly Payment[]> {
  const all = await world.store.listPayments({ state: null, party: null, limit: 1_000 });
  return [...all].sort((a, b) => a.id - b.id);
}
