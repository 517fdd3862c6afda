/** A log is given up whose newest database, or whose key, is lost: nothing is published twice, nothing that was published is lost. */
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { below } from '../../bulletin-board/directory.ts';
import { checkpointText } from '../../bulletin-board/format/checkpoint.ts';
import { parseLeaf } from '../../bulletin-board/format/entry.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { formatNote } from '../../bulletin-board/format/note.ts';
import { verifyProof } from '../../bulletin-board/format/proof.ts';
import { facePath } from '../../bulletin-board/format/tile.ts';
import { readLogSigner } from '../../bulletin-board/log-keys.ts';
import { firstLeaf, giveUp, lookAtPublished } from '../../bulletin-board/sequencer/lost.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { auditBoard } from './audit.ts';
import { addEntries, beginLog, dbFile, entryOf, inBank, inWorld, NEXT_ORIGIN, ORIGIN, quiet, START, withdrawEntry, type World, type WorldOptions } from './world.ts';

const parts = (world: World) => ({ store: world.store, root: world.root, report: () => undefined });
const rowOf = async (world: World) => (await world.store.listLogs())[0]!;
const textOf = (leaf: Uint8Array): string => Buffer.from(leaf).toString();
const LATER = START + 90_000;

const ENDS = ['', '-wal', '-shm'];

async function copyDatabase(from: string, to: string): Promise<void> {
  for (const end of ENDS) await rm(`${to}${end}`, { force: true });
  for (const end of ENDS) await copyFile(`${from}${end}`, `${to}${end}`).catch(() => undefined);
}

/** Three are published, `assigned` more have an index, the rest of `waiting` has none; then nine are published, and the older database is put back. */
async function olderDatabase(folder: string, { assigned, waiting, lost }: { readonly assigned: number; readonly waiting: number; readonly lost?: (world: World) => Promise<void> }): Promise<void> {
  const copy = join(folder, 'copy.db');
  await inWorld(folder, async (world) => {
    await addEntries(world.store, 0, 3);
    await quiet(world);
    await addEntries(world.store, 3, waiting);
    if (assigned > 0) await world.store.assignEntries(ORIGIN, assigned);
  });
  await copyDatabase(dbFile(folder), copy);
  await inWorld(folder, async (world) => {
    await quiet(world);
    await addEntries(world.store, 3 + waiting, 6 - waiting);
    await lost?.(world);
    await quiet(world);
    await world.sequencer.stop();
  });
  await copyDatabase(copy, dbFile(folder));
}

async function give(world: World, folder: string): Promise<{ readonly unknown: number; readonly takenBack: number } | null> {
  const log = await lookAtPublished(parts(world), await rowOf(world), LATER);
  if (log === null) return null;
  await beginLog(folder, world.store, NEXT_ORIGIN);
  return giveUp(parts(world), log, { origin: NEXT_ORIGIN, leaf: firstLeaf(log) }, LATER);
}

/** The next log goes on with what waits; nothing stands twice. Returns all public leaves, those of logs about themselves as their kind. */
async function goesOn(t: ExecutionContext, folder: string, where: string): Promise<readonly string[]> {
  let leaves: readonly string[] = [];
  await inWorld(folder, async (world) => {
    await world.sequencer.start();
    await addEntries(world.store, 20, 2);
    await quiet(world);
    leaves = await auditBoard(t, world, where);
    t.is(await world.store.waitingEntries(), null);
    t.deepEqual((await world.store.audit()).filter(({ invariant }) => /places|board|log|published|face/i.test(invariant)), []);
    t.deepEqual((await world.store.listLogs()).map(({ state }) => state), ['ended', 'active']);
    await world.sequencer.stop();
  }, { now: START + 100_000 });
  return leaves.map((leaf) => (leaf.includes('"continues"') ? 'continues' : leaf));
}

const leavesOf = (...indices: readonly number[]): readonly string[] => indices.map((index) => textOf(entryOf(index).leaf));

for (const [assigned, waiting] of [[0, 0], [0, 2], [2, 2], [1, 3], [0, 6], [6, 6]] as const) {
  test(`an older database with ${waiting} waiting entries, ${assigned} of them with an index, takes its places over from what is published`, async (t) => {
    await inBank(async (folder) => {
      await olderDatabase(folder, { assigned, waiting });
      await inWorld(folder, async (world) => {
        await t.throwsAsync(world.sequencer.start(), { instanceOf: BoardRefused, message: /9 entries; expected at most the 3/ });
        await world.sequencer.stop();
        t.deepEqual(await give(world, folder), { unknown: 6 - waiting, takenBack: 0 });
        const row = await rowOf(world);
        t.like(row, { state: 'ended', assigned: 9, publishedSize: 9, adoptedFrom: 3 + assigned });
        t.is(row.head?.size, 9);
        t.deepEqual(await world.store.waitingEntries(), null, 'all that waited is published already');
        t.deepEqual((await world.store.readEntries(ORIGIN, 0, 99)).map(({ leaf, face }) => [textOf(leaf), face]), Array.from({ length: 9 }, (_, index) => [textOf(entryOf(index).leaf), index < 3 + waiting ? entryOf(index).face : null]));
        t.deepEqual(await world.store.giveUpLog({ origin: ORIGIN, expected: null, from: 0, leaves: [], head: row.head!, next: { origin: NEXT_ORIGIN, leaf: new Uint8Array([1]) }, at: 1 }), { unknown: 0, takenBack: 0 }, 'repeated');
        const proof = await world.sequencer.proofOf(ORIGIN, 8);
        t.is(verifyProof(entryOf(8).leaf, proof, { log: row.keys.map(parseKey), witnesses: [] }).checkpoint.size, 9, 'also what this database never heard of is proved');
      });
      t.deepEqual(await goesOn(t, folder, 'lost'), [...leavesOf(0, 1, 2, 3, 4, 5, 6, 7, 8), 'continues', ...leavesOf(20, 21)]);
    });
  });
}

test('a face that was withdrawn before the older database was put back stays away', async (t) => {
  await inBank(async (folder) => {
    await olderDatabase(folder, { assigned: 0, waiting: 2, lost: (world) => withdrawEntry(world.store, 1, 1) });
    await inWorld(folder, async (world) => {
      t.deepEqual(await give(world, folder), { unknown: 5, takenBack: 0 });
    });
    await inWorld(folder, async (world) => {
      await world.sequencer.start();
      await quiet(world);
      t.is(await world.root.read('board/2026/face/001.json'), null);
    });
  });
});

test('published files that contradict the older database refuse, and nothing is changed', async (t) => {
  await inBank(async (folder) => {
    await olderDatabase(folder, { assigned: 2, waiting: 2 });
    await inWorld(folder, async (world) => {
      const row = await rowOf(world);
      const signer = readLogSigner(join(folder, 'keys'), ORIGIN);
      const files = below(world.root, 'board/2026');
      const checkpoint = (await files.read('checkpoint'))!;
      for (const [size, message] of [[9, /found tiles that do not lead to the published root/], [2, /published checkpoint of 2 entries that is not the beginning/], [4, /found a published log with a file that can't be used/]] as const) {
        const text = checkpointText(ORIGIN, size, new Uint8Array(32));
        await files.write('checkpoint', formatNote(text, await signer.sign(text, START)));
        await t.throwsAsync(lookAtPublished(parts(world), row, LATER), { instanceOf: BoardRefused, message });
      }
      await files.write('checkpoint', checkpoint);
      const bundle = (await files.read('tile/entries/000.p/9'))!;
      bundle[700] = (bundle[700] ?? 0) ^ 1;
      await files.write('tile/entries/000.p/9', bundle);
      await t.throwsAsync(lookAtPublished(parts(world), row, LATER), { instanceOf: BoardRefused, message: /found the hash of entry \d in its tile that do/ });
      t.deepEqual(await rowOf(world), row);
    });
  });
});

test('entries that stand published in another order than they wait refuse: one would be published twice', async (t) => {
  await inBank(async (folder) => {
    await olderDatabase(folder, { assigned: 0, waiting: 2 });
    await inWorld(folder, async (world) => {
      const log = (await lookAtPublished(parts(world), await rowOf(world), LATER))!;
      await beginLog(folder, world.store, NEXT_ORIGIN);
      const next = { origin: NEXT_ORIGIN, leaf: firstLeaf(log) };
      const before = await world.store.listLogs();
      const [one, two, ...more] = log.leaves;
      await t.throwsAsync(giveUp(parts(world), { ...log, leaves: [two!, one!, ...more] }, next, LATER), { message: /entry 3 is published before one that was made earlier/ });
      await t.throwsAsync(giveUp(parts(world), { ...log, leaves: log.leaves.slice(1) }, next, LATER), { message: /found 5 leaves from 3 on; expected all up to 9/ });
      await t.throwsAsync(giveUp(parts(world), { ...log, expected: null }, next, LATER), { message: /it has gone on meanwhile/ });
      await world.store.assignEntries(ORIGIN, 9);
      t.deepEqual(await world.store.listLogs(), before);
      t.deepEqual(await giveUp(parts(world), log, next, LATER), { unknown: 4, takenBack: 0 });
    });
  });
});

/** Three are published; then two more come as far as `options` lets them, and the process ends. */
async function cutOff(t: ExecutionContext, folder: string, options: WorldOptions): Promise<void> {
  await inWorld(folder, async (world) => {
    await addEntries(world.store, 0, 3);
    await quiet(world);
    await world.sequencer.stop();
  });
  await inWorld(folder, async (world) => {
    await addEntries(world.store, 3, 2);
    await t.throwsAsync(quiet(world), { message: 'cut off' });
    await world.sequencer.stop();
  }, options);
}

const cut = (): Promise<never> => Promise.reject(new Error('cut off'));

test('without the key: what has an index and was never signed goes to the next log, without its faces here', async (t) => {
  await inBank(async (folder) => {
    await cutOff(t, folder, { wrapStore: (store) => ({ ...store, swapHead: cut }) });
    await rm(join(folder, 'keys'), { recursive: true });
    await inWorld(folder, async (world) => {
      t.truthy(await world.root.read(`board/2026/${facePath(4)}`));
      t.is((await rowOf(world)).assigned, 5);
      t.deepEqual(await give(world, folder), { unknown: 0, takenBack: 2 });
      t.like(await rowOf(world), { state: 'ended', assigned: 3, publishedSize: 3, adoptedFrom: 3 });
      for (const index of [3, 4]) t.is(await world.root.read(`board/2026/${facePath(index)}`), null);
      t.is((await world.store.waitingEntries())?.count, 2);
    });
    t.deepEqual(await goesOn(t, folder, 'key'), [...leavesOf(0, 1, 2), 'continues', ...leavesOf(3, 4, 20, 21)]);
  });
});

test('without the key: what was signed and not published yet is published, for a witness may have seen it', async (t) => {
  await inBank(async (folder) => {
    const wrapRoot: NonNullable<WorldOptions['wrapRoot']> = (root) => ({ ...root, write: (path, bytes) => (path.endsWith('checkpoint') ? cut() : root.write(path, bytes)) });
    await cutOff(t, folder, { wrapRoot });
    await rm(join(folder, 'keys'), { recursive: true });
    await inWorld(folder, async (world) => {
      t.like(await rowOf(world), { publishedSize: 3, assigned: 5 });
      t.deepEqual(await give(world, folder), { unknown: 0, takenBack: 0 });
      t.like(await rowOf(world), { state: 'ended', publishedSize: 5 });
      t.is(await world.store.waitingEntries(), null);
    });
    t.deepEqual(await goesOn(t, folder, 'key'), [...leavesOf(0, 1, 2, 3, 4), 'continues', ...leavesOf(20, 21)]);
  });
});

test('without the key and the public folder: it is made again from the database, signed as it was', async (t) => {
  await inBank(async (folder) => {
    await cutOff(t, folder, { wrapStore: (store) => ({ ...store, assignEntries: cut }) });
    await rm(join(folder, 'keys'), { recursive: true });
    await rm(join(folder, 'public'), { recursive: true });
    await inWorld(folder, async (world) => {
      t.deepEqual(await give(world, folder), { unknown: 0, takenBack: 0 });
      const first = (await world.store.readEntries(NEXT_ORIGIN, 0, 1))[0]!;
      t.is(parseLeaf(first.leaf).kind, 'continues');
    });
    t.deepEqual(await goesOn(t, folder, 'both'), [...leavesOf(0, 1, 2), 'continues', ...leavesOf(3, 4, 20, 21)]);
  });
});

test('a log that has published nothing has nothing to go on from', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      t.is(await lookAtPublished(parts(world), await rowOf(world), LATER), null);
    });
  });
});
