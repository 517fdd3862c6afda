/** Database, folder and keys go back together to an earlier day, and agree with each other: only a witness knows that the log had gone on. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { checkpointText, openCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { utf8 } from '../../bulletin-board/format/encoding.ts';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { formatNote } from '../../bulletin-board/format/note.ts';
import { fixtureKey } from '../../bulletin-board/fixtures/keys.ts';
import type { Cosigner } from '../../bulletin-board/ports.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { makeWitnessClient } from '../../bulletin-board/witness/client.ts';
import { makeWitnessKey, readWitnessKey } from '../../bulletin-board/witness/key.ts';
import { startWitness, type RunningWitness } from '../../bulletin-board/witness/server.ts';
import { openLocal } from '../../clearinghouse/store/sqlite/testing/local.ts';
import { auditBoard } from './audit.ts';
import { makeWitness } from './cosigners.ts';
import { addEntries, copyBank, dbFile, inBank, inWorld, newBank, ORIGIN, quiet, removeBank, START, webRoot, type World } from './world.ts';

type Restored = {
  /** The bank as it was with three entries. */
  readonly folder: string;
  readonly cosigner: Cosigner;
  readonly stop: () => Promise<void>;
  /** On the same port, with the same memory. */
  readonly again: () => Promise<void>;
};

/** Three entries are cosigned, a snapshot is taken, four more are cosigned, and the snapshot is put back. The witness knows the log by its Ed25519 key alone. */
async function restored(t: ExecutionContext, mlDsa44 = false): Promise<Restored> {
  const folder = await newBank({ mlDsa44 });
  t.teardown(() => removeBank(folder));
  const store = openLocal(dbFile(folder));
  const [key] = (await store.listLogs())[0]!.keys.map(parseKey);
  await store.close();
  const memory = join(folder, 'witness');
  makeWitnessKey(memory, 'witness.example/w');
  const running: { witness: RunningWitness | null } = { witness: null };
  const start = async (port: number): Promise<RunningWitness> =>
    (running.witness = await startWitness({ listen: { host: '127.0.0.1', port }, key: readWitnessKey(memory), logs: [key!], folder: memory, now: () => START + 90_000, report: () => undefined }));
  const stop = async (): Promise<void> => {
    await running.witness?.stop();
    running.witness = null;
  };
  t.teardown(stop);
  const { port, url } = await start(0);
  const cosigner = makeWitnessClient({ key: readWitnessKey(memory).key, url, timeout: 20_000 });
  const publish = (from: number, count: number): Promise<void> => inWorld(folder, async (world) => {
    await world.sequencer.start();
    await addEntries(world.store, from, count);
    await quiet(world);
    await world.sequencer.stop();
    t.deepEqual(world.reports, []);
  }, { cosigners: [cosigner], parts: { cosignWait: 20_000 } });
  await publish(0, 3);
  const snapshot = await copyBank(folder);
  t.teardown(() => removeBank(snapshot));
  await publish(3, 4);
  t.is(openCheckpoint((await cosigner.held(ORIGIN))!, { log: [key!], witnesses: [] }).size, 7);
  return { folder: snapshot, cosigner, stop, again: async () => void (await start(port)) };
}

const checkpointOf = (folder: string): Promise<string> => readFile(join(webRoot(folder), 'board/2026/checkpoint'), 'utf8');
/** As after a start of the machine: the client has forgotten too. */
const inRestored = ({ folder, cosigner }: Restored, work: (world: World) => Promise<void>): Promise<void> => inWorld(folder, work, { cosigners: [cosigner], now: START + 120_000, parts: { cosignWait: 20_000 } });

for (const mlDsa44 of [false, true]) {
  test(`a snapshot of the whole machine is refused at the start, by what a witness holds${mlDsa44 ? ' under one of the two keys' : ''}`, async (t) => {
    const bank = await restored(t, mlDsa44);
    const before = await checkpointOf(bank.folder);
    await inRestored(bank, async (world) => {
      const error = await t.throwsAsync(world.sequencer.start(), { instanceOf: BoardRefused, message: /the witness witness\.example\/w has a checkpoint of 7 entries that this log's own key signed: found more than the 3 that the database knows of; expected at most that.*mirror.*`kakitome board rotate --lost`/ });
      t.is(error.code, 'database-behind');
      await addEntries(world.store, 20, 2);
      t.is(await t.throwsAsync(world.sequencer.round()), error, 'and goes on refusing');
      t.deepEqual(world.signed, [], 'nothing was signed');
      t.deepEqual(world.reports.map((line) => line.slice(0, 19)), ['alarm board.refused']);
    });
    t.is(await checkpointOf(bank.folder), before);
  });
}

test('a witness that is away at the start is told, and what it knows is found before the next checkpoint is published', async (t) => {
  const bank = await restored(t);
  const before = await checkpointOf(bank.folder);
  await bank.stop();
  await inRestored(bank, async (world) => {
    await world.sequencer.start();
    t.is(world.reports.length, 1);
    t.regex(world.reports[0]!, /^warn board\.witness-copy .*witness\.example\/w/);
    await bank.again();
    await addEntries(world.store, 20, 2);
    const error = await t.throwsAsync(world.sequencer.round(), { instanceOf: BoardRefused, message: /checkpoint of 7 entries that this log's own key signed: found more than the 5/ });
    t.is(error.code, 'database-behind');
    t.true(world.reports.some((line) => line.startsWith('warn board.witness-ahead')));
    t.true(world.reports.at(-1)!.startsWith('alarm board.refused'));
    await t.throwsAsync(world.sequencer.round(), { is: error });
  });
  t.is(await checkpointOf(bank.folder), before, 'the fork was not shown to anybody else');
});

test('a log that forked while the witness was away goes no further when it is back, and that is an alarm', async (t) => {
  const bank = await restored(t);
  const sentence = /has a checkpoint of 7 entries .* found no beginning of the 10 in the database; expected one history/;
  await bank.stop();
  await inRestored(bank, async (world) => {
    await world.sequencer.start();
    await addEntries(world.store, 20, 6);
    await quiet(world);
    const forked = await checkpointOf(bank.folder);
    t.true(world.reports.at(-1)!.startsWith('warn board.witness-fails'));
    await bank.again();
    await addEntries(world.store, 40, 1);
    await t.throwsAsync(world.sequencer.round(), { instanceOf: BoardRefused, message: sentence });
    t.regex(world.reports.at(-2)!, /^alarm board\.witness-contradicts .*status 422/, 'told, though the witness had been failing before');
    t.is(await checkpointOf(bank.folder), forked);
  });
  await inRestored(bank, async (world) => {
    await t.throwsAsync(world.sequencer.start(), { instanceOf: BoardRefused, message: sentence });
  });
});

test('another tree of the same size is refused too', async (t) => {
  const bank = await restored(t);
  await bank.stop();
  await inRestored(bank, async (world) => {
    await addEntries(world.store, 20, 4);
    await quiet(world);
    await world.sequencer.stop();
  });
  await bank.again();
  await inRestored(bank, async (world) => {
    await t.throwsAsync(world.sequencer.start(), { instanceOf: BoardRefused, message: /has a checkpoint of 7 entries .* found another root than that of the 7 in the database/ });
  });
});

test('no witness can stop a bank: neither by another\'s signature, nor by its word, nor by saying nothing', async (t) => {
  await inBank(async (folder) => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    t.teardown(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const liar = makeWitness('liar', () => START);
    const text = checkpointText(ORIGIN, 100, new Uint8Array(32));
    liar.held = async () => formatNote(text, [fixtureKey(ORIGIN, 1, 'another').sign(text, 0)]);
    liar.before = () => Promise.reject(Object.assign(new Error('no'), { failure: 'contradicted' }));
    const odd: Cosigner = { ...makeWitness('odd', () => START), held: async () => utf8('<html>\n') };
    const away = makeWitnessClient({ key: fixtureKey('away', 4, 'away').key, url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, timeout: 100 });
    await inWorld(folder, async (world) => {
      await world.sequencer.start();
      t.deepEqual(world.reports.map((line) => /^warn board\.witness-copy \{"witness":"(\w+)"/.exec(line)?.[1]).toSorted(), ['away', 'liar', 'odd']);
      for (const from of [0, 1, 2]) {
        await addEntries(world.store, from, 1);
        await quiet(world);
      }
      await world.sequencer.settled();
      t.is(world.reports.filter((line) => line.startsWith('alarm board.witness-contradicts')).length, 1);
      t.is((await auditBoard(t, world, 'gone on')).length, 3);
      t.is(world.reports.filter((line) => /witness-copy.*"liar"/.test(line)).length, 2, 'its word is looked into, once a minute at most');
      t.false(world.reports.some((line) => line.startsWith('alarm board.refused')));
    }, { cosigners: [liar, odd, away], parts: { cosignWait: 1_000 } });
  });
});

test('a witness that holds what another process of this bank has just signed contradicts nothing', async (t) => {
  await inBank(async (folder) => {
    const coop = makeWitness('coop', () => START);
    await inWorld(folder, async (world) => {
      await addEntries(world.store, 0, 2);
      await quiet(world);
      coop.held = async () => {
        await inWorld(folder, async (other) => {
          await addEntries(other.store, 2, 3);
          await quiet(other);
        }, { now: world.clock.now + 20_000, parts: { holder: 'two' } });
        coop.held = async () => null;
        return (await world.root.read('board/2026/checkpoint'))!;
      };
    });
    await inWorld(folder, async (world) => {
      await world.sequencer.start();
      world.clock.now += 60_000;
      await quiet(world);
      t.is((await auditBoard(t, world, 'both')).length, 5);
    }, { cosigners: [coop] });
  });
});
