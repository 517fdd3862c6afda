/**
 * Every durable step of the board's life is broken in two ways (in four with KAKITOME_ALL_WAYS=1); then store and files are opened afresh, the sequencer goes on to the end, and
 * all of it is audited: no entry is lost or twice, no path had two contents, no two heads contradict each other.
 */
import test, { type ExecutionContext } from 'ava';
import type { BoardDirectory } from '../../bulletin-board/directory.ts';
import type { Cosigner } from '../../bulletin-board/ports.ts';
import { BoardRefused } from '../../bulletin-board/sequencer/refused.ts';
import { auditBoard } from './audit.ts';
import { makeBreaker, ways, type Breaker, type Way } from './breaker.ts';
import { makeGate, makeWitness } from './cosigners.ts';
import { addEntries, beginLog, copyBank, newBank, NEXT_ORIGIN, openWorld, quiet, removeBank, START, withdrawEntry, type Signed, type World, type WorldOptions } from './world.ts';

/** Two ways in the suite; all four with KAKITOME_ALL_WAYS=1. */
const played: readonly Way[] = process.env['KAKITOME_ALL_WAYS'] === '1' ? ways : ['done and reported as failed, goes on', 'power cut after'];

/** What the bank does before (unbroken), and how many entries the board has in the end. */
type Deed = {
  readonly name: string;
  readonly published: number;
  readonly prepare: (folder: string, world: World) => Promise<void>;
  readonly end: number;
  readonly witness?: 'late';
  readonly least: number;
};

const deeds: readonly Deed[] = [
  { name: 'the first entries', published: 0, prepare: (_, { store }) => addEntries(store, 0, 3), end: 3, least: 40 },
  { name: 'entries across the end of a tile', published: 254, prepare: (_, { store }) => addEntries(store, 254, 4), end: 258, least: 40 },
  {
    name: 'a withdrawal', published: 3, end: 5, least: 40,
    prepare: async (_, { store }) => {
      await withdrawEntry(store, 1, 1);
      await addEntries(store, 3, 1);
    },
  },
  { name: 'a late cosignature', published: 2, prepare: (_, { store }) => addEntries(store, 2, 2), end: 4, witness: 'late', least: 40 },
  {
    name: 'the turn of the year', published: 2, end: 6, least: 60,
    prepare: async (folder, { store }) => {
      await beginLog(folder, store, NEXT_ORIGIN);
      await addEntries(store, 2, 2);
    },
  },
];

/** Paths that are written once, whatever happens. */
type Written = Map<string, Buffer>;

const recordingRoot = (written: Written, clashes: string[]) => (root: BoardDirectory): BoardDirectory => {
  const note = (path: string, bytes: Uint8Array): void => {
    if (!path.includes('/tile/')) return;
    const before = written.get(path);
    if (before !== undefined && !before.equals(bytes)) clashes.push(path);
    written.set(path, Buffer.from(bytes));
  };
  return {
    ...root,
    write: (path, bytes) => {
      note(path, bytes);
      return root.write(path, bytes);
    },
    writeAll: (files) => {
      for (const { path, bytes } of files) note(path, bytes);
      return root.writeAll(files);
    },
  };
};

/** A witness that answers after the round has gone on, and no sooner. */
function lateWitness(): { readonly cosigner: Cosigner; readonly release: () => void } {
  const gate = makeGate();
  const witness = makeWitness('late', () => START);
  witness.before = () => gate.passed;
  return { cosigner: witness, release: gate.open };
}

/** To the end, as the daemon would: a round that failed is tried again, unless the process is dead. */
async function live(world: World, breaker: Breaker | null, release: () => void): Promise<void> {
  for (let tries = 0; tries < 4 && breaker?.dead() !== true; tries += 1) {
    try {
      if (tries === 0) await world.sequencer.start();
      await quiet(world);
      release();
      await world.sequencer.settled();
      await quiet(world);
      if (tries > 0 || breaker?.broken() == null) return;
    } catch (error) {
      if (error instanceof BoardRefused) throw error;
      if (breaker === null) throw error;
    }
  }
}

type Case = { readonly deed: Deed; readonly folder: string; readonly options: () => WorldOptions & { readonly release: () => void }; readonly signed: Signed[] };

async function inProcess(test: Case, breaker: Breaker | null, now: number, after?: (world: World) => Promise<void>): Promise<readonly string[]> {
  const { release, ...options } = test.options();
  const broken = breaker === null ? {} : { wrapStore: breaker.store, wrapIo: breaker.io };
  const world = openWorld(test.folder, { ...options, ...broken, now, signed: test.signed });
  try {
    await live(world, breaker, release);
    await after?.(world);
    return world.reports;
  } finally {
    release();
    await world.sequencer.settled().catch(() => undefined);
    await world.close();
  }
}

async function breakOnce(t: ExecutionContext, deed: Deed, template: string, step: number, way: Way): Promise<boolean> {
  const folder = await copyBank(template);
  const written: Written = new Map();
  const clashes: string[] = [];
  const breaker = makeBreaker();
  const options: Case['options'] = () => {
    const { cosigner, release } = lateWitness();
    return { wrapRoot: recordingRoot(written, clashes), cosigners: deed.witness === undefined ? [] : [cosigner], release };
  };
  const one: Case = { deed, folder, options, signed: [] };
  try {
    const prepared = openWorld(folder);
    await deed.prepare(folder, prepared);
    await prepared.close();
    breaker.arm(step, way);
    await inProcess(one, breaker, START + 100_000);
    const broken = breaker.broken();
    if (broken === null) return false;
    const where = `${deed.name}, step ${step} (${broken.replace(folder, '')}) ${way}`;
    const reports = await inProcess(one, null, START + 200_000, async (world) => {
      t.is((await auditBoard(t, world, where, deed.published)).length, deed.end, where);
      t.deepEqual(await world.store.listErasures(9), [], where);
      t.is(await world.store.waitingEntries(), null, where);
    });
    t.deepEqual(clashes, [], `${where}: written with two contents`);
    t.false(reports.some((line) => line.startsWith('alarm') && !line.includes('files-missing')), `${where}: ${reports.join()}`);
    return true;
  } finally {
    await removeBank(folder);
  }
}

async function templateOf(deed: Deed): Promise<string> {
  const folder = await newBank();
  const world = openWorld(folder, { now: START + 50_000 });
  if (deed.published > 0) await addEntries(world.store, 0, deed.published);
  await quiet(world);
  await world.sequencer.stop();
  // Faces of these would only make copying slower.
  if (deed.published > 100) await removeBank(`${folder}/public/board/2026/face`);
  await world.close();
  return folder;
}

for (const deed of deeds) {
  for (const way of played) {
    test.serial(`${deed.name}: each step ${way}`, async (t) => {
      const template = await templateOf(deed);
      try {
        let step = 1;
        while (await breakOnce(t, deed, template, step, way)) step += 1;
        t.true(step > deed.least, `${deed.name} has ${step} steps: the breakage did not reach them`);
      } finally {
        await removeBank(template);
      }
    });
  }
}
