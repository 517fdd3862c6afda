/** Letters as they are kept, claimed for reading, read, or put back. */
import { sameMailKey } from '../../core/keys.ts';
import { toJson } from '../../protocol/json.ts';
import type { MailboxPlace } from '../../protocol/letter.ts';
import type { Reading } from '../../protocol/reading.ts';
import { letterLabel, readingLabel, sameMailHash, sha256Of } from '../common/labels.ts';
import type { FailedTry, LetterToRead } from '../store.ts';
import { inShares, isCrowded, sharesBound } from '../common/shares.ts';
import type { Database } from './database.ts';
import { BEYOND_ALL_WAITS_SQL } from './waits.ts';
import { bytes, integer, integerOrNull, json, only, text, textOrNull, word, type Row } from '../common/rows.ts';

export async function placeOf({ connection }: Database, letterId: number): Promise<MailboxPlace | null> {
  const row = await connection.get('SELECT folder, uid_validity, uid FROM places WHERE letter_id = ? ORDER BY uid DESC LIMIT 1', letterId);
  return row === undefined ? null : { folder: text(row, 'folder'), uidValidity: text(row, 'uid_validity'), uid: integer(row, 'uid') };
}

/** Opens the bytes and proves that they are those that were kept. */
export async function openLetter({ connection, sealer }: Database, letterId: number, sha256: Uint8Array): Promise<Uint8Array> {
  const row = only(await connection.get('SELECT sealed FROM letter_bytes WHERE letter_id = ?', letterId), `the bytes of letter ${letterId}`);
  const raw = sealer.open(letterLabel(sha256), bytes(row, 'sealed'));
  if (!Buffer.from(sha256Of(raw)).equals(sha256)) throw new Error(`letter ${letterId}: the bytes do not have the SHA-256 that they were kept under`);
  return raw;
}

export async function saveCursor({ connection }: Database, mailbox: string, folder: string, cursor: { readonly uidValidity: string; readonly uid: number }): Promise<void> {
  await connection.run(
    `INSERT INTO cursors (mailbox, folder, uid_validity, uid) VALUES (?, ?, ?, ?)
     ON CONFLICT (mailbox, folder) DO UPDATE SET uid_validity = excluded.uid_validity, uid = excluded.uid`,
    mailbox, folder, cursor.uidValidity, cursor.uid,
  );
}

export async function loadCursor({ connection }: Database, mailbox: string, folder: string): Promise<{ readonly uidValidity: string; readonly uid: number } | null> {
  const row = await connection.get('SELECT uid_validity, uid FROM cursors WHERE mailbox = ? AND folder = ?', mailbox, folder);
  return row === undefined ? null : { uidValidity: text(row, 'uid_validity'), uid: integer(row, 'uid') };
}

const DUE = `stage <> 'cleared' AND stage = 'unread' AND (due_at <= ? OR due_at > ${BEYOND_ALL_WAITS_SQL})`;

export async function claimLettersToRead(database: Database, now: number, limit: number, claimedUntil: number): Promise<readonly LetterToRead[]> {
  const free = await freeLetters(database, now, limit);
  if (free.length === 0) return [];
  const due = await database.connection.all(
    `UPDATE letters SET attempts = attempts + 1, due_at = ? WHERE letter_id = ANY (?::bigint[])
     RETURNING letter_id, raw_sha256, received_at, kept_at, intake, envelope_from, envelope_to, client_address, helo, attempts, failed_since, crashes, from_hint,
       (EXISTS (SELECT 1 FROM addresses WHERE addresses.address = letters.from_hint AND addresses.removed_at IS NULL))::int::bigint AS registered`,
    claimedUntil, free,
  );
  const claimed: LetterToRead[] = [];
  for (const row of due) claimed.push(await letterToRead(database, row));
  return claimed.toSorted((one, other) => one.receivedAt - other.receivedAt || one.letterId - other.letterId);
}

/** Locked, so that two who ask at once get different ones. */
async function freeLetters({ connection }: Database, now: number, limit: number): Promise<readonly number[]> {
  const oldest = await connection.all(`SELECT letter_id, from_hint, failed_since FROM letters WHERE ${DUE} ORDER BY received_at, letter_id LIMIT ? FOR UPDATE SKIP LOCKED`, now, now, limit);
  const ids = oldest.map((row) => integer(row, 'letter_id'));
  if (!isCrowded(oldest, limit)) return ids;
  // A letter that another one has just claimed is due no more.
  const shared = await connection.all(`SELECT letter_id FROM letters WHERE letter_id IN (${inShares(DUE)}) AND ${DUE} FOR UPDATE SKIP LOCKED`, now, now, ...sharesBound(limit), now, now);
  return [...new Set([...shared.map((row) => integer(row, 'letter_id')), ...ids])].slice(0, limit);
}

/** Claims and waits share one column: a letter or notice that had been put back is tried a little early, which does no harm. */
export async function releaseClaims({ connection }: Database): Promise<void> {
  await connection.run("UPDATE letters SET due_at = 0 WHERE stage = 'unread' AND due_at <> 0");
  await connection.run("UPDATE notices SET due_at = 0 WHERE status IN ('owed', 'made') AND due_at <> 0");
}

async function letterToRead(database: Database, row: Row): Promise<LetterToRead> {
  const letterId = integer(row, 'letter_id');
  return {
    letterId,
    keptAt: integer(row, 'kept_at'),
    attempts: integer(row, 'attempts'),
    failedSince: integerOrNull(row, 'failed_since'),
    crashes: integer(row, 'crashes'),
    from: textOrNull(row, 'from_hint'),
    registered: integer(row, 'registered') === 1,
    bytes: await openLetter(database, letterId, bytes(row, 'raw_sha256')),
    receivedAt: integer(row, 'received_at'),
    intake: word(row, 'intake'),
    envelope: { from: textOrNull(row, 'envelope_from'), to: json(row, 'envelope_to'), clientAddress: textOrNull(row, 'client_address'), helo: textOrNull(row, 'helo') },
    place: await placeOf(database, letterId),
  };
}

/** Without effect for a letter that is read or cleared already: reading may be repeated freely. From now on nothing but the bank itself is waited for. */
export async function saveReading({ connection, sealer }: Database, letterId: number, reading: Reading, sha256?: Uint8Array): Promise<boolean> {
  const found = await connection.get('SELECT stage, turn, raw_sha256 FROM letters WHERE letter_id = ? FOR UPDATE', letterId);
  if (sha256 !== undefined && (found === undefined || !Buffer.from(sha256).equals(bytes(found, 'raw_sha256')))) return false;
  const row = only(found, `letter ${letterId}`);
  if (text(row, 'stage') !== 'unread') return true;
  const turn = integer(row, 'turn');
  await connection.run('INSERT INTO readings (letter_id, turn, sealed) VALUES (?, ?, ?)', letterId, turn, sealer.sealText(readingLabel(letterId, turn), toJson(reading)));
  await connection.run(
    `UPDATE letters SET stage = 'read', due_at = 0, failed_since = NULL, same_mail_hash = ?, recipients = ? WHERE letter_id = ?`,
    sameMailHash(sealer, sameMailKey(reading)), JSON.stringify(reading.headers.recipients), letterId,
  );
  return true;
}

/** A letter that is not unread any more stays as it is. */
export async function putLetterBack({ connection }: Database, letterId: number, nextTryAt: number, failed: FailedTry | null, reason: string): Promise<void> {
  const changed = await connection.run(
    `UPDATE letters SET due_at = ?, attempts = greatest(0, attempts - ?::bigint), failed_since = least(failed_since, ?::bigint), crashes = crashes + ?::bigint, put_back_reason = ? WHERE letter_id = ? AND stage = 'unread'`,
    nextTryAt, failed?.crash === true ? 0 : 1, failed?.at ?? null, failed?.crash === true ? 1 : 0, reason, letterId,
  );
  if (changed === 0) only(await connection.get('SELECT letter_id FROM letters WHERE letter_id = ?', letterId), `letter ${letterId}`);
}
