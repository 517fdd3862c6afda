/**
 * Sentences and clauses of ordinary words alone. Every word of them is known and none names goods, so that whatever they tell or wish, no goods are meant: they
 * may be passed over unless they speak of the order itself or of what stands in it.
 */
import { isChanging, isNegation, isPast, isWanting } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { isMerchandise } from './words/merchandise.ts';
import { HANDLING, NO_MORE } from './words/telling.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
const KNOWN: ReadonlySet<TokenKind> = new Set(['chat', 'opener', 'filler', 'aside', 'life', 'figure', 'gift', 'shipping', 'paper', 'past', 'done', 'order', 'ask', 'question', 'and']);
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const inWords = (text: string): readonly string[] => text.split(' ');
const is = (pattern: RegExp, token: Token | undefined): boolean => token !== undefined && (pattern.test(token.text) || inWords(token.text).some((word) => pattern.test(word)));

/** What may stand for goods, or for how many of them. */
const STANDING = /^(?:one|ones|it|them|some|any|both|all|that|those|these|everything|more|another|same|also|too|again|extra|additional|others?|anything|nothing|none|either|neither|davon|welche|alle|alles|beide|beides|mehr|noch|auch|weitere\w*|dasselbe|gleiche\w*|keine[nrs]?|nichts|ca|cela|tout|tous|toutes|plus|encore|aussi|autre|autres|memes?|rien|aucune?|lo|los|las|eso|esto|todo|todos|todas|mas|tambien|otro|otra|otros|otras|mismo|misma|nada|ninguno|ninguna|alguno|alguna)$/;
/** The order as a whole, or a part of it. */
const ORDER = /^(?:orders?|list|lines?|items?|quantit\w*|amounts?|prices?|cost|costs|stock|bestellung\w*|auftrag\w*|liste|zeile|menge|mengen|preis\w*|vorrat|commandes?|liste|ligne|lignes|quantites?|prix|pedidos?|encargos?|lista|linea|cantidad\w*|precio\w*)$/;
/** Harmless where every word is known and none stands for goods. */
const SOFT = /^(?:trop|sans|sin|ohne|without|plenty|tomber|moins|menos|zu viel|egal|too much|too many|prefer|prefers|gemeint|meinte|zuruck\w*|verandert|genug|assez)$/;
const CONDITION = /^(?:if|whether|unless|provided|wenn|falls|sofern|ob|si|s'|in case|en cas)$/;
const TEA = /^(?:teas?|green tea|tees?|gruntee|thes?|the vert|te|tes|te verde|something|things?|sachen|dinge|choses?|cosas?|coffee|kaffee|cafe)$/;
/** Beside a negation these only say since when or until when, where no goods and no wish are near. */
const STILL = /^(?:more|longer|no longer|today|yet|any more|anymore|mehr|heute|noch|plus|aujourd'hui|mas|hoy|ya)$/;
const MILD: ReadonlySet<TokenKind> = new Set(['stop', 'vague']);
const VAGUE = /^(?:a bit|a bit of|a little|a lot of|lots of|about|around|almost|some|few|a few|several|any|ein bisschen|bisschen|ein wenig|wenig|etwas|ein paar|paar|einige|mehrere|viele|viel|fast|etwa|ungefahr|un peu|un peu de|peu|quelques|beaucoup|beaucoup de|plusieurs|presque|environ|un poco|un poco de|poco|unos|unas|algunos|algunas|mucho|mucha|muchos|muchas|varios|varias|casi|enough)$/;

/** True where it may be passed over. `beside`: a clause of a sentence that names goods. */
export function isTalk(tokens: readonly Token[], beside: boolean): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (words.length < 2 || words.some((word) => EASTERN.test(word.text)) || !words.every((word, at) => isKnown(words, word, at))) return false;
  if (words.some((word) => isChanging(word) && !SOFT.test(word.text)) || words.some((word) => is(CONDITION, word))) return false;
  // A day after which it is of no use.
  if (/(?:^| )(?:trop tard|too late|zu spat|demasiado tarde)(?: |$)/.test(words.map((word) => word.text).join(' '))) return false;
  const isWished = words.some((word, at) => isWanting(word) && !isOfDoing(words, at));
  const isNegated = words.some((word) => word.kind === 'stop');
  const isAsked = words.some((word) => word.kind === 'question');
  const isOfGoods = words.some((word, at) => (is(STANDING, word) && word.kind !== 'aside' && word.kind !== 'opener' && !isBeforeNoun(words, at) && !(isNegated && !isWished && STILL.test(word.text))) || is(ORDER, word) || word.kind === 'goods');
  const isSoft = words.some((word) => SOFT.test(word.text));
  if ((isWished || isNegated || isAsked || isSoft || beside) && isOfGoods && !(isWished && !isNegated && isSentOnly(words))) return false;
  if (isAsked && words.some((word) => inWords(word.text).some((one) => TEA.test(one) && !(one === 'the' && word.kind === 'filler')))) return false;
  if (isNegated && words.some((word) => is(NO_MORE, word) && !is(STILL, word))) return false;
  if (words.some((word) => word.kind === 'vague') && (isWished || beside)) return false;
  if (words.some((word) => is(ORDER, word)) && !words.some(isPast)) return false;
  return words.some((word) => word.common === 'verb' || ['chat', 'opener', 'done', 'past', 'order'].includes(word.kind));
}

/** A clause before the goods of ordinary words alone, where none of them could be goods, a wish or a change. */
export function speaksOnly(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  return words.length > 0 && words.every((word, at) => isKnown(words, word, at) && !['order', 'ask', 'stop', 'vague', 'question', 'goods', 'done', 'past'].includes(word.kind)) && !words.some((word) => (isChanging(word) && !/^(?:sans|sin|ohne|without)$/.test(word.text)) || is(CONDITION, word) || is(STANDING, word) || is(ORDER, word) || isWanting(word));
}

/** `let them know`: persons, not goods. */
const isSentOnly = (words: readonly Token[]): boolean => words.every((word) => !is(/^(?:one|ones|more|another|extra|additional|both|all|everything|mehr|weitere\w*|beide\w*|plus|encore|autre\w*|tout\w*|mas|otr\w+|tod\w+)$/, word) && word.kind !== 'vague') && words.some((word) => is(HANDLING, word)) && !words.some((word) => is(ORDER, word) || word.kind === 'goods');

/** `veut sortir`, `want to sleep`: what is wanted is done, not had. */
const isOfDoing = (words: readonly Token[], at: number): boolean => words.slice(at + 1, at + 4).some((word) => word.common === 'verb') && !words.slice(at + 1).some((word) => word.kind === 'article' || word.kind === 'number' || word.kind === 'order') && !/^(?:please|pls|bitte|svp|s'il vous plait|por favor|send|schick\w*|envoy\w*|envi\w*|mand\w*)/.test(words[at]?.text ?? '');

/** `this email`, `tout le monde`, `es regnet`: no goods are meant. */
function isBeforeNoun(words: readonly Token[], at: number): boolean {
  const [word, next, second] = [words[at], words[at + 1], words[at + 2]];
  if (word?.text === 'one' && isKnown(words, word, at)) return true;
  const isNoun = (one: Token | undefined): boolean => one !== undefined && (one.common === 'noun' || one.kind === 'life' || one.kind === 'chat' || one.common === 'name' || one.common === 'adjective');
  return /^(?:that|this|those|these|all|both|any|some|another|same|other|more|alle|mehr|noch|auch|tout|tous|toutes|toute|autre|autres|encore|aussi|plus|todo|todos|toda|todas|mas|otro|otra|otros|otras|mismo|misma|tambien|too|also|again|lo|los|las|eso|esto|keine?[nrs]?|aucune?|ninguna?|nichts|rien|nada|anything|nothing|everything)$/.test(word?.text ?? '') && (isNoun(next) || (next?.kind === 'filler' && isNoun(second)));
}

function isKnown(words: readonly Token[], word: Token, at: number): boolean {
  const next = words[at + 1];
  if (word.kind === 'unknown') return (word.common !== null && (word.common !== 'name' || at > 0)) || isName(words, at);
  // `the old one`
  if (word.text === 'one' && at > 1 && /^(?:the|this|that|our|my|your)$/.test(words[at - 2]?.text ?? '') && (words[at - 1]?.kind === 'chat' || words[at - 1]?.common === 'adjective')) return true;
  if (word.kind === 'number' || word.kind === 'size' || word.kind === 'amount') return isOfOthers(words, at);
  if (word.kind === 'goods') return TEA.test(word.text);
  if (MILD.has(word.kind)) return isNegation(word) || (VAGUE.test(word.text) && next !== undefined && (next.common !== null || ['life', 'chat', 'filler'].includes(next.kind)));
  if (word.kind === 'article') return next !== undefined && (next.common !== null || ['chat', 'life', 'opener', 'gift', 'shipping', 'paper', 'filler', 'vague'].includes(next.kind));
  return KNOWN.has(word.kind);
}

/** The number counts an ordinary thing: `nine days`, `doce primos`. */
function isOfOthers(words: readonly Token[], at: number): boolean {
  const next = words[at + 1]?.common === 'adjective' ? words[at + 2] : words[at + 1];
  if (words[at]?.kind === 'size') return next === undefined || (next.kind !== 'unknown' || next.common !== null) && next.kind !== 'goods' && next.kind !== 'container';
  return next !== undefined && (next.common === 'noun' || next.kind === 'life' || (words[at]?.kind !== 'number' && next.kind !== 'unknown' && next.kind !== 'goods'));
}

/** A word with a capital within a sentence. German writes every noun so: there only behind a title or a preposition of places. */
function isName(words: readonly Token[], at: number): boolean {
  const [word, before] = [words[at], words[at - 1]];
  return word !== undefined && /^\p{Lu}[\p{L}'’]*\p{Ll}/u.test(word.raw) && !isMerchandise(word.text) && is(LEADING_NAME, before);
}

const LEADING_NAME = /^(?:herr|herrn|frau|familie|in|aus|nach|bei|onkel|tante|oma|opa|doktor|dr)$/;
