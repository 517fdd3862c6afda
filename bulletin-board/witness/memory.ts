/**
 * What a witness remembers of each log: the last checkpoint that it cosigned, as a note with the log's signatures and its own. One at a time
 * for each origin looks at it and replaces it; it is on the disk before anybody hears of it.
 */
import { dirname, join } from 'node:path';
import { openCheckpoint, type KnownKeys, type OpenedCheckpoint } from '../format/checkpoint.ts';
import { hex, utf8 } from '../format/encoding.ts';
import { sha256 } from '../format/hash.ts';
import type { VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { parseNote } from '../format/note.ts';
import { openDirectory } from '../directory.ts';
import { nodeDirectoryIo, type DirectoryIo } from '../directory-io.ts';
import { WitnessError } from './key.ts';

/** `bytes` is the note; `time` when it was cosigned, in seconds since 1970. */
export type Kept = { readonly checkpoint: OpenedCheckpoint; readonly time: number; readonly bytes: Uint8Array };

export type WitnessMemory = {
  /** What is on the disk for sure. Null: this log was never cosigned, or there is trouble with it. */
  readonly read: (origin: string) => Kept | null;
  /** Why this log, and no other, is not cosigned until the next start; null: it is. */
  readonly trouble: (origin: string) => WitnessError | null;
  /**
   * `work` sees what is kept, alone with this origin, and returns what replaces it, or null. Its answer comes after that is on the disk. Rejects
   * with `WitnessError` where what is kept can't be trusted, and `work` was not asked.
   */
  readonly change: <T>(origin: string, work: (kept: Kept | null) => { readonly note: Uint8Array | null; readonly answer: T }) => Promise<T>;
};

/** How monitors name a log: the hexadecimal SHA-256 of its origin. */
export const originHash = (origin: string): string => hex(sha256(utf8(origin)));

const pathOf = (origin: string): string => `${originHash(origin)}/checkpoint`;

/**
 * Reads what is kept of these logs. What can't be read, or is not a checkpoint that the log and the witness signed, is the trouble of that log
 * alone: a witness that has forgotten would sign a fork. Throws that `WitnessError` where no log is left.
 */
export async function openMemory(folder: string, origins: readonly string[], keysOf: (origin: string) => KnownKeys, io: DirectoryIo = nodeDirectoryIo): Promise<WitnessMemory> {
  const logs = join(folder, 'logs');
  const files = openDirectory(logs, io);
  const load = async (origin: string): Promise<Kept | null> => {
    const bytes = await files.read(pathOf(origin));
    return bytes === null ? null : keptOf(join(logs, pathOf(origin)), Uint8Array.from(bytes), origin, keysOf(origin));
  };
  await files.dropUnfinished();
  const { durable, troubles } = await loadAll(origins, async (origin) => {
    const path = join(logs, pathOf(origin));
    try {
      const kept = await load(origin);
      // A process that was killed may have renamed the file, and not brought the name to the disk.
      if (kept !== null) await io.syncFolder(dirname(path));
      return kept;
    } catch (error) {
      return unreadable(path, error);
    }
  });
  // After a write that failed nobody knows what is on the disk: whoever comes next, in turn, looks. Nobody else hears of it.
  const doubtful = new Set<string>();
  const queues = new Map<string, Promise<unknown>>();
  const look = async (origin: string): Promise<Kept | null> => {
    const known = durable.get(origin) ?? null;
    if (!doubtful.has(origin)) return known;
    const path = join(logs, pathOf(origin));
    const found = await load(origin).catch((error: unknown) => unreadable(path, error));
    // Somebody was at the file: less than what was on the disk before is never believed.
    if (known !== null && (found === null || found.checkpoint.size < known.checkpoint.size)) throw new WitnessError(`${path}: found ${found === null ? 'no such file' : `a checkpoint of ${found.checkpoint.size} entries`}; expected the one of ${known.checkpoint.size} that this witness cosigned (put the newest copy back, never an older one)`);
    return found;
  };
  const change: WitnessMemory['change'] = (origin, work) => {
    const turn = (queues.get(origin) ?? Promise.resolve()).then(async () => {
      const trouble = troubles.get(origin);
      if (trouble !== undefined) throw trouble;
      const { note, answer } = work(await look(origin));
      if (note === null) return answer;
      // Before it is written: what could not be read again would be forgotten.
      const next = keptOf(join(logs, pathOf(origin)), note, origin, keysOf(origin));
      doubtful.add(origin);
      await files.write(pathOf(origin), note);
      durable.set(origin, next);
      doubtful.delete(origin);
      return answer;
    });
    queues.set(origin, turn.catch(() => undefined));
    return turn;
  };
  return { read: (origin) => durable.get(origin) ?? null, trouble: (origin) => troubles.get(origin) ?? null, change };
}

type Loaded = { readonly durable: Map<string, Kept | null>; readonly troubles: ReadonlyMap<string, WitnessError> };

async function loadAll(origins: readonly string[], load: (origin: string) => Promise<Kept | null>): Promise<Loaded> {
  const durable = new Map<string, Kept | null>();
  const troubles = new Map<string, WitnessError>();
  for (const origin of origins) {
    try {
      durable.set(origin, await load(origin));
    } catch (error) {
      if (!(error instanceof WitnessError)) throw error;
      troubles.set(origin, error);
    }
  }
  const [first] = troubles.values();
  if (first !== undefined && durable.size === 0) throw first;
  return { durable, troubles };
}

function keptOf(path: string, bytes: Uint8Array, origin: string, keys: KnownKeys): Kept {
  const refused = (found: string): WitnessError =>
    new WitnessError(`${path}: ${found}; expected the checkpoint of ${origin} that this witness cosigned last (give all keys of that log; if the file is damaged put the newest copy back, never an older one, and never go on without it: begin another witness in an empty folder)`);
  let checkpoint: OpenedCheckpoint;
  try {
    checkpoint = openCheckpoint(bytes, { log: signersOf(bytes, keys.log), witnesses: keys.witnesses });
  } catch (error) {
    if (error instanceof Malformed) throw refused(error.message);
    throw error;
  }
  const [own] = checkpoint.cosignatures;
  if (checkpoint.origin !== origin || own === undefined) throw refused(checkpoint.origin === origin ? 'found no signature of this witness' : 'found a checkpoint of another log');
  return { checkpoint, time: own.time, bytes };
}

/** A key that the witness was given later has no line in what it cosigned before. */
function signersOf(bytes: Uint8Array, keys: readonly VerifierKey[]): readonly VerifierKey[] {
  const { signatures } = parseNote(bytes);
  const signers = keys.filter((key) => signatures.some(({ name, id }) => name === key.name && id === key.id));
  return signers.length === 0 ? keys : signers;
}

function unreadable(path: string, error: unknown): never {
  if (error instanceof WitnessError) throw error;
  throw new WitnessError(`${path}: can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected what this witness cosigned last (make it readable; without it the witness must not go on)`);
}
