/** The bank's public board: the real sequencer, on files in memory that outlive the process as a disk does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BoardDirectory } from '../../bulletin-board/directory.ts';
import { makeLogKeys, readLogSigner } from '../../bulletin-board/log-keys.ts';
import type { LogSigner } from '../../bulletin-board/ports.ts';
import { makeSequencer, type Sequencer } from '../../bulletin-board/sequencer/sequencer.ts';
import { makeProve } from '../../clearinghouse/receipt-evidence.ts';
import type { Prove } from '../../clearinghouse/stages/ports.ts';
import type { Store } from '../../clearinghouse/store/store.ts';

export const ORIGIN = 'board.bank.example/board/2026';
const FOLDER = 'board/2026/';

/** What of the board outlives a process. */
export type BoardDisk = { readonly files: BoardDirectory; readonly signer: LogSigner; /** Of the log's own folder. */ readonly read: (path: string) => Promise<Uint8Array | null> };

export type RunningBoard = { readonly start: () => Promise<void>; readonly round: () => Promise<boolean>; readonly prove: Prove };

export function makeBoardDisk(): BoardDisk {
  const files = memoryDirectory();
  const keys = mkdtempSync(join(tmpdir(), 'kakitome-simulate-keys-'));
  try {
    makeLogKeys(keys, ORIGIN, { mlDsa44: false });
    return { files, signer: readLogSigner(keys, ORIGIN), read: (path) => files.read(`${FOLDER}${path}`) };
  } finally {
    rmSync(keys, { recursive: true, force: true });
  }
}

/** `stalled`: the board stands still, as where its disk is full. */
export function runBoard({ files, signer }: BoardDisk, store: Store, now: () => number, holder: string, stalled: () => boolean, report: (event: string) => void): RunningBoard {
  const tell = (level: string, code: string, detail: object): void => void (level === 'alarm' ? report(`${code} ${JSON.stringify(detail)}`) : undefined);
  const sequencer: Sequencer = makeSequencer({ store, root: files, signerOf: () => signer, cosigners: [], now, report: tell, holder, batch: 1_000, cosignWait: 1_000 });
  return {
    start: async () => {
      if ((await store.listLogs()).length === 0) await store.beginLog({ origin: ORIGIN, keys: signer.keys, retention: 'For ever.', at: now() });
      await sequencer.start();
    },
    round: () => (stalled() ? Promise.resolve(false) : sequencer.round()),
    prove: makeProve({ proofOf: sequencer.proofOf, openCheckpoint: sequencer.openCheckpoint, keysOf: () => Promise.resolve(signer.keys), publicUrl: 'https://board.bank.example' }),
  };
}

function memoryDirectory(): BoardDirectory {
  const files = new Map<string, Uint8Array>();
  const write = async (path: string, bytes: Uint8Array): Promise<void> => void files.set(path, Uint8Array.from(bytes));
  const removeAll = async (paths: readonly string[]): Promise<number> => paths.filter((path) => files.delete(path)).length;
  return {
    read: async (path) => files.get(path) ?? null,
    write,
    remove: async (path) => void files.delete(path),
    list: async (folder) => [...new Set([...files.keys()].flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1).split('/')[0] ?? ''] : [])))],
    writeAll: async (all) => {
      for (const { path, bytes } of all) await write(path, bytes);
    },
    removeAll,
    modifiedAt: async (path) => (files.has(path) ? 0 : null),
    dropUnfinished: async () => undefined,
  };
}
