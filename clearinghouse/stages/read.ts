/**
 * Read: from bytes to a reading, which depends on its letter alone. May be repeated freely. A letter that crashes the reader three times
 * is set aside for staff, never deleted, and holds up nobody.
 */
import { LONGEST_WAIT } from '../core/waiting.ts';
import type { Reading } from '../protocol/reading.ts';
import type { LetterToRead, Store } from '../store/store.ts';
import { CLAIM_SPAN, type Handed } from './handed.ts';
import { allOf } from './settled.ts';
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
  readonly report: ReportEvent;
};

const CRASHES = 3;
const RETRY_STEPS = [30_000, 120_000, 300_000, 900_000];

/** Reads what is due; false: there was nothing. What was handed over waits for no claim, and is read also where none can be made; a fault is thrown when all others have been tried. */
export async function readDue(parts: ReadParts): Promise<boolean> {
  const { letters, alsoClaim } = parts.handed?.take(parts.clock.now()) ?? { letters: [], alsoClaim: true };
  const claiming = alsoClaim ? [claim(parts, parts.atOnce - letters.length).then((claimed) => readAll(parts, claimed))] : [];
  return (await allOf([readAll(parts, letters), ...claiming])).some((some) => some);
}

/** False: there are none. */
async function readAll(parts: ReadParts, letters: readonly LetterToRead[]): Promise<boolean> {
  if (letters.length === 0) return false;
  try {
    await allOf(letters.map((letter) => readOne(parts, letter)));
  } finally {
    // Also after a fault: others of them were read.
    parts.wakeUp.wake('clear');
  }
  return true;
}

async function claim({ store, clock, handed }: ReadParts, room: number): Promise<readonly LetterToRead[]> {
  const now = clock.now();
  const letters = await store.claimLettersToRead(now, room, now + CLAIM_SPAN);
  handed?.claimed(letters.length === room);
  return letters;
}

async function readOne(parts: ReadParts, letter: LetterToRead): Promise<void> {
  const { store, clock, report } = parts;
  const { from, registered } = letter;
  // The process itself died on it, as often as a reader may: nobody reads it again.
  if (letter.attempts > CRASHES) return giveUp(parts, letter, 'the process ended while it was read');
  // A letter from nobody we know needs no DNS: whoever floods us with mail makes us ask nobody (9-rules 10).
  const lookUp = from !== null && (from === parts.pageAddress || registered);
  const outcome = await readOnceOrTwice(parts, letter, from, lookUp);
  switch (outcome.kind) {
    case 'reading':
      return store.saveReading(letter.letterId, outcome.reading);
    case 'retry':
      return retryLater(parts, letter, outcome.reason);
    case 'crashed': {
      report('warn', 'reader-crashed', { letter: letter.letterId, attempt: letter.attempts, reason: outcome.reason });
      if (letter.attempts < CRASHES) return store.putLetterBack(letter.letterId, clock.now() + 1_000 * 10 ** letter.attempts, { at: clock.now(), crash: true }, outcome.reason);
      return giveUp(parts, letter, outcome.reason);
    }
    default:
      return outcome satisfies never;
  }
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
  if (outcome.kind === 'reading') return store.saveReading(letter.letterId, outcome.reading);
  return store.putLetterBack(letter.letterId, clock.now() + CLAIM_SPAN, { at: clock.now(), crash: true }, outcome.reason);
}
