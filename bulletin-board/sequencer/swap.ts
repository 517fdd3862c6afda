/**
 * The stored head is compared and swapped. Who loses a race for it has only come too late: the log has gone on, and the next round goes on from
 * there. What no race explains is refused.
 */
import { openCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import type { VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import type { BoardStore, SignedHead } from '../ports.ts';
import type { Leader } from './leader.ts';
import type { OpenLog } from './log.ts';
import { BoardRefused } from './refused.ts';

type Head = Pick<SignedHead, 'size' | 'root'>;

/** Rejects with `BoardRefused` where the stored head is another one, and not because the log has gone on; with a plain error where another process was faster. */
export type Swap = (log: Pick<OpenLog, 'origin' | 'keys' | 'head'>, next: SignedHead) => Promise<void>;

/** Whether a stored head is what another process of this bank may have made of the log since it had the head `before`. */
export function hasGoneOn(keys: readonly VerifierKey[], before: Head | null, stored: SignedHead | null): boolean {
  if (stored === null || stored.size <= (before?.size ?? -1)) return false;
  try {
    const { size, root } = openCheckpoint(stored.note, { log: keys, witnesses: [] });
    return size === stored.size && sameBytes(root, stored.root);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

export const movedBack = (origin: string, found: Head | null, expected: Head | null): BoardRefused =>
  new BoardRefused('head-moved', origin, `found a head of ${found?.size ?? 0} entries in the database, where this process knew one of ${expected?.size ?? 0}; expected that one, or a larger one that the log's keys signed. Nothing of this batch was published. See that nobody puts a copy of the database back under a running Kakitome, then start it again`);

export function makeSwap(store: BoardStore, leader: Leader): Swap {
  return async ({ origin, keys, head }, next) => {
    // Between the beginning of a round and here files were written, by which a slow disk may have used up the lease. The swap itself is safe without.
    const before = await leader.keep();
    if (before === 'no') throw overtaken(origin, head);
    if (await store.swapHead(origin, head === null ? null : { size: head.size, root: head.root }, next)) return;
    const unbroken = before === 'kept' && (await leader.ask()) === 'kept';
    const stored = (await store.listLogs()).find((row) => row.origin === origin)?.head ?? null;
    if (!unbroken || hasGoneOn(keys, head, stored)) throw overtaken(origin, head);
    throw movedBack(origin, stored, head);
  };
}

const overtaken = (origin: string, head: Head | null): Error =>
  new Error(`${origin}: another process took the log on from its head of ${head?.size ?? 0} entries before this one did; nothing of this batch was published, and the next round goes on from what is stored`);
