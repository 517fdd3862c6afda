/**
 * Stores in threads that are kept for the next store: to begin two threads takes a hundred times as long as what most tests then ask of them. Writer, reader and messages are
 * those of every store; how threads begin and end is tested where `openSqliteStore` is.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { assembleStore } from '../assembled.ts';
import { OPENING, StoreFault, type Answer, type Endpoint, type Request } from '../messages.ts';
import type { DatabaseOptions, OpenAs } from '../opened.ts';
import { endpointHere } from '../same-thread.ts';
import type { Store } from '../../store.ts';
import type { ToKept } from './kept-thread.ts';
import { emptyDatabase } from './empty.ts';

const idle: Worker[] = [];

function beginThread(): Worker {
  const worker = new Worker(new URL('./kept-thread.ts', import.meta.url), { execArgv: ['--disable-warning=ExperimentalWarning'] });
  worker.on('error', (error) => {
    throw error;
  });
  return worker;
}

async function start(options: DatabaseOptions, as: OpenAs): Promise<Endpoint> {
  const worker = idle.pop() ?? beginThread();
  worker.ref();
  const say = (message: ToKept): void => worker.postMessage(message);
  const giveBack = (): void => {
    worker.removeAllListeners('message');
    worker.unref();
    idle.push(worker);
  };
  const opened = new Promise<Answer>((resolve) => worker.once('message', resolve));
  say({ open: { ...options, as } });
  const answer = await opened;
  if (!answer.ok || answer.id !== OPENING) {
    giveBack();
    throw answer.ok ? new Error(`answered ${answer.id} before it was open`) : new StoreFault(answer.fault);
  }
  const { ask, close } = endpointHere(
    (post) => {
      worker.on('message', post);
      return (request: Request) => say(request);
    },
    (message) => message,
  );
  return { ask, close: async () => close().then(giveBack) };
}

/** As `openSqliteStore`; a database that is not there is not begun anew each time, but a copy of one just made. */
export async function openKept(options: DatabaseOptions): Promise<Store> {
  if (!existsSync(options.path)) writeFileSync(options.path, emptyDatabase(), { mode: 0o600 });
  const writer = await start(options, 'writer');
  try {
    return assembleStore({ writer, reader: await start(options, 'reader'), startAuditor: () => start(options, 'reader') });
  } catch (error) {
    await writer.close();
    throw error;
  }
}
