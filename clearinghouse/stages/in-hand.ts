/**
 * The letters that one process has in hand: never more than can be read at once, whichever way they came. What receive hands over counts as what a round has claimed does, so
 * that none waits in the process for a place in a thread, each that is in hand is being read (which is what an interruption says of it, read.ts), and all of them end soon
 * where the process is to stop.
 */
import { createHash } from 'node:crypto';
import type { FailedTry, LetterToRead, Store } from '../store/store.ts';
import { isOutage } from './outage.ts';
import type { Clock, ReportEvent, WakeUp } from './ports.ts';

/** `claimedUntil`: the store has not answered whether it is claimed until then; null: it is. */
export type Left = { readonly letter: LetterToRead; readonly claimedUntil: number | null };

export type InHand = {
  /** Begun, by number. */
  readonly reading: Set<number>;
  /** The store could not be told what became of them: they are given back, whole, as soon as it answers again. */
  readonly left: Map<number, Left>;
  /** The last claim had no room for all that wait. */
  full: boolean;
};

export const makeInHand = (): InHand => ({ reading: new Set(), left: new Map(), full: false });

export const countOf = ({ reading, left }: InHand): number => reading.size + left.size;

export type HandParts = { readonly store: Pick<Store, 'keepLetter' | 'putLetterBack' | 'claimAlone'>; readonly clock: Clock; readonly wakeUp: Pick<WakeUp, 'wake'>; readonly inHand: InHand; readonly report: ReportEvent };

export const sha256Of = ({ bytes }: LetterToRead): Uint8Array => createHash('sha256').update(bytes).digest();

/** What is not there any more is kept anew. */
export async function putBack(parts: HandParts, letter: LetterToRead, nextTryAt: number, failed: FailedTry | null, reason: string): Promise<void> {
  if (!(await parts.store.putLetterBack(letter.letterId, nextTryAt, failed, reason, sha256Of(letter)))) await keepAnew(parts, letter);
}

/** The store has lost it (a fail-over to a standby that was behind), and its number is another's. Who brought it may have forgotten it by now; here it is still whole. */
export async function keepAnew({ store, clock, wakeUp, report }: HandParts, letter: LetterToRead): Promise<void> {
  const { letterId, duplicate } = await store.keepLetter(letter, { from: letter.from, messageId: letter.messageId }, clock.now());
  report('alarm', 'letter-lost-by-store', { letter: letter.letterId, keptAs: letterId, duplicate, advice: 'the database has gone back to an earlier state: see `kakitome audit`' });
  wakeUp.wake('read');
}

/** Before anything else is claimed. What was done all the same (an answer that was lost) stays done; what the store refuses is told and forgotten: nothing could be claimed again otherwise. */
export async function giveLeftBack(parts: HandParts, reason: string): Promise<void> {
  for (const [letterId, left] of parts.inHand.left) {
    try {
      await giveBack(parts, left, reason);
    } catch (error) {
      if (isOutage(error)) throw error;
      parts.report('alarm', 'letter-not-put-back', { letter: letterId, error: String(error) });
    }
    parts.inHand.left.delete(letterId);
  }
}

/** The same claim again tells whether it was made, or makes it: then it is this process's to give back. */
async function giveBack(parts: HandParts, { letter, claimedUntil }: Left, reason: string): Promise<void> {
  const now = parts.clock.now();
  if (claimedUntil === null || (await parts.store.claimAlone(letter.letterId, letter.attempts, now, claimedUntil))) await putBack(parts, letter, now, null, reason);
}
