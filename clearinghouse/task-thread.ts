/** A thread that makes files, one task after the other: begun with the first one, and anew after it has died. */
import { Worker } from 'node:worker_threads';

export type TaskGiven<Task> = { readonly id: number; readonly task: Task };
export type TaskDone<Made> = { readonly id: number; readonly made: Made } | { readonly id: number; readonly fault: string };

export type TaskThread<Task, Made> = { /** Before the first task. */ readonly begin: () => void; readonly make: (task: Task) => Promise<Made>; readonly stop: () => Promise<void> };

type Waiting<Made> = { readonly resolve: (made: Made) => void; readonly reject: (error: Error) => void };
/** `watch`: the time that it may take for the next answer begins anew. */
type Thread<Made> = { readonly worker: Worker; readonly waiting: Map<number, Waiting<Made>>; readonly watch: () => void };

const HEAP_MEGABYTES = 512;
/** So long without an answer while a task waits: the thread hangs, and is ended. */
const LONGEST_MS = 120_000;

/** What a thread had in hand when it died. After `stop` there is no other one. */
export class ThreadEnded extends Error {}

export type TaskOptions = { /** What the thread is begun with. */ readonly data?: unknown; /** Null: however long it takes. */ readonly longestMs?: number | null };

/** `file` answers each `TaskGiven` with one `TaskDone`. A task whose thread dies or hangs is rejected with `ThreadEnded`, and may be given again; `makes` is for that message. */
export function startTaskThread<Task, Made>(file: URL, makes: string, { data = null, longestMs = LONGEST_MS }: TaskOptions = {}): TaskThread<Task, Made> {
  let thread: Thread<Made> | null = null;
  let lastId = 0;
  let stopped = false;
  const begun = (): Thread<Made> => {
    if (stopped) throw new Error(`the thread that makes ${makes} was stopped`);
    thread ??= beginThread<Made>(new Worker(file, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } }), makes, longestMs, (ended) => {
      if (thread === ended) thread = null;
    });
    return thread;
  };
  return {
    begin: () => void begun(),
    make: async (task) => {
      const { worker, waiting, watch } = begun();
      const given: TaskGiven<Task> = { id: (lastId += 1), task };
      // Posted first: what can't be cloned throws here, and nobody waits for it.
      worker.postMessage(given);
      return new Promise((resolve, reject) => {
        waiting.set(given.id, { resolve, reject });
        if (waiting.size === 1) watch();
      });
    },
    stop: async () => {
      stopped = true;
      await thread?.worker.terminate();
    },
  };
}

function beginThread<Made>(worker: Worker, makes: string, longestMs: number | null, onEnd: (thread: Thread<Made>) => void): Thread<Made> {
  let timer: NodeJS.Timeout | null = null;
  const waiting: Thread<Made>['waiting'] = new Map();
  const watch = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = waiting.size === 0 || longestMs === null ? null : setTimeout(() => void worker.terminate(), longestMs).unref();
  };
  const thread: Thread<Made> = { worker, waiting, watch };
  const end = (reason: string): void => {
    onEnd(thread);
    const lost = [...waiting.values()];
    waiting.clear();
    watch();
    for (const { reject } of lost) reject(new ThreadEnded(reason));
  };
  worker.on('message', (done: TaskDone<Made>) => {
    settle(thread, done);
    watch();
  });
  worker.on('error', (error) => end(error.message));
  worker.on('exit', () => end(`the thread that makes ${makes} has ended`));
  return thread;
}

function settle<Made>({ waiting }: Thread<Made>, done: TaskDone<Made>): void {
  const asked = waiting.get(done.id);
  waiting.delete(done.id);
  if ('made' in done) asked?.resolve(done.made);
  else asked?.reject(new Error(done.fault));
}

/** What a thread had in hand when it died is asked for once more, one after the other: the one that it died of is rejected, the others are made. */
export function onceMore<Task, Made>(make: (task: Task) => Promise<Made>): (task: Task) => Promise<Made> {
  let alone: Promise<unknown> = Promise.resolve();
  const again = (task: Task): Promise<Made> => {
    const made = alone.then(() => make(task));
    alone = made.catch(() => undefined);
    return made;
  };
  return (task) =>
    make(task).catch((error: unknown) => {
      if (error instanceof ThreadEnded) return again(task);
      throw error;
    });
}
