import type { IntakeState, ReportEvent, RunningIntake } from '../protocol/letter.ts';
import { backoffMs, pause } from './backoff.ts';
import { describeFault } from './fault.ts';
import { SESSION_TIMING, isLoginFault, openSession } from './imap-session.ts';
import type { ImapAccount, ImapSession, SessionTiming } from './imap-session.ts';

/**
 * Stays with a mailbox: holds one connection, reads the folders to their ends, hears of new mail by IDLE or by polling, and never gives up: after any
 * outage it connects anew. What is read and what becomes of it is the reader's (imap-folder.ts takes letters, imap-peek.ts only looks).
 */

export type ImapTiming = SessionTiming & { readonly backoffFirstMs: number; readonly backoffLongestMs: number; readonly loginRetryMs: number };

export type MailboxSettings = ImapAccount & {
  /** How state and events name this mailbox. */
  readonly name: string;
  /** The first is the one that IDLE watches; each is read to its end at least every `pollSeconds`. */
  readonly folders: readonly string[];
  readonly pollSeconds: number;
  /** Of a longer mail only its first `maxBytes` bytes are fetched. */
  readonly maxBytes: number;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly report: ReportEvent;
  readonly timing?: Partial<ImapTiming>;
};

/** `incomplete`: stopped, or something stayed behind that must be read again. */
export type FolderOutcome = 'complete' | 'incomplete' | 'missing';

export type MailboxReader = {
  /** Once for each connection, before anything is read. Rejects only with the end of the connection. */
  readonly greet?: (session: ImapSession) => Promise<void>;
  /** Reads a folder from where it got to, to its end, and leaves it open. Rejects with KeepFault, or with the end of the connection. */
  readonly readFolder: (session: ImapSession, folder: string, signal: AbortSignal) => Promise<FolderOutcome>;
  /** After all folders: why nothing may be taken from the mailbox at present, null where nothing stands against it. */
  readonly obstacle?: () => string | null;
};

/** Our own fault (disk, database): the mailbox is as it was, and reading on would be of no use. */
export class KeepFault extends Error {}

/** Does work of our own: what goes wrong in it rejects as KeepFault. */
export async function ours<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    throw new KeepFault(describeFault(fault), { cause: fault });
  }
}

const TIMING: ImapTiming = Object.freeze({ ...SESSION_TIMING, backoffFirstMs: 1_000, backoffLongestMs: 60_000, loginRetryMs: 600_000 });
/** Failed tries in a row after which somebody should look. */
const ALARM_AFTER_TRIES = 8;

type Loop = {
  readonly settings: MailboxSettings;
  readonly reader: MailboxReader;
  readonly timing: ImapTiming;
  readonly stopping: AbortSignal;
  readonly missing: Set<string>;
  connected: boolean;
  completeUntil: number | null;
  lastError: string | null;
  failedTries: number;
};

function begin(settings: MailboxSettings, reader: MailboxReader, stopping: AbortSignal): Loop {
  if (settings.folders.length === 0) throw new RangeError('no folder to read');
  return { settings, reader, timing: { ...TIMING, ...settings.timing }, stopping, missing: new Set(), connected: false, completeUntil: null, lastError: null, failedTries: 0 };
}

/** Starts at once and returns; what goes wrong is reported and tried again. Throws RangeError without a folder. */
export function startMailboxLoop(settings: MailboxSettings, reader: MailboxReader): RunningIntake {
  const stop = new AbortController();
  const loop = begin(settings, reader, stop.signal);
  const finished = run(loop);
  return {
    state: (): IntakeState => ({ name: settings.name, connected: loop.connected, completeUntil: loop.completeUntil, lastError: loop.lastError }),
    stop: async () => {
      stop.abort();
      await finished;
    },
  };
}

/** One connection that reads every folder to its end once. Resolves with what went wrong, null: nothing. Rejects (RangeError) only without a folder. */
export async function readMailboxOnce(settings: MailboxSettings, reader: MailboxReader, signal: AbortSignal): Promise<string | null> {
  const loop = begin(settings, reader, signal);
  const fault = await withConnection(loop, async (session) => {
    if (!(await readAll(loop, session))) throw new Error(loop.lastError ?? 'not every mail could be read');
  });
  return fault === null ? null : describeFault(fault);
}

async function run(loop: Loop): Promise<void> {
  while (!loop.stopping.aborted) {
    const fault = await withConnection(loop, (session) => serve(loop, session));
    loop.connected = false;
    if (loop.stopping.aborted) return;
    await pause(noteFault(loop, fault), loop.stopping);
  }
}

/** Counts and reports the fault; how long to wait before the next connection. */
function noteFault(loop: Loop, fault: unknown): number {
  const { settings, timing } = loop;
  const text = describeFault(fault);
  loop.lastError = text;
  loop.failedTries += 1;
  if (isLoginFault(fault)) {
    settings.report('alarm', 'imap-login-refused', { intake: settings.name, user: settings.user, fault: text, retryMs: timing.loginRetryMs });
    return timing.loginRetryMs;
  }
  const retryMs = nextTryMs(loop);
  settings.report(loop.failedTries === ALARM_AFTER_TRIES ? 'alarm' : 'warn', 'imap-connection-lost', { intake: settings.name, fault: text, tries: loop.failedTries, retryMs });
  return retryMs;
}

const nextTryMs = ({ failedTries, settings, timing }: Loop): number =>
  backoffMs(failedTries, settings.random(), { firstMs: timing.backoffFirstMs, longestMs: timing.backoffLongestMs });

/** One connection from its login to its end. Resolves with what ended it, null: the work was done. */
async function withConnection(loop: Loop, work: (session: ImapSession) => Promise<void>): Promise<unknown> {
  const { settings, timing, stopping } = loop;
  let session: ImapSession;
  try {
    session = await openSession(settings, timing, settings.maxBytes, stopping);
  } catch (fault) {
    return fault;
  }
  loop.connected = true;
  settings.report('info', 'imap-connected', { intake: settings.name, host: settings.host, idle: session.client.capabilities.has('IDLE') });
  // A command that the server never answers must not hold up the end.
  const cutOff = (): void => void setTimeout(() => session.client.close(), timing.graceMs).unref();
  stopping.addEventListener('abort', cutOff, { once: true });
  try {
    await work(session);
    return null;
  } catch (fault) {
    return fault;
  } finally {
    stopping.removeEventListener('abort', cutOff);
    await session.end();
  }
}

async function serve(loop: Loop, session: ImapSession): Promise<void> {
  const { settings, stopping } = loop;
  await loop.reader.greet?.(session);
  while (!stopping.aborted) {
    session.forgetNews();
    const startedAt = settings.now();
    const complete = await readAll(loop, session);
    if (stopping.aborted) return;
    if (complete) {
      loop.completeUntil = startedAt;
      loop.failedTries = 0;
      loop.lastError = null;
    } else {
      loop.failedTries += 1;
    }
    // After a fault of ours news would only repeat it: then the time alone counts.
    await session.wait(complete ? settings.pollSeconds * 1000 : nextTryMs(loop), stopping, !complete);
  }
}

/** All folders to their ends. The first one last: it stays open for IDLE, and a letter that a person takes out of Junk meanwhile goes there. */
async function readAll(loop: Loop, session: ImapSession): Promise<boolean> {
  const { settings, reader } = loop;
  const [watched = 'INBOX', ...others] = settings.folders;
  let complete = true;
  try {
    for (const folder of [...others, watched]) {
      const outcome = await reader.readFolder(session, folder, loop.stopping);
      if (outcome === 'incomplete') complete = false;
      if (outcome === 'missing') noteMissing(loop, folder);
    }
  } catch (fault) {
    if (!(fault instanceof KeepFault)) throw fault;
    loop.lastError = fault.message;
    settings.report('alarm', 'letter-not-kept', { intake: settings.name, fault: fault.message });
    return false;
  }
  loop.lastError = reader.obstacle?.() ?? loop.lastError;
  return complete;
}

function noteMissing(loop: Loop, folder: string): void {
  if (loop.missing.has(folder)) return;
  loop.missing.add(folder);
  loop.settings.report('warn', 'imap-folder-missing', { intake: loop.settings.name, folder });
}
