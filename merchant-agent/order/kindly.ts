/**
 * Sentences that are made of clauses which do nothing to an order, one beside the other: `My Japanese is not very good, so I write in English`, `Thank you, and have a lovely week`. Each
 * clause has to be one of those that are known whole; where one of them holds a word more, the sentence is none.
 */
import type { Meaning } from './meaning.ts';
import { withoutQuoted } from './sentence.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isKindInEnglish } from './words/kindness-english.ts';
import { isReasonInEnglish, isTailInEnglish, leadsInEnglish } from './words/leading-english.ts';
import { isMerchandise } from './words/merchandise.ts';

/** None of these stands in such a sentence. */
const NEVER: ReadonlySet<TokenKind> = new Set(['item', 'size', 'money', 'amount', 'times', 'equals']);
const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'open', 'close']);
const SILENT: ReadonlySet<TokenKind> = new Set(['end', 'ornament', 'at', 'question']);
const LINKS: ReadonlySet<string> = new Set(['and', 'so', 'but', 'as', 'because', 'since', 'for', 'which', 'also', 'then', '&', 'plus', 'oh', 'ah', 'yes', 'well']);
const MAX_WORDS = 60;

/** `#` for a date or a number, `@` for a word with a capital that no table knows, and that is no goods. */
const shapeOf = ({ kind, text, raw, common }: Token): string => (kind === 'figure' ? '#' : kind === 'unknown' && (common === null || common === 'name') && /^\p{Lu}[\p{L}'’-]+$/u.test(raw) && !isMerchandise(text) ? '@' : text);

/** Words in their order, with a bar where the sentence has a sign. */
function shapesOf(tokens: readonly Token[]): readonly string[] {
  const shapes: string[] = [];
  for (const token of tokens) {
    if (SILENT.has(token.kind)) continue;
    if (BREAKS.has(token.kind)) shapes.push('|');
    else shapes.push(...shapeOf(token).split(' '));
  }
  return shapes;
}

/** `leading`: nothing is ordered above, so that a clause may also lead to the order. */
export function isKindly(given: readonly Token[], leading = false): boolean {
  const tokens = withoutQuoted(given);
  if (tokens.some(({ kind }) => NEVER.has(kind))) return false;
  const shapes = shapesOf(tokens);
  const isAsked = tokens.some(({ kind }) => kind === 'question');
  if (shapes.length < 2 || shapes.length > MAX_WORDS) return false;
  const known = new Map<number, boolean>();
  const from = (start: number): boolean => {
    let at = start;
    while (shapes[at] === '|') at += 1;
    if (at >= shapes.length) return start > 0;
    const before = known.get(at);
    if (before !== undefined) return before;
    known.set(at, false);
    const found = clauseFrom(at) || (LINKS.has(shapes[at] ?? '') && at > 0 && clauseFrom(at + 1));
    known.set(at, found);
    return found;
  };
  const clauseFrom = (start: number): boolean => {
    for (let end = shapes.length; end > start; end -= 1) {
      if (end < shapes.length && shapes[end] !== '|' && !LINKS.has(shapes[end] ?? '')) continue;
      const clause = shapes.slice(start, end).filter((word) => word !== '|').join(' ');
      if (clause !== '' && (isKindInEnglish(clause, isAsked && end === shapes.length) || (leading && leadsInEnglish(clause))) && from(end)) return true;
    }
    return false;
  };
  return from(0);
}

/** `… to my office as always`, `… for my mother's birthday`: what stands behind the last thing of an order. */
export const isTail = (tokens: readonly Token[]): boolean => !tokens.some(({ kind }) => NEVER.has(kind)) && isTailInEnglish(shapesOf(tokens).filter((word) => word !== '|').join(' '));

/** `…, my sister has just asked for one too`: why somebody corrects. */
export const isWhy = (tokens: readonly Token[]): boolean => !tokens.some(({ kind }) => NEVER.has(kind)) && isReasonInEnglish(shapesOf(tokens).filter((word) => word !== '|').join(' '));

const PARTS: ReadonlySet<string> = new Set(['and', 'so', 'but', 'because', 'as', 'since']);

/** `We finished the last of the roasted tea, so it's time for another order`: what the sentence says without its beginning or its end, where that only leads to an order. */
export function besideLeading(tokens: readonly Token[], read: (rest: readonly Token[]) => Meaning): Meaning | null {
  const rest = withoutLeading(tokens);
  const meaning = rest === null ? null : read(rest);
  return meaning === null || meaning.kind === 'open' ? null : meaning;
}

function withoutLeading(tokens: readonly Token[]): readonly Token[] | null {
  for (let at = 2; at < tokens.length - 1; at += 1) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token === undefined || (token.kind !== 'comma' && token.kind !== 'dash' && !PARTS.has(token.text))) continue;
    const behind = tokens.slice(token.kind === 'comma' && PARTS.has(next?.text ?? '') ? at + 2 : at + 1);
    const before = tokens.slice(0, at);
    if (behind.some(({ kind }) => !SILENT.has(kind)) && isKindly(before, true)) return behind;
    if (isKindly(behind, true)) return before;
  }
  return null;
}
