import { Worker } from 'node:worker_threads';
import type { ReceivedLetter, ReportEvent } from '../protocol/letter.ts';
import { ownBytes } from '../protocol/own-bytes.ts';
import { describeFault } from './fault.ts';
import type { ReadOutcome, ReaderSettings } from './read-letter.ts';

/**
 * Reads letters in worker threads, so that no letter stops the daemon: not one that takes for ever, not one that eats memory. The main thread
 * never parses. A thread that dies or hangs is replaced; each letter that was in it is read once more, alone in a thread, so that the one that
 * killed it is known for sure and the others lose nothing but time. Where no thread can be started at all (the machine is full) letters are put off, which is
 * no fault of theirs, and a new start is tried every half minute.
 */

/** `time`: it blocked its thread, or did not end. `memory`: the thread's heap was full. `error`: the reader itself failed (a fault of ours). */
export type CrashedRead = { readonly kind: 'crashed'; readonly reason: 'time' | 'memory' | 'error'; readonly detail: string };

export type ReaderPool = {
  /** Always ends, and never rejects while the pool is open; after `close` it does. Without a thread the outcome is `retry`, at once. */
  readonly read: (letter: ReceivedLetter, lookUp: boolean) => Promise<ReadOutcome | CrashedRead>;
  /** False: no thread can be started at present, and a letter would only be put off. */
  readonly mayRead: () => boolean;
  /** Ends the threads at once; reads in hand reject. */
  readonly close: () => Promise<void>;
};

export type ReaderPoolSettings = {
  readonly workerUrl: URL;
  /** Threads. */
  readonly size: number;
  readonly settings: ReaderSettings;
  /** How long a thread may compute without a pause. DNS waits do not count: a waiting thread is not blocked. */
  readonly timeLimitMs: number;
  /** How long one letter may take in all, waits included. */
  readonly letterLimitMs: number;
  readonly heapMegabytes: number;
  /** Between two tries to start threads, where that has failed. Default 30,000. */
  readonly startAgainMs?: number;
  readonly report?: ReportEvent;
};

/** Sent to a thread and back. `beat`: the thread's loop runs. */
export type ReaderTask = { readonly id: number; readonly letter: ReceivedLetter; readonly lookUp: boolean };
export type ReaderReport = { readonly kind: 'ready' } | { readonly kind: 'beat' } | { readonly kind: 'outcome'; readonly id: number; readonly outcome: ReadOutcome } | { readonly kind: 'fault'; readonly id: number; readonly detail: string };

type Job = { readonly task: ReaderTask; readonly settle: (outcome: ReadOutcome | CrashedRead) => void; readonly fail: (error: Error) => void; suspect: boolean; begun: number };
type Thread = { readonly worker: Worker; readonly jobs: Map<number, Job>; ready: boolean; lastBeat: number; death: CrashedRead['reason'] | null; detail: string };

/** Letters that wait for DNS in one thread at a time. */
const TOGETHER = 8;
const MOST_FAILED_STARTS = 3;
/** A young thread compiles its modules before its first beat. */
const START_MS = 60_000;
const START_AGAIN_MS = 30_000;
const NO_THREAD: ReadOutcome = { kind: 'retry', reason: 'no reader thread can be started' };

class Pool {
  readonly settings: ReaderPoolSettings;
  private readonly threads: Set<Thread> = new Set();
  private readonly queue: Job[] = [];
  private readonly watch: NodeJS.Timeout;
  private again: NodeJS.Timeout | null = null;
  private nextId = 1;
  /** In a row. */
  private failedStarts = 0;
  private closed = false;
  private lastInspection = performance.now();

  constructor(settings: ReaderPoolSettings) {
    this.settings = settings;
    this.watch = setInterval(() => this.inspect(), Math.max(20, settings.timeLimitMs / 10));
    this.fillUp();
  }

  mayRead(): boolean {
    return this.failedStarts < MOST_FAILED_STARTS || [...this.threads].some((thread) => thread.ready);
  }

  read(letter: ReceivedLetter, lookUp: boolean): Promise<ReadOutcome | CrashedRead> {
    if (this.closed) return Promise.reject(new Error('the reader pool is closed'));
    if (!this.mayRead()) return Promise.resolve(NO_THREAD);
    return new Promise((settle, fail) => {
      // A reader gets one letter, and nothing of what lies beside it.
      this.queue.push({ task: { id: this.nextId, letter: { ...letter, bytes: ownBytes(letter.bytes) }, lookUp }, settle, fail, suspect: false, begun: 0 });
      this.nextId += 1;
      this.hand();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.watch);
    if (this.again !== null) clearTimeout(this.again);
    const ending = [...this.threads].map((thread) => thread.worker.terminate());
    const open = [...this.queue.splice(0), ...[...this.threads].flatMap((thread) => [...thread.jobs.values()])];
    this.threads.clear();
    for (const job of open) job.fail(new Error('the reader pool was closed'));
    await Promise.all(ending);
  }

  /** As many threads as there should be, as long as they start. What a thread says that is being ended is heard after `close`: none takes its place. */
  private fillUp(): void {
    while (!this.closed && this.threads.size < this.settings.size && this.failedStarts < MOST_FAILED_STARTS) this.tryToHire();
  }

  private tryToHire(): void {
    try {
      this.hire();
    } catch (error) {
      // The system has no thread left to give.
      this.failedStarts += 1;
      if (this.failedStarts >= MOST_FAILED_STARTS) this.rest(describeFault(error));
    }
  }

  /** Threads do not start: for a while none is tried, and what no thread is left for is put off. */
  private rest(detail: string): void {
    if (!this.mayRead()) for (const job of this.queue.splice(0)) job.settle(NO_THREAD);
    if (this.again !== null) return;
    const retryMs = this.settings.startAgainMs ?? START_AGAIN_MS;
    this.settings.report?.('alarm', 'reader-threads-do-not-start', { running: this.threads.size, of: this.settings.size, detail, retryMs });
    this.again = setTimeout(() => {
      this.again = null;
      if (!this.closed && this.threads.size < this.settings.size) this.tryToHire();
    }, retryMs);
  }

  private hire(): void {
    const { workerUrl, settings, heapMegabytes } = this.settings;
    const worker = new Worker(workerUrl, {
      workerData: settings,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 8 },
    });
    const thread: Thread = { worker, jobs: new Map(), ready: false, lastBeat: performance.now(), death: null, detail: '' };
    worker.on('message', (report: ReaderReport) => this.hear(thread, report));
    worker.on('error', (error: Error & { code?: string }) => {
      thread.death ??= error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'error';
      thread.detail ||= error.message.slice(0, 200);
    });
    worker.on('exit', () => this.bury(thread));
    this.threads.add(thread);
  }

  private hear(thread: Thread, report: ReaderReport): void {
    thread.lastBeat = performance.now();
    switch (report.kind) {
      case 'ready':
        thread.ready = true;
        this.failedStarts = 0;
        this.fillUp();
        return this.hand();
      case 'beat':
        return;
      case 'outcome':
        return this.settle(thread, report.id, report.outcome);
      case 'fault':
        return this.settle(thread, report.id, { kind: 'crashed', reason: 'error', detail: report.detail });
      default:
        return report satisfies never;
    }
  }

  private settle(thread: Thread, id: number, outcome: ReadOutcome | CrashedRead): void {
    const job = thread.jobs.get(id);
    thread.jobs.delete(id);
    job?.settle(outcome);
    this.hand();
  }

  /** Gives waiting letters to threads with room; a suspect gets a thread of its own. */
  private hand(): void {
    for (const thread of this.threads) {
      while (thread.ready && thread.death === null && this.queue.length > 0) {
        const [next] = this.queue;
        const alone = [...thread.jobs.values()].some((job) => job.suspect);
        if (next === undefined || alone || thread.jobs.size >= (next.suspect ? 1 : TOGETHER)) break;
        this.queue.shift();
        next.begun = performance.now();
        // A thread without letters gives no sign of life.
        if (thread.jobs.size === 0) thread.lastBeat = next.begun;
        thread.jobs.set(next.task.id, next);
        thread.worker.postMessage(next.task);
      }
    }
  }

  /** Ends threads that block, or whose letter does not end. */
  private inspect(): void {
    const now = performance.now();
    const overslept = now - this.lastInspection > this.settings.timeLimitMs / 2;
    this.lastInspection = now;
    // This thread itself was busy: signs of life may be waiting to be heard.
    if (overslept) return;
    for (const thread of this.threads) {
      const blocked = now - thread.lastBeat > (thread.ready ? this.settings.timeLimitMs : START_MS) && (!thread.ready || thread.jobs.size > 0);
      const endless = [...thread.jobs.values()].some((job) => now - job.begun > this.settings.letterLimitMs);
      if (thread.death !== null || !(blocked || endless)) continue;
      thread.death = 'time';
      thread.detail = blocked ? `no sign of life for ${this.settings.timeLimitMs} ms` : `not read within ${this.settings.letterLimitMs} ms`;
      void thread.worker.terminate();
    }
  }

  /** A thread has ended: its letters go on, alone; the one that was alone already is the one that killed it. */
  private bury(thread: Thread): void {
    if (!this.threads.delete(thread) || this.closed) return;
    const jobs = [...thread.jobs.values()];
    for (const job of jobs.reverse()) {
      if (job.suspect) job.settle({ kind: 'crashed', reason: thread.death ?? 'error', detail: thread.detail || 'the thread ended' });
      else {
        job.suspect = true;
        this.queue.unshift(job);
      }
    }
    this.failedStarts += thread.ready ? 0 : 1;
    if (this.failedStarts < MOST_FAILED_STARTS) this.fillUp();
    else this.rest(thread.detail || 'the thread ended');
    this.hand();
  }
}

/** Starts the threads; letters may be handed in at once. The threads keep the process alive until `close`. */
export const startReaderPool = (settings: ReaderPoolSettings): ReaderPool => {
  const pool = new Pool(settings);
  return { read: (letter, lookUp) => pool.read(letter, lookUp), mayRead: () => pool.mayRead(), close: () => pool.close() };
};
