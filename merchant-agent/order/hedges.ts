/**
 * What takes an order back, puts it off or makes it somebody else's by its form, whatever the words are: lines struck out or in brackets, heads that are no order's,
 * numbers that say which, imperatives about the order itself, a thing that nobody knows behind an article.
 */
import { isCourteous } from './courtesy.ts';
import { isKnownAnywhere } from './dictionary.ts';
import { behindForgotten } from './formulas.ts';
import { foldText } from './lexicon.ts';
import { isPast } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';
import { BY_TIME, ELSEWHERE, ELSEWHERE_EASTERN } from './words/elsewhere.ts';
import { BEHIND_ORDER, HEDGED, HEDGED_EASTERN } from './words/hedges.ts';
import { HANDLING, LEADING } from './words/telling.ts';

const STRUCK = /[❌✖✗✘🚫👎⛔❎\u0334-\u0338]|[^0-9 ] [×✕]$|~~|^--[^-].*--$|<\/?(?:s|del|strike)>|^[(（][^()（）]*[)）]\.?$|^[[［][^[\]［］]*[\]］]\.?$|^\/\/|^x .* x$/iu;
const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);

/** Of a line or a sentence, folded: the goods beside it are another order than one of today from this shop. */
export const isElsewhere = (folded: string): boolean => ELSEWHERE.test(folded) || ELSEWHERE_EASTERN.test(folded.replaceAll(' ', ''));

/** True for lines that say that they are no order, and for those with things that are struck out, in brackets or of an older state. */
export function isHedgedLine(text: string, tokens: readonly Token[], others: readonly string[]): boolean {
  const folded = foldText(text);
  if (HEDGED.test(folded) || HEDGED_EASTERN.test(folded) || isElsewhere(folded)) return true;
  if (!tokens.some(({ kind }) => kind === 'item')) return false;
  return STRUCK.test(text) || BY_TIME.test(folded) || (/^- ?[0-9]/.test(text) && others.some((other) => /^\+ ?[0-9]/.test(other)));
}

/** A line from this length on may have been broken by a mail program; Han and kana are twice as wide. */
const [LONG, LONG_EASTERN] = [40, 20];

/** The same of a sentence that runs over two lines. */
export function isHedgedAcross(upper: string, lower: string): boolean {
  const folded = foldText(`${upper} ${lower}`);
  const isLong = upper.length >= (/[\p{Script=Han}\p{Script=Hiragana}]/u.test(upper) ? LONG_EASTERN : LONG);
  return isLong && lower !== '' && (HEDGED.test(folded) || HEDGED_EASTERN.test(folded.replaceAll(' ', '')) || isElsewhere(folded));
}

const ORDINAL = /^(?:size|no|no\.|nr|nr\.|number|item|artikel|article|nummer|numero|taille|talla|groesse|grosse|lot|chapter|page|seite|platz)$/;
const KEEPING = /^(?:keep|hold|save|stash|reserve|gardez|garder|reservez|guarden|guardar|reserven|reservieren|zurucklegen|aufheben|conservate|bewaren)$/;

/** A number that says which, goods kept for later, so many for each of several. */
export const isNumbering = (tokens: readonly Token[]): boolean => tokens.some((token, at) => {
  const next = tokens[at + 1];
  if (token.kind === 'each') return /^(?:for|fur|fuer|pour|para|per|voor|of us)$/.test(next?.text ?? '');
  // `黒茶碗を1組`: a pair, unless the thing itself is a set.
  if (token.kind === 'container' && /^(?:組|对|對|副)$/.test(token.text) && !tokens.some((one) => one.kind === 'item' && /枚|せっと|セット|张|張|set/.test(one.text))) return true;
  const place = tokens[at + 1]?.text === '.' ? at + 2 : at + 1;
  return (ORDINAL.test(token.text) || KEEPING.test(token.text)) && tokens[place]?.kind === 'number' && tokens[place + 1]?.kind === 'item';
});

const HEADING: ReadonlySet<TokenKind> = new Set(['order', 'ask', 'aside', 'label', 'life', 'gift', 'shipping', 'goods', 'and', 'number', 'figure', 'paper']);

const FOR = /^(?:for|fur|fuer|pour|para|per|voor|zum|zur)$/;
const LISTING = /明细|明細|清单|清單|内訳|商品|品名|品目|订购|訂購|订单|訂單|注文|発注|采购|採購|以下|如下|下記/u;
/** `My flatmate calls over: throw in …` */
const ADDED = /^(?:throw in|add|put in|also|tambien|auch|aussi)$/;

const REGRET = /^(?:rectifico|corrijo|correccion|rectificacion|perdon|perdona|perdonad|perdonen|disculpen|ah|ay|bueno)$/;

const HAD = /^(?:had|received|arrived|bought|got|came|used|hatten?|erhielten|erhalten|gekauft|bekamen|kamen?|verbraucht|reçue?s?|achetée?s?|avions|avait|recibimos|recibí|recibido|recibidos|compré|compramos|teníamos|tuvimos|llegaron|llegó)$/iu;
const HAD_EASTERN = /(?:届きました|届いた(?:もの|品|商品)?|受け取りました|受け取った(?:もの|品|商品)?|買いました|買った(?:もの|品|商品)?|いただきました|もらいました|在庫|手元にあるもの|收到了?|收到的|买过|买过的|买的|现有|剩下)(?:は|的|的有|有)?$/u;

/** `Last year we had:`, `We already received:`: what stands below was so, and is not asked for. */
export function tellsWhatWas(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => !SIGNS.has(kind));
  // `Wir hatten` is one word with `wir hätten` once accents are gone.
  if (words.some(({ kind, raw }) => (kind === 'order' || kind === 'ask' || kind === 'label') && !HAD.test(raw.split(' ').at(-1) ?? ''))) return false;
  return words.some(({ raw }) => HAD.test(raw.split(' ').at(-1) ?? '')) || HAD_EASTERN.test(words.map(({ raw }) => raw).join(''));
}

/** Words before a colon that neither order, nor say for whom or what. */
export function isForeignHead(tokens: readonly Token[]): boolean {
  const colon = tokens.findIndex(({ kind, text }) => kind === 'pause' && text === ':');
  const words = tokens.slice(0, Math.max(0, colon)).filter(({ kind }) => !SIGNS.has(kind));
  const item = tokens.findIndex(({ kind }) => kind === 'item');
  const isDone = words[0] !== undefined && isPast(words[0]) && words[0].kind === 'unknown' && words.length > 1 && !words.some(({ kind }) => kind === 'order' || kind === 'ask');
  if ((isDone || tellsWhatWas(words)) && (item === -1 || item > colon)) return true;
  if (words.length === 0 || (item !== -1 && item < colon) || words.some(({ kind }) => HEADING.has(kind))) return false;
  if (isCourteous(tokens.slice(0, colon + 1), true) || words.every(({ text }) => REGRET.test(text))) return false;
  if (words.some(({ text }) => FOR.test(text)) || LISTING.test(words.map(({ text }) => text).join('')) || behindForgotten(tokens) !== null || ADDED.test(tokens[colon + 1]?.text ?? '')) return false;
  return words.some(({ kind }) => kind === 'unknown') && !LEADING.test(words[0]?.text ?? '');
}

const IT = /^(?:it|this|that|them|those|these)$/;
const DOING = /^(?:keep|sit|park|hold|shelve|drop|bin|nix|call|make|bill|charge|invoice|halve|stop|freeze|bump|push|move)$/;
const TOO = /^(?:too|as well|auch|ebenfalls|aussi|egalement|tambien|anche|pure|ook|tambem)$/;
const TEMPTED = /^(?:tempted|keen|curious|interested|envious|jealous|neidisch|neugierig|lust|tentee?|curieu\w*|envie|jalou\w*|tentad[oa]|ganas|curios\w*|interes\w*|envidia)$/;

const DETERMINER = /^(?:the|a|an|my|our|your|his|her|their|this|that|der|die|das|den|dem|des|le|la|les|l'|un|une|mon|ma|mes|notre|nos|ce|cet|cette|ces|el|los|las|una|mi|mis|su|sus|nuestr\w*|il|lo|gli|i|de|het|een|o|os|as|um|uma|very|so|too|sehr|zu|tres|bien|si|muy|tan)$/;

/** Of a dialect, and harmless. */
const DIALECT = /^(?:pressiert|vielmals?)$/;

/** Somebody does or is what nobody knows: a small letter, in no table, behind no article and no preposition. Names and nouns do nothing to an order, verbs may. */
export const doesUnknown = (tokens: readonly Token[]): boolean => tokens.some(({ kind, common, raw, text }, at) => {
  const before = tokens[at - 1]?.text ?? '';
  return kind === 'unknown' && common === null && /^\p{Ll}[\p{L}'’-]{3,}$/u.test(raw) && !DETERMINER.test(before) && !LEADING.test(before) && tokens[at - 1]?.kind !== 'number' && tokens[at + 1]?.text !== ':' && !HANDLING.test(text) && !DIALECT.test(text) && !isKnownAnywhere(text);
});

const OF_IT = /^(?:it|them|ca|cela|lo|davon)$/;
const OF_THIS = /^(?:this|these|those|das|dies|esto|eso)$/;

/** `My husband thinks it too much`: what is ordered is spoken of, and not how the parcel comes. */
export function speaksOfIt(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => !SIGNS.has(kind));
  const isIt = words.some(({ text }, at) => (OF_IT.test(text) && !/^(?:demas|que)$/.test(words[at + 1]?.text ?? '')) || (OF_THIS.test(text) && (words[at + 1] === undefined || ['chat', 'filler', 'stop'].includes(words[at + 1]?.kind ?? ''))));
  return isIt && !words.some(({ kind, text }) => kind === 'shipping' || text.split(' ').some((word) => HANDLING.test(word)));
}

/** What a shop puts into a parcel without a price. */
const PAPERS = /のし|熨斗|領収|請求|納品|かーど|カード|手紙|めっせーじ|メッセージ|りぼん|リボン|手提|紙袋|包装|説明|しおり|保冷/u;

/** Of a sentence behind an order: it does something with it, somebody would have it as well, or it names a thing that nobody knows. */
export function takesUp(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => !SIGNS.has(kind) && kind !== 'aside');
  const [head] = words;
  // `Keep it warm`, `And for my uncle likewise`: with the order itself, and for one more.
  if (head !== undefined && DOING.test(head.text) && words.slice(1, 3).some(({ text }) => IT.test(text))) return true;
  if (head?.kind === 'and' && FOR.test(words[1]?.text ?? '') && words.length <= 7 && !words.some(({ kind }) => kind === 'shipping')) return true;
  const eastern = words.map(({ text }) => text).join('');
  if (BEHIND_ORDER.test(words.map(({ text }) => text).join(' ')) || BEHIND_ORDER.test(eastern)) return true;
  if (/も(?:添え|そえ|同梱|同封|入れて|付けて|つけて)/u.test(eastern) && !PAPERS.test(eastern)) return true;
  if (head?.kind === 'unknown' && words.slice(1, 3).some(({ text }) => IT.test(text))) return true;
  if (words.some(({ text }) => TOO.test(text)) && words.some(({ kind, text }) => kind === 'order' || kind === 'ask' || TEMPTED.test(text))) return true;
  return words.some(({ kind }, at) => kind === 'article' && words[at + 1]?.kind === 'unknown' && words[at + 1]?.common === null);
}
