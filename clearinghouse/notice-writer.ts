/** The thread that writes mails: dozens of receipts are owed at once when the board has published, and the bank's own thread has letters to answer meanwhile. */
import type { Bank } from './core/context.ts';
import type { NoticeEvidence, OwedNotice } from './core/notice.ts';
import type { SignerSettings } from './mail/compose.ts';
import type { WriteNotice } from './stages/ports.ts';
import { startTaskThread } from './task-thread.ts';

/** What the thread knows from its beginning. */
export type NoticeThreadData = { readonly bank: Bank; readonly signer: Omit<SignerSettings, 'now'> };

export type NoticeTask = { readonly notice: OwedNotice; readonly evidence: NoticeEvidence | null };

export type NoticeWriter = { readonly write: WriteNotice; readonly stop: () => Promise<void> };

/** Begun at once: the first question is not to wait for it. A mail whose thread dies is rejected, and may be asked for again. */
export function startNoticeWriter(data: NoticeThreadData): NoticeWriter {
  const { begin, make, stop } = startTaskThread<NoticeTask, Uint8Array>(new URL('./notice-thread.ts', import.meta.url), 'mails', data);
  begin();
  return { write: (notice, evidence) => make({ notice, evidence: evidence === null ? null : withOwnBytes(evidence) }), stop };
}

/** Cloning a view clones the whole buffer that it looks into, which may be a shared pool. */
function withOwnBytes(evidence: NoticeEvidence): NoticeEvidence {
  return { ...evidence, attachments: evidence.attachments.map((file) => ({ ...file, content: file.content.byteLength === file.content.buffer.byteLength ? file.content : new Uint8Array(file.content) })) };
}
