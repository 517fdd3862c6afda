/** What the last audit of each log saw, kept in a file: without it nobody would notice a log that lost entries or tells others another story. */
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { base64, fromBase64, sameBytes } from '../format/encoding.ts';
import { HASH_BYTES } from '../format/hash.ts';
import type { KnownHead } from './audit-log.ts';

/** `checkpoint`: as it was signed; should the log fork, it is the evidence. `at`: ISO 8601. */
export type SeenLog = KnownHead & { readonly checkpoint: string; readonly at: string };

/** The file is not what was written. Nothing is forgotten silently: somebody must look. */
export class BadState extends Error {
  override readonly name = 'BadState';
}

/** By origin; empty where there is no such file. Rejects with `BadState`. */
export async function loadState(file: string): Promise<ReadonlyMap<string, SeenLog>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  return parseState(text, file);
}

function parseState(text: string, file: string): ReadonlyMap<string, SeenLog> {
  const bad = (what: string): BadState => new BadState(`${file}: found ${what}; expected what the last audit kept. Put a copy of it back; or remove it, and a fork or rollback since then can no longer be seen`);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw bad('no JSON');
  }
  if (!isRecord(content) || content['v'] !== 1 || !isRecord(content['logs'])) throw bad('another form');
  return new Map(
    Object.entries(content['logs']).map(([origin, log]) => {
      const seen = isRecord(log) ? seenLog(log) : null;
      if (seen === null) throw bad(`no proper head of ${JSON.stringify(origin)}`);
      return [origin, seen];
    }),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function seenLog({ size, root, checkpoint, at }: Readonly<Record<string, unknown>>): SeenLog | null {
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || typeof root !== 'string' || typeof checkpoint !== 'string' || typeof at !== 'string') return null;
  const hash = hashOf(root);
  return hash === null ? null : { size, root: hash, checkpoint, at };
}

function hashOf(text: string): Uint8Array | null {
  try {
    const bytes = fromBase64(text);
    return bytes.length === HASH_BYTES ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * Keeps the head of one log; the others stay. `compared`: the kept head that this one was found to go on from, null for none: a kept head that is
 * another one, or larger, is never replaced, and the answer is false. The file is replaced as a whole: whoever is killed meanwhile leaves the
 * old or the new one.
 */
export async function saveState(file: string, origin: string, seen: SeenLog, compared: KnownHead | null): Promise<boolean> {
  const logs = new Map(await loadState(file));
  const kept = logs.get(origin);
  if (kept !== undefined && (kept.size > seen.size || compared === null || kept.size !== compared.size || !sameBytes(kept.root, compared.root))) return false;
  logs.set(origin, seen);
  const content = { v: 1, logs: Object.fromEntries([...logs].map(([name, { size, root, checkpoint, at }]) => [name, { size, root: base64(root), checkpoint, at }])) };
  await replaceFile(file, `${JSON.stringify(content, null, 2)}\n`);
  return true;
}

/** As a whole, and on the disk on return. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file).catch(async (error: unknown) => {
    await unlink(beside).catch(() => undefined);
    throw error;
  });
}
