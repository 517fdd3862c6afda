/**
 * Receive: the bytes are kept, exactly as they came, before anybody is told so. Nothing is parsed here but two hints.
 * A second copy is a success. Our own failure rejects: the intake answers 4xx or leaves the mail where it is.
 */
import type { KeepLetter, KeptLetter, ReceivedLetter } from '../protocol/letter.ts';
import type { LetterToRead, Store } from '../store/store.ts';
import { CLAIM_SPAN, type Handed } from './handed.ts';
import { isOutage } from './outage.ts';
import type { Clock, LetterHints, ReportEvent, WakeUp } from './ports.ts';

/** `handed`: to the read stage of this process; null: other processes read. */
export type ReceiveParts = { readonly store: Store; readonly clock: Clock; readonly wakeUp: WakeUp; readonly hints: (bytes: Uint8Array) => LetterHints; readonly handed: Handed | null; readonly report: ReportEvent };

export function makeReceive(parts: ReceiveParts): KeepLetter {
  const { handed, wakeUp, clock, report } = parts;
  const doubt = { until: Number.NEGATIVE_INFINITY };
  return async (letter) => {
    try {
      const kept = handed?.reserve(clock.now()) === true ? await keepAndHand(parts, handed, letter, doubt) : await keep(parts, letter);
      if (kept.duplicate && clock.now() < doubt.until) await free(parts, kept.letterId);
      wakeUp.wake('read');
      return kept;
    } catch (error) {
      report('alarm', 'letter-not-kept', { intake: letter.intake, size: letter.bytes.length, error: String(error) });
      throw error;
    }
  };
}

const keep = ({ store, clock, hints }: ReceiveParts, letter: ReceivedLetter): Promise<KeptLetter> => store.keepLetter(letter, hints(letter.bytes), clock.now());

/**
 * In the room that was reserved for it. Where the store was away, the letter may have been kept and claimed all the same, for nobody: until that claim has lapsed a second
 * copy, which the sender brings after our 4xx, frees the first (`doubt`).
 */
async function keepAndHand({ store, clock, hints }: ReceiveParts, handed: Handed, letter: ReceivedLetter, doubt: { until: number }): Promise<KeptLetter> {
  const keptAt = clock.now();
  let given: LetterToRead | null = null;
  try {
    const hint = hints(letter.bytes);
    const { letterId, duplicate, claimed } = await store.keepAndClaim(letter, hint, keptAt, keptAt + CLAIM_SPAN);
    if (claimed !== null) given = { ...letter, letterId, keptAt, attempts: 1, failedSince: null, crashes: 0, suspect: false, ...hint, registered: claimed.registered };
    return { letterId, duplicate };
  } catch (error) {
    if (isOutage(error)) doubt.until = clock.now() + CLAIM_SPAN;
    throw error;
  } finally {
    if (given === null) handed.letGo();
    else handed.give(given);
  }
}

/** One that is being read is then read twice, which does no harm; one that was read stays so. */
const free = async ({ store, clock }: ReceiveParts, letterId: number): Promise<void> => void (await store.putLetterBack(letterId, clock.now(), null, 'the database could not be reached'));
