import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
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
  /** Whether something was wrong at it, or at others that were asked for together with it, since it was given. */
  readonly isSuspect: (place: MailboxPlace) => boolean;
  readonly suspect: (place: MailboxPlace) => void;
  /** It was there, all that was wanted of it; or it is no more. */
  readonly given: (place: MailboxPlace) => void;
  readonly gone: (place: MailboxPlace) => void;
  /** The server said that it will not give it. */
  readonly refused: (place: MailboxPlace) => void;
  /** The connection ended while it was asked for. True: so often that somebody should look. */
  readonly ended: (place: MailboxPlace) => boolean;
  /** Whether a letter that was not given is still waited for. */
  readonly isAwaited: (place: MailboxPlace) => boolean;
};

type Trouble = { since: number; endings: number; askAt: number };

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
    mayAsk: (place) => {
      const { askAt = Number.NEGATIVE_INFINITY } = troubles.get(nameOf(place)) ?? {};
      // What lies beyond the longest pause was set by a clock that ran ahead; so was what is of a time to come, below.
      return now() >= askAt || askAt > now() + LONGEST_PAUSE;
    },
    isSuspect: (place) => troubles.has(nameOf(place)),
    suspect: (place) => void troubleOf(place),
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
      const trouble = troubleOf(place);
      trouble.since = Math.min(trouble.since, now());
      // A mailbox that gives nothing at all is away: nobody is to lose a payment by that.
      return now() - trouble.since < LONGEST_WAIT || lastGivenAt < trouble.since || lastGivenAt > now();
    },
  };
}

export type LetterWork = { readonly name: string; readonly maxBytes: number; readonly leftBehind: LeftBehind; readonly report: ReportEvent };

export type FetchedLetter = FetchMessageObject & { readonly source: Buffer };

/** At most the first `maxBytes` bytes, without a mark. Rejects with the end of the connection. */
export async function fetchLetter(session: ImapSession, work: LetterWork, place: MailboxPlace): Promise<FetchedLetter | 'gone' | 'unreadable'> {
  const query = { uid: true, size: true, internalDate: true, source: { maxLength: work.maxBytes } };
  const message = await askAlone(session, work, place, query, (each): each is FetchedLetter => Buffer.isBuffer(each.source));
  if (typeof message !== 'string') work.leftBehind.given(place);
  return message;
}

/**
 * One letter, where the answer has what was asked for. A server may slip in news of other messages, so it is the UID that counts, not the place in its answer.
 * Rejects with the end of the connection.
 */
export async function askAlone<Whole extends FetchMessageObject>(session: ImapSession, work: LetterWork, place: MailboxPlace, query: FetchQueryObject, isWhole: (message: FetchMessageObject) => message is Whole): Promise<Whole | 'gone' | 'unreadable'> {
  const { leftBehind } = work;
  if (!leftBehind.mayAsk(place)) return 'unreadable';
  // What has ended before was not ended by this letter.
  const isOpen = session.client.usable;
  try {
    const found = (await session.call(session.client.fetchAll(String(place.uid), query, { uid: true }))).filter((message) => message.uid === place.uid);
    const message = found.find(isWhole);
    if (message === undefined && found.length > 0) return refused(work, place, 'the server sent no text');
    if (message === undefined) leftBehind.gone(place);
    return message ?? 'gone';
  } catch (fault) {
    if (isRefusal(fault)) return refused(work, place, describeFault(fault));
    if (isOpen && leftBehind.ended(place)) tell(work, place, `the connection ends where it is fetched: ${describeFault(fault)}`);
    throw fault;
  }
}

/** Of the one command; every other fault is the end of the connection. */
export function isRefusal(fault: unknown): boolean {
  const status = fault instanceof Error && 'responseStatus' in fault ? fault.responseStatus : undefined;
  return status === 'NO' || status === 'BAD';
}

function refused(work: LetterWork, place: MailboxPlace, fault: string): 'unreadable' {
  work.leftBehind.refused(place);
  tell(work, place, fault);
  return 'unreadable';
}

const tell = ({ name, report }: LetterWork, { folder, uid }: MailboxPlace, fault: string): void =>
  report('alarm', 'imap-letter-unreadable', { intake: name, folder, uid, fault, advice: 'have the mail server mended, or take this mail out of the folder; deadlines wait for it for some hours' });
