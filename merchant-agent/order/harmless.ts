/** Clauses that ask for nothing, however few of their words are known: told things, wishes about the delivery, courtesy. */
import { isDoubtful } from './guards.ts';
import { isKindInJapanese } from './kindly-japanese.ts';
import { isLiked, isTale } from './tale.ts';
import { isTalk } from './talk.ts';
import type { Token, TokenKind } from './tokens.ts';

/** None of these stands in a clause that asks for nothing. */
const ASKING: ReadonlySet<TokenKind> = new Set(['item', 'size', 'number', 'money', 'amount', 'times', 'ask', 'correction', 'label', 'each', 'total', 'question', 'equals']);
/** Quantities of what is ordered, not of what is told. */
const QUANTIFYING = /^(?:double|twice|half|rest|remaining|another|more|extra|one more|some|doppelt\w*|halfte|halb\w*|rest\w*|weitere|noch|moitie|autre|reste|quelques|otro|otra|mitad|doble|resto|unos|unas|もう|追加|半分|倍|残り|全部|もう少し|少し|再|半|双倍|剩下|全部|一些|几)/;
const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);
const TELLING: ReadonlySet<TokenKind> = new Set(['chat', 'opener', 'life', 'figure', 'shipping', 'gift', 'past', 'done', 'aside', 'filler']);
const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** `please` and verbs of wanting, also those that order nothing by themselves. */
const WANTING = /^(?:please|pls|plz|kindly|bitte|svp|stp|s'il vous plait|por favor|porfa|porfavor|xfa|prefer|prefers|fancy|fancies|lieber|prefere|preferons|preferent|prefiere|prefieren|prefiero|add|include|put in|need|needs|want|wants|brauche|brauchen|dazu|ausserdem|noch|besoin|veux|voudrais|ajoute|ajoutez|quiero|necesito|queremos|anade|anadan|anadir|ademas|追加|ください|下さい|お願いします|请|要|想要|加)$/;
const MORE = /^(?:and|also|plus|too|as well|another|und|auch|sowie|et|aussi|encore|egalement|plus|y|e|tambien|mas|otro|otra|と|も|あと|それと|还|还有|也|和|再|another|more|extra)$/;
/** General words that are spoken of without being ordered. */
const SPOKEN = /^(?:teas?|green tea|tees?|gruntee|thes?|the vert|te|tes|te verde|お茶|茶|緑茶|绿茶|綠茶|茶叶|茶葉|goods|products?|things?|something|one|coffee|kaffee|cafe|produkte|waren?|sachen|dinge|produits|choses?|productos|cosas?|もの|商品|东西|東西|咖啡|コーヒー|cookies|cake|rice|ice)$/;

/** `if I'm out`, `falls ich nicht da bin`, `不在の場合`: of the person who takes the parcel. */
const ABSENT = /(?:\bif (?:i'm|i am|we're|we are|nobody|no one|noone|there's no one|there is no one|she's|he's|she is|he is|they're)\b|\b(?:falls|wenn|sollte|sollten) (?:ich|wir|niemand|keiner|sie|er|jemand)\b|\b(?:si|en cas d')(?: je| nous| personne| on| ?absence| il n'y a| jamais)\b|\bsi (?:no estoy|no estamos|no hay nadie|nadie|no contesto|no esta|no abro)|不在|留守|不在家|没人|不在时|不方便接)/;
const CANCELLING = /^(?:deliver to the|deliver|post|liefern|zustellen|livrer|livrez|expedier|entregar|entreguen|enviar|need|needs|needed|necessary|necessity|required|want|wanted|order|ordering|send|ship|require|interest|interested|any more|anymore|more|brauche|brauchen|notig|notwendig|schicken|senden|bestellen|mehr|mochte|besoin|necessaire|plus|envoyer|envoyez|veux|falta|necesito|necesario|quiero|mas|envien|いりません|要りません|必要|不要|要|需要|发|寄)$/;

/** What a negation may stand beside: nothing that is asked for. */
const NEGATION = /^(?:no|not|don't|dont|do not|doesn't|didn't|won't|can't|cannot|never|without|nothing|none|neither|nor|late|later|missing|broken|problem|mistake|error|kein|keine|keinen|keiner|keines|nicht|nie|ohne|nichts|spat|spater|fehlt|fehlte|anders|andere|anderen|ne|n'|pas|non|sans|aucun|aucune|jamais|rien|plus tard|retard|ni|sin|ningun|ninguna|nunca|nada|mas tarde|ない|ません|ないで|なくて|遅れ|遅い|後日|別|別の|不|没有|沒有|没|别|别的|之后|其他|every|jeden|jede|other|others|different|free|aber|but|pero|mais|なら|たら|包装|wait|waiting|available|possible|stock|weekly|or|oder|ou|o|还是|或|或者|か)$/;

const lengthOf = (words: readonly Token[]): number => words.reduce((sum, { text }) => sum + (EASTERN.test(text) ? text.length : 3), 0);

/** Where a thing would be named in a list: behind `and`, or with an article right at the beginning. */
const isListed = (words: readonly Token[]): boolean => MORE.test(words[0]?.text ?? '') || words[0]?.kind === 'and' || (words[0]?.kind === 'article' && words.length < 6);

/** `… and a scoop`: one thing, named behind the sentence. */
function hasThingBehind(words: readonly Token[]): boolean {
  return words.some((word, at) => (word.kind === 'and' || MORE.test(word.text)) && (words[at + 1]?.kind === 'article' || words[at + 1]?.kind === 'container') && !words.slice(at + 1).some((one) => one.kind === 'chat' || one.kind === 'life' || one.kind === 'figure'));
}

/** Japanese endings that only say that something is so. */
const PLAIN_ENDING = /^(?:です|でした|になります|にします|ますので|なので|ので|でございます|おります|いたします|しております|と思います)$/;
const isOrder = (word: Token): boolean => (word.kind === 'order' && !PLAIN_ENDING.test(word.text)) || WANTING.test(word.text);

/** A clause beside goods that begins so says what they should be like. */
const QUALIFYING = /^(?:but|only|just|with|without|in|not|the|big|small|each|aber|nur|mit|ohne|nicht|die|das|den|der|jeweils|mais|seulement|avec|sans|le|la|les|pero|solo|con|sin|el|los|las|ただ|でも|但|但是|不过|只)$/;

/** True where the clause may be passed over; numbers of people, dates and places in it are figures already. `isWhole`: a sentence, not one of its clauses. */
export function isHarmless(tokens: readonly Token[], isWhole: boolean): boolean {
  const words = tokens.filter((token) => !SIGNS.has(token.kind));
  if (isWhole && asksAfterHealth(words)) return true;
  if (!isWhole && QUALIFYING.test(words[0]?.text ?? '')) return false;
  if (words.length === 0 || words.every((word) => word.kind === 'aside' || word.kind === 'figure' || word.kind === 'shipping')) return true;
  if (isWishingWell(words) || isUnchanged(words)) return true;
  const isDelivery = words.some((word) => word.kind === 'shipping' || ADDRESS.test(word.text)) && !words.some((word, at) => (word.kind === 'order' && !SENDING.test(word.text)) || (word.kind === 'article' && words[at + 1]?.kind === 'unknown') || MORE.test(word.text));
  if (words.some((word) => word.kind === 'vague' && (!isWhole || words.length < 6 || QUANTIFYING.test(word.text)))) return false;
  if (words.some((word) => ASKING.has(word.kind) || (isOrder(word) && !(isDelivery && (COURTEOUS.test(word.text) || SENDING.test(word.text)))) || (word.kind === 'goods' && !SPOKEN.test(word.text)))) return false;
  if (words.some((word, at) => word.kind === 'article' && words[at + 1]?.kind === 'container')) return false;
  if (isListed(words) || hasThingBehind(words)) return false;
  const stops = words.filter((word) => word.kind === 'stop');
  if (stops.length > 0 && (!stops.every((word) => NEGATION.test(word.text)) || words.some((word) => CANCELLING.test(word.text)) || words.length < 5)) return false;
  const isEastern = words.some((word) => EASTERN.test(word.text));
  if (isEastern) return lengthOf(words) >= 9;
  const telling = words.filter((word) => TELLING.has(word.kind)).length;
  return words.length >= 4 && telling >= 2 && words.some((word) => ['chat', 'opener', 'life', 'past', 'done', 'shipping', 'figure', 'gift'].includes(word.kind) || PERSON.test(word.text));
}

const ADDRESS = /(?:address|adresse|anschrift|direccion|domicilio|住所|宛|地址)/;
/** Where to and how is said with these verbs; beside an address or a door they ask for no goods. */
const SENDING = /^(?:send|ship|deliver|post|schicken|schickt|senden|liefern|zustellen|sende|envoyer|envoyez|livrer|livrez|expedier|enviar|envien|envienlo|mandar|entregar|寄|寄到|发|发到|送|送って|お願いします|お願いいたします|です)$/;
const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|svp|stp|s'il vous plait|por favor|porfa|porfavor|お願いします|请)$/;
const GOOD = /^(?:good|great|nice|lovely|happy|merry|wonderful|schon\w*|gut\w*|froh\w*|besinnlich\w*|bon|bonne|bonnes|belle|joyeux|joyeuses|excellent\w*|heureuse|a bientot|bientot|buen|buena|buenos|buenas|feliz|felices)$/;

/** Thanks and good wishes in a short sentence, from wherever and for whatever occasion. */
function isWishingWell(words: readonly Token[]): boolean {
  if (words[0]?.kind !== 'aside' || words.length > 9) return false;
  if (/ (?:from|aus|de|desde|depuis|von|da|uit)$/.test(words[0].text) && words.length <= 5 && words.slice(1).every((word) => ['unknown', 'filler', 'chat'].includes(word.kind) && (word.kind !== 'unknown' || /^\p{Lu}/u.test(word.raw)))) return true;
  if (words.some((word) => ASKING.has(word.kind) || ['article', 'order', 'stop', 'goods', 'container'].includes(word.kind))) return false;
  const and = words.findIndex((word) => word.kind === 'and');
  return and === -1 ? words.length > 2 && words.some((word) => /^(?:from|for|to|aus|fur|an|de|du|depuis|pour|a|desde|por|que)$/.test(word.text)) : GOOD.test(words[and + 1]?.text ?? '') || words[and + 1]?.kind === 'aside';
}

/** `Comment va votre petit-fils ?` */
const HEALTH = /^(?:(?:und )?wie geht(?:'s)? |comment (?:va|vont|allez|ca va)|que tal |como (?:esta|estan|va|anda|siguen?) |how (?:are|is|was|were) (?:you|your|the|everyone|everything|things|life) |sigue haciendo )/;
const asksAfterHealth = (words: readonly Token[]): boolean => HEALTH.test(`${words.map((word) => word.text).join(' ')} `) && !words.some((word) => ['item', 'size', 'number', 'money', 'order', 'ask', 'goods', 'container', 'stop', 'correction', 'vague', 'paper', 'shipping'].includes(word.kind));

/** `The rest stays the same`, `Lo demás igual`: what is said of the rest changes nothing. */
const UNCHANGED = /^(?:(?:the )?(?:rest|others?|everything else)(?: (?:stays?|remains?|is|are))?(?: (?:as above|as it is|as is|unchanged|the same|as ordered|fine))|(?:der )?rest bleibt(?: (?:so|gleich|wie .*))?|alles andere bleibt(?: (?:so|gleich))?|rest unverandert|le reste ne change pas|le reste (?:est inchange|sans changement|reste pareil)|(?:lo demas|el resto) (?:igual|sigue igual|no cambia|queda igual)|其他不变|其余不变|其他照旧|其余照发|他はそのままで(?:お願いします)?)$/;
export const isUnchanged = (words: readonly Token[]): boolean => UNCHANGED.test(words.map((word) => word.text).join(EASTERN.test(words[0]?.text ?? '') ? '' : ' '));

const PERSON = /^(?:i|we|she|he|they|you|your|my|our|it|ich|wir|sie|er|mein|meine|unser|unsere|es|ihr|je|j'|nous|il|elle|mon|ma|mes|notre|nos|on|vous|votre|vos|yo|nosotros|mi|mis|nuestro|nuestra|su|sus|usted|ustedes)$/;

/** A wish about who takes the parcel: nothing is counted in it and no goods are named. */
export function isAboutAbsence(tokens: readonly Token[]): boolean {
  const text = tokens.map((token) => token.text).join(' ').replace(/(?<=[\p{Script=Han}\p{Script=Hiragana}]) (?=[\p{Script=Han}\p{Script=Hiragana}])/gu, '');
  return ABSENT.test(text) && !tokens.some((token) => ['item', 'size', 'number', 'money', 'goods', 'correction', 'question', 'times', 'label'].includes(token.kind)) && !/\b(?:cancel|annul|stornier|nothing|forget|skip|hold|wait|scrap|order|nichts|vergess|wieder mit|behalten|zuruck|bestellung|warten|rien|oubli|commande|attend|nada|olvid|pedido|espera|otro dia|qued|dej\w+lo (?:estar|correr|para))|don't send|do not|取消|不要|算了|キャンセル|きゃんせる|いりません/.test(text);
}

const SPLITS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'ornament']);
const MAX_CLAUSES = 24;

/** The sentence without its clauses that ask for nothing; null where there are none, or nothing but them. */
export function withoutHarmless(tokens: readonly Token[]): readonly Token[] | null {
  const clauses = clausesOf(tokens);
  if (clauses.length < 2 || clauses.length > MAX_CLAUSES) return null;
  const kept = clauses.filter((clause) => clause.every((token) => SIGNS.has(token.kind)) || isDoubtful(clause) || !(isHarmless(clause, false) || isTold(clause) || isKindInJapanese(clause)));
  if (kept.length === 0 || kept.length === clauses.length) return null;
  return kept.flat();
}

/** Behind goods a clause that begins as one of their qualities is none that tells. */
const isTold = (clause: readonly Token[]): boolean => isLiked(clause) || !QUALIFYING.test(clause.find((token) => !SIGNS.has(token.kind))?.text ?? '') && isTale(clause, 'clause');

/** Each clause with the sign that ends it; what stands in brackets belongs to the clause that it stands in. */
function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [];
  let clause: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    clause.push(token);
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth = Math.max(0, depth - 1);
    if (depth > 0 || !SPLITS.has(token.kind)) continue;
    clauses.push(clause);
    clause = [];
  }
  if (clause.length > 0) clauses.push(clause);
  return clauses;
}

const GOODS: ReadonlySet<TokenKind> = new Set(['item', 'number', 'size', 'container', 'goods', 'times', 'article', 'each']);

/** Without what stands in brackets and tells; behind goods brackets may say which. */
export function withoutBrackets(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex((token, at) => token.kind === 'open' && at > 0 && (!GOODS.has(tokens[at - 1]?.kind ?? 'item') || tokens.slice(at + 1, at + 3).some((one) => one.kind === 'life' || PERSON.test(one.text))));
  const end = tokens.findIndex((token, at) => at > start && token.kind === 'close');
  if (start === -1 || end === -1) return tokens;
  const inside = tokens.slice(start + 1, end);
  const isBehindGoods = tokens.slice(0, start).some((token) => token.kind === 'item' || token.kind === 'goods');
  const isPassed = !isDoubtful(inside) && inside.every((token) => token.kind !== 'open') && ((!QUALIFYING.test(inside[0]?.text ?? '') && isTale(inside, isBehindGoods ? 'clause' : 'brackets')) || (inside.slice(0, 2).some((token) => token.kind === 'life' || PERSON.test(token.text)) && isTalk(inside, true) && !inside.some((token) => token.kind === 'vague' || token.kind === 'stop')));
  return [...tokens.slice(0, start), ...(isPassed ? [] : tokens.slice(start, end + 1)), ...withoutBrackets(tokens.slice(end + 1))];
}
