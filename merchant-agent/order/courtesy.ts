/**
 * Sentences of courtesy, each clause of which has a form that is known whole: they do nothing to an order wherever they stand. A clause may be one of several behind
 * each other; where one of them is anything else, the sentence is none.
 */
import { isMerchandise } from './words/merchandise.ts';
import type { Token, TokenKind } from './tokens.ts';
import { COURTEOUS_SPANISH, LINKS_SPANISH, OPENING_SPANISH } from './words/courtesy-spanish.ts';

const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'end', 'question', 'ornament', 'open', 'close']);
const NEVER: ReadonlySet<TokenKind> = new Set(['item', 'size', 'money', 'amount', 'times', 'each', 'total', 'label', 'equals', 'at']);
const QUOTE = /^["「『」』]$/;
const MAX_CLAUSES = 8;

const ONE = `${LINKS_SPANISH.before}${COURTEOUS_SPANISH}${LINKS_SPANISH.behind}`;
const FORM = new RegExp(`^${ONE}(?: (?:y|e) ${ONE})?$`);
const LEAD = `${LINKS_SPANISH.before}(?:${OPENING_SPANISH}|${COURTEOUS_SPANISH})${LINKS_SPANISH.behind}`;
const OPENING = new RegExp(`^${LEAD}(?: (?:y|e|pero) ${LEAD})?$`);
/** Words that the forms hold are no names, though they may begin with a capital. */
const SPOKEN: ReadonlySet<string> = new Set(LEAD.match(/[a-z]+/g) ?? []);

/** The words of the clauses: `#` for a date, an hour or a telephone number, `@` for a name, `%` for what stands in quotation marks. */
function clausesOf(tokens: readonly Token[]): readonly string[] | null {
  const clauses: string[][] = [[]];
  let quoted = false;
  for (const [at, token] of tokens.entries()) {
    if (QUOTE.test(token.text)) {
      quoted = !quoted;
      if (quoted) clauses.at(-1)?.push('%');
    } else if (NEVER.has(token.kind)) {
      return null;
    } else if (!quoted) {
      if (BREAKS.has(token.kind)) clauses.push([]);
      else clauses.at(-1)?.push(wordOf(token, at));
    }
  }
  return quoted ? null : clauses.filter((clause) => clause.length > 0).map((clause) => clause.join(' '));
}

function wordOf(token: Token, at: number): string {
  if (token.kind === 'number') return '0';
  if (token.kind === 'figure') return '#';
  const isName = at > 0 && /^\p{Lu}/u.test(token.raw) && ['unknown', 'chat', 'filler', 'life', 'shipping', 'gift'].includes(token.kind) && !SPOKEN.has(token.text) && !isMerchandise(token.text);
  return isName ? '@' : token.text;
}

/**
 * True where the sentence falls into such clauses; one of them may hold a sign of its own (`if I am out, leave it next door`). `opening`: nothing is ordered above, so
 * that some may lead to the order.
 */
export function isCourteous(tokens: readonly Token[], opening = false): boolean {
  if (!opening && tokens.some(({ kind, text }) => kind === 'pause' && text === ':')) return false;
  const clauses = clausesOf(tokens);
  if (clauses === null || clauses.length === 0 || clauses.length > MAX_CLAUSES) return false;
  // Up to where the clauses are made of known forms.
  const isMade = [true];
  for (let end = 1; end <= clauses.length; end += 1) {
    isMade[end] = clauses.slice(0, end).some((_clause, start) => isMade[start] === true && (opening ? OPENING : FORM).test(clauses.slice(start, end).join(' ')));
  }
  return isMade[clauses.length] === true;
}
