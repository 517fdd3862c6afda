/** How a file begins that is sealed with age (age-encryption.org/v1), so that one can be told from other files without opening it. */

export const ARMOUR_BEGIN = '-----BEGIN AGE ENCRYPTED FILE-----';
export const ARMOUR_END = '-----END AGE ENCRYPTED FILE-----';
export const AGE_NAME = 'age-encryption.org/';
export const AGE_VERSION = 'age-encryption.org/v1';

/** White space before the armour that is still taken. */
const MOST_SPACE = 1_024;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

const beginsWith = (bytes: Uint8Array, at: number, text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
};

/** Whether the bytes begin as an age file, and which of the two: `armour` may have white space before it. null: no age file. */
export function sealedForm(bytes: Uint8Array): 'armour' | 'binary' | null {
  if (beginsWith(bytes, 0, AGE_NAME)) return 'binary';
  let at = 0;
  while (at < MOST_SPACE && isSpace(bytes[at])) at += 1;
  return beginsWith(bytes, at, ARMOUR_BEGIN) ? 'armour' : null;
}
