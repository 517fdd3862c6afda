/**
 * What is sealed is packed first: raw DEFLATE (RFC 1951) with a preset dictionary of what our own records and mails have in common, since a row is too short to
 * have much in common with itself. The first byte tells how it is packed; what it means is for ever, as is every byte of a dictionary that was ever used.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { makeDeflating, type Deflating } from './deflating.ts';

const AS_IS = 0;
const RECORD = 1;
const MAIL = 2;

/** To pack takes the time of some ten pages' writing for each of these: what is longer has files in it, which are packed already, and others wait for the writer. */
const LONGEST = 65_536;
/** Above this a row gets hardly smaller and every row dearer. */
const LEVEL = 3;

/** By the first word of a label (labels.ts). All others stay as they are. */
const packings = new Map<string, number>([
  ['reading', RECORD], ['decision', RECORD], ['payment', RECORD], ['entry', RECORD], ['notice', RECORD], ['notice-bytes', MAIL], ['letter', MAIL],
]);

const deflatings = new Map<number, Deflating>([
  [RECORD, deflating('records-1.txt', 'e671751dcee44a49466aee67c3d1dafe2ff5b7c32e186e868124be0bef0c1fde')],
  [MAIL, deflating('mails-1.txt', 'da53d05b6c5b768ec6487005dc443e634de759fb67dfd3c5498286199dad85f3')],
]);

/** With lines as mails end them, however a checkout has ended them. */
function deflating(name: string, sha256: string): Deflating {
  const content = Buffer.from(readFileSync(new URL(`./packing/${name}`, import.meta.url), 'utf8').replaceAll(/\r?\n/g, '\r\n'));
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) throw new Error(`store/common/packing/${name}: its SHA-256 is ${found}, expected ${sha256}; what was packed with it opens with no other: restore the file`);
  return makeDeflating({ dictionary: content, level: LEVEL, longest: LONGEST });
}

export function pack(label: string, plain: Uint8Array): readonly [packing: number, packed: Uint8Array] {
  const packing = packings.get(label.slice(0, Math.max(0, label.indexOf(':')))) ?? AS_IS;
  const packed = plain.length > LONGEST ? null : (deflatings.get(packing)?.deflate(plain) ?? null);
  return packed === null ? [AS_IS, plain] : [packing, packed];
}

/** Throws where it was not packed so. */
export function unpack(label: string, packing: number, packed: Uint8Array): Uint8Array {
  if (packing === AS_IS) return packed;
  const way = deflatings.get(packing);
  if (way === undefined) throw new Error(`${label}: packed in the way ${packing}, which this program does not know`);
  return way.inflate(packed);
}
