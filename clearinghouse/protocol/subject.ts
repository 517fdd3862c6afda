/** Subjects: what clients put before them, and which passwords people write into them. */
import { spokenSecrets } from './consent.ts';
import { normaliseLine } from './normalise.ts';
import { SECRET_MIN_LETTERS } from './secret.ts';
import { looseSecret } from './secret-places.ts';
import { passwordMasks } from './text-reading.ts';
import { vocabularyOf, wordAtStart } from './vocabulary.ts';
import { SUBJECT_PREFIXES } from './words.ts';

const subjectPrefixes = vocabularyOf(SUBJECT_PREFIXES);
/** What gateways and lists put there: `[External]`. */
const TAG = /^\[[^\]]{0,40}\] ?/;

/** What stands behind `Re:`, `Fwd:`, `返信:`, `Re[2]:` at the head of a normalised subject; null where none of them is there. */
export function behindPrefix(title: string): string | null {
  const prefix = wordAtStart(title, subjectPrefixes);
  if (prefix === null || !prefix.bordered) return null;
  const colon = /^(?:\[[0-9]+\])?[ *]?:/.exec(title.slice(prefix.length));
  return colon === null ? null : title.slice(prefix.length + colon[0].length).trim();
}

/** The subject, and what is left of it behind each prefix and tag. */
export function subjectLines(subject: string): readonly string[] {
  const found: string[] = [];
  for (let rest: string | null = normaliseLine(subject); rest !== null && rest !== ''; ) {
    found.push(rest);
    rest = behindPrefix(rest) ?? (TAG.test(rest) ? rest.replace(TAG, '') : null);
  }
  return found;
}

/** The passwords that a subject says as a line of text would, `Password: …` or `OK …`, in loose form. People answer in the subject, too. */
export const secretsOfSubject = (subject: string): readonly string[] => [...new Set(subjectLines(subject).flatMap((line) => [...passwordMasks([line]).map(({ loose }) => loose), ...spokenInLoose([line])]))];

/** What is spoken after a consent word, in loose form; what is too short to be a password is none. */
export const spokenInLoose = (lines: readonly string[]): readonly string[] => spokenSecrets(lines).map(looseSecret).filter((loose) => loose.length >= SECRET_MIN_LETTERS);
