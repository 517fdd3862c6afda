/** A name of several things and how many of each: `Four tea bowls, two black and two white`. */
import { nameAt } from './names.ts';
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';

const OF = /^(?:of|with|in|mit|zu|von|a|de|en|con|format|size|grosse|tamano|taille)$/;
const ONES = /^(?:ones?|size|version|kind|sort)$/;

/** The thing that is meant by a quality beside a name of several: `white` beside `tea bowls`. */
function ofQuality(item: Token, quality: string, names: Names): Token | null {
  const skus = new Set<string>();
  for (const text of [`${quality} ${item.text}`, `${item.text} ${quality}`, `${item.text}, ${quality}`]) for (const { length, mention } of nameAt(text, 0, names)) if (length === text.length) mention.skus.forEach((sku) => skus.add(sku));
  const [only] = skus;
  return skus.size === 1 && only !== undefined ? { ...item, kind: 'item', mention: { skus: [only], sized: true }, size: '', value: 0, common: null } : null;
}

const NAMING: ReadonlySet<TokenKind> = new Set(['item', 'goods', 'unknown']);
const COUNTING: ReadonlySet<TokenKind> = new Set(['number', 'article']);
const isWord = (token: Token | undefined): boolean => token !== undefined && ['chat', 'unknown', 'filler', 'size'].includes(token.kind);

type Counted = { readonly count: Token; readonly quality: Token; readonly end: number };

/** `two black`, `two in white`, `1 x A5`, as far as nothing else stands among them. */
function countedFrom(tokens: readonly Token[], start: number): readonly Counted[] {
  const found: Counted[] = [];
  for (let at = start; at < tokens.length; ) {
    while (['comma', 'and', 'open', 'close', 'pause'].includes(tokens[at]?.kind ?? 'end')) at += 1;
    const count = tokens[at];
    let next = at + 1;
    while (tokens[next]?.kind === 'times' || OF.test(tokens[next]?.text ?? '')) next += 1;
    const quality = tokens[next];
    if (count === undefined || !COUNTING.has(count.kind) || quality === undefined || !isWord(quality)) return found;
    const end = ONES.test(tokens[next + 1]?.text ?? '') ? next + 2 : next + 1;
    found.push({ count, quality, end });
    at = end;
  }
  return found;
}

const CLOSING: ReadonlySet<TokenKind> = new Set(['end', 'close', 'ornament', 'aside', 'question']);
const isOver = (tokens: readonly Token[], at: number): boolean => tokens.slice(at).every((token) => CLOSING.has(token.kind) || /^(?:please|pls|bitte)$/.test(token.text));

/** `Four tea bowls, two black and two white`, `Notebooks: 2 x A5, 3 x A6`: a name of several and how many of each, which are as many as were spoken of. */
export function withEach(tokens: readonly Token[], names: Names): readonly Token[] {
  for (let start = 0; start < tokens.length; start += 1) {
    for (let end = start + 1; end <= Math.min(tokens.length, start + 3); end += 1) {
      const named = tokens.slice(start, end);
      const [first] = named;
      if (first === undefined || !named.every(({ kind }) => NAMING.has(kind)) || (first.kind === 'item' && first.mention?.skus.length === 1)) continue;
      let behind = end;
      while (/^(?:please|bitte)$/.test(tokens[behind]?.text ?? '')) behind += 1;
      if (!['comma', 'pause', 'open', 'dash'].includes(tokens[behind]?.kind ?? 'end')) continue;
      const all = countedFrom(tokens, behind + 1);
      const name: Token = { ...first, text: named.map(({ text }) => text).join(' ') };
      const items = all.map(({ quality }) => ofQuality(name, quality.text, names));
      const sum = all.reduce((total, { count }) => total + count.value, 0);
      const before = tokens[start - 1];
      const isSum = before?.kind === 'number' ? before.value === sum : !tokens.slice(0, start).some(({ kind }) => COUNTING.has(kind) || kind === 'item');
      if (all.length < 2 || !isSum || !items.every((one) => one !== null) || !isOver(tokens, all.at(-1)?.end ?? tokens.length)) continue;
      const list = all.flatMap(({ count }, place) => [...(place === 0 ? [] : [{ ...count, kind: 'and' as const, text: 'and' }]), count, items[place] as Token]);
      return [...tokens.slice(0, before?.kind === 'number' ? start - 1 : start), ...list];
    }
  }
  return tokens;
}
