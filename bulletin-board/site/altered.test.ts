/** Files that were read and verified, and that somebody alters afterwards. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { committed } from '../fixtures/entries.ts';
import { decodeBundle, encodeBundle } from '../format/bundle.ts';
import { FACE_DOMAIN } from '../format/commitment.ts';
import { faceText, leafBytes, parseFace, parseLeaf } from '../format/entry.ts';
import { bundlePath, facePath, tilePath } from '../format/tile.ts';
import { PLACES, referenceOf } from './testing/made-board.ts';
import { ask, runSite, type RunningSite } from './testing/running-site.ts';

const index = PLACES.settled;

/** The entry of a payment that was settled says that it was returned, and so does its face, which opens it. */
function rewrite(t: ExecutionContext, { board }: RunningSite): void {
  const { folder, head, entryAt } = board.log();
  const { leaf, face } = entryAt(index);
  const fields = parseFace(Buffer.from(face ?? '')).map((field) => (field.name === 'kind' ? { ...field, value: 'returned' } : field));
  const old = parseLeaf(leaf);
  if (old.kind !== 'settled') return t.fail(old.kind);
  const altered = leafBytes({ kind: 'returned', face: committed(FACE_DOMAIN, fields), details: old.details });
  const path = join(folder, bundlePath(0, head.size));
  writeFileSync(path, encodeBundle(decodeBundle(readFileSync(path), head.size).map((entry, at) => (at === index ? altered : entry))));
  writeFileSync(join(folder, facePath(index)), faceText(fields));
}

test('an entry that is written anew after it was read, with a face that opens it, is not shown; the others are', async (t) => {
  const site = await runSite(t);
  rewrite(t, site);
  const page = await ask(site, `/en/entry/2026/${index}`);
  t.is(page.status, 500);
  t.true(page.body.toString().includes('are not those that were signed'));
  for (const file of ['entry.bin', 'receipt.tlog-proof']) t.is((await ask(site, `/entry/2026/${index}/${file}`)).status, 500, file);
  t.is((await ask(site, `/en/entry/2026/${PLACES.posted}`)).status, 200);
  t.regex(JSON.stringify(site.reported.filter(({ code }) => code === 'site-fault')), /found another entry 132 than was verified/);
});

test('so it is with a tile, and with an entry whose face is sought again', async (t) => {
  const site = await runSite(t);
  const { folder, head } = site.board.log();
  rmSync(join(folder, facePath(index)));
  t.is((await ask(site, `/en/entry/2026/${index}`)).status, 200);
  rewrite(t, site);
  // Ten looks and more: by then a missing face was sought.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const payment = await ask(site, `/en/reference/${referenceOf(200)}`);
  t.deepEqual([payment.body.toString().includes('/en/entry/2026/124"'), payment.body.toString().includes(`/en/entry/2026/${index}"`)], [true, false]);
  t.deepEqual(site.reported.filter(({ code }) => code === 'site-follow-failed'), []);
  const path = join(folder, tilePath(0, 0, head.size));
  const bytes = readFileSync(path);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  t.is((await ask(site, '/en/entry/2026/0')).status, 500);
});

test('a link that leads out of the folder, a pipe and a file without end are never read', async (t) => {
  const site = await runSite(t);
  const { folder } = site.board.log();
  const secret = join(site.board.folder, '..', `secret-${process.pid}`);
  writeFileSync(secret, 'the key of this machine');
  t.teardown(() => rmSync(secret));
  const at = (place: number): string => join(folder, facePath(place));
  for (const place of [5, 6, 7]) rmSync(at(place));
  symlinkSync(secret, at(5));
  execFileSync('mkfifo', [at(6)]);
  symlinkSync('/dev/zero', at(7));
  writeFileSync(at(8), Buffer.alloc(65_537, 32));
  for (const place of [5, 6, 7, 8]) {
    const file = await ask(site, `/board/2026/${facePath(place)}`);
    t.is(file.status, 500, String(place));
    t.false(file.body.toString().includes('the key'));
    t.regex((await ask(site, `/en/entry/2026/${place}`)).body.toString(), /role="alert"><h2>Do not trust/);
  }
  t.is((await ask(site, `/board/2026/${facePath(9)}`)).status, 200);
});
