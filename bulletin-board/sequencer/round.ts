/** One round: what it does with the log that goes on, from waiting entries to the public checkpoint, erased faces and the turn of the log. */
import type { OpenCheckpoint } from '../format/checkpoint.ts';
import { sameBytes } from '../format/encoding.ts';
import { facePath } from '../format/tile.ts';
import { below } from '../directory.ts';
import type { LogRow, SignedHead } from '../ports.ts';
import { signHead, takeBatch } from './batch.ts';
import type { Cosigning } from './cosigning.ts';
import { hasHead, logFolder, type LogWithHead, type OpenLog, type SequencerParts } from './log.ts';
import { openLog } from './opening.ts';
import { isPublished, isSameHead, type Publishing } from './publishing.ts';
import { hasGoneOn, movedBack, type Swap } from './swap.ts';
import { beginNext, giveEnd, hasEnd } from './turn.ts';

export type RoundParts = {
  readonly parts: SequencerParts;
  readonly publishing: Publishing;
  readonly swap: Swap;
  readonly cosigning: Cosigning;
  readonly openCheckpoint: OpenCheckpoint;
  /** The log as the last step left it; null: nothing is known, and it is checked anew. */
  readonly standing: { open: OpenLog | null; /** A witness says that it knows another history: the log is checked anew. */ doubted: boolean; /** When it was last told that the clock is behind the last head. */ toldBehindAt: number | null };
};

const DAY = 86_400_000;
const ERASURES = 100;
const HOUR = 3_600_000;
/** Clocks that are set right step back so far. */
const STEP_BACK = 5_000;
/** How often longer than a cosignature may take the final checkpoint waits for one: it can't be added to the next log's first entry later. */
const FINAL_PATIENCE = 5;

/** The log, checked, and published as far as its head goes: what a killed process or a failed round left undone is done. */
export async function reopen({ parts, publishing, standing }: RoundParts, row: LogRow): Promise<OpenLog> {
  const known = standing.open?.origin === row.origin ? standing.open : null;
  const same = known === null || isSameHead(known.head, row.head);
  // Who led before may have been held up, and stores its head only now: then all is checked anew, from that head on.
  if (!same && !hasGoneOn(known.keys, known.head, row.head)) throw movedBack(row.origin, row.head, known.head);
  const { doubted } = standing;
  standing.doubted = false;
  const log = same && known !== null && !doubted && (await isUntouched(known)) ? known : await openLog(parts, row);
  standing.open = log;
  if (hasHead(log) && !isPublished(log)) standing.open = await publishing.announce(log);
  return standing.open;
}

/** Whether the public checkpoint is still what this process wrote. */
async function isUntouched({ files, published }: OpenLog): Promise<boolean> {
  const there = await files.read('checkpoint');
  return there === null || published === null ? there === published : sameBytes(there, published);
}

/** True: there is more to do at once. */
export async function runRound(round: RoundParts, logs: readonly LogRow[], row: LogRow): Promise<boolean> {
  const { parts, publishing, swap, standing } = round;
  const log = await reopen(round, row);
  const at = signingTime(round, logs);
  const assigned = row.state === 'active' ? await parts.store.assignEntries(row.origin, parts.batch) : row.assigned;
  const { size } = log.edge;
  const to = Math.min(assigned, size + parts.batch);
  if (to > size) standing.open = await publishing.announce(await takeBatch(parts.store, swap, log, to, at, round.openCheckpoint));
  await eraseFaces(parts);
  if (to > size) return assigned > to || to - size === parts.batch || row.state === 'ending';
  if (hasHead(log)) await refresh(round, log, at);
  return row.state === 'ending' && endTurn(round, row, logs.find(({ state }) => state === 'next'), at);
}

/**
 * Time never goes back on a board, whatever the clock does: behind the last head, whose time came from a clock that ran ahead or is right
 * while this one is not, heads bear that head's time. What an Ed25519 checkpoint proves needs no time, so nobody waits for a receipt.
 */
function signingTime({ parts, standing }: RoundParts, logs: readonly LogRow[]): number {
  const now = parts.now();
  const last = Math.max(...logs.map(({ head }) => head?.signedAt ?? Number.NEGATIVE_INFINITY));
  const told = standing.toldBehindAt;
  if (last - now > STEP_BACK && (told === null || Math.abs(now - told) >= HOUR)) {
    standing.toldBehindAt = now;
    const advice = 'look at the time of this machine; until it is past that of the last head, heads are signed with the last head\'s time, and all goes on';
    parts.report('warn', 'board.clock-behind', { now: new Date(now).toISOString(), last: new Date(last).toISOString(), advice });
  }
  return Math.max(now, last);
}

/** Face files go once the entry that says so is published; the store lists none before. */
async function eraseFaces({ store, root, now }: SequencerParts): Promise<void> {
  for (const { origin, index } of await store.listErasures(ERASURES)) {
    await below(root, logFolder(origin)).remove(facePath(index));
    await store.noteErased(origin, index, now());
  }
}

/** A quiet log shows that it lives: witnesses sign it anew each day, and it does itself where its signature states a time. */
async function refresh({ publishing, swap, cosigning, openCheckpoint, standing }: RoundParts, log: LogWithHead, at: number): Promise<void> {
  const { head, origin, keys } = log;
  if (!keys.some(({ type }) => type === 6) || at - head.signedAt < DAY) {
    cosigning.refresh({ ...head, origin }, log.files.read);
    return;
  }
  const again: SignedHead = { ...(await signHead(log, head.size, head.root, at, openCheckpoint)), cosignatures: head.cosignatures };
  await swap(log, again);
  standing.open = await publishing.announce({ ...log, head: again });
}

/** All entries of the ending log are published. */
async function endTurn({ parts, cosigning, standing }: RoundParts, row: LogRow, next: LogRow | undefined, at: number): Promise<boolean> {
  const { store, now } = parts;
  const head = standing.open?.head ?? null;
  if (head === null || !(await hasEnd(store, row))) {
    await giveEnd(store, row, next);
    return true;
  }
  // A clock behind the head can't tell how long it has been waited for.
  const since = now() - head.signedAt;
  if (!cosigning.complete(head) && since >= 0 && since < FINAL_PATIENCE * parts.cosignWait) return false;
  await beginNext(store, row, head, next, at);
  standing.open = null;
  parts.report('info', 'board.log-ended', { origin: row.origin, size: head.size });
  return true;
}
