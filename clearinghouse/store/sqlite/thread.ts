/** What runs in a worker thread: one connection, and whoever answers for it. The first message tells whether it could be opened. */
import { parentPort, workerData } from 'node:worker_threads';
import { faultData, OPENING, type Answer, type Request } from './messages.ts';
import { openDatabase, type DatabaseOptions, type OpenAs } from './opened.ts';
import { answerReading } from './reader.ts';
import { later, makeWriter } from './writer.ts';

export type ThreadData = DatabaseOptions & { readonly as: OpenAs };

if (parentPort !== null) serve(parentPort, workerData as ThreadData);

function serve(port: NonNullable<typeof parentPort>, { as, ...options }: ThreadData): void {
  const post = (answer: Answer): void => port.postMessage(answer);
  try {
    const database = openDatabase(options, as);
    const writer = makeWriter(database, post, later);
    port.on('message', (request: Request) => (as === 'writer' ? writer.receive(request) : post(answerReading(database, request))));
    post({ id: OPENING, ok: true, result: null });
  } catch (error) {
    post({ id: OPENING, ok: false, fault: faultData(error) });
    port.close();
  }
}
