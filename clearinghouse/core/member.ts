/** In whose name the bank's order page writes. */
import { canonicalAddress } from '../protocol/address.ts';
import { memberOf } from '../protocol/page-order.ts';
import type { Reading } from '../protocol/reading.ts';

/** The address on the line `Member:`; null where there is none, or more than one. */
export function memberAddress(reading: Reading): string | null {
  const named = [...new Set((reading.text?.lines ?? []).slice(0, 500).flatMap((line) => memberOf(line) ?? []))];
  return named.length === 1 && named[0] !== undefined ? canonicalAddress(named[0]) : null;
}
