/** Runs the stages side by side until they are stopped: work while there is some, then wait for a wake-up or look again by itself. */
import type { ReportEvent, Stage, WakeUp } from './ports.ts';

export type Work = { readonly stage: Stage; readonly work: () => Promise<boolean> };

/** How long a stage sleeps when nobody wakes it: other processes (the command) write into the same store without waking us. */
const LOOK_AGAIN = 1_000;
const AFTER_FAULT = 2_000;

export type Running = { readonly stop: () => Promise<void> };

/** `stop` lets each stage finish the work in hand. A fault of a stage (disk full, database locked) is reported, and the stage tries again. */
export function runStages(works: readonly Work[], wakeUp: WakeUp, report: ReportEvent): Running {
  let stopping = false;
  const loops = works.map(async ({ stage, work }) => {
    while (!stopping) {
      const busy = await work().catch((error: unknown) => {
        report('alarm', 'stage-failed', { stage, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        return null;
      });
      if (busy === true) continue;
      await wakeUp.wait(stage, busy === null ? AFTER_FAULT : LOOK_AGAIN);
    }
  });
  return {
    stop: async () => {
      stopping = true;
      wakeUp.stop();
      await Promise.all(loops);
    },
  };
}
