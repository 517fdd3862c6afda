import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** A private Redis server for tests: on a free port of 127.0.0.1, nothing written to the disk. */
export type TestRedis = {
  readonly url: string;
  readonly port: number;
  readonly pid: () => number;
  /** Forgets everything. */
  readonly flush: () => Promise<void>;
  /** The answer to one command, as Redis writes it. */
  readonly ask: (...words: readonly string[]) => Promise<string>;
  /** Ends the server at once. */
  readonly halt: () => Promise<void>;
  /** After `halt`: an empty server on the same port. */
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const PLACES = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
const START_MS = 20_000;

/** The server's program; undefined: there is none. Server and checker are one program, which looks at the name that it is called by; Debian has it in `redis-tools`, without a service. */
export const redisProgram = (): string | undefined => PLACES.flatMap((folder) => [join(folder, 'redis-server'), join(folder, 'redis-check-rdb')]).find((path) => existsSync(path));

/** `dir` must exist. Rejects with the server's own words where it does not come up. */
export async function startRedis(dir: string, settings: readonly string[] = []): Promise<TestRedis> {
  const program = redisProgram();
  if (program === undefined) throw new Error('there is no redis-server');
  const home = join(dir, 'redis');
  mkdirSync(home, { mode: 0o700 });
  const port = await freePort();
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(program, ['--bind', '127.0.0.1', '--port', String(port), '--dir', home, '--save', '', '--appendonly', 'no', '--daemonize', 'no', ...settings], { argv0: 'redis-server', stdio: ['ignore', 'pipe', 'pipe'] });
    await ready(child, port);
    return child;
  };
  let server = await start();
  const ask = (...words: readonly string[]): Promise<string> => askOnce(port, words);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => server.pid ?? 0,
    ask,
    flush: async () => void (await ask('FLUSHALL')),
    halt: () => ended(server),
    resume: async () => {
      server = await start();
    },
    stop: async () => {
      await ended(server);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-4_000)));
  const until = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null || Date.now() > until) {
      await ended(child);
      throw new Error(`Redis did not come up:\n${said}`);
    }
    const answer = await askOnce(port, ['PING']).catch(() => '');
    if (/^\+PONG|^-NOAUTH/.test(answer)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One connection, one command (RESP). */
function askOnce(port: number, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1').setEncoding('utf8');
    let answer = '';
    socket.on('error', reject);
    socket.on('data', (text: string) => (answer += text));
    socket.on('close', () => resolve(answer));
    const line = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
    // Redis ends the connection once it has answered QUIT.
    socket.write(`*${words.length}\r\n${words.map(line).join('')}*1\r\n${line('QUIT')}`);
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
