/** Seeded chance (sfc32): the same seed and label draw the same numbers on every machine. Not for secrets. */
import { createHash } from 'node:crypto';

export type Chance = {
  /** 0 ≤ x < 1. */
  readonly fraction: () => number;
  /** A whole number, least ≤ n ≤ most. */
  readonly between: (least: number, most: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** One of the rows, by their weights. */
  readonly weighed: <T>(rows: readonly (readonly [weight: number, what: T])[]) => T;
  /** 64 hex characters. */
  readonly hex: () => string;
};

export function makeChance(seed: number, label: string): Chance {
  const fraction = sfc32(createHash('sha256').update(`${seed} ${label}`).digest());
  const between = (least: number, most: number): number => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    between,
    happens: (probability) => fraction() < probability,
    pick: (from) => {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    weighed: (rows) => {
      let left = fraction() * rows.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, what] of rows) if ((left -= weight) < 0) return what;
      throw new RangeError('nothing to pick from');
    },
    hex: () => Array.from({ length: 8 }, () => Math.floor(fraction() * 2 ** 32).toString(16).padStart(8, '0')).join(''),
  };
}

/** Chris Doty-Humphrey's small fast counting generator, 32 bits. */
function sfc32(seed: Buffer): () => number {
  let [a, b, c, counter] = [seed.readUInt32LE(0), seed.readUInt32LE(4), seed.readUInt32LE(8), 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
