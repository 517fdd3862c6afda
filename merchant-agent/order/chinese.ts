/**
 * Orders within Chinese sentences that say more. Each clause is known whole: it names things with their quantities behind words that lead to them, it is one of the kind ones that do nothing,
 * or it stands before the first thing and only tells. The things that are told of have to be ordered in the same sentence.
 */
import { correctionInChinese } from './corrections-chinese.ts';
import { isDoubtful } from './guards.ts';
import { clausesInHan, isKindClause } from './kindness.ts';
import type { HanClause } from './kindness.ts';
import type { Meaning } from './meaning.ts';
import { withoutInnocent } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { asks, DENIED, HEAD, JOIN, KEPT, KIN, LATER, LEAD, LIKING, PACKED, PURPOSE, REPORTED, STATED, TAIL, TAKEN_BACK, THING, THINGLIKE, TOLD_COMPOUNDS, UNSURE, WANTING } from './words/asking-chinese.ts';
import { HOLDING_EASTERN, CONCEDING_EASTERN } from './words/holding.ts';
import { CHANGING_EASTERN_HARD } from './words/telling.ts';

const ORDER = new RegExp(`^(${LEAD}?)(${THING}(?:${JOIN}${THING})*)(${TAIL})$`, 'u');
const COUNT = new RegExp(`^(${LEAD}?)(#C(?:%(?:的|装)?)?)(${TAIL})$`, 'u');
const SPLIT = new RegExp(`^#C${PURPOSE}$`, 'u');
const THINGS = new RegExp(THING, 'gu');
const LEADING = new RegExp(`^${HEAD}$`, 'u');
const WRAPPED = new RegExp(`^${PACKED}$`, 'u');
const FOR_WHAT = new RegExp(`^${PURPOSE}$`, 'u');
/** Of a thing that is ordered below: that one would have it. */
const WISHED = new RegExp(`^${LEAD}换?C?(?:像样|新|好点?|不错|漂亮|合适|正宗|地道|好用)?的?@$`, 'u');

const plainText = (words: readonly Token[]): string => words.map(({ kind, text }) => (kind === 'item' ? '@' : text.replaceAll(' ', ''))).join('');

/** One character for each thing, number, counter and size; `places`: the token of each character. */
type Shown = { readonly text: string; readonly places: readonly number[] };

const TAKING = /^(?:来|要|想要|买|想买|订|带|加|再加|拿|寄|发|送|补|添|配|备|还要|再来|再要|给我来|要买|我要|想送[她他]?|请[寄发])$/u;

function shown(words: readonly Token[]): Shown {
  let text = '';
  const places: number[] = [];
  words.forEach((token, at) => {
    const sign = token.kind === 'item' ? '@' : token.kind === 'number' ? '#' : token.kind === 'size' ? '%' : token.kind === 'container' && !/^[大小]/u.test(token.text) && (words[at - 1]?.kind === 'number' || TAKING.test(words[at - 1]?.text ?? '')) ? 'C' : token.text.replaceAll(' ', '').replace(/[@#%]/gu, '?');
    text += sign;
    for (let count = 0; count < sign.length; count += 1) places.push(at);
  });
  return { text, places };
}

/** None of these stands in a clause that tells. */
const NEVER: ReadonlySet<TokenKind> = new Set(['correction', 'label', 'each', 'total', 'equals', 'question', 'money', 'amount', 'times', 'size', 'ask', 'paper', 'open', 'close', 'at']);
const SOME = /^(?:几个|一些|一点|几位|大约|大概|左右|约|几包|一对)$/u;
const SPOKEN = /^(?:茶|茶叶|绿茶|东西|商品|咖啡|点心|蛋糕|书|茶壶|茶杯|杯子|茶碗)$/u;
const QUOTE = /["「『」』〈〉“”]/u;

/** It only tells: nothing in it is wished for, counted as goods, doubted or made to hang on something. `isBehind`: behind a clause that does. */
function isTold({ words }: HanClause, isBehind = false): boolean {
  if (words.some(({ kind }) => NEVER.has(kind)) || words.some(({ kind, text }) => kind === 'goods' && !SPOKEN.test(text)) || words.some(({ kind, text }) => kind === 'vague' && (!SOME.test(text) || words.some((one) => one.kind === 'item'))) || isDoubtful(words)) return false;
  const text = shown(words).text.replace(KIN, '〇');
  const plain = withoutInnocent(text.replace(TOLD_COMPOUNDS, '〇'));
  if (QUOTE.test(text) || text.length < 3 || THINGLIKE.test(text) || !(STATED.test(text) || (isBehind && text.length >= 4 && !/#|[的单表品分货件书料]$/u.test(text))) || /#(?!\p{Script=Han})/u.test(text) || /#C?的?@|@#|C@|^#C|#C(?!人)/u.test(text)) return false;
  return !WANTING.test(plain) && !UNSURE.test(plain) && !REPORTED.test(text) && !HOLDING_EASTERN.test(plain) && !CONCEDING_EASTERN.test(plain) && !CHANGING_EASTERN_HARD.test(plain);
}

const isPlain = ({ words }: HanClause): boolean => words.every(({ kind }) => kind === 'aside' || kind === 'figure');
const skusIn = (words: readonly Token[]): readonly string[] => words.flatMap(({ mention }) => mention?.skus ?? []);

/** The things of a clause, each with its quantity; null where it is more or less than that. */
function thingsOf({ words }: HanClause): readonly (readonly Token[])[] | null {
  const { text, places } = shown(words);
  if (WRAPPED.test(text)) return [words.filter(({ kind }) => ['item', 'number', 'container', 'size'].includes(kind))];
  const found = ORDER.exec(text);
  if (found === null || !asks(found[1] ?? '')) return null;
  const start = (found[1] ?? '').length;
  return [...(found[2] ?? '').matchAll(THINGS)].map((thing) => {
    const from = places[start + thing.index] ?? 0;
    const until = places[start + thing.index + thing[0].length - 1] ?? 0;
    const inside = words.slice(from, until + 1).filter(({ kind }) => ['item', 'number', 'container', 'size'].includes(kind));
    const [first] = inside;
    // `来把茶壶`: one.
    return first?.kind === 'container' && !inside.some(({ kind }) => kind === 'number') ? [{ ...first, kind: 'article' as const, value: 1 }, ...inside.slice(1)] : inside;
  });
}

/** `羊羹吃完了，请寄六条`: the count of the one thing that was just spoken of. */
function countedOf({ words }: HanClause, spoken: HanClause | undefined): readonly Token[] | null {
  const item = spoken?.words.filter(({ kind }) => kind === 'item') ?? [];
  const [only] = item;
  const { text } = shown(words);
  const found = COUNT.exec(text);
  const told = spoken === undefined ? '' : shown(spoken.words).text;
  if (found === null || (found[1] ?? '') === '' || !asks(found[1] ?? '') || only === undefined || item.length > 1 || (only.mention?.skus.length !== 1 && !(found[2] ?? '').includes('%')) || !LIKING.test(told) || KEPT.test(told)) return null;
  return [...words.filter(({ kind }) => kind === 'number' || kind === 'container'), only, ...words.filter(({ kind }) => kind === 'size')];
}

/** Whether a question that the sentence ends with asks for the things (`能不能给我寄…？`, `…，可以吗？`). */
const isAskedFor = (tokens: readonly Token[]): boolean => /能不能|能否|可否|可不可以|是否可以|可以.{0,4}[寄发给来]|能(?:给我们?|帮我们?|再)?[寄发来]|(?:可以|好|行)吗$|好不好$/u.test(tokens.filter(({ kind }) => !['question', 'end', 'comma'].includes(kind)).map(({ text }) => text).join(''));

/** The things that a sentence orders; null where a clause of it is none of those that are known. `opening`: nothing is ordered above, so that anything may lead to it. */
function thingsInChinese(tokens: readonly Token[], opening: boolean): readonly (readonly Token[])[] | null {
  const clauses = clausesInHan(tokens);
  if (clauses === null || clauses.length > 24 || (tokens.some(({ kind, text }) => kind === 'question' || /吗/u.test(text)) && !isAskedFor(tokens))) return null;
  const things: (readonly Token[])[] = [];
  const spoken: string[] = [];
  const shares: number[] = [];
  for (const [at, clause] of clauses.entries()) {
    if (clause.words.length === 0 || isPlain(clause) || isKindClause(clause, clauses[at + 1]) || (clauses[at - 1] !== undefined && isKindClause(clauses[at - 1] as HanClause, clause, true))) continue;
    const isColon = clause.end === ':';
    const own = isColon ? null : thingsOf(clause);
    const counted = own === null && !isColon ? countedOf(clause, clauses[at - 1]) : null;
    if (own !== null) things.push(...own);
    else if (counted !== null) things.push(counted);
    else if (things.length === 1 && !isColon && SPLIT.test(shown(clause.words).text)) shares.push(clause.words.find(({ kind }) => kind === 'number')?.value ?? 0);
    else if (things.length === 0 && isColon && LEADING.test(plainText(clause.words))) spoken.push(...skusIn(clause.words));
    else if (things.length === 0 && !isColon && (opening ? isTold(clause, at > 0 && isTold(clauses[at - 1] as HanClause)) : isOfThing(clause, clauses[at + 1]))) spoken.push(...skusIn(clause.words).slice(0, 1));
    else if (things.length > 0 && !isColon && FOR_WHAT.test(plainText(clause.words)) && !clauses.slice(0, at).some((one) => FOR_WHAT.test(plainText(one.words)))) continue;
    else return null;
  }
  const ordered = new Set(things.flatMap((thing) => skusIn(thing)));
  // `两包，一包自己喝，一包送人`
  if (shares.length > 0 && (things.length > 1 || shares.reduce((sum, share) => sum + share, 0) !== things[0]?.find(({ kind }) => kind === 'number')?.value)) return null;
  return things.length === 0 || !spoken.every((sku) => ordered.has(sku)) ? null : things;
}

/** Behind goods, of the one thing that the next clause counts. */
const isOfThing = (clause: HanClause, next: HanClause | undefined): boolean => isTold(clause) && next !== undefined && countedOf(next, clause) !== null;

/** A sentence before the first thing that only tells: what it names has to be ordered below. */
function preludeInChinese(tokens: readonly Token[]): Meaning | null {
  const clauses = clausesInHan(tokens);
  if (clauses === null || clauses.length > 24 || tokens.some(({ kind, text }, at) => (kind === 'question' && !isKindClause(clauses.at(-1) as HanClause, undefined)) || (kind === 'pause' && text === ':' && at < tokens.length - 1))) return null;
  const skus = [...new Set(skusIn(tokens))];
  const isHead = (clause: HanClause): boolean => clauses.at(-1)?.end === ':' && LEADING.test(plainText(clause.words));
  const isWish = (clause: HanClause): boolean => clauses.at(-1)?.end !== ':' && WISHED.test(shown(clause.words).text);
  if (!clauses.every((clause, at) => clause.words.length === 0 || isPlain(clause) || isKindClause(clause, clauses[at + 1]) || isTold(clause, at > 0 && isTold(clauses[at - 1] as HanClause)) || isHead(clause) || isWish(clause))) return null;
  if (clauses.at(-1)?.end === ':') return skus.length === 0 ? { kind: 'nothing', readAs: 'introduction' } : null;
  if (plainText(clauses.flatMap(({ words }) => words)).length < 6) return null;
  return skus.length === 0 ? { kind: 'nothing', readAs: 'told' } : { kind: 'mention', skus };
}

/** `我没要2包焙茶`, `朋友送了我2包`, `一个月2包`, `2包以上`: what stands right beside a thing makes no order of it, or another; or behind it the sentence takes it back. */
export function isDeniedInChinese(tokens: readonly Token[]): boolean {
  const clauses = clausesInHan(tokens) ?? [];
  const first = clauses.findIndex(({ words }) => words.some(({ kind }) => kind === 'item'));
  if (first === -1) return false;
  if (clauses.some(({ words }) => DENIED.test(withoutInnocent(shown(words.filter(({ kind, text }) => kind !== 'aside' || text === '以上')).text)) || (words.some(({ kind }) => kind === 'item') && LATER.test(plainText(words))))) return true;
  const behind = withoutInnocent(clauses.slice(first + 1).map(({ words }) => plainText(words)).join(','));
  return TAKEN_BACK.test(behind) || /等我/u.test(behind);
}

const isOfOne = (meaning: Meaning): boolean => meaning.kind === 'order' && meaning.pairs.length === 1 && meaning.correction === null;

/** What a Chinese sentence orders amid clauses that tell, or that it only leads to an order below; null for another. `ordered`: what the words of one thing order. */
export function chineseMeaning(tokens: readonly Token[], opening: boolean, ordered: (thing: readonly Token[]) => Meaning): Meaning | null {
  const corrected = opening ? null : correctionInChinese(tokens);
  if (corrected !== null) return corrected;
  const found = thingsInChinese(tokens, opening)?.map(ordered);
  if (found !== undefined && found.every(isOfOne)) return { kind: 'order', pairs: found.flatMap((meaning) => (meaning.kind === 'order' ? meaning.pairs : [])), correction: null, claims: [] };
  return opening ? preludeInChinese(tokens) : null;
}
