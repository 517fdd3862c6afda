import { makeLine, type Line, type LineOptions, type Mail } from './smtp-line.ts';

/**
 * A few connections to the outgoing server, kept from one mail to the next: to open one costs more than to send eight mails. A mail is tried once; a
 * connection that the server has ended in the meantime, before it was given a byte of the mail, is no try: the mail goes over a new one.
 */

export type SmtpPool = {
  /** The server's reply. Rejects with nodemailer's fault, of which `judgeFault` tells what it means; `given`: by then the server had some of the content, or all of it. */
  readonly send: (mail: Mail) => Promise<string>;
  /** Opens a connection and ends it. Rejects where that fails. */
  readonly verify: () => Promise<void>;
  /** Ends all connections at once; what is being sent, or waits for its turn, rejects with this fault. */
  readonly breakOff: (fault: Error) => void;
  /** Ends all connections, those in use after their mail; no mail is given after it. */
  readonly close: () => void;
};

export type SmtpPoolSettings = {
  readonly line: LineOptions;
  readonly maxConnections: number;
  /** For one mail as a whole, waiting for a free connection included. */
  readonly totalMs: number;
};

/** Then a connection is replaced: servers have a limit of their own and tell it in the middle of a mail. */
const MAILS_PER_LINE = 100;
const SERVER_CLOSES = 421;

type Waiting = { readonly mail: Mail; readonly resolve: (reply: string) => void; readonly reject: (fault: unknown) => void; readonly timer: NodeJS.Timeout; line: Line | null; over: boolean };

export function makeSmtpPool({ line: options, maxConnections, totalMs }: SmtpPoolSettings): SmtpPool {
  const idle = makeIdleLines();
  const queue: Waiting[] = [];
  const inHand = new Set<Waiting>();
  let busy = 0;

  const send = (mail: Mail): Promise<string> =>
    new Promise((resolve, reject) => {
      const one: Waiting = { mail, resolve, reject, line: null, over: false, timer: setTimeout(() => giveUp(one, tooLong(one)), totalMs) };
      inHand.add(one);
      queue.push(one);
      next();
    });
  const tooLong = ({ line }: Waiting): Error => Object.assign(new Error(`not sent within ${totalMs} ms`), { code: 'ETIMEDOUT', given: line?.untouched() === false });
  const giveUp = (one: Waiting, fault: Error): void => {
    one.over = true;
    settled(one);
    if (queue.includes(one)) queue.splice(queue.indexOf(one), 1);
    one.reject(fault);
    one.line?.close();
  };
  const settled = (one: Waiting): void => {
    clearTimeout(one.timer);
    inHand.delete(one);
  };
  const next = (): void => {
    while (busy < maxConnections) {
      const one = queue.shift();
      if (one === undefined) return;
      busy += 1;
      void carry(one, idle, options).finally(() => {
        settled(one);
        busy -= 1;
        next();
      });
    }
  };
  return {
    send,
    verify: () => openAndClose(makeLine(options)),
    breakOff: (fault) => {
      idle.close();
      for (const one of inHand) giveUp(one, fault);
    },
    close: idle.close,
  };
}

/** Over a kept connection as long as there is one that still lives, else over a new one. */
async function carry(one: Waiting, idle: IdleLines, options: LineOptions): Promise<void> {
  for (let again = true; again; ) {
    const kept = idle.take();
    const line = kept ?? makeLine(options);
    one.line = line;
    try {
      if (kept === null) await line.open();
      one.resolve(await line.send(one.mail));
      idle.keep(line);
      return;
    } catch (fault) {
      again = kept !== null && !one.over && line.untouched() && isLineFault(fault);
      if (!again) one.reject(Object.assign(fault as Error, { given: !line.untouched() }));
      // What the server says against a mail says nothing against the connection.
      if (!isLineFault(fault) && (await line.reset())) idle.keep(line);
      else line.close();
    }
  }
}

async function openAndClose(line: Line): Promise<void> {
  try {
    await line.open();
  } finally {
    line.close();
  }
}

type IdleLines = ReturnType<typeof makeIdleLines>;

/** Connections that wait for a mail; after `close` none waits any more. */
function makeIdleLines() {
  const lines: Line[] = [];
  let closed = false;
  return {
    take: (): Line | null => {
      for (let line = lines.pop(); line !== undefined; line = lines.pop()) if (line.isOpen()) return line;
      return null;
    },
    keep: (line: Line): void => {
      if (!closed && line.isOpen() && line.tried() < MAILS_PER_LINE) lines.push(line);
      else line.close();
    },
    close: (): void => {
      closed = true;
      for (const line of lines.splice(0)) line.close();
    },
  };
}

/** It is the connection that failed, or that the server is about to end, and not the mail. */
function isLineFault(fault: unknown): boolean {
  const { code, responseCode } = fault as { readonly code?: string; readonly responseCode?: number };
  return (code !== 'EENVELOPE' && code !== 'EMESSAGE') || responseCode === SERVER_CLOSES;
}
