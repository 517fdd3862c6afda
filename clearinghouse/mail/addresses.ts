import addressparser from 'nodemailer/lib/addressparser';
import { addressTrouble, canonicalAddress, type AddressTrouble } from '../protocol/address.ts';
import type { HeaderField } from './header-fields.ts';

/** Address lists of header fields (RFC 5322 §3.4, RFC 6532), by the parser that mailauth itself reads From with. */

const LONGEST_LIST = 16_384;
const MOST_ADDRESSES = 200;

type Parsed = { readonly address?: string | undefined; readonly group?: readonly Parsed[] | undefined };

const flatten = (entries: readonly Parsed[]): string[] => entries.flatMap((entry) => (entry.group === undefined ? [entry.address ?? ''] : flatten(entry.group)));

/** White space that is no folding (RFC 5322 §3.2.2). */
const STRANGE_BLANK = /[^\S \t\r\n]/;
/** The parser leaves blanks beside an @ out, U+3000 and its like too; other parsers take them as letters of the address. */
const strangeBlanks = (value: string): boolean =>
  value.split('@').some((piece, at, all) => {
    const [before, after] = [piece.slice(0, piece.length - piece.trimStart().length), piece.slice(piece.trimEnd().length)];
    return (at > 0 && STRANGE_BLANK.test(before)) || (at < all.length - 1 && STRANGE_BLANK.test(after));
  });

const written = (value: string): string[] => (strangeBlanks(value) ? [] : flatten(addressparser(value) as readonly Parsed[]));

/** Of bytes that are no UTF-8 nobody knows what they say beyond ASCII. */
const canonical = (address: string, guessed: boolean): string | null => (guessed && /[^\x00-\x7f]/.test(address) ? null : canonicalAddress(address));

/** Canonical addresses of one field value, groups opened, what is no address left out. Longer lists than 200 are cut. */
export const addressesOf = (value: string, guessed = false): string[] =>
  written(value.slice(0, LONGEST_LIST))
    .slice(0, MOST_ADDRESSES)
    .map((address) => canonical(address, guessed))
    .filter((address) => address !== null);

/** Canonical addresses of all fields of those names, without doubles. */
export const addressesIn = (fields: readonly HeaderField[], keys: readonly string[]): string[] => [
  ...new Set(keys.flatMap((key) => fields.filter((field) => field.key === key)).flatMap((field) => addressesOf(field.value, field.guessed === true))),
];

const onlyFrom = (fields: readonly HeaderField[]): { readonly text: string; readonly guessed: boolean } | null => {
  const [field, ...more] = fields.filter(({ key }) => key === 'from');
  if (field === undefined || more.length > 0 || field.value.length > LONGEST_LIST) return null;
  const addresses = written(field.value);
  return addresses.length === 1 ? { text: addresses[0] ?? '', guessed: field.guessed === true } : null;
};

/** The one address in the one From field, canonical; null where there is none, or more than one of either. */
export const singleFrom = (fields: readonly HeaderField[]): string | null => {
  const from = onlyFrom(fields);
  return from === null ? null : canonical(from.text, from.guessed);
};

/** `bytes`: letters beyond ASCII in bytes that are no UTF-8. */
export type FromTrouble = AddressTrouble | { readonly side: 'bytes' };

/** Why the one text that From gives as an address is none; null where it is one, or where From gives none or several. */
export const fromTrouble = (fields: readonly HeaderField[]): FromTrouble | null => {
  const from = onlyFrom(fields);
  if (from === null) return null;
  const trouble = addressTrouble(from.text);
  return trouble === null && canonical(from.text, from.guessed) === null ? { side: 'bytes' } : trouble;
};
