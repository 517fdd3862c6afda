/**
 * Breaks one durable step of the board's writing: a verb of its store, or one operation on its files. What a power cut would take with it
 * (names that no fsync of a folder has made durable) is taken back then.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DirectoryIo } from '../../bulletin-board/directory-io.ts';
import type { BoardStore } from '../../bulletin-board/ports.ts';

/** In the order in which they are worse. */
export const ways = ['not done, goes on', 'done and reported as failed, goes on', 'killed after', 'power cut after'] as const;
export type Way = (typeof ways)[number];

export class Broken extends Error {
  override readonly name = 'Broken';
}

export type Breaker = {
  /** Counts from 1; nothing breaks before. */
  readonly arm: (step: number, way: Way) => void;
  readonly disarm: () => void;
  /** What was broken; null: so many steps there were not. */
  readonly broken: () => string | null;
  /** True after a kill: nothing that this process still does reaches store or disk. */
  readonly dead: () => boolean;
  /** Takes back what no fsync has made durable. */
  readonly powerCut: () => void;
  readonly store: (store: BoardStore) => BoardStore;
  readonly io: (io: DirectoryIo) => DirectoryIo;
};

type Undo = { readonly folder: string; readonly undo: () => void };

export function makeBreaker(): Breaker {
  let armed: { readonly step: number; readonly way: Way } | null = null;
  let steps: string[] = [];
  let broken: string | null = null;
  let dead = false;
  let volatile: Undo[] = [];

  const powerCut = (): void => {
    for (const { undo } of volatile.toReversed()) undo();
    volatile = [];
  };
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (dead) throw new Broken(`dead: ${name}`);
    steps.push(name);
    if (armed === null || steps.length !== armed.step) return work();
    broken = name;
    const { way } = armed;
    if (way.startsWith('killed') || way.startsWith('power')) dead = true;
    if (way !== 'not done, goes on') await work();
    if (way === 'power cut after') powerCut();
    throw new Broken(`broken on purpose (${way}): ${name}`);
  };
  return {
    arm: (at, way) => {
      armed = { step: at, way };
      steps = [];
      broken = null;
    },
    disarm: () => void (armed = null),
    broken: () => broken,
    dead: () => dead,
    powerCut,
    store: (store) => Object.fromEntries(VERBS.map((verb) => [verb, (...given: readonly unknown[]) => step(`store.${verb}`, () => (store[verb] as (...all: readonly unknown[]) => Promise<unknown>)(...given))])) as unknown as BoardStore,
    io: (io) => wrapIo(io, step, () => volatile, (undo) => void (volatile = undo)),
  };
}

const VERBS = [
  'lead', 'unlead', 'listLogs', 'beginLog', 'assignEntries', 'assignOwnLeaf', 'readEntries', 'swapHead', 'saveCosignatures', 'notePublished',
  'endLog', 'giveUpLog', 'listErasures', 'noteErased', 'waitingEntries',
] as const satisfies readonly (keyof BoardStore)[];

type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

function wrapIo(io: DirectoryIo, step: Step, volatile: () => Undo[], keep: (undo: Undo[]) => void): DirectoryIo {
  const noted = async <T>(folder: string, undo: () => void, work: () => Promise<T>): Promise<T> => {
    const result = await work();
    volatile().push({ folder, undo });
    return result;
  };
  return {
    ...io,
    create: (path, bytes) => step(`create ${path}`, () => noted(dirname(path), () => rmSync(path, { force: true }), () => io.create(path, bytes))),
    rename: (from, to) => step(`rename ${to}`, () => noted(dirname(to), putBack(to), () => io.rename(from, to))),
    unlink: (path) => step(`unlink ${path}`, () => noted(dirname(path), putBack(path), () => io.unlink(path))),
    makeFolder: (path) =>
      step(`mkdir ${path}`, async () => {
        const made = await io.makeFolder(path);
        if (made) volatile().push({ folder: dirname(path), undo: () => rmSync(path, { recursive: true, force: true }) });
        return made;
      }),
    removeFolder: (path) => step(`rmdir ${path}`, () => noted(dirname(path), () => mkdirSync(path, { recursive: true }), () => io.removeFolder(path))),
    syncFolder: (path) =>
      step(`fsync ${path}`, async () => {
        await io.syncFolder(path);
        keep(volatile().filter(({ folder }) => folder !== path));
      }),
  };
}

/** Puts back what stands there now. */
function putBack(path: string): () => void {
  const before = readOrNull(path);
  return before === null ? () => rmSync(path, { force: true }) : () => writeFileSync(path, before);
}

function readOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
