/**
 * What stands behind the word of a consent, in each way in which it may be the password. People put a label before it, quotation marks around it and thanks
 * behind it; a password may hold any of these, too. So the text is tried as it stands and without them, and what is left out is nothing but words of closed
 * lists: no word in which a condition, a doubt or another sum could stand.
 */
import { foldSecret } from './secret.ts';
import { foldWord, vocabularyOf, wordAtStart } from './vocabulary.ts';
import { CONSENT_ADDITIONS, CONSENT_CLOSINGS, CONSENT_WORDS, EQUALLING_WORDS, LABEL_OPENINGS, PASSWORD_LABELS } from './words.ts';

const passwordLabels = vocabularyOf(PASSWORD_LABELS);
const additions = vocabularyOf([...CONSENT_ADDITIONS, ...CONSENT_WORDS, 'です']);
const openings = vocabularyOf(LABEL_OPENINGS);
const equallingWords = vocabularyOf(EQUALLING_WORDS);
/** Longest first: よろしくお願いします before お願いします. */
const closings = [...CONSENT_CLOSINGS, ...CONSENT_ADDITIONS].map(foldWord).sort((a, b) => b.length - a.length);

/** Languages differ in which of them opens and which closes. */
const QUOTATION_MARKS = '"“”„‘’\'`«»‹›*_';
const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '<': '>', '{': '}', '「': '」', '『': '』', '【': '】' };
const SMILES = /(?:(?:\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]| |[:;]-?[)D]){1,20})$/u;

/** Each step takes one thing off; nobody writes more of them on one line. */
const MOST_STEPS = 4;

/** All ways, the text as it stands first, the shortest last; nothing twice, and nothing of which no letter is left. */
export const waysOf = (rest: string): string[] => [...new Set(headsOf(rest).flatMap(endings))].filter((text) => foldSecret(text) !== null);

/** The text, and what is left behind `yes,`, `please pay:`, `my password is`. */
export const headsOf = (rest: string): string[] => steps(rest, withoutAddition);

/** `password: X`, `パスワードはX`, `密码是X`, `and my password is X`: X. A password that begins like a label is tried with it, too. */
export function withoutLabel(rest: string): string {
  const bare = steps(rest, withoutOpening).find((text) => wordAtStart(text, passwordLabels) !== null) ?? rest;
  const label = wordAtStart(bare, passwordLabels);
  if (label === null) return rest;
  const after = bare.slice(label.length);
  if (!label.bordered) return after.replace(/^[は是为為는은] ?/, '');
  const value = after.replace(/^[:= ]+/, '');
  const equals = wordAtStart(value, equallingWords);
  return equals?.bordered === true && /^[: ]/.test(value.slice(equals.length)) ? value.slice(equals.length).replace(/^[: ]+/, '') : value;
}

/** The text as it stands, without its punctuation, without です, お願いします or thanks, and without marks around it. */
export function endings(text: string): string[] {
  const [bare, ...shorter] = steps(withoutPunctuation(text), withoutClosing);
  return [text, ...[bare ?? text, ...shorter].flatMap((one) => [one, ...unpaired(one)])];
}

export function withoutPunctuation(text: string): string {
  let end = text.length;
  while (end > 0 && '.!。、, '.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text, and what each step leaves of it, as long as it leaves something. */
function steps(text: string, step: (text: string) => string): string[] {
  const found = [text];
  for (let left = step(text); left !== '' && left !== found.at(-1) && found.length <= MOST_STEPS; left = step(left)) found.push(left);
  return found;
}

function withoutAddition(text: string): string {
  const plain = text.replace(/^[!;/=>→ ]+/, '');
  if (plain !== text) return plain;
  const word = wordAtStart(text, additions);
  const gap = word === null ? null : /^[:;,.!、。 -]{1,8}/.exec(text.slice(word.length));
  return word?.bordered === true && gap !== null ? text.slice(word.length + gap[0].length) : withoutLabel(text);
}

function withoutOpening(text: string): string {
  const word = wordAtStart(text, openings);
  return word?.bordered === true && text.charAt(word.length) === ' ' ? text.slice(word.length + 1) : text;
}

function withoutClosing(text: string): string {
  const plain = withoutPunctuation(text.slice(0, -20) + text.slice(-20).replace(SMILES, ''));
  if (plain !== text) return plain;
  const tail = foldWord(text.slice(-60));
  const closing = closings.find((word) => tail.endsWith(word) && (!/^[A-Z]/.test(word) || /[^\p{L}\p{N}\p{M}-]$/u.test(tail.slice(0, -word.length))));
  return closing === undefined ? text : withoutPunctuation(text.slice(0, -closing.length));
}

function unpaired(text: string): string[] {
  const [first, last] = [text.charAt(0), text.charAt(text.length - 1)];
  const isPair = text.length > 2 && (BRACKETS[first] === last || (QUOTATION_MARKS.includes(first) && QUOTATION_MARKS.includes(last)));
  const inner = isPair ? withoutPunctuation(text.slice(1, -1).trim()) : '';
  return inner === '' ? [] : [inner];
}
