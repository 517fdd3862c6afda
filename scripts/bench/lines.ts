/** Kept connections to a mail server, SMTP or LMTP: a mail takes the first that is free. */
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export type Lines = {
  /** Resolves when the server has taken it; rejects with its reply. */
  readonly hand: (from: string, to: string, raw: Buffer) => Promise<void>;
  readonly close: () => void;
};

/** The bank closes a connection that has been open for a quarter of an hour, in the middle of whatever is under way: whoever sends is to close it before. */
const OLDEST_MS = 10 * 60_000;

type Line = { readonly connection: SMTPConnection; readonly opened: number };

export async function openLines(port: number, lmtp: boolean, count: number): Promise<Lines> {
  const free = await Promise.all(Array.from({ length: count }, () => connect(port, lmtp)));
  const all = new Set(free);
  const waiting: ((line: Line) => void)[] = [];
  const release = (line: Line): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(line);
    else next(line);
  };
  /** A server hangs up on whom it has not heard of for a minute: then another one in its place. */
  const renewed = async (line: Line): Promise<Line> => (line.connection.destroyed || performance.now() - line.opened > OLDEST_MS ? replaced(line) : line);
  const replaced = async (line: Line): Promise<Line> => {
    line.connection.close();
    const next = await connect(port, lmtp);
    all.delete(line);
    all.add(next);
    return next;
  };
  return {
    hand: async (from, to, raw) => {
      let line = free.shift() ?? (await new Promise<Line>((resolve) => waiting.push(resolve)));
      try {
        line = await renewed(line);
        await send(line.connection, from, to, raw).catch(async (error: unknown) => {
          if (!endsTheLine(error)) throw error;
          line = await replaced(line);
          await send(line.connection, from, to, raw);
        });
      } finally {
        release(line);
      }
    },
    close: () => {
      for (const { connection } of all) connection.close();
    },
  };
}

/** The server ends the connection: the mail was not taken, or nobody knows and it goes once more, as from any mail server; the bank knows it again. */
const endsTheLine = (error: unknown): boolean => error instanceof Error && (('responseCode' in error && error.responseCode === 421) || ('code' in error && error.code === 'ECONNECTION'));

function connect(port: number, lmtp: boolean): Promise<Line> {
  const line = new SMTPConnection({ host: '127.0.0.1', port, lmtp, ignoreTLS: true });
  return new Promise((resolve, reject) => {
    line.once('error', reject);
    line.connect(() => {
      line.off('error', reject);
      // A connection that breaks later fails the mail that is on it.
      line.on('error', () => undefined);
      resolve({ connection: line, opened: performance.now() });
    });
  });
}

const send = (line: SMTPConnection, from: string, to: string, raw: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    line.send({ from, to: [to] }, raw, (error, info) => {
      const refused = error ?? info.rejectedErrors?.[0] ?? null;
      if (refused === null) resolve();
      else reject(refused);
    });
  });
