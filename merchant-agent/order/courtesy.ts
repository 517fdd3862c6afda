/**
 * Sentences of courtesy, each clause of which has a form that is known whole: they do nothing to an order wherever they stand. A clause may be one of several behind
 * each other; where one of them is anything else, the sentence is none.
 */
import { wholeForm } from './forms.ts';
import type { Form } from './forms.ts';
import { isMerchandise } from './words/merchandise.ts';
import type { Token, TokenKind } from './tokens.ts';
import { BESIDE_SPANISH, COURTEOUS_SPANISH, LINKS_SPANISH, OPENING_SPANISH } from './words/courtesy-spanish.ts';

const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'end', 'question', 'ornament', 'open', 'close']);
const NEVER: ReadonlySet<TokenKind> = new Set(['item', 'size', 'money', 'amount', 'times', 'each', 'total', 'label', 'equals', 'at']);
const QUOTE = /^["「『」』]$/;
const MAX_CLAUSES = 8;

const ONE = `${LINKS_SPANISH.before}${COURTEOUS_SPANISH}${LINKS_SPANISH.behind}`;
const FORM = wholeForm(`${ONE}(?: (?:y|e) ${ONE})?`);
const LEAD = `${LINKS_SPANISH.before}(?:${OPENING_SPANISH}|${COURTEOUS_SPANISH})${LINKS_SPANISH.behind}`;
const OPENING = wholeForm(`${LEAD}(?: (?:y|e|pero) ${LEAD})?`);
/** Words that the forms hold are no names, though they may begin with a capital. */
const SPOKEN: ReadonlySet<string> = new Set(LEAD.match(/[a-z]+/g) ?? []);

/** Beside goods in their sentence, and nowhere else. */
const BESIDE = wholeForm(`${LEAD}|${BESIDE_SPANISH}`);
const BEHIND = wholeForm(`(?:y )?(?:${ONE}|${BESIDE_SPANISH})`);

const MAX_WORDS = 40;
/** Nobody writes a word of courtesy four times in a clause, and to look for forms in one that does takes long. */
function fits(form: Form, text: string): boolean {
  const words = text.split(' ');
  const often = new Map<string, number>();
  for (const word of words) often.set(word, (often.get(word) ?? 0) + 1);
  return words.length <= MAX_WORDS && [...often].every(([word, times]) => times <= (word.length > 3 ? 2 : 5)) && form.test(text);
}

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
  // `el 2`: a day, or the second of something.
  if (token.kind === 'figure') return /^(?:el )?[0-9]{1,2}\.?$/.test(token.text) ? '#e' : '#';
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
    isMade[end] = clauses.slice(0, end).some((_clause, start) => isMade[start] === true && fits(opening ? OPENING : FORM, clauses.slice(start, end).join(' ')));
  }
  return isMade[clauses.length] === true;
}

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'dash', 'ornament', 'end', 'question']);
const GOODS: ReadonlySet<TokenKind> = new Set(['item', 'number', 'size', 'container', 'money', 'article']);
const textOf = (words: readonly Token[]): string => words.map((word, at) => wordOf(word, at)).join(' ');

/** `Serían dos sencha`: what leads to the goods and is no verb that orders. */
const HEAD = /^(?:(?:pues|bueno|hola|nada|esta vez|de momento|por ahora) )*seria[n]?$/;

/** A sentence that orders, without the clauses of courtesy in it and without such words behind its last thing; null where there are none. */
export function withoutCourtesy(tokens: readonly Token[]): readonly Token[] | null {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (SIGNS.has(token.kind)) clauses.push([token]);
    else clauses.at(-1)?.push(token);
  }
  const wordsOf = (clause: readonly Token[]): readonly Token[] => clause.filter(({ kind }) => !SIGNS.has(kind));
  const isPassed = (clause: readonly Token[]): boolean => wordsOf(clause).length > 0 && !clause.some(({ kind }) => NEVER.has(kind) || kind === 'number' || kind === 'pause') && fits(BESIDE, textOf(wordsOf(clause)));
  // The sign of the clause that is left out goes, too, unless it asks.
  const kept = clauses.flatMap((clause) => (isPassed(clause) ? clause.filter(({ kind }) => kind === 'question') : clause));
  const first = kept.findIndex(({ kind }) => GOODS.has(kind));
  if (first > 0 && fits(HEAD, textOf(kept.slice(0, first).filter(({ kind }) => !SIGNS.has(kind))))) return kept.slice(first);
  const last = kept.findLastIndex(({ kind }) => GOODS.has(kind));
  const tail = kept.slice(last + 1).filter(({ kind }) => !SIGNS.has(kind));
  const isTail = last !== -1 && tail.length > 0 && !tail.some(({ kind }) => NEVER.has(kind) || kind === 'pause') && fits(BEHIND, textOf(tail));
  const rest = isTail ? [...kept.slice(0, last + 1), ...kept.slice(last + 1).filter(({ kind }) => kind === 'end' || kind === 'question')] : kept;
  return rest.length < tokens.length && rest.some(({ kind }) => kind === 'item') ? rest : null;
}
