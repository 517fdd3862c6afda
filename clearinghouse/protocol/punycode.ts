/** Bootstring with the parameters of Punycode (RFC 3492 §5, §6.2): what an A-label says. Only the way back; the way there is the URL parser's. */

const BASE = 36;
const LEAST = 1;
const MOST = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_POINT = 0x80;
const LAST_POINT = 0x10ffff;

/** `a`–`z` are 0–25, `0`–`9` are 26–35; null for anything else. */
function digitOf(character: string): number | null {
  if (/^[a-z]$/.test(character)) return character.charCodeAt(0) - 0x61;
  return /^[0-9]$/.test(character) ? Number(character) + 26 : null;
}

/** RFC 3492 §6.1. */
function adapt(delta: number, points: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? DAMP : 2));
  rest += Math.floor(rest / points);
  let bias = 0;
  for (; rest > ((BASE - LEAST) * MOST) / 2; bias += BASE) rest = Math.floor(rest / (BASE - LEAST));
  return bias + Math.floor(((BASE - LEAST + 1) * rest) / (rest + SKEW));
}

/** The text of a lower-case label without its `xn--`; null where it is no Punycode. A label has at most 63 characters, so its work is bounded. */
export function fromPunycode(encoded: string): string | null {
  const border = encoded.lastIndexOf('-');
  const points = [...encoded.slice(0, Math.max(0, border))].map((one) => one.charCodeAt(0));
  let [point, bias, index, at] = [FIRST_POINT, FIRST_BIAS, 0, border + 1];
  while (at < encoded.length) {
    const before = index;
    for (let weight = 1, place = BASE; ; place += BASE) {
      const digit = digitOf(encoded[at] ?? '');
      if (digit === null) return null;
      at += 1;
      index += digit * weight;
      const threshold = Math.min(MOST, Math.max(LEAST, place - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (index > Number.MAX_SAFE_INTEGER / BASE || weight > Number.MAX_SAFE_INTEGER / BASE) return null;
    }
    const length = points.length + 1;
    bias = adapt(index - before, length, before === 0);
    point += Math.floor(index / length);
    index %= length;
    if (point > LAST_POINT || (point >= 0xd800 && point <= 0xdfff)) return null;
    points.splice(index, 0, point);
    index += 1;
  }
  return points.length === 0 ? null : String.fromCodePoint(...points);
}
