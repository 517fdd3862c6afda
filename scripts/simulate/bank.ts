/**
 * The bank in one process: the real stages, core and SQLite store; its clock, chance, DNS and both mail ports are the world's. It can die at any
 * durable step; then nothing of it is left but the file.
 */
import { makeDecide } from '../../clearinghouse/core/decide.ts';
import type { Policy } from '../../clearinghouse/core/context.ts';
import type { Disposition, Instruction } from '../../clearinghouse/core/decision.ts';
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import { renderNotice, type RenderedNotice } from '../../clearinghouse/notices/index.ts';
import type { KeptLetter, OutgoingAttachment, ReceivedLetter, ReportEvent, SendResult } from '../../clearinghouse/protocol/letter.ts';
import { orderCommitment } from '../../clearinghouse/protocol/post.ts';
import { makeDigest } from '../../clearinghouse/protocol/secret.ts';
import { schemes } from '../../clearinghouse/schemes/index.ts';
import { makeClearing, type Clearing } from '../../clearinghouse/stages/clear.ts';
import type { WakeUp } from '../../clearinghouse/stages/ports.ts';
import { tellLate, type LateParts } from '../../clearinghouse/stages/late.ts';
import { publishDue, type PublishParts } from '../../clearinghouse/stages/publish.ts';
import { countOf, makeInHand } from '../../clearinghouse/stages/in-hand.ts';
import { readDue, type ReadParts } from '../../clearinghouse/stages/read.ts';
import { makeHanded } from '../../clearinghouse/stages/handed.ts';
import { makeReceive } from '../../clearinghouse/stages/receive.ts';
import { sendDue, type SendParts } from '../../clearinghouse/stages/send.ts';
import type { LetterToRead, Store } from '../../clearinghouse/store/store.ts';
import { openLocal } from '../../clearinghouse/store/sqlite/testing/local.ts';
import { makeBrittle, type Brittle, type Death } from './brittle.ts';
import type { Chance } from './chance.ts';
import { differsFrom, isReal, type RealMail } from './real-mail.ts';
import { hintsIn, numberIn, readingOf, type Mail } from './mail.ts';
import { runBoard, type BoardDisk, type RunningBoard } from './board.ts';
import type { Fault } from './mutants.ts';
import { BOARD, BOUNCE, PAY } from './people.ts';

export const BANK = { name: 'Example Bank', paymentAddress: PAY, bounceAddress: BOUNCE, staffAddress: null, boardAddress: BOARD, pageAddress: null, telephone: '+81 3 0000 0000', timeZone: 'Asia/Tokyo' } as const;

export type BankParts = {
  readonly path: string;
  readonly policy: Policy;
  readonly chance: Chance;
  readonly clock: () => number;
  readonly mailOf: (number: number) => Mail;
  /** What the reader comes to with this letter now. */
  readonly reader: (mail: Mail, lookUp: boolean) => 'reads' | 'no DNS' | 'crashes';
  readonly smtp: (notice: OwedNotice, bytes: Uint8Array, noticeText: string | null, files: readonly OutgoingAttachment[]) => SendResult;
  readonly completeUntil: () => number;
  /** What the port saw of a letter. */
  readonly verdict: (letter: LetterToRead, mail: Mail, strength: Mail['strength']) => void;
  readonly atOnce: number;
  readonly realMail: RealMail;
  /** Null: the bank keeps no board. */
  readonly board: BoardDisk | null;
  readonly boardStalls: () => boolean;
  /** What is wrong with this bank on purpose. */
  readonly fault: Fault;
  /** A password that somebody has typed. */
  readonly somePassword: () => string;
};

export type BankProcess = {
  readonly store: () => Store;
  readonly isUp: () => boolean;
  /** Rejects where the bank died of it, or is down. */
  readonly keep: (letter: ReceivedLetter) => Promise<KeptLetter>;
  /** Does all that can be done now. Where a fault is none of ours it rejects; where the process died of it, the bank is down. */
  readonly work: () => Promise<void>;
  /** Null: the bank is down, or died of it; whoever gave it gives it again. */
  readonly instruct: (instruction: Instruction) => Promise<Disposition | null>;
  readonly arm: (death: Death | null) => void;
  /** The statement at which the process died; null: it lives. */
  readonly diedAt: () => string | null;
  readonly start: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** Decisions that were recorded and heard of since the last time that this was asked. */
  readonly decided: () => number;
  /** What the stages reported though nothing was broken on purpose. */
  readonly reported: string[];
  /** Groups that could not be decided together and then were one by one: slow, and allowed. */
  readonly dividedGroups: () => number;
};

/** A mail as it was made: what it says, null where it was not laid out, and the files in it. */
type Made = { readonly notice: OwedNotice; readonly text: string | null; readonly files: readonly OutgoingAttachment[] };

type Living = { readonly store: Store; readonly brittle: Brittle; readonly clearing: Clearing; readonly reading: ReadParts; readonly sending: SendParts; readonly board: RunningBoard | null; readonly publishing: (PublishParts & LateParts) | null; readonly receive: ReturnType<typeof makeReceive> };

const silent: WakeUp = { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined };
const key = (text: string): Uint8Array => new Uint8Array(32).fill(text.length);
export const KEYS = { reference: key('reference'), token: key('token') };
export const PEPPER = key('pepper');
export const DIGEST = makeDigest([{ version: 1, key: PEPPER }]);
/** So many of the notices are rendered in full; to render all of them would be most of the run. */
const RENDERED = 0.1;
/** Events that are the world's doing. */
const EXPECTED: readonly string[] = ['reader-crashed', 'letter-read-alone', 'sender-not-looked-up', 'notice-refused', 'letter-not-kept', 'entries-late'];
const LATE_AFTER = 5 * 60_000;

export function makeBank(parts: BankParts): BankProcess {
  const reported: string[] = [];
  const notices = new Map<string, Made>();
  let living: Living | null = null;
  let decided = 0;
  let dividedGroups = 0;
  const alive = (): Living => {
    if (living === null || living.brittle.diedAt() !== null) throw new Error('the bank is down');
    return living;
  };
  const guarded = async <T>(work: (bank: Living) => Promise<T>): Promise<T | null> => {
    const bank = alive();
    try {
      return await work(bank);
    } catch (error) {
      if (bank.brittle.diedAt() === null) throw error;
      return null;
    }
  };
  return {
    store: () => alive().store,
    isUp: () => living !== null && living.brittle.diedAt() === null,
    keep: (letter) => alive().receive(letter),
    work: async () => void (await guarded(workAll)),
    instruct: async (instruction) => (living === null || living.brittle.diedAt() !== null ? null : guarded(async ({ clearing }) => (await clearing.instruct(instruction)).decision.disposition)),
    arm: (death) => living?.brittle.arm(death),
    diedAt: () => living?.brittle.diedAt() ?? null,
    start: async () => {
      await living?.store.close();
      living = open(parts, notices, reported, (recorded) => void (decided += recorded), () => void (dividedGroups += 1));
      await living.store.releaseClaims();
      await living.board?.start();
    },
    end: async () => {
      await living?.store.close();
      living = null;
    },
    decided: () => {
      const since = decided;
      decided = 0;
      return since;
    },
    reported,
    dividedGroups: () => dividedGroups,
  };
}

async function workAll({ store, clearing, reading, sending, publishing }: Living): Promise<void> {
  while (await readDue(reading));
  let published = false;
  // What can't be sent at all becomes an instruction to be decided, and so does an entry that is late.
  for (let more = true; more; more = await sendDue(sending)) {
    while (publishing !== null && (await tellLate(publishing)));
    while (await clearing.clearDue());
    // A round with nothing to publish only checks the log anew, which is most of what a board costs.
    while (publishing !== null && (await store.waitingEntries()) !== null && (await publishDue(publishing))) published = true;
  }
  while (published && (await clearing.clearDue()));
}

function open(parts: BankParts, notices: Map<string, Made>, reported: string[], recorded: (decisions: number) => void, divided: () => void): Living {
  const brittle = makeBrittle();
  let handed = 0;
  const sound = openLocal(parts.path, brittle.wrap, undefined, true);
  const opened = parts.fault.store?.(sound) ?? sound;
  const store: Store = { ...opened, withWorkingSet: async (keys, decide) => {
    const decided = await opened.withWorkingSet(keys, decide);
    recorded(decided.length);
    return decided;
  } };
  const clock = { now: parts.clock };
  const chance = { seed: parts.chance.hex, fraction: parts.chance.fraction };
  const rulebook = { bank: BANK, policy: parts.policy, keys: KEYS };
  const report: ReportEvent = (_level, event, fields) => {
    if (brittle.diedAt() === null && event === 'group-failed') divided();
    else if (brittle.diedAt() === null && !EXPECTED.includes(event)) reported.push(`${event} ${JSON.stringify(fields)}`);
  };
  const common = { store, clock, wakeUp: silent, report };
  const clearing = makeClearing({ ...common, chance, decide: (parts.fault.decide ?? ((decide) => decide))(makeDecide(schemes)), rulebook, completeUntil: parts.completeUntil });
  const inHand = makeInHand();
  const toRead = makeHanded(Math.ceil(parts.atOnce / 2), () => parts.atOnce - countOf(inHand));
  const reading: ReadParts = { ...common, handed: toRead, inHand, atOnce: parts.atOnce, read: (letter, lookUp) => readOne(parts, letter as LetterToRead, lookUp, reported) };
  const board = parts.board === null ? null : runBoard(parts.board, store, parts.clock, 'bank', parts.boardStalls, (event) => void (brittle.diedAt() === null && reported.push(event)));
  const publishing: Living['publishing'] = board === null ? null : { store, clock, wakeUp: silent, round: board.round, lateAfter: LATE_AFTER, report };
  const never = (): never => {
    throw new Error('no such notice in a simulation');
  };
  const sending: SendParts = {
    ...common, chance, rulebook, atOnce: parts.atOnce, inHand: new Set(), prove: board?.prove ?? never, draw: never, enclose: () => Promise.resolve(NO_ENCLOSURE),
    write: async (notice, evidence) => {
      const rendered = parts.chance.happens(RENDERED) && notice.facts.kind !== 'wallet-page' ? renderNotice(notice, BANK, evidence) : unrendered(notice);
      const text = rendered.text === '' ? null : `${rendered.subject}\n${rendered.text}\n${rendered.html}`;
      // What was not laid out bears its files all the same.
      const files = rendered.attachments.length > 0 ? rendered.attachments : (evidence !== null && 'attachments' in evidence ? evidence.attachments : []);
      notices.set(notice.messageId, { notice, files: parts.fault.files?.(files) ?? files, text: parts.fault.text === undefined ? text : parts.fault.text(text ?? '', parts.somePassword()) });
      return Buffer.from(`Message-ID: <${notice.messageId}>\r\nTo: ${notice.to}\r\nDate: ${notice.owedAt}\r\nMade: ${parts.clock()}\r\n\r\n${rendered.text}`);
    },
    send: async (_envelope, bytes) => {
      const made = notices.get(hintsIn(bytes).messageId ?? '');
      if (made === undefined) throw new Error('a mail that was never made');
      handed += 1;
      return parts.smtp(made.notice, parts.fault.bytes?.(bytes, handed) ?? bytes, made.text, made.files);
    },
  };
  return { store, brittle, clearing, reading, sending, board, publishing, receive: makeReceive({ ...common, handed: toRead, hints: hintsIn }) };
}

/** The wallet page itself is tested elsewhere. */
const NO_ENCLOSURE = { attachments: [], sha256: '0'.repeat(64), number: null, recipient: 'age1' };

const unrendered = (notice: OwedNotice): RenderedNotice => ({ subject: notice.facts.kind, text: '', html: '', attachments: [], label: notice.facts.kind });

async function readOne(parts: BankParts, letter: LetterToRead, lookUp: boolean, reported: string[]): ReturnType<ReadParts['read']> {
  const mail = parts.mailOf(numberIn(letter.bytes));
  const how = parts.reader(mail, lookUp);
  if (how === 'crashes') return { kind: 'crashed', reason: 'as the simulation wishes' };
  if (how === 'no DNS') return { kind: 'retry', reason: 'DNS does not answer' };
  const given = readingOf(mail, DIGEST, lookUp, letter.receivedAt);
  parts.verdict(letter, mail, given.verdict.strength);
  const outcome = isReal(mail) ? await readReal(parts, letter, mail, lookUp, reported) : ({ kind: 'reading', reading: given } as const);
  if (outcome.kind !== 'reading') return outcome;
  return { kind: 'reading', reading: parts.fault.reading?.(outcome.reading) ?? outcome.reading };
}

/** Handed on with the commitment of all others, so that the two mails of one order have the same. */
async function readReal(parts: BankParts, letter: LetterToRead, mail: Mail, lookUp: boolean, reported: string[]): ReturnType<ReadParts['read']> {
  const outcome = await parts.realMail.read(letter, lookUp);
  if (outcome.kind !== 'reading') return outcome;
  const differs = differsFrom(outcome.reading, readingOf(mail, DIGEST, lookUp, letter.receivedAt, orderCommitment));
  if (differs !== null) reported.push(`real mail ${mail.number}: ${differs}`);
  const { orderCommitment: quick } = readingOf(mail, DIGEST, lookUp, letter.receivedAt);
  return { kind: 'reading', reading: { ...outcome.reading, ...(quick === undefined ? {} : { orderCommitment: quick }) } };
}
