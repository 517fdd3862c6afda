/** Whether a mail speaks for the bank, or says that something is paid, whoever sent it. None of it is believed by this. */
import { receiptFiles } from '../../bulletin-board/format/evidence.ts';
import { singleFrom } from '../../clearinghouse/mail/addresses.ts';
import { valueOf, valuesOf } from '../../clearinghouse/mail/header-fields.ts';
import type { HeaderField } from '../../clearinghouse/mail/header-fields.ts';
import { readSubject } from '../../clearinghouse/mail/letter-headers.ts';
import type { MimePart } from '../../clearinghouse/mail/mime-tree.ts';
import { splitAddress } from '../../clearinghouse/protocol/address.ts';
import { isShownReference } from '../../clearinghouse/protocol/reference.ts';
import { LABEL_FIELD, readLabel } from './notice-label.ts';

/** The bank as its mails name it. */
export type BankNames = {
  /** Canonical. */
  readonly bankAddress: string;
  /** As the bank writes it beside its address; null: not known. */
  readonly bankName: string | null;
};

/** How the subject of the bank's receipt to a merchant begins (clearinghouse/notices/receipts.ts). */
const SAYS_PAID = /^(?:(?:re|fwd?|aw|wg|転送|返信) ?[:：] ?)*(?:paid, ship|支払い済み・発送)/i;
const PROOF_FILES: readonly string[] = [receiptFiles.entry, receiptFiles.proof];

export function speaksForBank(fields: readonly HeaderField[], parts: readonly MimePart[], names: BankNames): boolean {
  const label = valuesOf(fields, LABEL_FIELD).length > 0;
  return label || namesBank(fields, names) || saysPaid(fields, parts);
}

/** By its subject, or by files of a receipt. */
export const saysPaid = (fields: readonly HeaderField[], parts: readonly MimePart[]): boolean =>
  SAYS_PAID.test(readSubject(valueOf(fields, 'subject'))) || parts.some(({ filename, embedded }) => !embedded && filename !== null && PROOF_FILES.includes(filename));

/** People at the bank write from their own addresses there: its name alone, above an address of its domain, claims nothing. */
function namesBank(fields: readonly HeaderField[], { bankAddress, bankName }: BankNames): boolean {
  const from = singleFrom(fields);
  const written = readSubject(valuesOf(fields, 'from').join(' ')).toLowerCase();
  if (from === bankAddress || written.includes(bankAddress.toLowerCase())) return true;
  const isColleague = from !== null && splitAddress(from).domain === splitAddress(bankAddress).domain;
  return bankName !== null && !isColleague && written.includes(bankName.toLowerCase());
}

/** The payment that the mail says it is about: by its label, else by the brackets at the end of its subject. */
export function claimedReference(fields: readonly HeaderField[]): string | null {
  const labelled = valuesOf(fields, LABEL_FIELD).map(readLabel)[0]?.reference ?? null;
  const bracketed = /\[([0-9A-Z]{4}-[0-9A-Z]{4})\]\s*$/.exec(readSubject(valueOf(fields, 'subject')))?.[1] ?? '';
  return labelled ?? (isShownReference(bracketed) ? bracketed : null);
}
