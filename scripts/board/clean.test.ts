/** Cleaning, and giving a log up whose newest database is lost. */
import { copyFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { below } from '../../bulletin-board/directory.ts';
import { checkpointText, openCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { base64 } from '../../bulletin-board/format/encoding.ts';
import { leafBytes } from '../../bulletin-board/format/entry.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { formatNote } from '../../bulletin-board/format/note.ts';
import { tilePath, bundlePath } from '../../bulletin-board/format/tile.ts';
import { verifyProof } from '../../bulletin-board/format/proof.ts';
import { readLogSigner } from '../../bulletin-board/log-keys.ts';
import { cleanPartials } from '../../bulletin-board/sequencer/clean.ts';
import { adoptPublished } from '../../bulletin-board/sequencer/lost.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { auditBoard } from './audit.ts';
import { addEntries, beginLog, copyBank, dbFile, entryOf, newBank, NEXT_ORIGIN, openWorld, ORIGIN, quiet, removeBank, START, webRoot, type World } from './world.ts';

async function inBank(work: (folder: string, world: World) => Promise<void>): Promise<void> {
  const folder = await newBank();
  const world = openWorld(folder);
  try {
    await work(folder, world);
  } finally {
    await world.close().catch(() => undefined);
    await removeBank(folder);
  }
}

test('partial tiles go when the full one is published and old enough; never others', async (t) => {
  await inBank(async (folder, world) => {
    for (const [from, count] of [[0, 100], [100, 100], [200, 100], [300, 10]] as const) {
      await addEntries(world.store, from, count);
      await quiet(world);
    }
    const files = below(world.root, 'board/2026');
    const row = async () => (await world.store.listLogs())[0]!;
    const later = Date.now() + 60_000;
    t.is(await cleanPartials(files, await row(), Date.now() - 60_000), 0, 'not old enough');
    await writeFile(join(webRoot(folder), 'board/2026/tile/0/000.p/notes.txt'), 'somebody else\'s');
    t.is(await cleanPartials(files, { ...(await row()), head: { ...(await row()).head!, size: 255 } }, later), 0, 'not covered');
    t.is(await cleanPartials(files, await row(), later), 4, 'two widths, tile and bundle');
    t.deepEqual(await files.list('tile/0/000.p'), ['notes.txt']);
    t.deepEqual(await files.list('tile/entries'), (await files.list('tile/entries')).filter((name) => name !== '000.p'), 'the emptied folder is gone');
    for (const width of [44, 54]) for (const path of [tilePath(0, 1, width), bundlePath(1, width)]) t.truthy(await files.read(path), path);
    t.truthy(await files.read(tilePath(1, 0, 1)));
    t.is(await cleanPartials(files, await row(), later), 0);
    await auditBoard(t, world, 'cleaned');
    await addEntries(world.store, 310, 1);
    await quiet(world);
    await auditBoard(t, world, 'and on');
  });
});

test('a full tile that is damaged or missing keeps its partial ones', async (t) => {
  await inBank(async (folder, world) => {
    for (const from of [0, 200]) {
      await addEntries(world.store, from, 200);
      await quiet(world);
    }
    const files = below(world.root, 'board/2026');
    const [row] = await world.store.listLogs();
    const later = Date.now() + 60_000;
    await rm(join(webRoot(folder), 'board/2026/tile/entries/000'));
    await writeFile(join(webRoot(folder), 'board/2026/tile/0/000'), 'short');
    await utimes(join(webRoot(folder), 'board/2026/tile/0/000'), 1, 1);
    await t.throwsAsync(cleanPartials(files, row!, later), { message: /found a tile of 5 bytes/ });
    t.truthy(await files.read(tilePath(0, 0, 200)));
    t.truthy(await files.read(bundlePath(0, 200)));
    const { text } = openCheckpoint((await files.read('checkpoint'))!, { log: row!.keys.map(parseKey), witnesses: [] });
    await files.write('checkpoint', formatNote(text.replace('\n400\n', '\n500\n'), [formatLine(row!.head!.note)]));
    await t.throwsAsync(cleanPartials(files, row!, later), { message: /does not fit/ });
  });
});

const formatLine = (note: Uint8Array): string => String(Buffer.from(note)).split('\n\n')[1]!;

/** The database of a moment at which entries had an index and were not published yet, put back after the log went on. */
async function olderDatabase(folder: string, world: World): Promise<World> {
  await addEntries(world.store, 0, 3);
  await quiet(world);
  await addEntries(world.store, 3, 2);
  await world.store.assignEntries(ORIGIN, 9);
  const copy = await copyBank(folder);
  await quiet(world);
  await addEntries(world.store, 5, 4);
  await quiet(world);
  await world.close();
  for (const end of ['', '-wal', '-shm']) await rm(`${dbFile(folder)}${end}`, { force: true });
  for (const end of ['', '-wal', '-shm']) await copyFile(`${dbFile(copy)}${end}`, `${dbFile(folder)}${end}`).catch(() => undefined);
  await removeBank(copy);
  return openWorld(folder);
}

test('a log whose newest database is lost is given up without a contradiction, and the next begins with what is published', async (t) => {
  await inBank(async (folder, first) => {
    const world = await olderDatabase(folder, first);
    await t.throwsAsync(world.sequencer.start(), { instanceOf: BoardRefused, message: /9 entries; expected at most the 3/ });
    await beginLog(folder, world.store, NEXT_ORIGIN);
    const [row] = await world.store.listLogs();
    const signer = readLogSigner(join(folder, 'keys'), ORIGIN);
    const adopted = await adoptPublished(world.store, world.root, row!, signer, START + 90_000);
    t.is(adopted?.size, 9);
    t.is((await world.store.listLogs())[0]!.publishedSize, 5);
    await adoptPublished(world.store, world.root, (await world.store.listLogs())[0]!, signer, START + 90_000);
    await world.store.assignOwnLeaf(NEXT_ORIGIN, 0, leafBytes({ kind: 'continues', checkpoint: base64(adopted!.checkpoint), keys: row!.keys }));
    await world.store.endLog(ORIGIN, START + 90_000);
    const second = openWorld(folder, { now: START + 100_000, parts: { holder: 'two' } });
    await world.sequencer.stop();
    await addEntries(second.store, 20, 2);
    await second.sequencer.start();
    await quiet(second);
    t.is((await second.store.listLogs())[1]!.publishedSize, 3);
    const proof = await second.sequencer.proofOf(ORIGIN, 8);
    t.is(verifyProof(entryOf(8).leaf, proof, { log: row!.keys.map(parseKey), witnesses: [] }).checkpoint.size, 9, 'also what this database never heard of is proved');
    await second.close();
    await world.close();
  });
});

test('published files that contradict the older database refuse', async (t) => {
  await inBank(async (folder, first) => {
    const world = await olderDatabase(folder, first);
    const [row] = await world.store.listLogs();
    const signer = readLogSigner(join(folder, 'keys'), ORIGIN);
    t.is(await adoptPublished(world.store, below(world.root, 'nowhere'), row!, signer, START), null);
    const text = checkpointText(ORIGIN, 4, new Uint8Array(32));
    await world.root.write('board/2026/checkpoint', formatNote(text, await signer.sign(text, START)));
    await t.throwsAsync(adoptPublished(world.store, world.root, row!, signer, START), { instanceOf: BoardRefused, message: /found 5 indices given and 4 entries published/ });
    t.is((await world.store.listLogs())[0]!.head?.size, 3);
    await world.close();
  });
});
