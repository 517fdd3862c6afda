/** The main thread's end of a database thread: asks, and the promises that wait for answers. */
import { Worker } from 'node:worker_threads';
import { faultData, OPENING, StoreFault, type Answer, type Ask, type Endpoint } from './messages.ts';
import type { ThreadData } from './thread.ts';

type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

/**
 * Resolves when the database is open; rejects with the reason where it could not be opened. `isVital`: a fault of the program in the thread, or a full heap, is thrown
 * here as well, where nobody catches it, and so ends the process as a fault of its own would: what starts it again finds everything in the database.
 */
export async function startThread(data: ThreadData, isVital: boolean): Promise<Endpoint> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data, execArgv: ['--disable-warning=ExperimentalWarning'] });
  const waiting = new Map<number, Waiting>();
  let lastId = OPENING;
  let ended: StoreFault | null = null;
  let isOpen = false;

  const exited = new Promise<void>((resolve) => {
    const end = (fault: StoreFault): void => {
      ended ??= fault;
      for (const one of waiting.values()) one.reject(ended);
      waiting.clear();
      resolve();
    };
    worker.on('error', (error) => {
      end(new StoreFault({ ...faultData(error), code: 'closed' }));
      if (isVital && isOpen) setImmediate(() => { throw error; });
    });
    worker.on('exit', () => end(new StoreFault({ code: 'closed', message: 'the database thread has ended', stack: null })));
  });
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) one?.resolve(answer.result);
    else one?.reject(new StoreFault(answer.fault));
  });
  const wait = (id: number): Promise<unknown> => new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));

  const ask = async (body: Ask): Promise<unknown> => {
    if (ended !== null) throw ended;
    lastId += 1;
    // Posted first: what can't be cloned throws here, and nobody waits for it.
    worker.postMessage({ id: lastId, ask: body });
    return wait(lastId);
  };
  try {
    await wait(OPENING);
    isOpen = true;
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    ask,
    close: async () => {
      await ask({ kind: 'close' });
      await worker.terminate();
      await exited;
    },
  };
}
