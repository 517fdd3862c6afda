/** From a stored head to the public checkpoint. */
import { sameBytes } from '../format/encoding.ts';
import type { SignedHead } from '../ports.ts';
import { mergedLines, type Cosigning } from './cosigning.ts';
import type { Leader } from './leader.ts';
import { checkpointBytes, type LogWithHead, type OpenLog, type SequencerParts } from './log.ts';

export const isSameHead = (a: Pick<SignedHead, 'size' | 'root'> | null, b: Pick<SignedHead, 'size' | 'root'> | null): boolean =>
  a === null || b === null ? a === b : a.size === b.size && sameBytes(a.root, b.root);

export type Publishing = {
  /** Keeps cosignatures that came, then publishes. */
  readonly withLines: (log: LogWithHead, lines: readonly string[]) => Promise<OpenLog>;
  /** Asks the witnesses first, as long as they may take. */
  readonly announce: (log: LogWithHead) => Promise<OpenLog>;
};

/** `settleDoubt` rejects where a witness's doubt turns out to be right. */
export function makePublishing({ store, now }: SequencerParts, leader: Leader, cosigning: () => Cosigning, settleDoubt: (log: OpenLog) => Promise<void>): Publishing {
  /** Whoever no longer leads must not write a checkpoint: the other one's may be newer. */
  const requireLeadership = async ({ origin, head }: LogWithHead): Promise<void> => {
    const leading = await leader.keep();
    const moved = leading === 'anew' && !isSameHead((await store.listLogs()).find((row) => row.origin === origin)?.head ?? null, head);
    if (leading === 'no' || moved) throw new Error(`${origin}: the leadership was lost before the checkpoint of ${head.size} entries was published; whoever leads now publishes it`);
  };

  const publish = async (log: LogWithHead): Promise<OpenLog> => {
    const { origin, head, files } = log;
    const bytes = checkpointBytes(head);
    await requireLeadership(log);
    await files.write('checkpoint', bytes);
    const there = await files.read('checkpoint');
    if (there === null || !sameBytes(there, bytes)) throw new Error(`${origin}: found another checkpoint than was just written; expected that of ${head.size} entries`);
    await store.notePublished(origin, head.size, now());
    return { ...log, published: bytes, publishedSize: head.size };
  };

  const withLines = async (log: LogWithHead, lines: readonly string[]): Promise<OpenLog> => {
    const { origin, head } = log;
    if (lines.length > 0) await store.saveCosignatures(origin, head.size, lines);
    return publish({ ...log, head: { ...head, cosignatures: mergedLines(head.cosignatures, lines) } });
  };
  return {
    withLines,
    announce: async (log) => {
      const lines = await cosigning().collect({ ...log.head, origin: log.origin }, log.files.read);
      // What is signed and forks the log is known to the witness by now; it need not be shown to everybody.
      await settleDoubt(log);
      return withLines(log, lines);
    },
  };
}

/** Whether the public checkpoint is that of the head, and the database knows it. */
export const isPublished = ({ head, published, publishedSize }: OpenLog): boolean =>
  head === null || (publishedSize === head.size && published !== null && sameBytes(published, checkpointBytes(head)));
