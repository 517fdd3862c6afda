/** One thing at a time, and nothing more after a refusal. */
import type { BoardReport } from '../ports.ts';
import { BoardRefused } from './refused.ts';

export type Serial = { readonly run: <T>(work: () => Promise<T>) => Promise<T>; /** Resolves when what was given so far has ended. */ readonly ended: () => Promise<void> };

/** `failed` is called after each rejection: what was known is not trusted any more. After a `BoardRefused` all further work rejects with it. */
export function makeSerial(report: BoardReport, failed: () => void): Serial {
  let refused: BoardRefused | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (refused !== null) throw refused;
    try {
      return await work();
    } catch (error) {
      failed();
      if (error instanceof BoardRefused) {
        refused = error;
        report('alarm', 'board.refused', { origin: error.origin, code: error.code, message: error.message });
      }
      throw error;
    }
  };
  return {
    run: (work) => {
      const running = last.then(() => guarded(work));
      last = running.catch(() => undefined);
      return running;
    },
    ended: async () => void (await last),
  };
}
