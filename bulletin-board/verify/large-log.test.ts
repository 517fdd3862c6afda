/** A log of 100,000 entries, made once per run, audited from its folder and over HTTP. */
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { sealedEntries } from '../fixtures/entries.ts';
import { makeLog } from '../fixtures/make-log.ts';
import { parsePolicy } from '../format/policy.ts';
import type { ReadFile } from '../ports.ts';
import { auditLog } from './audit.ts';
import { folderReader } from './folder.ts';
import { httpReader } from './http.ts';

const ENTRIES = 100_000;
const webRoot = mkdtempSync(join(tmpdir(), 'kakitome-large-'));
test.after.always(() => rmSync(webRoot, { recursive: true, force: true }));

const log = makeLog(webRoot, { origin: 'bank.example/board/2026', entries: sealedEntries(ENTRIES, 'large'), witnesses: 1, sizes: [12_345] });

async function audited(t: ExecutionContext, how: string, read: ReadFile): Promise<void> {
  let asked = 0;
  let last = 0;
  const started = performance.now();
  const counted: ReadFile = (path) => {
    asked += 1;
    return read(path);
  };
  const progress = (done: number, total: number): void => {
    t.true(done > last && total === ENTRIES);
    last = done;
  };
  const result = await auditLog({ read: counted, policy: parsePolicy(log.policy), previous: log.heads[0] ?? null, strict: true, progress });
  t.log(`${how}: ${ENTRIES} entries audited in ${Math.round(performance.now() - started)} ms, ${asked} files`);
  t.is(result.outcome, 'sound', JSON.stringify(result.findings));
  t.is(result.head?.size, ENTRIES);
  t.like(result.counts, { accepted: 50_000, settled: 45_000, returned: 5_000, unreadable: 0, withdrawn: 0 });
  t.is(last, ENTRIES);
  // 391 bundles, 391 tiles of level 0, 2 of level 1, 1 of level 2, the checkpoint, log.json: nothing is asked for twice.
  t.is(asked, 391 + 391 + 2 + 1 + 1 + 1);
}

test.serial('by folder', (t) => audited(t, 'by folder', folderReader(log.folder)));

test.serial('over HTTP', async (t) => {
  const server = createServer((request, response) => {
    const file = join(webRoot, request.url ?? '');
    const about = statSync(file, { throwIfNoEntry: false });
    if (about?.isFile() === true) createReadStream(file).pipe(response.writeHead(200, { 'content-length': about.size }));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  await audited(t, 'over HTTP', httpReader(`http://127.0.0.1:${(server.address() as AddressInfo).port}/board/2026`));
});

test.serial('memory stays small: a few bundles are in hand, however long the log', async (t) => {
  let inHand = 0;
  let most = 0;
  const read = folderReader(log.folder);
  const counted: ReadFile = async (path) => {
    inHand += 1;
    most = Math.max(most, inHand);
    try {
      return await read(path);
    } finally {
      inHand -= 1;
    }
  };
  await auditLog({ read: counted, policy: parsePolicy(log.policy), atOnce: 4 });
  t.true(most <= 2 * 4 + 1, `${most} files at the same time`);
});
