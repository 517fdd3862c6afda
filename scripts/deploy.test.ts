/** What stands in deploy/ is taken by the programs that it is for: the bank, PostgreSQL (systemd, Redis and servers that run by it: deploy/); and a bank comes back whole from a backup. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import pg from 'pg';
import { boardFolder } from '../clearinghouse/board-logs.ts';
import { loadConfig, parseConfig } from '../clearinghouse/config.ts';
import { storePath } from '../clearinghouse/database.ts';
import { keysFolder } from '../clearinghouse/office.ts';
import { parseRoles, ROLES } from '../clearinghouse/roles.ts';
import { openBank } from '../clearinghouse/store/conformance/samples.ts';
import { openPostgresStore } from '../clearinghouse/store/postgres/open.ts';
import { missingWithoutDev, packagesOf, readLock } from './deploy/packages.ts';
import { readUnit, writableOf } from './deploy/unit.ts';
import { startPostgres, startOnCopy } from './postgres.ts';

const root = join(import.meta.dirname, '..');
const deploy = join(root, 'deploy');
const KEY = new Uint8Array(32).fill(7);
const filesOf = (folder: string, end: string): readonly string[] => readdirSync(join(deploy, folder)).filter((name) => name.endsWith(end)).map((name) => join(deploy, folder, name));

test('every configuration is taken by the bank, says the same of it, and has its roles; together they do all', (t) => {
  const configs = filesOf('config', '.toml').map((file) => loadConfig(file));
  t.true(configs.length >= 4);
  const same = ({ bank, intake, outgoing, deadlines, limits, keys, wakeup, board, store }: (typeof configs)[number]): unknown => ({ bank, imap: intake.imap, lmtp: intake.lmtp !== undefined, smtp: intake.smtp !== undefined, outgoing, deadlines, limits, keys, wakeup, board: { ...board, site: null }, url: store.url, schema: store.schema });
  for (const config of configs) t.deepEqual(same(config), same(configs[0] ?? config), config.file);
  t.is(new Set(configs.map(({ store }) => store.path)).size, configs.length, 'each keeps its own small files');
  const roles = filesOf('config', '.env').flatMap((file) => {
    t.true(existsSync(file.replace(/\.env$/, '.toml')), file);
    const parsed = parseRoles(/^KAKITOME_ROLES=(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '');
    t.false('unknown' in parsed, file);
    return 'unknown' in parsed ? [] : parsed;
  });
  t.deepEqual(ROLES.filter((role) => !roles.includes(role)), []);
});

const units = [...filesOf('systemd', '.service'), ...filesOf('systemd', '.timer')];

test('what the units start is there; what their configurations name lies where they may write, and nothing else of the machine', (t) => {
  t.true(units.length >= 6);
  for (const file of units) for (const [path] of readFileSync(file, 'utf8').matchAll(/(?<=[=\s])\/opt\/kakitome\/(?!README)\S+/g)) t.true(existsSync(path.replace('/opt/kakitome', root)), path);
  for (const [name, configs] of [['kakitome@.service', filesOf('config', '.toml')], ['kakitome.service', [join(root, 'clearinghouse/cli/kakitome.template.toml')]]] as const) {
    const unit = readUnit(join(deploy, 'systemd', name));
    const place = / --config (\S+\/)[^/ ]+/.exec(unit.one('ExecStart'))?.[1] ?? '';
    const below = (path: string): boolean => writableOf(unit).some((folder) => path.startsWith(`${folder}/`) || path === folder);
    for (const file of configs) {
      const source = readFileSync(file, 'utf8').replaceAll(/\{(name|telephone)\}/g, '"Midori"').replaceAll('{time_zone}', '"UTC"').replaceAll('{domain}', 'midori.example');
      const config = parseConfig(source, join(place, basename(file)));
      // The folder of the file itself too: passwords, refresh tokens and the catalogue of the public pages stand in it.
      const paths = [storePath(config), keysFolder(config), boardFolder(config), join(config.folder, 'refresh-token')];
      t.deepEqual(paths.filter((path) => !below(path)), [], basename(file));
    }
  }
});

test('what the units start needs no package that `npm ci --omit=dev` leaves out, Node itself among them', (t) => {
  const started = filesOf('systemd', '.service').flatMap((file) => /^ExecStart=(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.split(' ').filter((word) => word.startsWith('/opt/kakitome/')).map((word) => word.slice('/opt/kakitome/'.length)) ?? []);
  const inside = started.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  t.true(inside.includes('node'), started.join(' '));
  const lock = readLock(root);
  const programs = new Set([...started.filter((path) => path.endsWith('.ts')), 'merchant-agent/cli/index.ts']);
  for (const program of programs) {
    const packages = [...packagesOf(root, program), ...inside];
    t.true(packages.length > 15, packages.join(' '));
    t.deepEqual(missingWithoutDev(lock, packages), [], program);
  }
  t.deepEqual(missingWithoutDev(lock, ['ava']).slice(0, 1), ['node_modules/ava']);
  t.deepEqual(missingWithoutDev(lock, ['no-such-package']), ['no-such-package, needed by the program']);
});

test('PostgreSQL takes the settings, and a bank comes back from a backup of the script with clean books', async (t) => {
  t.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-deploy-'));
  const postgres = await startPostgres(folder);
  const admin = new pg.Client({ connectionString: postgres.url });
  t.teardown(async () => {
    await admin.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await admin.connect();
  const { rows: places } = await admin.query<{ data: string }>("SELECT current_setting('data_directory') AS data");
  const data = places[0]?.data ?? '';
  mkdirSync(join(data, 'conf.d'));
  copyFileSync(join(deploy, 'postgres', 'kakitome.conf'), join(data, 'conf.d', 'kakitome.conf'));
  const before = new Map(['postgresql.conf', 'pg_hba.conf'].map((name) => [join(data, name), readFileSync(join(data, name), 'utf8')]));
  // Looked at as they would be taken, and never taken: the server is not told to read them.
  for (const [file, text] of before) writeFileSync(file, file.endsWith('pg_hba.conf') ? readFileSync(join(deploy, 'postgres', 'pg_hba.conf')) : `${text}\ninclude_dir = 'conf.d'\n`);
  const { rows: settings } = await admin.query<{ name: string; error: string | null }>("SELECT name, error FROM pg_file_settings WHERE sourcefile LIKE '%conf.d/kakitome.conf'");
  // Some take effect when the server is begun anew; what is unknown or badly written is told in other words.
  t.deepEqual(settings.filter(({ error }) => error !== null && error !== 'setting could not be applied'), []);
  t.true(settings.length >= 20);
  // The bank's machines reach it: without this line it listens on its own loopback alone. Nothing here makes a commit wait.
  t.regex(readFileSync(join(deploy, 'postgres', 'kakitome.conf'), 'utf8'), /^listen_addresses = '\*'$/m);
  t.false(settings.some(({ name }) => name === 'synchronous_standby_names'));
  const { rows: rules } = await admin.query<{ error: string | null }>('SELECT error FROM pg_hba_file_rules');
  // A server that was built without SSL, or where it is not switched on, says so.
  t.deepEqual(rules.filter(({ error }) => error !== null && !/SSL/.test(error)), []);
  t.is(rules.length, 4);
  for (const [file, text] of before) writeFileSync(file, text);

  const store = await openPostgresStore({ url: postgres.url, letterKey: KEY });
  await openBank(store);
  await store.close();
  const backups = join(folder, 'backups');
  const env = { ...process.env, PGHOST: '127.0.0.1', PGPORT: String(postgres.port), PGUSER: 'kakitome', KAKITOME_BACKUPS: '1' };
  const script = join(deploy, 'backup', 'kakitome-backup');
  execFileSync(script, [backups], { env, stdio: 'pipe' });
  const [first = ''] = readdirSync(backups);
  // What a call left that was broken off, one that a later call is making, and what is not the script's.
  mkdirSync(join(backups, '2020-01-01T000000Z.part'));
  for (const name of ['2020-01-01T000000Z.part/base.tar', '2020-01-01T000000Z.part.board.tar.gz', '2999-01-01T000000Z.part.board.tar.gz', 'notes.part']) writeFileSync(join(backups, name), '');
  await setTimeout(1_100);
  execFileSync(script, [backups, join(deploy, 'config')], { env, stdio: 'pipe' });
  for (const name of ['2999-01-01T000000Z.part.board.tar.gz', 'notes.part']) rmSync(join(backups, name));
  const kept = readdirSync(backups).sort();
  t.is(kept.length, 2, kept.join(' '));
  t.false(kept.includes(first), 'the older one went, once the newer was whole');
  const restored = await startOnCopy(folder, join(backups, kept[0] ?? ''));
  t.teardown(restored.stop);
  const again = await openPostgresStore({ url: restored.url, letterKey: KEY, begin: false });
  t.is((await again.listParties()).length, 2);
  t.deepEqual(await again.audit(), []);
  await again.close();
});
