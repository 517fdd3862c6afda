import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { Enclosure } from './core/road-notice.ts';
import type { EnclosureTask } from './enclosures.ts';
import { applicationForm } from './print/application-form.ts';
import type { TaskDone, TaskGiven } from './task-thread.ts';
import { makeWalletPage } from './wallet-page/wallet-page.ts';

/** What runs in the thread that makes enclosures: the wallet page's script is bundled at its first use, which takes seconds, and fonts are large. */

const port = parentPort;
if (port === null) throw new Error('enclosure-thread.ts runs in a worker thread only');
const tell = (message: TaskDone<Enclosure>): void => port.postMessage(message);

port.on('message', ({ id, task }: TaskGiven<EnclosureTask>) => {
  make(task).then(
    (made) => tell({ id, made }),
    (error: unknown) => tell({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
});

async function make(task: EnclosureTask): Promise<Enclosure> {
  switch (task.kind) {
    case 'form': {
      const { formNumber } = task.options;
      const content = await applicationForm(task.options);
      return { attachments: [{ filename: `application-${formNumber}.pdf`, contentType: 'application/pdf', content }], sha256: createHash('sha256').update(content).digest('hex'), number: formNumber, recipient: null };
    }
    case 'wallet-page': {
      const { html, sha256 } = await makeWalletPage(task.options);
      return { attachments: [{ filename: 'wallet.html', contentType: 'text/html', content: new TextEncoder().encode(html) }], sha256, number: null, recipient: task.options.recipient };
    }
    default:
      return task satisfies never;
  }
}
