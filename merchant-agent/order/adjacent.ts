/**
 * An order whose things each have their quantity right beside them. Then words that nobody knows may stand around them: none of them at a thing or a number, none
 * where a list would go on, none that shops sell; and nothing in the whole sentence that negates, changes, doubts, compares, conditions, asks or tells of the past.
 */
import { isConditional, isDoubtful } from './guards.ts';
import { isChanging, isPast } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';
import { BEING, LEADING, SUBJECT, WHEN } from './words/telling.ts';

const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'ornament', 'end', 'question', 'dash']);
/** With one of these anywhere a person has to read the sentence. */
const DANGER: ReadonlySet<TokenKind> = new Set(['stop', 'vague', 'correction', 'label', 'each', 'total', 'equals', 'money', 'amount', 'past', 'done', 'goods', 'paper', 'at', 'times']);
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|svp|stp|s'il vous plait|s'il te plait|por favor|porfa|xfa|merci de|per favore|alstublieft|graag)$/;
const OF = /^(?:of|of the|de|du|d'|des|del|vom|von|zu|a|la|le|les|el|los|las|di|der|die|das|den|van|do|da|more|weitere|plus|mas|your|of your|vos|votre|de votre|de vos|vuestro|vuestra|ihr\w*|eure\w*|eur\w*|su|sus|autres|lovely|good)$/;
/** Goods that are somebody's already. */
const OWNED = /^(?:the|those|these|my|our|his|her|their|your|die|diese|meine\w*|unsere\w*|seine|ihre|eure|les|ces|mes|nos|ses|leurs|vos|los|las|estos|estas|mis|nuestr\w*|sus|vuestr\w*)$/;
/** What else may be behind the thing: who, where, when, what for. */
const BEHIND: ReadonlySet<TokenKind> = new Set(['order', 'ask', 'aside', 'filler', 'opener', 'life', 'shipping', 'gift', 'figure', 'chat']);
const WITH = /^(?:with|mit|avec|con|met|com|plus|without|including|inklusive|samt|nebst)$/;
/** Of a thing, what it is to be like or to be compared with. */
const OF_KIND = /^(?:in|aus|en|of|from|made|as|like|wie|als|comme|como|than|that|which|den|der|die|das|que|qui|dont|welche\w*)$/;
/** Who asks is whoever writes, or whom he speaks to. */
const OTHERS = /^(?:he|she|they|er|sie|il|elle|ils|elles|on|el|ella|ellos|ellas|somebody|someone|everyone|everybody|jemand|man|quelqu'un|alguien|who|wer|qui|quien)$/;
const WONDERING = /^(?:imagine|suppose|say|think|thinking|thought|wonder\w*|consider\w*|dream\w*|kill|reckon\w*|swear\w*|claim\w*|hope|hoping|believe\w*|stell|denk\w*|uberleg\w*|traum\w*|behaupt\w*|glaub\w*|find\w*|pretend\w*|imagin\w*|pens\w*|reflech\w*|rev\w*|croi\w*|supon\w*|sostien\w*|so[nñ]\w*|cre[eo]\w*|about|uber|sur|sobre)$/;

const isQuantity = (token: Token | undefined): boolean => token?.kind === 'number' || token?.kind === 'article';
const isBetween = (token: Token | undefined): boolean => token !== undefined && (token.kind === 'container' || token.kind === 'size' || (token.kind === 'filler' && OF.test(token.text)));

/** From the quantity to the thing, or from the thing to its quantity; null where neither stands beside the other. */
function spanOf(clause: readonly Token[], item: number): readonly [number, number] | null {
  let start = item - 1;
  while (isBetween(clause[start])) start -= 1;
  let end = item + 1;
  while (clause[end]?.kind === 'size' || clause[end]?.kind === 'container') end += 1;
  if (isQuantity(clause[start])) return [start, end];
  if (clause[item + 1]?.kind === 'number' || (clause[item + 1]?.kind === 'size' && clause[item + 2]?.kind === 'number')) {
    while (clause[end]?.kind === 'number' || clause[end]?.kind === 'container') end += 1;
    return [item, end];
  }
  return null;
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  tokens.forEach((token, at) => {
    const rest = tokens.slice(at + 1);
    const next = rest.findIndex((one) => BREAKS.has(one.kind) || one.kind === 'and');
    const isAnd = token.kind === 'and' && rest.slice(0, next === -1 ? rest.length : next).some(({ kind }) => kind === 'item');
    if (BREAKS.has(token.kind) || isAnd) clauses.push([]);
    else clauses.at(-1)?.push(token);
  });
  return clauses.filter((clause) => clause.length > 0);
}

/** Words without a thing: somebody is said to do something, or it begins with where, when, why or for whom. No bare names of things. */
function isAround(clause: readonly Token[]): boolean {
  if (clause.every((word) => ['aside', 'filler', 'figure', 'shipping', 'order', 'ask', 'opener', 'life', 'gift', 'chat'].includes(word.kind))) return true;
  if (clause.some((word, at) => isQuantity(word) && !isOfOthers(clause, at))) return false;
  const [head] = clause;
  if (head === undefined || clause.length < 3 || head.kind === 'unknown' && head.common === null || WITH.test(head.text) || OF_KIND.test(head.text)) return false;
  const isHeaded = SUBJECT.test(head.text) || WHEN.test(head.text) || LEADING.test(head.text) || /^(?:because|since|so|weil|denn|damit|da|car|parce que|puisque|porque|ya que|pues|para|pour|fur|for|if possible)$/.test(head.text) || ['opener', 'life', 'order', 'ask', 'shipping', 'gift'].includes(head.kind);
  return isHeaded && !clause.some((word, at) => word.kind === 'and' && ['unknown', 'article'].includes(clause[at + 1]?.kind ?? 'end'));
}

/** An article or number before an ordinary noun. */
function isOfOthers(clause: readonly Token[], at: number): boolean {
  const next = clause[at + 1]?.common === 'adjective' ? clause[at + 2] : clause[at + 1];
  return next !== undefined && !isMerchandise(next.text) && (next.common === 'noun' || ['life', 'gift', 'shipping', 'opener'].includes(next.kind) || (clause[at]?.kind === 'article' && next.kind === 'chat'));
}

/** The words before a thing ask for it: whoever writes does, with a verb that orders or `please`; or there are none. */
function isLead(lead: readonly Token[]): boolean {
  if (lead.length === 0 || lead.every(({ kind }) => ['aside', 'filler', 'and', 'ornament'].includes(kind))) return !OWNED.test(lead.at(-1)?.text ?? '');
  const verb = lead.findLastIndex(({ kind, text }) => kind === 'order' || kind === 'ask' || COURTEOUS.test(text));
  if (verb === -1 || lead.some(({ text }) => WONDERING.test(text))) return false;
  const [before, behind] = [lead.slice(0, verb), lead.slice(verb + 1)];
  // `3 packs of` before `2 yokan`
  if (behind.some((word, at) => isQuantity(word) && !isOfOthers(behind, at))) return false;
  if (OWNED.test(behind.at(-1)?.text ?? '') || behind.some(({ kind, common, text }) => kind === 'unknown' && common !== 'name' && !LEADING.test(text) && common !== 'noun' || kind === 'item')) return false;
  if (behind.some((word, at) => word.kind === 'unknown' && !LEADING.test(behind[at - 1]?.text ?? '') && !LEADING.test(behind[at - 2]?.text ?? ''))) return false;
  return !before.some((word, at) => OTHERS.test(word.text) && at > before.length - 3) && !before.some((word, at) => isQuantity(word) && !isOfOthers(before, at));
}

/** The words behind a thing tell for whom, where to, when or why. */
function isTail(tail: readonly Token[]): boolean {
  const [head] = tail;
  if (head === undefined) return true;
  if (!BEHIND.has(head.kind) || WITH.test(head.text) || OF_KIND.test(head.text) || SUBJECT.test(head.text) && head.kind !== 'opener' || BEING.test(head.text) || isPast(head)) return false;
  if (tail.some((word, at) => (isQuantity(word) && !isOfOthers(tail, at)) || WITH.test(word.text) || word.kind === 'container')) return false;
  if (tail.some((word, at) => word.kind === 'and' && ['unknown', 'article', 'number'].includes(tail[at + 1]?.kind ?? 'end'))) return false;
  const first = tail.findIndex(({ kind }) => kind === 'unknown');
  return first === -1 || tail.slice(0, first).some(({ text }) => LEADING.test(text) || /^(?:because|since|so|weil|denn|damit|car|parce que|puisque|porque|ya que)$/.test(text));
}

/** The things with their quantities; null where anything speaks against them. */
export function adjacentIn(tokens: readonly Token[]): readonly (readonly Token[])[] | null {
  if (tokens.some(({ text }) => EASTERN.test(text)) || tokens.some(({ kind }) => DANGER.has(kind)) || isDoubtful(tokens) || isConditional(tokens)) return null;
  if (tokens.some((token) => (isChanging(token) && token.kind !== 'order') || (token.kind === 'unknown' && isMerchandise(token.text)))) return null;
  const isAsked = tokens.some(({ kind }) => kind === 'ask');
  if (tokens.some(({ kind }) => kind === 'question') && !isAsked) return null;
  const things: (readonly Token[])[] = [];
  let asked = false;
  for (const clause of clausesOf(tokens)) {
    const items = clause.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
    const [item = -1] = items;
    asked ||= clause.some(({ kind, text }) => kind === 'order' || kind === 'ask' || COURTEOUS.test(text));
    if (items.length === 0) {
      if (!isAround(clause)) return null;
      continue;
    }
    const span = items.length > 1 ? null : spanOf(clause, item);
    if (span === null || !isLead(clause.slice(0, span[0])) || !isTail(clause.slice(span[1]))) return null;
    // Behind the thing a past tense may make it one that came or went.
    if (clause.some((word, at) => at !== item && (at < span[0] || at >= span[1]) && isPast(word) && !['order', 'ask'].includes(word.kind) && at < span[0])) return null;
    things.push(clause.slice(span[0], span[1]));
  }
  return things.length > 0 && asked ? things : null;
}
