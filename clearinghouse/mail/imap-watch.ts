import type { RunningIntake } from '../protocol/letter.ts';
import { makeLeftBehind } from './imap-letter.ts';
import { readMailboxOnce, startMailboxLoop } from './imap-loop.ts';
import type { MailboxReader, MailboxSettings } from './imap-loop.ts';
import { peekFolder } from './imap-peek.ts';
import type { PeekWork } from './imap-peek.ts';

/** Watches a mailbox that belongs to people: it only looks (see imap-peek.ts; the loop is imap-loop.ts). After any outage it goes on from its cursors. */

export type ImapWatchSettings = MailboxSettings & Omit<PeekWork, 'leftBehind'>;

function looking(settings: ImapWatchSettings): MailboxReader {
  const work = { ...settings, leftBehind: makeLeftBehind(settings.now) };
  return { readFolder: (session, folder, signal) => peekFolder(session, work, folder, signal) };
}

/** Starts at once and returns; what goes wrong is reported and tried again. Throws RangeError without a folder. */
export const startImapWatch = (settings: ImapWatchSettings): RunningIntake => startMailboxLoop(settings, looking(settings));

/** Reads every folder to its end once. Resolves with what went wrong, null: nothing. Rejects (RangeError) only without a folder. */
export const peekOnce = (settings: ImapWatchSettings, signal: AbortSignal): Promise<string | null> => readMailboxOnce(settings, looking(settings), signal);
