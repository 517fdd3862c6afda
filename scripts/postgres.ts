import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/**
 * A private PostgreSQL server for tests: own data folder, on a free port of 127.0.0.1 and no socket (whose path may not be long), everything synced to the
 * disk as in daily life. Nothing of the machine's own databases is read or changed. As root it runs as `nobody`, since PostgreSQL refuses to run as root.
 */
export type TestPostgres = {
  /** As its owner, to the database `postgres`; it needs no password. */
  readonly url: string;
  readonly port: number;
  readonly pid: () => number;
  /** Ends all connections and the server at once; the data stays. */
  readonly halt: () => Promise<void>;
  /** Without any farewell, as a machine that loses its power. */
  readonly crash: () => Promise<void>;
  /** A second server in the same folder that streams from this one, from now on; a commit here waits until it has it on its disk too. */
  readonly follow: () => Promise<TestStandby>;
  /** After `halt`: the same server on the same port. */
  readonly resume: () => Promise<void>;
  /** Ends the server and removes every file that it had. */
  readonly stop: () => Promise<void>;
};

/** A standby: it only reads, until it is promoted. */
export type TestStandby = Pick<TestPostgres, 'url' | 'port' | 'stop'> & { readonly promote: () => void };

/** A server in a network namespace: the process whose namespace it is, and the address there that it listens on besides 127.0.0.1. Needs root. */
export type Elsewhere = { readonly pid: number; readonly addresses: readonly string[]; readonly trusted: string };

const NOBODY = 65_534;
const OLDEST = 15;
const DEBIAN = '/usr/lib/postgresql';
const OTHERS = ['/usr/local/bin', '/opt/homebrew/bin'];
const OWNER = 'kakitome';
const START_MS = 60_000;
const STOP_MS = 20_000;

/** The folder of the server's programs, the newest where there are several; undefined: there is none. */
export function postgresFolder(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number).filter((version) => version >= OLDEST) : [];
  const folders = [...versions.sort((one, other) => other - one).map((version) => `${DEBIAN}/${version}/bin`), ...OTHERS];
  return folders.find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
}

/** `dir` must exist, and everybody must be able to pass through it. Rejects with the server's own words where it does not come up. */
export async function startPostgres(dir: string, elsewhere?: Elsewhere): Promise<TestPostgres> {
  const programs = postgresFolder();
  if (programs === undefined) throw new Error('there is no PostgreSQL 15 or newer');
  const home = join(dir, 'postgres');
  mkdirSync(home, { mode: 0o700 });
  chmodSync(dir, 0o755);
  const asRoot = userInfo().uid === 0;
  if (asRoot) chownSync(home, NOBODY, NOBODY);
  const place: Place = { programs, home, user: asRoot ? { uid: NOBODY, gid: NOBODY } : {}, elsewhere };
  const data = join(home, 'data');
  run(place, 'initdb', ['--pgdata', data, '--username', OWNER, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-instructions']);
  if (elsewhere !== undefined) appendFileSync(join(data, 'pg_hba.conf'), `host all all ${elsewhere.trusted} trust\n`);
  const port = await freePort();
  let server = await serve(place, data, port);
  return {
    url: urlOf(port),
    port,
    pid: () => server.pid ?? 0,
    halt: () => ended(server),
    crash: () => ended(server, 'SIGQUIT'),
    resume: async () => {
      server = await serve(place, data, port);
    },
    follow: () => follow(place, { data, port }),
    stop: async () => {
      await ended(server);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const urlOf = (port: number): string => `postgres://${OWNER}@127.0.0.1:${port}/postgres`;

type Place = { readonly programs: string; readonly home: string; readonly user: { readonly uid?: number; readonly gid?: number }; readonly elsewhere: Elsewhere | undefined };

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' });

function run({ programs, home, user }: Place, program: string, args: readonly string[]): void {
  execFileSync(join(programs, program), args, { ...user, env: environment(), cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function serve(place: Place, data: string, port: number): Promise<ChildProcess> {
  const { programs, home, user, elsewhere } = place;
  const addresses = ['127.0.0.1', ...(elsewhere?.addresses ?? [])].join(',');
  const settings = { listen_addresses: addresses, port, unix_socket_directories: '', fsync: 'on', max_connections: 60, shared_buffers: '32MB', log_min_messages: 'fatal', jit: 'off' };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const program = join(programs, 'postgres');
  const within = elsewhere === undefined ? [] : ['--target', String(elsewhere.pid), '--net'];
  const options = { env: environment(), cwd: home, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  const child = elsewhere === undefined ? spawn(program, args, { ...options, ...user }) : spawn('nsenter', [...within, '--setuid', String(NOBODY), '--setgid', String(NOBODY), program, ...args], options);
  const isReady = [join(programs, 'pg_isready'), '--quiet', '--host', '127.0.0.1', '--port', String(port)];
  await ready(child, elsewhere === undefined ? isReady : ['nsenter', ...within, ...isReady]);
  return child;
}

/** A server on a copy of another one's data, such as a backup; the copy is its own from then on. */
export async function startOnCopy(dir: string, data: string): Promise<Pick<TestPostgres, 'url' | 'port' | 'stop'>> {
  const programs = postgresFolder();
  if (programs === undefined) throw new Error('there is no PostgreSQL 15 or newer');
  const home = join(dir, 'restored');
  cpSync(data, home, { recursive: true, preserveTimestamps: true });
  chmodSync(home, 0o700);
  const asRoot = userInfo().uid === 0;
  if (asRoot) for (const path of [home, ...readdirSync(home, { recursive: true, encoding: 'utf8' }).map((name) => join(home, name))]) chownSync(path, NOBODY, NOBODY);
  const port = await freePort();
  // The proposed rules of access of a backed up server are not for its copy.
  writeFileSync(join(home, 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n');
  const server = await serve({ programs, home, user: asRoot ? { uid: NOBODY, gid: NOBODY } : {}, elsewhere: undefined }, home, port);
  return { url: urlOf(port), port, stop: () => ended(server) };
}

/** The base backup is a running server's copy; what came since streams. */
async function follow(place: Place, from: { readonly data: string; readonly port: number }): Promise<TestStandby> {
  const data = join(place.home, 'standby');
  const source = `host=127.0.0.1 port=${from.port} user=${OWNER} application_name=standby`;
  run(place, 'pg_basebackup', ['--pgdata', data, '--write-recovery-conf', '--wal-method', 'stream', '--checkpoint', 'fast', '--dbname', source]);
  // The primary waits for the standby's disk from now on; the standby itself will have nobody to wait for.
  appendFileSync(join(from.data, 'postgresql.auto.conf'), "synchronous_standby_names = 'standby'\n");
  run(place, 'pg_ctl', ['reload', '--pgdata', from.data]);
  const port = await freePort();
  const server = await serve(place, data, port);
  return {
    url: urlOf(port),
    port,
    promote: () => run(place, 'pg_ctl', ['promote', '--wait', '--pgdata', data]),
    stop: () => ended(server),
  };
}

async function ready(child: ChildProcess, [program = '', ...args]: readonly string[]): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-4_000)));
  const until = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not come up:\n${said}`);
    const probe = spawn(program, args, { stdio: 'ignore' });
    const [code] = (await once(probe, 'exit')) as [number | null];
    if (code === 0) return;
    if (Date.now() > until) {
      await ended(child);
      throw new Error(`PostgreSQL did not answer in time:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** SIGINT is PostgreSQL's fast shutdown: connections are ended, what runs is rolled back. */
async function ended(child: ChildProcess, signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const last = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(last);
}
