/** Signed notes (c2sp.org/signed-note v1.0.0): a text, an empty line, signature lines. */
import { base64, concat, fromBase64, fromHex, fromUtf8, hex, linesOf, utf8 } from './encoding.ts';
import { isKeyName } from './key.ts';
import { Malformed, shown } from './malformed.ts';

export type NoteSignature = {
  readonly name: string;
  /** 8 hexadecimal digits. */
  readonly id: string;
  /** What follows the key id. */
  readonly blob: Uint8Array;
  /** The whole line, with its LF. */
  readonly line: string;
};

export type Note = { readonly text: string; readonly signatures: readonly NoteSignature[] };

/** Sixteen signatures of 5 kB each fit (signed-note, "Format"); more bytes or lines are refused unread. */
export const MAX_NOTE_BYTES = 131_072;
const MAX_SIGNATURES = 64;

const PREFIX = '\u2014 ';

export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > MAX_NOTE_BYTES) throw new Malformed('note', `found a note of ${bytes.length} bytes; expected at most ${MAX_NOTE_BYTES}`);
  const whole = fromUtf8(bytes);
  linesOf(whole);
  const split = whole.lastIndexOf('\n\n');
  if (split === -1) throw new Malformed('note', 'found no empty line between text and signatures; expected a signed note');
  const lines = linesOf(whole.slice(split + 2));
  if (lines.length > MAX_SIGNATURES) throw new Malformed('note', `found ${lines.length} signatures; expected at most ${MAX_SIGNATURES}`);
  return { text: whole.slice(0, split + 1), signatures: lines.map((line) => parseSignatureLine(`${line}\n`)) };
}

/** `— <name> <base64 of key id and signature>` and LF. */
export function parseSignatureLine(line: string): NoteSignature {
  const match = /^\u2014 ([^ \n]+) ([^ \n]+)\n$/u.exec(line);
  if (match === null || !isKeyName(match[1] ?? '')) throw new Malformed('note', `found ${shown(line)}; expected a signature line "— name base64"`);
  const bytes = fromBase64(match[2] ?? '');
  if (bytes.length < 5) throw new Malformed('note', `found a signature of ${bytes.length} bytes; expected a key id of 4 bytes and a signature`);
  return { name: match[1] ?? '', id: hex(bytes.subarray(0, 4)), blob: bytes.subarray(4), line };
}

export const signatureLine = (name: string, id: string, blob: Uint8Array): string => `${PREFIX}${name} ${base64(concat(fromHex(id), blob))}\n`;

/** `text` ends in LF; `lines` end in LF each. */
export const formatNote = (text: string, lines: readonly string[]): Uint8Array => utf8(`${text}\n${lines.join('')}`);
