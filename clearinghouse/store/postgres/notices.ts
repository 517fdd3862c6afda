/** Notices: owed by a decision, made once, sent until a server has taken them. A notice's status only ever goes forward. */
import { noticeBytesLabel, sha256Of } from '../common/labels.ts';
import { openMade, openNotice, toClaimed, type ClaimedRow } from '../common/notice-rows.ts';
import { statusCondition } from '../common/shapes.ts';
import type { ClaimedNotices, MadeNotice, NoticeRow, NoticeStatus, SentNotice } from '../store.ts';
import type { Database } from './database.ts';
import { findPublishedEntry } from './entries.ts';
import { BEYOND_ALL_WAITS_SQL } from './waits.ts';
import { bytes, integer, integerOrNull, only, text, textOrNull, where, word, type Row } from '../common/rows.ts';

export async function claimNotices(database: Database, now: number, limit: number, claimedUntil: number): Promise<ClaimedNotices> {
  const { connection } = database;
  // As an array the inner list is made once: the server may make a list after IN anew for each row, and each time take those that are left.
  const due = await connection.all(
    `UPDATE notices SET attempts = attempts + 1, due_at = ? WHERE notice_number = ANY (ARRAY(
       SELECT notice_number FROM notices WHERE status IN ('owed', 'made') AND (due_at <= ? OR due_at > ${BEYOND_ALL_WAITS_SQL})
         AND (waits_for_entry IS NULL OR EXISTS (SELECT 1 FROM entries WHERE entries.entry_id = notices.waits_for_entry AND entries.published_at IS NOT NULL))
       ORDER BY notice_number LIMIT ? FOR UPDATE OF notices SKIP LOCKED))
     RETURNING notice_number, notice_id, attempts, waits_for_entry, sealed`,
    claimedUntil, now, now, limit,
  );
  const claimed: ClaimedRow[] = [];
  for (const row of due.toSorted((one, other) => integer(one, 'notice_number') - integer(other, 'notice_number'))) {
    const entryId = textOrNull(row, 'waits_for_entry');
    claimed.push({ row, made: await findMade(database, row), entry: entryId === null ? undefined : await findPublishedEntry(database, entryId) });
  }
  return toClaimed(database, claimed);
}

const findMade = ({ connection }: Database, row: Row): Promise<Row | undefined> => connection.get('SELECT sha256, sealed FROM notice_bytes WHERE notice_number = ?', integer(row, 'notice_number'));

/** Null: not made yet. Throws where the bytes are not those that were made. */
export async function openNoticeBytes(database: Database, row: Row): Promise<Uint8Array | null> {
  const made = await findMade(database, row);
  return made === undefined ? null : openMade(database, text(row, 'notice_id'), made);
}

const find = async ({ connection }: Database, noticeId: string): Promise<Row> => only(await connection.get('SELECT notice_number, status FROM notices WHERE notice_id = ? FOR UPDATE', noticeId), `notice ${noticeId}`);

/** Locked in their order, so that two who write meet without a deadlock. Throws where one is not there. */
async function findAll({ connection }: Database, noticeIds: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  const rows = await connection.all('SELECT notice_number, notice_id, status FROM notices WHERE notice_id = ANY(?::text[]) ORDER BY notice_number FOR UPDATE', noticeIds);
  const found = new Map(rows.map((row) => [text(row, 'notice_id'), row]));
  for (const noticeId of noticeIds) only(found.get(noticeId), `notice ${noticeId}`);
  return found;
}

/** Other bytes are a fault: two mails with one Message-ID would be two truths. */
export async function saveMadeNotices(database: Database, made: readonly MadeNotice[]): Promise<void> {
  const { connection, sealer } = database;
  const found = await findAll(database, made.map(({ noticeId }) => noticeId));
  const numbers = [...found.values()].map((row) => integer(row, 'notice_number'));
  const before = new Map((await connection.all('SELECT notice_number, sha256 FROM notice_bytes WHERE notice_number = ANY(?::bigint[])', numbers)).map((row) => [integer(row, 'notice_number'), bytes(row, 'sha256')]));
  const fresh: { readonly number: number; readonly sha256: Uint8Array; readonly sealed: Uint8Array }[] = [];
  for (const { noticeId, bytes: raw } of made) {
    const number = integer(found.get(noticeId) ?? {}, 'notice_number');
    const sha256 = sha256Of(raw);
    const old = before.get(number);
    if (old !== undefined && !Buffer.from(old).equals(sha256)) throw new Error(`notice ${noticeId} was made before, with other bytes`);
    if (old === undefined) fresh.push({ number, sha256, sealed: sealer.seal(noticeBytesLabel(noticeId), raw) });
  }
  if (fresh.length === 0) return;
  await connection.run('INSERT INTO notice_bytes (notice_number, sha256, sealed) SELECT * FROM unnest(?::bigint[], ?::bytea[], ?::bytea[])', fresh.map(({ number }) => number), fresh.map(({ sha256 }) => sha256), fresh.map(({ sealed }) => sealed));
  await connection.run(`UPDATE notices SET status = 'made' WHERE notice_number = ANY(?::bigint[]) AND status = 'owed'`, fresh.map(({ number }) => number));
}

export async function noteNoticesSent(database: Database, sent: readonly SentNotice[]): Promise<void> {
  const found = await findAll(database, sent.map(({ noticeId }) => noticeId));
  for (const [noticeId, row] of found) if (text(row, 'status') === 'owed') throw new Error(`notice ${noticeId} was sent before its bytes were kept`);
  await database.connection.run(
    `UPDATE notices SET status = 'sent', sent_at = taken.at, detail = taken.reply, due_at = 0
     FROM unnest(?::text[], ?::bigint[], ?::text[]) AS taken (id, at, reply) WHERE notice_id = taken.id AND status = 'made'`,
    sent.map(({ noticeId }) => noticeId), sent.map(({ at }) => at), sent.map(({ reply }) => reply),
  );
}

export async function putNoticeBack(database: Database, noticeId: string, nextTryAt: number, reply: string, counts: boolean): Promise<void> {
  const number = integer(await find(database, noticeId), 'notice_number');
  await database.connection.run(
    `UPDATE notices SET due_at = ?, detail = ?, attempts = greatest(0, attempts - ?::bigint) WHERE notice_number = ? AND status IN ('owed', 'made')`,
    nextTryAt, reply, counts ? 0 : 1, number,
  );
}

/** `at` stands with the instruction that follows; the row keeps what the server said. */
export async function noteNoticeFailed(database: Database, noticeId: string, _at: number, reply: string): Promise<void> {
  await endNotice(database, noticeId, 'failed', reply);
}

/** A complaint tells of a mail that arrived: the notice stays sent and keeps the word. */
export async function endNotice(database: Database, noticeId: string, outcome: 'bounced' | 'failed' | 'complained', detail: string): Promise<void> {
  const number = integer(await find(database, noticeId), 'notice_number');
  if (outcome === 'complained') {
    await database.connection.run('UPDATE notices SET detail = ? WHERE notice_number = ?', `complained: ${detail}`, number);
    return;
  }
  const from = outcome === 'failed' ? `status IN ('owed', 'made')` : `status <> 'failed'`;
  await database.connection.run(`UPDATE notices SET status = ?, detail = ?, due_at = 0 WHERE notice_number = ? AND ${from}`, outcome, detail, number);
}

export async function listNotices(database: Database, filter: { readonly payment: number | null; readonly status: NoticeStatus | null; readonly limit: number }): Promise<readonly NoticeRow[]> {
  const { sql, bound } = where([['payment_id = ?', filter.payment], [statusCondition(filter.status), filter.status]]);
  const rows = await database.connection.all(
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

export async function countNotices({ connection }: Database, status: NoticeStatus, most: number): Promise<number> {
  const row = await connection.get(`SELECT count(*) AS count FROM (SELECT 1 FROM notices WHERE ${statusCondition(status)} LIMIT ?) AS found`, status, most);
  return integer(row ?? {}, 'count');
}
