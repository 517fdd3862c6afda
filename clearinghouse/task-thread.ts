/** A thread that makes files, one task after the other: begun with the first one, and anew after it has died. */
import { Worker } from 'node:worker_threads';

export type TaskGiven<Task> = { readonly id: number; readonly task: Task };
export type TaskDone<Made> = { readonly id: number; readonly made: Made } | { readonly id: number; readonly fault: string };

export type TaskThread<Task, Made> = { /** Before the first task. */ readonly begin: () => void; readonly make: (task: Task) => Promise<Made>; readonly stop: () => Promise<void> };

type Waiting<Made> = { readonly resolve: (made: Made) => void; readonly reject: (error: Error) => void };
type Thread<Made> = { readonly worker: Worker; readonly waiting: Map<number, Waiting<Made>> };

const HEAP_MEGABYTES = 512;

/**
 * `file` answers each `TaskGiven` with one `TaskDone`. A task whose thread dies is rejected, and may be given again; `makes` is for that message. `data` is what
 * the thread is begun with.
 */
export function startTaskThread<Task, Made>(file: URL, makes: string, data: unknown = null): TaskThread<Task, Made> {
  let thread: Thread<Made> | null = null;
  let lastId = 0;
  const begun = (): Thread<Made> => {
    if (thread !== null) return thread;
    const worker = new Worker(file, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
    const own: Thread<Made> = { worker, waiting: new Map() };
    const end = (error: Error): void => {
      if (thread === own) thread = null;
      for (const { reject } of own.waiting.values()) reject(error);
      own.waiting.clear();
    };
    worker.on('message', (done: TaskDone<Made>) => settle(own, done));
    worker.on('error', end);
    worker.on('exit', () => end(new Error(`the thread that makes ${makes} has ended`)));
    thread = own;
    return own;
  };
  return {
    begin: () => void begun(),
    make: (task) => {
      const { worker, waiting } = begun();
      const given: TaskGiven<Task> = { id: (lastId += 1), task };
      return new Promise((resolve, reject) => {
        waiting.set(given.id, { resolve, reject });
        worker.postMessage(given);
      });
    },
    stop: async () => void (await thread?.worker.terminate()),
  };
}

function settle<Made>({ waiting }: Thread<Made>, done: TaskDone<Made>): void {
  const asked = waiting.get(done.id);
  waiting.delete(done.id);
  if ('made' in done) asked?.resolve(done.made);
  else asked?.reject(new Error(done.fault));
}
