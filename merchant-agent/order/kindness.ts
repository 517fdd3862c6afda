/** Clauses of a Chinese sentence that do nothing to an order (`地址不变`, `尽快发货就行`): a sentence of them alone orders nothing, and beside goods they are left out. */
import type { Token, TokenKind } from './tokens.ts';
import { HEALTH, KIND_CLAUSES } from './words/kindness-chinese.ts';

const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'end', 'ornament', 'question']);
/** None of these stands in such a clause. */
const NEVER: ReadonlySet<TokenKind> = new Set(['item', 'size', 'money', 'amount', 'times', 'question', 'total', 'each', 'equals']);
const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A clause without the sign that ends it; `all` with it. */
export type HanClause = { readonly words: readonly Token[]; readonly all: readonly Token[]; readonly end: string };

/** The clauses of a sentence in Han without kana; null for another. */
export function clausesInHan(tokens: readonly Token[]): readonly HanClause[] | null {
  if (!tokens.some(({ text }) => HAN.test(text)) || tokens.some(({ text }) => KANA.test(text))) return null;
  const clauses: { words: Token[]; all: Token[]; end: string }[] = [{ words: [], all: [], end: '' }];
  for (const token of tokens) {
    const clause = clauses.at(-1);
    const isBreak = BREAKS.has(token.kind) && token.text !== '、';
    clause?.all.push(token);
    if (!isBreak) clause?.words.push(token);
    else if (clause !== undefined) clause.end = token.text;
    if (isBreak) clauses.push({ words: [], all: [], end: '' });
  }
  return clauses.filter(({ all }) => all.length > 0);
}

const textOf = (words: readonly Token[]): string => words.map((token) => token.text).join('').replaceAll(' ', '');
const isKindText = (words: readonly Token[]): boolean => !words.some(({ kind }) => NEVER.has(kind)) && HAN.test(textOf(words)) && KIND_CLAUSES.some((one) => one.test(textOf(words)));

/** Alone, or with the next one, where a wish is parted by a comma (`如有缺货，请告诉我`). */
export const isKindClause = (clause: HanClause, next: HanClause | undefined, onlyBoth = false): boolean => (!onlyBoth && ((clause.end !== '?' && isKindText(clause.words)) || (HEALTH.test(textOf(clause.words)) && !clause.words.some(({ kind }) => NEVER.has(kind))))) || (next !== undefined && next.words.length > 0 && !isKindText(next.words) && (clause.end !== ':' || /抬头$/u.test(textOf(clause.words))) && next.end !== '?' && isKindText([...clause.words, ...next.words]));

const isAside = ({ words }: HanClause): boolean => words.every(({ kind }) => kind === 'aside');

const kindOnes = (clauses: readonly HanClause[]): readonly boolean[] => clauses.map((clause, at) => {
  const before = clauses[at - 1];
  return isKindClause(clause, clauses[at + 1]) || (before !== undefined && isKindClause(before, clause, true));
});

/** True for a sentence of such clauses alone. */
export function isKindChinese(tokens: readonly Token[]): boolean {
  const clauses = clausesInHan(tokens) ?? [];
  const kind = kindOnes(clauses);
  return kind.includes(true) && clauses.every((clause, at) => kind[at] === true || isAside(clause));
}

/** The sentence without such clauses; null where it has none, or nothing else. */
export function withoutKindness(tokens: readonly Token[]): readonly Token[] | null {
  const clauses = tokens.some(({ kind }) => kind === 'item' || kind === 'total') ? (clausesInHan(tokens) ?? []) : [];
  const kind = kindOnes(clauses);
  const rest = clauses.filter((_clause, at) => kind[at] !== true).flatMap(({ all }) => all);
  return kind.includes(true) && rest.some(({ kind: one }) => one === 'item' || one === 'total') ? rest : null;
}
