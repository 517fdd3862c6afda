/** PostgreSQL and Redis by the files and pages of deploy/, on this machine: paths and the network of the bank's machines are put in place of theirs, nothing else is changed. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { postgresFolder, startOnCopy, startPostgres, type TestPostgres } from '../postgres.ts';

const deploy = join(import.meta.dirname, '..', '..', 'deploy');
const NOBODY = 65_534;
const HERE = 'localhost';

export type Deployed = TestPostgres & {
  readonly data: string;
  /** The superuser of the server, as `postgres` of the pages. */
  readonly admin: pg.Client;
  readonly archive: string;
  /** A certificate for this machine: `ca.pem`, `server.crt`, `server.key`. */
  readonly certificates: string;
};

/** Owned by whom the test server runs as. */
function give(path: string): void {
  if (userInfo().uid === 0) chownSync(path, NOBODY, NOBODY);
}

/** A file of deploy/ with the places of this test. */
const placed = (name: string, certificates: string, archive: string): string =>
  readFileSync(join(deploy, 'postgres', name), 'utf8').replaceAll('/etc/postgresql/kakitome', certificates).replaceAll('/opt/kakitome/deploy/backup', dirname(archive)).replaceAll('/var/backups/kakitome-wal', archive).replaceAll('10.0.0.0/24', '127.0.0.1/32');

/** The first primary, up to where nobody streams yet. `dir` must exist. The passwords are those of the roles. */
export async function deployPrimary(dir: string, passwords: { readonly kakitome: string; readonly replicator: string }): Promise<Deployed> {
  const certificates = makeCertificate(dir);
  const archive = join(dir, 'kakitome-wal');
  mkdirSync(archive, { mode: 0o700 });
  give(archive);
  // In reach of the server's user, wherever the checkout lies.
  copyFileSync(join(deploy, 'backup', 'kakitome-archive'), join(dir, 'kakitome-archive'));
  const server = await startPostgres(dir);
  const data = join(dir, 'postgres', 'data');
  await query(server.url, 'CREATE ROLE postgres SUPERUSER LOGIN');
  const asPostgres = server.url.replace('kakitome@', 'postgres@');
  // The server of the tests was begun by a user of the bank's name.
  await query(asPostgres, 'ALTER ROLE kakitome RENAME TO beginner');
  await server.halt();
  mkdirSync(join(data, 'conf.d'));
  give(join(data, 'conf.d'));
  writeFileSync(join(data, 'postgresql.conf'), `${readFileSync(join(data, 'postgresql.conf'), 'utf8')}\ninclude_dir = 'conf.d'\n`);
  for (const name of ['kakitome.conf', 'kakitome-name.conf']) writeFileSync(join(data, 'conf.d', name), placed(name, certificates, archive));
  writeFileSync(join(data, 'pg_hba.conf'), `host all postgres 127.0.0.1/32 trust\n${placed('pg_hba.conf', certificates, archive)}`);
  await server.resume();
  execFileSync(join(postgresFolder() ?? '', 'psql'), ['--quiet', '--no-psqlrc', '--set', 'ON_ERROR_STOP=1', '--file', join(deploy, 'postgres', 'roles.sql'), asPostgres], { stdio: 'pipe' });
  const admin = new pg.Client({ connectionString: asPostgres });
  await admin.connect();
  for (const [role, password] of Object.entries(passwords)) await admin.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
  return { ...server, data, admin, archive, certificates };
}

/** A standby under a name of its own, by the role that is there for it, over TLS. */
export async function deployStandby(dir: string, primary: Deployed, name: string, password: string): Promise<Pick<TestPostgres, 'url' | 'port' | 'stop'>> {
  const folder = join(dir, name);
  mkdirSync(folder);
  const secret = join(dir, `${name}.pgpass`);
  writeFileSync(secret, `*:*:*:replicator:${password}\n`, { mode: 0o600 });
  give(secret);
  const trust = join(dir, 'ca.pem');
  copyFileSync(join(primary.certificates, 'ca.pem'), trust);
  chmodSync(trust, 0o644);
  const source = `host=${HERE} port=${primary.port} user=replicator sslmode=verify-full sslrootcert=${trust} passfile=${secret}`;
  const asServer = userInfo().uid === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  give(folder);
  const copy = join(folder, 'copy');
  execFileSync(join(postgresFolder() ?? '', 'pg_basebackup'), ['--pgdata', copy, '--write-recovery-conf', '--wal-method=stream', '--checkpoint=fast', '--dbname', source], { ...asServer, cwd: folder, env: { HOME: folder, LC_ALL: 'C' }, encoding: 'utf8', stdio: 'pipe' });
  writeFileSync(join(copy, 'conf.d', 'kakitome-name.conf'), readFileSync(join(deploy, 'postgres', 'kakitome-name.conf'), 'utf8').replace("'kakitome_a'", `'${name}'`));
  return await startOnCopy(folder, copy);
}

/** What a server of the page gets when its standbys stream. */
export async function beginSynchronous(primary: Deployed): Promise<void> {
  copyFileSync(join(deploy, 'postgres', 'kakitome-synchronous.conf'), join(primary.data, 'conf.d', 'kakitome-synchronous.conf'));
  chmodSync(join(primary.data, 'conf.d', 'kakitome-synchronous.conf'), 0o644);
  await primary.admin.query('SELECT pg_reload_conf()');
}

/** The settings of the page for Redis, with a password and this machine's certificate; the plain port of the test stays beside the other. */
export function redisSettings(dir: string, certificates: string, port: number, password: string): readonly string[] {
  writeFileSync(join(dir, 'password.conf'), `requirepass ${password}\n`, { mode: 0o600 });
  const lines = readFileSync(join(deploy, 'redis', 'kakitome.conf'), 'utf8').split('\n').filter((line) => /^[a-z]/.test(line) && !/^(?:bind|port|tls-port|save) /.test(line));
  const words = lines.flatMap((line) => {
    const [name = '', ...values] = line.replace('/etc/redis/kakitome/password.conf', join(dir, 'password.conf')).replaceAll('/etc/redis/kakitome', certificates).split(' ');
    return [`--${name}`, ...values];
  });
  return ['--tls-port', String(port), ...words];
}

function makeCertificate(dir: string): string {
  const folder = join(dir, 'certificates');
  execFileSync(join(deploy, 'certificates', 'kakitome-certificate'), [folder, HERE, 'db.midori.example'], { stdio: 'pipe' });
  const placedAt = join(dir, 'server');
  cpSync(join(folder, HERE), placedAt, { recursive: true });
  copyFileSync(join(folder, 'ca.pem'), join(placedAt, 'ca.pem'));
  for (const path of [placedAt, ...readdirSync(placedAt).map((name) => join(placedAt, name))]) give(path);
  return placedAt;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
