/** What leaves the command on stdout: texts for people, or JSON. Strangers' mail speaks through it, so no control character gets to a terminal. */
import type { Terminal } from './verb.ts';

/** All that JSON.stringify writes as it stands. Amounts and times are shaped before (shapes.ts). */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Prints one of the two: `text` for people, `shape` where --json was given. */
export function show(terminal: Terminal, text: string, shape: Json): void {
  terminal.print(terminal.json ? jsonText(shape) : text);
}

/** C0 and C1 controls, and what turns the direction of writing (an amount could be made to look like another). */
const UNSAFE = /(?![\n\t])[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** The text with every control and direction mark shown as U+FFFD; line ends and tabs stay. */
export const plain = (text: string): string => text.replace(UNSAFE, '\uFFFD');

/** JSON on several lines. What JSON.stringify leaves as it is but a terminal would obey is written as an escape: the value stays the same. */
export const jsonText = (shape: Json): string =>
  JSON.stringify(shape, null, 2).replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
