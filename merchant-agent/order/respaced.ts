/** Names written with a blank more or less than the catalogue has them: `tea pot`, `barley teabags`, `note books A5`. The letters are the same, and no other thing is named. */
import type { Names } from './names.ts';
import type { Token, TokenKind } from './tokens.ts';

const PART: ReadonlySet<TokenKind> = new Set(['unknown', 'goods', 'container', 'chat']);
const MIN_PART = 3;
const MAX_WORDS = 60;

const items = (tokens: readonly Token[]): number => tokens.filter(({ kind }) => kind === 'item').length;
const isWord = (token: Token | undefined): token is Token => token !== undefined && PART.has(token.kind) && /^[a-z]{3,}$/.test(token.text);

/** The line with the blank put right, where one more thing is named by it and by all of it; null where none is. */
export function respaced(text: string, tokens: readonly Token[], names: Names, cut: (text: string) => readonly Token[]): string | null {
  const found = items(tokens);
  for (const [at, token] of tokens.slice(0, MAX_WORDS).entries()) {
    if (!isWord(token)) continue;
    const next = tokens[at + 1];
    const joined = isWord(next) && !next.glued ? [{ from: `${token.raw} ${next.raw}`, to: `${token.text}${next.text}` }] : [];
    const split = token.kind === 'unknown' ? splitsOf(token.text, names).map((to) => ({ from: token.raw, to })) : [];
    for (const { from, to } of [...joined, ...split]) {
      const other = text.replace(from, to);
      const again = other === text ? [] : cut(other);
      if (items(again) > found && again.some((one) => one.kind === 'item' && one.text.includes(to))) return other;
    }
  }
  return null;
}

/** Both parts are words of the catalogue. */
function splitsOf(word: string, { latinWords }: Names): readonly string[] {
  const splits: string[] = [];
  for (let at = MIN_PART; at <= word.length - MIN_PART; at += 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (latinWords.has(first) && (latinWords.has(second) || latinWords.has(second.replace(/s$/, '')))) splits.push(`${first} ${second}`);
  }
  return splits;
}
