/** Cleaning: partial tiles go, and nothing else. */
import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { below } from '../../bulletin-board/directory.ts';
import { openCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { formatNote } from '../../bulletin-board/format/note.ts';
import { tilePath, bundlePath } from '../../bulletin-board/format/tile.ts';
import { cleanPartials } from '../../bulletin-board/sequencer/clean.ts';
import { auditBoard } from './audit.ts';
import { addEntries, newBank, openWorld, quiet, removeBank, webRoot, type World } from './world.ts';

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
