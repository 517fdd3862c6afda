/** Asks witnesses for cosignatures: all at once, each with one call at a time, none waited for that has kept the board waiting before. */
import { parseSignatureLine } from '../format/note.ts';
import { makeTileReader } from '../verify/tiles.ts';
import type { BoardReport, Cosigner, CosignFailure, ReadFile, SignedHead } from '../ports.ts';

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
  /** A witness says that what it has is no beginning of the head: what it holds has to be looked at. At most once a minute for each, since anybody may say so. */
  readonly doubt: () => void;
};

const DAY = 86_400_000;
/** After an answer or a failure a quiet log asks the same witness again at the earliest. */
const PAUSE = 60_000;

type Asked = { readonly cosigner: Cosigner; running: Promise<void> | null; slow: boolean; /** Null: it cosigned last time. */ failing: CosignFailure | null; notBefore: number; doubtedAt: number };

export function makeCosigning(parts: CosigningParts): Cosigning {
  const { cosigners, wait, now, report, late } = parts;
  const asked: readonly Asked[] = cosigners.map((cosigner) => ({ cosigner, running: null, slow: false, failing: null, notBefore: Number.NEGATIVE_INFINITY, doubtedAt: Number.NEGATIVE_INFINITY }));

  const ask = (one: Asked, head: HeadToCosign, read: ReadFile, deliver: (line: string) => Promise<void>): Promise<void> => {
    const { cosigner } = one;
    const prove = (from: number): Promise<readonly Uint8Array[]> => makeTileReader(read, head.size).consistencyProof(from);
    const call = async (): Promise<void> => {
      try {
        const line = await cosigner.cosign(head, prove);
        if (parseSignatureLine(line).name !== cosigner.name) throw new Error(`found a line of another name; expected one of ${cosigner.name}`);
        if (one.slow || one.failing !== null) report('info', 'board.witness-answers', { witness: cosigner.name });
        one.slow = false;
        one.failing = null;
        await deliver(line);
      } catch (error) {
        noteFailure(parts, one, head, error);
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

/** Told when it begins, and when it becomes another one: a fork must not hide behind an outage. */
function noteFailure({ report, now, doubt }: CosigningParts, one: Asked, { size }: HeadToCosign, error: unknown): void {
  const failure = failureOf(error);
  if (one.failing !== failure) report(failure === 'contradicted' ? 'alarm' : 'warn', `board.witness-${WORDS[failure]}`, { witness: one.cosigner.name, size, reason: String(error) });
  one.failing = failure;
  const at = now();
  if (failure === 'failed' || (at >= one.doubtedAt && at - one.doubtedAt < PAUSE)) return;
  one.doubtedAt = at;
  doubt();
}

const WORDS = { ahead: 'ahead', contradicted: 'contradicts', failed: 'fails' } as const satisfies Readonly<Record<CosignFailure, string>>;

function failureOf(error: unknown): CosignFailure {
  const failure = error instanceof Error && 'failure' in error ? error.failure : null;
  return failure === 'ahead' || failure === 'contradicted' ? failure : 'failed';
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
