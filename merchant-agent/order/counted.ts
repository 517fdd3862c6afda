/** How many are wanted of the one thing that was just spoken of: `The barley tea is all we can drink. Six boxes, please.` */
import type { Meaning } from './meaning.ts';
import type { Token, TokenKind } from './tokens.ts';
import { runOutOf } from './spanish-forms.ts';
import { KEPT } from './words/doubt.ts';

const COUNTING: ReadonlySet<TokenKind> = new Set(['number', 'article', 'container', 'order', 'ask', 'aside', 'filler', 'comma', 'end', 'ornament', 'question', 'dash', 'life', 'figure']);
const BARE: ReadonlySet<TokenKind> = new Set(['number', 'article', 'container', 'end']);
const COURTEOUS = /^(?:please|pls|plz|kindly|bitte|svp|s'il vous plait|por favor|porfa|porfavor)$/;
/** Of it, of these. */
const OF_IT = /^(?:davon|daraus|en|d'entre eux|de eso|de ese|de esa|de ellos|de ellas|so|deshalb|daher|also|donc|alors|asi que|pues)$/;
/** Helping verbs that say nothing of what there is. */
const HELPING = /\b(?:have|has|had) (?:been|always|just|long|in mind|a look)\b|\b(?:avons|ai|avez) (?:adore|aime|goute|decouvert)\w*|\b(?:habe|haben) (?:\S+ )?(?:genossen|geliebt|entdeckt|probiert)\b/g;

/** The number of a sentence that says nothing else; null where it says more. */
export function plainCount(tokens: readonly Token[]): number | null {
  const numbers = tokens.filter((token) => token.kind === 'number' || (token.kind === 'article' && tokens.some((other) => other.kind === 'container')));
  const [number] = numbers;
  const next = number === undefined ? undefined : tokens[tokens.indexOf(number) + 1];
  const isPlain = numbers.length === 1 && next?.kind !== 'life' && next?.kind !== 'figure' && tokens.every((token) => COUNTING.has(token.kind) || OF_IT.test(token.text));
  const asks = tokens.some((token) => token.kind === 'order' || token.kind === 'ask' || COURTEOUS.test(token.text)) || tokens.every((token) => BARE.has(token.kind));
  return isPlain && asks && number !== undefined ? (number.kind === 'article' ? 1 : number.value) : null;
}

/** `My sencha is nearly gone. Two bags of 100 g, please.`: the words of the count with the thing before them, of which the size says which. */
export function sizedCount(spoken: readonly Token[], tokens: readonly Token[], meaning: Meaning): readonly Token[] | null {
  const sizes = tokens.filter(({ kind }) => kind === 'size');
  const item = spoken.find(({ kind }) => kind === 'item');
  const rest = tokens.filter(({ kind }) => kind !== 'size');
  return sizes.length === 1 && item !== undefined && plainCount(rest) !== null && spokenOfOne(spoken, meaning) !== null ? [item, ...tokens] : null;
}

/** The one thing that a sentence speaks of, unless it is there already, broken or disliked. */
export function thingSpokenOf(tokens: readonly Token[], meaning: Meaning): readonly string[] | null {
  const skus = spokenOfOne(tokens, meaning);
  return skus?.length === 1 ? skus : null;
}

function spokenOfOne(tokens: readonly Token[], meaning: Meaning): readonly string[] | null {
  const gone = meaning.kind === 'mention' ? runOutOf(tokens) : null;
  if (gone !== null) return gone;
  const text = tokens.map((token) => token.text).join(/[\p{Script=Han}\p{Script=Hiragana}]/u.test(tokens[0]?.text ?? '') ? '' : ' ');
  const isKept = KEPT.test(tokens.map((token) => token.text).join(' ').replace(HELPING, ' '));
  const isOne = tokens.filter((token) => token.kind === 'item').length === 1 && !tokens.some((token) => ['vague', 'question', 'number'].includes(token.kind) && !isOfTime(tokens, token));
  const isSpoken = meaning.kind === 'mention' || (meaning.kind === 'nothing' && EARLIER.has(meaning.readAs) && LIKING.test(text));
  return isSpoken && isOne && !isKept && !namesMore(tokens) && (isKnown(tokens) || LIKING.test(text)) && !tokens.some(({ kind }) => kind === 'stop') ? [...new Set(tokens.flatMap((token) => token.mention?.skus ?? []))] : null;
}

/** Of a thing of which something is said that nobody knows, it may be said that it is bad. */
const isKnown = (tokens: readonly Token[]): boolean => !/[\p{Script=Han}\p{Script=Hiragana}]/u.test(tokens[0]?.text ?? '') && tokens.every(({ kind, common }) => kind !== 'unknown' || (common !== null && common !== 'adjective'));
const LIKING = /(?:^| )(?:down to|our last|my last|nearly out|almost out|running low|run low|low on|used up|letzte\w*|plus de|presque plus|dernier\w*|appreci\w*|ultim\w*|vuela\w*|begehrt|highly of|recommend\w*|lov\w+|like[ds]?|adore\w*|enjoy\w*|favou?rite|delicious|wonderful|best|ran out|run out|running out|finished|empty|gone|lieb\w+|schmeckt|lecker|begeistert|leer|aufgebraucht|zur neige|zu ende|alle|ador\w+|aim\w+|delicieu\w+|excellent\w*|fini\w*|vide|souvenir|encant\w+|enamor\w+|gust\w+|ric[oa]|delicios\w+|acab\w+|apetec\w+)(?= |$)|喜欢|喜歡|好喝|好吃|很香|真香|特别香|爱喝|愛喝|喝完|吃完|用完|没了|美味し|おいし|好き|恋し|切れ|なくな|無くな|よかった|良かった|気に入|忘れられ|素晴らし|最高|欠かせ|切らし|使い切|使いき|飲み切|飲みき|食べ切|底をつ|りぴーと|評判|好評|喜ば/u;

const EARLIER: ReadonlySet<string> = new Set(['tells of an earlier order', 'praise']);

/** Another thing stands beside it: which of the two is counted? */
const namesMore = (tokens: readonly Token[]): boolean => tokens.some((token, at) => (token.kind === 'and' || token.kind === 'comma') && (tokens[at + 1]?.kind === 'article' || (tokens[at - 1]?.kind === 'item' && ['unknown', 'goods'].includes(tokens[at + 1]?.kind ?? 'end'))));

const isOfTime = (tokens: readonly Token[], token: Token): boolean => token.kind === 'vague' && tokens[tokens.indexOf(token) + 1]?.text === 'time';

/** `Dos cajas, por favor, y dos paquetes de galletas`: a count, and behind it an order of its own. */
export function countAndRest(tokens: readonly Token[]): { readonly quantity: number; readonly rest: readonly Token[] } | null {
  for (let at = tokens.length - 2; at > 0; at -= 1) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (token?.kind !== 'and' && !(token?.kind === 'comma' && next?.kind === 'number')) continue;
    const before = tokens.slice(0, at);
    const quantity = plainCount(before.at(-1)?.kind === 'comma' ? before.slice(0, -1) : before);
    if (quantity !== null && before.some(({ kind }) => kind === 'container' || kind === 'order')) return { quantity, rest: tokens.slice(at + 1).filter(({ kind }) => kind !== 'question' || !before.some((one) => one.kind === 'ask' || one.kind === 'order')) };
  }
  return null;
}

/** `the rice crackers, forgotten: one packet of them too`: what was forgotten, and how many of it. */
const FORGOTTEN = /^(?:vergessen|forgotten|forgot|i forgot|oublie|olvide|se me olvidaba|olvidaba)$/;
function forgottenIn(tokens: readonly Token[]): Meaning | null {
  const items = tokens.filter(({ kind }) => kind === 'item');
  const mark = tokens.findIndex(({ kind }) => kind === 'pause' || kind === 'dash');
  const before = tokens.slice(0, Math.max(0, mark));
  const [item] = items;
  const words = before.filter(({ kind }) => kind !== 'comma' && kind !== 'ornament');
  const isPlain = words.some(({ text }) => FORGOTTEN.test(text)) && words.every(({ kind, text }) => ['item', 'filler', 'chat', 'aside', 'opener'].includes(kind) || FORGOTTEN.test(text) || /^(?:ups|oops|oh|ah|ach)$/.test(text));
  const quantity = isPlain ? countOfIt(tokens.slice(mark + 1)) : null;
  return items.length === 1 && before.includes(item as Token) && item?.mention?.skus.length === 1 && quantity !== null ? { kind: 'order', pairs: [{ skus: item.mention.skus, quantity }], correction: null, claims: [] } : null;
}

/** `davon auch eine Packung`: a number and its counter, without a verb. */
function countOfIt(tokens: readonly Token[]): number | null {
  const numbers = tokens.filter(({ kind }) => kind === 'number' || kind === 'article');
  return numbers.length === 1 && tokens.some(({ kind }) => kind === 'container') && tokens.every((token) => ['number', 'article', 'container', 'filler', 'aside', 'end', 'comma'].includes(token.kind) || OF_IT.test(token.text)) ? (numbers[0]?.kind === 'article' ? 1 : (numbers[0]?.value ?? null)) : null;
}

/** `茶筅が傷んできたので、新しいものを1本お願いします`: worn out in use, and not as it came from the shop. */
const isRenewed = (before: readonly Token[], behind: readonly Token[]): boolean =>
  /^新しい(?:もの|の)[をがも]/.test(behind.filter(({ kind }) => kind !== 'comma').map(({ text }) => text).join('')) && !before.some(({ kind }) => ['number', 'stop', 'done', 'past', 'vague', 'question', 'correction'].includes(kind)) && !/届|着い|注文|購入|買った|送って|いただいた|頂いた|返|交換|開け|不良|最初から/.test(before.map(({ text }) => text).join(''));

/** `We adore your gyokuro and would like two bags`: the thing in one clause, its count in the last. `spoken`: what the first says. */
export function mentionAndCount(tokens: readonly Token[], spoken: (before: readonly Token[]) => Meaning | null, ordered: (rest: readonly Token[]) => Meaning): Meaning | null {
  const items = tokens.flatMap((token, at) => (token.kind === 'item' ? [at] : []));
  const [item = -1] = items;
  if (item === -1 || tokens[item]?.mention?.skus.length !== 1) return null;
  const forgotten = forgottenIn(tokens);
  if (forgotten !== null) return forgotten;
  for (let at = item + 1; at < tokens.length - 1; at += 1) {
    if (!['comma', 'and', 'dash', 'pause'].includes(tokens[at]?.kind ?? 'end') && !/ので$/.test(tokens[at]?.text ?? '')) continue;
    const [before, behind] = [tokens.slice(0, at), tokens.slice(at + 1)];
    if (before.filter(({ kind }) => kind === 'item').length !== 1) continue;
    const asks = behind.some((token) => token.kind === 'order' || token.kind === 'ask' || COURTEOUS.test(token.text));
    const whole = plainCount(behind);
    const parts = whole === null ? countAndRest(behind) : { quantity: whole, rest: [] };
    const renewed = parts !== null && asks && isRenewed(before, behind) ? (tokens[item]?.mention?.skus ?? null) : null;
    const gone = runOutOf(before);
    const meaning: Meaning | null = parts === null || !asks || renewed !== null ? null : gone === null ? spoken(before) : { kind: 'mention', skus: gone };
    const skus = renewed ?? (meaning === null ? null : thingSpokenOf(before, meaning));
    if (skus === null || parts === null || parts.quantity < 1 || parts.quantity > 9999) continue;
    const rest = parts.rest.length === 0 ? null : ordered(parts.rest);
    if (rest !== null && (rest.kind !== 'order' || rest.correction !== null)) continue;
    return { kind: 'order', pairs: [{ skus, quantity: parts.quantity }, ...(rest?.pairs ?? [])], correction: null, claims: rest?.claims ?? [] };
  }
  return null;
}

const WANTS = /^(?:wants|wanted|takes|needs|likes|fancies|asked|has asked|mochte|will|nimmt|braucht|wollte|hat gefragt|veut|voudrait|prend|demande|quiere|toma|necesita|pide|se apunta)$/;
const TOO = /^(?:too|also|as well|auch|aussi|egalement|tambien)$/;

/** `My sister wants one as well`: how many more somebody takes; null where the clause says anything else. */
export function moreFor(tokens: readonly Token[]): number | null {
  const words = tokens.filter(({ kind }) => !['comma', 'end', 'ornament', 'dash'].includes(kind));
  const numbers = words.filter(({ kind }) => kind === 'number');
  const [number] = numbers;
  const isOf = words[0]?.kind === 'opener' || /^(?:she|he|they|my|our|sie|er|mein\w*|elle|il|ma|mon|ella|el|mi)$/.test(words[0]?.text ?? '');
  const isPlain = words.every((word) => ['opener', 'filler', 'number', 'life', 'chat', 'container'].includes(word.kind) || WANTS.test(word.text));
  return isOf && isPlain && words.length <= 8 && numbers.length === 1 && words.some((word) => WANTS.test(word.text)) && words.some((word) => TOO.test(word.text)) ? (number?.value ?? null) : null;
}
