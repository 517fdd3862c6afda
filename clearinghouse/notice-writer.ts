/** The thread that writes mails: dozens of receipts are owed at once when the board has published, and the bank's own thread has letters to answer meanwhile. */
import type { Bank } from './core/context.ts';
import type { NoticeEvidence, OwedNotice } from './core/notice.ts';
import type { SignerSettings } from './mail/compose.ts';
import { ownBytes } from './protocol/own-bytes.ts';
import type { WriteNotice } from './stages/ports.ts';
import { onceMore, startTaskThread } from './task-thread.ts';

/** What the thread knows from its beginning. */
export type NoticeThreadData = { readonly bank: Bank; readonly signer: Omit<SignerSettings, 'now'> };

export type NoticeTask = { readonly notice: OwedNotice; readonly evidence: NoticeEvidence | null };

export type NoticeWriter = { readonly write: WriteNotice; readonly stop: () => Promise<void> };

/**
 * Begun at once: the first question is not to wait for it. Where the thread dies, what it had in hand is asked for once more, one after the other: the one that it died
 * of is rejected, the others are not.
 */
export function startNoticeWriter(data: NoticeThreadData): NoticeWriter {
  const { begin, make, stop } = startTaskThread<NoticeTask, Uint8Array>(new URL('./notice-thread.ts', import.meta.url), 'mails', { data });
  begin();
  const surely = onceMore(make);
  return { write: async (notice, evidence) => surely({ notice, evidence: evidence === null ? null : withOwnBytes(evidence) }), stop };
}

const withOwnBytes = (evidence: NoticeEvidence): NoticeEvidence => ({ ...evidence, attachments: evidence.attachments.map((file) => ({ ...file, content: ownBytes(file.content) })) });
