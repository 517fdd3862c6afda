import addressparser from 'nodemailer/lib/addressparser';
import { canonicalAddress } from '../protocol/address.ts';
import { valuesOf } from './header-fields.ts';
import type { HeaderField } from './header-fields.ts';

/** Address lists of header fields (RFC 5322 §3.4), by the parser that mailauth itself reads From with. */

const LONGEST_LIST = 16_384;
const MOST_ADDRESSES = 200;

type Parsed = { readonly address?: string | undefined; readonly group?: readonly Parsed[] | undefined };

const flatten = (entries: readonly Parsed[]): string[] => entries.flatMap((entry) => (entry.group === undefined ? [entry.address ?? ''] : flatten(entry.group)));

/** Canonical addresses of one field value, groups opened, what is no address left out. Longer lists than 200 are cut. */
export const addressesOf = (value: string): string[] => {
  const written = flatten(addressparser(value.slice(0, LONGEST_LIST)) as readonly Parsed[]).slice(0, MOST_ADDRESSES);
  return written.map((address) => canonicalAddress(address)).filter((address) => address !== null);
};

/** Canonical addresses of all fields of those names, without doubles. */
export const addressesIn = (fields: readonly HeaderField[], keys: readonly string[]): string[] => [...new Set(keys.flatMap((key) => valuesOf(fields, key)).flatMap(addressesOf))];

/** The one address in the one From field, canonical; null where there is none, or more than one of either. */
export const singleFrom = (fields: readonly HeaderField[]): string | null => {
  const [value, ...more] = valuesOf(fields, 'from');
  if (value === undefined || more.length > 0 || value.length > LONGEST_LIST) return null;
  const written = flatten(addressparser(value) as readonly Parsed[]);
  return written.length === 1 ? canonicalAddress(written[0] ?? '') : null;
};
