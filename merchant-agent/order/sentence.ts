/** What a sentence without items says: greeting, what people tell, what goes with a parcel, or something that a person has to read. */
import { open } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import type { Token, TokenKind } from './tokens.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'equals', 'at', 'end', 'ornament', 'times', 'question']);
const COUNTED: ReadonlySet<TokenKind> = new Set(['size', 'number', 'money', 'amount']);

const nothing = (readAs: string): Meaning => ({ kind: 'nothing', readAs });

/** Numbers of people, years and days, and ages in brackets behind people, count no goods: they become figures. */
export function withoutLife(tokens: readonly Token[]): Token[] {
  const isLife = (at: number): boolean => tokens[at] !== undefined && isCount(tokens[at]) && tokens[at + 1]?.kind === 'life';
  const kept = tokens.map((token, at) => (isLife(at) ? { ...token, kind: 'figure' as const } : token.kind === 'vague' && isLife(at + 1) ? { ...token, kind: 'filler' as const } : token));
  // `sons of 9 and 12 years`
  for (let at = kept.length - 3; at >= 0; at -= 1) {
    const [number, link, next] = [kept[at], kept[at + 1], kept[at + 2]];
    if (number?.kind === 'number' && (link?.kind === 'and' || link?.kind === 'comma') && next?.kind === 'figure' && isCount(tokens[at + 2] ?? number)) kept[at] = { ...number, kind: 'figure' };
  }
  for (let at = 0; at < kept.length; at += 1) {
    if (kept[at]?.kind !== 'open') continue;
    const end = kept.findIndex((token, place) => place > at && token.kind === 'close');
    const inside = end === -1 ? [] : kept.slice(at + 1, end);
    const isAges = inside.some((token) => token.kind === 'life') || kept[at - 1]?.kind === 'life';
    if (!isAges || !inside.every((token) => ['number', 'figure', 'life', 'and', 'comma', 'end', 'ornament'].includes(token.kind))) continue;
    inside.forEach((token, place) => (kept[at + 1 + place] = { ...token, kind: token.kind === 'number' ? 'figure' : token.kind }));
  }
  return kept;
}

/** In a sentence without items: years, ordinals, numbers of rooms and houses. */
export function withoutPlaces(tokens: readonly Token[]): readonly Token[] {
  if (tokens.some((token) => ['item', 'size', 'label', 'container', 'times', 'order', 'total'].includes(token.kind))) return tokens;
  const isPostcodeNear = tokens.some((token, at) => token.kind === 'number' && /^[0-9]{5}$/.test(token.text) && /^\p{Lu}/u.test(tokens[at + 1]?.raw ?? ''));
  return tokens.map((token, at) => {
    const before = tokens[at - 1]?.text ?? '';
    const isPlace = /^(?:since|in|until|room|flat|floor|no\.|nr\.|n°|house|gate|table|zimmer|haus|seit|bis|tur|stiege|etage|depuis|en|numero|porte|batiment|desde|piso|puerta|planta|第)$/.test(before);
    const isPostcode = /^[0-9]{5}$/.test(token.text) && /^\p{Lu}/u.test(tokens[at + 1]?.raw ?? '');
    const isHouse = isPostcodeNear && /^\p{Lu}/u.test(tokens[at - 1]?.raw ?? '') && token.value < 1000;
    if (token.kind === 'number' && (isPostcode || isHouse)) return { ...token, kind: 'figure' as const };
    const isYear = token.value >= 1900 && token.value < 2100 && /^[0-9]{4}$/.test(token.text);
    return token.kind === 'number' && /^[0-9]+$/.test(token.text) && (isYear || (isPlace && before.length > 2)) && tokens[at + 1]?.kind !== 'container' && tokens[at + 1]?.kind !== 'unknown' ? { ...token, kind: 'figure' as const } : token;
  });
}

const isCount = (token: Token): boolean => token.kind === 'number' || token.kind === 'article';

/** Behind a courtesy no condition. */
const POLITE_IF = /^(?:if possible|wenn moglich|wenn es geht|si possible|si c'est possible|si es posible|si puede ser|si pudiera ser)$/;
const isBetweenCourtesies = (words: readonly Token[], at: number): boolean => words[at - 1]?.kind === 'aside' && (POLITE_IF.test(words[at]?.text ?? '') || (words[at + 1]?.kind === 'aside' && (words[at]?.kind === 'and' || /^(?:but|aber|mais|pero)$/.test(words[at]?.text ?? ''))));

/** `opening`: nothing has been ordered above, so that a buyer may still be saying who writes. */
export function sentenceMeaning(all: readonly Token[], opening: boolean): Meaning {
  const tokens = withoutQuoted(all);
  const has = (kind: TokenKind): boolean => tokens.some((token) => token.kind === kind);
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (words.length === 0 || words.every((word, at) => word.kind === 'aside' || isBetweenCourtesies(words, at))) return nothing('greeting');
  if (isCourtesy(words)) return nothing('greeting');
  if (opening && isIntroducing(words)) return nothing('name');
  if (has('paper') && !has('goods') && !has('correction') && !has('vague')) return paperMeaning(words);
  const isTelling = !has('order') && !has('ask') && !has('container') && !words.some((word) => COURTEOUS.test(word.text)) && lengthOf(words) >= 18;
  if (words.some((word) => (word.kind === 'correction' && !(isTelling && SOFT.test(word.text))) || (word.kind === 'stop' && !isMild(word) && !(isTelling && INCIDENTAL.test(word.text))))) return open('needs-a-person');
  if (words.some((word) => word.kind === 'vague' && !(isTelling && !/^(?:double|twice|half|rest|remaining|another|more|extra|doppelt|hälfte|halfte|rest|weitere|noch|moitie|autre|reste|otro|otra|mitad|doble|resto|もう|追加|半分|倍|残り|全部|再|半|双倍|剩下|全部)/.test(word.text)))) return open(has('order') ? 'which-quantity' : 'needs-a-person');
  if (has('question') && !has('ask')) return open('needs-a-person');
  const asks = has('order') || has('ask') || words.some((word) => COURTEOUS.test(word.text)) || has('container') || has('label') || has('each');
  if (has('stop')) return mildMeaning(words, asks);
  if (has('unknown')) return unknownMeaning(tokens, words, asks);
  if (has('label') && !has('order') && !has('ask') && !has('opener')) return nothing('head of a table');
  if (has('goods') && !isIntroduction(tokens) && (asks || (!has('chat') && !has('opener')) || (/[\p{Script=Han}]/u.test(words[0]?.text ?? '') && lengthOf(words) <= 5))) return open('unknown-item');
  if (has('container') && (has('order') || has('ask'))) return open('unknown-item');
  return nothing(asks ? 'introduction' : 'told');
}

/** Words of a correction, of a condition or of quantities that in a long sentence without goods, verbs of ordering and `please` only tell. */
const SOFT = /^(?:actually|doch|lieber|nein|plutot|finalement|en fait|mejor|al final|en realidad|liever|piuttosto)$/;
const INCIDENTAL = /^(?:every|other|others|different|free|problem|mistake|offer|weekly|separately|jeden|jede|andere|anderen|anderer|anders|problem|fehler|angebot|warten|aber|gratis|kostenlos|probleme|erreur|offre|attendre|diferente|problema|error|oferta|esperar|待って|別の|違う|問題|问题|問題|其他|其它|别的|但|但是|不过)$/;

/** Negations and sameness: of an address they are harmless, of goods they are not. Conditions, changes and alternatives never are. */
const isMild = (word: Token): boolean =>
  /^(?:if possible|wenn moglich|wenn es geht|si possible|si c'est possible|si es posible|si puede ser|si pudiera ser|できれば|可能であれば|可能なら|可能でしたら|no|not|don't|dont|do not|doesn't|didn't|won't|can't|cannot|never|without|nothing|none|same|the same|usual|the usual|as usual|like last time|as last time|as before|like before|late|later|kein|keine|keinen|keiner|keines|nicht|nie|ohne|nichts|gleiche|gleichen|gleiches|dasselbe|das gleiche|dieselbe|ubliche|ublichen|wie ublich|wie immer|wie letztes mal|wie beim letzten mal|wie gehabt|spat|spater|ne|n'|pas|non|sans|aucun|aucune|jamais|rien|meme|la meme|le meme|les memes|habituel|habituelle|d'habitude|comme d'habitude|comme la derniere fois|comme toujours|plus tard|retard|ni|sin|ningun|ninguna|nunca|nada|mismo|misma|lo de siempre|como siempre|habitual|mas tarde|retraso|なし|無し|不要|不要です|いりません|要りません|ない|ません|ないで|なくて|ではなく|じゃなくて|でなく|ではありません|同じ|同様|いつもの|いつもと同じ|いつも通り|いつもどおり|前回と同じ|前回同様|後日|遅れ|遅い|別|不|不用|不要|没有|沒有|别|別|一样|一樣|同样|照旧|之后)$/.test(word.text);

function mildMeaning(words: readonly Token[], asks: boolean): Meaning {
  const isSpecific = words.some((word) => word.kind === 'goods' || word.kind === 'and');
  // `do not deliver to …` may mean that nothing is wanted.
  const isStopped = words.some((word, at) => word.kind === 'stop' && /^(?:send|ship|deliver|post|envoye[rz]|livre[rz]|expedie[rz]|envien?|entreguen?|manden?)(?:$| )/.test(words[at + 1]?.text ?? ''));
  if (!isSpecific && !isStopped && words.some((word) => word.kind === 'shipping')) return nothing('a wish about the delivery');
  const telling = words.filter((word) => ['unknown', 'chat', 'opener', 'life', 'figure', 'gift'].includes(word.kind)).length;
  const isSame = words.some((word) => word.kind === 'stop' && /same|usual|last|before|gleich|selbe|ublich|immer|gehabt|letzt|meme|habitu|derniere|toujours|mism|siempre|同|いつも|前回|一样|一樣|照旧/.test(word.text));
  return !asks && !isSpecific && !isSame && telling >= 3 && words.length >= 5 ? nothing('told') : open('needs-a-person');
}

/** An invoice, a receipt, a card with words on it: wishes that change no price. What the card shall say stands in quotation marks. */
function paperMeaning(words: readonly Token[]): Meaning {
  const unknown = words.filter((word) => word.kind === 'unknown').length;
  // `Factura a nombre de …`: behind the paper and a preposition stands who it is for.
  const [head, link] = words.filter(({ text }) => !/^(?:bitte|die|eine|unsere|meine|uns|mir|stellen sie|senden sie|schicken sie)$/.test(text));
  if (head?.kind === 'paper' && link?.text === 'auf' && words.length <= 16 && words.every((word) => ['paper', 'filler', 'aside', 'unknown', 'and', 'chat', 'life', 'shipping'].includes(word.kind) && (word.kind !== 'unknown' || word.common === 'verb' || /^(?:ausstellen|ausgestellt|adressieren|lauten)$/.test(word.text) || /^(?:\p{Lu}|&)/u.test(word.raw)))) return nothing('a wish beside the goods');
  if (words[0]?.kind === 'paper' && /^(?:to|for|an|auf|fur|a|au|pour|para|al|wie|comme|como|por)$/.test(words[1]?.text ?? '') && !words.some((word) => ['goods', 'number', 'article', 'order', 'ask'].includes(word.kind))) return nothing('a wish beside the goods');
  const isElse = words.some((word) => word.kind === 'goods' || (word.kind === 'and' && unknown > 0));
  return isElse || unknown * 2 > words.length ? open('needs-a-person') : nothing('a wish beside the goods');
}

function unknownMeaning(tokens: readonly Token[], words: readonly Token[], asks: boolean): Meaning {
  const isGoods = words.some((word) => word.kind === 'goods' && (asks || !TEA.test(word.text)));
  const known = isMostlyKnown(words);
  // How and where to is told with the same verbs as what.
  if (!isGoods && known && head0(words) && DELIVERS.test(words.map((word) => word.text).join(' '))) return nothing('a wish about the delivery');
  if (!isGoods && known && words.some((word) => word.kind === 'shipping')) return nothing('a wish about the delivery');
  const heads = words.findIndex((word) => word.kind !== 'aside');
  const head = words[heads];
  const starts = ['opener', 'past', 'life', 'gift', 'figure'].includes(head?.kind ?? '') || PERSON.test(head?.text ?? '');
  const tells = starts || words.some((word) => word.kind === 'chat') || words.filter((word) => word.kind !== 'unknown').length >= 3;
  // A line of a list is short; a sentence that names no item, counts nothing and asks for nothing tells something.
  const isLong = lengthOf(words) >= 15;
  if (!asks && !isGoods && head?.kind !== 'and' && ((known && tells && words.length >= 3) || (isLong && isPartlyKnown(words)))) return nothing('told');
  // `for our school please:` stands above what is wanted there.
  if (!isGoods && tokens.at(-1)?.kind === 'pause' && known) return nothing('introduction');
  return open(asks || isGoods ? 'unknown-item' : 'needs-a-person');
}

/** `Send it to …`: what is sent is what was ordered elsewhere. */
const DELIVERS = /(?:send|ship|deliver|post|bring|put|leave|schick|send|liefer|stell|leg|envoy|livr|expedi|laiss|envi|mand|entreg|dej)\S* (?:sie mir |mir |me |nos |nous )?(?:it|them|everything|all|this|the order|the parcel|sie|es|alles|das ganze|die bestellung|le tout|tout|la commande|todo|lo|el pedido)(?: |$)/;
const head0 = (words: readonly Token[]): boolean => !words.some((word) => word.kind === 'and' || word.kind === 'container' || word.kind === 'each');

const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|svp|stp|s'il vous plait|s'il te plait|por favor|porfavor|per favore|aub|alstublieft)$/;
/** A sentence about people begins with them. */
const PERSON = /^(?:i|we|she|he|they|my|our|it|everybody|everyone|ich|wir|sie|er|mein|meine|unser|unsere|es|je|j'|nous|il|elle|mon|ma|mes|notre|nos|on|yo|nosotros|mi|mis|nuestro|nuestra|io|noi|mio|mia|ik|wij|we|mijn|onze|eu|meu|minha)$/;

/** What shops of tea are about is told of without being ordered. */
const TEA = /^(?:teas?|green tea|tees?|gruntee|grüntee|thes?|the vert|te|tes|te verde|お茶|茶|緑茶|绿茶|綠茶|茶叶|茶葉|goods|products?|things?|produkte|waren?|sachen|produits|choses?|productos|cosas?|もの|商品|东西|東西|차|녹차)$/;

/** In letters of Han and kana, or three for a word of another script. */
const sizeOf = ({ text }: Token): number => (/[\p{Script=Han}\p{Script=Hiragana}]/u.test(text) ? text.length : 3);
const lengthOf = (words: readonly Token[]): number => words.reduce((sum, word) => sum + sizeOf(word), 0);
const isPartlyKnown = (words: readonly Token[]): boolean => lengthOf(words.filter((word) => word.kind === 'unknown')) * 10 <= lengthOf(words) * 7;
const isMostlyKnown = (words: readonly Token[]): boolean => lengthOf(words.filter((word) => word.kind === 'unknown')) * 5 <= lengthOf(words) * 3;

/** `I would like to order the following tea:` */
const isIntroduction = (tokens: readonly Token[]): boolean => tokens.at(-1)?.kind === 'pause' || tokens.some((token) => /^(?:following|folgende[ns]?|suivante?s?|siguientes?|以下|下記|下列|如下|下面)$/.test(token.text));

/** Formulas of letters are known by how they end, whatever season they speak of. */
const isCourtesy = (words: readonly Token[]): boolean => /(?:お慶び申し上げます|御礼申し上げます|感謝申し上げます|お祈り申し上げます|ご自愛ください)$/.test(words.at(-1)?.text ?? '') && !words.some((word) => ['goods', 'ask', 'stop'].includes(word.kind));

/** `喫茶むらさきの藤井です`, `田中と申します`. */
function isIntroducing(words: readonly Token[]): boolean {
  const last = words.at(-1)?.text ?? '';
  const rest = words.slice(0, -1);
  const length = rest.reduce((sum, { text }) => sum + text.length, 0);
  if (!/(?:^です|でございます|申します)$/.test(last) || length === 0 || length > 24) return false;
  const isNamed = rest.some((word) => word.kind === 'unknown') || /申します$/.test(last);
  return isNamed && rest.every((word) => ['unknown', 'chat', 'aside', 'life', 'container', 'goods', 'opener', 'filler', 'and'].includes(word.kind) || /^[のはとにて・]$/.test(word.text));
}

const QUOTE = /^["「『〈」』〉]$/;

/** What stands between quotation marks in a wish for a card is no order. */
export function withoutQuoted(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex((token) => QUOTE.test(token.text));
  const end = tokens.findLastIndex((token) => QUOTE.test(token.text));
  const isPaper = tokens.some((token) => token.kind === 'paper');
  return !isPaper || start === -1 || end < start ? tokens : [...tokens.slice(0, start), ...tokens.slice(end + 1)];
}

/** True where something in the sentence, people and times apart, is counted or named as goods. */
export const isCounting = (tokens: readonly Token[]): boolean => withoutQuoted(tokens).some((token) => token.kind === 'item' || COUNTED.has(token.kind));

/** `領収書も1枚`: the number of a paper is no quantity of goods. */
export function withoutPapers(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => token.kind === 'paper') || tokens.some((token) => token.kind === 'item' || token.kind === 'size' || token.kind === 'money')) return tokens;
  return tokens.map((token) => (token.kind === 'number' && token.value === 1 ? { ...token, kind: 'figure' as const } : token.kind === 'container' ? { ...token, kind: 'filler' as const } : token));
}

/** `Could I pls get …`: a question in form. */
export const isRequest = (tokens: readonly Token[]): boolean =>
  /(?:^|[,.!¿] ?)(?:(?:please |pls )?(?:could|can|may|might|would|will) (?:i|we|you|u|us) |(?:konn\w*|kann\w*|darf|durf\w*|wurde\w*) (?:ich|wir|sie|du|ihr) |(?:pourr\w*|pouv\w*|peux|puis)[- ](?:je|nous|vous|tu) |(?:podr\w*|pued\w*|me|nos) )/.test(tokens.filter((token) => token.kind !== 'aside').slice(0, 8).map((token) => token.text).join(' ') + ' ');
