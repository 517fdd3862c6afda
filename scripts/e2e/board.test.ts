/** The public board's life through the daemon and the command: payments, receipts, a choice, an erasure, the yearly turn, a restored back-up. */
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { receiptFiles } from '../../bulletin-board/format/evidence.ts';
import { facePath } from '../../bulletin-board/format/tile.ts';
import { makeWitnessKey, readWitnessKey } from '../../bulletin-board/witness/key.ts';
import { startWitness } from '../../bulletin-board/witness/server.ts';
import { startClearinghouse } from '../../clearinghouse/main.ts';
import { loadConfig } from '../../clearinghouse/config.ts';
import { inProcess } from '../../clearinghouse/cli/testing/bench.ts';
import { kakitome } from '../command.ts';
import { BUYER } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { checkBooks, setScene, until, written, type Scene } from './bank.ts';
import { ask, pay, sendAnswer, takeReceipts, TRADE } from './trade.ts';

const ANSWERS = '\n[console]\nlisten = "127.0.0.1:0"\n';

const staged = (title: string, play: (t: ExecutionContext, scene: Scene) => Promise<void>): void =>
  test.serial(title, async (t) => {
    t.timeout(240_000);
    const scene = await setScene('board', ANSWERS, { board: true });
    try {
      await play(t, scene);
    } finally {
      await scene.leave();
    }
  });

const config = ({ folder }: Scene): readonly string[] => ['--config', join(folder, 'kakitome.toml')];
const logs = (scene: Scene) => scene.store().listLogs();
const alarms = ({ reported }: Scene): readonly string[] => reported.filter(({ level }) => level === 'alarm').map(({ event, fields }) => `${event} ${JSON.stringify(fields)}`);
const fileOf = ({ mail }: Delivered, name: string): Buffer => mail.attachments.find((one) => one.filename === name)?.content ?? Buffer.alloc(0);

type Said = { readonly code: number | null; readonly output: string };

/** The command as a staff member runs it beside the bank: here in this process, with a store and a session of its own. */
async function run(...words: readonly string[]): Promise<Said> {
  const { code, out, err } = await inProcess(...words);
  return { code, output: `${out}${err}` };
}

/** With its write-ahead log, which belongs to it. */
function copyDatabase(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${to}${end}`, { force: true });
    if (end !== '-shm' && existsSync(`${from}${end}`)) copyFileSync(`${from}${end}`, `${to}${end}`);
  }
}

/** The command's last word on a receipt, from the mail as the buyer's program saved it. */
async function verify(scene: Scene, receipt: Delivered, key: string): Promise<Said> {
  const file = join(scene.folder, 'saved.eml');
  writeFileSync(file, receipt.raw);
  return run('board', 'verify', file, '--key', key);
}

const published = (scene: Scene): Promise<void> => until(async () => (await scene.store().waitingEntries()) === null, 'all is published');

/** Everything is published, and ledger and board agree in full. */
async function agree(t: ExecutionContext, scene: Scene): Promise<void> {
  await published(scene);
  const monitor = await run('board', 'monitor', '--full', ...config(scene));
  t.is(monitor.code, 0, monitor.output);
  t.regex(monitor.output, /^Ledger and board agree/);
  await checkBooks(t, scene);
}

staged('a party chooses what it shows, a face is erased, and the year turns: old receipts stay good', async (t, scene) => {
  const first = await pay(scene, { ...TRADE, key: 'one', password: 'heron-2201-moss' });
  const [log] = await logs(scene);
  const key = log?.keys[0] ?? '';
  t.is((await verify(scene, first, key)).code, 0);
  t.deepEqual((JSON.parse(fileOf(first, receiptFiles.face).toString()) as { fields: string[][] }).fields.map(([name]) => name), ['kind', 'reference', 'time']);

  const shown = await kakitome(['party', 'board', BUYER, '--alias', 'T.S.', '--order-time', '--by', 'Hana', '--by', 'Ken', ...config(scene)]);
  t.is(shown.code, 0, shown.output);
  const second = await pay(scene, { ...TRADE, key: 'two', password: 'amber-5520-finch' });
  t.deepEqual((JSON.parse(fileOf(second, receiptFiles.face).toString()) as { fields: string[][] }).fields.map(([name]) => name), ['kind', 'reference', 'time', 'alias', 'ordered']);
  await agree(t, scene);

  const face = join(scene.folder, 'public/board', log?.origin.split('/').at(-1) ?? '', facePath(3));
  t.true(existsSync(face));
  const withdrawn = await kakitome(['board', 'withdraw', '3', '--reason', 'asked for by the person', '--by', 'Hana', '--by', 'Ken', ...config(scene)]);
  t.is(withdrawn.code, 0, withdrawn.output);
  await until(() => !existsSync(face), 'the face is erased');
  // What the buyer holds still proves what it proved.
  t.is((await verify(scene, second, key)).code, 0);
  await agree(t, scene);

  const turned = await kakitome(['board', 'rotate', '--name', '2099', ...config(scene)]);
  t.is(turned.code, 0, turned.output);
  const [old, next] = await logs(scene);
  t.deepEqual([old?.state, next?.state], ['ended', 'active']);
  const third = await pay(scene, { ...TRADE, key: 'three', password: 'cedar-9134-otter' });
  t.is((await verify(scene, third, next?.keys[0] ?? '')).code, 0);
  t.is((await verify(scene, third, key)).code, 1, 'the key of one log proves nothing of another');
  t.is((await verify(scene, first, key)).code, 0, 'an old receipt');
  const chain = await run('board', 'verify', join(scene.folder, 'public/board/2099'), '--key', next?.keys[0] ?? '', '--no-state', '--faces');
  t.is(chain.code, 0, chain.output);
  t.regex(chain.output, /the chain holds/);
  const ended = await run('board', 'verify', `http://${old?.origin}`, '--key', key, '--no-state', '--faces');
  t.is(ended.code, 0, ended.output);
  await agree(t, scene);
  t.deepEqual(alarms(scene), []);
});

staged('a back-up that was put back refuses to start, and says what to do; nothing is forked', async (t, scene) => {
  const { folder, world } = scene;
  await pay(scene, { ...TRADE, key: 'before', password: 'heron-2201-moss' });
  await published(scene);
  const database = join(folder, 'kakitome.db');
  const key = (await logs(scene))[0]?.keys[0] ?? '';
  const origin = (await logs(scene))[0]?.origin ?? '';
  await world.stopBank();
  copyDatabase(database, `${database}.copy`);
  await world.startBank();
  const receipt = await pay(scene, { ...TRADE, key: 'after', password: 'amber-5520-finch' });
  await world.stopBank();
  copyDatabase(database, `${database}.newest`);
  const checkpoint = readFileSync(join(folder, 'public/board', origin.split('/').at(-1) ?? '', 'checkpoint'));

  copyDatabase(`${database}.copy`, database);
  const refused = await t.throwsAsync(startClearinghouse(loadConfig(join(folder, 'kakitome.toml')), () => undefined));
  t.regex(refused?.message ?? '', /put back from a copy.*Put the newest database back/);
  t.deepEqual(readFileSync(join(folder, 'public/board', origin.split('/').at(-1) ?? '', 'checkpoint')), checkpoint);

  copyDatabase(`${database}.newest`, database);
  const nothingLost = await run('board', 'rotate', '--name', '2099', '--lost', ...config(scene));
  t.is(nothingLost.code, 1, nothingLost.output);
  t.regex(nothingLost.output, /nothing is lost/);
  await world.startBank();
  t.is((await verify(scene, receipt, key)).code, 0);
  const next = await pay(scene, { ...TRADE, key: 'then', password: 'cedar-9134-otter' });
  t.is((await verify(scene, next, key)).code, 0);
  await agree(t, scene);
});

staged('where the newest database is lost for good the log is given up as it is published, and another one goes on', async (t, scene) => {
  const { folder, world } = scene;
  await pay(scene, { ...TRADE, key: 'before', password: 'heron-2201-moss' });
  await published(scene);
  const database = join(folder, 'kakitome.db');
  const [log] = await logs(scene);
  const key = log?.keys[0] ?? '';
  await world.stopBank();
  copyDatabase(database, `${database}.copy`);
  await world.startBank();
  const lost = await pay(scene, { ...TRADE, key: 'after', password: 'amber-5520-finch' });
  await world.stopBank();
  copyDatabase(`${database}.copy`, database);

  const turned = await run('board', 'rotate', '--name', '2099', '--lost', ...config(scene));
  t.is(turned.code, 0, turned.output);
  await world.startBank();
  const next = await pay(scene, { ...TRADE, key: 'then', password: 'cedar-9134-otter' });
  t.is((await verify(scene, lost, key)).code, 0, 'a receipt of what the bank has forgotten');
  t.is((await verify(scene, next, (await logs(scene))[1]?.keys[0] ?? '')).code, 0);
  const old = await run('board', 'verify', join(folder, 'public/board', log?.origin.split('/').at(-1) ?? ''), '--key', key, '--no-state', '--faces');
  t.is(old.code, 0, old.output);
  t.regex(old.output, /Sound: the 4 entries/);
  const chain = await run('board', 'verify', join(folder, 'public/board/2099'), '--key', (await logs(scene))[1]?.keys[0] ?? '', '--no-state', '--faces');
  t.is(chain.code, 3, chain.output);
  t.regex(chain.output, /given up as it was published/);
  const monitor = await run('board', 'monitor', '--full', ...config(scene));
  t.is(monitor.code, 0, monitor.output);
  t.regex(monitor.output, /warning entry-forgotten: .* with 2 published entries \(2 to 3\)/);
  t.notRegex(monitor.output, /ALARM|Do not start/);
});

staged('the console tells of the board, and the ledger of one altered entry', async (t, scene) => {
  await pay(scene, TRADE);
  await published(scene);
  const { console: port, site } = scene.world.clearinghouse().ports;
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  t.regex(metrics, /^kakitome_board_published_entries 2$/m);
  t.is((await fetch(`http://127.0.0.1:${site}/en/`)).status, 200);

  const [log] = await logs(scene);
  const bundle = join(scene.folder, 'public/board', log?.origin.split('/').at(-1) ?? '', 'tile/entries/000.p/2');
  const bytes = readFileSync(bundle);
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  writeFileSync(bundle, bytes);
  const monitor = await run('board', 'monitor', '--full', ...config(scene));
  t.is(monitor.code, 1, monitor.output);
  t.regex(monitor.output, /ALARM/);
  const audit = await run('board', 'verify', join(scene.folder, 'public/board', log?.origin.split('/').at(-1) ?? ''), '--key', log?.keys[0] ?? '', '--no-state');
  t.is(audit.code, 1, audit.output);
});

staged('a folder that can not be written keeps receipts back, not money; switched off meanwhile the bank does not start', async (t, scene) => {
  const folder = join(scene.folder, 'public');
  renameSync(folder, `${folder}.away`);
  writeFileSync(folder, 'in the way');
  const question = await ask(scene, TRADE);
  await sendAnswer(scene, TRADE, question);
  await until(async () => (await scene.store().listPayments({ state: 'settled', party: null, limit: 10 })).length === 1, 'the payment is settled');
  t.is(written(scene).filter(({ mail }) => (mail.subject ?? '').startsWith('Paid')).length, 0);
  await scene.world.stopBank();

  const file = join(scene.folder, 'kakitome.toml');
  const on = readFileSync(file, 'utf8');
  writeFileSync(file, on.replace('enabled = true', 'enabled = false'));
  const refused = await t.throwsAsync(startClearinghouse(loadConfig(file), () => undefined));
  t.regex(refused?.message ?? '', /board\.enabled: found false while 2 entries wait for publication; expected true/);

  writeFileSync(file, on);
  rmSync(folder);
  renameSync(`${folder}.away`, folder);
  await scene.world.startBank();
  await takeReceipts(scene, question);
  await agree(t, scene);
  await scene.world.stopBank();
  writeFileSync(file, on.replace('enabled = true', 'enabled = false'));
  const house = await startClearinghouse(loadConfig(file), () => undefined);
  await house.stop();
  writeFileSync(file, on);
  await scene.world.startBank();
});

staged('a witness cosigns what is published; while it is away the bank publishes without it, and it is asked again', async (t, scene) => {
  const [log] = await logs(scene);
  const key = parseKey(log?.keys[0] ?? '');
  const folder = join(scene.folder, 'witness');
  makeWitnessKey(folder, 'witness.example');
  const witnessKey = readWitnessKey(folder);
  const open = (port: number) => startWitness({ listen: { host: '127.0.0.1', port }, key: witnessKey, logs: [key], folder, now: Date.now, report: () => undefined });
  let witness = await open(0);
  const policy = `log ${key.text}\nwitness w ${witnessKey.key.text} http://127.0.0.1:${witness.port}\nquorum w\n`;
  await scene.world.stopBank();
  writeFileSync(join(scene.folder, 'witnesses.policy'), policy);
  const file = join(scene.folder, 'kakitome.toml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('[board]\n', '[board]\nwitnesses = "witnesses.policy"\n'));
  await scene.world.startBank();
  const receipt = await pay(scene, { ...TRADE, key: 'one', password: 'heron-2201-moss' });
  const saved = join(scene.folder, 'one.eml');
  writeFileSync(saved, receipt.raw);
  const proved = await run('board', 'verify', saved, '--policy', join(scene.folder, 'witnesses.policy'));
  t.is(proved.code, 0, proved.output);
  t.regex(proved.output, /cosigned by witness\.example/);
  await agree(t, scene);

  const { port } = witness;
  await witness.stop();
  const alone = await pay(scene, { ...TRADE, key: 'two', password: 'amber-5520-finch' });
  writeFileSync(saved, alone.raw);
  t.is((await run('board', 'verify', saved, '--policy', join(scene.folder, 'witnesses.policy'))).code, 3, 'sound, but the quorum is missing');

  witness = await open(port);
  try {
    await pay(scene, { ...TRADE, key: 'three', password: 'cedar-9134-otter' });
    await until(async () => ((await logs(scene))[0]?.head?.cosignatures.length ?? 0) > 0, 'the witness has cosigned again');
    const audit = await run('board', 'verify', `http://${log?.origin}`, '--policy', join(scene.folder, 'witnesses.policy'), '--no-state');
    t.is(audit.code, 0, audit.output);
    await agree(t, scene);
  } finally {
    await witness.stop();
  }
});
