/** A reason that staff give: it is kept in the journal, and in some verbs both sides of a payment read it. */
import { quoted } from './find.ts';
import { mistake } from './mistake.ts';

const MOST = 400;

/** One paragraph of 1 to 400 visible characters. */
export function readReason(text: string, option: '--reason' | '--note' = '--reason'): string {
  const reason = text.replaceAll(/[\s\p{Z}]+/gu, ' ').trim();
  if (reason === '' || [...reason].length > MOST || /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u.test(reason)) throw mistake(option, quoted(text), `one paragraph of 1 to ${MOST} characters`);
  return reason;
}
