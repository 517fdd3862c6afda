/** Asks witnesses for cosignatures: all at once, each with one call at a time, none waited for that has kept the board waiting before. */
import { parseSignatureLine } from '../format/note.ts';
import { makeTileReader } from '../verify/tiles.ts';
import type { BoardReport, Cosigner, ReadFile, SignedHead } from '../ports.ts';

export type HeadToCosign = SignedHead & { readonly origin: string };

export type Cosigning = {
  /** Lines that came within the wait. Those that come later go to `late`. */
  readonly collect: (head: HeadToCosign, read: ReadFile) => Promise<readonly string[]>;
  /** Asks those whose cosignature is missing or a day old, without waiting. */
  readonly refresh: (head: HeadToCosign, read: ReadFile) => void;
  /** Whether a line of every cosigner is there. */
  readonly complete: (head: SignedHead) => boolean;
  /** Resolves when nobody is being asked. */
  readonly idle: () => Promise<void>;
};

export type CosigningParts = {
  readonly cosigners: readonly Cosigner[];
  readonly wait: number;
  readonly now: () => number;
  readonly report: BoardReport;
  /** Never rejects. */
  readonly late: (head: HeadToCosign, line: string) => Promise<void>;
};

const DAY = 86_400_000;
/** After an answer or a failure a quiet log asks the same witness again at the earliest. */
const PAUSE = 60_000;

type Asked = { readonly cosigner: Cosigner; running: Promise<void> | null; slow: boolean; failing: boolean; notBefore: number };

export function makeCosigning({ cosigners, wait, now, report, late }: CosigningParts): Cosigning {
  const asked: readonly Asked[] = cosigners.map((cosigner) => ({ cosigner, running: null, slow: false, failing: false, notBefore: Number.NEGATIVE_INFINITY }));

  const ask = (one: Asked, head: HeadToCosign, read: ReadFile, deliver: (line: string) => Promise<void>): Promise<void> => {
    const { cosigner } = one;
    const prove = (from: number): Promise<readonly Uint8Array[]> => makeTileReader(read, head.size).consistencyProof(from);
    const call = async (): Promise<void> => {
      try {
        const line = await cosigner.cosign(head, prove);
        if (parseSignatureLine(line).name !== cosigner.name) throw new Error(`found a line of another name; expected one of ${cosigner.name}`);
        if (one.slow || one.failing) report('info', 'board.witness-answers', { witness: cosigner.name });
        one.slow = false;
        one.failing = false;
        await deliver(line);
      } catch (error) {
        if (!one.failing) report('warn', 'board.witness-fails', { witness: cosigner.name, size: head.size, reason: String(error) });
        one.failing = true;
      } finally {
        one.notBefore = now() + PAUSE;
        one.running = null;
      }
    };
    // Not begun before it is noted that it runs: a cosigner may fail at once.
    one.running = Promise.resolve().then(call);
    return one.running;
  };

  const collect = async (head: HeadToCosign, read: ReadFile): Promise<readonly string[]> => {
    const lines: string[] = [];
    let over = false;
    const deliver = async (line: string): Promise<void> => (over ? late(head, line) : void lines.push(line));
    const waitedFor = asked.filter((one) => {
      if (one.running !== null) return false;
      void ask(one, head, read, deliver);
      return !one.slow;
    });
    await within(wait, Promise.all(waitedFor.map(({ running }) => running)));
    over = true;
    for (const one of waitedFor) {
      if (one.running === null) continue;
      one.slow = true;
      report('warn', 'board.witness-slow', { witness: one.cosigner.name, size: head.size });
    }
    return lines;
  };

  const refresh = (head: HeadToCosign, read: ReadFile): void => {
    for (const one of asked) {
      if (one.running !== null || now() < one.notBefore) continue;
      const since = timeOf(head.cosignatures, one.cosigner.name);
      if (since === null || now() - since >= DAY) void ask(one, head, read, (line) => late(head, line));
    }
  };
  const idle = async (): Promise<void> => {
    while (asked.some(({ running }) => running !== null)) await Promise.all(asked.map(({ running }) => running));
  };
  return { collect, refresh, idle, complete: (head) => cosigners.every(({ name }) => timeOf(head.cosignatures, name) !== null) };
}

/** When the witness of that name cosigned, in milliseconds; null: it did not. Its time is the first eight bytes of types 04 and 06. */
function timeOf(lines: readonly string[], name: string): number | null {
  const times = lines.map(parseSignatureLine).flatMap(({ name: found, blob }) => (found === name && blob.length > 8 ? [Number(new DataView(blob.buffer, blob.byteOffset, 8).getBigUint64(0)) * 1_000] : []));
  return times.length === 0 ? null : Math.max(...times);
}

/** Of one witness (name and key) the newest line replaces the older. */
export function mergedLines(lines: readonly string[], newer: readonly string[]): readonly string[] {
  const keyed = [...lines, ...newer].map((line) => {
    const { name, id } = parseSignatureLine(line);
    return [`${name} ${id}`, line] as const;
  });
  return [...new Map(keyed).values()];
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, over]).finally(() => clearTimeout(timer));
}
