/** How a wallet key's fingerprint is shown, on the wallet page and by the bank. Nothing here needs more than the language itself. */

const SHOWN_BYTES = 8;

/**
 * For eyes and telephones, `51e0 9a7a 6bd3 8b94`: the first 64 bits of the SHA-256 of a public key's 32 bytes, in hex. `digest`: that SHA-256; throws
 * RangeError where it is too short.
 */
export function shownFingerprint(digest: Uint8Array): string {
  if (digest.length < SHOWN_BYTES) throw new RangeError('a digest of eight bytes at least is needed');
  const hex = Array.from(digest.slice(0, SHOWN_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{4})(?=.)/g, '$1 ');
}
