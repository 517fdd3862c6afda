/** Sentences that name items and order none of them: of earlier orders, of what is liked, of what is not wanted. */
import { isTale } from './tale.ts';
import { isTalk } from './talk.ts';
import type { Token, TokenKind } from './tokens.ts';

type Has = (kind: TokenKind) => boolean;

const NOW = /^(?:this time|now|today|again|heute|jetzt|diesmal|wieder|cette fois|aujourd'hui|maintenant|de nouveau|esta vez|hoy|ahora|otra vez|de nuevo|今回|今回は|今日|本日|今度|这次|這次|今天|现在|再|please|bitte|por favor|s'il vous plait|svp)$/;
/** `上次的羊羹很好吃，再来四条` */
const AGAIN = /(?:再[来要加买订寄发拿带补]|请[寄发给来]|想[要买订再]|来)(?:我|我们|一下)?#/u;
const isNow = (tokens: readonly Token[]): boolean => tokens.some((token) => NOW.test(token.text));

/** `The 3 bags last time were great.` An earlier time or a thing done is named, and nothing is asked for. */
export function tellsOfThePast(tokens: readonly Token[], has: Has): boolean {
  const asks: readonly TokenKind[] = ['order', 'ask', 'correction', 'stop', 'vague', 'question', 'each', 'label', 'total', 'money', 'times'];
  if (asks.some(has) || isNow(tokens) || AGAIN.test(tokens.map(({ kind, text }) => (kind === 'number' ? '#' : text)).join('')) || (!has('past') && !has('done'))) return false;
  const isCounted = has('number') || has('size');
  if (has('done')) return isMostlyKnown(tokens) && !countsElsewhere(tokens);
  return isCounted ? has('chat') && !has('unknown') : true;
}

/** `The honey is used up, one jar of honey and …`: a thing with its quantity in a clause that does not say that it came or is gone. */
function countsElsewhere(tokens: readonly Token[]): boolean {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'comma' || token.kind === 'pause') clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses.some((clause) => clause.some(({ kind }) => kind === 'item') && clause.some(({ kind }) => kind === 'number') && !clause.some(({ kind }) => kind === 'done' || kind === 'past'));
}

const isMostlyKnown = (tokens: readonly Token[]): boolean => tokens.filter((token) => token.kind === 'unknown').length * 3 <= tokens.length;

const PRAISE = /^(?:best|delicious|great|wonderful|excellent|lovely|fantastic|amazing|perfect|love|loves|loved|like|likes|liked|enjoy|enjoyed|lecker|kostlich|beste|toll|wunderbar|hervorragend|lieben|liebe|liebt|schmeckt|geschmeckt|delicieux|delicieuse|excellent|adore|adorons|aime|aimons|parfait|rico|riquisimo|delicioso|deliciosa|encanta|encantan|encanto|gusta|gusto|perfecto|美味しい|おいしい|美味しかったです|おいしかったです|美味しく|おいしく|大好き|大好きです|好きです|好き|好喝|很好喝|喜欢|喜歡|好吃)$/;

/** `Your hojicha is the best!` Every word is known, nothing is counted or asked for. */
export function praises(tokens: readonly Token[], has: Has): boolean {
  const asks: readonly TokenKind[] = ['number', 'article', 'size', 'money', 'amount', 'order', 'ask', 'correction', 'stop', 'vague', 'unknown', 'question', 'each', 'label', 'total', 'container', 'times', 'gift'];
  return tokens.some((token) => PRAISE.test(token.text)) && !asks.some(has) && !isNow(tokens);
}

const NEGATION = /^(?:no|not|don't|dont|do not|without|kein|keine|keinen|keiner|keines|nicht|ohne|ne|n'|pas|pas de|sans|sin|non|senza|niet|geen|nao|なし|無し|不要|不要です|いりません|要りません|不|不用|不要|不需要)$/;
const STILL = /^(?:still|noch|todavia|aun|encore|il m'en reste|まだ|还有|還有|i still|we still|wir haben noch|ich habe noch)$/;
/** `No soap.` */
const WITHOUT = /^(?:no|kein|keine|keinen|pas de|sin)$/;
const HARMLESS: ReadonlySet<TokenKind> = new Set(['pause', 'item', 'size', 'stop', 'filler', 'order', 'aside', 'comma', 'end', 'ornament', 'and', 'life', 'chat', 'opener', 'container', 'article']);

/** `No filters this time, I still have 60.` The items that are not wanted; null where the sentence says anything else. */
export function unwantedIn(tokens: readonly Token[]): readonly string[] | null {
  const comma = tokens.findIndex((token, at) => token.kind === 'comma' && tokens[at + 1] !== undefined);
  const behind = tokens.slice(comma + 1);
  // `…, I still have 60`, `…, it scares me`
  const isTold = comma > 0 && (STILL.test(behind[0]?.text ?? '') || isTale(behind, 'clause') || isTalk(behind, true) || behind.every((token) => token.kind === 'aside' || token.kind === 'end'));
  const own = isTold ? tokens.slice(0, comma) : tokens;
  const stops = own.filter((token) => token.kind === 'stop');
  if (stops.length === 0 || !stops.every((token) => NEGATION.test(token.text)) || stops.length > 2) return null;
  if (!own.every((token) => HARMLESS.has(token.kind)) || own.some((token) => token.kind === 'comma' && own.indexOf(token) < own.length - 1)) return null;
  // `not the whisk` alone is half of something said above.
  const isWhole = own[0] !== undefined && WITHOUT.test(own[0].text) && tokens.at(-1)?.kind === 'end';
  if (!isWhole && !own.some((token) => ['order', 'chat', 'opener', 'life'].includes(token.kind) || NOW.test(token.text))) return null;
  const skus = own.flatMap((token) => token.mention?.skus ?? []);
  return skus.length === 0 ? null : [...new Set(skus)];
}
