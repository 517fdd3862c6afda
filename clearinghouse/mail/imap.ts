import type { KeepLetter, RunningIntake } from '../protocol/letter.ts';
import { makeFolder, scanFolder } from './imap-folder.ts';
import type { CanaryGuard, CursorStore } from './imap-folder.ts';
import { makeLeftBehind } from './imap-letter.ts';
import { startMailboxLoop } from './imap-loop.ts';
import type { MailboxSettings } from './imap-loop.ts';

/**
 * Intake from a mailbox by IMAP (the loop is imap-loop.ts). After any outage it goes on from its cursors. A letter is kept at least once and stays
 * untouched in the mailbox until it is (see imap-folder.ts).
 */

/** What is longer than `maxBytes` is kept as its first so many bytes, so that it too ends in a disposition. */
export type ImapIntakeSettings = MailboxSettings & {
  /** Where kept letters go; made if it is not there. */
  readonly doneFolder: string;
  readonly keep: KeepLetter;
  readonly cursor: CursorStore;
  /** Without it nothing is known of what the mailbox makes of mails. */
  readonly canary?: CanaryGuard;
};

/** Starts at once and returns; what goes wrong is reported and tried again. Throws RangeError where `folders` is empty or holds `doneFolder`. */
export function startImapIntake(settings: ImapIntakeSettings): RunningIntake {
  const { name, doneFolder, canary, report } = settings;
  if (settings.folders.includes(doneFolder)) throw new RangeError('the folder of done letters can’t be read as well');
  const work = { ...settings, leftBehind: makeLeftBehind(settings.now) };
  return startMailboxLoop(settings, {
    greet: async (session) => {
      if (!(await makeFolder(session, doneFolder))) report('alarm', 'imap-no-done-folder', { intake: name, folder: doneFolder });
    },
    readFolder: (session, folder, signal) => scanFolder(session, work, folder, signal),
    obstacle: () => (canary?.halted() === true ? 'halted: the mailbox changes mails (see the alarm canary-changed)' : null),
  });
}
