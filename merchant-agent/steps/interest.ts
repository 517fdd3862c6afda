import { addressesIn, singleFrom } from '../../clearinghouse/mail/addresses.ts';
import { GATE_LIMITS } from '../../clearinghouse/mail/gate.ts';
import { readHeaderBlock, valueOf } from '../../clearinghouse/mail/header-fields.ts';
import type { HeaderField } from '../../clearinghouse/mail/header-fields.ts';
import { messageIds } from '../../clearinghouse/mail/letter-headers.ts';
import { tagOf } from '../../clearinghouse/protocol/address.ts';
import { speaksForBank } from '../receipt/bank-claims.ts';
import type { Shop } from './shop.ts';
import { leftOf, readDraftTag } from './tokens.ts';
import type { DraftName } from './tokens.ts';

/**
 * Which mails are looked at, by the header block alone and without any proof: what is of no interest is never fetched and never kept. The proof comes
 * when the letter is read.
 */
export type Interest = { readonly kind: 'order' | 'bank' } | { readonly kind: 'reply'; readonly draft: DraftName };

const RECIPIENTS = ['to', 'cc', 'delivered-to', 'x-original-to'];

/** Null: nobody's business here. */
export function interestOf(mail: Uint8Array, shop: Shop, tokenKey: Uint8Array, isOwn: (messageId: string) => boolean): Interest | null {
  const bytes = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength);
  const { fields } = readHeaderBlock(bytes, 0, bytes.length, GATE_LIMITS);
  const from = singleFrom(fields);
  // Our own mails come back where the shopkeeper reads the same mailbox.
  if (messageIds(valueOf(fields, 'message-id')).some(isOwn)) return null;
  const isHouse = from !== null && (from === shop.address || shop.shopkeepers.includes(from));
  const toBank = addressesIn(fields, ['to', 'cc']).includes(shop.bank);
  // Its name may be the bank's, and it is no mail of the bank all the same.
  if (from !== null && from === shop.orderPage && toBank) return { kind: 'order' };
  const speaks = isHouse ? null : speaksForBank(fields, [], { bankAddress: shop.bank, bankName: shop.bankName });
  // An order of somebody whose name is the bank's, too: it is written to the bank, and says nothing that only the bank says.
  if (speaks === 'surely' || (speaks === 'name' && !toBank)) return { kind: 'bank' };
  const draft = draftNamed(fields, shop, tokenKey);
  if (draft !== null) return from !== null && shop.shopkeepers.includes(from) ? { kind: 'reply', draft } : null;
  if (from === null || isHouse) return null;
  return toBank ? { kind: 'order' } : null;
}

/** The tag stands in the address that the reply goes to; where the mailbox knows no tags, in In-Reply-To. */
function draftNamed(fields: readonly HeaderField[], shop: Shop, tokenKey: Uint8Array): DraftName | null {
  const tags = addressesIn(fields, RECIPIENTS).flatMap((address) => tagOf(address, shop.address) ?? []);
  const threads = [...messageIds(valueOf(fields, 'in-reply-to')), ...messageIds(valueOf(fields, 'references')).reverse()].map(leftOf);
  for (const tag of [...tags, ...threads]) {
    const named = readDraftTag(tokenKey, tag);
    if (named !== null) return named;
  }
  return null;
}
