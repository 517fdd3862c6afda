import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
import type { MailboxPlace } from '../protocol/letter.ts';
import { GATE_LIMITS } from './gate.ts';
import { askAlone, isRefusal } from './imap-letter.ts';
import type { LetterWork } from './imap-letter.ts';
import type { ImapSession } from './imap-session.ts';

/**
 * Judges mails by their header blocks alone, many at once. A mail of which the answer says nothing is asked for by itself before it counts as gone, and one at
 * whose header the server refuses the whole batch, or ends the connection, keeps no other one back: then each of the batch is asked for by itself, and the
 * rules of imap-letter.ts hold for it. BODY.PEEK sets no flag.
 */

export type HeadWork = LetterWork & {
  /** Mails that the mailbox received earlier (INTERNALDATE, ms) are passed over unread, also where a folder was made anew and is read from its start. */
  readonly since: number;
  /** Judges by the header block alone; false: the mail is never fetched. */
  readonly wants: (header: Uint8Array) => boolean;
};

/** `unreadable`: it stays behind, and is asked for again. */
export type Head = 'wanted' | 'unwanted' | 'gone' | 'unreadable';

/** A larger block would end the connection at each try, and the cursor would never pass it. */
const HEADER = { key: 'header', start: 0, maxLength: GATE_LIMITS.headerBytes } as const;
const QUERY: FetchQueryObject = { uid: true, internalDate: true, bodyParts: [HEADER] };

type WithHeader = FetchMessageObject & { readonly headers: Buffer };
const hasHeader = (message: FetchMessageObject): message is WithHeader => Buffer.isBuffer(message.headers);

/** By UID; not of all where `signal` has aborted. Rejects with the end of the connection. */
export async function headsOf(session: ImapSession, work: HeadWork, places: readonly MailboxPlace[], signal: AbortSignal): Promise<ReadonlyMap<number, Head>> {
  const { leftBehind } = work;
  const heads = new Map<number, Head>();
  const judge = (place: MailboxPlace, { internalDate, headers }: WithHeader): void => {
    const isWanted = timeOf(internalDate) >= work.since && work.wants(headers);
    heads.set(place.uid, isWanted ? 'wanted' : 'unwanted');
    if (!isWanted) leftBehind.given(place);
  };
  const together = await headersOf(session, work, places.filter((place) => !leftBehind.isSuspect(place)));
  for (const place of places) {
    const known = together.get(place.uid);
    if (known !== undefined) {
      judge(place, known);
      continue;
    }
    if (signal.aborted) break;
    const alone = await askAlone(session, work, place, QUERY, hasHeader);
    if (typeof alone === 'string') heads.set(place.uid, alone);
    else judge(place, alone);
  }
  return heads;
}

/** What the server has given of a batch. Where it breaks off it is at one of these: none of them is asked for together with others again until it was given. */
async function headersOf({ client, call }: ImapSession, { leftBehind }: HeadWork, places: readonly MailboxPlace[]): Promise<ReadonlyMap<number, WithHeader>> {
  if (places.length === 0) return new Map();
  const isOpen = client.usable;
  try {
    const found = await call(client.fetchAll(places.map(({ uid }) => uid).join(','), QUERY, { uid: true }));
    return new Map(found.filter(hasHeader).map((message) => [message.uid, message]));
  } catch (fault) {
    if (isRefusal(fault)) return new Map();
    if (isOpen) for (const place of places) leftBehind.suspect(place);
    throw fault;
  }
}

/** A mail without a time that can be read counts as new. */
export const timeOf = (date: Date | string | undefined): number => {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
};
