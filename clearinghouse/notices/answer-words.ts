/**
 * No line of a notice begins with a word that could be read as consent, however a mail client wraps and quotes it: a machine or a person
 * that sends the whole notice back must never have answered (design 2.3, 5 §3.8).
 */
import { normaliseLine } from '../protocol/normalise.ts';
import { vocabularyOf, wordAtStart } from '../protocol/vocabulary.ts';
import { CONSENT_WORDS } from '../protocol/words.ts';
import { makeMemory } from './remembered.ts';

const CONSENT = vocabularyOf(CONSENT_WORDS);
/** Quote marks, cell borders and what markup leaves of bold, italics and lists. */
const MARKS = /^[\s>|*_"'`~#「『“‘(（[<-]+/u;
/** The first letter behind marks, where it is ASCII and stays what it is whatever follows. */
const FIRST_LETTER = /^[\s>|*_"'`~#([<-]*([!$%&)+,./0-9:;=?@A-Z\\\]^a-z{}])(?:[ -~]|$)/;
/** Longer than any word of the table with the marks before it. */
const LOOK = 120;

/**
 * Whether a line that begins with this text starts as a consent: a whole word, or one that runs on without a letter (`OK4K7M`). Other marks
 * than these keep it from being read as one, so that `GUARD` helps; what the core refuses beforehand is wider (protocol/consent.ts).
 */
export function startsAsConsent(text: string): boolean {
  // Most lines begin with a letter with which no word of consent begins.
  const first = FIRST_LETTER.exec(text)?.[1];
  if (first !== undefined && !CONSENT.has(first.toUpperCase())) return false;
  const start = text.slice(0, LOOK);
  return judged(start, () => beginsLikeConsent(start));
}

const judged = makeMemory<boolean>();

function beginsLikeConsent(start: string): boolean {
  const bare = normaliseLine(start).replace(MARKS, '');
  const found = wordAtStart(bare, CONSENT);
  if (found === null) return false;
  return found.bordered || !/^\p{Script=Latin}/u.test(bare) || !/^\p{L}/u.test(bare.slice(found.length));
}

/** Put before words from outside that begin like a consent and can't be moved to another line. */
export const GUARD = '… ';

export const guarded = (text: string): string => (startsAsConsent(text) ? GUARD + text : text);
