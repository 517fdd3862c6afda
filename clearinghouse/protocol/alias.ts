/**
 * Texts that somebody chose for the public board: a party's alias, the reason of a withdrawal. Everybody reads them and may keep them, so they
 * hold no address, no number that leads to a person, an account or a payment, and nothing that looks like another text than it is.
 */
import { readReference } from './reference.ts';
import { normaliseLine } from './normalise.ts';
import { vocabularyOf, wordAtStart } from './vocabulary.ts';
import { CONSENT_WORDS } from './words.ts';

export const ALIAS_CHARACTERS = 20;
export const REASON_CHARACTERS = 80;
/** Years and house numbers; telephones, accounts and cards have more. */
const MOST_DIGITS = 4;

/** A rule: whether the text breaks it, and what is expected instead. */
type Rule = readonly [breaks: (text: string) => boolean, expected: string];

const common: readonly Rule[] = [
  [(text) => /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?![ \u3000])\p{Zs}/u.test(text), 'one line without control, direction or invisible characters'],
  [(text) => text !== text.trim() || /[ \u3000]{2}/.test(text), 'no blank at its beginning or end, and none twice'],
  [(text) => text !== text.normalize('NFC') || /\p{M}{4}/u.test(text), 'letters in their composed form (Unicode NFC) with at most three marks each'],
  [(text) => /[<>]/.test(text.normalize('NFKC')), 'no < and no >'],
  [(text) => isWebOrMail(text.normalize('NFKC')), 'no web or mail address (behind a full stop stands a blank)'],
  [holdsReference, 'no reference of a payment'],
  [(text) => [...text.matchAll(/\p{Nd}/gu)].length > MOST_DIGITS, `at most ${MOST_DIGITS} digits, so that it is no number of a telephone, an account or a payment`],
  [(text) => !/\p{L}/u.test(text), 'at least one letter'],
];

const consent = vocabularyOf(CONSENT_WORDS);

/** It may stand in mails one day: no line of ours begins like a consent. */
const beginsAsConsent = (text: string): boolean => wordAtStart(normaliseLine(text).replace(/^[\p{P}\p{S} ]+/u, ''), consent)?.bordered === true;

/** What an alias that is none should be (`expected …`), null where it is one. `text` without blanks around it, in NFC. */
export const aliasTrouble = (text: string): string | null => firstBroken(text, ALIAS_CHARACTERS, [...common, [beginsAsConsent, 'another first word: this one means consent']]);

/** The same for a longer text of a buyer's own. */
export const aliasTextTrouble = (text: string, most: number): string | null => firstBroken(text, most, [...common, [beginsAsConsent, 'another first word: this one means consent']]);

/** The same for the public reason of a withdrawal. */
export const reasonTrouble = (text: string): string | null => firstBroken(text, REASON_CHARACTERS, common);

function firstBroken(text: string, most: number, rules: readonly Rule[]): string | null {
  // A character has at most two units: what is longer is not even looked at.
  if (text === '' || text.length > 2 * most || [...text].length > most) return `1 to ${most} characters`;
  return rules.find(([breaks]) => breaks(text))?.[1] ?? null;
}

/** A host name has two letters at least on both sides of its full stop, or is as short as `t.co`; `T.S.` and `T.Sasaki` are names. */
const isWebOrMail = (text: string): boolean => /@|:\/\/|www\.|[\p{L}\p{N}-]{2}\.\p{L}{2}/iu.test(text) || /[\p{L}\p{N}]\.[a-z]{2,3}(?!\p{L})/u.test(text);

/** Eight letters and digits as people write references; words and years alone are none. */
function holdsReference(text: string): boolean {
  const folded = text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-');
  const found = [...folded.matchAll(/(?<![\p{L}\p{N}])(?=([0-9A-Za-z]{4})([- ]?)([0-9A-Za-z]{4})(?![\p{L}\p{N}]))/gu)];
  return found.some(([, left = '', between = '', right = '']) => readReference(left + right) !== null && looksDrawn(left, between, right));
}

function looksDrawn(left: string, between: string, right: string): boolean {
  const digits = (half: string): boolean => /\d/.test(half);
  const letters = (half: string): boolean => /[A-Za-z]/.test(half);
  switch (between) {
    case '-':
      return digits(left + right) || left + right === (left + right).toUpperCase();
    case ' ':
      return digits(left) && digits(right) && letters(left + right);
    default:
      return digits(left + right) && letters(left + right);
  }
}
