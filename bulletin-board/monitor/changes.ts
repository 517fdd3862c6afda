/** Changes of the ledger, each held against its entry, and the entry against the public files. */
import { sameBytes, utf8 } from '../format/encoding.ts';
import { faceOpens, parseFace, parseLeaf, placeText, type ChangeLeaf, type WithdrawnLeaf } from '../format/entry.ts';
import { leafHash } from '../format/hash.ts';
import { Malformed } from '../format/malformed.ts';
import { TILE_WIDTH } from '../format/tile.ts';
import type { LedgerChange } from '../ports.ts';
import { finding, type Finding } from './findings.ts';
import type { LogFiles } from './log-files.ts';
import type { Trust } from './walk.ts';

/** A log with its public side looked at. */
export type PublicLog = {
  readonly origin: string;
  readonly files: LogFiles;
  /** How many entries the public checkpoint covers. */
  readonly size: number;
  /** Entries below it were looked at in an earlier run; their faces are not read again. */
  readonly from: number;
  readonly trust: Trust;
  readonly behind: boolean;
};

export type Scene = {
  readonly logs: ReadonlyMap<string, PublicLog>;
  readonly startedAt: number;
  /** How long a file may stay after the withdrawal was published, milliseconds. */
  readonly lateAfter: number;
  /** `<origin>#<index>` of faces that were withdrawn by public entries which the ledger has forgotten. */
  readonly forgottenWithdrawals: ReadonlySet<string>;
  /** Counts faces that were read. */
  readonly tellFace: () => void;
};

type Entry = NonNullable<LedgerChange['found']>;
type Place = NonNullable<Entry['place']>;

/** `others`: the changes of the same payment, by name. Rejects only with the fault of reading. */
export async function judgeChange({ name, expected, found }: LedgerChange, others: ReadonlyMap<string, LedgerChange>, scene: Scene): Promise<readonly Finding[]> {
  if (found === null) return expected ? [finding('entry-missing', name, `the ledger has the change ${name}; found no entry of it`)] : [];
  if (!expected) return [finding('entry-extra', name, `found the entry ${name}; the ledger has no such change`)];
  const { place } = found;
  const log = place === null ? undefined : scene.logs.get(place.origin);
  if (place === null) return entryBreaks(name, found);
  if (log === undefined) return [finding('log-unknown', name, `the entry ${name} stands in the log ${place.origin}; the database lists no such log`)];
  if (log.trust === 'neither') return [];
  if (place.index >= log.size) return [...entryBreaks(name, found), ...publishedUnseen(name, found, place, log, scene)];
  try {
    const differing = await leafBreaks(name, found, place, log);
    return differing.length > 0 ? differing : await faceBreaks(name, found, place, log, others, scene);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return [finding('file-bad', placeText(place.origin, place.index), `a public file of ${place.origin} can't be used: ${error.message}`)];
  }
}

/** What can be said of an entry without any public file. */
function entryBreaks(name: string, { leaf, face, erased }: Entry): readonly Finding[] {
  const bad = (what: string): readonly Finding[] => [finding('entry-bad', name, `the entry ${name} in the database ${what}`)];
  const read = facedLeaf(leaf);
  if (typeof read === 'string') return bad(`is damaged: ${read}`);
  if (read.kind !== kindIn(name)) return bad(`says ${read.kind}`);
  if (erased) return [];
  return face === null ? bad('has lost its face, and nobody withdrew it') : opens(face, read) ? [] : bad('has a face that it does not bear out');
}

/** The last word of an entry's name, before the number that a second one of its kind has. */
const kindIn = (name: string): string => name.replace(/\.\d+$/, '').replace(/^.*\./, '');

function facedLeaf(bytes: Uint8Array): ChangeLeaf | WithdrawnLeaf | string {
  try {
    const leaf = parseLeaf(bytes);
    return 'face' in leaf ? leaf : `found a leaf of the kind ${leaf.kind}`;
  } catch (error) {
    if (error instanceof Malformed) return error.message;
    throw error;
  }
}

function opens(face: string, leaf: ChangeLeaf | WithdrawnLeaf): boolean {
  try {
    return faceOpens(parseFace(utf8(face)), leaf);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** What was published while this run went on is looked at in the next. */
function publishedUnseen(name: string, { publishedAt }: Entry, { origin, index }: Place, { size, behind }: PublicLog, { startedAt }: Scene): readonly Finding[] {
  if (publishedAt === null || publishedAt >= startedAt || behind) return [];
  return [finding('entry-not-public', name, `the ledger says that ${name} was published as entry ${index} of ${origin}; the public checkpoint covers ${size} entries`)];
}

async function leafBreaks(name: string, { leaf }: Entry, { origin, index }: Place, log: PublicLog): Promise<readonly Finding[]> {
  const page = await log.files.page(Math.floor(index / TILE_WIDTH));
  const [bytes, hash] = [page.leaves[index % TILE_WIDTH], page.hashes[index % TILE_WIDTH]];
  if (bytes === undefined || hash === undefined) throw new RangeError(`entry ${index} of a log of ${log.size}`);
  const byTile = sameBytes(leafHash(leaf), hash);
  const byBundle = sameBytes(leaf, bytes);
  // Of entries that an earlier run looked at, it is not known which of the two files is the signed one.
  const same = index < log.from ? byTile || byBundle : log.trust === 'tiles' ? byTile : byBundle;
  return same ? [] : [finding('leaf-differs', name, `the entry ${name} in the database has other bytes than entry ${index} of ${origin}, which is signed`)];
}

async function faceBreaks(name: string, found: Entry, place: Place, log: PublicLog, others: ReadonlyMap<string, LedgerChange>, scene: Scene): Promise<readonly Finding[]> {
  if (found.erased) return withdrawalBreaks(name, place, log, others, scene);
  const broken = entryBreaks(name, found);
  if (broken.length > 0 || place.index < log.from || found.face === null) return broken;
  const about = placeText(place.origin, place.index);
  const bytes = await log.files.face(place.index);
  scene.tellFace();
  if (bytes === null && scene.forgottenWithdrawals.has(about)) return [finding('withdrawal-forgotten', name, `the face of entry ${about} (${name}) was withdrawn by a public entry that this database does not have`)];
  if (bytes === null) return [finding('face-missing', name, `found no public face of entry ${about} (${name}), which nobody withdrew`)];
  if (sameBytes(bytes, utf8(found.face))) return [];
  // The one in the database opens the leaf: another one can't.
  return [finding('face-false', name, `the public face of entry ${about} (${name}) is false: its entry does not bear it out`)];
}

/** An erased face: a `withdrawn` entry names its place, and soon after that one is published the file is gone. */
async function withdrawalBreaks(name: string, place: Place, log: PublicLog, others: ReadonlyMap<string, LedgerChange>, scene: Scene): Promise<readonly Finding[]> {
  const about = placeText(place.origin, place.index);
  const missing = (what: string): readonly Finding[] => [finding('withdrawal-missing', name, `the face of ${name} (${about}) was erased; ${what}`)];
  const withdrawal = others.get(`${name}.withdrawn`);
  if (withdrawal === undefined) return missing('found no entry that says so');
  // Its absence, and a leaf that can't be read, are findings of its own.
  const leaf = withdrawal.found === null ? null : facedLeaf(withdrawal.found.leaf);
  if (withdrawal.found === null || leaf === null || typeof leaf === 'string') return [];
  if (leaf.kind !== 'withdrawn' || leaf.of !== about) return missing(`its withdrawal names ${leaf.kind === 'withdrawn' ? leaf.of : 'nothing'}`);
  const { publishedAt } = withdrawal.found;
  if (publishedAt === null || publishedAt >= scene.startedAt - scene.lateAfter) return [];
  const left = await log.files.face(place.index);
  scene.tellFace();
  return left === null ? [] : [finding('face-left', name, `the face of entry ${about} (${name}) was withdrawn and can still be read`)];
}
