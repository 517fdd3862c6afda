/** The keys of age for one kind of recipient, X25519: an identity opens what is sealed to its recipient. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { fromBech32, toBech32 } from './bech32.ts';

/** `identity`: `AGE-SECRET-KEY-1…`, in upper case. `recipient`: `age1…`, in lower case. */
export type AgeKeys = { readonly identity: string; readonly recipient: string };

export const SECRET_BYTES = 32;
const IDENTITY_PREFIX = 'age-secret-key-';
const RECIPIENT_PREFIX = 'age';

/** RFC 8410 §7: a private key of X25519 is its 32 bytes behind these (PKCS #8). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The keys of 32 random bytes. Throws RangeError for another number of bytes. */
export function newIdentity(secret: Uint8Array): AgeKeys {
  if (secret.length !== SECRET_BYTES) throw new RangeError('32 random bytes are needed');
  return { identity: toBech32(IDENTITY_PREFIX, secret).toUpperCase(), recipient: recipientOfSecret(secret) };
}

/** The recipient of an identity; null where the text is no identity of this kind. */
export function recipientOf(identity: string): string | null {
  const secret = identity === identity.toUpperCase() ? fromBech32(IDENTITY_PREFIX, identity.toLowerCase()) : null;
  return secret?.length === SECRET_BYTES ? recipientOfSecret(secret) : null;
}

/** Whether files can be sealed to it: `age1…`, X25519, in lower case. */
export const isRecipient = (text: string): boolean => fromBech32(RECIPIENT_PREFIX, text)?.length === SECRET_BYTES;

function recipientOfSecret(secret: Uint8Array): string {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return toBech32(RECIPIENT_PREFIX, Buffer.from(x ?? '', 'base64url'));
}
