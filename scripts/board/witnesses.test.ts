/** What the sequencer does with witnesses: at once, late, never, wrong, and once a day. */
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { verifyConsistency } from '../../bulletin-board/format/tree.ts';
import { parseKey, type VerifierKey } from '../../bulletin-board/format/key.ts';
import { auditBoard } from './audit.ts';
import { cosignersOf, makeGate, makeWitness, type TestWitness } from './cosigners.ts';
import { addEntries, beginLog, newBank, NEXT_ORIGIN, openWorld, ORIGIN, quiet, removeBank, START, type World, type WorldOptions } from './world.ts';

const DAY = 86_400_000;

async function withWitnesses(names: readonly string[], work: (world: World, witnesses: readonly TestWitness[], signers: () => Promise<readonly string[]>, folder: string) => Promise<void>, options: WorldOptions = {}): Promise<void> {
  const folder = await newBank();
  const clock: { world: World | null } = { world: null };
  const witnesses = names.map((name) => makeWitness(name, () => clock.world?.clock.now ?? START));
  const world = openWorld(folder, { cosigners: witnesses, ...options });
  clock.world = world;
  try {
    const keys: readonly VerifierKey[] = (await world.store.listLogs())[0]!.keys.map(parseKey);
    await work(world, witnesses, async () => cosignersOf((await world.root.read('board/2026/checkpoint'))!, keys, witnesses), folder);
  } finally {
    await world.close();
    await removeBank(folder);
  }
}

test('the checkpoint is published with the cosignatures of all who answer in time', async (t) => {
  await withWitnesses(['coop', 'shop'], async (world, witnesses, signers) => {
    await addEntries(world.store, 0, 3);
    await quiet(world);
    t.deepEqual(await signers(), ['coop', 'shop']);
    t.deepEqual(witnesses.map(({ asked }) => asked), [[3], [3]]);
    t.deepEqual(world.reports, []);
    await auditBoard(t, world, 'cosigned');
  }, { parts: { cosignWait: 60_000 } });
});

test('a late cosignature is published with the same checkpoint; a witness that kept us waiting is not waited for until it answers', async (t) => {
  await withWitnesses(['coop', 'slow'], async (world, [coop, slow], signers) => {
    const gate = makeGate();
    slow!.before = () => gate.passed;
    await addEntries(world.store, 0, 3);
    await world.sequencer.round();
    t.deepEqual(await signers(), ['coop']);
    t.is((await world.store.listLogs())[0]!.publishedSize, 3, 'published without it');
    await addEntries(world.store, 3, 1);
    await quiet(world);
    t.deepEqual([coop!.asked, slow!.asked, slow!.running.most], [[3, 4], [3], 1], 'it has one call at a time');
    gate.open();
    await world.sequencer.settled();
    t.deepEqual(await signers(), ['coop'], 'its line was of an older head');
    world.clock.now += 60_001;
    await quiet(world);
    await world.sequencer.settled();
    t.deepEqual(await signers(), ['coop', 'slow'], 'it is asked again for the head as it is');
    t.is((await world.store.listLogs())[0]!.head!.cosignatures.length, 2);
    t.true(world.reports.includes('info board.witness-answers {"witness":"slow"}') || world.reports.some((line) => line.startsWith('warn board.witness-slow')));
    await auditBoard(t, world, 'late');
  });
});

test('a witness that failed after it had kept us waiting is asked again, and not waited for', async (t) => {
  await withWitnesses(['slow'], async (world, [slow], signers) => {
    for (const from of [0, 1, 2]) {
      const never = Promise.withResolvers<void>();
      slow!.before = () => never.promise;
      await addEntries(world.store, from, 1);
      await quiet(world);
      never.reject(new Error('timed out'));
      await world.sequencer.settled();
    }
    t.deepEqual(slow!.asked, [1, 2, 3]);
    t.is(world.reports.filter((line) => line.startsWith('warn board.witness-slow')).length, 1, 'the second and third round did not wait');
    slow!.before = async () => undefined;
    await addEntries(world.store, 3, 1);
    await quiet(world);
    await world.sequencer.settled();
    t.deepEqual(await signers(), ['slow'], 'late, since nobody waited');
  });
});

test('whoever loses the leadership while a witness thinks does not write over the newer checkpoint', async (t) => {
  await withWitnesses(['slow'], async (world, [slow], _, folder) => {
    const gate = makeGate();
    slow!.before = () => gate.passed;
    await addEntries(world.store, 0, 2);
    const round = world.sequencer.round();
    while (slow!.asked.length === 0) await setTimeout(5);
    const second = openWorld(folder, { now: world.clock.now + 20_000, parts: { holder: 'two' } });
    await addEntries(second.store, 2, 2);
    await quiet(second);
    const newer = await second.root.read('board/2026/checkpoint');
    world.clock.now += 20_000;
    gate.open();
    await t.throwsAsync(round, { message: /the leadership was lost before the checkpoint of 2 entries was published/ });
    t.deepEqual(await world.root.read('board/2026/checkpoint'), newer);
    t.is((await auditBoard(t, second, 'taken over')).length, 4);
    await second.close();
  }, { parts: { cosignWait: 60_000 } });
});

test('the late line of the head that still stands is added', async (t) => {
  await withWitnesses(['slow'], async (world, [slow], signers) => {
    const gate = makeGate();
    slow!.before = () => gate.passed;
    await addEntries(world.store, 0, 3);
    await quiet(world);
    t.deepEqual(await signers(), []);
    gate.open();
    await world.sequencer.settled();
    t.deepEqual(await signers(), ['slow']);
    t.deepEqual(slow!.asked, [3]);
  });
});

test('a witness that fails is told once, and again where it fails in another way; it is asked with each head; its line must bear its name', async (t) => {
  await withWitnesses(['down', 'liar'], async (world, [down, liar], signers) => {
    const { cosign } = liar!;
    Object.assign(liar!, { cosign: async (...given: Parameters<typeof cosign>) => (await cosign(...given)).replace('liar', 'coop') });
    down!.before = () => Promise.reject(new Error('connection refused'));
    for (const from of [0, 1, 2]) {
      await addEntries(world.store, from, 1);
      await quiet(world);
    }
    t.deepEqual(await signers(), []);
    t.deepEqual(world.reports.filter((line) => line.startsWith('warn board.witness-fails')).length, 2);
    t.deepEqual(down!.asked, [1, 2, 3]);
    for (const [at, failure] of (['ahead', 'ahead', 'contradicted', 'failed'] as const).entries()) {
      down!.before = () => Promise.reject(Object.assign(new Error('no'), { failure }));
      await addEntries(world.store, 4 + at, 1);
      await quiet(world);
    }
    const told = world.reports.filter((line) => line.includes('"down"')).map((line) => line.split(' ', 2).join(' '));
    t.deepEqual(told, ['warn board.witness-fails', 'warn board.witness-ahead', 'alarm board.witness-contradicts', 'warn board.witness-fails']);
    down!.before = async () => undefined;
    await addEntries(world.store, 3, 1);
    await quiet(world);
    t.deepEqual(await signers(), ['down']);
    t.true(world.reports.includes('info board.witness-answers {"witness":"down"}'));
  }, { parts: { cosignWait: 60_000 } });
});

test('a quiet log is cosigned anew each day', async (t) => {
  await withWitnesses(['coop'], async (world, [coop], signers) => {
    await addEntries(world.store, 0, 3);
    await quiet(world);
    await quiet(world);
    t.deepEqual(coop!.asked, [3]);
    const before = (await world.store.listLogs())[0]!.head!.cosignatures;
    world.clock.now += DAY + 1_000;
    await quiet(world);
    await world.sequencer.settled();
    t.deepEqual(coop!.asked, [3, 3]);
    const { cosignatures } = (await world.store.listLogs())[0]!.head!;
    t.is(cosignatures.length, 1);
    t.notDeepEqual(cosignatures, before);
    t.deepEqual(await signers(), ['coop']);
  });
});

test('a witness that is behind gets the proof from any size that it has', async (t) => {
  await withWitnesses(['coop'], async (world, [coop]) => {
    const roots = new Map<number, Uint8Array>();
    const { cosign } = coop!;
    const proved: number[] = [];
    Object.assign(coop!, {
      cosign: async (...[head, prove]: Parameters<typeof cosign>) => {
        for (const [size, root] of roots) if (verifyConsistency(size, head.size, root, head.root, await prove(size))) proved.push(size);
        roots.set(head.size, head.root);
        return cosign(head, prove);
      },
    });
    for (const [from, count] of [[0, 1], [1, 4], [5, 3], [8, 260]] as const) {
      await addEntries(world.store, from, count);
      await quiet(world);
    }
    t.deepEqual(proved, [1, 1, 5, 1, 5, 8]);
  }, { parts: { cosignWait: 60_000 } });
});

test('the final checkpoint waits a while for a cosignature, since it is the first entry of the next log', async (t) => {
  await withWitnesses(['slow'], async (world, [slow], signers, folder) => {
    await addEntries(world.store, 0, 1);
    await quiet(world);
    const gate = makeGate();
    slow!.before = () => gate.passed;
    await beginLog(folder, world.store, NEXT_ORIGIN);
    await quiet(world);
    t.is((await world.store.listLogs())[0]!.state, 'ending');
    gate.open();
    await world.sequencer.settled();
    t.deepEqual(await signers(), ['slow']);
    await quiet(world);
    t.deepEqual((await world.store.listLogs()).map(({ origin, state }) => [origin, state]), [[ORIGIN, 'ended'], [NEXT_ORIGIN, 'active']]);
    t.deepEqual(await signers(), ['slow']);
    await auditBoard(t, world, 'turned');
  }, { parts: { cosignWait: 1_000 } });
});
