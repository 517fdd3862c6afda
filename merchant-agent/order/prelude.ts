/**
 * What is told before anything is ordered, whatever words are in it: there is nothing yet that it could change. Things that it names are spoken of, and have to be
 * ordered below. Nothing is counted, asked for, doubted or made to hang on something in it, and nothing is named that a shop sells and this one may not.
 */
import type { Meaning } from './meaning.ts';
import { isChanging, isNegation, isPast, isWanting } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';
import { BEING, SUBJECT, WHEN } from './words/telling.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
const NEVER: ReadonlySet<TokenKind> = new Set(['number', 'size', 'amount', 'money', 'times', 'ask', 'correction', 'label', 'each', 'total', 'question', 'equals', 'paper', 'container']);
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Looked for so far: what is wanted of it stands in the next sentence. */
const SEEKING = /^(?:looking for|searching for|been looking for|suche|gesucht|cherche|cherchais|buscando|busco)$/;
/** The order, another one, or this letter. */
const ORDER = /^(?:orders?|ordering|lists?|letter|mail|e-?mail|message|bestellung\w*|auftrag\w*|liste|brief|mail|nachricht|commandes?|liste|lettre|message|courriel|mail|pedidos?|encargos?|lista|carta|correo|mensaje|invoice|rechnung|facture|factura|refund|return\w*)$/;
const CONDITION = /^(?:if|whether|unless|provided|until|till|wenn|falls|sofern|ob|bis|bevor|si|s'|jusqu\w*|hasta|o|or|oder|ou|either|entweder|soit)$/;
const SPOKEN = /^(?:teas?|green tea|tees?|gruntee|thes?|the vert|te|tes|te verde|products?|things?|something|coffee|kaffee|cafe|produkte|waren?|sachen|dinge|produits|choses?|productos|cosas?|kanne)$/;
const NEGATED = /^(?:no|not|never|nothing|nobody|don't|didn't|doesn't|can't|cannot|won't|kein\w*|nicht|nichts|nie|niemand|ne|n'|pas|non|jamais|rien|plus|aucune?|no|ni|nunca|nada|nadie|ningun\w*)$/;
const VAGUE = /^(?:some|several|few|a few|a little|a bit|a bit of|a lot of|lots of|many of|about|around|almost|approximately|einige|mehrere|ein paar|paar|viele|viel|wenig|ein wenig|etwas|fast|etwa|ungefahr|quelques|plusieurs|beaucoup|beaucoup de|peu|un peu|un peu de|presque|environ|unos|unas|algunos|algunas|mucho|mucha|muchos|muchas|poco|un poco|un poco de|varios|varias|casi)$/;

const inWords = ({ text }: Token): readonly string[] => text.split(' ');
const is = (pattern: RegExp, token: Token): boolean => pattern.test(token.text) || inWords(token).some((word) => pattern.test(word));

/** None of its words asks, counts, changes or names goods. */
function isHarmless(words: readonly Token[]): boolean {
  return words.every((word, at) => {
    const next = words[at + 1];
    if (NEVER.has(word.kind)) return false;
    if (SEEKING.test(word.text)) return true;
    if (word.kind === 'stop') return NEGATED.test(word.text) || isNegation(word);
    if (word.kind === 'vague') return VAGUE.test(word.text) && next !== undefined && !['item', 'goods', 'container', 'unknown'].includes(next.kind);
    if (word.kind === 'goods') return SPOKEN.test(word.text);
    if (word.kind === 'unknown' && isMerchandise(word.text)) return false;
    return !isWanting(word) && !(isChanging(word) && word.kind !== 'chat') && !is(ORDER, word) && !is(CONDITION, word);
  });
}

/** True for a clause in which no thing is named, asked for or changed; whatever else is in it. */
export function asksNothing(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  return !words.some((word) => ['item', 'and', 'article', 'goods', 'stop', 'vague'].includes(word.kind) || EASTERN.test(word.text)) && isHarmless(words);
}

/** Right behind a thing another one may be named that nobody knows. */
function namesMore(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => {
    if (token.kind !== 'and' && token.kind !== 'comma') return false;
    const [before, next, second] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]];
    const isBeside = before?.kind === 'item' || second?.kind === 'item';
    if (next?.kind === 'article' || next?.kind === 'container') return true;
    return isBeside && (next?.kind === 'unknown' || (token.kind === 'and' && second?.kind === 'unknown')) && !SUBJECT.test(next?.text ?? '');
  });
}

function tells(words: readonly Token[]): boolean {
  if (words.length < 4) return false;
  const isSaid = words.some((word) => isPast(word) || is(BEING, word) || word.common === 'verb' || ['opener', 'done', 'past'].includes(word.kind));
  const isOf = words.some((word) => is(SUBJECT, word) || word.kind === 'opener' || word.kind === 'life') || is(WHEN, words[0] as Token);
  return isSaid && isOf;
}

/** A sentence of which nothing is ordered; null where it may be more. */
export function preludeIn(tokens: readonly Token[]): Meaning | null {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (words.some((word) => EASTERN.test(word.text)) || tokens.at(-1)?.kind === 'pause') return null;
  if (!tells(words) || !isHarmless(words) || namesMore(tokens)) return null;
  const skus = [...new Set(words.flatMap((word) => word.mention?.skus ?? []))];
  return skus.length === 0 ? { kind: 'nothing', readAs: 'told' } : { kind: 'mention', skus };
}

/** The same of a clause before the goods: it names none, and somebody is in it of whom it tells. */
export function isPreludeClause(clause: readonly Token[]): boolean {
  return !clause.some((token) => token.kind === 'item') && preludeIn(clause)?.kind === 'nothing';
}
