/**
 * What is sealed is packed first: raw DEFLATE (RFC 1951) with a preset dictionary of what our own records and mails have in common, since a row is too short to
 * have much in common with itself. The first byte tells how it is packed; what it means is for ever, as is every byte of a dictionary that was ever used.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeDeflating, type Deflating } from './deflating.ts';

const AS_IS = 0;

/** What is longer has files in it, which are packed already, and others wait for the writer meanwhile. */
const LONGEST = 65_536;
/** Above this a row gets hardly smaller and every row dearer. */
const LEVEL = 3;

/** Pieces of dictionaries. */
const parts = piece('parts-1.txt', 'a9409e0d3814188dec3987b03acbf4f8c60d3a1344f365871d0e563d5e111168');
const readings = piece('readings-1.txt', '84ed72f663797d432b3c29a8b29187684af4b74e6734886d52d73161faa33bd4');
const decisions = piece('decisions-1.txt', '98da82d683e40eb3db90143ea7789155cbda94bd6a9e6149d748fa684931724a');
const letters = piece('letters-1.txt', '9fcbcee043089d54aadfe614a1a04c29c71148fabff7931f4d78f55626913eb7');
const mails = piece('mails-1.txt', '1684a7f7aef756766137f459a8a27ca2fd9570919c0ef929a5a2ec0553f006ef');

/** By the first byte. A long dictionary takes its time with each value, so short values have a short one. */
const deflatings = new Map<number, Deflating>([
  [1, deflating(parts)],
  [2, deflating(parts, readings)],
  [3, deflating(parts, readings, decisions)],
  [4, deflating(letters)],
  [5, deflating(letters, mails)],
]);

/** By the first word of a label (labels.ts). All others stay as they are. */
const packings = new Map<string, number>([['payment', 1], ['entry', 1], ['notice', 1], ['reading', 2], ['decision', 3], ['letter', 4], ['notice-bytes', 5]]);

/** With lines as mails end them, however a checkout has ended them. */
function piece(name: string, sha256: string): Buffer {
  const content = Buffer.from(readFileSync(new URL(`./packing/${name}`, import.meta.url), 'utf8').replaceAll(/\r?\n/g, '\r\n'));
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) throw new Error(`store/common/packing/${name}: its SHA-256 is ${found}, expected ${sha256}; what was packed with it opens with no other: restore the file`);
  return content;
}

function deflating(...pieces: readonly Buffer[]): Deflating {
  return makeDeflating({ dictionary: Buffer.concat(pieces), level: LEVEL, longest: LONGEST });
}

/** The packed bytes are to be used up before the next value is packed. */
export function pack(label: string, plain: Uint8Array): readonly [packing: number, packed: Uint8Array] {
  const packing = packings.get(label.slice(0, Math.max(0, label.indexOf(':')))) ?? AS_IS;
  const packed = plain.length > LONGEST ? null : (deflatings.get(packing)?.deflate(plain) ?? null);
  return packed === null ? [AS_IS, plain] : [packing, packed];
}

/** Bytes to be used up, or copied, before the next value is unpacked. Throws where it was not packed so. */
export function unpack(label: string, packing: number, packed: Uint8Array): Uint8Array {
  if (packing === AS_IS) return packed;
  const way = deflatings.get(packing);
  if (way === undefined) throw new Error(`${label}: packed in the way ${packing}, which this program does not know`);
  return way.inflate(packed);
}
