/** The sequencer on the real store and real files: rounds, witnesses, the turn of the year, leadership, bad disks. */
import { readFile, writeFile } from 'node:fs/promises';
import test from 'ava';
import { openCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { parseLeaf } from '../../bulletin-board/format/entry.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { verifyProof } from '../../bulletin-board/format/proof.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { auditBoard } from './audit.ts';
import { addEntries, beginLog, entryOf, inBank, inWorld, NEXT_ORIGIN, ORIGIN, quiet, START, withdrawEntry } from './world.ts';

test('entries that wait are published; each is proved; the log tells about itself', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await world.sequencer.start();
      t.false(await world.sequencer.round());
      await addEntries(world.store, 0, 3);
      await quiet(world);
      await addEntries(world.store, 3, 2);
      await quiet(world);
      t.is((await auditBoard(t, world, 'five')).length, 5);
      const [row] = await world.store.listLogs();
      for (let index = 0; index < 5; index += 1) {
        const proof = await world.sequencer.proofOf(ORIGIN, index);
        t.is(verifyProof(entryOf(index).leaf, proof, { log: row!.keys.map(parseKey), witnesses: [] }).checkpoint.size, 5);
      }
      await t.throwsAsync(world.sequencer.proofOf(ORIGIN, 5), { message: /found 5 published entries; expected more than 5/ });
      t.is(await world.store.waitingEntries(), null);
      t.like(JSON.parse(String(await world.root.read('board/2026/log.json'))), { v: 1, origin: ORIGIN, state: 'active', began: '2026-11-21T00:00:00.000Z', ended: null, previous: null, next: null });
      t.deepEqual(JSON.parse(String(await world.root.read('board/logs.json'))), { v: 1, logs: [ORIGIN] });
      t.truthy(await world.root.read('board/2026/tile/0/000.p/3'), 'the partial tile of a size that was published stays');
      t.deepEqual(world.reports, []);
    });
  });
});

test('a log with a second key signs with both', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 1);
      await quiet(world);
      const [row] = await world.store.listLogs();
      const opened = openCheckpoint((await world.root.read('board/2026/checkpoint'))!, { log: row!.keys.map(parseKey), witnesses: [] });
      t.deepEqual(opened.logKeys.map(({ type }) => type), [1, 6]);
      t.is(opened.signedAt, Math.floor(row!.head!.signedAt / 1_000));
      world.clock.now += 86_400_000;
      await quiet(world);
      const [later] = await world.store.listLogs();
      t.true(later!.head!.signedAt - row!.head!.signedAt >= 86_400_000, 'a quiet log signs anew each day');
      await auditBoard(t, world, 'a day later');
    });
  }, { mlDsa44: true });
});

test('batches larger than the limit follow each other at once', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 600);
      t.true(await world.sequencer.round());
      t.is((await world.store.listLogs())[0]!.publishedSize, 250);
      await quiet(world);
      t.is((await auditBoard(t, world, 'six hundred')).length, 600);
    }, { parts: { batch: 250 } });
  });
});

test('the face of a withdrawn entry goes once its withdrawal is published', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 3);
      await quiet(world);
      t.truthy(await world.root.read('board/2026/face/001.json'));
      await withdrawEntry(world.store, 1, 1);
      await quiet(world);
      t.is(await world.root.read('board/2026/face/001.json'), null);
      t.deepEqual(await world.store.listErasures(9), []);
      t.is((await auditBoard(t, world, 'withdrawn')).length, 4);
    });
  });
});

test('the turn of the year: a last entry, a final checkpoint, and the next log begins with it', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 3);
      await quiet(world);
      await addEntries(world.store, 3, 1);
      await beginLog(folder, world.store, NEXT_ORIGIN);
      await addEntries(world.store, 4, 2);
      await quiet(world);
      await quiet(world);
      const [before, after] = await world.store.listLogs();
      t.deepEqual([before!.state, after!.state], ['ended', 'active']);
      const leaves = await auditBoard(t, world, 'turned');
      t.is(leaves.length, 3 + 1 + 1 + 3);
      t.deepEqual(leaves.map((leaf) => parseLeaf(Buffer.from(leaf)).kind).slice(3), ['ends', 'continues', 'settled', 'accepted', 'settled']);
      const first = parseLeaf(Buffer.from(leaves[4]!));
      t.is(first.kind === 'continues' ? Buffer.from(first.checkpoint, 'base64').toString() : '', String(await world.root.read('board/2026/checkpoint')));
      t.deepEqual(JSON.parse(String(await world.root.read('board/logs.json'))).logs, [ORIGIN, NEXT_ORIGIN]);
      t.like(JSON.parse(String(await world.root.read('board/2026/log.json'))), { state: 'ended', next: NEXT_ORIGIN });
      const proof = await world.sequencer.proofOf(ORIGIN, 1);
      t.is(verifyProof(entryOf(1).leaf, proof, { log: before!.keys.map(parseKey), witnesses: [] }).index, 1, 'old receipts are proved for ever');
    });
  });
});

test('of two sequencers one leads; the other takes over when the lease has run out, and goes on where the first stood', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (first) => {
      await inWorld(folder, async (second) => {
        await first.sequencer.start();
        await second.sequencer.start();
        t.deepEqual(second.reports, ['info board.another-leads {"holder":"two"}']);
        await addEntries(first.store, 0, 3);
        t.false(await second.sequencer.round());
        await quiet(first);
        await addEntries(first.store, 3, 2);
        second.clock.now = first.clock.now + 20_000;
        await quiet(second);
        t.is((await auditBoard(t, second, 'taken over')).length, 5);
        await addEntries(first.store, 5, 2);
        first.clock.now = second.clock.now;
        t.false(await first.sequencer.round(), 'the first does not lead any more');
        await second.sequencer.stop();
        await quiet(first);
        t.is((await auditBoard(t, first, 'taken back')).length, 7);
      }, { parts: { holder: 'two' } });
    });
  });
});

test('whoever crashed with a clock that was ahead holds nobody up', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (crashed) => {
      await addEntries(crashed.store, 0, 3);
      await crashed.sequencer.start();
      await quiet(crashed);
    }, { now: START + 3_600_000, parts: { holder: 'crashed' } });
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 3, 2);
      await world.sequencer.start();
      await quiet(world);
      t.is((await auditBoard(t, world, 'another clock')).length, 5);
      t.is(world.reports.filter((line) => line.startsWith('warn board.lead-from-another-clock {"holder":"new"')).length, 1, world.reports.join());
    }, { now: START + 60_000, parts: { holder: 'new' } });
  });
});

test('a sequencer that ignores the leadership comes too late at the head; nothing forks, and it goes on from there', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (first) => {
      const swapping: (() => Promise<void>)[] = [];
      await inWorld(folder, async (second) => {
        await first.sequencer.start();
        await second.sequencer.start();
        await addEntries(first.store, 0, 3);
        swapping.push(() => quiet(first));
        const error = await t.throwsAsync(second.sequencer.round(), { message: /another process took the log on/ });
        t.false(error instanceof BoardRefused, 'going on forks nothing: what is stored stands');
        await addEntries(first.store, 3, 2);
        await quiet(first);
        t.is((await auditBoard(t, first, 'one of two')).length, 5);
        await addEntries(first.store, 5, 2);
        await quiet(second);
        t.is((await auditBoard(t, second, 'the other one')).length, 7);
      }, {
        signed: first.signed,
        parts: { holder: 'two' },
        wrapStore: (store) => ({
          ...store,
          lead: async () => 'held' as const,
          swapHead: async (...given) => {
            await swapping.pop()?.();
            return store.swapHead(...given);
          },
        }),
      });
    });
  });
});

test('what the disk did not keep as it was written is never signed', async (t) => {
  for (const part of ['tile/0/000.p/3', 'tile/entries/000.p/3', 'face/001.json']) {
    await inBank(async (folder) => {
      await inWorld(folder, async (world) => {
        await addEntries(world.store, 0, 3);
        await t.throwsAsync(world.sequencer.round(), { instanceOf: BoardRefused, message: new RegExp(`found other bytes in ${part} than were just written`) });
        t.deepEqual(world.signed, []);
        t.is((await world.store.listLogs())[0]!.head, null);
      }, { wrapIo: (io) => ({ ...io, create: (path, bytes) => io.create(path, bytes), rename: async (from, to) => {
        await io.rename(from, to);
        if (!to.endsWith(part)) return;
        const bytes = await readFile(to);
        bytes[9]! ^= 4;
        await writeFile(to, bytes);
      } }) });
    });
  }
});

test('a full disk does no harm, at whichever file; there is room again, and it goes on', async (t) => {
  await inBank(async (folder) => {
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 3);
      for (let allowed = 0; ; allowed += 1) {
        room = allowed;
        const outcome = await quiet(world).then(() => null, (error: NodeJS.ErrnoException) => error.code);
        if (outcome === null) break;
        t.is(outcome, 'ENOSPC');
        t.true(allowed < 20);
      }
      t.is((await auditBoard(t, world, 'room again')).length, 3);
      t.deepEqual(await world.root.list('.writing'), []);
    }, { wrapIo: (io) => ({ ...io, create: async (path, bytes) => {
      if ((room -= 1) < 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' });
      await io.create(path, bytes);
    } }) });
  });
});
let room = 0;
