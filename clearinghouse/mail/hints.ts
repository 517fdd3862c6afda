import { singleFrom } from './addresses.ts';
import { GATE_LIMITS } from './gate.ts';
import { readHeaderBlock, valueOf } from './header-fields.ts';
import { messageIds } from './letter-headers.ts';

/** What a look at the header block tells of a letter without any proof: it orders letters and finds duplicates in lists, it decides nothing. */
export const hintsOf = (bytes: Uint8Array): { readonly from: string | null; readonly messageId: string | null } => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const block = readHeaderBlock(buffer, 0, buffer.length, GATE_LIMITS);
  if (block.problem !== null) return { from: null, messageId: null };
  return { from: singleFrom(block.fields), messageId: messageIds(valueOf(block.fields, 'message-id'))[0] ?? null };
};
