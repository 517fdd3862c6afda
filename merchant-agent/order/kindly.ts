/**
 * Sentences that are made of clauses which do nothing to an order, one beside the other: `My Japanese is not very good, so I write in English`, `Thank you, and have a lovely week`. Each
 * clause has to be one of those that are known whole; where one of them holds a word more, the sentence is none.
 */
import { withoutQuoted } from './sentence.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isKindInEnglish } from './words/kindness-english.ts';
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

/** True where the words from some place to the end fall into clauses that are known. */
export function isKindly(given: readonly Token[]): boolean {
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
      if (clause !== '' && isKindInEnglish(clause, isAsked && end === shapes.length) && from(end)) return true;
    }
    return false;
  };
  return from(0);
}
