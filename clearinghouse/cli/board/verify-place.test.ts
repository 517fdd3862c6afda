/** Several logs are known, and one of them was asked for. */
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { makeLog } from '../../../bulletin-board/fixtures/make-log.ts';
import { inProcess, temporaryFolder } from '../testing/bench.ts';

test('another year\'s log in the place of the one that was asked for is refused, though both keys are given', async (t) => {
  const folder = temporaryFolder(t);
  const [older, log] = [2025, 2026].map((year) => makeLog(join(folder, 'web'), { origin: `bank.example/board/${year}`, entries: 3 }));
  const server = createServer((request, response) => {
    const file = join(older?.folder ?? '', (request.url ?? '').replace('/board/2026/', ''));
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const keys = [older, log].flatMap((one) => ['--key', one?.keys[0] ?? '']);
  const verify = (place: string) => inProcess('board', 'verify', place, ...keys, '--state', join(folder, 'state.json'));
  const { code, out } = await verify(`http://127.0.0.1:${(server.address() as AddressInfo).port}/board/2026/`);
  t.is(code, 1, out);
  t.regex(out, /^Refused, the log bank\.example\/board\/2026 .*found a checkpoint of "bank\.example\/board\/2025"; expected bank\.example\/board\/2026/);
  t.is((await verify(log?.folder ?? '')).code, 0);
  t.is((await verify(older?.folder ?? '')).code, 0);
});
