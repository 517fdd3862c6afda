/**
 * Read: from bytes to a reading, which depends on its letter alone. May be repeated freely. A letter that crashes the reader three times
 * is set aside for staff, never deleted, and holds up nobody. That a process ended with letters in hand says nothing of them: they are read again, and where it
 * happens again and again each by itself, after all others. One that is then the only one in hand as the process ends, three times more, is set aside as well: what kills the
 * process (memory, a native fault) would else do it at every restart. An operator who kills it so often just then costs staff a look, and the letter nothing.
 */
import { LONGEST_WAIT } from '../core/waiting.ts';
import type { Reading } from '../protocol/reading.ts';
import { INTERRUPTIONS } from '../core/interruptions.ts';
import type { LetterToRead, Store } from '../store/store.ts';
import { CLAIM_SPAN, type Handed } from './handed.ts';
import { countOf, giveLeftBack, keepAnew, putBack, sha256Of, type InHand } from './in-hand.ts';
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
  /** What this process has in hand, with what it reads in rounds before. */
  readonly inHand: InHand;
  /** The rounds that were left to themselves, since a letter's DNS is slow; absent: each round waits for its slowest. */
  readonly slow?: SlowGroups;
  readonly report: ReportEvent;
};

const CRASHES = 3;
/** So often by itself: then it is the letter. */
const ALONE = 3;
const STOPPED = 'the bank was stopped before it was read';
const UNOPENED_SPAN = 3_600_000;
const RETRY_STEPS = [30_000, 120_000, 300_000, 900_000];

/** Reads what is due; false: there was nothing. What was handed over waits for no claim, and is read also where none can be made; a fault is thrown when all others have been tried. */
export async function readDue(parts: ReadParts): Promise<boolean> {
  const { handed, inHand, clock, slow } = parts;
  const { letters, lapsed, alsoClaim } = handed?.take(clock.now()) ?? { letters: [], lapsed: [], alsoClaim: true };
  for (const letter of lapsed) inHand.left.set(letter.letterId, { letter, claimedUntil: null });
  for (const { letterId } of letters) inHand.reading.add(letterId);
  const claiming = alsoClaim ? giveLeftBack(parts, 'the database could not be reached').then(() => claim(parts)) : Promise.resolve(NOTHING);
  const group = allOf([readAll(parts, letters), claiming.then(({ others }) => readAll(parts, others))]);
  // Its fault is told below, once it is waited for.
  group.catch(() => undefined);
  const { others, suspect } = await claiming.catch(() => NOTHING);
  if (suspect === null) await (slow?.waitFor(group.then(() => undefined)) ?? group);
  else await readAlone(parts, suspect, group);
  return letters.length + others.length > 0 || suspect !== null;
}

/** When nothing else is in hand any more, of this round or one that was left to itself; and nothing else is begun until it is read. */
async function readAlone(parts: ReadParts, suspect: LetterToRead, group: Promise<unknown>): Promise<void> {
  await Promise.allSettled([group, parts.slow?.ended()]);
  // What was handed over meanwhile would be in hand with it: that goes first, and this one is told of again.
  const isAlone = countOf(parts.inHand) + (parts.handed?.count() ?? 0) === 0;
  await (isAlone ? allOf([group, readSuspect(parts, suspect)]) : group);
}

/** Claimed just before it is read, and counted by that: what ended the process before says nothing of it. */
async function readSuspect(parts: ReadParts, suspect: LetterToRead): Promise<void> {
  const interruptions = suspect.attempts - suspect.crashes;
  const letter = { ...suspect, attempts: suspect.attempts + 1, suspect: false };
  if (!(await claimAlone(parts, suspect))) return;
  if (interruptions >= INTERRUPTIONS + ALONE) {
    parts.report('alarm', 'letter-ends-process', { letter: letter.letterId, interruptions, advice: 'set aside; see `kakitome letter explain`' });
    return settling(parts, letter, () => giveUp(parts, letter, `the process ended each of the ${ALONE} times that it was read by itself`));
  }
  parts.report('warn', 'letter-read-alone', { letter: letter.letterId, interruptions, advice: 'the process ended again and again while this letter and others were read' });
  await readAll(parts, [letter]);
}

async function claimAlone({ store, clock, inHand }: ReadParts, letter: LetterToRead): Promise<boolean> {
  const claimedUntil = clock.now() + CLAIM_SPAN;
  try {
    return await store.claimAlone(letter.letterId, letter.attempts, clock.now(), claimedUntil);
  } catch (error) {
    if (isOutage(error)) inHand.left.set(letter.letterId, { letter, claimedUntil });
    throw error;
  }
}

async function readAll(parts: ReadParts, letters: readonly LetterToRead[]): Promise<void> {
  await allOf(letters.map((letter) => settling(parts, letter, () => readOne(parts, letter))));
}

/** `work` tells the store what became of the letter, or rejects: then it stays in hand until the store can be told. What was read is decided at once, whatever is read beside it. */
async function settling(parts: ReadParts, letter: LetterToRead, work: () => Promise<void>): Promise<void> {
  const { inHand, wakeUp } = parts;
  inHand.reading.add(letter.letterId);
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ToldFault)) inHand.left.set(letter.letterId, { letter, claimedUntil: null });
    throw error instanceof ToldFault ? error.cause : error;
  } finally {
    inHand.reading.delete(letter.letterId);
    wakeUp.wake('clear');
    // The round that is left to itself for another letter must not keep this one's place.
    if (inHand.full) wakeUp.wake('read');
  }
}

type Claimed = { readonly others: readonly LetterToRead[]; readonly suspect: LetterToRead | null };

const NOTHING: Claimed = { others: [], suspect: null };

/** `suspect`: of those that were often interrupted the one that was so least. */
async function claim(parts: ReadParts): Promise<Claimed> {
  const { handed, inHand, clock, atOnce } = parts;
  const room = atOnce - countOf(inHand) - (handed?.count() ?? 0);
  inHand.full = room <= 0;
  if (inHand.full) return NOTHING;
  const claimed = await claimOpened(parts, clock.now(), room);
  inHand.full = claimed.length === room;
  handed?.claimed(inHand.full);
  const [suspect = null] = claimed.filter((letter) => letter.suspect).toSorted((one, other) => one.attempts - one.crashes - (other.attempts - other.crashes));
  handed?.hold(suspect !== null);
  const others = claimed.filter((letter) => !letter.suspect);
  for (const { letterId } of others) inHand.reading.add(letterId);
  return { others, suspect };
}

/** A letter whose bytes do not open would be in every claim, and none could be made: it is put back for an hour, and somebody has to look. */
async function claimOpened({ store, report, inHand }: ReadParts, now: number, room: number): Promise<readonly LetterToRead[]> {
  // One whose claim has lapsed while it is read here is read once.
  const claimed = (): Promise<readonly LetterToRead[]> => store.claimLettersToRead(now, room, now + CLAIM_SPAN, [...inHand.reading]);
  try {
    return await claimed();
  } catch (error) {
    const unopened = isOutage(error) ? [] : await store.findUnopened('unread', now, room);
    if (unopened.length === 0) throw error;
    for (const { letterId, reason } of unopened) {
      report('alarm', 'letter-not-opened', { letter: letterId, error: reason, advice: 'see `kakitome audit`: the database was changed, or the disk has lost something' });
      await store.putLetterBack(letterId, now + UNOPENED_SPAN, { at: now, crash: false }, reason);
    }
    return claimed();
  }
}

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
    case 'stopped':
      return putBack(parts, letter, parts.clock.now(), null, STOPPED);
    default:
      return outcome satisfies never;
  }
}

/** A fault of ours, after the store was told what became of the letter. */
class ToldFault extends Error {}

/** A reading that can't be kept is a crash as any other; a store that is away is none. */
async function save(parts: ReadParts, letter: LetterToRead, reading: Reading): Promise<void> {
  try {
    if (!(await parts.store.saveReading(letter.letterId, reading, sha256Of(letter)))) await keepAnew(parts, letter);
  } catch (error) {
    if (isOutage(error)) throw error;
    await crashed(parts, letter, error instanceof Error ? error.message : String(error));
    throw new ToldFault('told', { cause: error });
  }
}

async function crashed(parts: ReadParts, letter: LetterToRead, reason: string): Promise<void> {
  const { clock, report } = parts;
  const attempt = letter.crashes + 1;
  report('warn', 'reader-crashed', { letter: letter.letterId, attempt, reason });
  if (attempt >= CRASHES) return giveUp(parts, letter, reason);
  const now = clock.now();
  await putBack(parts, letter, now + 1_000 * 10 ** attempt, { at: now, crash: true }, reason);
}

/** A stranger who asks for an account is the one exception to that (9-rules 8). */
async function readOnceOrTwice({ read, mayRegister }: ReadParts, letter: LetterToRead, from: string | null, lookUp: boolean): Promise<ReadOutcome> {
  const first = await read(letter, lookUp);
  if (lookUp || from === null || first.kind !== 'reading' || mayRegister?.(first.reading, from) !== true) return first;
  return read(letter, true);
}

/** For staff; never deleted. Until the instruction is decided the letter stays claimed. */
async function giveUp(parts: ReadParts, letter: LetterToRead, reason: string): Promise<void> {
  const now = parts.clock.now();
  if (!(await parts.store.giveUpLetter(letter.letterId, now, now + CLAIM_SPAN, reason, sha256Of(letter)))) await keepAnew(parts, letter);
}

/** DNS trouble never passes a letter; four hours after its first failed try, however long it had waited for that, it is read without, and so set aside. */
async function retryLater(parts: ReadParts, letter: LetterToRead, reason: string): Promise<void> {
  const { clock, report } = parts;
  const now = clock.now();
  const waited = now - (letter.failedSince ?? now);
  if (waited < LONGEST_WAIT) {
    const step = RETRY_STEPS.find((_, index) => waited < (RETRY_STEPS[index] ?? 0) * 4) ?? RETRY_STEPS.at(-1) ?? 0;
    return putBack(parts, letter, now + step, { at: now, crash: false }, reason);
  }
  report('alarm', 'sender-not-looked-up', { letter: letter.letterId, reason });
  const outcome = await parts.read(letter, false);
  if (outcome.kind === 'stopped') return putBack(parts, letter, clock.now(), null, STOPPED);
  return outcome.kind === 'reading' ? save(parts, letter, outcome.reading) : crashed(parts, letter, outcome.reason);
}
