/**
 * Clauses that tell something, with numbers and words that nobody knows in them: what happened, who is how old, how the weather is. Passed over where
 * no goods are named, nothing is wished for and nothing could change what is ordered.
 */
import type { Token, TokenKind } from './tokens.ts';
import { GERMAN_LIKING } from './words/liking-german.ts';
import { INNOCENT } from './words/innocent.ts';
import { isMerchandise } from './words/merchandise.ts';
import { ADDING, BEING, CHANGING, CHANGING_EASTERN, CHANGING_EASTERN_HARD, HANDLING, HANDLING_EASTERN, LEADING, NO_MORE, NO_PAST, PACKAGING, PAST, PAST_RAW, REFUSING_EASTERN, SUBJECT, WHEN, WISHING } from './words/telling.ts';

/** Where the clause stands: a sentence of its own, beside goods in a sentence, or in brackets. */
export type Setting = 'sentence' | 'clause' | 'brackets';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
/** None of these stands in a clause that tells. */
const NEVER: ReadonlySet<TokenKind> = new Set(['item', 'ask', 'correction', 'label', 'each', 'total', 'equals', 'question']);
const NUMERIC: ReadonlySet<TokenKind> = new Set(['number', 'amount', 'money', 'times', 'size']);
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Words in the tables of orders that in most sentences are none: auxiliaries. */
const AUXILIARY = /^(?:haben|habe|hatten?|will|wollen|wurden?|avoir|passer|passe|trouver|trouverez|recevoir|voici|tener|hacer|hago|hacemos|tomo|llevo|llevamos|then|to get|get|take|out of|put|list|running out of|here is|のです|です|でした|になります|にします|ますので|と思います)$/;

/** True where the clause may be passed over. Numbers of people, dates and places in it are figures already. */
export function isTale(tokens: readonly Token[], setting: Setting): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (words.length === 0 || words.some((word) => NEVER.has(word.kind))) return false;
  return words.some((word) => EASTERN.test(word.text)) ? isEasternTale(words, setting) : isWesternTale(words, setting);
}

const inWords = ({ text }: Token): readonly string[] => text.split(' ');
const is = (pattern: RegExp, token: Token | undefined): boolean => token !== undefined && (pattern.test(token.text) || inWords(token).some((word) => pattern.test(word)));

function isWesternTale(words: readonly Token[], setting: Setting): boolean {
  if (words.length < (setting === 'brackets' ? 1 : setting === 'clause' ? 3 : 4)) return false;
  if (words.some((word) => changes(word, isCounted(words))) || asksForGoods(words) || startsList(words)) return false;
  if (/^(?:what|how|how much|which|whether|was|wie|wieviel|welche\w*|combien|quel\w*|que|cuanto|cual\w*)$/.test(words[0]?.text ?? '')) return false;
  if (words.some((word) => word.kind === 'stop') && words.some((word) => is(NO_MORE, word))) return false;
  const numbers = words.flatMap((word, at) => (NUMERIC.has(word.kind) ? [at] : []));
  if (numbers.length > 0 && (words.some((word) => is(WISHING, word)) || !numbers.every((at) => isTold(words, at, setting)))) return false;
  return setting === 'brackets' || hasVerb(words, setting);
}

/** `would be lovely if it could be here by the 15th`: until when, and no threat. */
export function isTimed(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (!words.some((word) => word.kind === 'figure' || is(DAY, word)) || words.some((word) => NEVER.has(word.kind) && word.kind !== 'ask' || NUMERIC.has(word.kind) || word.kind === 'container' || word.kind === 'and' && words.length > 24)) return false;
  const text = words.map((word) => word.text).join(' ');
  if (EASTERN.test(text)) return false;
  if (words.some((word) => isChanging(word) || word.kind === 'vague' || (word.kind === 'goods' && !SPOKEN.test(word.text)) || is(WANTING, word) || is(REFUSING, word))) return false;
  return /(?:^| )(?:arriv\w*|come|comes|get|gets|here|there|by|before|time|until|bis|vor|ankommt|ankommen|ankame|kommt|kame|da|dann|rechtzeitig|avant|d'ici|arriv\w*|livr\w*|recev\w*|antes|para|lleg\w*|entreg\w*|recib\w*)(?: |$)/.test(text) && words.every((word, at) => word.kind !== 'article' || isLed(words, at) || words[at + 1]?.kind !== 'unknown') && words.every((word, at) => word.kind !== 'unknown' || !is(HANDLING, words[at - 1]));
}

const DAY = /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter|weekend|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|weihnachten|ostern|wochenende|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|noel|paques|lunes|martes|miercoles|jueves|viernes|sabado|domingo|navidad|reyes|tomorrow|morgen|demain|manana)$/;
/** What would follow where the day can't be kept. */
const REFUSING = /^(?:no|not|don't|dont|do not|can't|cannot|won't|nothing|none|never|only|nur|kein\w*|nicht|nichts|nie|ne|n'|pas|non|rien|seulement|uniquement|ni|nada|solo|solamente|unicamente|or|oder|ou|o|else|but|aber|mais|pero|otherwise)$/;

/** `Schöne Adventszeit!`: two to five words with an exclamation mark, none of which is goods, a number, a wish, a negation or a change. */
export function isExclaimed(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (tokens.findLast((token) => token.kind !== 'ornament')?.text !== '!' || words.length > 5) return false;
  const text = words.map((word) => word.text).join('');
  if (EASTERN.test(text) ? text.length < 3 || CHANGING_EASTERN.test(text) : words.length < 2) return false;
  return words.every((word) => ['unknown', 'filler', 'chat', 'aside', 'opener', 'life', 'gift', 'past', 'figure'].includes(word.kind) && !isChanging(word) && !is(ADDING, word) && !is(WANTING, word) && !is(HANDLING, word) && !isMerchandise(word.text)) && !startsList(words);
}

/** `no plastic please`, `お支払いは月末でお願いします`: how it is packed, paid and brought. */
export function isAboutHandling(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  const text = words.map((word) => word.text).join('');
  if (words.length === 0 || words.some((word) => NEVER.has(word.kind) || NUMERIC.has(word.kind) || word.kind === 'vague' || (word.kind === 'goods' && !SPOKEN.test(word.text)))) return false;
  if (EASTERN.test(text)) return HANDLING_EASTERN.test(text) && !REFUSING_EASTERN.test(text) && !CHANGING_EASTERN_HARD.test(text) && !words.some((word) => word.kind === 'and');
  const isWrapping = words.some((word) => is(PACKAGING, word) || word.kind === 'paper') && words.length <= 16;
  return isWrapping && words.every((word) => ['stop', 'filler', 'aside', 'paper', 'chat', 'shipping', 'gift', 'figure', 'and'].includes(word.kind) || COURTEOUS.test(word.text) || is(PACKAGING, word) || is(HANDLING, word) || /^\p{Lu}/u.test(word.raw)) && words.filter((word) => word.kind === 'stop').every((word) => /^(?:no|not|without|don't|do not|kein\w*|ohne|nicht|pas|pas de|sans|ne|n'|sin|no|ni)$/.test(word.text)) && !words.some((word) => is(ADDING, word));
}

/** `Would you pack them well?` */
export function isAskedOfTheWay(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind) && token.kind !== 'question');
  if (words.some((word) => ['item', 'correction', 'label', 'each', 'total', 'equals', 'stop', 'vague', 'goods', 'article'].includes(word.kind) || NUMERIC.has(word.kind) || isChanging(word) || is(ADDING, word))) return false;
  return words.length >= 4 && words.some((word) => is(HANDLING, word)) && words.some((word) => /^(?:it|them|everything|all|this|the parcel|es|sie|alles|le|la|les|tout|l'|lo|los|las|todo)$/.test(word.text)) && words.every((word, at) => word.kind !== 'unknown' || isLed(words, at)) && /^(?:would|could|can|will|please|konn\w*|wurd\w*|pourr\w*|pouv\w*|podr\w*|pued\w*)/.test(words.find((word) => word.kind !== 'aside')?.text ?? '');
}

/** Negations and sameness change nothing in a clause without goods, wishes and orders; what the tables of changes hold does. */
function changes(word: Token, isCounting: boolean): boolean {
  if (word.kind === 'stop' || word.kind === 'vague') return !MILD.test(word.text) && (isCounting || !LOOSE.test(word.text));
  return isChanging(word) || (isCounting && isAdding(word));
}

/** German *also* only means *so*. */
const isAdding = (word: Token): boolean => is(ADDING, word) && !(word.text === 'also' && word.kind === 'chat');
/** English *quite* is no Spanish *quite*. */
export const isChanging = (word: Token): boolean => !['figure', 'aside', 'done', 'past', 'shipping'].includes(word.kind) && !(word.kind === 'chat' && word.text === 'quite') && !(word.text === 'alter' && word.common === 'noun') && (CHANGING.test(word.text) || is(CHANGING, word));

const COUNTING: ReadonlySet<TokenKind> = new Set(['number', 'amount', 'times', 'container', 'goods']);
/** `she takes one as well`: a number that stands for a thing. */
const isCounted = (words: readonly Token[]): boolean => words.some((word, at) => (COUNTING.has(word.kind) && !(word.kind === 'goods' && SPOKEN.test(word.text))) || (word.kind === 'article' && !['unknown', 'chat', 'life', 'gift', 'paper', 'shipping'].includes(words[at + 1]?.kind ?? 'end')));

/** True where the sentence may say otherwise what is ordered, whatever else it tells. */
export function mayChange(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  const text = words.map((word) => word.text).join('');
  if (EASTERN.test(text)) return CHANGING_EASTERN_HARD.test(text.replace(INNOCENTS, '〇'));
  const isCounting = isCounted(words);
  return words.some((word) => (isChanging(word) && !(/^(?:without|ohne|sans|sin|senza|zonder|sem)$/.test(word.text) && !isCounting)) || (isCounting && isAdding(word)));
}

/** A negation, and nothing that changes an order by itself. */
export const isNegation = (word: Token): boolean => word.kind === 'stop' && NEGATION.test(word.text);
const NEGATION = /^(?:no|not|never|nothing|nobody|don't|dont|do not|didn't|doesn't|can't|cannot|won't|but|aber|without|ohne|sans|sin|kein|keine|keinen|keiner|keines|nie|nicht|n'|ne|pas|non|jamais|aucun|aucune|ni|nunca|ningun|ninguna|ninguno|tampoco|pero|mais)$/;

/** Asks for something, whatever it is: with a verb of wishing, an order's verb or `please`. */
export const isWanting = (word: Token): boolean => word.kind === 'ask' || (word.kind === 'order' && !AUXILIARY.test(word.text)) || is(WANTING, word) || COURTEOUS.test(word.text);

/** What the order's tables call negation or vague and a told clause may hold. */
const MILD = /^(?:no|not|never|nothing|none|nobody|didn't|doesn't|can't|cannot|won't|every|other|others|different|but|late|later|free|about|around|almost|approximately|roughly|many of|a lot of|lots of|some|several|few|a few|a little|a bit|a bit of|any|or so|problem|broken|kein|keine|keinen|keiner|keines|nie|nichts|nicht|jede|jeden|jedes|aber|ander\w*|spat|spater|etwa|ungefahr|circa|rund|fast|viele|viel|einige|mehrere|ein paar|paar|ein bisschen|bisschen|manche|problem|kaputt|n'|ne|pas|non|jamais|rien|aucun|aucune|autre|autres|mais|plusieurs|quelques|beaucoup|beaucoup de|environ|presque|un peu|un peu de|peu|retard|probleme|casse|cassee|no|ni|nunca|nada|ningun|ninguna|ninguno|tampoco|pero|otros|otras|casi|unos|unas|algunos|algunas|mucho|mucha|muchos|muchas|varios|varias|un poco|un poco de|poco|cerca de|problema|roto|rota|non|mai|niente|ma|niet|geen|nooit|nao|nunca|mas)$/;

/** Mild where nothing is counted. */
const LOOSE = /^(?:or|maybe|perhaps|probably|possibly|as usual|oder|vielleicht|wahrscheinlich|wie immer|ou|ou bien|peut-etre|probablement|comme toujours|o|u|quizas?|tal vez|probablemente|como siempre|usual)$/;

/** A verb of wishing, `please` or an order's word; of a parcel's way they may speak. */
function asksForGoods(words: readonly Token[]): boolean {
  if (words.some((word, at) => (word.kind === 'goods' || (word.kind === 'unknown' && isMerchandise(word.text))) && !SPOKEN.test(word.text) && !isPerDay(words, at)) && !words.some(isPast)) return true;
  const isSaying = (at: number): boolean => words.slice(at + 1, at + 4).some((one) => is(SAYING, one));
  const isWanting = (word: Token, at: number): boolean => is(WANTING, word) && !isNoun(words, at) && !isSaying(at);
  const isOrdering = (word: Token, at: number): boolean => word.kind === 'order' && !AUXILIARY.test(word.text) && !is(HANDLING, word) && !COURTEOUS.test(word.text) && !isNoun(words, at) && !isSaying(at);
  if (words.some((word, at) => isWanting(word, at) || isOrdering(word, at))) return true;
  if (!words.some((word) => COURTEOUS.test(word.text) || is(HANDLING, word))) return false;
  return !isHandling(words);
}

const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|svp|stp|s'il vous plait|s'il te plait|por favor|porfa|porfavor|xfa|per favore|aub|alstublieft|graag)$/;
/** `my first order` */
const isNoun = (words: readonly Token[], at: number): boolean => is(/^(?:orders?|bestellung|bestellungen|commandes?|pedidos?|encargos?|ordine|bestelling)$/, words[at]) && words.slice(Math.max(0, at - 2), at).some((one) => is(/^(?:my|our|your|the|last|first|this|that|an|meine\w*|unsere\w*|ihre\w*|die|der|diese|letzte\w*|erste\w*|ma|mes|notre|nos|votre|la|les|cette|une|mi|mis|nuestro|nuestros|su|el|los|este|un)$/, one));

/** `want to say goodbye` asks for nothing. */
const SAYING = /^(?:say|thank|tell|wish|know|let|see|hear|meet|visit|sagen|danken|bedanken|wissen|horen|sehen|besuchen|wunschen|dire|remercier|savoir|voir|souhaiter|decir\w*|agradecer\w*|saber|ver|felicitar\w*|contar\w*|desear\w*)$/;
const WANTING = /^(?:need|needs|needed|want|wants|wanted|require\w*|order|orders|ordering|buy|buying|purchas\w*|crav\w*|brauch\w*|benotig\w*|mocht\w*|bestell\w*|bestellung|kauf\w*|nehm\w*|wunsch\w*|voudr\w*|veux|veut|voul\w*|aimer\w*|souhait\w*|desir\w*|command\w*|besoin|achet\w*|faut|faudr\w*|quier\w*|quis\w*|quer\w*|dese\w*|necesit\w*|pedi\w*|pid\w*|encarg\w*|compr\w*|vorre\w*|ordin\w*|wil|willen|bestel\w*|nodig|gostar\w*|encomend\w*)$/;
/** General words that are spoken of without being ordered. */
const SPOKEN = /^(?:teas?|green tea|tees?|gruntee|thes?|the vert|te|tes|te verde|goods|products?|things?|something|coffee|kaffee|cafe|produkte|waren?|sachen|dinge|produits|choses?|productos|cosas?|cake|rice|ice|book|books|buch|bucher|livre|livres|libro|libros|お茶|茶|緑茶|绿茶|綠茶|茶叶|茶葉|もの|商品|东西|東西|咖啡|コーヒー|米)$/;

/** `Please leave it with the neighbour at number 5`: nothing is named that could be goods. */
function isHandling(words: readonly Token[]): boolean {
  return words.every((word, at) => {
    if (word.kind === 'container' || word.kind === 'article' || NUMERIC.has(word.kind)) return isLed(words, at);
    if (word.kind === 'and') return ['filler', 'order', 'aside', 'chat', 'shipping', 'paper', 'figure'].includes(words[at + 1]?.kind ?? '') && !is(/^(?:the|der|die|das|le|la|les|el|los|las)$/, words[at + 1]);
    return word.kind !== 'unknown' || isLed(words, at) || /^\p{Lu}/u.test(word.raw) && words[at - 1]?.kind === 'unknown';
  });
}

/** What is sent with something may be more goods. */
const isAt = (word: Token | undefined): boolean => is(LEADING, word) && !is(/^(?:with|mit|avec|con|met|com)$/, word);

/** A preposition stands before it, with an article or one other word at most between. */
const isLed = (words: readonly Token[], at: number): boolean => isAt(words[at - 1]) || (isAt(words[at - 2]) && !['order', 'ask', 'and'].includes(words[at - 1]?.kind ?? ''));

/** `and a scoop`, `3 scoops for …`: so begin the lines of a list. */
const startsList = (words: readonly Token[]): boolean => ['and', 'number', 'article', 'container', 'times', 'amount'].includes(words[0]?.kind ?? '') || is(/^(?:and|also|plus|too|und|auch|noch|sowie|et|aussi|encore|y|e|tambien|mas|anche|ook|tambem)$/, words[0]) || words.some((word, at) => word.kind === 'and' && (NUMERIC.has(words[at + 1]?.kind ?? 'unknown') || words[at + 1]?.kind === 'article') && !words.slice(0, at).some((one) => isPast(one) || is(BEING, one)));

/** The number stands behind a verb that says what is, was, or how long; at its end only where that verb is close by. */
function isTold(words: readonly Token[], at: number, setting: Setting): boolean {
  const [before, next] = [words.slice(0, at), words[at + 1]];
  if (setting === 'brackets') return next !== undefined && next.kind !== 'container' && next.kind !== 'number' && words.length <= 12;
  const isSaid = before.some((word) => isPast(word) || is(BEING, word) || word.kind === 'done' || word.kind === 'past');
  const head = words.find((word) => word.kind !== 'aside');
  if (!isSaid || !(is(SUBJECT, head) || is(WHEN, head) || head?.kind === 'opener')) return false;
  if (words[at]?.kind === 'money') return before.some(isPast);
  if (next?.kind === 'container' || next?.kind === 'goods') return words.some((word) => isPast(word) || word.kind === 'done' || word.kind === 'past') || isPerDay(words, at + 1);
  const isLast = next === undefined || next.kind === 'filler' || next.kind === 'and' || next.kind === 'aside';
  return words[at]?.kind === 'size' || !isLast || before.slice(-3).some((word) => is(BEING, word) || is(LEADING, word));
}

/** `six cups a day` */
const isPerDay = (words: readonly Token[], at: number): boolean => is(/^(?:a|per|each|every|am|pro|jeden|par|chaque|al|por|cada)$/, words[at + 1]) && words[at + 2]?.kind === 'life';

export function isPast(word: Token): boolean {
  if (word.kind === 'done' || word.kind === 'past') return true;
  if (word.kind === 'number' || word.kind === 'article' || is(NO_PAST, word)) return false;
  return is(PAST, word) || PAST_RAW.test(word.raw.toLowerCase());
}

/** `which my mother loves`, `die riecht so gut`: every word is known, and a verb says how one likes it. */
export function isLiked(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (words.length <= 14 && GERMAN_LIKING.test(words.map((word) => word.text).join(' '))) return true;
  if (words.length === 0 || !words.every((word) => LIKED.has(word.kind)) || words.some((word) => isChanging(word) || is(WISHING, word))) return false;
  const text = words.map((word) => word.text).join('');
  if (EASTERN.test(text)) return /(?:好き|美味し|おいし|嬉し|うれし|楽しみ|喜|爱吃|爱喝|喜欢|好喝|好吃|很香|真香)/u.test(text) && text.length >= 3;
  return words.flatMap(inWords).length >= 3 && words.some((word) => is(LIKING, word));
}

const LIKED: ReadonlySet<TokenKind> = new Set(['filler', 'chat', 'opener', 'life', 'aside', 'gift', 'past', 'figure', 'done']);
const LIKING = /^(?:love|loves|loved|like|likes|liked|enjoy\w*|adore\w*|smells?|tastes?|tasted|is|are|was|were|riech\w*|schmeck\w*|duft\w*|lieb(?:t|e|en)|mag|mogen|gefall\w*|ist|sind|war|waren|aime|aimons|aiment|ador\w*|sent|sentent|plait|plaisent|est|sont|encant\w*|gusta\w*|chifl\w*|sabe\w*|huele\w*|es|son|piace\w*|lekker)$/;

/** Something is said of somebody: a subject at the head with a verb; in a sentence of its own also of other things. */
function hasVerb(words: readonly Token[], setting: Setting): boolean {
  const head = words.find((word) => word.kind !== 'aside');
  const isSaid = words.some((word) => isPast(word) || is(BEING, word) || is(HANDLING, word));
  const isOfSomebody = is(SUBJECT, head) || ['opener', 'life'].includes(head?.kind ?? '');
  if (setting === 'clause') return isOfSomebody && isSaid;
  const isOfOthers = isOfSomebody || is(WHEN, head) || ['figure', 'past', 'shipping', 'gift', 'chat'].includes(head?.kind ?? '');
  return (isSaid && (isOfOthers || words.length >= 6)) || isOfSomebody || (isOfOthers && words.some((word) => TELLING.has(word.kind)));
}

const TELLING: ReadonlySet<TokenKind> = new Set(['chat', 'opener', 'life', 'figure', 'shipping', 'gift']);

/** Compounds of characters that alone would change an order, the longest first. */
const INNOCENTS = new RegExp([...INNOCENT].sort((one, other) => other.length - one.length).join('|'), 'gu');
export const withoutInnocent = (text: string): string => text.replace(INNOCENTS, '〇');
const EASTERN_PAST = /(?:ました|でした|ましたが|ましたので|だった|かった|[っい]た|[っい]たので|[っい]たら|しまって|して|くれて|って|んで|了|过|過|光|完|掉|啦|呢|했습니다|했어요|였습니다)$/u;

function isEasternTale(words: readonly Token[], setting: Setting): boolean {
  const text = words.map((word) => word.text).join('');
  if (CHANGING_EASTERN.test(text.replace(INNOCENTS, '〇'))) return false;
  if (words.some((word) => word.kind === 'vague' || (word.kind === 'goods' && !SPOKEN.test(word.text)))) return false;
  if (words[0]?.kind === 'and' || words[0]?.kind === 'number' && setting !== 'brackets') return false;
  const isPastTold = EASTERN_PAST.test(text) || /[了过過]|上次|上个月|去年|昨天|上周|那[0-9一二两三四五六七八九十]/u.test(text);
  const isStated = setting === 'sentence' && /(?:ます|です|ません|まし[たて]|でした)(?:が|ね|よ|ので)?$/u.test(text);
  const isOfSomebody = isStated || words.some((word) => ['opener', 'life', 'past', 'done', 'shipping'].includes(word.kind));
  if (setting !== 'brackets' && (text.length < 6 || !(isPastTold || isOfSomebody))) return false;
  return words.every((word, at) => {
    if (!NUMERIC.has(word.kind)) return true;
    const next = words[at + 1];
    if (next === undefined || word.kind === 'times' || word.kind === 'money') return false;
    return next.kind === 'container' || next.kind === 'goods' ? isPastTold : true;
  });
}
