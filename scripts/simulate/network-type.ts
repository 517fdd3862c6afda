/** What the world's mail network can be asked for, and the spans of time that people think in. */
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import type { SendResult } from '../../clearinghouse/protocol/letter.ts';
import type { Mail } from './mail.ts';

export const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

type InMailbox = { readonly bytes: Uint8Array; readonly receivedAt: number; readonly mail: Mail };

export type Network = {
  /** Brings a mail to everybody in To, as slowly as it happens. */
  readonly send: (mail: Mail) => void;
  /** A copy by a way of its own, such as a replay. */
  readonly bring: (mail: Mail, delay: number) => void;
  readonly smtp: (notice: OwedNotice) => SendResult;
  /** The IMAP mailbox, oldest first; what was kept is taken out. */
  readonly mailbox: InMailbox[];
  readonly out: Record<'mailbox' | 'smtp' | 'dns' | 'board', boolean>;
  /** No more mail is lost or slow: the world comes to its end. */
  calm: boolean;
};
