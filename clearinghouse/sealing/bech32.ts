/** Bech32 (BIP 173) as age writes its keys: the checksum of BIP 173, without its limit of 90 characters. */

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const CHECKSUM_WORDS = 6;

function polymod(words: readonly number[]): number {
  let sum = 1;
  for (const word of words) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    GENERATOR.forEach((value, bit) => {
      if (((top >>> bit) & 1) === 1) sum ^= value;
    });
  }
  return sum;
}

const expanded = (prefix: string): readonly number[] => {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >>> 5), 0, ...codes.map((code) => code & 31)];
};

/** Groups of `from` bits as groups of `to` bits; what is left over is padded with zeros, or must be zeros shorter than a group. */
function regroup(values: Iterable<number>, from: number, to: number, pad: boolean): number[] | null {
  const groups: number[] = [];
  let held = 0;
  let bits = 0;
  for (const value of values) {
    held = ((held << from) | value) & 0xfff;
    bits += from;
    while (bits >= to) {
      bits -= to;
      groups.push((held >>> bits) & ((1 << to) - 1));
    }
  }
  const left = held & ((1 << bits) - 1);
  if (!pad) return bits < from && left === 0 ? groups : null;
  return bits === 0 ? groups : [...groups, (left << (to - bits)) & ((1 << to) - 1)];
}

/** In lower case; `prefix` is lower case too. */
export function toBech32(prefix: string, bytes: Uint8Array): string {
  const words = regroup(bytes, 8, 5, true) ?? [];
  const sum = polymod([...expanded(prefix), ...words, ...Array<number>(CHECKSUM_WORDS).fill(0)]) ^ 1;
  const checksum = Array.from({ length: CHECKSUM_WORDS }, (_, at) => (sum >>> (5 * (CHECKSUM_WORDS - 1 - at))) & 31);
  return `${prefix}1${[...words, ...checksum].map((word) => ALPHABET.charAt(word)).join('')}`;
}

/** The bytes of a text in lower case with this prefix; null where it is not one, or its checksum is wrong. */
export function fromBech32(prefix: string, text: string): Uint8Array | null {
  if (!text.startsWith(`${prefix}1`)) return null;
  const words = Array.from(text.slice(prefix.length + 1), (letter) => ALPHABET.indexOf(letter));
  if (words.length < CHECKSUM_WORDS || words.includes(-1) || polymod([...expanded(prefix), ...words]) !== 1) return null;
  const bytes = regroup(words.slice(0, -CHECKSUM_WORDS), 5, 8, false);
  return bytes === null ? null : Uint8Array.from(bytes);
}
