/** A process that is measured from outside: what it took of the processor and of memory, as the kernel counts it (Linux). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { NODE_ARGUMENTS } from '../command.ts';

/** Milliseconds of processor time, user and system: of all threads there ever were, and of those that live, by the kernel's name for them. */
export type Spent = { readonly all: number; readonly threads: Readonly<Record<string, number>> };

export type Measurable = {
  readonly spent: () => Spent;
  /** The most resident memory that it ever had, in MB. */
  readonly peakMegabytes: () => number;
  /** What it holds now: resident memory, open files and connections, threads. */
  readonly holds: () => { readonly megabytes: number; readonly handles: number; readonly threads: number };
  /** Resolves with what it said to stdout and stderr, the last 10,000 characters. */
  readonly stop: () => Promise<string>;
};

/** As kakitome.mjs starts the daemon. */
const LEAN = { argument: '--max-semi-space-size=4', environment: { MALLOC_ARENA_MAX: '2' } };
/** USER_HZ: the unit of /proc/PID/stat on every Linux that Node runs on, whatever the kernel's own tick is. */
const TICK_MS = 10;

/** Resolves when it has said `ready`; rejects with all that it said where it ends before. */
export async function startChild(words: readonly string[], nodeOptions: readonly string[] = []): Promise<Measurable> {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, LEAN.argument, ...nodeOptions, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...LEAN.environment } });
  // Whatever ends us, a measured process must not outlive the run.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-10_000);
        if (/\bready\b/i.test(said)) resolve();
      });
    }
    child.once('exit', (code, signal) => reject(new Error(`the process ended (${code ?? signal}) before it was ready: ${said}`)));
  });
  const pid = child.pid ?? 0;
  return {
    spent: () => ({ all: ticksOf(`/proc/${pid}/stat`).ticks * TICK_MS, threads: threadsOf(pid) }),
    peakMegabytes: () => Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024),
    holds: () => ({ megabytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024, handles: readdirSync(`/proc/${pid}/fd`).length, threads: readdirSync(`/proc/${pid}/task`).length }),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      return said;
    },
  };
}

/** Threads of one name together. */
function threadsOf(pid: number): Readonly<Record<string, number>> {
  const threads: Record<string, number> = {};
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const { name, ticks } = ticksOf(`/proc/${pid}/task/${thread}/stat`);
    threads[name] = (threads[name] ?? 0) + ticks * TICK_MS;
  }
  return threads;
}

/** utime + stime. The name, in brackets, may hold anything. */
function ticksOf(file: string): { readonly name: string; readonly ticks: number } {
  const text = readFileSync(file, 'latin1');
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  return { name: text.slice(text.indexOf('(') + 1, end), ticks: Number(fields[11]) + Number(fields[12]) };
}

export const canMeasure = (): boolean => {
  try {
    return readdirSync('/proc/self/task').length > 0 && ticksOf('/proc/self/stat').ticks >= 0;
  } catch {
    return false;
  }
};
