/**
 * What is told before anything is ordered, whatever words are in it: there is nothing yet that it could change. Things that it names are spoken of, and have to be
 * ordered below. Nothing is counted, asked for, doubted or made to hang on something in it, and nothing is named that a shop sells and this one may not.
 */
import type { Meaning } from './meaning.ts';
import { isChanging, isNegation, isPast, isWanting } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';
import { BEING, CHANGING_EASTERN_HARD, SUBJECT, WHEN } from './words/telling.ts';

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

/** Verbs behind a wish that make it one to do something: `want to thank you`, `queremos tomar el té`. */
const DOING = /^(?:thank|say|tell|know|try|drink|make|start|begin|learn|celebrate|see|visit|live|cook|relax|sit|enjoy|danken|sagen|trinken|machen|feiern|sehen|besuchen|probieren|geniessen|genieBen|boire|dire|remercier|faire|feter|voir|gouter|profiter|tomar|decir|agradecer|hacer|celebrar|ver|probar|beber|disfrutar|estrenar|aprender)$/;

/** The wish is for doing something, and no thing stands behind it in its clause. */
function isOfDoing(words: readonly Token[], at: number): boolean {
  const rest = words.slice(at + 1);
  const verb = rest.slice(0, 3).find((word) => DOING.test(word.text) || word.common === 'verb');
  return verb !== undefined && !rest.slice(0, rest.indexOf(verb)).some((word) => ['article', 'number', 'item', 'goods', 'container'].includes(word.kind)) && !rest.some((word) => word.kind === 'number');
}

/** None of its words asks, counts, changes or names goods. `told`: with a verb that says what was or is. */
function isHarmless(words: readonly Token[], told: boolean): boolean {
  return words.every((word, at) => {
    const next = words[at + 1];
    if (word.kind === 'article' && leadsToItem(words, at)) return told || words.some((one) => SEEKING.test(one.text));
    if (word.kind === 'container') return told || OWN.test(words[at - 1]?.text ?? '');
    if (word.kind === 'number') return told && next !== undefined && (next.common === 'noun' || ['life', 'chat'].includes(next.kind)) && !isMerchandise(next.text);
    if (NEVER.has(word.kind)) return false;
    if (SEEKING.test(word.text)) return true;
    if (word.kind === 'stop') return NEGATED.test(word.text) || isNegation(word) || EVERY.test(word.text);
    if (word.kind === 'vague') return (VAGUE.test(word.text) || (told && HALF.test(word.text))) && next !== undefined && !['item', 'goods'].includes(next.kind);
    if (word.kind === 'goods') return SPOKEN.test(word.text);
    if (word.kind === 'unknown' && isMerchandise(word.text)) return told && !is(/^(?:with|mit|avec|con)$/, words[at - 1] ?? word);
    return (!isWanting(word) || isOfDoing(words, at) || isOfStock(words, at)) && !(isChanging(word) && word.kind !== 'chat' && word.common === null) && !is(ORDER, word) && !is(CONDITION, word);
  });
}

/** `a packet of your hojicha` */
function leadsToItem(words: readonly Token[], at: number): boolean {
  const next = words.slice(at + 1).find(({ kind }) => kind !== 'container' && kind !== 'filler' && kind !== 'chat' && kind !== 'unknown');
  return next?.kind === 'item' && words.indexOf(next) - at <= 4;
}

/** `die Dose ist leer` */
const OWN = /^(?:die|der|das|meine?|unsere?)$/;
const STOCK = /^(?:nachschub|mal wieder nachschub|ersatz|vorrat|tee)$/;
/** `dass wir schon wieder Nachschub brauchen`: of what, stands below. */
const isOfStock = (words: readonly Token[], at: number): boolean => words.slice(Math.max(0, at - 3), at + 4).some(({ text }) => STOCK.test(text)) && !words.slice(Math.max(0, at - 3), at + 4).some(({ kind }) => ['number', 'article', 'container', 'item'].includes(kind));

const EVERY = /^(?:every|every (?:day|week|year|month)|jed(?:e|en|er|es)|chaque|tous les|cada|cada (?:dia|semana|ano|mes)|haven't|hasn't|isn't|wasn't|aren't|other|others|ander\w*|autres?|otr[oa]s?|late|spat|tard|tarde|broken|kaputt)$/;
const HALF = /^(?:half|halb\w*|moitie|mitad|media|medio|demi|rest|der rest|le reste|el resto|another|another one)$/;

/** Somebody does something, or it is so: with a verb in it. */
function tells(words: readonly Token[]): boolean {
  if (words.flatMap(inWords).length < 4) return false;
  const isSaid = words.some((word) => isPast(word) || is(BEING, word) || word.common === 'verb' || ['opener', 'done', 'past'].includes(word.kind));
  const isOf = words.some((word) => is(SUBJECT, word) || word.kind === 'opener' || word.kind === 'life') || is(WHEN, words[0] as Token);
  return isSaid && isOf;
}

/** A verb that says what was or is, so that quantities before and behind it are told, and no list stands here. */
const isFinite = (words: readonly Token[]): boolean => words.some((word) => (isPast(word) && word.kind !== 'item') || ['done', 'past'].includes(word.kind)) && !words.some((word) => isWanting(word) && word.kind !== 'order');

/** True for a clause in which no thing is named, asked for or changed; whatever else is in it. */
export function asksNothing(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  return !words.some((word) => ['item', 'and', 'article', 'goods', 'stop', 'vague'].includes(word.kind) || EASTERN.test(word.text)) && isHarmless(words, false);
}

/** `My last bag of hojicha is nearly empty.` */
const EMPTY = /(?:^| )(?:is|are) (?:(?:nearly|almost|completely|quite|very|already|now|all|also) )*(?:empty|finished|used up|gone|low)(?: (?:again|now|already|too|as well|here|at home))*$/;

/** A sentence of which nothing is ordered; null where it may be more. */
export function preludeIn(tokens: readonly Token[]): Meaning | null {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  const skus = [...new Set(words.flatMap((word) => word.mention?.skus ?? []))];
  const meaning: Meaning = skus.length === 0 ? { kind: 'nothing', readAs: 'told' } : { kind: 'mention', skus };
  if (tokens.at(-1)?.kind === 'pause') return skus.length === 0 && isAnnouncing(words) ? { kind: 'nothing', readAs: 'introduction' } : null;
  if (words.some((word) => EASTERN.test(word.text))) return isEasternPrelude(words) ? meaning : null;
  if (skus.length === 0 && isOfSomething(words)) return { kind: 'nothing', readAs: 'introduction' };
  const told = (isFinite(words) || EMPTY.test(words.map(({ text }) => text).join(' '))) && !tokens.slice(0, Math.max(0, tokens.findIndex(({ kind }) => kind === 'item'))).some(({ kind, text }) => kind === 'pause' && text === ':');
  return tells(words) && isHarmless(words, told) && !isListed(words) ? meaning : null;
}

/** `and a scoop`: so begin the lines of a list. */
const isListed = (words: readonly Token[]): boolean => ['and', 'number', 'container', 'times'].includes(words[0]?.kind ?? 'and') || (words[0]?.kind === 'article' && words.length < 7);

const SOMETHING = /^(?:something|a little something|a few things|some things|etwas|etwas schones|eine kleinigkeit|ein paar sachen|quelque chose|quelques articles|quelques produits|un petit quelque chose|algo|unas cosas|algunas cosas|un detalle)$/;

/** `ich möchte nun auch etwas bestellen`: what it is stands below. */
function isOfSomething(words: readonly Token[]): boolean {
  const [verb, some] = [words.some(({ kind }) => kind === 'order'), words.some(({ text }) => SOMETHING.test(text))];
  const rest = words.filter(({ kind, text }) => kind !== 'order' && !SOMETHING.test(text) && !/^(?:einmal|a little|things?|schones)$/.test(text));
  return verb && some && !rest.some(({ kind }) => ['number', 'article', 'container', 'goods', 'vague', 'item'].includes(kind)) && isHarmless(rest, false) && !words.some((word, at) => SOMETHING.test(word.text) && ['unknown', 'goods'].includes(words[at + 1]?.kind ?? 'end') && words[at + 1]?.common === null);
}

/** `wir möchten vorab folgende Ware beziehen:` */
function isAnnouncing(words: readonly Token[]): boolean {
  const isFollowed = words.some((word) => /^(?:following|folgende[nrs]?|suivante?s?|siguientes?|below|unten|ci-dessous|abajo)$/.test(word.text));
  return isFollowed && words.some((word) => word.kind === 'order' || word.kind === 'ask' || isWanting(word)) && !words.some((word) => ['item', 'number', 'size', 'stop', 'vague', 'correction', 'done', 'past', 'question', 'paper', 'money'].includes(word.kind) || isPast(word) && word.common === null && word.kind !== 'unknown' || (isChanging(word) && word.kind !== 'order') || is(CONDITION, word));
}

const EASTERN_CONDITION = /如果|要是|假如|的话|万一|除非|もし|なら|たら|れば|場合|ければ|または|或者|还是|吗|嗎|呢[?？]?$|でしょうか|ますか|ですか/u;
const EASTERN_STATED = /(?:しまって|まして|ました|ています|ております|です|ます|でした|だった|った|した|いた|けど|が|ので|ね|よ|了|过|過|的|啦|呢|吧|香|好|忙|累|冷|热)(?:。|！|!)?$|[了过過]/u;

/** The same in scripts without blanks: it says that something is or was so, and counts nothing right at a thing. */
function isEasternPrelude(words: readonly Token[]): boolean {
  const text = words.map((word) => word.text).join('');
  if (text.length < 6 || EASTERN_CONDITION.test(text) || CHANGING_EASTERN_HARD.test(text) || !EASTERN_STATED.test(text)) return false;
  return words.every((word, at) => {
    if (word.kind === 'container') return true;
    if (word.kind === 'number') return !words.slice(Math.max(0, at - 2), at + 4).some(({ kind }) => kind === 'item' || kind === 'size');
    if (['size', 'amount', 'money', 'times', 'ask', 'correction', 'label', 'each', 'total', 'question', 'equals', 'paper'].includes(word.kind)) return false;
    if (word.kind === 'order') return /^(?:です|ます|と思います|でした|なので|ので|になります|にします)$/.test(word.text);
    if (word.kind === 'goods') return /^(?:お茶|茶|緑茶|绿茶|茶叶|茶葉|もの|东西|商品)$/u.test(word.text);
    if (word.kind === 'stop') return /^(?:没|没有|不|ない|ません|なく|別|别|每|毎日|ずっと|無事)$/u.test(word.text);
    return word.kind !== 'vague' || /^(?:少し|一点|有点|一些|好多|很多|たくさん|ちょっと|いろいろ|几|好几|少々)$/u.test(word.text);
  });
}

/** The same of a clause before the goods: it names none, and somebody is in it of whom it tells. */
export function isPreludeClause(clause: readonly Token[]): boolean {
  return !clause.some((token) => token.kind === 'item') && preludeIn(clause)?.kind === 'nothing';
}
