import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { fixtureKey } from '../fixtures/keys.ts';
import { MAX_NOTE_BYTES } from '../format/note.ts';
import { copyUrl } from '../witness/copy.ts';
import { witnessHeadsOf } from './witness-http.ts';
import type { WitnessHead } from './witnesses.ts';

const ORIGIN = 'board.bank.example/board/2026';

async function serve(t: ExecutionContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function headAt(url: string | null, timeout = 2_000): WitnessHead {
  const [head] = witnessHeadsOf({ witnesses: [{ name: 'w', key: fixtureKey('w.example', 4, 'x').key, url }] }, timeout);
  if (head === undefined) throw new RangeError('no head');
  return head;
}

test('the copy is asked for under the hash of the origin', async (t) => {
  const asked: string[] = [];
  const url = await serve(t, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('a note\n');
  });
  t.is(Buffer.from((await headAt(`${url}/w/`).read(ORIGIN)) ?? []).toString(), 'a note\n');
  t.deepEqual(asked, [`GET /w/${createHash('sha256').update(ORIGIN).digest('hex')}/checkpoint`]);
  t.is(copyUrl('https://w.example', 'a'), copyUrl('https://w.example//', 'a'));
  t.throws(() => headAt(null), { message: 'no head' });
});

test('nothing held is null; anything else than a short answer in time is a reason', async (t) => {
  const answer = (listener: RequestListener, timeout?: number): Promise<unknown> => serve(t, listener).then((url) => headAt(url, timeout).read(ORIGIN));
  t.is(await answer((_, response) => response.writeHead(404).end('nothing')), null);
  await t.throwsAsync(answer((_, response) => response.writeHead(500).end('oh')), { message: 'it answered 500' });
  await t.throwsAsync(answer((_, response) => response.end(Buffer.alloc(MAX_NOTE_BYTES + 1))), { message: /more than \d+ bytes/ });
  await t.throwsAsync(answer((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()), { message: /redirect/i });
  await t.throwsAsync(answer(() => undefined, 50), { message: 'it did not answer within 50 milliseconds' });
  await t.throwsAsync(answer((_, response) => void response.write('slowly'), 50), { message: 'it did not answer within 50 milliseconds' });
  await t.throwsAsync(headAt('http://127.0.0.1:1').read(ORIGIN), { message: /bad port|ECONNREFUSED/ });
});
