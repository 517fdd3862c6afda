/** Names of items by which an order, a forward or an invoice could be read wrongly: those that mean something else to the bank. */
import { afterLabel, foldWord, vocabularyOf, wordAtStart } from '../vocabulary.ts';
import { CONSENT_WORDS, PASSWORD_LABELS, REFUSAL_WORDS, TOTAL_LABELS } from '../words.ts';
import type { CatalogueFault } from './row.ts';

const passwordLabels = vocabularyOf(PASSWORD_LABELS);
const totalLabels = vocabularyOf(TOTAL_LABELS);
const answers = vocabularyOf([...CONSENT_WORDS, ...REFUSAL_WORDS]);

/** What is wrong with a name; `at`: its place among the item's names. */
export function oddName(row: number, name: string, at: number): CatalogueFault[] {
  const fault = (expected: string): CatalogueFault[] => [{ row, column: at === 0 ? 'name' : 'other names', found: name.slice(0, 80), expected, toDo: 'choose another name' }];
  if (/^[\p{N}\p{P}\p{S}\s]*$/u.test(name)) return fault('a name with letters: a number alone is read as a quantity');
  if (/^[0-9]+ ?[x×*@]|[x×*@] ?[0-9]+$/i.test(name)) return fault('a name that does not look like a quantity');
  if (isLabel(name, passwordLabels)) return fault('a name that is no word for a password');
  if (wordAtStart(name, totalLabels)?.bordered === true) return fault('a name that does not begin like the total of an invoice');
  if (wordAtStart(name, answers)?.bordered === true) return fault('a name that does not begin like an answer to the bank');
  return [];
}

const isLabel = (name: string, labels: ReturnType<typeof vocabularyOf>): boolean => afterLabel(name, labels) !== null || wordAtStart(name, labels)?.word === foldWord(name);
