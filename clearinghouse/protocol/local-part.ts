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

/**
 * A written local part (without quotes) of an address in that canonical domain, as the bank compares it; null where it could mean two mailboxes or look
 * like another one: see `plainCharacters`, `highlyRestrictive`, `passesForAscii`. An encoded word (RFC 2047) is refused: it has no place
 * there, and a reader that decodes it sees somebody else.
 */
export function canonicalLocal(written: string, domain: string): string | null {
  if (written.includes('=?') || Buffer.byteLength(written) > 4 * MAX_OCTETS) return null;
  if (ASCII_LOCAL.test(written)) return written.length > MAX_OCTETS ? null : written;
  const local = written.normalize('NFC');
  if (written !== local && written !== local.normalize('NFD')) return null;
  if (!LOCAL.test(local) || Buffer.byteLength(local) > MAX_OCTETS) return null;
  if (!plainCharacters(local) || !highlyRestrictive(local) || passesForAscii(local, shownDomain(domain))) return null;
  return RIGHT_TO_LEFT.test(local) && !(BOTH_ENDS.test(local) && /^[a-z]/.test(domain)) ? null : local;
}
