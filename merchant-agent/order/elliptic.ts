/** What is said shorter because the thing was just named: `the 250 g ones`, `otro blanco`, `two in A6`. Put back in full before quantities are looked for. */
import { withEach } from './each-kind.ts';
import { nameAt } from './names.ts';
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';

const ARTICLE = /^(?:the|those|die|das|den|der|les|le|la|los|las|el)$/;
const SIZE_WORD = /^(?:small|big|large|little|klein\w*|gross\w*|petite?s?|grande?s?|pequen\w*|chic[oa]s?)$/;
const OF = /^(?:of|with|in|mit|zu|von|a|de|en|con|format|size|grosse|tamano|taille)$/;
const ONES = /^(?:ones?|size|version|kind|sort)$/;
const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'end', 'and', 'open', 'close', 'pause', 'dash']);
const OTHER = /^(?:otro|otra|un autre|une autre|autre|another|another one|ein anderer|eine andere|noch ein|noch eine|noch einen)$/;

const isBreak = (token: Token | undefined): boolean => token === undefined || BREAKS.has(token.kind);

/** `Two honeys, the small 250 g ones, for …`: the size without the words around it. */
export function withSizesBehind(tokens: readonly Token[]): readonly Token[] {
  const found = [...tokens];
  for (let at = 1; at < found.length; at += 1) {
    if (found[at]?.kind !== 'comma' || !ARTICLE.test(found[at + 1]?.text ?? '')) continue;
    let size = at + 2;
    while (SIZE_WORD.test(found[size]?.text ?? '') || OF.test(found[size]?.text ?? '')) size += 1;
    let end = size + 1;
    while (ONES.test(found[end]?.text ?? '') || found[end]?.kind === 'container') end += 1;
    const named = found.slice(0, at).findLast((token) => token.kind === 'item' || token.kind === 'number' || token.kind === 'and');
    if (found[size]?.kind !== 'size' || named?.kind !== 'item' || named.mention?.sized !== false || !isBreak(found[end])) continue;
    found.splice(at, end - at, ...found.slice(size, size + 1));
  }
  return found;
}

/** The item as it is named with another quality in the place of one of its words; null where the catalogue has no such name. */
function withQuality(item: Token, quality: string, names: Names): Token | null {
  const words = item.text.split(' ');
  const skus = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const text = words.toSpliced(at, 1, quality).join(' ');
    for (const { length, mention } of nameAt(text, 0, names)) if (length === text.length) mention.skus.forEach((sku) => skus.add(sku));
  }
  item.mention?.skus.forEach((sku) => skus.delete(sku));
  const [only] = skus;
  return skus.size === 1 && only !== undefined ? { ...item, mention: { skus: [only], sized: true } } : null;
}

/** `eine schwarze und eine weiße Teeschale`: the quality of the first, of which the second has the name. */
function firstOfTwo(tokens: readonly Token[], at: number, names: Names): Token | null {
  const [before, token, link, count, item] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2], tokens[at + 3]];
  const isCounted = (one: Token | undefined): boolean => one?.kind === 'number' || one?.kind === 'article';
  if (token === undefined || !isCounted(before) || !['unknown', 'chat'].includes(token.kind) || (link?.kind !== 'and' && link?.kind !== 'comma') || !isCounted(count) || item?.kind !== 'item') return null;
  const other = withQuality(item, token.text, names);
  return other === null ? null : { ...other, raw: token.raw, line: token.line };
}

/** `un cuenco negro y otro blanco`, `two notebooks in A5, two in A6`: the second names a thing too. */
export function withOthers(given: readonly Token[], names: Names): readonly Token[] {
  const tokens = withEach(given, names);
  const found: Token[] = [];
  let item: Token | null = null;
  tokens.forEach((token, at) => {
    const first = firstOfTwo(tokens, at, names);
    if (first !== null) {
      found.push(first);
      return;
    }
    const [before, next] = [found.at(-1), tokens[at + 1]];
    const isCounted = before?.kind === 'number' || (before !== undefined && OTHER.test(before.text)) || (OF.test(before?.text ?? '') && found.at(-2)?.kind === 'number');
    if (item !== null && isCounted && (token.kind === 'unknown' || token.kind === 'chat') && isBreak(next)) {
      const other = withQuality(item, token.text, names);
      if (other !== null) {
        if (OF.test(before?.text ?? '')) found.pop();
        const count = found.at(-1);
        if (count !== undefined && OTHER.test(count.text)) found[found.length - 1] = { ...count, kind: 'number', value: 1 };
        found.push({ ...other, raw: token.raw, line: token.line });
        return;
      }
    }
    if (token.kind === 'item') item = token;
    // `un autre en 100 g`: the size tells which.
    if (OTHER.test(token.text) && item !== null && tokens.slice(at + 1, at + 3).some((one) => one.kind === 'size')) found.push({ ...token, kind: 'number', value: 1 });
    else found.push(token);
  });
  return found;
}
