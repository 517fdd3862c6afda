/** A bank with a board in one folder: its database, its web root, its logs' keys; opened, closed and opened again as processes would. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeDirectoryIo, type DirectoryIo } from '../../bulletin-board/directory-io.ts';
import { openDirectory, type BoardDirectory } from '../../bulletin-board/directory.ts';
import { paymentEntry, withdrawnEntry, type FixtureEntry } from '../../bulletin-board/fixtures/entries.ts';
import { makeLogKeys, readLogSigner } from '../../bulletin-board/log-keys.ts';
import type { BoardStore, Cosigner, LogSigner } from '../../bulletin-board/ports.ts';
import type { SequencerParts } from '../../bulletin-board/sequencer/log.ts';
import { makeSequencer, type Sequencer } from '../../bulletin-board/sequencer/sequencer.ts';
import type { EntryKind } from '../../clearinghouse/core/decision.ts';
import { parseLeaf } from '../../bulletin-board/format/entry.ts';
import { clear, instruct, openBank, payment } from '../../clearinghouse/store/conformance/samples.ts';
import { openLocal } from '../../clearinghouse/store/sqlite/testing/local.ts';
import type { Store } from '../../clearinghouse/store/store.ts';

export const ORIGIN = 'bank.example/board/2026';
export const NEXT_ORIGIN = 'bank.example/board/2027';
const SEED = 'world';
export const START = Date.UTC(2026, 10, 21);

/** What was signed, by whom it was seen or not. */
export type Signed = { readonly origin: string; readonly text: string };

export type World = {
  readonly folder: string;
  readonly store: Store;
  readonly root: BoardDirectory;
  readonly sequencer: Sequencer;
  readonly reports: readonly string[];
  readonly signed: Signed[];
  readonly clock: { now: number };
  readonly close: () => Promise<void>;
};

export type WorldOptions = {
  readonly cosigners?: readonly Cosigner[];
  readonly wrapStore?: (store: BoardStore) => BoardStore;
  readonly wrapIo?: (io: DirectoryIo) => DirectoryIo;
  readonly wrapRoot?: (root: BoardDirectory) => BoardDirectory;
  readonly signed?: Signed[];
  readonly parts?: Partial<SequencerParts>;
  readonly now?: number;
};

const same = <T>(value: T): T => value;

export const dbFile = (folder: string): string => join(folder, 'kakitome.db');
export const webRoot = (folder: string): string => join(folder, 'public');
const keysFolder = (folder: string): string => join(folder, 'keys');

/** As one process: its own connection, its own view of the files. The clock goes on by a millisecond with each look. */
export function openWorld(folder: string, options: WorldOptions = {}): World {
  const { cosigners = [], wrapStore = same, wrapIo = same, wrapRoot = same, signed = [], parts = {} } = options;
  const store = openLocal(dbFile(folder));
  const clock = { now: options.now ?? START + 60_000 };
  const reports: string[] = [];
  const root = wrapRoot(openDirectory(webRoot(folder), wrapIo(nodeDirectoryIo)));
  const signerOf = (origin: string): LogSigner => recording(readLogSigner(keysFolder(folder), origin), signed);
  const sequencer = makeSequencer({
    store: wrapStore(store), root, signerOf, cosigners,
    now: () => (clock.now += 1),
    report: (level, code, detail) => void reports.push(`${level} ${code} ${JSON.stringify(detail)}`),
    holder: 'one', batch: 1_000, cosignWait: 5, ...parts,
  });
  return { folder, store, root, sequencer, reports, signed, clock, close: () => store.close() };
}

const recording = (signer: LogSigner, signed: Signed[]): LogSigner => ({
  ...signer,
  sign: (text, at) => {
    signed.push({ origin: signer.origin, text });
    return signer.sign(text, at);
  },
});

export async function beginLog(folder: string, store: BoardStore, origin = ORIGIN, mlDsa44 = false, at = START): Promise<void> {
  makeLogKeys(keysFolder(folder), origin, { mlDsa44 });
  await store.beginLog({ origin, keys: readLogSigner(keysFolder(folder), origin).keys, retention: 'Leaves for ever, faces for ten years.', at });
}

/** An empty bank whose first log has begun, closed. */
export async function newBank({ mlDsa44 = false }: { readonly mlDsa44?: boolean } = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-board-'));
  const store = openLocal(dbFile(folder));
  await openBank(store, 0n);
  await beginLog(folder, store, ORIGIN, mlDsa44);
  await store.close();
  return folder;
}

export async function copyBank(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'kakitome-board-'));
  await cp(folder, copy, { recursive: true });
  return copy;
}

export const removeBank = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** The entry that the bank wrote as its `index`-th, counting payments' entries alone. */
export const entryOf = (index: number): FixtureEntry => paymentEntry(index, SEED);
const entryId = (index: number): string => `entry-${index}`;
const paymentOf = (index: number): number => Math.floor(index / 2) + 1;

/** Entries `from` to `from + count − 1`, in one decision. */
export async function addEntries(store: Store, from: number, count: number, at = START): Promise<void> {
  const indices = Array.from({ length: count }, (_, each) => from + each);
  const effects = indices.flatMap((index) => {
    const { leaf, face } = entryOf(index);
    const id = paymentOf(index);
    const entry = { id: entryId(index), kind: parseLeaf(leaf).kind as EntryKind, paymentId: id, at, forBoard: true, leaf: Buffer.from(leaf).toString(), face: face ?? '', details: [] };
    const saved = { kind: 'payment-saved', payment: payment(id, { name: 'awaiting-forward', until: Number.MAX_SAFE_INTEGER }, null, { keys: [`k${id}`] }) } as const;
    return [...(index % 2 === 0 ? [saved] : []), { kind: 'entry', entry } as const];
  });
  await clear(store, await instruct(store, { kind: 'withdraw-face', entryId: `add-${from}`, reason: 'a decision', by: ['Aya', 'Ben'] }, at), effects, { kind: 'recorded', code: 'added' });
}

export async function withdrawEntry(store: Store, index: number, place: number, at = START): Promise<void> {
  const { leaf, face } = withdrawnEntry(ORIGIN, place, at, SEED);
  const entry = { id: `${entryId(index)}.withdrawn`, kind: 'withdrawn', paymentId: paymentOf(index), at, forBoard: true, leaf: Buffer.from(leaf).toString(), face: face ?? '', details: [] } as const;
  const input = await instruct(store, { kind: 'withdraw-face', entryId: entryId(index), reason: 'asked for', by: ['Aya', 'Ben'] }, at);
  await clear(store, input, [{ kind: 'entry', entry }, { kind: 'entry-erased', entryId: entryId(index), at }], { kind: 'recorded', code: 'withdrawn' });
}

/** Rounds until there is nothing more to do. */
export async function quiet({ sequencer }: World): Promise<void> {
  while (await sequencer.round());
}

/** A bank for one test. */
export async function inBank(work: (folder: string) => Promise<void>, options: { readonly mlDsa44?: boolean } = {}): Promise<void> {
  const folder = await newBank(options);
  try {
    await work(folder);
  } finally {
    await removeBank(folder);
  }
}

/** One process of it. */
export async function inWorld(folder: string, work: (world: World) => Promise<void>, options: WorldOptions = {}): Promise<void> {
  const world = openWorld(folder, options);
  try {
    await work(world);
  } finally {
    await world.close();
  }
}
