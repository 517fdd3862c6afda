/** One round: what it does with the log that goes on, from waiting entries to the public checkpoint, erased faces and the turn of the log. */
import { sameBytes } from '../format/encoding.ts';
import { facePath } from '../format/tile.ts';
import { below } from '../directory.ts';
import type { LogRow, SignedHead } from '../ports.ts';
import { signHead, swapOrRefuse, takeBatch } from './batch.ts';
import type { Cosigning } from './cosigning.ts';
import { hasHead, logFolder, type LogWithHead, type OpenLog, type SequencerParts } from './log.ts';
import { openLog, refuseOldClock } from './opening.ts';
import { isPublished, isSameHead, type Publishing } from './publishing.ts';
import { BoardRefused } from './refused.ts';
import { beginNext, giveEnd, hasEnd } from './turn.ts';

export type RoundParts = {
  readonly parts: SequencerParts;
  readonly publishing: Publishing;
  readonly cosigning: Cosigning;
  /** The log as the last step left it; null: nothing is known, and it is checked anew. */
  readonly standing: { open: OpenLog | null };
};

const DAY = 86_400_000;
const ERASURES = 100;
/** How often longer than a cosignature may take the final checkpoint waits for one: it can't be added to the next log's first entry later. */
const FINAL_PATIENCE = 5;

/** The log, checked, and published as far as its head goes: what a killed process or a failed round left undone is done. */
export async function reopen({ parts, publishing, standing }: RoundParts, row: LogRow): Promise<OpenLog> {
  const known = standing.open?.origin === row.origin ? standing.open : null;
  if (known !== null && !isSameHead(known.head, row.head)) {
    throw new BoardRefused('head-moved', row.origin, `found a head of ${row.head?.size ?? 0} entries in the database; expected that of ${known.head?.size ?? 0} which this process wrote while it led. See that only one Kakitome runs on this database, and that nobody puts a copy of it back under a running one, then start it again`);
  }
  const log = known !== null && (await isUntouched(known)) ? known : await openLog(parts, row);
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
  const { parts, publishing, standing } = round;
  const log = await reopen(round, row);
  const at = parts.now();
  if (log.head !== null && at < log.head.signedAt) {
    refuseOldClock(row.origin, log.head, at);
    parts.report('warn', 'board.clock-stepped-back', { origin: row.origin, by: log.head.signedAt - at });
    return false;
  }
  const assigned = row.state === 'active' ? await parts.store.assignEntries(row.origin, parts.batch) : row.assigned;
  const { size } = log.edge;
  const to = Math.min(assigned, size + parts.batch);
  if (to > size) standing.open = await publishing.announce(await takeBatch(parts.store, log, to, at));
  await eraseFaces(parts);
  if (to > size) return assigned > to || to - size === parts.batch || row.state === 'ending';
  if (hasHead(log)) await refresh(round, log);
  return row.state === 'ending' && endTurn(round, row, logs.find(({ state }) => state === 'next'));
}

/** Face files go once the entry that says so is published; the store lists none before. */
async function eraseFaces({ store, root, now }: SequencerParts): Promise<void> {
  for (const { origin, index } of await store.listErasures(ERASURES)) {
    await below(root, logFolder(origin)).remove(facePath(index));
    await store.noteErased(origin, index, now());
  }
}

/** A quiet log shows that it lives: witnesses sign it anew each day, and it does itself where its signature states a time. */
async function refresh({ parts, publishing, cosigning, standing }: RoundParts, log: LogWithHead): Promise<void> {
  const { head, origin, keys } = log;
  if (!keys.some(({ type }) => type === 6) || parts.now() - head.signedAt < DAY) {
    cosigning.refresh({ ...head, origin }, log.files.read);
    return;
  }
  const again: SignedHead = { ...(await signHead(log, head.size, head.root, parts.now())), cosignatures: head.cosignatures };
  await swapOrRefuse(parts.store, log, again);
  standing.open = await publishing.announce({ ...log, head: again });
}

/** All entries of the ending log are published. */
async function endTurn({ parts, cosigning, standing }: RoundParts, row: LogRow, next: LogRow | undefined): Promise<boolean> {
  const { store, now } = parts;
  const head = standing.open?.head ?? null;
  if (head === null || !(await hasEnd(store, row))) {
    await giveEnd(store, row, next);
    return true;
  }
  if (!cosigning.complete(head) && now() - head.signedAt < FINAL_PATIENCE * parts.cosignWait) return false;
  await beginNext(store, row, head, next, now());
  standing.open = null;
  parts.report('info', 'board.log-ended', { origin: row.origin, size: head.size });
  return true;
}
