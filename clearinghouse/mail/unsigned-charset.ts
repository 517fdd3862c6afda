import { isUtf8 } from 'node:buffer';
import { looksLikeJis } from './charset.ts';

/**
 * The charset of a text whose Content-Type the signature does not cover (Gmail): whoever has the mail in hand may write another one there. None can hide
 * ASCII, but the words of many languages are not ASCII: `上限：` or `Jusqu'à :` under a foreign name are letters that nobody knows, and the ceiling is gone.
 * So the bytes themselves must say which charset it is. Nothing is asked of multiparts: the charsets of their parts stand in the signed body.
 */

/** ESC, and the shifts SO and SI: what switches seven-bit text to another script. */
const SWITCHES = /[\x0e\x0f\x1b]/;
const BEYOND_ASCII = /[^\x00-\x7f]/;

/** Why text in this charset surely is another text: bytes of UTF-8 or JIS, and another name above them. Null where they fit, or say nothing. */
export const charsetTrouble = (content: Buffer, charset: string): string | null => {
  if (!BEYOND_ASCII.test(content.toString('latin1'))) {
    const switched = SWITCHES.test(content.toString('latin1'));
    return !switched || charset === 'iso-2022-jp' || (charset === 'us-ascii' && looksLikeJis(content)) ? null : `escapes in unsigned ${charset}`;
  }
  return !isUtf8(content) || charset === 'utf-8' || charset === 'us-ascii' ? null : `UTF-8 in unsigned ${charset}`;
};

/**
 * Marks of another script under the name windows-1252 (ISO-8859-1): three such bytes in a row, a word of two and nothing else, signs within a word, and bytes that
 * hardly any Western text has. Western words have one or two such letters among ASCII ones; of Greek, Cyrillic, Japanese and the like each byte, or every other,
 * is beyond ASCII.
 */
const OTHER_SCRIPT = /[\x80-\xff]{3}|(?<![A-Za-z\x80-\xff])[\x80-\xff]{2}(?![A-Za-z\x80-\xff])|[A-Za-z\xc0-\xff][\x80-\x91\x93-\xbf]+[A-Za-z\xc0-\xff]|[\x81-\x84\x86-\x90\x98\x9a-\x9f]/;

/** Whether nothing shows which of the eight-bit charsets a text is written in. What old clients of the West write shows it; to guess at others would be to trust the unsigned name. */
export const isUnsureCharset = (content: Buffer, charset: string): boolean => {
  const bytes = content.toString('latin1');
  if (!BEYOND_ASCII.test(bytes) || isUtf8(content)) return false;
  return charset !== 'windows-1252' || OTHER_SCRIPT.test(bytes);
};
