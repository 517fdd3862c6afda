import type { IntakeState, KeepLetter, ReportEvent, RunningIntake } from '../protocol/letter.ts';
import { backoffMs, pause } from './backoff.ts';
import { describeFault } from './fault.ts';
import { KeepFault, makeFolder, scanFolder } from './imap-folder.ts';
import type { CanaryGuard, CursorStore, FolderWork } from './imap-folder.ts';
import { SESSION_TIMING, isLoginFault, openSession } from './imap-session.ts';
import type { ImapAccount, ImapSession, SessionTiming } from './imap-session.ts';

/**
 * Intake from a mailbox by IMAP. Holds one connection, tells of new letters by IDLE or by polling, and never gives up: after any outage it goes on from
 * its cursors. A letter is kept at least once and stays untouched in the mailbox until it is (see imap-folder.ts).
 */

export type ImapTiming = SessionTiming & { readonly backoffFirstMs: number; readonly backoffLongestMs: number; readonly loginRetryMs: number };

export type ImapIntakeSettings = ImapAccount & {
  /** How state and events name this intake. */
  readonly name: string;
  /** The first is the one that IDLE watches; each is read to its end at least every `pollSeconds`. */
  readonly folders: readonly string[];
  /** Where kept letters go; made if it is not there. */
  readonly doneFolder: string;
  readonly keep: KeepLetter;
  readonly cursor: CursorStore;
  /** Without it nothing is known of what the mailbox makes of mails. */
  readonly canary?: CanaryGuard;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly report: ReportEvent;
  readonly pollSeconds: number;
  /** What is longer is kept as its first `maxBytes` bytes, so that it too ends in a disposition. */
  readonly maxBytes: number;
  readonly timing?: Partial<ImapTiming>;
};

const TIMING: ImapTiming = Object.freeze({ ...SESSION_TIMING, backoffFirstMs: 1_000, backoffLongestMs: 60_000, loginRetryMs: 600_000 });
/** Failed tries in a row after which somebody should look. */
const ALARM_AFTER_TRIES = 8;

type Intake = {
  readonly settings: ImapIntakeSettings;
  readonly work: FolderWork;
  readonly timing: ImapTiming;
  readonly stopping: AbortSignal;
  readonly missing: Set<string>;
  connected: boolean;
  completeUntil: number | null;
  lastError: string | null;
  failedTries: number;
};

/** Starts at once and returns; what goes wrong is reported and tried again. Throws RangeError where `folders` is empty or holds `doneFolder`. */
export function startImapIntake(settings: ImapIntakeSettings): RunningIntake {
  if (settings.folders.length === 0) throw new RangeError('no folder to read');
  if (settings.folders.includes(settings.doneFolder)) throw new RangeError('the folder of done letters can’t be read as well');
  const stop = new AbortController();
  const intake: Intake = { settings, work: settings, timing: { ...TIMING, ...settings.timing }, stopping: stop.signal, missing: new Set(), connected: false, completeUntil: null, lastError: null, failedTries: 0 };
  const finished = run(intake);
  return {
    state: (): IntakeState => ({ name: settings.name, connected: intake.connected, completeUntil: intake.completeUntil, lastError: intake.lastError }),
    stop: async () => {
      stop.abort();
      await finished;
    },
  };
}

async function run(intake: Intake): Promise<void> {
  while (!intake.stopping.aborted) {
    const fault = await holdConnection(intake);
    intake.connected = false;
    if (intake.stopping.aborted) return;
    await pause(noteFault(intake, fault), intake.stopping);
  }
}

/** Counts and reports the fault; how long to wait before the next connection. */
function noteFault(intake: Intake, fault: unknown): number {
  const { settings, timing } = intake;
  const text = describeFault(fault);
  intake.lastError = text;
  intake.failedTries += 1;
  if (isLoginFault(fault)) {
    settings.report('alarm', 'imap-login-refused', { intake: settings.name, user: settings.user, fault: text, retryMs: timing.loginRetryMs });
    return timing.loginRetryMs;
  }
  const retryMs = nextTryMs(intake);
  settings.report(intake.failedTries === ALARM_AFTER_TRIES ? 'alarm' : 'warn', 'imap-connection-lost', { intake: settings.name, fault: text, tries: intake.failedTries, retryMs });
  return retryMs;
}

const nextTryMs = ({ failedTries, settings, timing }: Intake): number =>
  backoffMs(failedTries, settings.random(), { firstMs: timing.backoffFirstMs, longestMs: timing.backoffLongestMs });

/** Serves one connection from its login to its end. Resolves with what ended it. */
async function holdConnection(intake: Intake): Promise<unknown> {
  const { settings, timing, stopping } = intake;
  let session: ImapSession;
  try {
    session = await openSession(settings, timing, settings.maxBytes, stopping);
  } catch (fault) {
    return fault;
  }
  intake.connected = true;
  settings.report('info', 'imap-connected', { intake: settings.name, host: settings.host, idle: session.client.capabilities.has('IDLE') });
  // A command that the server never answers must not hold up the end.
  const cutOff = (): void => void setTimeout(() => session.client.close(), timing.graceMs).unref();
  stopping.addEventListener('abort', cutOff, { once: true });
  try {
    await serve(intake, session);
    return null;
  } catch (fault) {
    return fault;
  } finally {
    stopping.removeEventListener('abort', cutOff);
    await session.end();
  }
}

async function serve(intake: Intake, session: ImapSession): Promise<void> {
  const { settings, stopping } = intake;
  if (!(await makeFolder(session, settings.doneFolder))) settings.report('alarm', 'imap-no-done-folder', { intake: settings.name, folder: settings.doneFolder });
  while (!stopping.aborted) {
    session.forgetNews();
    const startedAt = settings.now();
    const complete = await scanAll(intake, session);
    if (stopping.aborted) return;
    if (complete) {
      intake.completeUntil = startedAt;
      intake.failedTries = 0;
      intake.lastError = null;
    } else {
      intake.failedTries += 1;
    }
    // After a fault of ours news would only repeat it: then the time alone counts.
    await session.wait(complete ? settings.pollSeconds * 1000 : nextTryMs(intake), stopping, !complete);
  }
}

/** All folders to their ends. The first one last: it stays open for IDLE, and a letter that a person takes out of Junk meanwhile goes there. */
async function scanAll(intake: Intake, session: ImapSession): Promise<boolean> {
  const { settings } = intake;
  const [watched = 'INBOX', ...others] = settings.folders;
  let complete = true;
  try {
    for (const folder of [...others, watched]) {
      const outcome = await scanFolder(session, intake.work, folder, intake.stopping);
      if (outcome === 'incomplete') complete = false;
      if (outcome === 'missing') noteMissing(intake, folder);
    }
  } catch (fault) {
    if (!(fault instanceof KeepFault)) throw fault;
    intake.lastError = fault.message;
    settings.report('alarm', 'letter-not-kept', { intake: settings.name, fault: fault.message });
    return false;
  }
  if (settings.canary?.halted() === true) intake.lastError = 'halted: the mailbox changes mails (see the alarm canary-changed)';
  return complete;
}

function noteMissing(intake: Intake, folder: string): void {
  if (intake.missing.has(folder)) return;
  intake.missing.add(folder);
  intake.settings.report('warn', 'imap-folder-missing', { intake: intake.settings.name, folder });
}
