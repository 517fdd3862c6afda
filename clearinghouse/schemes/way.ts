import type { Road } from '../core/payment.ts';

/** What tells one scheme from another. */
export type Way = {
  readonly name: string;
  readonly version: number;
  readonly above: readonly string[];
  /** Roads without which nothing is paid unasked. */
  readonly needs: readonly Road[];
  /** `always`: the buyer's answer is a road of the scheme. `where-open`: only where payee or price are not the buyer's own word (9-rules 1). */
  readonly asks: 'always' | 'where-open';
};
