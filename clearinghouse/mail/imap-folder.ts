import type { KeepLetter, MailboxPlace, ReceivedLetter } from '../protocol/letter.ts';
import { fetchLetter } from './imap-letter.ts';
import type { FetchedLetter, LetterWork } from './imap-letter.ts';
import { ours } from './imap-loop.ts';
import type { FolderOutcome } from './imap-loop.ts';
import type { ImapSession } from './imap-session.ts';

/**
 * Takes the letters of one folder: by UID above a cursor, never by flag, since people and rules set \Seen. For each: fetched without a mark
 * (BODY.PEEK), kept, only then marked \Seen, moved to the folder of done letters, and the cursor saved. A crash anywhere in between brings the letter a
 * second time, never loses it. A UID without its UIDVALIDITY means nothing (RFC 9051 §2.3.1.1): when that has changed, the folder is read from its start.
 */

export type FolderCursor = { readonly uidValidity: string; readonly uid: number };

/** Where the intake has got to in a folder; a lost cursor costs duplicates, nothing else. */
export type CursorStore = {
  readonly load: (folder: string) => Promise<FolderCursor | null>;
  readonly save: (folder: string, cursor: FolderCursor) => Promise<void>;
};

/** Watches by mails of our own whether the mailbox keeps mails as they are. */
export type CanaryGuard = {
  /** True: no letter is taken; each stays where it is, unmarked. */
  readonly halted: () => boolean;
  /** Asked for each letter before it is kept. `canary`: nobody's letter; it is put away and not kept, while the mailbox is halted not even that. */
  readonly inspect: (letter: ReceivedLetter) => Promise<'letter' | 'canary'>;
};

export type FolderWork = LetterWork & {
  readonly doneFolder: string;
  readonly keep: KeepLetter;
  readonly cursor: CursorStore;
  readonly canary?: CanaryGuard;
  readonly now: () => number;
};

/**
 * Reads `folder` from its cursor to its end, and leaves it open. `incomplete` also where the mailbox is halted, or a letter that the server would not
 * give stayed behind and is still waited for. Rejects with KeepFault, or with the end of the connection.
 */
export async function scanFolder(session: ImapSession, work: FolderWork, folder: string, signal: AbortSignal): Promise<FolderOutcome> {
  const opened = await open(session, folder);
  if (opened === null) return 'missing';
  const { uidValidity } = opened;
  const stored = await ours(() => work.cursor.load(folder));
  const known = stored !== null && stored.uidValidity === uidValidity && uidValidity !== '';
  if (stored !== null && !known && uidValidity !== '') {
    work.report('warn', 'imap-folder-renewed', { intake: work.name, folder, before: stored.uidValidity, now: uidValidity });
    await ours(() => work.cursor.save(folder, { uidValidity, uid: 0 }));
  }
  if (isHalted(work) && opened.exists > 0) await lookForCanaries(session, work, opened, { folder, uidValidity, uid: known ? stored.uid : 0 });
  const uids = opened.exists === 0 || isHalted(work) ? [] : await uidsAbove(session, opened, known ? stored.uid : 0);
  let [leftBehind, awaited] = [false, false];
  for (const uid of uids) {
    if (signal.aborted || isHalted(work)) return 'incomplete';
    const place = { folder, uidValidity, uid };
    const outcome = await takeLetter(session, work, place);
    if (outcome === 'halted') return 'incomplete';
    leftBehind ||= outcome === 'unreadable';
    awaited ||= outcome === 'unreadable' && work.leftBehind.isAwaited(place);
    // The cursor stays below the first letter that was left behind; those after it are kept and moved all the same.
    if (!leftBehind && uidValidity !== '') await ours(() => work.cursor.save(folder, { uidValidity, uid }));
  }
  return awaited || isHalted(work) ? 'incomplete' : 'complete';
}

const isHalted = ({ canary }: FolderWork): boolean => canary?.halted() === true;
const NEWEST_LETTERS = 500;
const NEWEST_CANARIES = 16;

/** Of a halted mailbox nothing is looked at but the newest mails that may be canaries: one that is whole ends the halt. */
async function lookForCanaries(session: ImapSession, work: FolderWork, opened: Opened, above: MailboxPlace): Promise<void> {
  const newest = (await uidsAbove(session, opened, above.uid)).slice(-NEWEST_LETTERS);
  if (newest.length === 0) return;
  // Not by SEARCH: some servers find whole words alone.
  const heads = await session.call(session.client.fetchAll(`${newest[0]}:*`, { uid: true, headers: ['message-id'] }, { uid: true }));
  const uids = [...new Set(heads.filter(({ uid, headers }) => newest.includes(uid) && headers?.includes('canary.') === true).map(({ uid }) => uid))].sort((a, b) => a - b);
  for (const uid of uids.slice(-NEWEST_CANARIES)) {
    const message = await fetchLetter(session, work, { ...above, uid });
    if (message !== 'gone' && message !== 'unreadable') await ours(() => inspect(work, letterOf(message, work, { ...above, uid })));
  }
}

const inspect = async ({ canary }: FolderWork, letter: ReceivedLetter): Promise<'letter' | 'canary'> => canary?.inspect(letter) ?? 'letter';

/** `uidNext` 0: the server does not tell it. */
type Opened = { readonly uidValidity: string; readonly exists: number; readonly uidNext: number };

async function open(session: ImapSession, folder: string): Promise<Opened | null> {
  try {
    const mailbox = await session.call(session.client.mailboxOpen(folder));
    // Some servers leave UIDVALIDITY out: then there is no cursor, and every scan is from the start.
    return { uidValidity: (mailbox.uidValidity as bigint | undefined)?.toString() ?? '', exists: mailbox.exists, uidNext: (mailbox.uidNext as number | undefined) ?? 0 };
  } catch (fault) {
    if (fault instanceof Error && 'mailboxMissing' in fault && fault.mailboxMissing === true) return null;
    throw fault;
  }
}

/** About so many letters are listed by one command: an answer that names ten thousand would keep this thread from everything else meanwhile. */
const LISTED_AT_ONCE = 500;

/** In rising order. `n:*` always names the last message, even below n (RFC 9051 §9, seq-range). */
async function uidsAbove(session: ImapSession, { exists, uidNext }: Opened, above: number): Promise<number[]> {
  const step = Math.max(1, Math.ceil((uidNext - 1 - above) / Math.ceil(exists / LISTED_AT_ONCE)));
  const uids = new Set<number>();
  for (let from = above + 1; ; from += step) {
    const last = from + step >= uidNext;
    const found = await session.call(session.client.fetchAll(`${from}:${last ? '*' : from + step - 1}`, { uid: true }, { uid: true }));
    for (const { uid } of found) if (uid > above) uids.add(uid);
    if (last) return [...uids].sort((a, b) => a - b);
  }
}

async function takeLetter(session: ImapSession, work: FolderWork, place: MailboxPlace): Promise<'kept' | 'gone' | 'unreadable' | 'halted'> {
  const message = await fetchLetter(session, work, place);
  if (message === 'gone' || message === 'unreadable') return message;
  const letter = letterOf(message, work, place);
  if ((await ours(() => inspect(work, letter))) === 'canary') {
    if (isHalted(work)) return 'halted';
    await putAway(session, work, place);
    return 'kept';
  }
  const kept = await ours(() => work.keep(letter));
  const oversize = (message.size ?? 0) > work.maxBytes;
  const level = oversize ? 'warn' : 'info';
  work.report(level, 'letter-received', { intake: work.name, folder: place.folder, uid: place.uid, bytes: letter.bytes.length, letterId: kept.letterId, duplicate: kept.duplicate, oversize });
  await putAway(session, work, place);
  return 'kept';
}

function letterOf({ source, internalDate }: FetchedLetter, { now }: FolderWork, place: MailboxPlace): ReceivedLetter {
  const received = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
  return {
    bytes: source,
    receivedAt: Number.isNaN(received) ? now() : received,
    intake: 'imap',
    envelope: { from: null, to: [], clientAddress: null, helo: null },
    place,
  };
}

/** After the letter is kept. What fails here for other reasons than the connection leaves it where it is: the cursor keeps it from being taken again. */
async function putAway(session: ImapSession, work: FolderWork, place: MailboxPlace): Promise<void> {
  const { client, call } = session;
  const uid = String(place.uid);
  await call(client.messageFlagsAdd(uid, ['\\Seen'], { uid: true, silent: true }));
  let moved = canMove(session) && Boolean(await call(client.messageMove(uid, work.doneFolder, { uid: true })));
  if (!moved && client.usable && canMove(session) && (await makeFolder(session, work.doneFolder))) {
    moved = Boolean(await call(client.messageMove(uid, work.doneFolder, { uid: true })));
  }
  if (moved) return;
  // imapflow answers `false` for a broken connection too; then the letter must come again, to be moved.
  if (!client.usable) throw new Error('connection lost while moving a letter');
  work.report('warn', 'imap-letter-not-moved', { intake: work.name, folder: place.folder, uid: place.uid, doneFolder: work.doneFolder });
}

/** Without MOVE (RFC 6851) imapflow copies, marks \Deleted and expunges; without UIDPLUS (RFC 4315) that would expunge what people have marked, too. */
const canMove = ({ client }: ImapSession): boolean => client.capabilities.has('MOVE') || client.capabilities.has('UIDPLUS') || client.enabled.has('IMAP4REV2');

/** Whether the folder is there now. Rejects only with the end of the connection. */
export async function makeFolder({ client, call }: ImapSession, folder: string): Promise<boolean> {
  const attempt = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      return Boolean(await call(work));
    } catch (fault) {
      if (!client.usable) throw fault;
      return false;
    }
  };
  return (await attempt(client.status(folder, { messages: true }))) || (await attempt(client.mailboxCreate(folder)));
}
