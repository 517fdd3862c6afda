/**
 * Which letters a claim takes where more are due than it has room for. All wait for the slowest of a claim, and the slow ones are mostly one sender's, or of senders whose name
 * servers do not answer: the oldest alone would let thousands of them go before everybody else's.
 */
import type { Row } from './rows.ts';

/** Of a claim's room what one sender takes, and what those together that were tried in vain take, as long as others are due. */
const shareOf = (limit: number): number => Math.max(1, Math.floor(limit / 4));

/** Of the oldest that are due: whether somebody has more than a share of them while others may wait behind. */
export function isCrowded(oldest: readonly Row[], limit: number): boolean {
  if (oldest.length < limit) return false;
  const groups = Map.groupBy(oldest, ({ failed_since, from_hint }) => (failed_since === null ? from_hint : TRIED));
  return [...groups.values()].some(({ length }) => length > shareOf(limit));
}

const TRIED = Symbol('tried in vain');

/** `due`: the condition. Behind what is bound for it stand the share and the limit, as `sharesBound` gives them. */
export const inShares = (due: string): string =>
  `SELECT letter_id FROM (
     SELECT letter_id, received_at, row_number() OVER (PARTITION BY failed_since IS NULL, CASE WHEN failed_since IS NULL THEN from_hint END ORDER BY received_at, letter_id) AS place
     FROM letters WHERE ${due}) AS waiting
   ORDER BY (place - 1) / ?, received_at, letter_id LIMIT ?`;

export const sharesBound = (limit: number): readonly [share: number, limit: number] => [shareOf(limit), limit];
