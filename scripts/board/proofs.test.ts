/** Proofs for receipts, which are made by the dozen: what is kept from one to the next never proves anything wrong, nor too late. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { BoardDirectory } from '../../bulletin-board/directory.ts';
import { openCheckpoint, type OpenedCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { base64 } from '../../bulletin-board/format/encoding.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { verifyProofBy } from '../../bulletin-board/format/proof.ts';
import { addEntries, entryOf, inBank, inWorld, ORIGIN, quiet, webRoot, type World } from './world.ts';

const CHECKPOINT = 'board/2026/checkpoint';

/** The sizes of the checkpoints that prove these entries now. */
async function proved({ store, sequencer }: World, indices: readonly number[]): Promise<readonly number[]> {
  const keys = (await store.listLogs())[0]?.keys.map(parseKey) ?? [];
  const proofs = await Promise.all(indices.map((index) => sequencer.proofOf(ORIGIN, index)));
  const opened = new Map<string, OpenedCheckpoint>();
  const open = (checkpoint: Uint8Array): OpenedCheckpoint => {
    const known = opened.get(base64(checkpoint)) ?? openCheckpoint(checkpoint, { log: keys, witnesses: [] });
    opened.set(base64(checkpoint), known);
    return known;
  };
  return proofs.map((proof, at) => verifyProofBy(entryOf(indices[at] ?? 0).leaf, proof, open).checkpoint.size);
}

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const times = (count: number, value: number): readonly number[] => Array.from({ length: count }, () => value);

test('through many rounds, across the border of a tile: every entry is proved under the newest checkpoint, by few readings', async (t) => {
  const read: string[] = [];
  const wrapRoot = (root: BoardDirectory): BoardDirectory => ({ ...root, read: (path) => (read.push(path), root.read(path)) });
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      let size = 0;
      for (const count of [1, 2, 60, 150, 40, 3, 1, 1, 30]) {
        await addEntries(world.store, size, count);
        await quiet(world);
        size += count;
        read.length = 0;
        t.deepEqual(await proved(world, upTo(size)), times(size, size), `${size} entries`);
        t.is(read.filter((path) => path === CHECKPOINT).length, 1);
        t.true(read.length < 9, `${read.length} files were read for ${size} proofs`);
      }
    }, { wrapRoot });
  });
});

test('an entry that is published while an older checkpoint is being read is proved', async (t) => {
  let [holding, release]: [boolean, () => void] = [false, () => t.fail()];
  const wrapRoot = (root: BoardDirectory): BoardDirectory => ({
    ...root,
    read: async (path) => {
      const bytes = await root.read(path);
      if (path !== CHECKPOINT || !holding) return bytes;
      holding = false;
      await new Promise<void>((resolve) => (release = resolve));
      return bytes;
    },
  });
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 2);
      await quiet(world);
      holding = true;
      const first = world.sequencer.proofOf(ORIGIN, 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await addEntries(world.store, 2, 3);
      await quiet(world);
      const second = proved(world, [4]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      release();
      t.deepEqual(await second, [5]);
      await first;
    }, { wrapRoot });
  });
});

test('what was read wrong once does not stay: a tile that is mended proves again', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 20);
      await quiet(world);
      const tile = join(webRoot(folder), 'board/2026/tile/0/000.p/20');
      const good = await readFile(tile);
      await writeFile(tile, Buffer.from(good).fill(7, 0, 40));
      await t.throwsAsync(world.sequencer.proofOf(ORIGIN, 15), { message: /do not lead/ });
      await writeFile(tile, good);
      t.deepEqual(await proved(world, upTo(20)), times(20, 20));
    });
  });
});
