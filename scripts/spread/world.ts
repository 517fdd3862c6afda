/**
 * A bank of several processes on one machine: a real PostgreSQL and Redis, the world's mail on loopback, and daemons with roles that can be killed and begun
 * anew. All of it in a folder of its own.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginLog } from '../../clearinghouse/board-logs.ts';
import { loadConfig } from '../../clearinghouse/config.ts';
import { makeKeys } from '../../clearinghouse/key-files.ts';
import { beginStore, openOffice } from '../../clearinghouse/office.ts';
import { COMMAND, kakitome, NODE_ARGUMENTS, type Ended } from '../command.ts';
import { configText } from '../demo/world.ts';
import { sendSmtp, startProvider, type Provider } from '../demo/provider.ts';
import { startDns } from '../dns.ts';
import { openParties, type Burst } from '../e2e/burst.ts';
import { freePort } from '../free-port.ts';
import { startPostgres, type Elsewhere, type TestPostgres } from '../postgres.ts';
import { startRedis, type TestRedis } from '../redis.ts';
import { makeDomain } from '../test-mail.ts';

export const BUYERS = 10;

export type Member = {
  readonly name: string;
  /** Its SMTP port; null: it does not receive. */
  readonly port: number | null;
  readonly running: () => boolean;
  readonly pid: () => number;
  readonly start: () => Promise<void>;
  /** SIGKILL, at once. */
  readonly kill: () => Promise<void>;
  readonly end: () => Promise<number | null>;
  readonly log: () => string;
};

export type SpreadWorld = {
  readonly postgres: TestPostgres;
  readonly redis: TestRedis;
  readonly provider: Provider;
  readonly burst: Burst;
  readonly boardKey: string;
  readonly publicFolder: string;
  /** One of the bank's processes, not begun yet. */
  readonly member: (name: string, role: string, change?: (toml: string) => string) => Member;
  readonly command: (...words: readonly string[]) => Promise<Ended>;
  /** To be ended with it, last of all. */
  readonly onStop: (end: () => Promise<void>) => void;
  readonly stop: () => Promise<void>;
};

export type WorldOptions = {
  readonly payments: number;
  /** How the bank reaches its database; absent: as it is. */
  readonly databasePort?: (postgres: TestPostgres) => Promise<number>;
  readonly elsewhere?: Elsewhere;
  /** Where the database is reached from here, where it is elsewhere. */
  readonly officeAddress?: string;
  /** Stands in for `[intake.smtp]`. */
  readonly intake?: string;
  readonly hand?: Burst['hand'];
};

const BOARD = '\n[board]\nenabled = true\nhost = "board.bank.example"\nretention = "For ever."\nfolder = "../public"\n';

export async function openWorld({ payments, databasePort, elsewhere, officeAddress = '127.0.0.1', intake, hand }: WorldOptions): Promise<SpreadWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-spread-'));
  const [postgres, redis] = [await startPostgres(folder, elsewhere), await startRedis(folder)];
  const [buyerDomain, shopDomain] = [makeDomain('buyer.example'), makeDomain('tea.example')];
  const dns = await startDns({ records: [...buyerDomain.records, ...shopDomain.records] });
  const provider = await startProvider([], { bankDomain: 'bank.example', bankPort: () => 0 });
  makeKeys(join(folder, 'keys'), 'kakitome1');
  const database = await (databasePort?.(postgres) ?? postgres.port);
  const store = `\n[store]\nurl = "postgres://kakitome@${officeAddress}:${database}/postgres"\ntimeout = "4 seconds"\n\n[wakeup]\nurl = "${redis.url}"\n\n[keys]\nfolder = "../keys"\n`;
  const base = configText(dns.port, provider.port, `${store}${BOARD}`).replace(/\[intake\.lmtp\]\nlisten = .*\n/, '');
  const members: Member[] = [];
  const enders: (() => Promise<void>)[] = [];
  const place = (name: string, toml: string): string => {
    const home = join(folder, name);
    mkdirSync(home);
    writeFileSync(join(home, 'kakitome.toml'), toml);
    return join(home, 'kakitome.toml');
  };
  const office = place('office', base);
  const boardKey = await beginBank(office, payments);
  const burst: Burst = { buyerDomain, shopDomain, buyers: BUYERS, hand: hand ?? handToAny(members) };
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.kill()));
    for (const end of enders) await end();
    await Promise.all([provider.stop(), dns.stop(), redis.stop(), postgres.stop()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    postgres,
    redis,
    provider,
    burst,
    boardKey,
    publicFolder: join(folder, 'public'),
    member: (name, role, change = (toml) => toml) => {
      const receives = role.includes('receive') && intake === undefined;
      const port = receives ? nextPorts.pop() ?? null : null;
      const listening = intake ?? `[intake.smtp]\nlisten = "127.0.0.1:${port ?? 0}"`;
      const file = place(name, change(base.replace(/\[intake\.smtp\]\nlisten = ".*"/, listening)));
      const member = makeMember(name, port, ['start', '--config', file, '--role', role]);
      members.push(member);
      return member;
    },
    onStop: (end) => void enders.push(end),
    command: (...words) => kakitome(['--config', office, ...words]),
    stop: () => (stopping ??= stop()),
  };
}

/** Ports that were free a moment ago: a process that is killed comes back at its own. */
const nextPorts: number[] = [];
export async function reservePorts(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) nextPorts.push(await freePort());
}

/** As the world's servers do with several MX: the first that takes it. */
function handToAny(members: readonly Member[]): Burst['hand'] {
  let turn = 0;
  return async (from, to, raw) => {
    const ports = members.flatMap(({ port, running }) => (port !== null && running() ? [port] : []));
    const port = ports[(turn = (turn + 1) % Math.max(1, ports.length))];
    if (port === undefined) throw new Error('nobody listens');
    return sendSmtp(port, from, [to], raw);
  };
}

/** Returns the key of the board's log. */
async function beginBank(file: string, payments: number): Promise<string> {
  const config = loadConfig(file);
  await beginStore(config);
  const office = await openOffice(config, { report: () => undefined });
  try {
    await openParties(office, BUYERS, payments);
    return (await beginLog(office, '2026')).keys[0] ?? '';
  } finally {
    await office.close();
  }
}

function makeMember(name: string, port: number | null, args: readonly string[]): Member {
  let child: ChildProcess | null = null;
  let said = '';
  const finish = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    return ((await gone) as [number | null])[0];
  };
  return {
    name,
    port,
    running: () => child !== null,
    pid: () => child?.pid ?? 0,
    start: async () => {
      const begun = spawn(process.execPath, [...NODE_ARGUMENTS, COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
      child = begun;
      await new Promise<void>((resolve, reject) => {
        const take = (chunk: Buffer): void => {
          said = `${said}${chunk.toString()}`.slice(-200_000);
          if (/kakitome is ready/.test(chunk.toString())) resolve();
        };
        begun.stdout.on('data', take);
        begun.stderr.on('data', take);
        begun.once('exit', (code, signal) => reject(new Error(`${name} ended (${code ?? signal}) before it was ready: ${said.slice(-2_000)}`)));
      });
    },
    kill: async () => void (await finish('SIGKILL')),
    end: () => finish('SIGTERM'),
    log: () => said,
  };
}
