/**
 * The daemon's runs of the monitor, each in a thread of its own that ends with it: a run reads all payments that may still change, with their public files, and the bank's
 * own thread has letters to answer meanwhile. What it took of memory goes with it.
 */
import type { MonitorResult } from '../bulletin-board/monitor.ts';
import type { Config } from './config.ts';
import type { MonitorRuns } from './console/board-monitor.ts';
import type { Office } from './office.ts';
import { startTaskThread, type TaskThread } from './task-thread.ts';

/** `ahead`: of the machine's clock, in milliseconds. */
export type MonitorTask = { readonly config: Config; readonly letterKey: Uint8Array; readonly full: boolean; readonly ahead: number };

export function monitorRuns({ config, keys, clock }: Pick<Office, 'config' | 'keys' | 'clock'>): MonitorRuns {
  let thread: TaskThread<MonitorTask, MonitorResult> | null = null;
  return {
    run: async (full) => {
      const own = startTaskThread<MonitorTask, MonitorResult>(new URL('./board-monitor-thread.ts', import.meta.url), 'comparisons of ledger and board', { longestMs: null });
      thread = own;
      try {
        return await own.make({ config, letterKey: keys.letter, full, ahead: clock.now() - Date.now() });
      } finally {
        thread = null;
        await own.stop();
      }
    },
    stop: async () => thread?.stop(),
  };
}
