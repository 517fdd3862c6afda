/** One entry in words: what every rendering for people says of it. */
import { short } from '../notices/clean.ts';
import { movementOf, type StatementRow } from './statement.ts';
import type { Words } from './words.ts';

/** `Payment to Green Tea House`, `Deposit` */
export function entryTitle(words: Words, row: StatementRow): string {
  const movement = movementOf(row);
  return row.other === null ? words.movements[movement] : words.between[movement](short(row.other.name));
}

/** `Ref. K7F3-K29Q, invoice GT-1042`, `Voucher V-17`: begins with a word of ours. */
export function entryReference(words: Words, row: StatementRow): string {
  const byHand = row.other === null && (row.kind === 'deposit' || row.kind === 'withdrawal' || row.kind === 'collection');
  const reference = `${byHand ? words.voucher : words.reference} ${short(row.reference)}`.trim();
  const invoice = short(row.invoice ?? '');
  return invoice === '' ? reference : `${reference}${words.comma}${words.invoice} ${invoice}`;
}
