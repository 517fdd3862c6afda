/**
 * How the words of words.ts are found in normalised lines. Case is folded by toUpperCase without a locale, a curly apostrophe is a straight
 * one; a Latin word ends where no letter or digit follows, a word of a script without spaces ends anywhere.
 */

export type Vocabulary = ReadonlyMap<string, readonly string[]>;

/** A word found at the start: how long it is in the text, and whether it ends there (no letter or digit follows). */
export type FoundWord = { readonly word: string; readonly length: number; readonly bordered: boolean };

export const foldWord = (text: string): string => text.replace(/[\u2018\u2019\u02BC]/g, "'").toUpperCase();

/** Words by their first character, longest first, so that a line is compared with few of them. */
export function vocabularyOf(words: readonly string[]): Vocabulary {
  const byFirst = new Map<string, string[]>();
  for (const word of new Set(words.map(foldWord))) byFirst.set(word.charAt(0), [...(byFirst.get(word.charAt(0)) ?? []), word]);
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length);
  return byFirst;
}

/** The longest word that the text begins with; one that ends there before one that does not. */
export function wordAtStart(text: string, words: Vocabulary): FoundWord | null {
  let unbordered: FoundWord | null = null;
  for (const word of words.get(foldWord(text.charAt(0))) ?? []) {
    if (foldWord(text.slice(0, word.length)) !== word) continue;
    const found = { word, length: word.length, bordered: isBorder(text, word.length) };
    if (found.bordered) return found;
    unbordered ??= found;
  }
  return unbordered;
}

/** As `wordAtStart`, but a Latin word only where it ends; words in Han, kana and Hangul may go on (`取消してください`). */
export function wholeWordAtStart(text: string, words: Vocabulary): FoundWord | null {
  const found = wordAtStart(text, words);
  if (found === null || found.bordered) return found;
  return isUnspaced(found.word) ? found : null;
}

const nothing: Vocabulary = new Map();

/** The first word found anywhere in the text: Latin words whole, words in Han and kana within others too, Hangul at the start of a word. Words of `passedOver` hide what begins within them. */
export function wordWithin(text: string, words: Vocabulary, passedOver: Vocabulary = nothing): string | null {
  for (let at = 0; at < text.length; at += 1) {
    const passed = wordAt(text, at, passedOver);
    const found = passed === null ? wordAt(text, at, words) : null;
    if (found !== null) return found.word;
    at += passed === null ? 0 : passed.length - 1;
  }
  return null;
}

function wordAt(text: string, at: number, words: Vocabulary): FoundWord | null {
  if (!words.has(foldWord(text.charAt(at)))) return null;
  const found = wholeWordAtStart(text.slice(at, at + 40), words);
  return found !== null && (startsWord(text, at) || isHanOrKana(found.word)) ? found : null;
}

/** The rest after a label and its colon, `=` or (after a Japanese label) は; null where the line does not begin so. */
export function afterLabel(line: string, labels: Vocabulary): string | null {
  const start = /^[*_]{0,2}/.exec(line)?.[0].length ?? 0;
  const text = line.slice(start);
  for (const word of labels.get(foldWord(text.charAt(0))) ?? []) {
    if (foldWord(text.slice(0, word.length)) !== word) continue;
    const separator = /^[*_ ]{0,2}[:=]/.exec(text.slice(word.length, word.length + 4)) ?? (isHanOrKana(word) ? /^ ?は/.exec(text.slice(word.length, word.length + 3)) : null);
    if (separator === null) continue;
    const rest = text.slice(word.length + separator[0].length).trim();
    return start > 0 ? rest.replace(/^[*_]{1,2}/, '').trim() : rest;
  }
  return null;
}

const isBorder = (text: string, at: number): boolean => !/^[\p{L}\p{N}\p{M}]/u.test(text.slice(at, at + 2));
const startsWord = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}\p{M}]$/u.test(text.slice(Math.max(0, at - 2), at));
const isHanOrKana = (word: string): boolean => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u.test(word);
const isUnspaced = (word: string): boolean => isHanOrKana(word) || /\p{Script=Hangul}$/u.test(word);
