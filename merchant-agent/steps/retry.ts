import type { Parts } from './parts.ts';

const FIRST = 10_000;
const LONGEST = 3_600_000;

/** When to try again after `attempts` tries: doubling from ten seconds to an hour, with a quarter of jitter. */
export function nextTry({ now, random }: Pick<Parts, 'now' | 'random'>, attempts: number): number {
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.min(20, Math.max(0, attempts)));
  return Math.round(now() + wait * (0.75 + random() / 2));
}
