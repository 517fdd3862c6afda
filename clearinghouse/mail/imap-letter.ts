import type { FetchMessageObject } from 'imapflow';
import type { MailboxPlace, ReportEvent } from '../protocol/letter.ts';
import { describeFault } from './fault.ts';
import type { ImapSession } from './imap-session.ts';

/**
 * Asks a mailbox for one letter, and remembers which it does not give. Some servers do not answer for a damaged mail but end the connection, or fall silent: asked
 * for it again and again, the mailbox would be deaf for ever. So after three such ends a letter is passed by, and asked for an hour later, then ever more rarely.
 *
 * Whatever stays behind is waited for, no deadline passes; but for four hours at most where the mailbox has given other letters since. It is remembered until the
 * end of the process alone.
 */

export type LeftBehind = {
  /** False: the letter has ended the connection so often that it is not its time yet. */
  readonly mayAsk: (place: MailboxPlace) => boolean;
  /** It was there, whole; or it is no more. */
  readonly given: (place: MailboxPlace) => void;
  readonly gone: (place: MailboxPlace) => void;
  /** The server said that it will not give it. */
  readonly refused: (place: MailboxPlace) => void;
  /** The connection ended while it was asked for. True: so often that somebody should look. */
  readonly ended: (place: MailboxPlace) => boolean;
  /** Whether a letter that was not given is still waited for. */
  readonly isAwaited: (place: MailboxPlace) => boolean;
};

type Trouble = { readonly since: number; endings: number; askAt: number };

const MOST_ENDINGS = 3;
const HOUR = 3_600_000;
const LONGEST_PAUSE = 24 * HOUR;
/** As for letters that can't be read for other reasons (core/waiting.ts). */
const LONGEST_WAIT = 4 * HOUR;

export function makeLeftBehind(now: () => number): LeftBehind {
  const troubles = new Map<string, Trouble>();
  let lastGivenAt = Number.NEGATIVE_INFINITY;
  const nameOf = ({ folder, uidValidity, uid }: MailboxPlace): string => `${uidValidity} ${uid} ${folder}`;
  const troubleOf = (place: MailboxPlace): Trouble => {
    const trouble = troubles.get(nameOf(place)) ?? { since: now(), endings: 0, askAt: Number.NEGATIVE_INFINITY };
    troubles.set(nameOf(place), trouble);
    return trouble;
  };
  const gone = (place: MailboxPlace): void => void troubles.delete(nameOf(place));
  return {
    mayAsk: (place) => now() >= (troubles.get(nameOf(place))?.askAt ?? Number.NEGATIVE_INFINITY),
    given: (place) => {
      gone(place);
      lastGivenAt = now();
    },
    gone,
    refused: (place) => void troubleOf(place),
    ended: (place) => {
      const trouble = troubleOf(place);
      trouble.endings += 1;
      const more = trouble.endings - MOST_ENDINGS;
      if (more >= 0) trouble.askAt = now() + Math.min(LONGEST_PAUSE, HOUR * 2 ** more);
      return more >= 0;
    },
    isAwaited: (place) => {
      const { since } = troubleOf(place);
      // A mailbox that gives nothing at all is away: nobody is to lose a payment by that.
      return now() - since < LONGEST_WAIT || lastGivenAt < since;
    },
  };
}

export type LetterWork = { readonly name: string; readonly maxBytes: number; readonly leftBehind: LeftBehind; readonly report: ReportEvent };

export type FetchedLetter = FetchMessageObject & { readonly source: Buffer };

/**
 * At most the first `maxBytes` bytes, without a mark. Rejects with the end of the connection. A server may slip in news of other messages, so it is the UID that
 * counts, not the place in its answer.
 */
export async function fetchLetter(session: ImapSession, work: LetterWork, place: MailboxPlace): Promise<FetchedLetter | 'gone' | 'unreadable'> {
  const { leftBehind } = work;
  if (!leftBehind.mayAsk(place)) return 'unreadable';
  // What has ended before was not ended by this letter.
  const isOpen = session.client.usable;
  try {
    const query = { uid: true, size: true, internalDate: true, source: { maxLength: work.maxBytes } };
    const found = (await session.call(session.client.fetchAll(String(place.uid), query, { uid: true }))).filter((message) => message.uid === place.uid);
    const message = found.find((each): each is FetchedLetter => each.source !== undefined);
    if (message === undefined && found.length > 0) return refused(work, place, 'the server sent no text');
    leftBehind[message === undefined ? 'gone' : 'given'](place);
    return message ?? 'gone';
  } catch (fault) {
    // A refusal of this one command; everything else is the end of the connection.
    const status = fault instanceof Error && 'responseStatus' in fault ? fault.responseStatus : undefined;
    if (status === 'NO' || status === 'BAD') return refused(work, place, describeFault(fault));
    if (isOpen && leftBehind.ended(place)) tell(work, place, `the connection ends where it is fetched: ${describeFault(fault)}`);
    throw fault;
  }
}

function refused(work: LetterWork, place: MailboxPlace, fault: string): 'unreadable' {
  work.leftBehind.refused(place);
  tell(work, place, fault);
  return 'unreadable';
}

const tell = ({ name, report }: LetterWork, { folder, uid }: MailboxPlace, fault: string): void =>
  report('alarm', 'imap-letter-unreadable', { intake: name, folder, uid, fault, advice: 'have the mail server mended, or take this mail out of the folder; deadlines wait for it for some hours' });
