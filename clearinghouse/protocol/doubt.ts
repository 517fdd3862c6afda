/**
 * What the sender wrote below a consent and what makes it unclear: a condition or doubt in the same paragraph, a refusal in any of their own lines. An answer
 * too many that is unclear costs its sender one more mail; one too few costs them the price of the order.
 */
import { isClientSignature } from './layout.ts';
import type { ReadTrouble } from './text-reading.ts';
import { vocabularyOf, wholeWordAtStart, wordAtStart, wordWithin } from './vocabulary.ts';
import { CONDITION_ENDINGS, CONDITION_WORDS, COURTESIES, DOUBT_WORDS, FRAUD_WORDS, HANGUL_THANKS, REFUSAL_WORDS, REFUSALS_AT_START, TURNS, WHOLE_DOUBTS, WITHDRAWALS } from './words.ts';

/** What makes an answer unclear where it is no word of its writer. Whoever shows a doubt to people has words for each of these (notices/doubts.ts). */
export type DoubtCode = ReadTrouble | 'alternatives-differ' | 'between-quotes' | 'below-quote' | 'too-long' | '?';

const conditions = vocabularyOf(CONDITION_WORDS);
const courtesies = vocabularyOf(COURTESIES);
const hangulConditions = new RegExp(`(?<=\\p{Script=Hangul})(?:${CONDITION_ENDINGS.join('|')})(?!\\p{Script=Hangul}| ?(?:${HANGUL_THANKS.join('|')}))`, 'u');
const endingWords = vocabularyOf([...REFUSAL_WORDS, ...FRAUD_WORDS]);
const turns = vocabularyOf(TURNS);
const wholeDoubts = vocabularyOf(WHOLE_DOUBTS);
/** Refusals of scripts without blanks, which need not begin a line, and what takes a consent back in any. */
const withdrawals = vocabularyOf([...REFUSAL_WORDS.filter((word) => /[^\x00-\u024F]/.test(word)), ...WITHDRAWALS]);

export const doubtsWithin = vocabularyOf([...DOUBT_WORDS, ...REFUSAL_WORDS].filter((word) => !REFUSALS_AT_START.includes(word) && !WHOLE_DOUBTS.includes(word)));

/** A longer line is no answer that a person typed. */
export const MAX_LINE = 4000;

/** A condition, doubt or question in the rest of the paragraph, a refusal or a turn (`But …`) anywhere later; null where there is none. `own`: the sender's lines from the consent on, of which the first is not looked at. */
export function laterDoubt(lines: readonly string[], own: readonly number[]): string | null {
  let paragraph = true;
  let above = '';
  for (let index = 1; index < own.length; index += 1) {
    const at = own[index] ?? 0;
    const line = lines[at] ?? '';
    const follows = at === (own[index - 1] ?? 0) + 1;
    paragraph &&= follows;
    if (isClientSignature(line)) continue;
    if (line.length > MAX_LINE) return 'too-long' satisfies DoubtCode;
    // Long lines are folded by the sender's client, between "changed my" and "mind" too.
    const whole = follows ? `${above} ${line}` : line;
    const found = (follows ? null : turnAt(line)) ?? lineDoubt(line, paragraph) ?? wordWithin(whole, withdrawals) ?? (paragraph ? conditionWithin(whole) : null);
    if (found !== null) return found.toLowerCase();
    above = line;
  }
  return null;
}

/** A paragraph of its own may go on with a condition: many programs put an empty line between all that is typed. */
const turnAt = (line: string): string | null => wholeWordAtStart(line.slice(0, 80).replace(/^[\p{P}\p{S} ]+/u, ''), turns)?.word ?? null;

function lineDoubt(line: string, paragraph: boolean): string | null {
  const start = wholeWordAtStart(line.slice(0, 80).replace(/^[\p{P}\p{S} ]+/u, ''), endingWords)?.word ?? null;
  if (start !== null || !paragraph) return start;
  if (line.includes('?')) return '?' satisfies DoubtCode;
  return wordWithin(line, doubtsWithin) ?? line.split(' ').find((token) => isWholeDoubt(token)) ?? null;
}

/** Whether a text takes an order back in words that leave no doubt: no question, and no "not" or "if" beside them. What stands in other clauses gives the reason. */
export const takesBack = (text: string): boolean =>
  text.length <= MAX_LINE && !text.includes('?') && text.split(/[.,;:!、。]/).some((clause) => wordWithin(clause, withdrawals) !== null && wordWithin(clause, doubtsWithin, withdrawals) === null);

/** On what condition, or when, as far as a word of it is known. */
export const conditionWithin = (text: string): string | null => wordWithin(text, conditions, courtesies) ?? hangulConditions.exec(text)?.[0] ?? null;

const isWholeDoubt = (token: string): boolean => wordAtStart(token, wholeDoubts)?.bordered === true;
