import type { IntakeState, RunningIntake } from '../protocol/letter.ts';
import { backoffMs, pause } from './backoff.ts';
import { describeFault } from './fault.ts';
import { peekFolder, WatchKeepFault } from './imap-peek.ts';
import type { PeekWork } from './imap-peek.ts';
import { SESSION_TIMING, isLoginFault, openSession } from './imap-session.ts';
import type { ImapAccount, ImapSession, SessionTiming } from './imap-session.ts';

/**
 * Watches a mailbox that belongs to people: it only looks (see imap-peek.ts). Holds one connection, hears of new mail by IDLE or by polling, and never
 * gives up: after any outage it goes on from its cursors.
 */

export type WatchTiming = SessionTiming & { readonly backoffFirstMs: number; readonly backoffLongestMs: number; readonly loginRetryMs: number };

export type ImapWatchSettings = ImapAccount & PeekWork & {
  /** The first is the one that IDLE watches; each is read to its end at least every `pollSeconds`. */
  readonly folders: readonly string[];
  readonly pollSeconds: number;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly timing?: Partial<WatchTiming>;
};

const TIMING: WatchTiming = Object.freeze({ ...SESSION_TIMING, backoffFirstMs: 1_000, backoffLongestMs: 60_000, loginRetryMs: 600_000 });
/** Failed tries in a row after which somebody should look. */
const ALARM_AFTER_TRIES = 8;

type Watch = {
  readonly settings: ImapWatchSettings;
  readonly timing: WatchTiming;
  readonly stopping: AbortSignal;
  readonly missing: Set<string>;
  connected: boolean;
  completeUntil: number | null;
  lastError: string | null;
  failedTries: number;
};

const begin = (settings: ImapWatchSettings, stopping: AbortSignal): Watch => {
  if (settings.folders.length === 0) throw new RangeError('no folder to watch');
  return { settings, timing: { ...TIMING, ...settings.timing }, stopping, missing: new Set(), connected: false, completeUntil: null, lastError: null, failedTries: 0 };
};

/** Starts at once and returns; what goes wrong is reported and tried again. Throws RangeError without a folder. */
export function startImapWatch(settings: ImapWatchSettings): RunningIntake {
  const stop = new AbortController();
  const watch = begin(settings, stop.signal);
  const finished = run(watch);
  return {
    state: (): IntakeState => ({ name: settings.name, connected: watch.connected, completeUntil: watch.completeUntil, lastError: watch.lastError }),
    stop: async () => {
      stop.abort();
      await finished;
    },
  };
}

/** Reads every folder to its end once. Resolves with what went wrong, null: nothing. Never rejects. */
export async function peekOnce(settings: ImapWatchSettings, signal: AbortSignal): Promise<string | null> {
  const watch = begin(settings, signal);
  const fault = await withSession(watch, async (session) => {
    if (!(await scanAll(watch, session))) throw new Error(watch.lastError ?? 'not every mail could be read');
  });
  return fault === null ? null : describeFault(fault);
}

async function run(watch: Watch): Promise<void> {
  while (!watch.stopping.aborted) {
    const fault = await withSession(watch, (session) => serve(watch, session));
    watch.connected = false;
    if (watch.stopping.aborted) return;
    await pause(noteFault(watch, fault), watch.stopping);
  }
}

/** Counts and reports the fault; how long to wait before the next connection. */
function noteFault(watch: Watch, fault: unknown): number {
  const { settings, timing } = watch;
  const text = describeFault(fault);
  watch.lastError = text;
  watch.failedTries += 1;
  if (isLoginFault(fault)) {
    settings.report('alarm', 'imap-login-refused', { intake: settings.name, user: settings.user, fault: text, retryMs: timing.loginRetryMs });
    return timing.loginRetryMs;
  }
  const retryMs = nextTryMs(watch);
  settings.report(watch.failedTries === ALARM_AFTER_TRIES ? 'alarm' : 'warn', 'imap-connection-lost', { intake: settings.name, fault: text, tries: watch.failedTries, retryMs });
  return retryMs;
}

const nextTryMs = ({ failedTries, settings, timing }: Watch): number => backoffMs(failedTries, settings.random(), { firstMs: timing.backoffFirstMs, longestMs: timing.backoffLongestMs });

/** One connection from its login to its end. Resolves with what ended it, null: the work was done. */
async function withSession(watch: Watch, work: (session: ImapSession) => Promise<void>): Promise<unknown> {
  const { settings, timing, stopping } = watch;
  let session: ImapSession;
  try {
    session = await openSession(settings, timing, settings.maxBytes, stopping);
  } catch (fault) {
    return fault;
  }
  watch.connected = true;
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

async function serve(watch: Watch, session: ImapSession): Promise<void> {
  const { settings, stopping } = watch;
  while (!stopping.aborted) {
    session.forgetNews();
    const startedAt = settings.now();
    const complete = await scanAll(watch, session);
    if (stopping.aborted) return;
    if (complete) {
      watch.completeUntil = startedAt;
      watch.failedTries = 0;
      watch.lastError = null;
    } else {
      watch.failedTries += 1;
    }
    // After a fault of ours news would only repeat it: then the time alone counts.
    await session.wait(complete ? settings.pollSeconds * 1000 : nextTryMs(watch), stopping, !complete);
  }
}

/** All folders to their ends. The first one last: it stays open for IDLE. */
async function scanAll(watch: Watch, session: ImapSession): Promise<boolean> {
  const { settings } = watch;
  const [watched = 'INBOX', ...others] = settings.folders;
  let complete = true;
  try {
    for (const folder of [...others, watched]) {
      const outcome = await peekFolder(session, settings, folder, watch.stopping);
      if (outcome === 'incomplete') complete = false;
      if (outcome === 'missing') noteMissing(watch, folder);
    }
  } catch (fault) {
    if (!(fault instanceof WatchKeepFault)) throw fault;
    watch.lastError = fault.message;
    settings.report('alarm', 'letter-not-kept', { intake: settings.name, fault: fault.message });
    return false;
  }
  return complete;
}

function noteMissing(watch: Watch, folder: string): void {
  if (watch.missing.has(folder)) return;
  watch.missing.add(folder);
  watch.settings.report('warn', 'imap-folder-missing', { intake: watch.settings.name, folder });
}
