/** Phrases of asking that an adverb parts (`I'd also like`, `ich hätte auch gern`), and words of repeating right before a number (`noch einmal drei`). */
import type { Dictionary } from './dictionary.ts';
import { inEnglish } from './english.ts';
import { inGerman } from './german.ts';
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';
import { CRY } from './words/telling.ts';

const ADVERB = /^(?:also|really|just|too|please|pls|kindly|now|then|still|only|additionally|besides|next|again|dearly|very much|like|auch|noch|bitte|gerne?|dann|jetzt|ausserdem|zusatzlich|wieder|mal|heute|diesmal|daher|deshalb|aussi|egalement|encore|donc|alors|bien|volontiers|maintenant|tambien|ademas|ahora|entonces|mucho|pues|anche|ook|graag|tambem)$/;
const PARTS: ReadonlySet<TokenKind> = new Set(['filler', 'chat', 'aside', 'unknown', 'order', 'ask', 'and', 'opener']);
const MAX_PARTS = 5;

/** The longest phrase that begins here once adverbs within it are left out. */
function phraseAt(tokens: readonly Token[], at: number, dictionary: Dictionary): { readonly token: Token; readonly adverbs: readonly Token[]; readonly length: number } | null {
  for (let length = Math.min(MAX_PARTS, tokens.length - at); length >= 3; length -= 1) {
    const part = tokens.slice(at, at + length);
    const [first, last] = [part[0], part.at(-1)];
    const adverbs = part.slice(1, -1).filter((token) => ADVERB.test(token.text));
    if (first === undefined || last === undefined || adverbs.length === 0 || !part.every((token) => PARTS.has(token.kind))) continue;
    const text = part.filter((token) => !adverbs.includes(token)).map((token) => token.text).join(' ');
    const entry = dictionary.entries.get(text.charAt(0))?.find((one) => one.text === text && (one.kind === 'order' || one.kind === 'ask'));
    if (entry !== undefined) return { token: { ...first, kind: entry.kind, text, raw: part.map((token) => token.raw).join(' '), common: null }, adverbs, length };
  }
  return null;
}

const AGAIN = /^(?:noch einmal|nochmal|nochmals|another|encore|otra vez|once more|ancora|nog)$/;

/** Behind a thing: that it is wanted (`four yokan would go down a treat`). */
const WELCOME = /^(?:would (?:be|make) (?:just |really |absolutely )?(?:great|lovely|perfect|wonderful|ideal|fantastic|brilliant|nice)|would go down a treat|would do nicely|(?:ware|waren) (?:toll|super|perfekt|prima|schon|wunderbar|klasse|ideal)|(?:serait|seraient) (?:parfaits?|super|genial|ideal)|(?:estaria|estarian|vendria|vendrian|seria|serian) (?:genial|perfecto|perfectos|estupendo|de maravilla|ideal))$/;

function welcomeAt(tokens: readonly Token[], at: number): { readonly token: Token; readonly length: number } | null {
  const [first] = tokens.slice(at, at + 1);
  for (let length = 5; length >= 2; length -= 1) {
    const part = tokens.slice(at, at + length);
    const next = tokens[at + length];
    if (first === undefined || part.length < length || !WELCOME.test(part.map((token) => token.text).join(' ')) || (next !== undefined && next.kind !== 'end' && next.kind !== 'ornament')) continue;
    return { token: { ...first, kind: 'order', text: part.map((token) => token.text).join(' '), raw: part.map((token) => token.raw).join(' '), common: null }, length };
  }
  return null;
}

/** `make the mugicha 3 boxes` */
const isRemaking = (tokens: readonly Token[], at: number): boolean => tokens[at]?.text === 'make' && /^(?:the|that|my)$/.test(tokens[at + 1]?.text ?? '') && tokens[at + 2]?.kind === 'item' && tokens[at + 3]?.kind === 'number';

/** `以上3点`: how many there are in all. */
const isSumOf = (tokens: readonly Token[], at: number): boolean => {
  const number = tokens[at + 1]?.text === 'の' || tokens[at + 1]?.kind === 'comma' ? at + 2 : at + 1;
  return /^(?:以上|下記|以下|上記|次|こちら)$/.test(tokens[at]?.text ?? '') && tokens[number]?.kind === 'number' && /^(?:点|品)$/.test(tokens[number + 1]?.text ?? '') && tokens[number + 2]?.kind !== 'number' && !tokens.some(({ kind }) => kind === 'item');
};

const AFTER_ALL = /^(?:やっぱり|やはり|やっぱ)$/;
const BESIDE_AFTER_ALL: ReadonlySet<TokenKind> = new Set(['item', 'number', 'container', 'size', 'filler', 'order', 'ask', 'aside', 'comma', 'end', 'ornament', 'correction']);
/** `煎茶はやっぱり3袋にしてください`: one thing and its quantity, and no word that says anything else. */
const isAfterAll = (tokens: readonly Token[], at: number): boolean =>
  AFTER_ALL.test(tokens[at]?.text ?? '') && tokens.filter(({ kind }) => kind === 'item').length === 1 && tokens.filter(({ kind }) => kind === 'number').length === 1 && tokens.some(({ kind }) => kind === 'order' || kind === 'ask' || kind === 'correction') && tokens.every((token, place) => place === at || BESIDE_AFTER_ALL.has(token.kind) && !/^(?:も|あと|さらに|追加|追加で|もう)$/.test(token.text));

/** `同じほうじ茶を2袋`: a thing that is named with its quantity, and the same as ever. */
const isSameThing = (tokens: readonly Token[], at: number): boolean => {
  const behind = tokens.slice(at + 2, at + 6);
  return /^(?:同じ|いつもと同じ|前回と同じ|前と同じ)$/.test(tokens[at]?.text ?? '') && tokens[at + 1]?.kind === 'item' && behind.some(({ kind }) => kind === 'number') && !tokens.some(({ kind }, place) => kind === 'stop' && place !== at);
};

/** `すみません、石鹸は2つでした。`: so it should have been written. */
const isPutRight = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'でした' && ['container', 'number'].includes(tokens[at - 1]?.kind ?? 'end') && /^(?:すみません|すいません|ごめんなさい|申し訳ありません|申し訳ございません|失礼しました)$/.test(tokens[0]?.text ?? '') && tokens.filter(({ kind }) => kind === 'item').length === 1 && tokens.filter(({ kind }) => kind === 'number').length === 1 && tokens.every((token, place) => place === at || BESIDE_AFTER_ALL.has(token.kind) && !/^(?:も|あと|さらに|追加)$/.test(token.text));

/** `来客が多いので煎茶を2袋`: a clause ends where people often write no comma. */
const isReasonEnd = (token: Token, next: Token | undefined, { language }: Dictionary): boolean => language === 'ja' && token.kind === 'filler' && /ので$/.test(token.text) && next !== undefined && !['comma', 'end', 'ornament', 'pause', 'close', 'question'].includes(next.kind);

/** The same tokens with each parted phrase in one piece, its adverbs before it. */
export function withPhrases(tokens: readonly Token[], dictionary: Dictionary, names: Names | null = null): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const [next, second] = [tokens[at + 1], tokens[at + 2]];
    const welcome = found.at(-1)?.kind === 'item' && tokens.some(({ kind }) => kind === 'number') ? welcomeAt(tokens, at) : null;
    const phrase = welcome !== null ? { ...welcome, adverbs: [] } : token === undefined || token.kind === 'order' || token.kind === 'ask' ? null : phraseAt(tokens, at, dictionary);
    if (token !== undefined && isReasonEnd(token, next, dictionary)) {
      found.push(token, { ...token, kind: 'comma', text: '、', raw: '', common: null });
      at += 1;
    } else if (token !== undefined && isPutRight(tokens, at)) {
      found.push({ ...token, kind: 'correction', common: null });
      at += 1;
    } else if (token !== undefined && isSameThing(tokens, at)) {
      found.push({ ...token, kind: 'filler', common: null });
      at += 1;
    } else if (token !== undefined && isAfterAll(tokens, at)) {
      found.push({ ...token, kind: 'correction', common: null });
      at += 1;
    } else if (token !== undefined && isSumOf(tokens, at)) {
      found.push({ ...token, kind: 'total', common: null });
      at += 1;
    } else if (phrase !== null) {
      found.push(...phrase.adverbs.map((adverb): Token => ({ ...adverb, kind: 'filler', common: null })), phrase.token);
      at += phrase.length;
    } else if (token?.text === 'noch' && next !== undefined && /^(?:einmal|mal)$/.test(next.text) && second?.kind === 'number') {
      found.push(token);
      at += 2;
    } else if (token?.text === 'daraus' && tokens[0]?.text.startsWith('mach') === true && tokens.some(({ kind }) => kind === 'item')) {
      // `machen Sie bitte 4 Yokan daraus`
      found[0] = { ...token, kind: 'correction', common: null };
      at += 1;
    } else if (token !== undefined && isRemaking(tokens, at)) {
      found.push({ ...token, kind: 'correction', common: null });
      at += 1;
    } else {
      if (token !== undefined && at === 0 && CRY.test(token.text) && token.kind === 'unknown') found.push({ ...token, kind: 'filler', common: null });
      else if (token !== undefined) found.push(AGAIN.test(token.text) && next?.kind === 'number' ? { ...token, kind: 'filler', common: null } : token);
      at += 1;
    }
  }
  return dictionary.language === 'de' ? inGerman(found, names) : dictionary.language === 'en' ? inEnglish(found) : found;
}
