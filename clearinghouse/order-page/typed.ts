/** What people type into the fields of an order. */
import { MOST_DIGITS, readSettlementNumber } from '../protocol/settlement-number.ts';

/** A settlement number as digits alone. `two`: more digits than one number has. */
export type NumberReading = { readonly ok: true; readonly digits: string } | { readonly ok: false; readonly trouble: 'none' | 'two' | 'unreadable' };

export function readNumber(text: string): NumberReading {
  const digits = readSettlementNumber(text.slice(0, 60));
  if (digits !== null) return { ok: true, digits };
  const plain = text.slice(0, 200).normalize('NFKC').trim();
  if (plain === '') return { ok: false, trouble: 'none' };
  const count = plain.replace(/[^0-9]/g, '').length;
  return { ok: false, trouble: count > MOST_DIGITS || /[0-9] *[^0-9 -].*[0-9]/.test(plain) ? 'two' : 'unreadable' };
}

/** The six letters of a card in Crockford's base 32: any case and width, blanks and hyphens, I and L for 1, O for 0. Null where they are none. */
export function readCard(text: string): string | null {
  const plain = text.slice(0, 60).normalize('NFKC').replace(/[\s\-\u2010-\u2015\u2212]/g, '').toUpperCase().replace(/[IL]/g, '1').replaceAll('O', '0');
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(plain) ? plain : null;
}
