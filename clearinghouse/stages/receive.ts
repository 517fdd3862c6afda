/**
 * Receive: the bytes are kept, exactly as they came, before anybody is told so. Nothing is parsed here but two hints.
 * A second copy is a success. Our own failure rejects: the intake answers 4xx or leaves the mail where it is.
 */
import type { KeepLetter } from '../protocol/letter.ts';
import type { Store } from '../store/store.ts';
import type { Clock, LetterHints, ReportEvent, WakeUp } from './ports.ts';

export type ReceiveParts = { readonly store: Store; readonly clock: Clock; readonly wakeUp: WakeUp; readonly hints: (bytes: Uint8Array) => LetterHints; readonly report: ReportEvent };

export function makeReceive({ store, clock, wakeUp, hints, report }: ReceiveParts): KeepLetter {
  return async (letter) => {
    try {
      const kept = await store.keepLetter(letter, hints(letter.bytes), clock.now());
      wakeUp.wake('read');
      return kept;
    } catch (error) {
      report('alarm', 'letter-not-kept', { intake: letter.intake, size: letter.bytes.length, error: String(error) });
      throw error;
    }
  };
}
