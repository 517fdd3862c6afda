/** Token buckets in memory: so many requests at once, and as many anew in a span of time. */
import type { BucketLimit } from './ports.ts';

/** Whoever fills the memory with names loses the oldest ones, never ours. */
const MOST_NAMES = 20_000;

export type Buckets = {
  /** Takes one; the milliseconds to wait where there is none, else 0. */
  readonly take: (name: string, now: number) => number;
};

type Bucket = { tokens: number; at: number };

export function makeBuckets({ most, perMilliseconds }: BucketLimit): Buckets {
  const buckets = new Map<string, Bucket>();
  const pace = most / perMilliseconds;
  return {
    take: (name, now) => {
      const bucket = buckets.get(name) ?? { tokens: most, at: now };
      // A clock that is set back gives nothing and takes nothing.
      bucket.tokens = Math.min(most, bucket.tokens + Math.max(0, now - bucket.at) * pace);
      bucket.at = now;
      buckets.delete(name);
      buckets.set(name, bucket);
      if (buckets.size > MOST_NAMES) buckets.delete(buckets.keys().next().value ?? '');
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / pace);
      bucket.tokens -= 1;
      return 0;
    },
  };
}
