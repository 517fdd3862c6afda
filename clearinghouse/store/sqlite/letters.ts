/** Letters as they are kept, claimed for reading, read, or put back. */
import { sameMailKey } from '../../core/keys.ts';
import { toJson } from '../../protocol/json.ts';
import type { KeptLetter, MailboxPlace, ReceivedLetter } from '../../protocol/letter.ts';
import type { Reading } from '../../protocol/reading.ts';
import { letterLabel, readingLabel, sameMailHash, sha256Of } from '../common/labels.ts';
import { inShares, isCrowded, sharesBound } from '../common/shares.ts';
import { isSuspect } from '../../core/interruptions.ts';
import { BEYOND_ALL_WAITS } from '../common/waits.ts';
import type { FailedTry, KeptAndClaimed, LetterToRead } from '../store.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';
import { addInstruction } from './inputs.ts';
import { bytes, integer, integerOrNull, json, only, text, textOrNull, word } from '../common/rows.ts';

export function keepLetter(database: Database, letter: ReceivedLetter, hints: { readonly from: string | null; readonly messageId: string | null }, keptAt: number): KeptLetter {
  const { connection } = database;
  const sha256 = sha256Of(letter.bytes);
  const known = connection.get('SELECT letter_id FROM letters WHERE raw_sha256 = ?', sha256);
  const letterId = known === undefined ? insertLetter(database, letter, sha256, hints, keptAt) : integer(known, 'letter_id');
  if (letter.place !== null) keepPlace(database, letter.place, letterId);
  return { letterId, duplicate: known !== undefined };
}

export function keepAndClaim(database: Database, letter: ReceivedLetter, hints: { readonly from: string | null; readonly messageId: string | null }, keptAt: number, claimedUntil: number): KeptAndClaimed {
  const kept = keepLetter(database, letter, hints, keptAt);
  if (kept.duplicate) return { ...kept, claimed: null };
  const { connection } = database;
  connection.run('UPDATE letters SET attempts = 1, due_at = ? WHERE letter_id = ?', claimedUntil, kept.letterId);
  const row = connection.get('SELECT EXISTS (SELECT 1 FROM addresses WHERE address = ? AND removed_at IS NULL) AS registered', hints.from) ?? {};
  return { ...kept, claimed: { registered: integer(row, 'registered') === 1 } };
}

function insertLetter({ connection, sealer }: Database, letter: ReceivedLetter, sha256: Uint8Array, hints: { readonly from: string | null; readonly messageId: string | null }, keptAt: number): number {
  const { envelope } = letter;
  const recipients = JSON.stringify(envelope.to);
  const row = connection.get(
    `INSERT INTO letters (raw_sha256, size, received_at, kept_at, intake, envelope_from, envelope_to, client_address, helo, from_hint, message_id, recipients)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING letter_id`,
    sha256, letter.bytes.length, letter.receivedAt, keptAt, letter.intake, envelope.from, recipients, envelope.clientAddress, envelope.helo, hints.from, hints.messageId, recipients,
  );
  const letterId = integer(only(row, 'the letter just kept'), 'letter_id');
  connection.run('INSERT INTO letter_bytes (letter_id, sealed) VALUES (?, ?)', letterId, sealer.seal(letterLabel(sha256), letter.bytes));
  return letterId;
}

function keepPlace({ connection }: Database, { folder, uidValidity, uid }: MailboxPlace, letterId: number): void {
  connection.run(
    `INSERT INTO places (folder, uid_validity, uid, letter_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (folder, uid_validity, uid) DO UPDATE SET letter_id = excluded.letter_id`,
    folder, uidValidity, uid, letterId,
  );
}

export function placeOf({ connection }: Database, letterId: number): MailboxPlace | null {
  const row = connection.get('SELECT folder, uid_validity, uid FROM places WHERE letter_id = ? ORDER BY uid DESC LIMIT 1', letterId);
  return row === undefined ? null : { folder: text(row, 'folder'), uidValidity: text(row, 'uid_validity'), uid: integer(row, 'uid') };
}

/** Opens the bytes and proves that they are those that were kept. */
export function openLetter({ connection, sealer }: Database, letterId: number, sha256: Uint8Array): Uint8Array {
  const row = only(connection.get('SELECT sealed FROM letter_bytes WHERE letter_id = ?', letterId), `the bytes of letter ${letterId}`);
  const raw = sealer.open(letterLabel(sha256), bytes(row, 'sealed'));
  if (!Buffer.from(sha256Of(raw)).equals(sha256)) throw new Error(`letter ${letterId}: the bytes do not have the SHA-256 that they were kept under`);
  return raw;
}

export function saveCursor({ connection }: Database, mailbox: string, folder: string, cursor: { readonly uidValidity: string; readonly uid: number }): void {
  connection.run(
    `INSERT INTO cursors (mailbox, folder, uid_validity, uid) VALUES (?, ?, ?, ?)
     ON CONFLICT (mailbox, folder) DO UPDATE SET uid_validity = excluded.uid_validity, uid = excluded.uid`,
    mailbox, folder, cursor.uidValidity, cursor.uid,
  );
}

export function loadCursor({ connection }: Database, mailbox: string, folder: string): { readonly uidValidity: string; readonly uid: number } | null {
  const row = connection.get('SELECT uid_validity, uid FROM cursors WHERE mailbox = ? AND folder = ?', mailbox, folder);
  return row === undefined ? null : { uidValidity: text(row, 'uid_validity'), uid: integer(row, 'uid') };
}

const DUE = "stage <> 'cleared' AND stage = 'unread' AND (due_at <= ? OR due_at > ?)";
const DUE_ELSE = `${DUE} AND letter_id NOT IN (SELECT value FROM json_each(?))`;
const CLAIMED = `SELECT letter_id, raw_sha256, received_at, kept_at, intake, envelope_from, envelope_to, client_address, helo, attempts, failed_since, crashes, from_hint, message_id,
    EXISTS (SELECT 1 FROM addresses WHERE addresses.address = letters.from_hint AND addresses.removed_at IS NULL) AS registered FROM letters`;

export function claimLettersToRead(database: Database, now: number, limit: number, claimedUntil: number, except: readonly number[] = []): readonly LetterToRead[] {
  const { connection } = database;
  const bound = [now, now + BEYOND_ALL_WAITS, JSON.stringify(except)] as const;
  const oldest = connection.all(`${CLAIMED} WHERE ${DUE_ELSE} ORDER BY received_at, letter_id LIMIT ?`, ...bound, limit);
  const due = isCrowded(oldest, limit) ? connection.all(`${CLAIMED} WHERE letter_id IN (${inShares(DUE_ELSE)}) ORDER BY received_at, letter_id`, ...bound, ...sharesBound(limit)) : oldest;
  const letters = due.map((row) => letterToRead(database, row));
  for (const { letterId, suspect } of letters) if (!suspect) connection.run('UPDATE letters SET attempts = attempts + 1, due_at = ? WHERE letter_id = ?', claimedUntil, letterId);
  return letters;
}

export function claimAlone({ connection }: Database, letterId: number, attempts: number, now: number, claimedUntil: number): boolean {
  const changed = connection.run(
    `UPDATE letters SET attempts = ?, due_at = ? WHERE letter_id = ? AND ((attempts = ? AND ${DUE}) OR (stage = 'unread' AND attempts = ? AND due_at = ?))`,
    attempts + 1, claimedUntil, letterId, attempts, now, now + BEYOND_ALL_WAITS, attempts + 1, claimedUntil,
  );
  return changed > 0;
}

function letterToRead(database: Database, row: Row): LetterToRead {
  const letterId = integer(row, 'letter_id');
  const [attempts, crashes] = [integer(row, 'attempts'), integer(row, 'crashes')];
  const suspect = isSuspect(attempts, crashes);
  return {
    letterId,
    keptAt: integer(row, 'kept_at'),
    attempts: suspect ? attempts : attempts + 1,
    failedSince: integerOrNull(row, 'failed_since'),
    crashes,
    suspect,
    from: textOrNull(row, 'from_hint'),
    messageId: textOrNull(row, 'message_id'),
    registered: integer(row, 'registered') === 1,
    bytes: openLetter(database, letterId, bytes(row, 'raw_sha256')),
    receivedAt: integer(row, 'received_at'),
    intake: word(row, 'intake'),
    envelope: { from: textOrNull(row, 'envelope_from'), to: json(row, 'envelope_to'), clientAddress: textOrNull(row, 'client_address'), helo: textOrNull(row, 'helo') },
    place: placeOf(database, letterId),
  };
}

/** Without effect for a letter that is read or cleared already: reading may be repeated freely. From now on nothing but the bank itself is waited for. */
export function saveReading({ connection, sealer }: Database, letterId: number, reading: Reading, sha256?: Uint8Array): boolean {
  const found = connection.get('SELECT stage, turn, raw_sha256 FROM letters WHERE letter_id = ?', letterId);
  if (sha256 !== undefined && !isOfBytes(found, sha256)) return false;
  const row = only(found, `letter ${letterId}`);
  if (text(row, 'stage') !== 'unread') return true;
  const turn = integer(row, 'turn');
  connection.run('INSERT INTO readings (letter_id, turn, sealed) VALUES (?, ?, ?)', letterId, turn, sealer.sealText(readingLabel(letterId, turn), toJson(reading)));
  connection.run(
    `UPDATE letters SET stage = 'read', due_at = 0, failed_since = NULL, same_mail_hash = ?, recipients = ? WHERE letter_id = ?`,
    sameMailHash(sealer, sameMailKey(reading)), JSON.stringify(reading.headers.recipients), letterId,
  );
  return true;
}

/** Else its number is nobody's, or another's: the store has gone back to an earlier state. */
const isOfBytes = (row: Row | undefined, sha256: Uint8Array): boolean => row !== undefined && Buffer.from(sha256).equals(bytes(row, 'raw_sha256'));

/** A letter that is not unread any more stays as it is. */
export function putLetterBack({ connection }: Database, letterId: number, nextTryAt: number, failed: FailedTry | null, reason: string, sha256?: Uint8Array): boolean {
  const found = connection.get('SELECT raw_sha256 FROM letters WHERE letter_id = ?', letterId);
  if (sha256 !== undefined && !isOfBytes(found, sha256)) return false;
  only(found, `letter ${letterId}`);
  connection.run(
    `UPDATE letters SET due_at = ?, attempts = max(0, attempts - ?), failed_since = coalesce(min(failed_since, ?), ?, failed_since), crashes = crashes + ?, put_back_reason = ? WHERE letter_id = ? AND stage = 'unread'`,
    nextTryAt, failed?.crash === true ? 0 : 1, failed?.at ?? null, failed?.at ?? null, failed?.crash === true ? 1 : 0, reason, letterId,
  );
  return true;
}

export function giveUpLetter(database: Database, letterId: number, at: number, claimedUntil: number, reason: string, sha256: Uint8Array): boolean {
  if (!putLetterBack(database, letterId, claimedUntil, { at, crash: true }, reason, sha256)) return false;
  const unread = database.connection.get("SELECT letter_id FROM letters WHERE letter_id = ? AND stage = 'unread'", letterId);
  if (unread !== undefined) addInstruction(database, { kind: 'give-up-letter', letterId, reason }, at, at);
  return true;
}
