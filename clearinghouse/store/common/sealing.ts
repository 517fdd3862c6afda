/**
 * Encryption at rest: AES-256-GCM (NIST SP 800-38D) under one key that is kept outside the database. A sealed value is
 * `version 2 (1 byte) · IV (12 bytes) · tag (16 bytes) · ciphertext of packing (1 byte) and packed bytes (packing.ts)`. Version and label
 * ("letter:<sha256>", "payment:17") are authenticated with it, so that a sealed value moved to another row does not open. Version 1, of older rows, has the
 * bytes as they are, and the label alone is authenticated.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { pack, unpack } from './packing.ts';

const UNPACKED = 1;
const PACKED = 2;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + IV_BYTES + TAG_BYTES;

export type Sealer = {
  readonly seal: (label: string, plain: Uint8Array) => Uint8Array;
  /** Throws where key, label or a single bit is not the one that it was sealed with. */
  readonly open: (label: string, sealed: Uint8Array) => Uint8Array;
  readonly sealText: (label: string, plain: string) => Uint8Array;
  readonly openText: (label: string, sealed: Uint8Array) => string;
};

const authenticated = (version: number, label: string): Uint8Array => Buffer.from(version === UNPACKED ? label : `${version} ${label}`);

/** `key` is 32 bytes. One key seals at most 2^32 values (SP 800-38D §8.3, random IVs). */
export function makeSealer(key: Uint8Array): Sealer {
  if (key.length !== 32) throw new RangeError(`the letter key is ${key.length} bytes, expected 32`);
  // A key object is set up once; bytes are at every use.
  const own = createSecretKey(key);
  const seal = (label: string, plain: Uint8Array): Uint8Array => {
    const iv = randomBytes(IV_BYTES);
    const [packing, packed] = pack(label, plain);
    const cipher = createCipheriv('aes-256-gcm', own, iv, { authTagLength: TAG_BYTES }).setAAD(authenticated(PACKED, label));
    const text = [cipher.update(Buffer.of(packing)), cipher.update(packed)];
    cipher.final();
    return Buffer.concat([Buffer.of(PACKED), iv, cipher.getAuthTag(), ...text]);
  };
  const open = (label: string, sealed: Uint8Array): Uint8Array => {
    const [version] = sealed;
    if (sealed.length < HEADER_BYTES || (version !== UNPACKED && version !== PACKED)) throw new Error(`${label}: not a sealed value of version ${UNPACKED} or ${PACKED}`);
    const tag = sealed.subarray(1 + IV_BYTES, HEADER_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', own, sealed.subarray(1, 1 + IV_BYTES), { authTagLength: TAG_BYTES }).setAAD(authenticated(version, label)).setAuthTag(tag);
    const plain = decipher.update(sealed.subarray(HEADER_BYTES));
    try {
      decipher.final();
    } catch {
      throw new Error(`${label}: the sealed value does not open (another key, or changed bytes)`);
    }
    return version === PACKED ? unpack(label, plain[0] ?? -1, plain.subarray(1)) : plain;
  };
  return {
    seal,
    open,
    sealText: (label, plain) => seal(label, Buffer.from(plain)),
    openText: (label, sealed) => Buffer.from(open(label, sealed)).toString(),
  };
}
