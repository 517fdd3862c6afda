/**
 * Words from outside (names, subjects, lines of an invoice) made safe to stand in a notice: one line, nothing invisible, no direction
 * marks, no control characters, bounded. Linear in the text's length.
 */

import { shownAddress as inBothForms } from '../protocol/address.ts';
import { SECRET_MARK_CLOSE, SECRET_MARK_OPEN } from '../protocol/reading.ts';

/** No name, subject or label from outside is longer in a notice. */
export const MAX_CHARACTERS = 80;

/** Where a reading holds a password there stands a mark (protocol/reading.ts); nobody is shown more than that there is one. */
const SECRET = new RegExp(`${SECRET_MARK_OPEN}[^${SECRET_MARK_CLOSE}]{0,40}${SECRET_MARK_CLOSE}?`, 'g');

/** What a cleaned string never holds, so that the bank's own texts may use them: a space and a border at which no line is broken. */
export const NO_BREAK_SPACE = '\u00A0';
export const NO_BREAK = '\u2060';

const BLANKS = /[\s\p{Z}\p{Cc}]+/gu;
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;
/** More combining marks on one letter would climb over the lines around it. */
const MARK_RUN = /(\p{M}{3})\p{M}+/gu;
/** Far above every bound below; the rest is not even looked at. */
const MAX_INPUT = 4000;

/** Words of ASCII, one blank between them: clean already. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line of visible text. */
export function clean(text: string): string {
  if (text.length <= MAX_INPUT && PLAIN.test(text)) return text;
  return text.slice(0, MAX_INPUT).toWellFormed().replace(SECRET, '…').replace(BLANKS, ' ').replace(INVISIBLE, '').replace(MARK_RUN, '$1').replace(BLANKS, ' ').trim();
}

/** At most `max` characters (code points), the last of them `…` where something was left out. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('').trimEnd()}…`;
}

export const short = (text: string): string => shorten(clean(text), MAX_CHARACTERS);

/** An address is never shortened to look like another one; RFC 5321 §4.5.3.1 bounds it at 254. Its U-labels are shown with the A-labels behind them. */
export const shownAddress = (address: string): string => inBothForms(shorten(clean(address).replaceAll(' ', ''), 254));

/** Keeps a date, a sum, or "the word OK" on one line. Only for the bank's own words. */
export const glue = (text: string): string => [...text].map((one) => (one === ' ' ? NO_BREAK_SPACE : one)).join(NO_BREAK);

/** Without the marks of `glue`. */
export const unglued = (text: string): string => text.replaceAll(NO_BREAK, '').replaceAll(NO_BREAK_SPACE, ' ');
