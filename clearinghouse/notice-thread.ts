import { parentPort, workerData } from 'node:worker_threads';
import { makeMailSigner } from './mail/compose.ts';
import { makeWriteNotice } from './notice-mail.ts';
import type { NoticeTask, NoticeThreadData } from './notice-writer.ts';
import type { TaskDone, TaskGiven } from './task-thread.ts';

/**
 * What runs in the thread that writes mails. What comes without files (a question above all) goes before a row of receipts that is there already. It signs by
 * itself: dozens of signatures aside would take all processors at once, and whoever waits for an answer would wait for them.
 */

type Given = TaskGiven<NoticeTask>;

const port = parentPort;
if (port === null) throw new Error('notice-thread.ts runs in a worker thread only');
const { bank, signer } = workerData as NoticeThreadData;
const write = makeWriteNotice(bank, makeMailSigner({ ...signer, aside: false }));
const [plain, withFiles]: [Given[], Given[]] = [[], []];
let isDue = false;

port.on('message', (given: Given) => {
  (given.task.evidence === null ? plain : withFiles).push(given);
  schedule();
});

/** One at a time: what arrives meanwhile is looked at in between. */
function schedule(): void {
  if (isDue) return;
  isDue = true;
  setImmediate(() => {
    isDue = false;
    const given = plain.shift() ?? withFiles.shift();
    if (given === undefined) return;
    schedule();
    answer(given);
  });
}

function answer({ id, task: { notice, evidence } }: Given): void {
  const tell = (message: TaskDone<Uint8Array>, own: readonly ArrayBuffer[] = []): void => port?.postMessage(message, own);
  write(notice, evidence).then(
    (mail) => {
      const made = new Uint8Array(mail);
      tell({ id, made }, [made.buffer]);
    },
    (error: unknown) => tell({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
}
