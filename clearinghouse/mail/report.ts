import type { BounceReading } from '../protocol/reading.ts';
import { addressesOf } from './addresses.ts';
import { decodeTransfer } from './charset.ts';
import { readHeaderBlock, valueOf } from './header-fields.ts';
import type { HeaderField, HeaderLimits } from './header-fields.ts';
import { messageIds } from './letter-headers.ts';
import { isMailType } from './mime-tree.ts';
import type { MimePart } from './mime-tree.ts';

/** Reports about mails of ours: delivery status (RFC 3464, RFC 6533) and complaints (ARF, RFC 5965). Read from their own fields, never from their text. */

const MOST_BLOCKS = 50;
const WORDS: readonly string[] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'];

/** Blocks of fields with empty lines between them, as message/delivery-status has. */
const readBlocks = (content: Buffer, limits: HeaderLimits): (readonly HeaderField[])[] => {
  const blocks: (readonly HeaderField[])[] = [];
  for (let position = 0; position < content.length && blocks.length < MOST_BLOCKS; ) {
    const block = readHeaderBlock(content, position, content.length, limits);
    if (block.problem !== null) break;
    if (block.fields.length > 0) blocks.push(block.fields);
    position = Math.max(block.bodyStart, position + 1);
  }
  return blocks;
};

const contentOf = (bytes: Buffer, part: MimePart): Buffer => decodeTransfer(bytes.subarray(part.bodyStart, part.end), part.encoding);

/** `\x{E9}` for é, as an address of type utf-8 is written in ASCII (RFC 6533 §3). */
const unescaped = (text: string): string =>
  text.replace(/\\x\{([0-9A-F]{2,6})\}/gi, (whole, hex: string) => (Number.parseInt(hex, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(hex, 16)) : whole));

/** `rfc822;somebody@example.net` (RFC 3464 §2.3.2), `utf-8;jos\x{E9}@example.net`. */
const recipientIn = (fields: readonly HeaderField[], keys: readonly string[]): string | null => {
  for (const key of keys) {
    const [, type = '', text = ''] = /^(?:([\w-]+)\s*;)?(.*)$/s.exec(valueOf(fields, key) ?? '') ?? [];
    const [address] = addressesOf(type.toLowerCase() === 'utf-8' ? unescaped(text) : text);
    if (address !== undefined) return address;
  }
  return null;
};

/** The Message-ID of the mail that the report is about, from the copy of its headers that comes with it. */
const originalMessageId = (bytes: Buffer, parts: readonly MimePart[], limits: HeaderLimits): string | null => {
  for (const part of parts) {
    if (!isMailType(part.type) && part.type !== 'text/rfc822-headers' && part.type !== 'message/global-headers') continue;
    const content = contentOf(bytes, part);
    const [id] = messageIds(valueOf(readHeaderBlock(content, 0, content.length, limits).fields, 'message-id'));
    if (id !== undefined) return id;
  }
  return null;
};

const deliveryReading = (blocks: readonly (readonly HeaderField[])[], messageId: string | null): BounceReading => {
  const recipients = blocks.filter((fields) => valueOf(fields, 'action') !== null);
  const worst = recipients.find((fields) => /^failed\b/i.test(valueOf(fields, 'action') ?? '')) ?? recipients[0] ?? [];
  const word = /^[a-z]+/i.exec(valueOf(worst, 'action') ?? '')?.[0]?.toLowerCase() ?? '';
  return {
    kind: 'delivery',
    action: WORDS.includes(word) ? word : 'failed',
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(valueOf(worst, 'status') ?? '')?.[0] ?? null,
    recipient: recipientIn(worst, ['original-recipient', 'final-recipient']),
    originalMessageId: messageId,
  };
};

/** The report that a letter is, null where it is none. */
export const readReport = (bytes: Buffer, parts: readonly MimePart[], limits: HeaderLimits): BounceReading | null => {
  const own = parts.filter((part) => !part.embedded);
  const status = own.find((part) => part.type === 'message/delivery-status' || part.type === 'message/global-delivery-status');
  const complaint = own.find((part) => part.type === 'message/feedback-report');
  const messageId = originalMessageId(bytes, own, limits);
  if (status !== undefined) return deliveryReading(readBlocks(contentOf(bytes, status), limits), messageId);
  if (complaint === undefined) return null;
  const [fields = []] = readBlocks(contentOf(bytes, complaint), limits);
  return { kind: 'complaint', action: 'complaint', status: null, recipient: recipientIn(fields, ['original-rcpt-to', 'removal-recipient']), originalMessageId: messageId };
};

