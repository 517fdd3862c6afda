/** Letters as they are kept, claimed for reading, read, or put back. */
import { sameMailKey } from '../../core/keys.ts';
import { toJson } from '../../protocol/json.ts';
import type { MailboxPlace } from '../../protocol/letter.ts';
import type { Reading } from '../../protocol/reading.ts';
import { letterLabel, readingLabel, sameMailHash, sha256Of } from '../common/labels.ts';
import { isSuspect } from '../../core/interruptions.ts';
import type { FailedTry, LetterToRead } from '../store.ts';
import { inShares, isCrowded, sharesBound } from '../common/shares.ts';
import type { Database } from './database.ts';
import { addInstruction } from './inputs.ts';
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
const DUE_ELSE = `${DUE} AND letter_id <> ALL (?::bigint[])`;
const TO_READ = `letter_id, raw_sha256, received_at, kept_at, intake, envelope_from, envelope_to, client_address, helo, attempts, failed_since, crashes, from_hint, message_id,
       (EXISTS (SELECT 1 FROM addresses WHERE addresses.address = letters.from_hint AND addresses.removed_at IS NULL))::int::bigint AS registered`;

export async function claimLettersToRead(database: Database, now: number, limit: number, claimedUntil: number, except: readonly number[] = []): Promise<readonly LetterToRead[]> {
  const { connection } = database;
  const free = await freeLetters(database, now, limit, except);
  if (free.length === 0) return [];
  const idsOf = (suspect: boolean): readonly number[] => free.filter((one) => one.suspect === suspect).map(({ letterId }) => letterId);
  const claimed = await connection.all(`UPDATE letters SET attempts = attempts + 1, due_at = ? WHERE letter_id = ANY (?::bigint[]) RETURNING ${TO_READ}`, claimedUntil, idsOf(false));
  const suspects = idsOf(true).length === 0 ? [] : await connection.all(`SELECT ${TO_READ} FROM letters WHERE letter_id = ANY (?::bigint[])`, idsOf(true));
  const letters: LetterToRead[] = [];
  for (const row of claimed) letters.push(await letterToRead(database, row, false));
  for (const row of suspects) letters.push(await letterToRead(database, row, true));
  return letters.toSorted((one, other) => one.receivedAt - other.receivedAt || one.letterId - other.letterId);
}

type Free = { readonly letterId: number; readonly suspect: boolean };

/** Locked, so that two who ask at once get different ones. */
async function freeLetters({ connection }: Database, now: number, limit: number, except: readonly number[]): Promise<readonly Free[]> {
  const bound = [now, now, except] as const;
  const columns = 'letter_id, from_hint, failed_since, attempts, crashes';
  const oldest = await connection.all(`SELECT ${columns} FROM letters WHERE ${DUE_ELSE} ORDER BY received_at, letter_id LIMIT ? FOR UPDATE SKIP LOCKED`, ...bound, limit);
  if (!isCrowded(oldest, limit)) return oldest.map(freeLetter);
  // A letter that another one has just claimed is due no more.
  const shared = await connection.all(`SELECT ${columns} FROM letters WHERE letter_id IN (${inShares(DUE_ELSE)}) AND ${DUE} FOR UPDATE SKIP LOCKED`, ...bound, ...sharesBound(limit), now, now);
  return [...new Map([...shared, ...oldest].map(freeLetter).map((one) => [one.letterId, one])).values()].slice(0, limit);
}

const freeLetter = (row: Row): Free => ({ letterId: integer(row, 'letter_id'), suspect: isSuspect(integer(row, 'attempts'), integer(row, 'crashes')) });

export async function claimAlone({ connection }: Database, letterId: number, attempts: number, now: number, claimedUntil: number): Promise<boolean> {
  const changed = await connection.run(
    `UPDATE letters SET attempts = ?, due_at = ? WHERE letter_id = ? AND ((attempts = ? AND ${DUE}) OR (stage = 'unread' AND attempts = ? AND due_at = ?))`,
    attempts + 1, claimedUntil, letterId, attempts, now, now, attempts + 1, claimedUntil,
  );
  return changed > 0;
}

/** Claims and waits share one column: a letter or notice that had been put back is tried a little early, which does no harm. */
export async function releaseClaims({ connection }: Database): Promise<void> {
  await connection.run("UPDATE letters SET due_at = 0 WHERE stage = 'unread' AND due_at <> 0");
  await connection.run("UPDATE notices SET due_at = 0 WHERE status IN ('owed', 'made') AND due_at <> 0");
}

async function letterToRead(database: Database, row: Row, suspect: boolean): Promise<LetterToRead> {
  const letterId = integer(row, 'letter_id');
  return {
    letterId,
    keptAt: integer(row, 'kept_at'),
    attempts: integer(row, 'attempts'),
    failedSince: integerOrNull(row, 'failed_since'),
    crashes: integer(row, 'crashes'),
    suspect,
    from: textOrNull(row, 'from_hint'),
    messageId: textOrNull(row, 'message_id'),
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
  if (sha256 !== undefined && !isOfBytes(found, sha256)) return false;
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

/** Else its number is nobody's, or another's: the store has gone back to an earlier state. */
const isOfBytes = (row: Row | undefined, sha256: Uint8Array): boolean => row !== undefined && Buffer.from(sha256).equals(bytes(row, 'raw_sha256'));

/** A letter that is not unread any more stays as it is. */
export async function putLetterBack({ connection }: Database, letterId: number, nextTryAt: number, failed: FailedTry | null, reason: string, sha256?: Uint8Array): Promise<boolean> {
  const found = await connection.get('SELECT raw_sha256 FROM letters WHERE letter_id = ?', letterId);
  if (sha256 !== undefined && !isOfBytes(found, sha256)) return false;
  only(found, `letter ${letterId}`);
  await connection.run(
    `UPDATE letters SET due_at = ?, attempts = greatest(0, attempts - ?::bigint), failed_since = least(failed_since, ?::bigint), crashes = crashes + ?::bigint, put_back_reason = ? WHERE letter_id = ? AND stage = 'unread'`,
    nextTryAt, failed?.crash === true ? 0 : 1, failed?.at ?? null, failed?.crash === true ? 1 : 0, reason, letterId,
  );
  return true;
}

export async function giveUpLetter(database: Database, letterId: number, at: number, claimedUntil: number, reason: string, sha256: Uint8Array): Promise<boolean> {
  if (!(await putLetterBack(database, letterId, claimedUntil, { at, crash: true }, reason, sha256))) return false;
  const unread = await database.connection.get("SELECT letter_id FROM letters WHERE letter_id = ? AND stage = 'unread' FOR UPDATE", letterId);
  if (unread !== undefined) await addInstruction(database, { kind: 'give-up-letter', letterId, reason }, at, at);
  return true;
}
