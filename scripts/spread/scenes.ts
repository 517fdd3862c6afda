/** What may happen to a bank of several processes while payments run through it. Each scene is a world of its own, and ends in the same proof. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { PAY } from '../demo/world.ts';
import { startDovecot, type TestDovecot } from '../dovecot.ts';
import { answerAll, sendAll, until, type Burst } from '../e2e/burst.ts';
import { openGate, type Gate } from './gate.ts';
import { measureParts, measureTurn } from './measures.ts';
import { makeNetwork, type Network } from './network.ts';
import type { Play } from './play.ts';
import { wrongsOf } from './proof.ts';
import { openWorld, reservePorts, type Member, type SpreadWorld, type WorldOptions } from './world.ts';

export type Outcome = { readonly wrongs: readonly string[]; readonly seconds: number; readonly payments: number; readonly happened: readonly string[] };

/** `tell` hears of what happens, as it happens. */
export type SceneOptions = { readonly payments: number; readonly tell: (line: string) => void };

type Scene = {
  readonly options?: Partial<WorldOptions>;
  readonly members: (world: SpreadWorld) => readonly Member[];
  /** The share of the payments that are settled before all else begins. */
  readonly warmUp?: number;
  /** Runs beside the load. */
  readonly trouble: (play: Play) => Promise<void>;
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const running = { stop: async (): Promise<void> => undefined };

/** Ends whatever scene is being played, with all its servers and daemons. */
export const endScene = (): Promise<void> => running.stop();

async function playScene({ options, members: cast, warmUp = 0, trouble }: Scene, { payments, tell }: SceneOptions): Promise<Outcome> {
  await reservePorts(3);
  const world = await openWorld({ payments, ...options });
  running.stop = world.stop;
  const happened: string[] = [];
  const note = (line: string): void => {
    happened.push(line);
    tell(line);
  };
  try {
    const members = cast(world);
    await Promise.all(members.map((member) => member.start()));
    const began = Date.now();
    const answering = answerAll(world.burst, world.provider);
    const settled = (share: number): Promise<void> => until(() => answering.receipts.size >= Math.floor(share * payments), `${Math.floor(share * payments)} payments settled`, 600);
    const first = Math.floor(warmUp * payments);
    await sendAll(world.burst, 0, first);
    await settled(warmUp);
    const sending = sendAll(world.burst, first, payments);
    await Promise.all([trouble({ world, members, answering, payments, note, settled }), sending, settled(1)]);
    await answering.answered();
    const seconds = (Date.now() - began) / 1_000;
    await quiet(world);
    for (const member of members) {
      if (!member.running()) continue;
      const code = await member.end();
      if (code !== 0) note(`${member.name} ended with ${String(code)}: ${member.log().slice(-2_000)}`);
    }
    return { wrongs: await wrongsOf(world, answering, payments), seconds, payments, happened };
  } finally {
    await world.stop();
  }
}

/** Claims of processes that were killed lapse by themselves, after five minutes at the most; answers that came twice are decided, too. */
const quiet = (world: SpreadWorld): Promise<void> =>
  until(async () => {
    const { stdout } = await world.command('audit', '--json');
    await pause(500);
    return /"waiting": ?0\b/.test(stdout);
  }, 'no letter waits', 360);

const everything = (world: SpreadWorld): readonly Member[] => [world.member('one', 'receive,read,clear,send,board'), world.member('two', 'receive,read,clear,send,board')];
const byRole = (world: SpreadWorld): readonly Member[] => [world.member('receiver', 'receive'), world.member('receiver-2', 'receive'), world.member('worker', 'read,clear,send'), world.member('worker-2', 'read,clear,send'), world.member('board', 'board'), world.member('board-2', 'board')];

const oneOfEach = (world: SpreadWorld): readonly Member[] => [world.member('receiver', 'receive'), world.member('reader', 'read'), world.member('clerk', 'clear'), world.member('sender', 'send'), world.member('board', 'board')];

async function restart(member: Member, note: Play['note'], away: number): Promise<void> {
  await member.kill();
  note(`${member.name} killed`);
  await pause(away);
  await member.start();
}

const flushRedis = async ({ world, note, settled }: Play): Promise<void> => {
  for (const share of [0.15, 0.3, 0.45]) {
    await settled(share);
    await world.redis.flush();
    note('Redis flushed');
  }
  await settled(0.5);
  await world.redis.halt();
  note('Redis stopped');
  await settled(0.75);
  await world.redis.resume();
  note('Redis begun anew, empty');
};

const MOST_KILLS = 20;

/** Each is killed at a time of chance, in the middle of whatever it does. */
const killAtRandom = async ({ members, note, answering, payments }: Play): Promise<void> => {
  let last: Member | undefined;
  for (let kills = 0; kills < MOST_KILLS && answering.receipts.size < payments * 0.9; kills += 1) {
    await pause(500 + Math.random() * 2_500);
    const others = members.filter((member) => member !== last);
    last = others[Math.floor(Math.random() * others.length)];
    if (last !== undefined) await restart(last, note, Math.random() * 1_500);
  }
};

function failOver(): Scene {
  const held: { gate: Gate | null } = { gate: null };
  return {
    options: { databasePort: async ({ port }) => (held.gate = await openGate(port)).port },
    members: everything,
    trouble: async ({ world, note, settled }) => {
      const standby = await world.postgres.follow();
      world.onStop(async () => {
        await held.gate?.stop();
        await standby.stop();
      });
      note('a standby streams, and each commit waits for it');
      await settled(0.4);
      await world.postgres.crash();
      note('the primary is gone');
      await pause(1_500);
      standby.promote();
      held.gate?.lead(standby.port);
      note('the standby is the primary');
      await settled(1);
    },
  };
}

async function mailboxScene(options: SceneOptions): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-spread-mail-'));
  const dovecot = await startDovecot({ dir: folder, users: [{ user: PAY, password: 'mailbox' }] });
  try {
    writeFileSync(join(folder, 'ca.pem'), dovecot.caPem);
    writeFileSync(join(folder, 'password'), 'mailbox', { mode: 0o600 });
    const intake = `[intake]\ncanary = false\n\n[[intake.imap]]\nhost = "127.0.0.1"\nport = ${dovecot.imapsPort}\nca_file = "${folder}/ca.pem"\nuser = "${PAY}"\npassword_file = "${folder}/password"\nfolders = ["INBOX"]\npoll = "2 seconds"`;
    return await playScene(
      {
        options: { intake, hand: handToMailbox(dovecot) },
        members: (world) => [world.member('receiver', 'receive'), world.member('receiver-2', 'receive'), world.member('worker', 'read,clear,send,board')],
        trouble: async ({ members, note, settled }) => {
          await settled(0.3);
          const reads = ({ log }: Member): boolean => log().lastIndexOf('mailboxes-read-here') > log().lastIndexOf('mailboxes-read-elsewhere');
          const [reader, other] = [...members.slice(0, 2)].sort((one, two) => Number(reads(two)) - Number(reads(one)));
          if (reader === undefined || other === undefined) throw new Error('nobody reads the mailbox');
          await reader.kill();
          note(`${reader.name}, which read the mailbox, killed`);
          await settled(0.7);
          note(`${other.name} reads it now`);
          await reader.start();
        },
      },
      options,
    );
  } finally {
    await dovecot.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const handToMailbox = ({ lmtpPort }: TestDovecot): Burst['hand'] => async (from, _to, raw) => {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({ envelope: { from, to: [PAY] }, raw: Buffer.from(raw) });
  } finally {
    transport.close();
  }
};

/** The database in a network of its own, with a wire to each half of the bank: first one is cut, then the other, then both. */
async function cutScene(options: SceneOptions): Promise<Outcome> {
  const network: Network = await makeNetwork();
  try {
    const [one, other] = network.wires;
    const by = (address: string) => (toml: string): string => toml.replace(`kakitome@${one.address}:`, `kakitome@${address}:`);
    return await playScene(
      {
        options: { elsewhere: { pid: network.pid, addresses: [one.address, other.address], trusted: network.trusted }, officeAddress: one.address },
        members: (world) => [world.member('one', 'receive,read,clear,send,board', by(one.address)), world.member('two', 'receive,read,clear,send,board', by(other.address))],
        trouble: async ({ note, settled }) => {
          for (const [share, wires, what] of [[0.2, [one], 'the first process'], [0.45, [other], 'the second process'], [0.7, [one, other], 'both']] as const) {
            await settled(share);
            for (const wire of wires) wire.cut();
            note(`the wire between ${what} and the database is cut`);
            await pause(15_000);
            for (const wire of wires) wire.mend();
            note('it is mended');
          }
        },
      },
      options,
    );
  } finally {
    await network.stop();
  }
}

export const scenes: Readonly<Record<string, (options: SceneOptions) => Promise<Outcome>>> = {
  quiet: (options) => playScene({ members: oneOfEach, warmUp: 0.25, trouble: measureParts }, options),
  turn: (options) => playScene({ members: oneOfEach, warmUp: 0.1, trouble: measureTurn }, options),
  redis: (options) => playScene({ members: byRole, trouble: flushRedis }, options),
  kills: (options) => playScene({ members: byRole, trouble: killAtRandom }, options),
  mailbox: mailboxScene,
  'fail-over': (options) => playScene(failOver(), options),
  cut: cutScene,
};

/**
 * Something of it in one short run: three processes, Redis emptied and stopped, a receiver killed, the database failed over to its standby. Who sends is not killed
 * here: what it had claimed would be free again only minutes later.
 */
export async function shortScene(options: SceneOptions): Promise<Outcome> {
  const scene = failOver();
  return playScene(
    {
      ...scene,
      members: (world) => [world.member('receiver', 'receive'), world.member('one', 'receive,read,clear,send,board'), world.member('two', 'read,clear,send')],
      trouble: async (play) => {
        await play.settled(0.1);
        await play.world.redis.flush();
        play.note('Redis flushed');
        await play.members[0]?.kill();
        play.note('a receiver killed');
        await play.world.redis.halt();
        play.note('Redis stopped');
        await scene.trouble(play);
      },
    },
    options,
  );
}
