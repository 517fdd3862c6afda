import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * Encryption at rest: AES-256-GCM (NIST SP 800-38D) under a key that is kept outside the database. A sealed value is
 * `version 1 (1 byte) · IV (12 bytes) · tag (16 bytes) · ciphertext`; its label is authenticated with it, so that a value moved to another row does not open.
 */

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;

/** Bytes that are not what was sealed: a damaged file, or another key. */
export class Unopened extends Error {}

export type Sealer = {
  readonly seal: (label: string, plain: Uint8Array) => Uint8Array;
  /** Throws Unopened where key, label or a single bit is not the one that it was sealed with. */
  readonly open: (label: string, sealed: Uint8Array) => Uint8Array;
  /** Null in place of throwing: one damaged row must not end the daemon at each start. */
  readonly openWhole: (label: string, sealed: Uint8Array) => Buffer | null;
};

/** `key` is 32 bytes; `random` gives as many unpredictable bytes as it is asked for. */
export function makeSealer(key: Uint8Array, random: (bytes: number) => Uint8Array): Sealer {
  if (key.length !== 32) throw new RangeError(`the letter key is ${key.length} bytes, expected 32`);
  const open: Sealer['open'] = (label, sealed) => {
    if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) throw new Unopened(`${label}: no sealed value of version ${VERSION}`);
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(label)).setAuthTag(sealed.subarray(1 + IV_BYTES, HEAD_BYTES));
    const plain = decipher.update(sealed.subarray(HEAD_BYTES));
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      throw new Unopened(`${label}: the sealed value does not open (another key, or changed bytes)`);
    }
  };
  return {
    seal: (label, plain) => {
      const iv = random(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(label));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), text]);
    },
    open,
    openWhole: (label, sealed) => {
      try {
        return Buffer.from(open(label, sealed));
      } catch (error) {
        if (error instanceof Unopened) return null;
        throw error;
      }
    },
  };
}
