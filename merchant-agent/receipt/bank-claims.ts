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

/** `name`: by the bank's name beside another address alone, which may be somebody's own; `surely` by anything else; null: it does not. */
export function speaksForBank(fields: readonly HeaderField[], parts: readonly MimePart[], names: BankNames): 'surely' | 'name' | null {
  const label = valuesOf(fields, LABEL_FIELD).length > 0;
  if (label || bearsAddress(fields, names) || saysPaid(fields, parts)) return 'surely';
  return bearsName(fields, names) ? 'name' : null;
}

/** By its subject, or by files of a receipt. */
export const saysPaid = (fields: readonly HeaderField[], parts: readonly MimePart[]): boolean =>
  SAYS_PAID.test(readSubject(valueOf(fields, 'subject'))) || parts.some(({ filename, embedded }) => !embedded && filename !== null && PROOF_FILES.includes(filename));

const bearsAddress = (fields: readonly HeaderField[], { bankAddress }: BankNames): boolean =>
  singleFrom(fields) === bankAddress || readSubject(valuesOf(fields, 'from').join(' ')).toLowerCase().includes(bankAddress.toLowerCase());

/**
 * Whole words of the name beside the address: `Mary Cooper` is not the bank `Coop`, nor is an address that holds these letters. People at the bank write from
 * their own addresses there: its name alone, above an address of its domain, claims nothing.
 */
function bearsName(fields: readonly HeaderField[], { bankAddress, bankName }: BankNames): boolean {
  const from = singleFrom(fields);
  if (bankName === null || (from !== null && splitAddress(from).domain === splitAddress(bankAddress).domain)) return false;
  const [name, shown] = [plain(bankName), plain(readSubject(valuesOf(fields, 'from').join(' ').slice(0, LONGEST_FROM).replace(ADDRESS, ' ')))];
  return name !== '' && allPlaces(shown, name).some((at) => !isOneWord(shown.slice(Math.max(0, at - 2), at), name) && !isOneWord(name, shown.slice(at + name.length, at + name.length + 2)));
}

const allPlaces = (text: string, part: string): readonly number[] => Array.from({ length: text.length }, (_none, at) => at).filter((at) => text.startsWith(part, at));

/** Whether the two go on as one word. In scripts that have no capitals nothing is known of words: many of them are written without blanks. */
const isOneWord = (before: string, behind: string): boolean => /[\p{Ll}\p{M}\p{N}]$/u.test(before) && /^[\p{Ll}\p{M}\p{N}]/u.test(behind);

/** What no mail program shows claims nothing; longer ones cost their square. */
const LONGEST_FROM = 4_000;
const ADDRESS = /<[^<>]*>|[^\s<>"(),;]+@[^\s<>"(),;]+/g;
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** The payment that the mail says it is about: by its label, else by the brackets at the end of its subject. */
export function claimedReference(fields: readonly HeaderField[]): string | null {
  const labelled = valuesOf(fields, LABEL_FIELD).map(readLabel)[0]?.reference ?? null;
  const bracketed = /\[([0-9A-Z]{4}-[0-9A-Z]{4})\]\s*$/.exec(readSubject(valueOf(fields, 'subject')))?.[1] ?? '';
  return labelled ?? (isShownReference(bracketed) ? bracketed : null);
}
