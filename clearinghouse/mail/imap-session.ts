import { ImapFlow } from 'imapflow';
import { pause } from './backoff.ts';
import type { TokenSource } from './oauth.ts';

/**
 * One connection to an IMAP server (RFC 9051, RFC 3501), logged in; it is never used again once it has ended. No call on it hangs: each ends with the
 * connection, and a server that no longer answers is found out by an own NOOP, since a dead peer says nothing in IDLE (RFC 2177).
 */

export type ImapAccount = {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte (port 993); `starttls`: no login without it. */
  readonly secure: 'tls' | 'starttls' | 'none';
  /** PEM of a private authority; the public ones are known. */
  readonly tlsCa?: string;
  readonly user: string;
} & ({ readonly password: string; readonly accessToken?: undefined } | { readonly accessToken: TokenSource; readonly password?: undefined });

export type SessionTiming = {
  readonly connectMs: number;
  /** Silence in a command that ends the connection; it also bounds a slow FETCH. */
  readonly socketMs: number;
  readonly maxIdleMs: number;
  readonly noopMs: number;
  readonly noopAnswerMs: number;
  readonly graceMs: number;
};

export const SESSION_TIMING: SessionTiming = Object.freeze({ connectMs: 30_000, socketMs: 120_000, maxIdleMs: 240_000, noopMs: 60_000, noopAnswerMs: 20_000, graceMs: 5_000 });

export type ImapSession = {
  readonly client: ImapFlow;
  /** The result of a command, or the connection's end as a rejection; a server that has said BYE has ended it, whatever it still answers. */
  readonly call: <T>(command: Promise<T>) => Promise<T>;
  /** Forgets the news so far: to be called before a scan, so that what arrives during it counts for the next. */
  readonly forgetNews: () => void;
  /** Until there is news in the open folder (unless `deaf`), `ms` have passed, or `signal` aborts. Rejects when the connection ends. */
  readonly wait: (ms: number, signal: AbortSignal, deaf: boolean) => Promise<void>;
  /** Logs out, or just closes where the server does not answer. Never rejects. */
  readonly end: () => Promise<void>;
};

const LOGOUT_MS = 2_000;
const COMMAND_LINE_BYTES = 1024 * 1024;

/**
 * Connects and logs in. Rejects with what the server, the token endpoint or the network said; see `isLoginFault`. An abort ends the attempt. An access
 * token that the server refuses is renewed once.
 */
export async function openSession(account: ImapAccount, timing: SessionTiming, maxBytes: number, signal: AbortSignal): Promise<ImapSession> {
  if (account.accessToken === undefined) return connect(account, { pass: account.password }, timing, maxBytes, signal);
  const first = await orStopped(account.accessToken(), signal);
  try {
    return await connect(account, { accessToken: first.token }, timing, maxBytes, signal);
  } catch (fault) {
    if (!isLoginFault(fault)) throw fault;
    const next = await orStopped(account.accessToken(first.token), signal);
    return connect(account, { accessToken: next.token }, timing, maxBytes, signal);
  }
}

async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(new Error('stopped'));
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    return await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

type Login = { readonly pass: string } | { readonly accessToken: string };

async function connect(account: ImapAccount, login: Login, timing: SessionTiming, maxBytes: number, signal: AbortSignal): Promise<ImapSession> {
  const client = new ImapFlow({
    host: account.host,
    port: account.port,
    secure: account.secure === 'tls',
    doSTARTTLS: account.secure === 'starttls',
    tls: { minVersion: 'TLSv1.2', ...(account.tlsCa === undefined ? {} : { ca: account.tlsCa }) },
    auth: { user: account.user, ...login },
    connectionTimeout: timing.connectMs,
    greetingTimeout: timing.connectMs,
    socketTimeout: timing.socketMs,
    maxIdleTime: timing.maxIdleMs,
    // IDLE is begun below, when nothing else is to do.
    disableAutoIdle: true,
    maxLiteralSize: maxBytes + COMMAND_LINE_BYTES,
    maxResponseSize: maxBytes + 2 * COMMAND_LINE_BYTES,
    maxLineLength: COMMAND_LINE_BYTES,
    logger: false,
  });
  const session = watch(client, timing);
  const abort = (): void => client.close();
  signal.addEventListener('abort', abort);
  try {
    if (signal.aborted) throw new Error('stopped');
    await session.call(client.connect());
    return session;
  } catch (fault) {
    client.close();
    throw fault;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** The listeners must be there before connect(): an 'error' without one ends the process, even when connect() itself was caught. */
function watch(client: ImapFlow, timing: SessionTiming): ImapSession {
  let fault: Error | null = null;
  let news = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  client.on('error', (error: Error) => void (fault ??= error));
  const pending = new Set<(fault: Error) => void>();
  let closed: Error | null = null;
  client.on('close', () => {
    closed = fault ?? new Error(`connection closed${client.byeReason === undefined ? '' : `: ${client.byeReason}`}`);
    ended.reject(closed);
    for (const reject of pending) reject(closed);
  });
  client.on('exists', () => news.resolve());
  // No race with `ended`: it lives as long as the connection, and would hold every letter that came by it until then.
  const call = async <T>(command: Promise<T>): Promise<T> => {
    if (closed !== null) {
      command.catch(() => undefined);
      throw closed;
    }
    const { promise, reject } = Promise.withResolvers<never>();
    pending.add(reject);
    try {
      const result = await Promise.race([command, promise]);
      endAfterBye(client);
      return result;
    } catch (error) {
      // A refusal that came with a BYE says nothing of what was asked for, but for that of a login.
      if (!isAboutLogin(error)) endAfterBye(client);
      throw error;
    } finally {
      pending.delete(reject);
    }
  };
  const fail = (error: Error): void => {
    fault ??= error;
    client.close();
  };
  return {
    client,
    call,
    forgetNews: () => void (news = Promise.withResolvers<void>()),
    wait: async (ms, signal, deaf) => {
      const over = new AbortController();
      const all = AbortSignal.any([signal, over.signal]);
      try {
        await Promise.race([pause(ms, all), keepAlive(client, call, timing, all, fail), ended.promise, ...(deaf ? [] : [news.promise])]);
      } finally {
        over.abort();
      }
    },
    end: async () => {
      const soon = new AbortController();
      await Promise.race([client.logout().catch(() => undefined), pause(LOGOUT_MS, soon.signal)]);
      soon.abort();
      client.close();
    },
  };
}

/** After a BYE imapflow answers at once that nothing is there, until the socket's end comes, which may be long after it, or never. */
function endAfterBye(client: ImapFlow): void {
  if (client.byeReason === undefined) return;
  client.close();
  throw new Error(`connection closed: ${client.byeReason}`);
}

/** IDLE where the server has it, broken by a NOOP every so often, which also fetches news where it has not. Ends with the signal. */
async function keepAlive(client: ImapFlow, call: ImapSession['call'], timing: SessionTiming, signal: AbortSignal, fail: (error: Error) => void): Promise<void> {
  for (;;) {
    if (client.capabilities.has('IDLE') && client.mailbox !== false) void client.idle().catch(() => undefined);
    await pause(timing.noopMs, signal);
    if (signal.aborted) return;
    const answered = new AbortController();
    const late = pause(timing.noopAnswerMs, answered.signal).then(() => 'late' as const);
    const outcome = await Promise.race([call(client.noop()), late]);
    answered.abort();
    if (outcome === 'late') return fail(new Error('the server did not answer NOOP'));
  }
}

const isAboutLogin = (fault: unknown): fault is Error => fault instanceof Error && 'authenticationFailed' in fault && fault.authenticationFailed === true;

/** Whether the server refused the login itself, so that trying again soon is of no use and may lock the account. */
export function isLoginFault(fault: unknown): boolean {
  if (!isAboutLogin(fault)) return false;
  const code = 'serverResponseCode' in fault ? fault.serverResponseCode : undefined;
  // RFC 5530: the server is at fault, or busy.
  return !['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG'].includes(String(code));
}
