/**
 * A store is copied into an empty one: all rows as they are (what is sealed stays sealed under the same letter key), in one transaction of the target, which
 * is kept only if every table reads back the same and the target's own audit finds nothing that the source's does not.
 */
import { createHash } from 'node:crypto';
import type { Break } from '../store.ts';
import { copiedTables, type CopiedTable } from './tables.ts';

export type Value = bigint | string | Uint8Array | null;
/** In the order of the table's columns. */
export type Values = readonly Value[];

export type Identity = { readonly storeId: string; /** How many numbers were ever given out, by table. */ readonly handedOut: Readonly<Record<string, bigint>> };

/** One store inside one transaction. */
export type CopySide = {
  /** A file or a server, without a password. */
  readonly name: string;
  readonly identity: () => Promise<Identity>;
  /** All rows, some at a time, in the order of the key. */
  readonly read: (table: CopiedTable) => AsyncIterable<readonly Values[]>;
  readonly audit: () => Promise<readonly Break[]>;
  /** The store says from the end of this transaction on that the bank has gone to that place, and is not opened any more. */
  readonly leaveTo: (place: string) => Promise<void>;
};

export type CopyTarget = CopySide & {
  readonly put: (table: CopiedTable, rows: readonly Values[]) => Promise<void>;
  readonly become: (identity: Identity) => Promise<void>;
};

/** The number of rows, and the sum of their SHA-256: the same in whatever order they come. */
export type TableDigest = { readonly table: string; readonly rows: number; readonly digest: string };

export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}

/** Rejects with `CopyRefused` where the target is not empty, or is not what the source is once all is written; the caller then rolls back. */
export async function copyStore(source: CopySide, target: CopyTarget, tell: (done: TableDigest) => void): Promise<readonly TableDigest[]> {
  for (const table of copiedTables) {
    for await (const rows of target.read({ ...table, atOnce: 1 })) if (rows.length > 0) throw new CopyRefused(`${target.name}: found rows in ${table.name}; expected an empty store, into which nothing was ever written`);
  }
  const identity = await source.identity();
  const breaks = new Set((await source.audit()).map(sentence));
  const digests: TableDigest[] = [];
  for (const table of copiedTables) {
    const written = await digestOf(table, source.read(table), (rows) => target.put(table, rows));
    const read = await digestOf(table, target.read(table));
    if (read.rows !== written.rows || read.digest !== written.digest) throw new CopyRefused(`${target.name}: found ${read.rows} rows with digest ${read.digest} in ${table.name}; expected the source's ${written.rows} with ${written.digest}`);
    tell(written);
    digests.push(written);
  }
  await target.become(identity);
  const became = await target.identity();
  if (JSON.stringify(became, inText) !== JSON.stringify(identity, inText)) throw new CopyRefused(`${target.name}: found other numbers given out, or another identity, than in the source; expected the same`);
  const further = (await target.audit()).map(sentence).filter((one) => !breaks.has(one));
  if (further.length > 0) throw new CopyRefused(`${target.name}: found by its audit what the source's does not find: ${further[0] ?? ''}${further.length > 1 ? ` (and ${further.length - 1} more)` : ''}; expected nothing`);
  return digests;
}

const sentence = ({ invariant, found }: Break): string => `${invariant} ${found}`;
const inText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

const SPACE = 1n << 256n;

async function digestOf({ name, columns }: CopiedTable, batches: AsyncIterable<readonly Values[]>, each: (rows: readonly Values[]) => Promise<void> = async () => undefined): Promise<TableDigest> {
  let rows = 0;
  let sum = 0n;
  for await (const batch of batches) {
    await each(batch);
    rows += batch.length;
    for (const row of batch) sum = (sum + BigInt(`0x${hashOf(row, Object.keys(columns).length)}`)) % SPACE;
  }
  return { table: name, rows, digest: sum.toString(16).padStart(64, '0') };
}

function hashOf(row: Values, columns: number): string {
  if (row.length !== columns) throw new Error(`a row of ${row.length} values, expected ${columns}`);
  const hash = createHash('sha256');
  for (const value of row) {
    const bytes = value === null ? '' : typeof value === 'bigint' ? String(value) : typeof value === 'string' ? storable(value) : value;
    hash.update(`${value === null ? 'nothing' : typeof value} ${Buffer.byteLength(bytes)}:`).update(bytes);
  }
  return hash.digest('hex');
}

/** PostgreSQL keeps U+0000 in its columns as the sign that shows it. */
const storable = (text: string): string => text.replaceAll('\0', '\u2400');
