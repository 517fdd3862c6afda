/** Ledger and board of a real bank, published by the real sequencer, compared by the command; then each is altered by hand. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type ExecutionContext } from 'ava';
import { committed, salted } from '../../../bulletin-board/fixtures/entries.ts';
import { fixtureKey } from '../../../bulletin-board/fixtures/keys.ts';
import { checkpointText } from '../../../bulletin-board/format/checkpoint.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN } from '../../../bulletin-board/format/commitment.ts';
import { faceText, leafText } from '../../../bulletin-board/format/entry.ts';
import { formatNote } from '../../../bulletin-board/format/note.ts';
import { openSequencer } from '../../board.ts';
import { boardFolder, signerOf } from '../../board-logs.ts';
import { loadConfig } from '../../config.ts';
import { monitorRuns } from '../../board-monitor-runs.ts';
import { makeBoardMonitor } from '../../console/board-monitor.ts';
import { consoleStateOf } from '../../console/state.ts';
import type { Effect, PendingEntry } from '../../core/decision.ts';
import { openHere } from '../../database.ts';
import { openOffice, storePath, type Office } from '../../office.ts';
import { askedEffects, clear, endedEffects, openBank, orderedEffects, readLetter, settledEffects } from '../../store/conformance/samples.ts';
import { inProcess, newBank, oneLineOf, type Ended } from '../testing/bench.ts';

const withBoard = (toml: string): string => toml.replace('[board]', '[board]\nhost = "bank.example"\nretention = "Entries stay."').replace(/(\[board\][\s\S]*?)enabled = false/, '$1enabled = true');
const START = Date.parse('2026-11-21T10:00:00Z');
const MINUTE = 60_000;

type Town = {
  readonly config: string;
  readonly office: Office;
  readonly clock: { at: number };
  /** Plays a payment to its end and publishes what came of it. */
  readonly pay: (id: number, end?: 'settled' | 'returned') => Promise<void>;
  readonly publish: () => Promise<void>;
  readonly monitor: (...args: readonly string[]) => Promise<Ended>;
  /** Alters the database behind the store's back: triggers are taken away first. */
  readonly alter: (sql: string) => void;
  readonly file: (path: string) => string;
};

/** Effects of the samples with entries that are what they say they are. */
const withEntries = (effects: readonly Effect[], at: number): readonly Effect[] =>
  effects.map((effect) => {
    if (effect.kind !== 'entry') return effect;
    const { kind, paymentId } = effect.entry;
    if (kind === 'withdrawn') return effect;
    const face = salted([['kind', kind], ['reference', `K7F3-K29${paymentId}`], ['time', new Date(at).toISOString().slice(0, 16)]], `${paymentId}`, kind, 'face');
    const details = salted([['total', 'EUR 0.10']], `${paymentId}`, kind, 'details');
    const entry: PendingEntry = { ...effect.entry, id: `K7F3K29${paymentId}.${kind}`, at, leaf: leafText({ kind, face: committed(FACE_DOMAIN, face), details: committed(DETAILS_DOMAIN, details) }), face: faceText(face), details: details.map((field) => ({ ...field, readers: ['buyer'] })) };
    return { kind: 'entry', entry };
  });

async function openTown(t: ExecutionContext, edit: (toml: string) => string = (toml) => toml): Promise<Town> {
  const config = await newBank(t, (toml) => edit(withBoard(toml)));
  t.is((await inProcess('board', 'begin', '--config', config)).code, 0);
  const clock = { at: START };
  const office = await openOffice(loadConfig(config), { report: () => undefined, clock: { now: () => clock.at }, openStore: openHere });
  t.teardown(office.close);
  const { store } = office;
  await openBank(store);
  const none = { logs: [], witnesses: [], groups: [], quorum: null };
  const sequencer = openSequencer(office, none, () => undefined);
  await sequencer.start();
  t.teardown(() => sequencer.stop());
  const folder = join(boardFolder(office.config), (await store.listLogs())[0]?.origin.split('/').slice(1).join('/') ?? '');
  const publish = async (): Promise<void> => {
    clock.at += MINUTE;
    while (await sequencer.round());
  };
  return {
    config,
    office,
    clock,
    publish,
    pay: async (id, end = 'settled') => {
      clock.at += MINUTE;
      await clear(store, await readLetter(store, `order-${id}`), orderedEffects(id));
      await clear(store, await readLetter(store, `forward-${id}`), withEntries(askedEffects(id, 7n), clock.at));
      await clear(store, await readLetter(store, `consent-${id}`), withEntries((end === 'settled' ? settledEffects : endedEffects)(id, 7n), clock.at));
      await publish();
    },
    monitor: (...args) => inProcess('board', 'monitor', ...args, '--config', config),
    alter: (sql) => {
      const database = new DatabaseSync(storePath(office.config));
      for (const { name } of database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).all()) database.exec(`DROP TRIGGER ${String(name)}`);
      database.exec('PRAGMA foreign_keys = OFF');
      database.exec(sql);
      database.close();
    },
    file: (path) => join(folder, path),
  };
}

type Told = { readonly ok: boolean; readonly full: boolean; readonly checked: { readonly changes: number; readonly entries: number }; readonly findings: readonly { readonly code: string; readonly name: string; readonly advice: string }[] };

async function told(t: ExecutionContext, town: Town, ...args: readonly string[]): Promise<Told & { readonly codes: readonly string[] }> {
  const { out, err, code } = await town.monitor('--json', ...args);
  t.is(err, '');
  const shape = JSON.parse(out) as Told;
  t.is(code, shape.ok ? 0 : 1);
  return { ...shape, codes: shape.findings.map((one) => one.code) };
}

test('a sound bank: one sentence; afterwards only what is new is looked at', async (t) => {
  const town = await openTown(t);
  t.regex((await town.monitor()).out, /^Ledger and board agree; looked at everything: 0 changes of the ledger, 0 public entries, 0 faces, 0 sound copies at witnesses\.\n$/);
  await town.pay(1);
  await town.pay(2, 'returned');
  const first = await town.monitor();
  t.deepEqual([first.code, first.err], [0, '']);
  t.regex(first.out, /^Ledger and board agree; looked at what is new since the last run, and what is open: 4 changes of the ledger, 4 public entries, 4 faces, /);
  await town.pay(3);
  const second = await told(t, town);
  t.deepEqual([second.full, second.checked.entries, second.findings.length], [false, 2, 0]);
  const full = await told(t, town, '--full');
  t.deepEqual([full.full, full.checked.entries, full.checked.changes], [true, 6, 6]);
});

const alterations: readonly (readonly [title: string, code: string, alter: (town: Town) => void | Promise<void>])[] = [
  ['an entry that was never written', 'entry-missing', async ({ alter, publish }) => {
    await publish();
    alter(`INSERT INTO holds (payment_id, account_id, amount, at) SELECT payment_id, 'party:1:EUR', 1, 1 FROM payments WHERE payment_id = 9`);
  }],
  ['an entry whose change is gone', 'entry-extra', ({ alter }) => alter('DELETE FROM transfers WHERE payment_id = 2')],
  ['an entry that is gone from the database', 'entry-unknown', ({ alter }) => alter(`DELETE FROM holds WHERE payment_id = 1; DELETE FROM entries WHERE payment_id = 1 AND kind = 'accepted'`)],
  ['another leaf in the database', 'leaf-differs', ({ alter }) => alter(`UPDATE entries SET leaf = replace(leaf, '"kind":"settled"', '"kind":"returned"') WHERE payment_id = 2 AND kind = 'settled'`)],
  ['a false face', 'face-false', ({ file }) => writeFileSync(file('face/001.json'), readFileSync(file('face/000.json')))],
  ['a missing face', 'face-missing', ({ file }) => rmSync(file('face/002.json'))],
  ['an altered bundle', 'bundle-differs', ({ file }) => writeFileSync(file('tile/entries/000.p/4'), readFileSync(file('tile/entries/000.p/4')).fill(0x30, 40, 41))],
  ['a checkpoint that is gone', 'checkpoint-missing', ({ file }) => renameSync(file('checkpoint'), file('checkpoint.old'))],
  ['an older checkpoint with its files', 'checkpoint-behind', async ({ file, pay }) => {
    const older = readFileSync(file('checkpoint'));
    await pay(3);
    writeFileSync(file('checkpoint'), older);
  }],
];

for (const [title, code, alter] of alterations) {
  test(`exactly one finding: ${title}`, async (t) => {
    const town = await openTown(t);
    const { store } = town.office;
    await town.pay(1);
    await town.pay(2);
    await clear(store, await readLetter(store, 'order-9'), orderedEffects(9));
    await alter(town);
    t.deepEqual((await told(t, town)).codes, [code]);
    const { out, code: exit } = await town.monitor();
    t.is(exit, 1);
    t.regex(out, new RegExp(`^Found 1 disagreement, 1 alarm among them; looked at [\\s\\S]*\\n\\nALARM ${code}: [\\s\\S]+\\n  What to do: [\\s\\S]+\\.\\n$`));
  });
}

test('beside a sequencer at work nothing false is told', async (t) => {
  const town = await openTown(t);
  // The command has the machine's clock: what is made and published beside it must not seem older than its run.
  town.clock.at = Date.now();
  let working = true;
  let runs = 0;
  const work = (async () => {
    for (let id = 1; id <= 9; id += 1) {
      await town.pay(id, id % 3 === 0 ? 'returned' : 'settled');
      // The two go side by side, whichever is faster on this machine.
      while (runs * 3 < id) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    working = false;
  })();
  for (; working; runs += 1) {
    const { codes } = await told(t, town, ...(runs % 2 === 0 ? ['--full'] : []));
    t.deepEqual(codes, [], String(runs));
  }
  await work;
  t.true(runs > 2);
  t.is((await told(t, town, '--full')).checked.entries, 18);
});

test('a restored older database is told, also where the files went back with it', async (t) => {
  const town = await openTown(t);
  await town.pay(1);
  const older = { database: `${storePath(town.office.config)}.older`, folder: `${boardFolder(town.office.config)}.older` };
  const database = new DatabaseSync(storePath(town.office.config));
  database.exec(`VACUUM INTO '${older.database}'`);
  database.close();
  const before = readFileSync(town.file('checkpoint'));
  await town.pay(2);
  t.deepEqual((await told(t, town)).codes, []);
  const restored = town.config.replace('kakitome.toml', 'restored.toml');
  writeFileSync(restored, readFileSync(town.config, 'utf8').replace(/path = "kakitome\.db"/, 'path = "kakitome.db.older"'));
  const codes = async (): Promise<readonly string[]> => (JSON.parse((await inProcess('board', 'monitor', '--json', '--config', restored)).out) as Told).findings.map((one) => one.code);
  t.deepEqual(await codes(), ['checkpoint-ahead']);
  // The checkpoint goes back too: what the last run saw is beside the database, and says so.
  writeFileSync(town.file('checkpoint'), before);
  t.deepEqual(await codes(), []);
  writeFileSync(`${older.database}.monitor`, readFileSync(`${storePath(town.office.config)}.monitor`));
  t.deepEqual(await codes(), ['checkpoint-behind']);
});

test('what the last run left and nobody can read is a warning, and is then written anew', async (t) => {
  const town = await openTown(t);
  await town.pay(1);
  const memory = `${storePath(town.office.config)}.monitor`;
  t.deepEqual((await told(t, town)).codes, [], 'a first run has none');
  for (const damaged of ['', readFileSync(memory, 'utf8').slice(0, 40)]) {
    writeFileSync(memory, damaged);
    const { codes, full, findings } = await told(t, town);
    t.deepEqual([codes, full, findings[0]?.name], [['memory-unreadable'], true, memory]);
    t.deepEqual((await told(t, town)).codes, []);
  }
});

test('an entry that waits for ten minutes is a warning', async (t) => {
  const town = await openTown(t);
  const { store } = town.office;
  // The command has the machine's clock.
  await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
  await clear(store, await readLetter(store, 'forward-1'), withEntries(askedEffects(1, 7n), Date.now() - 10 * MINUTE));
  const waiting = await town.monitor();
  t.is(waiting.code, 0);
  t.regex(waiting.out, /^Found 1 disagreement, 0 alarms among them[\s\S]*\n\nwarning entries-late: 1 entry waits for publication, the oldest \(K7F3K291\.accepted\) for 10 minutes\n/);
});

test('a witness that holds what this bank never signed', async (t) => {
  const key = fixtureKey('witness.example', 4, 'monitor');
  let copy = Buffer.alloc(0);
  const server = createServer((_, response) => void response.end(copy));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const town = await openTown(t, (toml) => toml.replace('#witnesses = ', 'witnesses = '));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(town.office.config.folder, 'witnesses.policy'), `witness w ${key.key.text} ${url}\nquorum none\n`);
  await town.pay(1);
  const { origin = '' } = (await town.office.store.listLogs())[0] ?? {};
  const text = checkpointText(origin, 5, new Uint8Array(32).fill(5));
  copy = Buffer.from(formatNote(text, [...(await signerOf(town.office.config, origin).sign(text, START)), key.sign(text, START / 1_000)]));
  const ahead = await told(t, town);
  t.deepEqual(ahead.codes, ['witness-ahead']);
  t.regex(ahead.findings[0]?.advice ?? '', /the key is stolen/);
});

test('the daemon\'s monitor: a finding is reported when it is new, the alarm as long as it lasts; the console tells both', async (t) => {
  const town = await openTown(t);
  await town.pay(1);
  const events: (readonly [string, string])[] = [];
  const monitor = makeBoardMonitor(monitorRuns(town.office), town.office.clock, (level, event) => void events.push([level, event]));
  const state = () => consoleStateOf({ store: town.office.store, now: town.office.clock.now, reference: String, patience: MINUTE, mailboxes: null, monitor, alarms: { list: () => [], total: () => 0 } });
  t.is((await state()).board?.monitor.last, null);
  await monitor.run();
  const face = readFileSync(town.file('face/001.json'));
  rmSync(town.file('face/001.json'));
  town.clock.at += 25 * 60 * MINUTE;
  await monitor.run();
  await monitor.run();
  writeFileSync(town.file('face/001.json'), face);
  await monitor.run();
  t.deepEqual(events, [['info', 'board-monitor'], ['alarm', 'board-face-missing'], ['alarm', 'board-monitor'], ['alarm', 'board-monitor'], ['info', 'board-monitor']]);
  rmSync(town.file('checkpoint'));
  renameSync(town.file('tile'), town.file('tile-away'));
  const shown = await state();
  t.deepEqual([shown.payments.settled, shown.letters.received, shown.letters.waiting, shown.board?.logs[0]?.publishedSize, shown.board?.monitor.runs, shown.board?.monitor.failed], [{ count: 1, more: false }, 3, 0, 2, 4, null]);
  t.deepEqual(shown.held, []);
  const broken = makeBoardMonitor({ run: () => Promise.reject(new Error('disk')), stop: async () => undefined }, town.office.clock, (level, event) => void events.push([level, event]));
  await broken.run();
  t.deepEqual([events.at(-1), broken.state().failed], [['alarm', 'board-monitor-failed'], 'disk']);
  const repeated = broken.start(60_000);
  await repeated.stop();
  // One that is stopped in the middle of a run ends at once, and is no alarm.
  const told = events.length;
  const ended = makeBoardMonitor(monitorRuns(town.office), town.office.clock, (level, event) => void events.push([level, event])).start(60_000);
  await ended.stop();
  t.is(events.length, told);
});

test('a run that takes long is followed by a pause that is nine times as long', async (t) => {
  const begun: number[] = [];
  const twice = Promise.withResolvers<undefined>();
  const run = (): Promise<never> => {
    if (begun.push(performance.now()) === 2) twice.resolve(undefined);
    return new Promise((_resolve, reject) => void setTimeout(() => reject(new Error('slow')), 60));
  };
  const monitor = makeBoardMonitor({ run, stop: async () => undefined }, { now: () => performance.now() }, () => undefined).start(1);
  await twice.promise;
  await monitor.stop();
  t.true((begun[1] ?? 0) - (begun[0] ?? 0) >= 500, `${begun.join(', ')}`);
});

test('without a board, or with a wrong word, the mistake is one line', async (t) => {
  const config = await newBank(t);
  t.regex(oneLineOf(t, await inProcess('board', 'monitor', '--config', config)), /board\.enabled: found false/);
  t.regex(oneLineOf(t, await inProcess('board', 'monitor', '--all', '--config', config)), /unknown option/);
});
