/** Notices as both stores hold them, with what is sealed of them opened. */
import type { OwedNotice } from '../../core/notice.ts';
import { fromJson } from '../../protocol/json.ts';
import type { ClaimedNotices, NoticeToSend, UnopenedNotice } from '../store.ts';
import { toPublishedEntry } from './entry-rows.ts';
import { noticeBytesLabel, noticeLabel, sha256Of } from './labels.ts';
import { bytes, integer, text, type Row } from './rows.ts';
import type { Sealer } from './sealing.ts';

type Sealed = { readonly sealer: Sealer };

/** `row` with its attempts, this claim's among them; `made`: its bytes, where it has been made; `entry`: the published one, where it waited for one. */
export type ClaimedRow = { readonly row: Row; readonly made: Row | undefined; readonly entry: Row | undefined };

export const openNotice = ({ sealer }: Sealed, row: Row): OwedNotice => fromJson<OwedNotice>(sealer.openText(noticeLabel(text(row, 'notice_id')), bytes(row, 'sealed')));

/** Throws where the bytes are not those that were made. */
export function openMade({ sealer }: Sealed, noticeId: string, made: Row): Uint8Array {
  const raw = sealer.open(noticeBytesLabel(noticeId), bytes(made, 'sealed'));
  if (!Buffer.from(sha256Of(raw)).equals(bytes(made, 'sha256'))) throw new Error(`notice ${noticeId}: the bytes do not have the SHA-256 that they were made with`);
  return raw;
}

/** All that is asked of the database is asked before: what fails in here is of one notice alone. */
export function toClaimed(database: Sealed, claimed: readonly ClaimedRow[]): ClaimedNotices {
  const due: NoticeToSend[] = [];
  const unopened: UnopenedNotice[] = [];
  for (const one of claimed) {
    try {
      due.push(toNoticeToSend(database, one));
    } catch (error) {
      unopened.push({ noticeId: text(one.row, 'notice_id'), reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { due, unopened };
}

function toNoticeToSend(database: Sealed, { row, made, entry }: ClaimedRow): NoticeToSend {
  const notice = openNotice(database, row);
  const found = entry === undefined ? null : text(entry, 'entry_id');
  if (found !== notice.waitsForEntry) throw new Error(`notice ${notice.id} waits for entry ${notice.waitsForEntry ?? 'none'}, found ${found ?? 'none'} published`);
  return {
    notice,
    attempts: integer(row, 'attempts'),
    bytes: made === undefined ? null : openMade(database, notice.id, made),
    entry: entry === undefined ? null : toPublishedEntry(database, entry),
  };
}
