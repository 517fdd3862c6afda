/** Entry bundles (c2sp.org/tlog-tiles): for each entry its length in two bytes, big-endian, and its bytes. */
import { concat } from './encoding.ts';
import { Malformed } from './malformed.ts';

export const MAX_ENTRY_BYTES = 65_535;

export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry of ${entry.length} bytes; at most ${MAX_ENTRY_BYTES}`);
      return [Uint8Array.of(Math.floor(entry.length / 256), entry.length % 256), entry];
    }),
  );
}

/** Exactly `width` entries, or it is refused. */
export function decodeBundle(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (entries.length === width) throw new Malformed('bundle', `found an entry bundle of more than ${width} entries; expected ${width}`);
    const high = bytes[at];
    const low = bytes[at + 1];
    const end = at + 2 + (high ?? 0) * 256 + (low ?? 0);
    if (high === undefined || low === undefined || end > bytes.length) throw new Malformed('bundle', `found an entry bundle that is cut short in its entry ${entries.length}`);
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  if (entries.length !== width) throw new Malformed('bundle', `found an entry bundle of ${entries.length} entries; expected ${width}`);
  return entries;
}
