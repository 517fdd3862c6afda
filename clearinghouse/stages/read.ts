/**
 * Read: from bytes to a reading, which depends on its letter alone. May be repeated freely. A letter that crashes the reader three times
 * is set aside for staff, never deleted, and holds up nobody. That a process ended with letters in hand says nothing of them: they are read again, and where it
 * happens again and again each by itself, after all others. One that is then the only one in hand as the process ends, three times more, is set aside as well: what kills the
 * process (memory, a native fault) would else do it at every restart. An operator who kills it so often just then costs staff a look, and the letter nothing.
 */
import { createHash } from 'node:crypto';
import { LONGEST_WAIT } from '../core/waiting.ts';
import type { Reading } from '../protocol/reading.ts';
import type { LetterToRead, Store } from '../store/store.ts';
import { CLAIM_SPAN, type Handed } from './handed.ts';
import { isOutage } from './outage.ts';
import { allOf } from './settled.ts';
import type { SlowGroups } from './slow-groups.ts';
import type { Clock, LetterReader, ReadOutcome, ReportEvent, WakeUp } from './ports.ts';

export type ReadParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly wakeUp: WakeUp;
  readonly read: LetterReader;
  /** Whether a letter of an unknown sender, read without DNS, asks for an account and may be looked up for that. Absent: none may. */
  readonly mayRegister?: (reading: Reading, from: string) => boolean;
  /** The address of the bank's own order page, whose mails are looked up like a customer's; absent or null: there is none. */
  readonly pageAddress?: string | null;
  readonly atOnce: number;
  /** What this process has kept itself, fewer than `atOnce`; absent or null: it keeps none. */
  readonly handed?: Handed | null;
  /** What this process reads at present, and the rounds that were left to themselves, since a letter's DNS is slow: both absent: each round waits for its slowest. */
  readonly inHand?: Set<number>;
  readonly slow?: SlowGroups;
  readonly report: ReportEvent;
};

const CRASHES = 3;
/** So often was it in hand when the process ended: from then on nothing else is in hand with it. */
const INTERRUPTIONS = 3;
/** So often by itself: then it is the letter. */
const ALONE = 3;
const UNOPENED_SPAN = 3_600_000;
const RETRY_STEPS = [30_000, 120_000, 300_000, 900_000];

/** Reads what is due; false: there was nothing. What was handed over waits for no claim, and is read also where none can be made; a fault is thrown when all others have been tried. */
export async function readDue(parts: ReadParts): Promise<boolean> {
  const { letters, alsoClaim } = parts.handed?.take(parts.clock.now()) ?? { letters: [], alsoClaim: true };
  const room = parts.atOnce - letters.length - (parts.inHand?.size ?? 0);
  const claiming = alsoClaim && room > 0 ? claim(parts, room) : Promise.resolve({ others: [], suspect: null });
  const group = allOf([readAll(parts, letters), claiming.then(({ others }) => readAll(parts, others))]);
  // Its fault is told below, once it is waited for.
  group.catch(() => undefined);
  const claimed = await claiming.catch(() => ({ others: [], suspect: null }));
  if (claimed.suspect === null) await (parts.slow?.waitFor(group.then(() => undefined)) ?? group);
  else await readAlone(parts, claimed.suspect, group);
  return letters.length + claimed.others.length > 0 || claimed.suspect !== null;
}

/** When nothing else is in hand any more, of this round or one that was left to itself; and nothing else is begun until it is read. */
async function readAlone(parts: ReadParts, suspect: LetterToRead, group: Promise<unknown>): Promise<void> {
  await Promise.allSettled([group, parts.slow?.ended()]);
  if (interruptionsOf(suspect) >= INTERRUPTIONS + ALONE) {
    parts.report('alarm', 'letter-ends-process', { letter: suspect.letterId, interruptions: interruptionsOf(suspect), advice: 'set aside; see `kakitome letter explain`' });
    await giveUp(parts, suspect, `the process ended each of the ${ALONE} times that it was read by itself`);
    return void (await group);
  }
  parts.report('warn', 'letter-read-alone', { letter: suspect.letterId, interruptions: interruptionsOf(suspect), advice: 'the process ended again and again while this letter and others were read' });
  await allOf([group, readAll(parts, [suspect])]);
}

async function readAll(parts: ReadParts, letters: readonly LetterToRead[]): Promise<void> {
  if (letters.length === 0) return;
  for (const { letterId } of letters) parts.inHand?.add(letterId);
  try {
    await allOf(letters.map((letter) => readOne(parts, letter).finally(() => parts.inHand?.delete(letter.letterId))));
  } finally {
    // Also after a fault: others of them were read.
    parts.wakeUp.wake('clear');
  }
}

/** `suspect`: the one of those that were often interrupted that was so least; the others of them are put back, untried. */
async function claim(parts: ReadParts, room: number): Promise<{ readonly others: readonly LetterToRead[]; readonly suspect: LetterToRead | null }> {
  const { store, clock, handed } = parts;
  const now = clock.now();
  const claimed = await claimOpened(parts, now, room);
  handed?.claimed(claimed.length === room);
  // One whose claim has lapsed while it is read here is read once.
  const letters = claimed.filter(({ letterId }) => parts.inHand?.has(letterId) !== true);
  const isSuspect = (letter: LetterToRead): boolean => interruptionsOf(letter) >= INTERRUPTIONS;
  const [suspect = null, ...later] = letters.filter(isSuspect).toSorted((one, other) => interruptionsOf(one) - interruptionsOf(other));
  for (const { letterId } of later) await store.putLetterBack(letterId, now, null, 'it is to be read by itself');
  return { others: letters.filter((letter) => !isSuspect(letter)), suspect };
}

/** A letter whose bytes do not open would be in every claim, and none could be made: it is put back for an hour, and somebody has to look. */
async function claimOpened({ store, report }: ReadParts, now: number, room: number): Promise<readonly LetterToRead[]> {
  try {
    return await store.claimLettersToRead(now, room, now + CLAIM_SPAN);
  } catch (error) {
    const unopened = isOutage(error) ? [] : await store.findUnopened('unread', now, room);
    if (unopened.length === 0) throw error;
    for (const { letterId, reason } of unopened) {
      report('alarm', 'letter-not-opened', { letter: letterId, error: reason, advice: 'see `kakitome audit`: the database was changed, or the disk has lost something' });
      await store.putLetterBack(letterId, now + UNOPENED_SPAN, { at: now, crash: false }, reason);
    }
    return store.claimLettersToRead(now, room, now + CLAIM_SPAN);
  }
}

const interruptionsOf = ({ attempts, crashes }: LetterToRead): number => attempts - 1 - crashes;

async function readOne(parts: ReadParts, letter: LetterToRead): Promise<void> {
  const { from, registered } = letter;
  // It was given up, and that is not decided yet.
  if (letter.crashes >= CRASHES) return giveUp(parts, letter, 'the reader crashed on it');
  // A letter from nobody we know needs no DNS: whoever floods us with mail makes us ask nobody (9-rules 10).
  const lookUp = from !== null && (from === parts.pageAddress || registered);
  const outcome = await readOnceOrTwice(parts, letter, from, lookUp);
  switch (outcome.kind) {
    case 'reading':
      return save(parts, letter, outcome.reading);
    case 'retry':
      return retryLater(parts, letter, outcome.reason);
    case 'crashed':
      return crashed(parts, letter, outcome.reason);
    default:
      return outcome satisfies never;
  }
}

/** A reading that can't be kept is a crash as any other; a store that is away is none. */
async function save(parts: ReadParts, letter: LetterToRead, reading: Reading): Promise<void> {
  try {
    const isKept = await parts.store.saveReading(letter.letterId, reading, createHash('sha256').update(letter.bytes).digest());
    if (!isKept) await keepAnew(parts, letter);
  } catch (error) {
    if (!isOutage(error)) await crashed(parts, letter, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** The store has lost it (a fail-over to a standby that was behind), and its number is another's. Who brought it may have forgotten it by now; here it is still whole. */
async function keepAnew({ store, clock, wakeUp, report }: ReadParts, letter: LetterToRead): Promise<void> {
  const { letterId, duplicate } = await store.keepLetter(letter, { from: letter.from, messageId: null }, clock.now());
  report('alarm', 'letter-lost-by-store', { letter: letter.letterId, keptAs: letterId, duplicate, advice: 'the database has gone back to an earlier state: see `kakitome audit`' });
  wakeUp.wake('read');
}

async function crashed(parts: ReadParts, letter: LetterToRead, reason: string): Promise<void> {
  const { store, clock, report } = parts;
  const attempt = letter.crashes + 1;
  report('warn', 'reader-crashed', { letter: letter.letterId, attempt, reason });
  if (attempt >= CRASHES) return giveUp(parts, letter, reason);
  const now = clock.now();
  await store.putLetterBack(letter.letterId, now + 1_000 * 10 ** attempt, { at: now, crash: true }, reason);
}

/** A stranger who asks for an account is the one exception to that (9-rules 8). */
async function readOnceOrTwice({ read, mayRegister }: ReadParts, letter: LetterToRead, from: string | null, lookUp: boolean): Promise<ReadOutcome> {
  const first = await read(letter, lookUp);
  if (lookUp || from === null || first.kind !== 'reading' || mayRegister?.(first.reading, from) !== true) return first;
  return read(letter, true);
}

/** For staff; never deleted. Until the instruction is decided the letter stays claimed. */
async function giveUp({ store, clock }: ReadParts, letter: LetterToRead, reason: string): Promise<void> {
  await store.putLetterBack(letter.letterId, clock.now() + CLAIM_SPAN, { at: clock.now(), crash: true }, reason);
  await store.addInstruction({ kind: 'give-up-letter', letterId: letter.letterId, reason }, clock.now(), clock.now());
}

/** DNS trouble never passes a letter; four hours after its first failed try, however long it had waited for that, it is read without, and so set aside. */
async function retryLater(parts: ReadParts, letter: LetterToRead, reason: string): Promise<void> {
  const { store, clock, report } = parts;
  const now = clock.now();
  const waited = now - (letter.failedSince ?? now);
  if (waited < LONGEST_WAIT) {
    const step = RETRY_STEPS.find((_, index) => waited < (RETRY_STEPS[index] ?? 0) * 4) ?? RETRY_STEPS.at(-1) ?? 0;
    return store.putLetterBack(letter.letterId, now + step, { at: now, crash: false }, reason);
  }
  report('alarm', 'sender-not-looked-up', { letter: letter.letterId, reason });
  const outcome = await parts.read(letter, false);
  return outcome.kind === 'reading' ? save(parts, letter, outcome.reading) : crashed(parts, letter, outcome.reason);
}
