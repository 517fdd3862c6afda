/**
 * What witnesses hold of a log, held against the stored head. Database and folder that were put back together agree with each other; only
 * who is outside of this machine knows that the log had gone on.
 */
import { openCheckpoint } from '../format/checkpoint.ts';
import { compareHeads, type Head } from '../monitor/heads.ts';
import type { BoardReport, BoardStore, Cosigner } from '../ports.ts';
import type { OpenLog } from './log.ts';
import { BoardRefused, GIVE_UP } from './refused.ts';

export type WitnessedParts = { readonly store: BoardStore; readonly cosigners: readonly Cosigner[]; readonly report: BoardReport };

type Known = Pick<OpenLog, 'origin' | 'keys' | 'files'>;

/**
 * Rejects with `BoardRefused` where a witness has a checkpoint that the log's own key has signed and that is no beginning of the stored head.
 * Nobody else can make one, so that no witness can stop a bank. One that is silent, or says something else, is told and changes nothing.
 */
export async function refuseForks({ store, cosigners, report }: WitnessedParts, { origin, keys, files }: Known): Promise<void> {
  // One signature of ours is proof, and a witness may have been given this key alone.
  const own = keys.filter(({ type }) => type === 1);
  const copies = await Promise.all(cosigners.map(async ({ name, held }) => {
    try {
      const bytes = await held(origin);
      return bytes === null ? [] : [{ name, copy: openCheckpoint(bytes, { log: own, witnesses: [] }) }];
    } catch (error) {
      report('warn', 'board.witness-copy', { witness: name, origin, reason: error instanceof Error ? error.message : String(error), advice: 'without its copy an older database and folder that were put back together are not noticed here; ask its operator' });
      return [];
    }
  }));
  if (copies.flat().length === 0) return;
  // Read after the copies were: a head is stored before a witness is asked, so what another process made of the log meanwhile is no contradiction.
  const head = (await store.listLogs()).find((row) => row.origin === origin)?.head ?? null;
  for (const { name, copy } of copies.flat()) {
    const fault = await faultOf(copy, head, files.read);
    if (fault !== null) throw new BoardRefused('database-behind', origin, `the witness ${name} has a checkpoint of ${copy.size} entries that this log's own key signed: found ${fault}. ${PUT_BACK}`);
  }
}

/** Null: the copy is a beginning of the head, or the tiles can't tell. */
async function faultOf(copy: Head, head: Head | null, read: OpenLog['files']['read']): Promise<string | null> {
  if (copy.size === 0) return null;
  if (head === null || copy.size > head.size) return `more than the ${head?.size ?? 0} that the database knows of; expected at most that`;
  if ((await compareHeads(read, copy, head)) !== 'fork') return null;
  return `${copy.size === head.size ? 'another root than that' : 'no beginning'} of the ${head.size} in the database; expected one history`;
}

const PUT_BACK =
  `Database and public folder were put back from a copy, or another copy of this bank runs with the same key. Going on would give indices that are taken to other entries: a forked log, which everybody who asks the witness can prove. Put the newest database and folder back. If the database is lost for good, look first for a newer copy of the folder (a mirror has one) and put it in its place; then ${GIVE_UP}`;
