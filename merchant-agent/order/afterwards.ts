/**
 * What is told once something is ordered. Before the first thing whatever is told leads to it; behind the last it may take it back, make it hang on somebody or
 * say of which kind it has to be. There only what can do none of that is passed over.
 */
import { isDeniedInChinese } from './chinese.ts';
import { isLeading } from './german.ts';
import { CONDITION, isBreaking, isDoubtful, isReport } from './guards.ts';
import { doesUnknown, isForeignHead, isNumbering, speaksOfIt, takesUp } from './hedges.ts';
import { isKind } from './formulas.ts';
import { open } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import type { ToldBehind } from './order.ts';
import { withoutQuoted } from './sentence.ts';
import { isLiked } from './tale.ts';
import type { Token } from './tokens.ts';
import { ONCE_MORE, ONCE_MORE_EASTERN } from './words/once-more.ts';
import { HOLDING_FRENCH } from './words/holding-french.ts';
import { ALREADY, CONCEDING, CONCEDING_EASTERN, CONDITIONED, HELD_BACK, HOLDING, HOLDING_EASTERN, NOT_OF_PARCEL, OBLIGING, OBLIGING_EASTERN, SENDING, UNDECIDED, WAITING } from './words/holding.ts';

const TOLD: ReadonlySet<string> = new Set(['told', 'small talk', 'introduction']);
/** `My mother loves it`, `my hojicha is empty`: why it is ordered. */
const REASON = /(?:^| )(?:because|since|love\w*|like|likes|liked|enjoy\w*|favou?rite|empty|ran out|run out|running out|out of|finished|used up|good|great|delicious|best|wonderful|weil|denn|liebt?|lieben|mag|mogen|schmeckt\w*|lecker\w*|leer|alle|aus|aufgebraucht|gut|lieblings\w*|kostlich\w*|car|parce|aime\w*|aimons|adore\w*|delicieu\w*|bon|bonne|excellent\w*|fini|vide|plus de|porque|encant\w*|gust\w*|buen\w*|ric[oa]s?|delicios\w*|acab\w*|favorit\w*|piace\w*|buon\w*|lekker\w*|gost\w*|ador\w*)(?= |$)|好き|美味|おいし|切れ|なくな|無くな|好喝|好吃|喜欢|喜歡|爱|愛|喝完|吃完|用完|没有了|照旧|照舊|不变|不變|そのまま|変わらず|変更なし|(?:^| )(?:stays?|remains?|unchanged|bleib\w*|restent?|queda\w*|sigue\w*)(?= |$)/u;

const WISHED: ReadonlySet<string> = new Set(['introduction', 'a wish about the delivery', 'a wish beside the goods']);
/** `Please send a second parcel to my office`: of the parcel or the invoice, and more, less or another of what was ordered. */
function isOnceMore(tokens: readonly Token[]): boolean {
  const words = withoutQuoted(tokens).filter(({ kind }) => !['comma', 'end', 'ornament', 'pause', 'dash', 'open', 'close'].includes(kind)).map(({ kind, text }) => (kind === 'number' ? '#' : text));
  return ONCE_MORE.test(words.join(' ')) || ONCE_MORE_EASTERN.test(words.join(''));
}

/** For some more of what stands above. */
const STANDING = /^(?:one|ones|some|any|another|more|welche|welches|einen|eine|eins|davon|mehr|noch einen|noch eine|d'autres|en|encore|un autre|une autre|unos|unas|otr[oa]s?|mas|alguno|alguna|algunos)$/;
const TAKING_OFF = /(?:^| )(?:take|knock|deduct|subtract|abziehen|zieh\w*|deduire|deduis\w*|deduc\w+|descont\w+|descuent\w+)(?= |$)/;

/** A sentence that asks for something, and names no goods. */
const asksFor = (meaning: Meaning): boolean => meaning.kind === 'nothing' && meaning.readAs === 'introduction';
/** How and when the parcel comes. */
const isSent = (tokens: readonly Token[]): boolean => tokens.some(({ kind, text }) => kind === 'shipping' || text.split(' ').some((word) => SENDING.test(word)) || /[送届配寄着到]|願い/u.test(text)) || tokens.at(-1)?.text === ':';

const isOfParcel = (meaning: Meaning): boolean => meaning.kind === 'nothing' && (meaning.readAs === 'a wish about the delivery' || meaning.readAs === 'a wish beside the goods');
/** A wish about the parcel that is also a story: more words that nobody knows than a place has. */
const tells = (tokens: readonly Token[]): boolean => tokens.filter(({ kind, raw }) => kind === 'unknown' && /^\p{Ll}/u.test(raw)).length >= 3;

/** `… - although the doctor …`: something behind the goods speaks against them. */
function isLimited(tokens: readonly Token[]): boolean {
  const behind = tokens.slice(tokens.findLastIndex(({ kind }) => kind === 'item') + 1);
  const words = behind.map(({ text }) => text);
  const text = words.join(' ');
  if (CONDITIONED.test(text) || WAITING.test(`${text} `) || HOLDING.test(text) || UNDECIDED.test(text)) return true;
  return words.some((word, at) => CONCEDING.test(word) || CONCEDING.test(`${word} ${words[at + 1] ?? ''}`)) || CONCEDING_EASTERN.test(words.join(''));
}

/** In words of the buyer's own: what they do to the order can be seen only where they are all understood. Thanks, addresses, wishes about the parcel have forms. */
const isFreelyTold = (meaning: Meaning): boolean => meaning.kind === 'mention' || (meaning.kind === 'nothing' && (meaning.readAs === 'told' || meaning.readAs === 'small talk'));

const textOf = (tokens: readonly Token[]): string => tokens.filter(({ kind }) => !['comma', 'end', 'ornament', 'pause', 'dash', 'open', 'close'].includes(kind)).map(({ text }) => text).join(' ');

/** Readings by some of a sentence's words: what a wish is about, what may stand in a table's head, that a name or an address is in it. */
const LOOSE: ReadonlySet<string> = new Set(['a wish beside the goods', 'a wish about the delivery', 'introduction', 'head of a table', 'address', 'greeting']);
/** What turns such a sentence into something else: a condition, a term put off, other quantities, another way to pay, some of it for somebody else. */
const TURNING = /(?:^| )(?:if (?!possible|you (?:can|could|like|have)|at all|nobody|no one|i'm|we're|i am|we are)|unless|otherwise|instead|without (?:it|that|them)|only (?:\S+ ){0,3}(?:if|when)|only (?:at|from|after)|not before|till i|quantities|part of (?:it|them)|enquiry|inquiry|wenn (?!moglich|es (?:geht|moglich)|sie|ihr|niemand|keiner|ich|wir)|sonst|stattdessen|nur wenn|erst (?:ab|im|nach|wenn|in)|die mengen?|teil davon|anfrage|liste oben|bestellung (?:auch )?wie immer|sinon|ou rien|seulement si|(?:ces |les )?quantites(?: la)?|une partie|demande de|solo si|las cantidades|una parte|una consulta|presupuesto|a la vuelta)(?= |$)/;
const TURNING_EASTERN = /のままなら|(?:まずは|先に)お?(?:問い合わせ|見積)|数量|一部(?:は|を|だけ)|現金で|代引きで|(?:に|て|で)入ってから|決まりで|的话就|就[别別]|再出[货貨]|先[看要算]|其中一部|留着|[货貨]到付|现金|ようなら|見積もり?扱い|要らない|いらない物|ひな形|雛形|消し忘れ|混じって|(?:確かめ|確認|決ま|決め|わか|分か)(?:られ|でき|って|れ)?て?(?:い|おり)?ません|才(?:算|行|定|作数|能发)|用不[上着]|分[开開]寄|[还還]?[没沒]定|[别別][让讓]|不成[了，,]?/u;

/** The same, or open. `ordered`: something is ordered above. */
export function guarded(meaning: Meaning, tokens: readonly Token[], ordered: boolean, toldBehind: ToldBehind): Meaning {
  const text = textOf(tokens);
  const eastern = text.replaceAll(' ', '');
  if (meaning.kind === 'order' && (isBreaking(tokens) || isDeniedInChinese(tokens))) return open('needs-a-person', meaning.pairs.flatMap(({ skus }) => skus));
  if (meaning.kind === 'order' && (isNumbering(tokens) || isForeignHead(tokens))) return open('needs-a-person', meaning.pairs.flatMap(({ skus }) => skus));
  if (meaning.kind === 'nothing' && (isReport(tokens) || (!ordered && tokens.at(-1)?.text === ':' && isForeignHead(tokens) && !isLeading(tokens)))) return open('needs-a-person');
  if (meaning.kind === 'nothing' && meaning.readAs === 'a wish beside the goods' && (CONDITION.test(text) || isDoubtful(tokens) || TAKING_OFF.test(text))) return open('needs-a-person');
  // `Nein, noch drei Hojicha dazu`: three in all, or three more?
  if (meaning.kind === 'order' && meaning.correction !== null && tokens.some(({ text: one, raw }) => /^(?:noch|dazu|ausserdem|zusatzlich\w*|weitere[nrs]?)$/.test(one) || /(?:^| )hatten?$/i.test(raw))) return open('which-quantity', meaning.pairs.flatMap(({ skus }) => skus));
  if (meaning.kind === 'order' && isLimited(tokens)) return open('needs-a-person', meaning.pairs.flatMap(({ skus }) => skus));
  if (!ordered) return meaning;
  if (meaning.kind === 'nothing' && HOLDING_FRENCH.test(text.replace(/' /g, "'")) && !isKind(tokens)) return open('needs-a-person');
  if (meaning.kind === 'nothing' && WISHED.has(meaning.readAs) && (isOnceMore(tokens) || HOLDING_EASTERN.test(eastern))) return open('needs-a-person');
  if (meaning.kind === 'nothing' && meaning.readAs !== 'address' && meaning.readAs !== 'name' && HELD_BACK.test(text)) return open('needs-a-person');
  if (meaning.kind === 'nothing' && meaning.readAs === 'introduction' && tokens.some((token) => STANDING.test(token.text))) return open('which-quantity');
  if (toldBehind === 'ask' && (isFreelyTold(meaning) || (asksFor(meaning) && !(isSent(tokens) && !ALREADY.test(text))))) return open('needs-a-person', meaning.kind === 'mention' ? meaning.skus : []);
  if (meaning.kind === 'nothing' && LOOSE.has(meaning.readAs) && !isKind(tokens) && (TURNING.test(text) || TURNING_EASTERN.test(eastern))) return open('needs-a-person');
  if (meaning.kind === 'mention' && !REASON.test(text) && !isLiked(tokens)) return open('needs-a-person', meaning.skus);
  if (toldBehind === 'ask' && isOfParcel(meaning) && (tells(tokens) || ALREADY.test(text))) return open('needs-a-person');
  const isTold = (meaning.kind === 'nothing' && TOLD.has(meaning.readAs)) || meaning.kind === 'mention';
  if (asksFor(meaning) && NOT_OF_PARCEL.test(text)) return open('needs-a-person');
  if (isOfParcel(meaning) && (NOT_OF_PARCEL.test(text) || WAITING.test(text) || HOLDING.test(text) || HOLDING_EASTERN.test(eastern))) return open('needs-a-person');
  if (isTold && !(meaning.kind === 'nothing' && meaning.readAs === 'introduction') && (doesUnknown(tokens) || (!REASON.test(text) && speaksOfIt(tokens)))) return open('needs-a-person');
  return isTold && (takesUp(tokens) || HOLDING.test(text) || OBLIGING.test(text) || HOLDING_EASTERN.test(eastern) || OBLIGING_EASTERN.test(eastern)) ? open('needs-a-person', meaning.kind === 'mention' ? meaning.skus : []) : meaning;
}
