/** Kept connections to a mail server, SMTP or LMTP: a mail takes the first that is free. */
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export type Lines = {
  /** Resolves when the server has taken it; rejects with its reply. */
  readonly hand: (from: string, to: string, raw: Buffer) => Promise<void>;
  readonly close: () => void;
};

export async function openLines(port: number, lmtp: boolean, count: number): Promise<Lines> {
  const free = await Promise.all(Array.from({ length: count }, () => connect(port, lmtp)));
  const all = new Set(free);
  const waiting: ((line: SMTPConnection) => void)[] = [];
  const release = (line: SMTPConnection): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(line);
    else next(line);
  };
  /** A server hangs up on whom it has not heard of for a minute: then another one in its place. */
  const renewed = async (line: SMTPConnection): Promise<SMTPConnection> => {
    if (!line.destroyed) return line;
    return replaced(line);
  };
  const replaced = async (line: SMTPConnection): Promise<SMTPConnection> => {
    const next = await connect(port, lmtp);
    all.delete(line);
    all.add(next);
    return next;
  };
  return {
    hand: async (from, to, raw) => {
      let line = free.shift() ?? (await new Promise<SMTPConnection>((resolve) => waiting.push(resolve)));
      try {
        line = await renewed(line);
        await send(line, from, to, raw).catch(async (error: unknown) => {
          if (!endsTheLine(error)) throw error;
          line.close();
          line = await replaced(line);
          await send(line, from, to, raw);
        });
      } finally {
        release(line);
      }
    },
    close: () => {
      for (const line of all) line.close();
    },
  };
}

/** The server ends the connection, which has been open for long enough for it; the mail was not taken. */
const endsTheLine = (error: unknown): boolean => error instanceof Error && 'responseCode' in error && error.responseCode === 421;

function connect(port: number, lmtp: boolean): Promise<SMTPConnection> {
  const line = new SMTPConnection({ host: '127.0.0.1', port, lmtp, ignoreTLS: true });
  return new Promise((resolve, reject) => {
    line.once('error', reject);
    line.connect(() => {
      line.off('error', reject);
      // A connection that breaks later fails the mail that is on it.
      line.on('error', () => undefined);
      resolve(line);
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
