/**
 * The catalogue: what lists, counts and searches need of the log's files, in a small database that may be deleted at any time. It is written
 * in single statements: an entry beyond the size that its log has noted was left by a process that ended, and is thrown away at the start.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { concat } from '../format/encoding.ts';
import { HASH_BYTES } from '../format/hash.ts';
import type { LeafKind } from '../format/entry.ts';
import { rootOf, type Peaks } from '../format/tree.ts';
import type { FaceLine, FaceState } from './face.ts';

/** `unknown`: the bytes of an entry that this program can't read. */
export type EntryKind = LeafKind | 'unknown';

/** Where an entry stands: its log, by its number in the chain from 0, and its index there. */
export type Place = { readonly log: number; readonly index: number };

export type CatalogueEntry = Place & FaceLine & { readonly kind: EntryKind; readonly day: string | null; readonly of: { readonly origin: string; readonly index: number } | null };

export type Filter = { readonly day?: string; readonly kind?: EntryKind; readonly shop?: string; readonly reference?: string };

export type CataloguedLog = { readonly number: number; readonly origin: string; readonly peaks: Peaks; readonly verified: number; /** The root of the verified ones. */ readonly root: Uint8Array };

export type KindCounts = Readonly<Partial<Record<EntryKind, number>>>;

export type Catalogue = {
  /** The logs in their order; a chain that is not a continuation of the known one empties the catalogue: at a start, the follower sees to that. */
  readonly adopt: (origins: readonly string[]) => readonly CataloguedLog[];
  /** Drops what was appended and never verified. */
  readonly retract: (log: number) => CataloguedLog;
  /** The next entries of a log, and the peaks of its tree with them. */
  readonly append: (log: number, entries: readonly CatalogueEntry[], peaks: Peaks) => void;
  /** All that was appended is shown from here on; faces that it tells to be withdrawn are shown no longer, and neither are those of its own that another log told so of before. */
  readonly verify: (log: number) => void;
  /** Without effect where the face is known to be withdrawn: who read its file may have begun before that was known. */
  readonly setFace: (place: Place, face: FaceLine, day: string | null) => void;
  readonly withdrawalOf: (origin: string, index: number) => Place | null;
  /** Entries without a face, or with one that does not open them: the newest first, from the one before `before` on. */
  readonly faceless: (limit: number, before: Place | null) => readonly Place[];
  readonly entry: (place: Place) => CatalogueEntry | null;
  /** The newest first, from the one before `before` on. */
  readonly newest: (filter: Filter, limit: number, before?: Place) => readonly CatalogueEntry[];
  /** The oldest first: entries after `after`. */
  readonly following: (after: Place, limit: number) => readonly CatalogueEntry[];
  readonly countSince: (at: number) => KindCounts;
  readonly countOn: (day: string) => KindCounts;
  readonly lastAt: () => number | null;
  readonly shops: (limit: number) => readonly string[];
  /** Sees to it that no file of the catalogue holds what was withdrawn or thrown away; false: somebody who reads it holds that up, ask again. */
  readonly clean: () => boolean;
  readonly close: () => void;
};

const VERSION = '3';
const COLUMNS = 'e.log, e.place, e.kind, e.state, e.reference, e.at, e.day, e.alias, e.ordered, e.shop, e.text, e.of_origin, e.of_place';
const NO_FACE = "state = 'withdrawn', reference = NULL, at = NULL, day = NULL, alias = NULL, ordered = NULL, shop = NULL, text = NULL";
/** The join comes second, so that an index of entries leads and its order serves. */
const VISIBLE = 'entry e CROSS JOIN log l ON l.number = e.log AND e.place < l.verified';

/** `zone` is part of what is kept (days); another one begins anew. */
export function openCatalogue(path: string, zone: string): Catalogue {
  const database = openDatabase(path, `${VERSION} ${zone}`);
  const run = (sql: string, ...values: readonly SQLInputValue[]): number => Number(database.prepare(sql).run(...values).changes);
  const rows = (sql: string, ...values: readonly SQLInputValue[]): readonly Row[] => database.prepare(sql).all(...values) as Row[];
  const clean = makeCleaning(database);
  return {
    ...writing(run, rows, clean.soil),
    ...reading(rows),
    clean: clean.clean,
    close: () => database.close(),
  };
}

type Row = Readonly<Record<string, string | number | Uint8Array | null>>;
/** How many rows changed. */
type Run = (sql: string, ...values: readonly SQLInputValue[]) => number;
type Rows = (sql: string, ...values: readonly SQLInputValue[]) => readonly Row[];

function openDatabase(path: string, form: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = ' + BUSY_TIMEOUT);
  const known = database.prepare("SELECT count(*) AS count FROM sqlite_schema WHERE name = 'setting'").get()?.['count'] === 1;
  const found = known ? database.prepare("SELECT value FROM setting WHERE name = 'form'").get()?.['value'] : undefined;
  if (found === form) return database;
  for (const table of ['entry', 'log', 'setting']) database.exec(`DROP TABLE IF EXISTS ${table}`);
  database.exec(readFileSync(fileURLToPath(new URL('catalogue.sql', import.meta.url)), 'utf8'));
  database.prepare("INSERT INTO setting (name, value) VALUES ('form', ?)").run(form);
  return database;
}

const BUSY_TIMEOUT = 2_000;

type Cleaning = { readonly soil: (rows: number) => void; readonly clean: () => boolean };

/** What is overwritten in the database still stands in the write-ahead log, until that is carried over and cut off. */
function makeCleaning(database: DatabaseSync): Cleaning {
  // A process that was killed may have left some.
  let soiled = true;
  const clean = (): boolean => {
    if (!soiled) return true;
    // Nobody waits for a reader here.
    database.exec('PRAGMA busy_timeout = 0');
    try {
      soiled = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] !== 0;
    } finally {
      database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    }
    return !soiled;
  };
  clean();
  return {
    clean,
    soil: (rows) => {
      if (rows === 0) return;
      soiled = true;
      clean();
    },
  };
}

type Writing = Pick<Catalogue, 'adopt' | 'append' | 'retract' | 'verify' | 'setFace'>;

/** `soil` hears how many rows lost what stood in them. */
function writing(run: Run, rows: Rows, soil: (rows: number) => void): Writing {
  const known = (): readonly CataloguedLog[] => rows('SELECT number, origin, size, peaks, verified, verified_peaks FROM log ORDER BY number').map(toLog);
  return {
    adopt: (origins) => {
      const isContinuation = known().every((log, at) => log.number === at && log.origin === origins[at]);
      if (!isContinuation) for (const sql of ['DELETE FROM entry', 'DELETE FROM log']) soil(run(sql));
      for (const [number, origin] of origins.entries()) run('INSERT INTO log (number, origin) VALUES (?, ?) ON CONFLICT DO NOTHING', number, origin);
      soil(run('DELETE FROM entry WHERE place >= (SELECT size FROM log WHERE number = entry.log)'));
      return known();
    },
    retract: (log) => {
      const dropped = run('DELETE FROM entry WHERE log = ? AND place >= (SELECT verified FROM log WHERE number = ?)', log, log);
      run('UPDATE log SET size = verified, peaks = verified_peaks WHERE number = ?', log);
      soil(dropped);
      const left = known()[log];
      if (left === undefined) throw new RangeError(`log ${log} of ${known().length}`);
      return left;
    },
    append: (log, entries, { size, hashes }) => {
      const values = entries.map((entry) => [entry.index, entry.kind, entry.state, entry.reference, entry.at, entry.day, entry.alias, entry.ordered, entry.shop, entry.text, entry.of?.origin ?? null, entry.of?.index ?? null]);
      run(
        `INSERT INTO entry (log, place, kind, state, reference, at, day, alias, ordered, shop, text, of_origin, of_place)
         SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11
         FROM json_each(?) WHERE true
         ON CONFLICT (log, place) DO NOTHING`,
        log, JSON.stringify(values),
      );
      run('UPDATE log SET size = ?, peaks = ? WHERE number = ?', size, concat(...hashes), log);
    },
    verify: (log) => {
      const withdrawn = run(
        `UPDATE entry SET ${NO_FACE} WHERE (log, place) IN (
           SELECT target.number, w.of_place FROM entry w JOIN log target ON target.origin = w.of_origin
           WHERE w.log = ? AND w.place >= (SELECT verified FROM log WHERE number = w.log) AND w.of_origin IS NOT NULL)`,
        log,
      );
      const before = run(
        `UPDATE entry SET ${NO_FACE} WHERE log = ? AND place >= (SELECT verified FROM log WHERE number = entry.log) AND place IN (
           SELECT e.of_place FROM ${VISIBLE} WHERE e.of_origin = (SELECT origin FROM log WHERE number = ?))`,
        log, log,
      );
      run('UPDATE log SET verified = size, verified_peaks = peaks WHERE number = ?', log);
      soil(withdrawn + before);
    },
    setFace: ({ log, index }, face, day) => {
      const changed = run(
        `UPDATE entry SET state = ?, reference = ?, at = ?, day = ?, alias = ?, ordered = ?, shop = ?, text = ? WHERE log = ? AND place = ?
           AND NOT EXISTS (SELECT 1 FROM ${VISIBLE} WHERE e.of_origin = (SELECT origin FROM log WHERE number = entry.log) AND e.of_place = entry.place)`,
        face.state, face.reference, face.at, day, face.alias, face.ordered, face.shop, face.text, log, index,
      );
      // A face that has come late replaces nothing.
      if (face.state !== 'shown') soil(changed);
    },
  };
}

function reading(rows: Rows): Omit<Catalogue, keyof Writing | keyof Cleaning | 'close'> {
  const counts = (found: readonly Row[]): KindCounts => Object.fromEntries(found.map((row) => [row['kind'], row['count']])) as KindCounts;
  return {
    withdrawalOf: (origin, index) => rows(`SELECT e.log, e.place FROM ${VISIBLE} WHERE e.of_origin = ? AND e.of_place = ? ORDER BY e.log, e.place LIMIT 1`, origin, index).map(toPlace)[0] ?? null,
    faceless: (limit, before) => rows(`SELECT log, place FROM entry WHERE state IN ('missing', 'false') ${before === null ? '' : 'AND (log, place) < (?, ?)'} ORDER BY log DESC, place DESC LIMIT ?`, ...(before === null ? [] : [before.log, before.index]), limit).map(toPlace),
    entry: ({ log, index }) => rows(`SELECT ${COLUMNS} FROM ${VISIBLE} WHERE e.log = ? AND e.place = ?`, log, index).map(toEntry)[0] ?? null,
    newest: (filter, limit, before) => {
      const wanted = Object.entries({ day: filter.day, kind: filter.kind, shop: filter.shop, reference: filter.reference }).filter((pair): pair is [string, string] => pair[1] !== undefined);
      const where = [...wanted.map(([column]) => `e.${column} = ?`), ...(before === undefined ? [] : ['(e.log, e.place) < (?, ?)'])];
      const values = [...wanted.map(([, value]) => value), ...(before === undefined ? [] : [before.log, before.index]), limit];
      return rows(`SELECT ${COLUMNS} FROM ${VISIBLE} ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY e.log DESC, e.place DESC LIMIT ?`, ...values).map(toEntry);
    },
    following: ({ log, index }, limit) => rows(`SELECT ${COLUMNS} FROM ${VISIBLE} WHERE (e.log, e.place) > (?, ?) ORDER BY e.log, e.place LIMIT ?`, log, index, limit).map(toEntry),
    countSince: (at) => counts(rows(`SELECT e.kind, count(*) AS count FROM ${VISIBLE} WHERE e.at >= ? GROUP BY e.kind`, at)),
    countOn: (day) => counts(rows(`SELECT e.kind, count(*) AS count FROM ${VISIBLE} WHERE e.day = ? GROUP BY e.kind`, day)),
    lastAt: () => (rows(`SELECT e.at FROM ${VISIBLE} WHERE e.at IS NOT NULL ORDER BY e.log DESC, e.place DESC LIMIT 1`)[0]?.['at'] ?? null) as number | null,
    // From name to name along the index, not through all the entries of each.
    shops: (limit) =>
      rows(
        `WITH RECURSIVE named (shop) AS (
           SELECT min(shop) FROM entry WHERE shop IS NOT NULL
           UNION ALL SELECT (SELECT min(shop) FROM entry WHERE shop > named.shop) FROM named WHERE named.shop IS NOT NULL)
         SELECT named.shop FROM named WHERE EXISTS (SELECT 1 FROM ${VISIBLE} WHERE e.shop = named.shop) ORDER BY named.shop LIMIT ?`,
        limit,
      ).map((row) => String(row['shop'])),
  };
}

const toPlace = (row: Row): Place => ({ log: Number(row['log']), index: Number(row['place']) });

function toLog(row: Row): CataloguedLog {
  const [size, verified] = [Number(row['size']), Number(row['verified'])];
  return { number: Number(row['number']), origin: String(row['origin']), peaks: { size, hashes: hashesIn(row['peaks']) }, verified, root: rootOf({ size: verified, hashes: hashesIn(row['verified_peaks']) }) };
}

function hashesIn(blob: Row[string] | undefined): readonly Uint8Array[] {
  const bytes = blob instanceof Uint8Array ? blob : new Uint8Array();
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

function toEntry(row: Row): CatalogueEntry {
  const text = (name: string): string | null => (typeof row[name] === 'string' ? row[name] : null);
  const number = (name: string): number | null => (typeof row[name] === 'number' ? row[name] : null);
  const origin = text('of_origin');
  return {
    ...toPlace(row),
    kind: String(row['kind']) as EntryKind,
    state: String(row['state']) as FaceState,
    reference: text('reference'),
    at: number('at'),
    day: text('day'),
    alias: text('alias'),
    ordered: number('ordered'),
    shop: text('shop'),
    text: text('text'),
    of: origin === null ? null : { origin, index: number('of_place') ?? 0 },
  };
}
