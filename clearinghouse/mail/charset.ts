/**
 * Charsets and transfer encodings of text parts. Decoding is WHATWG's (TextDecoder); a label outside of it, and UTF-7, is refused
 * before any decoding, since mail clients guess differently there.
 */

/** Labels that mails use and WHATWG does not know. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['cp932', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['cp50222', 'iso-2022-jp'],
  ['iso-2022-jp-ms', 'iso-2022-jp'],
  ['iso-2022-jp-1', 'iso-2022-jp'],
  ['jis', 'iso-2022-jp'],
  ['cp51932', 'euc-jp'],
  ['eucjp-ms', 'euc-jp'],
  ['cp949', 'euc-kr'],
  ['cp936', 'gbk'],
  ['cp950', 'big5'],
  ['utf-8n', 'utf-8'],
]);

/**
 * ASCII labels, and those by which a program says that it does not know (RFC 1428 §3; Alpine quotes so): what stands behind them is ASCII, UTF-8 sent
 * without saying so, or JIS sent without saying so. Of other bytes the two parsers make two texts.
 */
const ASCII_LABELS: readonly string[] = ['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'iso-ir-6', 'iso646-us', 'x-unknown', 'unknown-8bit', 'unknown'];

export type CharsetName = { readonly kind: 'known'; readonly name: string } | { readonly kind: 'refused'; readonly code: 'charset-utf-7' | 'unknown-charset' };

/** The charset that a label names; no label, or an ASCII one, is `us-ascii`. */
export const charsetOf = (label: string | undefined): CharsetName => {
  const wanted = (label ?? '').trim().toLowerCase().replace(/^["']|["']$/g, '');
  if (ASCII_LABELS.includes(wanted)) return { kind: 'known', name: 'us-ascii' };
  if (/utf-?7/.test(wanted)) return { kind: 'refused', code: 'charset-utf-7' };
  try {
    const name = new TextDecoder(ALIASES.get(wanted) ?? wanted).encoding;
    return name === 'replacement' ? { kind: 'refused', code: 'unknown-charset' } : { kind: 'known', name };
  } catch {
    return { kind: 'refused', code: 'unknown-charset' };
  }
};

/** Seven-bit text in which a JIS escape stands: ESC $ @, ESC $ B or ESC ( J (RFC 1468). */
export const looksLikeJis = (bytes: Buffer): boolean => ['\x1b$@', '\x1b$B', '\x1b(J'].some((escape) => bytes.includes(escape)) && !bytes.some((byte) => byte > 0x7f);

/** Bytes of a text part as text. What can't be decoded becomes U+FFFD, so that the reader of the text sees it; a leading BOM is kept away. */
export const decodeText = (bytes: Buffer, charset: string): string => {
  if (charset !== 'us-ascii') return new TextDecoder(charset).decode(bytes);
  return new TextDecoder(looksLikeJis(bytes) ? 'iso-2022-jp' : 'utf-8').decode(bytes);
};

/** White space before a line break is no content (RFC 2045 §6.7 rule 3). A loop: the same as a regular expression takes quadratic time on a megabyte of spaces. */
export const withoutTrailingSpace = (line: string): string => {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
};

const decodeQuotedPrintable = (bytes: Buffer): Buffer => {
  const lines = bytes.toString('latin1').split('\n').map(withoutTrailingSpace);
  const text = lines.map((line, at) => (line.endsWith('=') ? line.slice(0, -1) : at < lines.length - 1 ? `${line}\r\n` : line)).join('');
  return Buffer.from(text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
};

/** Transfer encodings of RFC 2045 §6.1; '' (no field) is 7bit. */
export const TRANSFER_ENCODINGS: readonly string[] = ['7bit', '8bit', 'binary', 'quoted-printable', 'base64'];

/** Takes the transfer encoding off. Total: what is malformed decodes to something, never throws. */
export const decodeTransfer = (bytes: Buffer, encoding: string): Buffer => {
  if (encoding === 'base64') return Buffer.from(bytes.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(bytes) : bytes;
};
