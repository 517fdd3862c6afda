import { withoutTrailingSpace } from './charset.ts';

/**
 * Content-Transfer-Encoding where the signature does not cover it (Gmail, Outlook.com, iCloud): whoever has the mail in hand may put the field on, take it off or
 * change it, and the same signed bytes are read as other lines. So the body must be one that only the declared encoding fits, as far as lines, and words
 * that could be hidden, go. Nothing is asked of multiparts: RFC 2045 §6.4 forbids to encode them, gate 0 refuses those that are, and the encodings of
 * their parts stand in the signed body.
 */

/** A byte that no encoder leaves as it is (ESC of ISO-2022-JP among them), or an equals sign that neither begins an escape nor ends its line. */
const NOT_QUOTED_PRINTABLE = /[^\t\r\n\x20-\x7e]|=(?![0-9a-f]{2}|[ \t]*(?:\r?\n|$))/i;
const SOFT_BREAK = /=[ \t]*(?:\r?\n|$)/;
/** What has to be escaped (RFC 2045 §6.7): control characters, the equals sign, all beyond ASCII; in capitals, as it has to be, so that `?lang=de` is none. */
const NEEDED_ESCAPE = /=(?:[01][0-9A-F]|3D|7F|[89A-F][0-9A-F])/;
const BREAK_ESCAPE = /=0[ad]/i;
const BASE64_LINE = /^[A-Za-z0-9+/]+={0,2}$/;
/** No word of anybody is that long, and every encoder writes longer lines. */
const SURELY_BASE64 = 60;

/** Whether an encoder could have written it; also of text without any equals sign. */
const fitsQuotedPrintable = (body: string): boolean => !NOT_QUOTED_PRINTABLE.test(body);

/** An escaped line break with more of the line behind it makes a line that is none in the bytes. At the end of a line some clients write it, and it makes none. */
const breaksWithin = (line: string): boolean => {
  const written = withoutTrailingSpace(line);
  let end = written.endsWith('=') ? written.length - 1 : written.length;
  while (end >= 3 && BREAK_ESCAPE.test(written.slice(end - 3, end))) end -= 3;
  return BREAK_ESCAPE.test(written.slice(0, end));
};

const linesOf = (body: string): string[] => {
  const lines = body.split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines;
};

const isBase64 = (lines: readonly string[]): boolean => lines.every((line, at) => BASE64_LINE.test(line) && (at === lines.length - 1 || !line.endsWith('=')));

/** Why a body in this encoding, which nobody signed, could be another text in another encoding; null where it could not. Linear in the body. */
export const encodingTrouble = (bytes: Buffer, encoding: string): string | null => {
  const body = bytes.toString('latin1');
  const lines = linesOf(body);
  if (encoding === 'base64') return isBase64(lines) ? null : 'more than base64 in unsigned base64';
  if ((lines[0] ?? '').length >= SURELY_BASE64 && isBase64(lines)) return `base64 in unsigned ${encoding}`;
  const fits = fitsQuotedPrintable(body);
  if (encoding === 'quoted-printable') return fits ? (lines.some(breaksWithin) ? 'escaped line breaks in unsigned quoted-printable' : null) : 'more than quoted-printable in unsigned quoted-printable';
  return fits && (SOFT_BREAK.test(body) || NEEDED_ESCAPE.test(body)) ? `quoted-printable in unsigned ${encoding}` : null;
};
