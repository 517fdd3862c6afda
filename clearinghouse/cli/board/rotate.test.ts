/** `kakitome board rotate`, over logs that a sequencer filled: repeated, without its key, with an older database. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { fixtureKey } from '../../../bulletin-board/fixtures/keys.ts';
import { checkpointText } from '../../../bulletin-board/format/checkpoint.ts';
import { formatNote, parseNote } from '../../../bulletin-board/format/note.ts';
import type { LogRow } from '../../../bulletin-board/ports.ts';
import { openSequencer } from '../../board.ts';
import { beginLog, signerOf, yearOf } from '../../board-logs.ts';
import { loadConfig } from '../../config.ts';
import { openHere } from '../../database.ts';
import { beginStore, openOffice, storePath, type Office } from '../../office.ts';
import { clear, entry, instruct, openBank, payment } from '../../store/conformance/samples.ts';
import { inProcess, newBank, oneLineOf, type Ended } from '../testing/bench.ts';

const withBoard = (toml: string): string => toml.replace('[board]', '[board]\nhost = "bank.example"\nretention = "Entries stay."').replace(/(\[board\][\s\S]*?)enabled = false/, '$1enabled = true');

type Bank = {
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  readonly folder: string;
  readonly database: string;
  readonly inOffice: <T>(work: (office: Office) => Promise<T>) => Promise<T>;
  readonly accept: (from: number, count: number, publish?: boolean) => Promise<void>;
  readonly publish: () => Promise<void>;
  readonly logs: () => Promise<readonly LogRow[]>;
  /** `first → ended 3`: last part of the origin, state, how many are published. */
  readonly told: () => Promise<readonly string[]>;
};

async function bankWithBoard(t: ExecutionContext, edit: (toml: string) => string = (toml) => toml): Promise<Bank> {
  const file = await newBank(t, (toml) => edit(withBoard(toml)));
  const config = loadConfig(file);
  const run: Bank['run'] = (...args) => inProcess('board', ...args, '--config', file);
  const inOffice: Bank['inOffice'] = async (work) => {
    const office = await openOffice(config, { report: () => undefined, openStore: openHere });
    try {
      return await work(office);
    } finally {
      await office.close();
    }
  };
  const publish: Bank['publish'] = () =>
    inOffice(async (office) => {
      const sequencer = openSequencer(office, { logs: [], witnesses: [], groups: [], quorum: null }, () => undefined);
      await sequencer.start();
      while (await sequencer.round());
      await sequencer.stop();
    });
  const accept: Bank['accept'] = async (from, count, publishes = true) => {
    await inOffice(async ({ store }) => {
      const ids = Array.from({ length: count }, (_, at) => from + at);
      const effects = ids.flatMap((id) => [{ kind: 'payment-saved', payment: payment(id, { name: 'awaiting-forward', until: 9e12 }, null, { keys: [`k${id}`] }) } as const, entry(id, 'accepted')]);
      await clear(store, await instruct(store, { kind: 'withdraw-face', entryId: `add-${from}`, reason: 'a decision', by: ['Aya', 'Ben'] }), effects, { kind: 'recorded', code: 'added' });
    });
    if (publishes) await publish();
  };
  const logs: Bank['logs'] = () => inOffice(({ store }) => store.listLogs());
  t.is((await run('begin')).code, 0);
  await inOffice(({ store }) => openBank(store, 0n));
  return { run, folder: dirname(file), database: storePath(config), inOffice, accept, publish, logs, told: async () => (await logs()).map(({ origin, state, publishedSize }) => `${origin.split('/').at(-1)} ${state} ${publishedSize}`) };
}

const YEAR = yearOf(Date.now());
const ends = ['', '-wal', '-shm'];

function copyDatabase(from: string, to: string): void {
  for (const end of ends) rmSync(`${to}${end}`, { force: true });
  for (const end of ends) if (existsSync(`${from}${end}`)) copyFileSync(`${from}${end}`, `${to}${end}`);
}

/** Hides the keys of the bank's logs; returns what puts them back. */
function hideKeys({ folder }: Bank): () => void {
  const [keys, away] = [join(folder, 'keys'), join(folder, 'away')];
  mkdirSync(away, { recursive: true });
  const names = readdirSync(keys).filter((name) => name.startsWith('board-'));
  for (const name of names) renameSync(join(keys, name), join(away, name));
  return () => names.forEach((name) => renameSync(join(away, name), join(keys, name)));
}

test('a turn that is repeated says that it is done', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 2);
  const early = await bank.run('rotate');
  t.is(early.code, 0, early.err);
  t.regex(early.out, /goes on: the board has turned to it already.*--name 2027b/);
  for (let time = 0; time < 2; time += 1) {
    const turned = await bank.run('rotate', '--name', '2099');
    t.is(turned.code, 0, turned.err);
    t.regex(turned.out, time === 0 ? /has ended; bank\.example\/board\/2099 goes on from it/ : /board\/2099 goes on: .* already/);
    t.deepEqual(await bank.told(), [`${YEAR} ended 3`, '2099 active 1']);
  }
  t.is((JSON.parse((await bank.run('rotate', '--name', '2099', '--json')).out) as { active: string }).active, 'bank.example/board/2099');
  t.regex(oneLineOf(t, await bank.run('rotate')), new RegExp(`found the log bank\\.example/board/${YEAR} already; expected a name that no log has`));
  t.regex(oneLineOf(t, await bank.run('rotate', '--name', 'x')), /--name: found "x"; expected a year/);
});

test('without its key a log is not brought to an end half-way, and the way out is told and works', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 2);
  const putBack = hideKeys(bank);
  await bank.accept(3, 2, false);
  const before = await bank.logs();
  t.regex(oneLineOf(t, await bank.run('rotate', '--name', '2099')), /-ed25519\.pem: found no file; expected the key.*Put a copy of it back.*`kakitome board rotate --lost`/);
  t.deepEqual(await bank.logs(), before, 'as it was');
  const lost = await bank.run('rotate', '--lost', '--name', '2099');
  t.is(lost.code, 0, lost.err);
  t.deepEqual(await bank.told(), [`${YEAR} ended 2`, '2099 active 0']);
  await bank.publish();
  t.deepEqual(await bank.told(), [`${YEAR} ended 2`, '2099 active 3']);
  t.is((await bank.run('rotate', '--lost', '--name', '2099')).code, 0, 'repeated');
  t.regex(oneLineOf(t, await bank.run('rotate', '--lost')), /nothing is lost/);
  putBack();
  const chain = await inProcess('board', 'verify', join(bank.folder, 'public/board/2099'), '--key', (await bank.logs())[1]?.keys[0] ?? '', '--no-state');
  t.is(chain.code, 3, chain.out + chain.err);
  t.regex(chain.out, /it was given up as it was published/);
});

test('a key that may only not be read, and one that is there, give no log up; nor is it done beside a running daemon', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 1);
  const before = await bank.logs();
  const key = join(bank.folder, 'keys', `board-bank.example_board_${YEAR}-ed25519.pem`);
  chmodSync(key, 0o644);
  t.regex(oneLineOf(t, await bank.run('rotate', '--lost', '--name', '2099')), /chmod 600/);
  t.regex(oneLineOf(t, await bank.run('rotate', '--name', '2099')), /chmod 600/);
  chmodSync(key, 0o600);
  t.regex(oneLineOf(t, await bank.run('rotate', '--lost', '--name', '2099')), /nothing is lost: run `kakitome board rotate` without --lost/);
  await bank.inOffice(async ({ store, clock }) => {
    await store.lead('daemon', clock.now(), clock.now() + 15_000);
    t.regex(oneLineOf(t, await bank.run('rotate', '--lost', '--name', '2099')), /found a Kakitome that publishes; expected none: stop it first/);
    await store.unlead('daemon');
  });
  t.deepEqual(await bank.logs(), before);
});

test('an older database takes over what is published, and says what it does not know; without a name the next free one is taken', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 2);
  await bank.accept(3, 2, false);
  copyDatabase(bank.database, `${bank.database}.copy`);
  await bank.accept(5, 3);
  copyDatabase(`${bank.database}.copy`, bank.database);
  t.regex(oneLineOf(t, await bank.run('rotate', '--name', '2099')), /found a published checkpoint of 7 entries; expected at most the 2/);
  t.deepEqual(await bank.told(), [`${YEAR} active 2`]);
  const lost = await bank.run('rotate', '--lost');
  t.is(lost.code, 0, lost.err);
  t.regex(lost.out, /Of its published entries 3 are not in this database/);
  t.deepEqual(await bank.told(), [`${YEAR} ended 7`, `${YEAR}b active 0`]);
  await bank.publish();
  t.deepEqual(await bank.told(), [`${YEAR} ended 7`, `${YEAR}b active 1`]);
  const told = JSON.parse((await bank.run('monitor', '--full', '--json')).out) as { findings: readonly { code: string; severity: string; sentence: string }[] };
  t.deepEqual(told.findings.filter(({ code }) => !code.startsWith('entry-extra') && !code.startsWith('entry-bad')).map(({ code, severity }) => `${severity} ${code}`), ['warn entry-forgotten']);
});

test('where database and folder were put back together, a witness says that the log had gone on: it is given up as it is published now', async (t) => {
  const bank = await bankWithBoard(t, (toml) => toml.replace('#witnesses = ', 'witnesses = '));
  const [log] = await bank.logs();
  const ahead = checkpointText(log?.origin ?? '', 7, new Uint8Array(32));
  const signed = formatNote(ahead, await bank.inOffice(({ config, clock }) => signerOf(config, log?.origin ?? '').sign(ahead, clock.now())));
  let saysSo = false;
  const server = createServer((request, response) => void (request.method === 'GET' && saysSo ? response.end(signed) : response.writeHead(404).end()));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  writeFileSync(join(bank.folder, 'witnesses.policy'), `witness w ${fixtureKey('w.example', 4, 'rotate').key.text} http://127.0.0.1:${(server.address() as AddressInfo).port}\nquorum none\n`);
  await bank.accept(1, 3);
  t.regex(oneLineOf(t, await bank.run('rotate', '--lost', '--name', '2099')), /nothing is lost/);
  saysSo = true;
  t.regex(oneLineOf(t, await bank.run('rotate', '--name', '2099')), /the witness w\.example has a checkpoint of 7 entries that this log's own key signed: found more than the 3/);
  t.deepEqual(await bank.told(), [`${YEAR} active 3`]);
  const lost = await bank.run('rotate', '--lost', '--name', '2099');
  t.is(lost.code, 0, lost.err);
  t.deepEqual(await bank.told(), [`${YEAR} ended 3`, '2099 active 0']);
  await bank.publish();
  t.deepEqual(await bank.told(), [`${YEAR} ended 3`, '2099 active 1']);
});

test('a database that is older than the last turn is followed to the log that is published now', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 2);
  copyDatabase(bank.database, `${bank.database}.copy`);
  t.is((await bank.run('rotate', '--name', '2098')).code, 0);
  await bank.accept(3, 2);
  copyDatabase(`${bank.database}.copy`, bank.database);
  const lost = await bank.run('rotate', '--lost', '--name', '2099');
  t.is(lost.code, 0, lost.err);
  t.regex(lost.out, new RegExp(`board/${YEAR} and bank\\.example/board/2098 have ended`));
  t.deepEqual(await bank.told(), [`${YEAR} ended 3`, '2098 ended 3', '2099 active 0']);
  await bank.publish();
  const chain = await inProcess('board', 'verify', join(bank.folder, 'public/board/2099'), '--key', (await bank.logs())[2]?.keys[0] ?? '', '--no-state');
  t.is(chain.code, 3, chain.out + chain.err);
  t.regex(chain.out, /board\/2098: found no entry "ends"/);
  t.notRegex(chain.out, new RegExp(`board/${YEAR}: found`));
});

test('giving up that was cut off goes on with the log that had begun', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 1);
  hideKeys(bank);
  await bank.inOffice((office) => beginLog(office, '2097'));
  t.deepEqual(await bank.told(), [`${YEAR} ending 1`, '2097 next 0']);
  t.regex(oneLineOf(t, await bank.run('rotate')), /Put a copy of it back/);
  const lost = await bank.run('rotate', '--lost');
  t.is(lost.code, 0, lost.err);
  t.deepEqual(await bank.told(), [`${YEAR} ended 1`, '2097 active 0']);
  await bank.publish();
  t.deepEqual(await bank.told(), [`${YEAR} ended 1`, '2097 active 1']);
  await t.throwsAsync(bank.inOffice((office) => beginLog(office, '2097')), { message: /found the log bank\.example\/board\/2097 in the database already/ });
});

test('no log begins under a name that is published already', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 1);
  const there = join(bank.folder, 'public/board/2099');
  mkdirSync(there, { recursive: true });
  copyFileSync(join(bank.folder, 'public/board', YEAR, 'checkpoint'), join(there, 'checkpoint'));
  t.regex(oneLineOf(t, await bank.run('rotate', '--name', '2099')), /found a published log bank\.example\/board\/2099 .* not in the database; expected a name that no log has/);
  t.deepEqual(await bank.told(), [`${YEAR} active 1`]);
});

test('no log begins with a key that another database may have used; without a name the next one that has no key is taken', async (t) => {
  const bank = await bankWithBoard(t);
  await bank.accept(1, 1);
  const key = join(bank.folder, 'keys', `board-bank.example_board_${YEAR}-ed25519.pem`);
  for (const end of ends) rmSync(`${bank.database}${end}`, { force: true });
  rmSync(join(bank.folder, 'public'), { recursive: true });
  await beginStore(loadConfig(join(bank.folder, 'kakitome.toml')));
  t.regex(oneLineOf(t, await bank.run('begin')), /found a key of the log bank\.example\/board\/\d{4} already \(.*-ed25519\.pem\), and no such log in the database; expected a name that no key has signed for.*--name.*remove its files/);
  t.deepEqual(await bank.told(), []);
  t.regex(oneLineOf(t, await bank.run('begin', '--name', 'b')), /--name: found "b"; expected a year/);
  t.is((await bank.run('begin', '--name', '2099')).code, 0);
  t.deepEqual(await bank.told(), ['2099 active 0']);
  t.true(existsSync(key));
  await bank.inOffice(({ store }) => openBank(store, 0n));
  await bank.accept(1, 1);
  rmSync(join(bank.folder, 'keys', 'board-bank.example_board_2099-ed25519.pem'));
  t.is((await bank.run('rotate', '--lost')).code, 0);
  t.deepEqual(await bank.told(), ['2099 ended 1', `${YEAR}b active 0`]);
});

test('status names those who have cosigned, and no name that stands in a line of somebody else', async (t) => {
  const bank = await bankWithBoard(t, (toml) => toml.replace('#witnesses = ', 'witnesses = '));
  const [here, liar, stranger] = [fixtureKey('here.example', 4, 'status'), fixtureKey('liar.example', 4, 'status'), fixtureKey('stranger.example', 4, 'status')];
  writeFileSync(join(bank.folder, 'witnesses.policy'), `witness w ${here.key.text}\nwitness l ${liar.key.text}\nquorum none\n`);
  await bank.accept(1, 1);
  await bank.inOffice(async ({ store }) => {
    const [log] = await store.listLogs();
    const text = parseNote(log?.head?.note ?? new Uint8Array()).text;
    const lines = [here.sign(text, 1_800_000_000), liar.sign(text.replace('\n1\n', '\n2\n'), 1_800_000_000), stranger.sign(text, 1_800_000_000)];
    await store.saveCosignatures(log?.origin ?? '', 1, lines);
  });
  t.regex((await bank.run('status')).out, /cosigned by +here\.example \(and 2 lines that no witness of board\.witnesses has signed\)/);
  const [log] = (JSON.parse((await bank.run('status', '--json')).out) as { logs: readonly { cosignedBy: readonly string[]; otherCosignatures: number }[] }).logs;
  t.deepEqual([log?.cosignedBy, log?.otherCosignatures], [['here.example'], 2]);
});
