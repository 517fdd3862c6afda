/**
 * Loaded before the daemon (`--import`): watches its main thread, and answers its parent's `begin` and `end`. A timer of 5 ms looks at clock and
 * processor time. What other processes took of the processor is no fault of the daemon's, so that three things are told apart (see `Measured`).
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** All in milliseconds. */
export type Measured = {
  /** The most processor time between two looks. */
  readonly burst: number;
  /** The most that a look came late, without the time for which the thread stood in the queue for a processor: computing, or waiting for a disk or a lock. */
  readonly held: number;
  /** The loop's delay as the machine gave it, the queue included. */
  readonly delayMax: number;
  readonly delayP99: number;
  /** Processor time of the main thread, and of all others of the process. */
  readonly main: number;
  readonly others: number;
};

const LOOK_MS = 5;
const spent = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;

/** Where the kernel does not tell it, the queue counts as lateness. */
function queuedMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

const lookNow = () => ({ at: performance.now(), cpu: spent(process.threadCpuUsage()), queued: queuedMs() });

function watchLoop(answer: (measured: Measured) => void): (word: unknown) => void {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let begun = { main: process.threadCpuUsage(), all: process.cpuUsage() };
  let last = lookNow();
  let most = { burst: 0, held: 0 };
  const look = (): void => {
    const now = lookNow();
    most = { burst: Math.max(most.burst, now.cpu - last.cpu), held: Math.max(most.held, now.at - last.at - LOOK_MS - (now.queued - last.queued)) };
    last = now;
  };
  setInterval(look, LOOK_MS).unref();
  return (word) => {
    look();
    if (word === 'begin') {
      begun = { main: process.threadCpuUsage(), all: process.cpuUsage() };
      most = { burst: 0, held: 0 };
      delay.reset();
    }
    if (word !== 'end') return;
    const main = spent(process.threadCpuUsage(begun.main));
    answer({ ...most, delayMax: delay.max / 1e6, delayP99: delay.percentile(99) / 1e6, main, others: spent(process.cpuUsage(begun.all)) - main });
  };
}

if (isMainThread && process.send !== undefined) {
  process.on('message', watchLoop((measured) => void process.send?.(measured)));
  // The daemon ends as it would without us.
  process.channel?.unref();
}
