/** Everything that makes a sequencer refuse: an older database, another history, damaged files, other keys. Missing files are made again; a clock that is behind is told. */
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { openCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { auditBoard } from './audit.ts';
import { addEntries, beginLog, copyBank, dbFile, inBank, inWorld, newBank, NEXT_ORIGIN, quiet, removeBank, START, webRoot, type WorldOptions } from './world.ts';

const publicFile = (folder: string, path: string): string => join(webRoot(folder), 'board/2026', path);

let threeHundred = '';
test.before(async () => {
  threeHundred = await newBank();
  await publishIn(threeHundred, 0, 300);
});
test.after.always(() => removeBank(threeHundred));

/** A bank that has published 300 entries. */
async function inCopy(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await copyBank(threeHundred);
  try {
    await work(folder);
  } finally {
    await removeBank(folder);
  }
}

async function refuses(t: ExecutionContext, folder: string, code: string, message: RegExp, options: WorldOptions = {}): Promise<void> {
  await inWorld(folder, async (world) => {
    const before = await readFile(publicFile(folder, 'checkpoint')).catch(() => null);
    const error = await t.throwsAsync(world.sequencer.start(), { instanceOf: BoardRefused, message });
    t.is(error.code as string, code);
    t.regex(error.message, /found .*; expected /);
    await addEntries(world.store, 900, 1);
    t.is(await t.throwsAsync(world.sequencer.round()), error, 'and goes on refusing');
    t.deepEqual(world.signed, [], 'nothing was signed');
    t.deepEqual(await readFile(publicFile(folder, 'checkpoint')).catch(() => null), before, 'the public checkpoint is untouched');
    t.true(world.reports.some((line) => line.startsWith('alarm board.refused')));
  }, options);
}

async function publishIn(folder: string, from: number, count: number): Promise<void> {
  await inWorld(folder, async (world) => {
    await addEntries(world.store, from, count);
    await quiet(world);
    await world.sequencer.stop();
  });
}

test('an older database that was put back is refused, and the way out is told', async (t) => {
  await inBank(async (folder) => {
    await publishIn(folder, 0, 3);
    await copyFile(dbFile(folder), join(folder, 'copy.db'));
    await publishIn(folder, 3, 2);
    for (const end of ['-wal', '-shm']) await rm(`${dbFile(folder)}${end}`, { force: true });
    await copyFile(join(folder, 'copy.db'), dbFile(folder));
    await refuses(t, folder, 'database-behind', /found a published checkpoint of 5 entries; expected at most the 3 .*`kakitome board rotate --lost`/);
  });
});

test('an older database whose later entries were written, but not published, is refused', async (t) => {
  await inBank(async (folder) => {
    await publishIn(folder, 0, 3);
    await copyFile(dbFile(folder), join(folder, 'copy.db'));
    const old = await readFile(publicFile(folder, 'checkpoint'));
    await publishIn(folder, 4, 2);
    for (const end of ['-wal', '-shm']) await rm(`${dbFile(folder)}${end}`, { force: true });
    await copyFile(join(folder, 'copy.db'), dbFile(folder));
    await writeFile(publicFile(folder, 'checkpoint'), old);
    await refuses(t, folder, 'unknown-entries', /tile\/entries\/000\.p\/5 an entry with the index 3/);
  });
});

test('a head of the same size with another root is refused', async (t) => {
  await inBank(async (one) => {
    await inBank(async (other) => {
      await copyFile(dbFile(one), dbFile(other));
      for (const name of ['ed25519']) await copyFile(join(one, 'keys', `board-bank.example_board_2026-${name}.pem`), join(other, 'keys', `board-bank.example_board_2026-${name}.pem`));
      await publishIn(one, 0, 3);
      await publishIn(other, 10, 3);
      await copyFile(publicFile(other, 'checkpoint'), publicFile(one, 'checkpoint'));
      await refuses(t, one, 'other-root', /two heads of 3 entries with different roots/);
    });
  });
});

test('a published checkpoint that is not the beginning of the stored head is refused', async (t) => {
  await inBank(async (one) => {
    await inBank(async (other) => {
      await copyFile(dbFile(one), dbFile(other));
      await copyFile(join(one, 'keys', 'board-bank.example_board_2026-ed25519.pem'), join(other, 'keys', 'board-bank.example_board_2026-ed25519.pem'));
      await publishIn(one, 0, 3);
      await publishIn(other, 10, 2);
      await copyFile(publicFile(other, 'checkpoint'), publicFile(one, 'checkpoint'));
      await rm(publicFile(one, 'tile'), { recursive: true });
      await refuses(t, one, 'other-root', /published checkpoint of 2 entries that is not the beginning of the stored head of 3/);
    });
  });
});

for (const [path, code] of [['tile/0/001.p/44', 'tiles'], ['tile/0/000', 'tiles'], ['tile/1/000.p/1', 'tiles'], ['tile/entries/001.p/44', 'tiles'], ['tile/entries/000', 'tiles'], ['checkpoint', 'bad-checkpoint']] as const) {
  test(`a bit of ${path} that flipped is found at the start (${code})`, async (t) => {
    await inCopy(async (folder) => {
      const bytes = await readFile(publicFile(folder, path));
      bytes[20]! ^= 1;
      await writeFile(publicFile(folder, path), bytes);
      await refuses(t, folder, code, /found/);
    });
  });
}

for (const path of ['tile/0/001.p/44', 'tile/0/000', 'tile/1/000.p/1', 'tile/entries/001.p/44', 'checkpoint', '']) {
  test(`${path === '' ? 'a whole log' : path} that is missing is made again from the database, with an alarm`, async (t) => {
    await inCopy(async (folder) => {
      const before = await readFile(publicFile(folder, 'checkpoint'));
      await rm(publicFile(folder, path), { recursive: true });
      await inWorld(folder, async (world) => {
        await world.sequencer.start();
        t.true(world.reports.some((line) => line.startsWith('alarm board.files-missing')), world.reports.join());
        t.deepEqual(await readFile(publicFile(folder, 'checkpoint')), before);
        await auditBoard(t, world, path);
        await addEntries(world.store, 300, 1);
        await quiet(world);
        t.is((await auditBoard(t, world, path)).length, 301);
      });
    });
  });
}

for (const mlDsa44 of [false, true]) {
  test(`a clock that is behind the last head${mlDsa44 ? ', which states its time,' : ''} stops nobody: time stands still, and it is told once an hour`, async (t) => {
    await inBank(async (folder) => {
      await inWorld(folder, async (world) => {
        await addEntries(world.store, 0, 3);
        await quiet(world);
        await world.sequencer.stop();
      }, { now: START + 7_200_000 });
      await inWorld(folder, async (world) => {
        const { signedAt } = (await world.store.listLogs())[0]!.head!;
        await world.sequencer.start();
        for (const [from, now] of [[3, START + 60_000], [4, START + 61_000], [5, START + 61_000 + 3_600_000]] as const) {
          world.clock.now = now;
          await addEntries(world.store, from, 1);
          await quiet(world);
          t.like((await world.store.listLogs())[0]!, { publishedSize: from + 1 });
          t.is((await world.store.listLogs())[0]!.head!.signedAt, signedAt);
        }
        t.is(world.reports.filter((line) => line.startsWith('warn board.clock-behind')).length, 2, world.reports.join());
        t.regex(world.reports.join(), /"last":"2026-11-21T02:00:00.*signed with the last head's time, and all goes on/);
        await beginLog(folder, world.store, NEXT_ORIGIN, mlDsa44);
        await addEntries(world.store, 6, 1);
        await quiet(world);
        const [old, next] = await world.store.listLogs();
        t.deepEqual([old?.state, next?.state, next?.publishedSize], ['ended', 'active', 2]);
        t.is(next!.head!.signedAt, signedAt, 'nor does it go back from one log to the next');
        const opened = openCheckpoint((await world.root.read('board/2027/checkpoint'))!, { log: next!.keys.map(parseKey), witnesses: [] });
        t.is(opened.signedAt, mlDsa44 ? Math.floor(signedAt / 1_000) : null);
        world.clock.now = signedAt + 60_000;
        await addEntries(world.store, 7, 1);
        await quiet(world);
        t.true((await world.store.listLogs())[1]!.head!.signedAt > signedAt, 'it goes on with the clock');
        await auditBoard(t, world, 'clock');
      }, { now: START + 60_000, parts: { holder: 'two' } });
    }, { mlDsa44 });
  });
}

test('another key than the log was begun with is refused', async (t) => {
  await inBank(async (folder) => {
    await publishIn(folder, 0, 1);
    await inBank(async (other) => {
      await copyFile(join(other, 'keys', 'board-bank.example_board_2026-ed25519.pem'), join(folder, 'keys', 'board-bank.example_board_2026-ed25519.pem'));
    });
    await refuses(t, folder, 'keys', /a log never changes its keys/);
  });
});

