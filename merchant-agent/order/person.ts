/** Lines that are people's names. */
import { foldText } from './lexicon.ts';
import type { Token, TokenKind } from './tokens.ts';
import { FIRST_NAMES } from './words/first-names.ts';
import { isMerchandise } from './words/merchandise.ts';

type Line = { readonly text: string; readonly tokens: readonly Token[] };

const WANTED: ReadonlySet<TokenKind> = new Set(['item', 'size', 'order', 'ask', 'stop', 'vague', 'correction', 'question', 'money', 'times', 'each', 'label', 'total']);

/** `Joaquín Serrano Vela`, and below it his office: a first name and families' names, whatever else they mean. */
export function isFullName(line: Line | undefined, below: string | undefined): boolean {
  const words = (line?.text ?? '').split(' ');
  const isFirst = FIRST_NAMES.has(foldText(words[0] ?? '')) && !isMerchandise(foldText(words[0] ?? ''));
  return isFirst && words.length >= 2 && words.length <= 5 && words.every((word) => /^\p{Lu}[\p{L}'’.-]*$/u.test(word)) && (words.length >= 3 || below === 'signature' || below === 'contact');
}

/** `nico`, `Hannah x`, `Mel Fonseca`: the first of the words is one that people are called by. */
export function isCalled(line: Line | undefined, nameWords: ReadonlySet<string>): boolean {
  const [first = '', ...others] = (line?.text ?? '').replace(/[.!,~ ]+$/, '').replace(/(?<=\p{L}) (?:x{1,3}|xo(?:xo)?)$/u, '').split(' ');
  const isName = (word: string): boolean => /^(?:\p{Lu}[\p{L}'’.-]*|&|y|e|et|und|and|de|del|la|von|van)$/u.test(word) && !nameWords.has(foldText(word)) && !isMerchandise(foldText(word));
  return line !== undefined && FIRST_NAMES.has(foldText(first)) && others.length <= 3 && others.every(isName) && !line.tokens.some((token, at) => WANTED.has(token.kind) && !(token.text === 'x' && at === line.tokens.length - 1));
}

/** Two to four words with capitals, or two to four characters of Han, and nothing else. */
export const isPerson = ({ text, tokens }: Line): boolean => (/^(?:\p{Lu}[\p{L}'’.-]*)(?: (?:(?:de|la|del|von|van|der|y|e|da|di|du|le) )*\p{Lu}[\p{L}'’.-]*){1,3}$/u.test(text) || /^[\p{Script=Han}々]{2,4}$/u.test(text)) && tokens.every(({ kind }) => ['unknown', 'filler', 'chat', 'and', 'end', 'dash'].includes(kind));
