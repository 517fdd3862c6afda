/** A bank that writes receipts as the real one does, and everybody who would like to be it. */
import type { ExecutionContext } from 'ava';
import { parseKey } from '../../../bulletin-board/format/key.ts';
import type { TrustPolicy } from '../../../bulletin-board/format/policy.ts';
import { makeMailSigner } from '../../../clearinghouse/mail/compose.ts';
import { bank } from '../../../clearinghouse/notices/fixtures/examples.ts';
import { renderNotice } from '../../../clearinghouse/notices/index.ts';
import type { MailDraft, OutgoingAttachment } from '../../../clearinghouse/protocol/letter.ts';
import { makeProve } from '../../../clearinghouse/receipt-evidence.ts';
import { boardOf, entryOf, MERCHANTS, PUBLIC_URL, receipt, type Given } from '../../../clearinghouse/testing/receipts.ts';
import { makeDomain, type MailDomain } from '../../../scripts/test-mail.ts';

export const NOW = Date.UTC(2026, 10, 21, 2, 5, 0);
export const BANK = makeDomain('bank.example');
export const THIEF = makeDomain('evil.example');

type Board = ReturnType<typeof boardOf>;
type Entry = ReturnType<typeof entryOf>;

/** The policy that the shop got from the bank, on paper: the keys of these logs, no witness asked for. */
export const trusting = (...keys: readonly string[]): TrustPolicy => ({ logs: keys.map((key) => ({ key: parseKey(key), url: null })), witnesses: [], groups: [], quorum: null });

export type Receipt = { readonly board: Board; readonly attachments: readonly OutgoingAttachment[]; readonly draft: MailDraft };

/** The receipt of an entry to the merchant, as the bank composes it. `kind`: of the entry, else `settled`. */
export async function receiptOf(t: ExecutionContext, given: Given & { readonly kind?: 'accepted' | 'returned'; readonly origin?: string; readonly seed?: string } = {}): Promise<Receipt> {
  const entry = entryOfKind(given);
  const board = boardOf(t, { ...entry, origin: given.origin ?? entry.origin }, given.origin, given.seed);
  const notice = receipt(MERCHANTS, { to: 'shop@tea.example' });
  const evidence = await makeProve({ ...board, publicUrl: PUBLIC_URL })(notice, { ...entry, origin: given.origin ?? entry.origin });
  const { subject, text, html, attachments, label } = renderNotice(notice, bank, evidence);
  const draft: MailDraft = { from: { name: bank.name, address: bank.paymentAddress }, to: notice.to, replyTo: null, subject, messageId: 'n1@bank.example', inReplyTo: 'f1@tea.example', references: ['f1@tea.example'], date: NOW, autoSubmitted: 'auto-generated', label, text, html, attachments };
  return { board, attachments, draft };
}

function entryOfKind({ kind, ...given }: Given & { readonly kind?: 'accepted' | 'returned' }): Entry {
  if (kind === undefined) return entryOf(given);
  const entry = entryOf({ ...given, face: [['kind', kind], ['reference', 'K7F3-K29Q'], ['time', '2026-11-21T02:04Z']] });
  return { ...entry, kind, leaf: entry.leaf.replace('"settled"', `"${kind}"`) };
}

/** The draft as signed bytes. The signer's own domain must be From's. */
export const signed = (draft: MailDraft, by: MailDomain = BANK, at: number = NOW): Promise<Uint8Array> =>
  makeMailSigner({ domain: by.name, selector: by.selector, privateKey: by.privateKey, now: () => at })(draft);

/** Without its first field, the signature. */
export function unsigned(mail: Uint8Array): Uint8Array {
  const text = Buffer.from(mail).toString('latin1');
  return Buffer.from(text.slice(text.search(/\r\n(?![ \t])/) + 2), 'latin1');
}

export const replaced = (attachments: readonly OutgoingAttachment[], name: string, change: (content: Uint8Array) => Uint8Array): readonly OutgoingAttachment[] =>
  attachments.map((one) => (one.filename === name ? { ...one, content: change(one.content) } : one));
