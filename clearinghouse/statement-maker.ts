/** The thread that makes the files of statements: begun with the first one, and anew after it has died. */
import { Worker } from 'node:worker_threads';
import type { StatementEvidence } from './core/notice.ts';
import type { StatementMade, StatementTask } from './statement-thread.ts';
import type { Statement } from './statements/statement.ts';

export type StatementMaker = { readonly layOut: (statements: readonly Statement[]) => Promise<StatementEvidence>; readonly stop: () => Promise<void> };

type Waiting = { readonly resolve: (evidence: StatementEvidence) => void; readonly reject: (error: Error) => void };
type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };

const HEAP_MEGABYTES = 512;

/** A statement whose thread dies is rejected, and may be asked for again. */
export function startStatementMaker(): StatementMaker {
  let thread: Thread | null = null;
  let lastId = 0;
  const begun = (): Thread => {
    if (thread !== null) return thread;
    const worker = new Worker(new URL('./statement-thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
    const own: Thread = { worker, waiting: new Map() };
    const end = (error: Error): void => {
      if (thread === own) thread = null;
      for (const { reject } of own.waiting.values()) reject(error);
      own.waiting.clear();
    };
    worker.on('message', (made: StatementMade) => settle(own, made));
    worker.on('error', end);
    worker.on('exit', () => end(new Error('the thread that makes statements has ended')));
    thread = own;
    return own;
  };
  return {
    layOut: (statements) => {
      const { worker, waiting } = begun();
      const task: StatementTask = { id: (lastId += 1), statements };
      return new Promise((resolve, reject) => {
        waiting.set(task.id, { resolve, reject });
        worker.postMessage(task);
      });
    },
    stop: async () => void (await thread?.worker.terminate()),
  };
}

function settle({ waiting }: Thread, made: StatementMade): void {
  const asked = waiting.get(made.id);
  waiting.delete(made.id);
  if ('evidence' in made) asked?.resolve(made.evidence);
  else asked?.reject(new Error(made.fault));
}
