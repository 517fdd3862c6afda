import type { MailboxPlace, ReceivedLetter } from '../protocol/letter.ts';
import type { CursorStore } from './imap-folder.ts';
import { headsOf, timeOf } from './imap-heads.ts';
import type { HeadWork } from './imap-heads.ts';
import { fetchLetter } from './imap-letter.ts';
import { ours } from './imap-loop.ts';
import type { FolderOutcome } from './imap-loop.ts';
import type { ImapSession } from './imap-session.ts';

/**
 * Reads one folder of somebody else's mailbox without leaving a trace: it is opened read-only (EXAMINE, RFC 9051 §6.3.3), nothing is marked, moved or
 * appended, \Recent stays. By UID above a cursor: of each mail first the header block alone, no more of it than any reader takes; only of those that are
 * wanted the whole. The cursor is saved behind a mail once it is kept or passed over, so a crash brings a mail a second time and never loses one.
 */

export type PeekWork = HeadWork & {
  /** As `since`, for what has come after the first look: mails that a person has moved here may be old. Earlier than `since`, where that may come of a clock that was ahead. */
  readonly sinceThen?: () => number;
  /** Once it resolves the letter is kept for good. Rejects on our own failure: the mail is asked for again. */
  readonly keep: (letter: ReceivedLetter) => Promise<unknown>;
  readonly cursor: CursorStore;
};

const HEADERS_AT_ONCE = 100;
const DAY = 86_400_000;

/**
 * From the cursor to the folder's end; leaves the folder open for IDLE. `incomplete` also where a mail that the server would not give stayed behind
 * and is still waited for. Rejects with KeepFault, or with the end of the connection.
 */
export async function peekFolder(session: ImapSession, work: PeekWork, folder: string, signal: AbortSignal): Promise<FolderOutcome> {
  const opened = await examine(session, folder);
  if (opened === null) return 'missing';
  const { uidValidity, exists, uidNext } = opened;
  const stored = await ours(() => work.cursor.load(folder));
  const known = stored !== null && stored.uidValidity === uidValidity && uidValidity !== '' ? stored : null;
  if (stored !== null && known === null && uidValidity !== '') work.report('warn', 'imap-folder-renewed', { intake: work.name, folder, before: stored.uidValidity, now: uidValidity });
  const uids = exists === 0 ? [] : await uidsToSee(session, known?.uid ?? 0, work.since);
  let [leftBehind, awaited] = [false, false];
  for (let at = 0; at < uids.length; at += HEADERS_AT_ONCE) {
    const batch = uids.slice(at, at + HEADERS_AT_ONCE).map((uid) => ({ folder, uidValidity, uid }));
    const since = known === null ? work.since : (work.sinceThen?.() ?? work.since);
    const heads = await headsOf(session, { ...work, since }, batch, signal);
    for (const place of batch) {
      if (signal.aborted) return 'incomplete';
      const { uid } = place;
      const head = heads.get(uid);
      if (head === 'unreadable' || (head === 'wanted' && (await takeLetter(session, work, place)) === 'unreadable')) {
        leftBehind = true;
        awaited ||= work.leftBehind.isAwaited(place);
      }
      // The cursor stays below the first mail that was left behind; passed-over mails are not each worth a write.
      if (!leftBehind && uidValidity !== '' && (head === 'wanted' || place === batch.at(-1))) await ours(() => work.cursor.save(folder, { uidValidity, uid }));
    }
  }
  // What arrived before the folder was opened has been seen, or is older than `since`.
  if (known === null && !leftBehind && uidValidity !== '' && uidNext - 1 > (uids.at(-1) ?? 0)) await ours(() => work.cursor.save(folder, { uidValidity, uid: uidNext - 1 }));
  return awaited ? 'incomplete' : 'complete';
}

type Opened = { readonly uidValidity: string; readonly exists: number; readonly uidNext: number };

async function examine(session: ImapSession, folder: string): Promise<Opened | null> {
  try {
    const mailbox = await session.call(session.client.mailboxOpen(folder, { readOnly: true }));
    return { uidValidity: (mailbox.uidValidity as bigint | undefined)?.toString() ?? '', exists: mailbox.exists, uidNext: (mailbox.uidNext as number | undefined) ?? 1 };
  } catch (fault) {
    if (fault instanceof Error && 'mailboxMissing' in fault && fault.mailboxMissing === true) return null;
    throw fault;
  }
}

/** In rising order. From the start of a folder by its dates, since a shop's mailbox holds years; SINCE knows days alone, in the server's own zone. */
async function uidsToSee({ client, call }: ImapSession, above: number, since: number): Promise<number[]> {
  const found = above > 0 ? (await call(client.fetchAll(`${above + 1}:*`, { uid: true }, { uid: true }))).map((message) => message.uid) : await call(client.search({ since: new Date(Math.max(0, since - 2 * DAY)) }, { uid: true }));
  if (!Array.isArray(found)) throw new Error('the server did not answer SEARCH');
  // `n:*` names the last message even below n (RFC 9051 §9, seq-range).
  return [...new Set(found)].filter((uid) => uid > above).sort((a, b) => a - b);
}

async function takeLetter(session: ImapSession, work: PeekWork, place: MailboxPlace): Promise<'kept' | 'gone' | 'unreadable'> {
  const message = await fetchLetter(session, work, place);
  if (message === 'gone' || message === 'unreadable') return message;
  const received = timeOf(message.internalDate);
  const receivedAt = Number.isFinite(received) ? received : work.since;
  await ours(() => work.keep({ bytes: message.source, receivedAt, intake: 'imap', envelope: { from: null, to: [], clientAddress: null, helo: null }, place }));
  return 'kept';
}
