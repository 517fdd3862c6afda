/** Notices: owed by a decision, made once, sent until a server has taken them. A notice's status only ever goes forward. */
import type { OwedNotice } from '../../core/notice.ts';
import { toJson } from '../../protocol/json.ts';
import { noticeBytesLabel, noticeLabel, sha256Of } from '../common/labels.ts';
import { openMade, openNotice, toClaimed } from '../common/notice-rows.ts';
import { statusCondition } from '../common/shapes.ts';
import { BEYOND_ALL_WAITS } from '../common/waits.ts';
import type { ClaimedNotices, MadeNotice, NoticeRow, NoticeStatus, SentNotice } from '../store.ts';
import type { Row } from './connection.ts';
import type { Database } from './database.ts';
import { findPublishedEntry } from './entries.ts';
import { bytes, integer, integerOrNull, only, text, textOrNull, where, word } from '../common/rows.ts';

export function oweNotice({ connection, sealer }: Database, notice: OwedNotice, sequence: number): void {
  connection.run(
    'INSERT INTO notices (notice_id, sequence, kind, payment_id, letter_id, waits_for_entry, owed_at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    notice.id, sequence, notice.facts.kind, notice.paymentId, notice.letterId, notice.waitsForEntry, notice.owedAt, sealer.sealText(noticeLabel(notice.id), toJson(notice)),
  );
}

export function claimNotices(database: Database, now: number, limit: number, claimedUntil: number): ClaimedNotices {
  const { connection } = database;
  const due = connection.all(
    `SELECT notice_number, notice_id, attempts + 1 AS attempts, waits_for_entry, sealed FROM notices
     WHERE status IN ('owed', 'made') AND (due_at <= ? OR due_at > ?)
       AND (waits_for_entry IS NULL OR EXISTS (SELECT 1 FROM entries WHERE entries.entry_id = notices.waits_for_entry AND entries.published_at IS NOT NULL))
     ORDER BY notice_number LIMIT ?`,
    now, now + BEYOND_ALL_WAITS, limit,
  );
  for (const row of due) connection.run('UPDATE notices SET attempts = attempts + 1, due_at = ? WHERE notice_number = ?', claimedUntil, integer(row, 'notice_number'));
  return toClaimed(database, due.map((row) => {
    const entryId = textOrNull(row, 'waits_for_entry');
    return { row, made: findMade(database, row), entry: entryId === null ? undefined : findPublishedEntry(database, entryId) };
  }));
}

const findMade = ({ connection }: Database, row: Row): Row | undefined => connection.get('SELECT sha256, sealed FROM notice_bytes WHERE notice_number = ?', integer(row, 'notice_number'));

/** Null: not made yet. Throws where the bytes are not those that were made. */
export function openNoticeBytes(database: Database, row: Row): Uint8Array | null {
  const made = findMade(database, row);
  return made === undefined ? null : openMade(database, text(row, 'notice_id'), made);
}

const find = ({ connection }: Database, noticeId: string): Row => only(connection.get('SELECT notice_number, status FROM notices WHERE notice_id = ?', noticeId), `notice ${noticeId}`);

/** The same bytes again are a success. Other bytes are a fault: two mails with one Message-ID would be two truths. */
export function saveMadeNotices(database: Database, made: readonly MadeNotice[]): void {
  for (const one of made) saveMade(database, one);
}

function saveMade(database: Database, { noticeId, bytes: raw }: MadeNotice): void {
  const { connection, sealer } = database;
  const number = integer(find(database, noticeId), 'notice_number');
  const sha256 = sha256Of(raw);
  const made = connection.get('SELECT sha256 FROM notice_bytes WHERE notice_number = ?', number);
  if (made !== undefined) {
    if (!Buffer.from(bytes(made, 'sha256')).equals(sha256)) throw new Error(`notice ${noticeId} was made before, with other bytes`);
    return;
  }
  connection.run('INSERT INTO notice_bytes (notice_number, sha256, sealed) VALUES (?, ?, ?)', number, sha256, sealer.seal(noticeBytesLabel(noticeId), raw));
  connection.run(`UPDATE notices SET status = 'made' WHERE notice_number = ? AND status = 'owed'`, number);
}

export function noteNoticesSent(database: Database, sent: readonly SentNotice[]): void {
  for (const one of sent) noteSent(database, one);
}

function noteSent(database: Database, { noticeId, at, reply }: SentNotice): void {
  const row = find(database, noticeId);
  if (text(row, 'status') === 'owed') throw new Error(`notice ${noticeId} was sent before its bytes were kept`);
  database.connection.run(
    `UPDATE notices SET status = 'sent', sent_at = ?, detail = ?, due_at = 0 WHERE notice_number = ? AND status = 'made'`,
    at, reply, integer(row, 'notice_number'),
  );
}

export function putNoticeBack(database: Database, noticeId: string, nextTryAt: number, reply: string, counts: boolean): void {
  const number = integer(find(database, noticeId), 'notice_number');
  database.connection.run(
    `UPDATE notices SET due_at = ?, detail = ?, attempts = max(0, attempts - ?) WHERE notice_number = ? AND status IN ('owed', 'made')`,
    nextTryAt, reply, counts ? 0 : 1, number,
  );
}

/** `at` stands with the instruction that follows; the row keeps what the server said. */
export function noteNoticeFailed(database: Database, noticeId: string, _at: number, reply: string): void {
  endNotice(database, noticeId, 'failed', reply);
}

/** A complaint tells of a mail that arrived: the notice stays sent and keeps the word. */
export function endNotice(database: Database, noticeId: string, outcome: 'bounced' | 'failed' | 'complained', detail: string): void {
  const number = integer(find(database, noticeId), 'notice_number');
  if (outcome === 'complained') {
    database.connection.run('UPDATE notices SET detail = ? WHERE notice_number = ?', `complained: ${detail}`, number);
    return;
  }
  const from = outcome === 'failed' ? `status IN ('owed', 'made')` : `status <> 'failed'`;
  database.connection.run(`UPDATE notices SET status = ?, detail = ?, due_at = 0 WHERE notice_number = ? AND ${from}`, outcome, detail, number);
}

export function listNotices(database: Database, filter: { readonly payment: number | null; readonly status: NoticeStatus | null; readonly limit: number }): readonly NoticeRow[] {
  const { sql, bound } = where([['payment_id = ?', filter.payment], [statusCondition(filter.status), filter.status]]);
  const rows = database.connection.all(
    `SELECT notice_id, status, attempts, due_at, sent_at, detail, sealed FROM notices ${sql} ORDER BY notice_number DESC LIMIT ?`,
    ...bound, filter.limit,
  );
  return rows.map((row) => ({
    notice: openNotice(database, row),
    status: word(row, 'status'),
    attempts: integer(row, 'attempts'),
    nextTryAt: integer(row, 'due_at') === 0 ? null : integer(row, 'due_at'),
    sentAt: integerOrNull(row, 'sent_at'),
    detail: textOrNull(row, 'detail'),
  }));
}

export function countNotices({ connection }: Database, status: NoticeStatus, most: number): number {
  const row = connection.get(`SELECT count(*) AS count FROM (SELECT 1 FROM notices WHERE ${statusCondition(status)} LIMIT ?)`, status, most);
  return integer(row ?? {}, 'count');
}
