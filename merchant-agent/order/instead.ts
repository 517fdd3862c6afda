/** The quantity that a correction says stood there before: `3 instead of 2`, `1袋ではなく2袋で`. */
import type { Token } from './tokens.ts';

const isNegated = (token: Token | undefined): boolean => token !== undefined && /^(?:not|nicht|pas|no|non|niet|nao|不是|不)$/.test(token.text);
const isInstead = (token: Token | undefined): boolean => token !== undefined && /^(?:instead of|rather than|in place of|plutot que|statt|anstatt|anstelle von|au lieu de|en vez de|en lugar de|invece di|in plaats van|em vez de)$/.test(token.text);

/** `… instead of 2`: the number is taken out, to be compared with what was ordered. */
export function withoutInstead(tokens: readonly Token[]): { readonly rest: readonly Token[]; readonly instead: number | null } {
  // `1袋ではなく2袋で`, `3, not 2`
  const behind = tokens.findIndex((token, place) => /^(?:ではなく|じゃなくて|でなく)$/.test(token.text) && tokens.slice(Math.max(0, place - 2), place).some((one) => one.kind === 'number') && tokens.filter((one) => one.kind === 'item').length <= 1);
  if (behind !== -1) {
    const number = tokens[behind - 1]?.kind === 'number' ? behind - 1 : behind - 2;
    return { rest: [...tokens.slice(0, number), ...tokens.slice(behind + 1)].filter((token) => !/^(?:でした|です|だった)$/.test(token.text)), instead: tokens[number]?.value ?? null };
  }
  const numbers = tokens.filter((token) => token.kind === 'number').length;
  // `2个，不是1个`
  const is = tokens.findIndex((token, place) => token.text === '不' && tokens[place + 1]?.text === '是' && tokens[place + 2]?.kind === 'number' && numbers === 2 && tokens[place - 1]?.kind === 'comma');
  if (is !== -1) return { rest: [...tokens.slice(0, is - 1), ...tokens.slice(is + 3).filter(({ kind }) => kind !== 'container')], instead: tokens[is + 2]?.value ?? null };
  const at = tokens.findIndex((token, place) => tokens[place + 1]?.kind === 'number' && (isInstead(token) || (isNegated(token) && numbers === 2 && place > tokens.findIndex((one) => one.kind === 'number'))));
  if (at === -1) return { rest: tokens, instead: null };
  return { rest: [...tokens.slice(0, at), ...tokens.slice(at + 2)], instead: tokens[at + 1]?.value ?? null };
}
