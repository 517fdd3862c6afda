/**
 * The floor: a bank without rules, made of the same libraries, as well as they can be used. It takes the same mails, checks the same four signatures,
 * parses, keeps everything in one commit a group, builds and signs as many notices, and sends them over kept connections. What it leaves out
 * is what a bank is: who may pay what, two opinions about each mail, encryption at rest, the board. `floor.ts '{"port":…}'` runs it until SIGTERM.
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import { makeLetterReader, type Read } from './floor-letter.ts';
import { makeFloorLedger, type FloorLedger, type Notice } from './floor-ledger.ts';
import { openLines, type Lines } from './lines.ts';

export type FloorSettings = {
  readonly port: number;
  readonly lmtp: boolean;
  readonly outgoingPort: number;
  readonly keyFile: string;
  readonly database: string;
  /** TXT records by name. */
  readonly records: Readonly<Record<string, string>>;
};

/** While mails come, they are gathered for so long: a commit and its sync are shared. */
const WINDOW_MS = 5;
const CONNECTIONS = 4;

type Taken = { readonly raw: Buffer; readonly to: string; readonly settle: (error?: Error) => void };

async function runFloor(settings: FloorSettings): Promise<void> {
  const lines = await openLines(settings.outgoingPort, false, CONNECTIONS);
  const read = makeLetterReader(settings.records);
  const ledger = makeFloorLedger(settings.database, createPrivateKey(readFileSync(settings.keyFile)));
  const queue: Taken[] = [];
  let due = false;
  const work = async (): Promise<void> => {
    due = false;
    await clearGroup(queue.splice(0), read, ledger, lines).catch((error: unknown) => void process.stderr.write(`${String(error)}\n`));
  };
  const take = (one: Taken): void => {
    queue.push(one);
    if (due) return;
    due = true;
    setTimeout(() => void work(), WINDOW_MS);
  };
  const server = listen(settings, take);
  process.once('SIGTERM', () => {
    lines.close();
    server.close(() => ledger.close());
  });
}

function listen({ port, lmtp }: FloorSettings, take: (one: Taken) => void): SMTPServer {
  const server = new SMTPServer({
    lmtp,
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => take({ raw: Buffer.concat(chunks), to: envelope.rcptTo[0]?.address ?? '', settle: (error) => callback(error ?? null) }));
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1', () => void process.stdout.write('the floor is ready\n'));
  return server;
}

/** The 250 comes after the commit; the notices leave after it, too. */
async function clearGroup(group: readonly Taken[], read: Read, ledger: FloorLedger, lines: Lines): Promise<void> {
  const letters = await Promise.all(group.map(async ({ raw, to }) => ({ raw, to, reading: await read(raw) })));
  const owed = ledger.clear(letters);
  for (const { settle } of group) settle();
  await Promise.all(owed.map((notice) => sendOne(notice, lines, ledger)));
}

async function sendOne(notice: Notice, lines: Lines, ledger: FloorLedger): Promise<void> {
  await lines.hand('', notice.to, notice.raw);
  ledger.noteSent(notice.id);
}

if (process.argv[1] === import.meta.filename) await runFloor(JSON.parse(process.argv[2] ?? '{}') as FloorSettings);
