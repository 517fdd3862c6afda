/**
 * What an age file shows before it is opened: whether it is sealed to one X25519 key and to nobody else. Stricter than age itself, which takes
 * any number of recipients of any kind. Nothing is computed here: a passphrase and its work factor are only seen.
 */
import { ARMOUR_BEGIN, ARMOUR_END, AGE_VERSION, sealedForm } from '../protocol/sealed-file.ts';
import type { ChequeFault } from '../protocol/reading.ts';

export type SealFault = Extract<ChequeFault, 'too-large' | 'not-sealed' | 'several-recipients' | 'not-ours' | 'altered'>;

export type SealTrouble = { readonly ok: false; readonly code: SealFault; readonly detail: string };

/** `bytes`: the file without its armour. `headerEnd`: where its header ends, the line with its MAC included. */
export type SealedFile = { readonly ok: true; readonly bytes: Buffer; readonly headerEnd: number };

/** No age file is looked at beyond this, with its armour and white space. */
export const MOST_FILE_BYTES = 65_536;

/** The payload's nonce (16 bytes) and the tag of its one chunk (16 bytes). */
const PAYLOAD_OVERHEAD = 32;

const BASE64_LINE = 64;
/** X25519: 32 bytes as the stanza's argument, 32 bytes as its body; HMAC-SHA-256 behind the dashes. Each is 43 letters, base64 without padding. */
const ONE_STANZA = new RegExp(`^${AGE_VERSION}\\n-> X25519 [A-Za-z0-9+/]{43}\\n[A-Za-z0-9+/]{43}\\n--- [A-Za-z0-9+/]{43}\\n`);

export const trouble = (code: SealFault, detail: string): SealTrouble => ({ ok: false, code, detail });

/** Armour (age's strict PEM: lines of 64 letters, LF or CRLF) with white space around it, nothing else. null: it is broken. */
function withoutArmour(bytes: Uint8Array): Buffer | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const lines = text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '').split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const content = lines.slice(1, -1);
  const full = content.every((line, at) => (at < content.length - 1 ? line.length === BASE64_LINE : line.length > 0 && line.length <= BASE64_LINE));
  if (lines.length < 3 || lines[0] !== ARMOUR_BEGIN || lines.at(-1) !== ARMOUR_END || !full) return null;
  const base64 = content.join('');
  const decoded = Buffer.from(base64, 'base64');
  return decoded.toString('base64') === base64 ? decoded : null;
}

/** Why a header that is not that of one X25519 recipient is refused. */
function headerTrouble(bytes: Buffer): SealTrouble {
  const lines = bytes.toString('latin1').split('\n');
  if (lines[0] !== AGE_VERSION) return trouble('not-sealed', 'another version of age');
  const macAt = lines.findIndex((line) => line.startsWith('---'));
  const kinds = lines.slice(1, macAt === -1 ? lines.length : macAt).filter((line) => line.startsWith('-> ')).map((line) => line.split(' ')[1] ?? '');
  if (kinds.length > 1) return trouble('several-recipients', 'more than one recipient');
  if (kinds[0] === 'scrypt') return trouble('not-sealed', 'sealed with a passphrase');
  return kinds[0] !== undefined && kinds[0] !== 'X25519' && macAt !== -1 ? trouble('not-sealed', 'sealed to another kind of key') : trouble('altered', 'the header is broken');
}

/**
 * Looks at a file that begins as an age file; null: it does not. `mostContent`: the most bytes that may lie in it.
 * What is wrong is told in the order in which it is seen; nothing has been opened yet.
 */
export function sealedFile(file: Uint8Array, mostContent: number): SealedFile | SealTrouble | null {
  const form = sealedForm(file);
  if (form === null) return null;
  if (file.length > MOST_FILE_BYTES) return trouble('too-large', `${file.length} bytes`);
  const bytes = form === 'armour' ? withoutArmour(file) : Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes === null) return trouble('altered', 'the armour is broken, or something stands behind it');
  const header = ONE_STANZA.exec(bytes.toString('latin1', 0, 256))?.[0];
  if (header === undefined) return sealedForm(bytes) === 'binary' ? headerTrouble(bytes) : trouble('not-sealed', 'no age file within the armour');
  const content = bytes.length - header.length - PAYLOAD_OVERHEAD;
  if (content > mostContent) return trouble('too-large', `${content} bytes in it`);
  return content < 0 ? trouble('altered', 'it ends too early') : { ok: true, bytes, headerEnd: header.length };
}
