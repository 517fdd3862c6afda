/** Slips of the pen put right: words of the language, and names of the catalogue, that are nearly written. */
import type { Currency } from '../../clearinghouse/protocol/money.ts';
import { isKnownAnywhere } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import type { Names } from './names.ts';
import { onlyName, rewritten, slipOf } from './near.ts';
import { respaced } from './respaced.ts';
import { soundsAs } from './sound.ts';
import { withPhrases } from './split-phrases.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A word of the language that needs no mending. */
const isOrdinary = (token: Token): boolean => token.common !== null && token.common !== 'name';

/** The line's tokens, with a misspelt word of a name put right where it can be no other and where it then names an item. */
export function mended(text: string, at: number, dictionary: Dictionary, names: Names, currency: Currency): readonly Token[] {
  const tokens = withPhrases(tokensOf(text, at, dictionary, names, currency), dictionary, names);
  const better = withoutSlip(text, tokens, dictionary, names, (other) => tokensOf(other, at, dictionary, names, currency));
  return better === text ? tokens : mended(better, at, dictionary, names, currency);
}

/** With one slip less; as it is where there is none that is plain. */
function withoutSlip(text: string, tokens: readonly Token[], dictionary: Dictionary, names: Names, cut: (text: string) => readonly Token[]): string {
  for (const token of tokens.slice(0, 100)) {
    const word = token.kind === 'unknown' && !isOrdinary(token) ? slipOf(token.text, dictionary) : null;
    if (word !== null) return rewritten(text, token.raw, word);
  }
  const stretched = tokens.find((token) => token.kind === 'unknown' && /(\p{L})\1$/u.test(token.text) && isPolite(token.text.replace(/(\p{L})\1+$/u, '$1'), dictionary));
  if (stretched !== undefined) return rewritten(text, stretched.raw, stretched.raw.replace(/(\p{L})\1+$/iu, '$1'));
  const spaced = respaced(text, tokens, names, cut);
  if (spaced !== null) return spaced;
  const unknown = (some: readonly Token[]): number => some.filter(({ kind }) => kind === 'unknown').length;
  for (const token of tokens.slice(0, 100)) {
    const word = token.kind === 'unknown' && !isOrdinary(token) && !isKnownAnywhere(token.text) ? (onlyName(token.text, names) ?? soundsAs(token.text, names, dictionary.language)) : null;
    if (word === null) continue;
    const other = rewritten(text, token.raw, word);
    const again = cut(other);
    if (again.some((one) => one.kind === 'item' && one.text.includes(word)) && unknown(again) < unknown(tokens)) return other;
  }
  return text;
}

/** `hellooo`, `graciass` */
const isPolite = (word: string, dictionary: Dictionary): boolean => dictionary.entries.get(word.charAt(0))?.some((entry) => entry.text === word && entry.kind === 'aside') === true;
