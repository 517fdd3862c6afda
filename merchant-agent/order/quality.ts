/** One colour or format in the place of another: `the white one, not the black one`, `茶碗は白ではなく黒で`, `A6, nicht A5`. */
import { foldText } from './lexicon.ts';
import type { Meaning } from './meaning.ts';
import { nameAt } from './names.ts';
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';

const INSTEAD = /^(?:instead of|rather than|not|not the|statt|anstatt|anstelle|nicht|plutot que|au lieu|au lieu de|au lieu du|a la place de|a la place du|pas|en vez de|en lugar de|no|而不是|不是|不要)$/;
const BEHIND = /^(?:ではなく|じゃなくて|でなく|ではありません)$/;
const BESIDE: ReadonlySet<TokenKind> = new Set(['filler', 'article', 'aside', 'order', 'ask', 'correction', 'comma', 'pause', 'end', 'ornament', 'dash', 'container', 'number', 'goods', 'opener', 'life', 'item', 'stop', 'chat', 'unknown', 'and']);
const QUALITY = /^(?:black|white|red|blue|green|schwarz\w*|weiss\w*|rot\w*|blau\w*|grun\w*|noire?s?|blanc(?:he)?s?|rouges?|bleue?s?|verte?s?|negr[oa]s?|blanc[oa]s?|roj[oa]s?|azul(?:es)?|verdes?|[a-z]{1,2}[0-9]{1,3}|白|黒|黑|赤|红|青|蓝|緑|绿)$/;
const REGRETTING = /^(?:sorry|wait|hang on|oops|mistake|no|falsch|fehler|halt|moment|erreur|error|mejor|間違い|間違え|間違って|错了|問題|aber|but|mais|pero|still|trotzdem|no longer|doch)$/;

/** The exchange, for each thing that there is in both; null where the sentence says anything else. */
export function qualityExchange(tokens: readonly Token[], names: Names): Meaning | null {
  const mark = tokens.findIndex((token) => INSTEAD.test(token.text) || BEHIND.test(token.text));
  const numbers = tokens.filter((token) => token.kind === 'number');
  if (mark === -1 || numbers.length > 1 || !tokens.every((token) => BESIDE.has(token.kind))) return null;
  if (tokens.some((token, at) => at !== mark && ((token.kind === 'stop' && !REGRETTING.test(token.text)) || (token.kind === 'unknown' && qualityOf(token) === null && token.common === null && !names.latinWords.has(token.text.replace(/s$/, '')) && !names.latinWords.has(token.text))))) return null;
  const qualities = tokens.flatMap((token, at) => (qualityOf(token) === null ? [] : [{ at, word: qualityOf(token) ?? '' }]));
  const [above, below] = [qualities.findLast(({ at }) => at < mark), qualities.find(({ at }) => at > mark)];
  if (qualities.length !== 2 || above === undefined || below === undefined) return null;
  const [old, wanted] = BEHIND.test(tokens[mark]?.text ?? '') ? [above.word, below.word] : [below.word, above.word];
  const into = exchanged(old, wanted, names);
  const named = tokens.flatMap((token) => token.mention?.skus ?? []);
  if (into.size === 0 || (named.length > 0 && ![...into].flat().some((sku) => named.includes(sku)))) return null;
  const quantity = numbers[0]?.value ?? null;
  return quantity !== null && (quantity < 1 || quantity > 9999) ? null : { kind: 'exchange', from: [...into.keys()], pair: { skus: [...into.values()], quantity }, into };
}

/** The word of a quality, alone or within the name of a thing. */
const qualityOf = (token: Token): string | null => (token.kind === 'item' ? (token.text.split(/[ ()-]/).find((word) => QUALITY.test(word)) ?? null) : ['unknown', 'chat', 'filler'].includes(token.kind) && QUALITY.test(token.text) ? token.text : null);

/** Each item whose name becomes another's once the one quality is put for the other. */
function exchanged(old: string, wanted: string, names: Names): ReadonlyMap<string, string> {
  const into = new Map<string, string>();
  const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:e[nsrm]?|es|as|os|s|a|o)$/, '') : word);
  for (const { item } of names.traits.values()) {
    for (const name of item.names.map(foldText)) {
      const word = name.split(/[^\p{L}\p{N}]+/u).find((one) => one === old || stem(one) === stem(old)) ?? (/\p{Script=Han}/u.test(old) && name.includes(old) ? old : null);
      if (word === null) continue;
      const text = name.replace(word, wanted);
      for (const { length, mention } of nameAt(text, 0, names)) if (length === text.length && mention.skus.length === 1 && mention.skus[0] !== undefined && mention.skus[0] !== item.sku) into.set(item.sku, mention.skus[0]);
    }
  }
  return into;
}
