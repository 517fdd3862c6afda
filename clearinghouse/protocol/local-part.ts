/**
 * Local parts of mail addresses, those beyond ASCII too (RFC 6531, RFC 6532).
 *
 * Compared in NFC, as RFC 6532 §3.1 asks for, and not in a profile of PRECIS (RFC 8265): those map widths and case, and what a profile maps may be two
 * mailboxes of a server that does not. Of PRECIS only the refusals are taken: what its identifier class (RFC 8264 §9) disallows is refused here,
 * never changed into something else. Who writes decomposed letters throughout (NFD) means the same mailbox; a half-composed form, or a sign that NFC
 * replaces by another (the Kelvin sign), is refused.
 */
import { shownDomain } from './domain.ts';
import { highlyRestrictive, passesForAscii, plainCharacters, RIGHT_TO_LEFT } from './scripts.ts';

/** RFC 5321 §4.5.3.1.1, in octets. */
const MAX_OCTETS = 64;
/** Printable ASCII without what separates or quotes addresses. */
const ASCII_LOCAL = /^[!#-'*+\-./0-9=?A-Z^-~]+$/;
/** Beside it letters, marks and decimal digits: so no control, no blank, no direction mark, nothing unassigned, private or half of a pair. */
const LOCAL = /^[!#-'*+\-./0-9=?A-Z^-~\p{L}\p{Mn}\p{Mc}\p{Nd}\u3007]+$/u;
/** From right to left: letters at both ends, so that signs and digits stay where they were written (after RFC 5893 §2). */
const BOTH_ENDS = /^\p{Lo}(?:.*[\p{Lo}\p{Nd}\p{M}])?$/u;

/** Why a written local part is none: see `localRule`. */
export type LocalRule = 'encoded-word' | 'too-long' | 'half-composed' | 'bad-character' | 'unfit-character' | 'mixed-scripts' | 'looks-ascii' | 'direction';

/**
 * The rule by which a written local part (without quotes) of an address in that canonical domain could mean two mailboxes or look like another one; null
 * where it breaks none: see `plainCharacters`, `highlyRestrictive`, `passesForAscii`. An encoded word (RFC 2047) is refused: it has no place there, and a
 * reader that decodes it sees somebody else.
 */
export function localRule(written: string, domain: string): LocalRule | null {
  if (written.includes('=?')) return 'encoded-word';
  if (Buffer.byteLength(written) > 4 * MAX_OCTETS) return 'too-long';
  if (ASCII_LOCAL.test(written)) return written.length > MAX_OCTETS ? 'too-long' : null;
  const local = written.normalize('NFC');
  if (written !== local && written !== local.normalize('NFD')) return 'half-composed';
  if (!LOCAL.test(local)) return 'bad-character';
  if (Buffer.byteLength(local) > MAX_OCTETS) return 'too-long';
  if (!plainCharacters(local)) return 'unfit-character';
  if (!highlyRestrictive(local)) return 'mixed-scripts';
  if (passesForAscii(local, shownDomain(domain))) return 'looks-ascii';
  return RIGHT_TO_LEFT.test(local) && !(BOTH_ENDS.test(local) && /^[a-z]/.test(domain)) ? 'direction' : null;
}

/** A written local part as the bank compares it; null where it breaks a rule. */
export const canonicalLocal = (written: string, domain: string): string | null => (localRule(written, domain) === null ? written.normalize('NFC') : null);
