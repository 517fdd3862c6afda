/** Who follows the pages of deploy/ for PostgreSQL and Redis gets servers that the bank's own configurations reach, by TLS and with passwords, and commits that wait for a standby. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { Redis } from 'ioredis';
import { COMMAND, NODE_ARGUMENTS } from '../command.ts';
import { freePort } from '../free-port.ts';
import { startRedis } from '../redis.ts';
import { beginSynchronous, deployPrimary, deployStandby, redisSettings } from './servers.ts';

const deploy = join(import.meta.dirname, '..', '..', 'deploy');
const PASSWORDS = { kakitome: 'maple river 7', replicator: 'second river 8' };
const WAKE = 'third-river-9';

test('PostgreSQL and Redis by the pages: the bank begins its database, doctor sees two standbys and Redis, a commit waits for one of them', async (t) => {
  t.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-servers-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const primary = await deployPrimary(folder, PASSWORDS);
  t.teardown(async () => {
    await primary.admin.end();
    await primary.stop();
  });
  for (const name of ['kakitome_b', 'kakitome_c']) t.teardown((await deployStandby(folder, primary, name, PASSWORDS.replicator)).stop);
  await beginSynchronous(primary);
  const standbys = async (): Promise<string> => (await primary.admin.query<{ line: string }>("SELECT application_name || ' ' || sync_state AS line FROM pg_stat_replication ORDER BY 1")).rows.map(({ line }) => line).join(', ');
  while ((await standbys()) !== 'kakitome_b quorum, kakitome_c quorum') await setTimeout(100);

  const port = await freePort();
  const redis = await startRedis(folder, redisSettings(folder, primary.certificates, port, WAKE));
  t.teardown(redis.stop);

  t.regex(await redis.ask('PING'), /NOAUTH/);
  t.regex(readFileSync(join(deploy, 'redis', 'kakitome.conf'), 'utf8'), /^port 0$/m, 'nobody is answered without TLS');
  const client = new Redis({ host: 'localhost', port, password: WAKE, tls: { ca: readFileSync(join(primary.certificates, 'ca.pem')) } });
  for (const [name, value] of [['maxmemory', '67108864'], ['maxmemory-policy', 'noeviction'], ['appendonly', 'no']] as const) t.deepEqual(await client.config('GET', name), [name, value]);
  client.disconnect();

  const bank = join(folder, 'bank');
  mkdirSync(bank);
  const trust = join(bank, 'ca.pem');
  copyFileSync(join(primary.certificates, 'ca.pem'), trust);
  for (const [name, word] of [['database-password', PASSWORDS.kakitome], ['redis-password', WAKE], ['imap-password', 'x'], ['smtp-password', 'x']] as const) writeFileSync(join(bank, name), word, { mode: 0o600 });
  const config = readFileSync(join(deploy, 'config', 'worker.toml'), 'utf8').replaceAll('/etc/kakitome', bank).replaceAll('/var/lib', folder)
    .replaceAll('db.midori.example', `localhost:${primary.port}`).replaceAll('redis.midori.example:6379', `localhost:${port}`).replaceAll(/(imap|smtp)\.midori\.example/g, '127.0.0.1');
  const url = /^url = "(postgres:.*)"$/m.exec(config)?.[1] ?? '';
  const environment = { NODE_EXTRA_CA_CERTS: trust, KAKITOME_DATABASE_PASSWORD: PASSWORDS.kakitome };
  const begun = await kakitome(['init', join(bank, 'made'), '--domain', 'midori.example', '--telephone', '1', '--store-url', url], environment);
  t.is(begun.code, 0, begun.said);
  writeFileSync(join(bank, 'made', 'worker.toml'), config);
  for (const name of ['database-password', 'redis-password', 'imap-password', 'smtp-password']) copyFileSync(join(bank, name), join(bank, 'made', name));
  const { said } = await kakitome(['doctor', '--config', join(bank, 'made', 'worker.toml')], { NODE_EXTRA_CA_CERTS: trust });
  t.regex(said, /^ok +database server +PostgreSQL/m, said);
  t.regex(said, /^ok +standby +2, and a commit waits/m, said);
  t.regex(said, /^ok +wake-up +Redis 7/m, said);
  t.notRegex(said, /river/);
});

test('of the archive of the log nothing is kept that no kept backup needs, and all that the oldest one needs', async (t) => {
  t.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-archive-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const primary = await deployPrimary(folder, PASSWORDS);
  t.teardown(async () => {
    await primary.admin.end();
    await primary.stop();
  });
  const backups = join(folder, 'backups');
  const environment = { ...process.env, PGHOST: '127.0.0.1', PGPORT: String(primary.port), PGUSER: 'replicator', PGPASSWORD: PASSWORDS.replicator, KAKITOME_BACKUPS: '2', KAKITOME_ARCHIVE: primary.archive };
  const backUp = (): ReturnType<typeof spawnSync> => spawnSync(join(deploy, 'backup', 'kakitome-backup'), [backups], { env: environment, encoding: 'utf8' });
  const archived = (): readonly string[] => readdirSync(primary.archive).filter((name) => /^[0-9A-F]{24}$/.test(name)).sort();
  /** Fills a piece of the log, and waits until it is in the archive. */
  const fill = async (): Promise<string> => {
    const { rows } = await primary.admin.query<{ name: string }>("SELECT pg_walfile_name(pg_current_wal_lsn()) AS name, txid_current(), pg_switch_wal()");
    const name = rows[0]?.name ?? '';
    while (!archived().includes(name)) await setTimeout(50);
    return name;
  };
  const [before] = [await fill(), await fill()];
  const kept: string[] = [];
  for (let at = 0; at < 3; at += 1) {
    const { status, stderr } = backUp();
    t.is(status, 0, String(stderr));
    kept.push(await fill());
    await setTimeout(1_100);
  }
  const oldest = readdirSync(backups).sort()[0] ?? '';
  t.is(readdirSync(backups).length, 2);
  const start = /^START WAL LOCATION: .*file ([0-9A-F]{24})/m.exec(readFileSync(join(backups, oldest, 'backup_label'), 'utf8'))?.[1] ?? '';
  t.true(before < start, `${before} ${start}`);
  t.deepEqual(archived().filter((name) => name < start), []);
  t.true(archived().includes(start), `${start}: ${archived().join(' ')}`);
  t.true(archived().includes(kept.at(-1) ?? ''));
  // A piece that comes again is kept already; another one under its name changes nothing.
  const newest = join(primary.archive, kept.at(-1) ?? '');
  const archive = (piece: string): number | null => spawnSync(join(deploy, 'backup', 'kakitome-archive'), [piece, basename(newest), primary.archive]).status;
  const held = readFileSync(newest);
  writeFileSync(join(folder, 'same'), held);
  writeFileSync(join(folder, 'other'), 'of a second primary');
  t.deepEqual([archive(join(folder, 'same')), archive(join(folder, 'other'))], [0, 1]);
  t.true(readFileSync(newest).equals(held));
  // A backup that does not say where it begins: nothing is removed.
  writeFileSync(join(backups, readdirSync(backups).sort()[1] ?? '', 'backup_label'), 'nothing');
  const there = archived();
  const { status, stderr } = backUp();
  t.is(status, 1);
  t.regex(String(stderr), /backup_label: found no start of the log/);
  t.deepEqual(there.filter((name) => !archived().includes(name)), []);
});

async function kakitome(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, COMMAND, ...words], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}
