/** Salted commitments of named fields (4-board §2): one salt for each field, so that one can be shown and the others hidden. */
import { base64, concat, sameBytes, utf8 } from './encoding.ts';
import { hmacSha256, sha256 } from './hash.ts';

export type Field = { readonly name: string; readonly value: string; /** 32 bytes. */ readonly salt: Uint8Array };

export const FACE_DOMAIN = 'kakitome/board-face/v1';
export const DETAILS_DOMAIN = 'kakitome/board-details/v1';

/** HMAC-SHA256 under the salt over the compact JSON `[name,value]`. */
export const fieldDigest = ({ name, value, salt }: Field): Uint8Array => hmacSha256(salt, utf8(JSON.stringify([name, value])));

/** SHA-256 over domain, a zero byte and the fields' digests in their order. */
export const commitment = (domain: string, digests: readonly Uint8Array[]): Uint8Array => sha256(concat(utf8(`${domain}\0`), ...digests));

export const opensTo = (domain: string, digests: readonly Uint8Array[], expected: Uint8Array): boolean => sameBytes(commitment(domain, digests), expected);

export const commitmentText = (domain: string, fields: readonly Field[]): string => base64(commitment(domain, fields.map(fieldDigest)));
