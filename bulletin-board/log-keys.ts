/** The private keys of logs: files of one key each, PKCS#8 in PEM, mode 0600, never written over. A log keeps its keys for its whole life. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GIVE_UP } from './sequencer/refused.ts';
import { makeLogSigner } from './signer.ts';
import type { LogSigner } from './ports.ts';

/** What keeps a key from being used, complete as it is; names no secret. */
export class LogKeyError extends Error {
  override readonly name = 'LogKeyError';
  /** The key is not there any more; else it can be used once the rights of its file are put right. */
  readonly lost: boolean;
  constructor(message: string, lost: boolean) {
    super(message);
    this.lost = lost;
  }
}

export type LogKeyFiles = { readonly ed25519: string; readonly mlDsa44: string };

export function logKeyFiles(folder: string, origin: string): LogKeyFiles {
  const start = `board-${origin.replaceAll('/', '_')}`;
  return { ed25519: join(folder, `${start}-ed25519.pem`), mlDsa44: join(folder, `${start}-ml-dsa-44.pem`) };
}

/** Whether a key of this name is there, of whatever kind: it may have signed for a log that our database knows no more. */
export const hasLogKeys = (folder: string, origin: string): boolean => Object.values(logKeyFiles(folder, origin)).some((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined);

/** Makes the keys of a log that are not there. Returns the files that it made, durable. */
export function makeLogKeys(folder: string, origin: string, { mlDsa44 }: { readonly mlDsa44: boolean }): readonly string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = logKeyFiles(folder, origin);
  const made = [
    ...writeNew(files.ed25519, () => generateKeyPairSync('ed25519').privateKey),
    ...(mlDsa44 ? writeNew(files.mlDsa44, () => generateKeyPairSync('ml-dsa-44').privateKey) : []),
  ];
  syncPath(folder);
  return made;
}

/**
 * A key whose public half is published must not be lost to a power cut: it is on the disk before anybody hears of it. It is written beside and
 * gets its name when it is whole, and only where no file has that name.
 */
function writeNew(path: string, make: () => KeyObject): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return [];
  const beside = `${path}.${process.pid}`;
  try {
    writeFileSync(beside, make().export({ type: 'pkcs8', format: 'pem' }).toString(), { mode: 0o600, flush: true });
    linkSync(beside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return [];
    throw error;
  } finally {
    unlinkIfThere(beside);
  }
  return [path];
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Signs with all keys of the log that stand in the folder. Throws `LogKeyError`. */
export function readLogSigner(folder: string, origin: string): LogSigner {
  const files = logKeyFiles(folder, origin);
  const ed25519 = readKey(files.ed25519, 'ed25519');
  if (ed25519 === null) throw new LogKeyError(`${files.ed25519}: found no file; expected the key of the log ${origin}, which was made with it. Put a copy of it back: only that key can sign for this log. If it is lost for good, ${GIVE_UP}`, true);
  return makeLogSigner(origin, { ed25519, mlDsa44: readKey(files.mlDsa44, 'ml-dsa-44') });
}

/** Null: there is no such file. A key that others on the machine can read is no key. */
function readKey(path: string, type: 'ed25519' | 'ml-dsa-44'): KeyObject | null {
  const pem = readKeyFile(path);
  if (pem === null) return null;
  const key = parsed(path, pem);
  if (key.asymmetricKeyType !== type) throw new LogKeyError(`${path}: found a key of type ${key.asymmetricKeyType ?? 'unknown'}; expected ${type}`, true);
  return key;
}

function readKeyFile(path: string): string | null {
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) throw new LogKeyError(`${path}: found mode ${mode.toString(8).padStart(4, '0')}; expected 0600 (run: chmod 600 ${path})`, false);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof LogKeyError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new LogKeyError(`${path}: can't be read (${code ?? String(error)}); expected a private key of a log`, code !== 'EACCES' && code !== 'EPERM');
  }
}

function parsed(path: string, pem: string): KeyObject {
  if (pem.trim() === '') {
    throw new LogKeyError(`${path}: found an empty file; expected a private key in PEM. Put a copy of the key back; where no log has begun with it (\`kakitome board status\` lists none of that name), remove the file and give the command again`, true);
  }
  try {
    return createPrivateKey(pem);
  } catch {
    throw new LogKeyError(`${path}: found something else; expected a private key in PEM`, true);
  }
}
