/** Two machines keep one board, and the one that leads no more is slow to notice: the other goes on, nothing forks, and a database that was put back is refused all the same. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { BoardStore, LogRow } from '../../bulletin-board/ports.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { auditBoard } from './audit.ts';
import { makeGate } from './cosigners.ts';
import { addEntries, inBank, inWorld, quiet, webRoot, withdrawEntry, type World, type WorldOptions } from './world.ts';

/** A store whose next swap waits, as it does while another one has the turn; `held` resolves when it has begun to wait. */
function heldSwap(): { readonly wrapStore: (store: BoardStore) => BoardStore; readonly held: Promise<void>; readonly release: () => void } {
  const begun = makeGate();
  const gate = makeGate();
  const wrapStore = (store: BoardStore): BoardStore => ({
    ...store,
    swapHead: async (...given) => {
      begun.open();
      await gate.passed;
      return store.swapHead(...given);
    },
  });
  return { wrapStore, held: begun.passed, release: gate.open };
}

type Race = { readonly slow: World; readonly next: World; /** The slow one stores its head and publishes it, if it may. */ readonly finish: () => Promise<void> };

/** The slow one has signed a head of three entries and does not get further; its lease runs out. `meets`: what the next one's store does. */
async function race(work: (race: Race) => Promise<void>, meets: (store: BoardStore, race: () => Race) => BoardStore = (store) => store): Promise<void> {
  await inBank(async (folder) => {
    const { wrapStore, held, release } = heldSwap();
    await inWorld(folder, async (slow) => {
      let both: Race | null = null;
      const running: WorldOptions = { signed: slow.signed, parts: { holder: 'next' }, wrapStore: (store) => meets(store, () => both!) };
      await inWorld(folder, async (next) => {
        await addEntries(slow.store, 0, 3);
        await slow.sequencer.start();
        const round = slow.sequencer.round();
        await held;
        next.clock.now = slow.clock.now + 20_000;
        both = { slow, next, finish: async () => {
          release();
          await round;
        } };
        await work(both);
      }, running);
    }, { wrapStore });
  });
}

async function bothGoOn(t: ExecutionContext, { slow, next }: Race): Promise<void> {
  await quiet(next);
  await addEntries(next.store, 3, 2);
  await quiet(next);
  t.is((await auditBoard(t, next, 'the next one goes on')).length, 5);
  slow.clock.now = next.clock.now;
  t.false(await slow.sequencer.round(), 'the slow one leads no more');
  await next.sequencer.stop();
  await addEntries(slow.store, 5, 1);
  await quiet(slow);
  t.is((await auditBoard(t, slow, 'and leads again, in its turn')).length, 6);
}

test('the slow one stores its head just before the one that leads now', async (t) => {
  let met = false;
  await race(async (both) => {
    const error = await t.throwsAsync(both.next.sequencer.round(), { message: /another process took the log on from its head of 0 entries/ });
    t.false(error instanceof BoardRefused);
    t.deepEqual(both.next.reports.filter((line) => line.startsWith('alarm')), []);
    await bothGoOn(t, both);
  }, (store, both) => ({
    ...store,
    swapHead: async (...given) => {
      if (!met) await both().finish();
      met = true;
      return store.swapHead(...given);
    },
  }));
});

test('the slow one stores its head after the one that leads now has looked at the log', async (t) => {
  await race(async (both) => {
    await both.next.sequencer.start();
    await both.finish();
    await bothGoOn(t, both);
  });
});

test('the slow one publishes while the one that leads now opens the log', async (t) => {
  let met = false;
  await race(async (both) => {
    await both.next.sequencer.start();
    t.true(met);
    await bothGoOn(t, both);
  }, (store, both) => ({
    ...store,
    listLogs: async () => {
      const logs = await store.listLogs();
      if (!met) await both().finish();
      met = true;
      return logs;
    },
  }));
});

test('whoever has lost the leadership while it wrote files does not try to store its head', async (t) => {
  await inBank(async (folder) => {
    let stall: (() => Promise<void>) | null = null;
    await inWorld(folder, async (slow) => {
      await inWorld(folder, async (next) => {
        await addEntries(slow.store, 0, 3);
        await slow.sequencer.start();
        stall = async () => {
          stall = null;
          slow.clock.now += 20_000;
          next.clock.now = slow.clock.now;
          await next.sequencer.start();
        };
        await t.throwsAsync(slow.sequencer.round(), { message: /another process took the log on/ });
        t.is((await next.store.listLogs())[0]!.head, null, 'it is the leader\'s to store one');
        await quiet(next);
        t.is((await auditBoard(t, next, 'the leader')).length, 3);
      }, { signed: slow.signed, parts: { holder: 'next' } });
    }, { wrapRoot: (root) => ({ ...root, writeAll: async (files) => {
      await root.writeAll(files);
      await stall?.();
    } }) });
  });
});

for (const [what, before] of [
  ['takes a batch', async () => undefined],
  ['writes lost files anew', async (folder: string) => {
    await inWorld(folder, async (world) => {
      await quiet(world);
      await world.sequencer.stop();
    });
    await rm(join(webRoot(folder), 'board'), { recursive: true });
  }],
] as const) {
  test(`a face that was withdrawn while the slow one ${what} does not come back with it`, async (t) => {
    await inBank(async (folder) => {
      let stall: (() => Promise<void>) | null = null;
      await inWorld(folder, async (world) => addEntries(world.store, 0, 3));
      await before(folder);
      await inWorld(folder, async (slow) => {
        await inWorld(folder, async (next) => {
          let looks = 0;
          let met = false;
          stall = async () => {
            // Entries are gone through twice before anything is written anew.
            if (what !== 'takes a batch' && (looks += 1) < 2) return;
            stall = null;
            met = true;
            slow.clock.now += 20_000;
            next.clock.now = slow.clock.now;
            await quiet(next);
            t.truthy(await next.root.read('board/2026/face/001.json'));
            await withdrawEntry(next.store, 1, 1);
            await quiet(next);
            t.is(await next.root.read('board/2026/face/001.json'), null);
          };
          await t.throwsAsync(slow.sequencer.round(), { message: /another process took the log on|whoever leads now publishes it|found tiles/ });
          t.true(met);
          t.is(await next.root.read('board/2026/face/001.json'), null, 'the leader has it noted as gone');
          t.truthy(await next.root.read('board/2026/face/002.json'));
          await quiet(next);
          t.is((await auditBoard(t, next, 'the leader')).length, 4);
        }, { signed: slow.signed, parts: { holder: 'next' } });
      }, { wrapStore: (store) => ({ ...store, readEntries: async (...given) => {
        const entries = await store.readEntries(...given);
        await stall?.();
        return entries;
      } }) });
    });
  });
}

/** What a copy of the database would say that was put back under a process which has led all the time. */
const putBack = (row: LogRow, older: LogRow): LogRow => ({ ...row, head: older.head, publishedSize: older.publishedSize });
/** A head that no key of the log has signed. */
const unsigned = (row: LogRow): LogRow => ({ ...row, head: { ...row.head!, size: row.head!.size + 1, note: Buffer.from('nobody signed this\n') } });

for (const [what, found] of [['an older head', putBack], ['a head that nobody signed', unsigned]] as const) {
  for (const where of ['before a round', 'at the swap'] as const) {
    test(`${what} in the database under a process that has led all the time is refused, for good (${where})`, async (t) => {
      await inBank(async (folder) => {
        let older: LogRow | null = null;
        let replaced = false;
        let swapped: (() => boolean) | null = null;
        await inWorld(folder, async (world) => {
          await addEntries(world.store, 0, 3);
          await quiet(world);
          older = (await world.store.listLogs())[0]!;
          await addEntries(world.store, 3, 2);
          await quiet(world);
          const checkpoint = await world.root.read('board/2026/checkpoint');
          replaced = where === 'before a round';
          await addEntries(world.store, 5, 1);
          swapped = where === 'at the swap' ? () => (replaced = true) : null;
          const error = await t.throwsAsync(world.sequencer.round(), { instanceOf: BoardRefused });
          t.is(error.code, 'head-moved');
          t.is(await t.throwsAsync(world.sequencer.round()), error, 'and goes on refusing');
          t.deepEqual(await world.root.read('board/2026/checkpoint'), checkpoint, 'nothing was published');
        }, { wrapStore: (store) => ({
          ...store,
          listLogs: async () => (await store.listLogs()).map((row) => (replaced ? found(row, older!) : row)),
          swapHead: async (...given) => (swapped === null ? store.swapHead(...given) : !swapped()),
        }) });
      });
    });
  }
}
