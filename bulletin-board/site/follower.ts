/**
 * Follows the logs of a web root: looks at each checkpoint in turn, reads the entries that are new, holds the root of all that it has read
 * against the signed one, and only then shows them. What does not fit is told as trouble of that log and never shown.
 */
import { leafHash } from '../format/hash.ts';
import { sameBytes } from '../format/encoding.ts';
import { parseLeaf, parsePlace, type Leaf } from '../format/entry.ts';
import { sameKey, type VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import { TILE_WIDTH } from '../format/tile.ts';
import { appendLeaf, rootOf, type Peaks } from '../format/tree.ts';
import type { BoardReport, ReadFile } from '../ports.ts';
import { makeTileReader, type TileReader } from '../verify/tiles.ts';
import type { Catalogue, CatalogueEntry, CataloguedLog, EntryKind, Place } from './catalogue.ts';
import { lineOf, readFace } from './face.ts';
import { openHead, parseAbout, parseLogs, type AboutLog, type Head } from './logs.ts';
import { provedEntry } from './proved-entry.ts';
import type { Times } from './times.ts';
import { readLog, readServed, writtenAt, yearOf } from './web-root.ts';

/** `absent`: no checkpoint. `unreadable`: a file is missing or broken. `shrunk`: fewer entries than were seen. `altered`: other entries than were signed. */
export type Trouble = 'absent' | 'unreadable' | 'shrunk' | 'altered';

export type FollowedLog = {
  readonly number: number;
  readonly origin: string;
  /** The name of its folder. */
  readonly year: string;
  readonly about: AboutLog | null;
  /** The last checkpoint whose entries were read and verified. */
  readonly head: Head | null;
  /** When this head was written to the folder. */
  readonly headAt: number | null;
  readonly trouble: Trouble | null;
  /** Entries shown; read so far; and as many as the last checkpoint tells of. */
  readonly verified: number;
  /** Of the entries shown. */
  readonly root: Uint8Array;
  readonly read: number;
  readonly told: number;
};

export type Follower = {
  /**
   * One look at all logs; calls must not overlap. Rejects, after it has looked at the logs that are known, where `board/logs.json` can't be read, or does not
   * go on from the list that is known in this process: logs and catalogue stay as they are then.
   */
  readonly look: () => Promise<void>;
  readonly logs: () => readonly FollowedLog[];
};

type State = { log: FollowedLog; peaks: Peaks; seen: Uint8Array | null; aboutSeen: Uint8Array | null; read: ReadFile };

export type FollowerParts = {
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly times: Times;
  /** Keys of logs that come from elsewhere: of a log that is named here they count, and not what stands beside it. */
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
  readonly report: BoardReport;
  /** Entries of this log from `from` on are shown now. */
  readonly onNew: (log: FollowedLog, from: number) => void;
};

/** Looks between which some of the faces that were missing, or opened nothing, are sought again; all of them in turn. */
const LOOKS_FOR_FACES = 10;
const FACES_SOUGHT = 256;

export function makeFollower(parts: FollowerParts): Follower {
  let states: State[] = [];
  let known: readonly string[] = [];
  let looks = 0;
  let isHeld = false;
  let sought: Place | null = null;
  /** Told once, until it is over. */
  const clean = (): void => {
    const held = !parts.catalogue.clean();
    if (held && !isHeld) parts.report('warn', 'site-catalogue-held', { message: 'found a reader of the catalogue that keeps what was withdrawn in its files; expected none for so long (end the program that has it open)' });
    isHeld = held;
  };
  const adopt = async (): Promise<void> => {
    const bytes = await readServed(parts.folder, 'board/logs.json');
    const origins = bytes === null ? [] : parseLogs(bytes);
    // What was seen of a log is what a roll-back is known by: nothing that happens to a file while this runs makes it forgotten.
    if (known.some((origin, at) => origin !== origins[at])) throw new Error(`found ${bytes === null ? 'no board/logs.json' : 'another list in board/logs.json'}; expected one that begins with ${known.join(', ')}`);
    if (origins.length === known.length) return;
    known = origins;
    states = parts.catalogue.adopt(origins).map((log) => states[log.number] ?? stateOf(parts.folder, log));
  };
  return {
    logs: () => states.map(({ log }) => log),
    look: async () => {
      const fault = await adopt().catch((error: unknown) => ({ error }));
      for (const state of states) await lookAt(parts, state);
      looks += 1;
      if (looks % LOOKS_FOR_FACES === 0) sought = await seekFaces(parts, states, sought);
      clean();
      if (fault !== undefined) throw fault.error;
    },
  };
}

function stateOf(folder: string, { number, origin, peaks, verified, root }: CataloguedLog): State {
  const year = yearOf(origin) ?? '';
  return { log: { number, origin, year, about: null, head: null, headAt: null, trouble: null, verified, root, read: peaks.size, told: verified }, peaks, seen: null, aboutSeen: null, read: readLog(folder, year) };
}

async function lookAt(parts: FollowerParts, state: State): Promise<void> {
  try {
    await lookAtFiles(parts, state);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    trouble(parts, state, 'unreadable', error.message);
  }
}

/** Told once, not at every look. */
function trouble({ report }: FollowerParts, state: State, kind: Trouble, message: string): void {
  if (state.log.trouble !== kind) report(kind === 'absent' ? 'info' : 'alarm', `site-log-${kind}`, { origin: state.log.origin, message });
  state.log = { ...state.log, trouble: kind };
  // A checkpoint that was seen before is judged anew when it is back: else this trouble would stay, in the place of the one that it had.
  state.seen = null;
}

async function lookAtFiles(parts: FollowerParts, state: State): Promise<void> {
  const { read } = state;
  const [about, bytes] = [await read('log.json'), await read('checkpoint')];
  if (about !== null && (state.aboutSeen === null || !sameBytes(about, state.aboutSeen))) {
    state.log = { ...state.log, about: withKeys(parseAbout(about, state.log.origin), state.log.about, parts.logs) };
    state.aboutSeen = about;
  }
  if (bytes === null) return trouble(parts, state, 'absent', 'found no checkpoint yet');
  if (state.seen !== null && sameBytes(bytes, state.seen)) return;
  if (state.log.about === null) throw new Malformed('key', 'found no log.json; expected one with the log\'s keys');
  const head = openHead(bytes, state.log.about.keys, parts.witnesses);
  const { size } = head.opened;
  if (size < state.log.verified) return trouble(parts, state, 'shrunk', `found a checkpoint of ${size} entries; ${state.log.verified} were seen`);
  state.log = { ...state.log, told: size };
  const { verified, number } = state.log;
  if (size > verified && verified > 0) refuseBehindEnd(size, verified - 1, parts.catalogue.entry({ log: number, index: verified - 1 })?.kind ?? null);
  await readUpTo(parts, state, makeTileReader(read, size));
  await judge(parts, state, head);
  state.seen = bytes;
}

/** A log keeps its keys for life: who writes into the folder and lacks them must not go on under others. Throws `Malformed`. */
function withKeys(about: AboutLog, before: AboutLog | null, logs: readonly VerifierKey[]): AboutLog {
  const named = logs.filter(({ name }) => name === about.origin);
  if (named.length > 0) return { ...about, keys: named };
  const isSame = before === null || (before.keys.length === about.keys.length && before.keys.every((key) => about.keys.some((one) => sameKey(one, key))));
  if (!isSame) throw new Malformed('key', `found other keys of ${about.origin} in its log.json than were seen before; expected the same: a log keeps its keys for life`);
  return about;
}

async function judge(parts: FollowerParts, state: State, head: Head): Promise<void> {
  const from = state.log.verified;
  const { size, root } = head.opened;
  if (!sameBytes(rootOf(state.peaks), root)) {
    // What was shown before stays; the rest is read anew at the next checkpoint, in case somebody has repaired a file.
    state.peaks = parts.catalogue.retract(state.log.number).peaks;
    return trouble(parts, state, 'altered', `found entries whose root is not that of the signed checkpoint of ${size}`);
  }
  parts.catalogue.verify(state.log.number);
  state.log = { ...state.log, head, headAt: await writtenAt(parts.folder, `board/${state.log.year}/checkpoint`), verified: size, root, trouble: null };
  if (size > from) parts.onNew(state.log, from);
}

/** One bundle at a time: between two of them everybody else gets a turn. */
async function readUpTo(parts: FollowerParts, state: State, tiles: TileReader): Promise<void> {
  while (state.peaks.size < tiles.size) {
    const { size } = state.peaks;
    const bundle = Math.floor(size / TILE_WIDTH);
    const entries = (await tiles.entriesOf(bundle)).slice(size % TILE_WIDTH);
    if (entries.length === 0) throw new Malformed('bundle', `found no entry ${size}; expected ${tiles.size} entries`);
    for (const [at, bytes] of entries.entries()) refuseBehindEnd(tiles.size, size + at, leafOf(bytes)?.kind ?? null);
    const rows = await Promise.all(entries.map((bytes, at) => catalogued(parts, state, { log: state.log.number, index: size + at }, bytes)));
    state.peaks = entries.reduce((peaks, bytes) => appendLeaf(peaks, leafHash(bytes)), state.peaks);
    parts.catalogue.append(state.log.number, rows, state.peaks);
    state.log = { ...state.log, read: state.peaks.size };
  }
}

/** Of a log that has ended nothing more can come: whoever got hold of an old key later could go on with it. Throws `Malformed`. */
function refuseBehindEnd(size: number, index: number, kind: EntryKind | null): void {
  if (kind === 'ends' && index < size - 1) throw new Malformed('entry', `found ${size} entries in a log that ended with the entry ${index}; expected none behind it`);
}

async function catalogued({ times }: FollowerParts, { read }: State, place: Place, bytes: Uint8Array): Promise<CatalogueEntry> {
  const leaf = leafOf(bytes);
  const face = lineOf(await readFace(read, place.index, leaf));
  return { ...place, ...face, kind: leaf?.kind ?? 'unknown', day: face.at === null ? null : times.day(face.at), of: leaf?.kind === 'withdrawn' ? parsePlace(leaf.of) : null };
}

/** Null: bytes that are no entry of ours. They stand in the tree all the same. */
export function leafOf(bytes: Uint8Array): Leaf | null {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** Files may come later than the checkpoint that needs them, on a mirror. Those before `before`; returns where to go on, null where all were sought: many that never come keep none back. */
async function seekFaces(parts: FollowerParts, states: readonly State[], before: Place | null): Promise<Place | null> {
  const places = parts.catalogue.faceless(FACES_SOUGHT, before);
  for (const place of places) {
    const state = states[place.log];
    if (state === undefined || place.index >= state.log.verified) continue;
    const entry = await provedHere(state, place.index);
    if (entry === null) continue;
    const face = lineOf(await readFace(state.read, place.index, leafOf(entry)));
    if (face.state !== parts.catalogue.entry(place)?.state) parts.catalogue.setFace(place, face, face.at === null ? null : parts.times.day(face.at));
  }
  return places.length < FACES_SOUGHT ? null : (places.at(-1) ?? null);
}

/** Null: its files are not what was verified, which is told to whoever asks for its page. Its face would be held against another entry. */
async function provedHere({ read, log }: State, index: number): Promise<Uint8Array | null> {
  try {
    return (await provedEntry(makeTileReader(read, log.verified), index, log.root)).entry;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}
