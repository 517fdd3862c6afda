import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * A private PostgreSQL server for tests: own data folder, on a free port of 127.0.0.1 and no socket (whose path may not be long), everything synced to the
 * disk as in daily life. Nothing of the machine's own databases is read or changed. As root it runs as `nobody`, since PostgreSQL refuses to run as root.
 */
export type TestPostgres = {
  /** As its owner, to the database `postgres`; it needs no password. */
  readonly url: string;
  /** Ends all connections and the server at once; the data stays. */
  readonly halt: () => Promise<void>;
  /** After `halt`: the same server on the same port. */
  readonly resume: () => Promise<void>;
  /** Ends the server and removes every file that it had. */
  readonly stop: () => Promise<void>;
};

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
export async function startPostgres(dir: string): Promise<TestPostgres> {
  const programs = postgresFolder();
  if (programs === undefined) throw new Error('there is no PostgreSQL 15 or newer');
  const home = join(dir, 'postgres');
  mkdirSync(home, { mode: 0o700 });
  chmodSync(dir, 0o755);
  const asRoot = userInfo().uid === 0;
  if (asRoot) chownSync(home, NOBODY, NOBODY);
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const data = join(home, 'data');
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
  execFileSync(join(programs, 'initdb'), ['--pgdata', data, '--username', OWNER, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-instructions'], { ...user, env, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'on', max_connections: 60, shared_buffers: '32MB', log_min_messages: 'fatal', jit: 'off' };
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(join(programs, 'postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { ...user, env, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
    await ready(child, join(programs, 'pg_isready'), port);
    return child;
  };
  let server = await start();
  const halt = async (): Promise<void> => ended(server);
  return {
    url: `postgres://${OWNER}@127.0.0.1:${port}/postgres`,
    halt,
    resume: async () => {
      server = await start();
    },
    stop: async () => {
      await halt();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function ready(child: ChildProcess, isReady: string, port: number): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-4_000)));
  const until = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not come up:\n${said}`);
    const probe = spawn(isReady, ['--quiet', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
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
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  const last = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(last);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
