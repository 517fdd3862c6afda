/**
 * Encryption at rest: AES-256-GCM (NIST SP 800-38D) under one key that is kept outside the database. A sealed value is
 * `version 2 (1 byte) · packing (1 byte) · IV (12 bytes) · tag (16 bytes) · ciphertext of the packed bytes (packing.ts)`. Version, packing and label
 * ("letter:<sha256>", "payment:17") are authenticated with it, so that a sealed value moved to another row does not open. Version 1, of older rows, has no
 * packing, the bytes as they are, and the label alone is authenticated.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomFillSync } from 'node:crypto';
import { macOf } from '../../protocol/mac.ts';
import { pack, unpack } from './packing.ts';

const UNPACKED = 1;
const PACKED = 2;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** To draw an IV by itself costs thirty times what its share of so many at once does. */
const IVS_AT_ONCE = 64;

export type Sealer = {
  readonly seal: (label: string, plain: Uint8Array) => Uint8Array;
  /** Throws where key, label or a single bit is not the one that it was sealed with. */
  readonly open: (label: string, sealed: Uint8Array) => Uint8Array;
  readonly sealText: (label: string, plain: string) => Uint8Array;
  readonly openText: (label: string, sealed: Uint8Array) => string;
  /** 16 bytes by which a text is found again: who has the database alone can't try texts against them. */
  readonly nameOf: (text: string) => Uint8Array;
};

/** What stands before the IV is authenticated as well. */
const authenticated = (head: Uint8Array, label: string): Uint8Array => Buffer.from(head[0] === UNPACKED ? label : `${head.join('.')} ${label}`);

/** The bytes before the IV; null: it is no sealed value. */
function headOf(sealed: Uint8Array): Uint8Array | null {
  const head = sealed.subarray(0, sealed[0] === UNPACKED ? 1 : 2);
  return (sealed[0] === UNPACKED || sealed[0] === PACKED) && sealed.length >= head.length + IV_BYTES + TAG_BYTES ? head : null;
}

/** `key` is 32 bytes. One key seals at most 2^32 values (SP 800-38D §8.3, random IVs). */
export function makeSealer(key: Uint8Array): Sealer {
  if (key.length !== 32) throw new RangeError(`the letter key is ${key.length} bytes, expected 32`);
  // A key object is set up once; bytes are at every use.
  const own = createSecretKey(key);
  // One key for one use: that of the names is derived.
  const names = createHmac('sha256', key).update('names').digest();
  const nextIv = drawIvs();
  const seal = (label: string, plain: Uint8Array): Uint8Array => {
    const iv = nextIv();
    const [packing, packed] = pack(label, plain);
    const head = Buffer.of(PACKED, packing);
    const cipher = createCipheriv('aes-256-gcm', own, iv, { authTagLength: TAG_BYTES }).setAAD(authenticated(head, label));
    const text = cipher.update(packed);
    cipher.final();
    return Buffer.concat([head, iv, cipher.getAuthTag(), text]);
  };
  /** Bytes to be used up before the next value is opened. */
  const opened = (label: string, sealed: Uint8Array): Uint8Array => {
    const head = headOf(sealed);
    if (head === null) throw new Error(`${label}: not a sealed value of version ${UNPACKED} or ${PACKED}`);
    const [ivAt, tagAt, textAt] = [head.length, head.length + IV_BYTES, head.length + IV_BYTES + TAG_BYTES];
    const decipher = createDecipheriv('aes-256-gcm', own, sealed.subarray(ivAt, tagAt), { authTagLength: TAG_BYTES }).setAAD(authenticated(head, label)).setAuthTag(sealed.subarray(tagAt, textAt));
    const packed = decipher.update(sealed.subarray(textAt));
    try {
      decipher.final();
    } catch {
      throw new Error(`${label}: the sealed value does not open (another key, or changed bytes)`);
    }
    const [, packing] = head;
    return packing === undefined ? packed : unpack(label, packing, packed);
  };
  return {
    seal,
    open: (label, sealed) => Buffer.from(opened(label, sealed)),
    sealText: (label, plain) => seal(label, Buffer.from(plain)),
    openText: (label, sealed) => textOf(opened(label, sealed)),
    nameOf: (text) => macOf(names, text).subarray(0, 16),
  };
}

/** Each is given once. To be used up before the next is asked for: what is drawn anew takes its place. */
function drawIvs(): () => Uint8Array {
  const drawn = new Uint8Array(IV_BYTES * IVS_AT_ONCE);
  let at = drawn.length;
  return () => {
    if (at === drawn.length) {
      randomFillSync(drawn);
      at = 0;
    }
    at += IV_BYTES;
    return drawn.subarray(at - IV_BYTES, at);
  };
}

const textOf = ({ buffer, byteOffset, length }: Uint8Array): string => Buffer.from(buffer, byteOffset, length).toString();
