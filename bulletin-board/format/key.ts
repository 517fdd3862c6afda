/** Verifier keys of signed notes (c2sp.org/signed-note) and the checks of their signatures. */
import { verifyEd25519 as verify } from '#ed25519';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { base64, concat, fromBase64, hex, sameBytes, utf8 } from './encoding.ts';
import { sha256 } from './hash.ts';
import { Malformed, shown } from './malformed.ts';

/** 01 Ed25519; 04 Ed25519 cosignature/v1; 06 ML-DSA-44 cosignature (c2sp.org/tlog-cosignature). */
export type KeyType = 1 | 4 | 6;

export type VerifierKey = {
  readonly name: string;
  readonly type: KeyType;
  /** 8 hexadecimal digits. */
  readonly id: string;
  readonly publicKey: Uint8Array;
  /** As it is written: `name+id+base64`. */
  readonly text: string;
};

const PUBLIC_BYTES: Readonly<Record<KeyType, number>> = { 1: 32, 4: 32, 6: 1_312 };
const KEY_ID_BYTES = 4;

/** Neither empty nor with a Unicode space, plus sign, control character or half of a character. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Cc}\p{Cs}+]+$/u.test(name);

/** What a length of one byte can say (`opaque<1..2^8-1>` of ML-DSA-44's signed message). */
const MAX_ML_DSA_NAME = 255;

export function makeKey(name: string, type: KeyType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new Malformed('key', `found the key name ${shown(name)}; expected no blank and no plus sign`);
  if (publicKey.length !== PUBLIC_BYTES[type]) throw new Malformed('key', `found a public key of ${publicKey.length} bytes; expected ${PUBLIC_BYTES[type]}`);
  if (type === 6 && utf8(name).length > MAX_ML_DSA_NAME) throw new Malformed('key', `found a key name of ${utf8(name).length} bytes; expected at most ${MAX_ML_DSA_NAME} for ML-DSA-44`);
  const typed = concat(Uint8Array.of(type), publicKey);
  const id = hex(sha256(concat(utf8(`${name}\n`), typed)).subarray(0, KEY_ID_BYTES));
  return { name, type, id, publicKey, text: `${name}+${id}+${base64(typed)}` };
}

const isKeyType = (byte: number | undefined): byte is KeyType => byte === 1 || byte === 4 || byte === 6;

/** `name+hex8+base64`; a key id that is not that of name and key is refused. */
export function parseKey(text: string): VerifierKey {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  if (first === -1 || second === -1) throw new Malformed('key', `found ${shown(text)}; expected a verifier key "name+id+key"`);
  const typed = fromBase64(text.slice(second + 1));
  if (!isKeyType(typed[0])) throw new Malformed('key', `found a key of type ${typed[0] ?? 'none'}; expected 1 (Ed25519), 4 (Ed25519 cosignature) or 6 (ML-DSA-44)`);
  const key = makeKey(text.slice(0, first), typed[0], typed.subarray(1));
  if (key.text !== text) throw new Malformed('key', `found the key id ${shown(text.slice(first + 1, second))} for ${shown(key.name)}; expected ${key.id}`);
  return key;
}

/** A key that stands in somebody's JSON: what is no text is refused as it is, since a stranger's object need not let itself be made one. */
export function parseListedKey(value: unknown): VerifierKey {
  if (typeof value !== 'string') throw new Malformed('key', 'found no text in a list of keys; expected verifier keys "name+id+key"');
  return parseKey(value);
}

/** RFC 8032 §5.1.7, strictly (no ZIP 215 encodings). */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return signature.length === 64 && verify(signature, message, publicKey);
  } catch {
    return false;
  }
}

/** FIPS 204, ML-DSA-44 with an empty context. */
export function verifyMlDsa(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ml_dsa44.verify(signature, message, publicKey);
  } catch {
    return false;
  }
}

export const sameKey = (a: VerifierKey, b: VerifierKey): boolean => a.name === b.name && a.type === b.type && sameBytes(a.publicKey, b.publicKey);
