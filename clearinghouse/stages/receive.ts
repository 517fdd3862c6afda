/**
 * Receive: the bytes are kept, exactly as they came, before anybody is told so. Nothing is parsed here but two hints.
 * A second copy is a success. Our own failure rejects: the intake answers 4xx or leaves the mail where it is.
 */
import type { KeepLetter, KeptLetter, ReceivedLetter } from '../protocol/letter.ts';
import type { LetterToRead, Store } from '../store/store.ts';
import type { Handed } from './handed.ts';
import type { Clock, LetterHints, ReportEvent, WakeUp } from './ports.ts';
import { CLAIM_SPAN } from './read.ts';

/** `handed`: to the read stage of this process; null: other processes read. */
export type ReceiveParts = { readonly store: Store; readonly clock: Clock; readonly wakeUp: WakeUp; readonly hints: (bytes: Uint8Array) => LetterHints; readonly handed: Handed | null; readonly report: ReportEvent };

export function makeReceive(parts: ReceiveParts): KeepLetter {
  const { handed, wakeUp, report } = parts;
  return async (letter) => {
    try {
      const kept = handed?.reserve() === true ? await keepAndHand(parts, handed, letter) : await keep(parts, letter);
      wakeUp.wake('read');
      return kept;
    } catch (error) {
      report('alarm', 'letter-not-kept', { intake: letter.intake, size: letter.bytes.length, error: String(error) });
      throw error;
    }
  };
}

const keep = ({ store, clock, hints }: ReceiveParts, letter: ReceivedLetter): Promise<KeptLetter> => store.keepLetter(letter, hints(letter.bytes), clock.now());

/** In the room that was reserved for it. */
async function keepAndHand({ store, clock, hints }: ReceiveParts, handed: Handed, letter: ReceivedLetter): Promise<KeptLetter> {
  const keptAt = clock.now();
  const hint = hints(letter.bytes);
  let given: LetterToRead | null = null;
  try {
    const { letterId, duplicate, claimed } = await store.keepAndClaim(letter, hint, keptAt, keptAt + CLAIM_SPAN);
    if (claimed !== null) given = { ...letter, letterId, keptAt, attempts: 1, from: hint.from, registered: claimed.registered };
    return { letterId, duplicate };
  } finally {
    if (given === null) handed.letGo();
    else handed.give(given);
  }
}
