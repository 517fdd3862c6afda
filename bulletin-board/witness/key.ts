/** A witness's own key: Ed25519 for cosignature/v1 (type 04), made once, in a folder together with all that the witness has to remember. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cosignedText, timedBlob } from '../format/checkpoint.ts';
import { isKeyName, makeKey, parseKey, type VerifierKey } from '../format/key.ts';
import { signatureLine } from '../format/note.ts';

/** What keeps a witness from starting or working, complete as it is: what was found, what was expected, what to do. */
export class WitnessError extends Error {
  override readonly name = 'WitnessError';
}

export type WitnessKey = {
  readonly key: VerifierKey;
  /** The signature line over a checkpoint's text; `time` in seconds since 1970. */
  readonly cosign: (text: string, time: number) => string;
};

export const witnessKeyFiles = (folder: string): { readonly secret: string; readonly public: string } => ({ secret: join(folder, 'witness.pem'), public: join(folder, 'witness.vkey') });

const SPKI_HEAD_BYTES = 12;

/**
 * Makes the folder and its key where there is none; true: it did. The name goes into the key for ever; without one it is made from the key.
 * A key that was cut off before its public half was written is completed.
 */
export function makeWitnessKey(folder: string, name: string | null): boolean {
  if (name !== null && !isKeyName(name)) throw new WitnessError(`the name of the witness: found ${JSON.stringify(name)}; expected one without blanks and plus signs, such as witness.example/w1`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = witnessKeyFiles(folder);
  const made = writeNew(files.secret, 0o600, () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const publicKey = publicHalf(readSecret(files.secret));
  writeNew(files.public, 0o644, () => `${makeKey(name ?? defaultName(publicKey), 4, publicKey).text}\n`);
  syncFolder(folder);
  return made;
}

const defaultName = (publicKey: Uint8Array): string => `kakitome-witness-${hash('sha256', publicKey).slice(0, 8)}`;

/** The key of the folder. Throws `WitnessError`. */
export function readWitnessKey(folder: string): WitnessKey {
  const files = witnessKeyFiles(folder);
  const secret = readSecret(files.secret);
  const key = readPublic(files.public);
  if (makeKey(key.name, 4, publicHalf(secret)).text !== key.text) {
    throw new WitnessError(`${files.public}: found the key ${key.id}, which does not belong to ${files.secret}; expected both of one witness (put back the file that was changed)`);
  }
  return makeSigner(key.name, secret);
}

/** `secret`: an Ed25519 private key that signs nothing else. */
export function makeSigner(name: string, secret: KeyObject): WitnessKey {
  const key = makeKey(name, 4, publicHalf(secret));
  return { key, cosign: (text, time) => signatureLine(key.name, key.id, timedBlob(time, sign(null, cosignedText(time, text), secret))) };
}

const publicHalf = (secret: KeyObject): Uint8Array => Uint8Array.from(createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD_BYTES));

/** A key that others on the machine can read is no key. */
function readSecret(path: string): KeyObject {
  const pem = readText(path, 'the private key of this witness (without it nobody can sign under its name again: put a copy back, or begin another witness in an empty folder)');
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) throw new WitnessError(`${path}: found mode ${mode.toString(8).padStart(4, '0')}; expected 0600 (run: chmod 600 ${path})`);
  const secret = orNull(() => createPrivateKey(pem));
  if (secret?.asymmetricKeyType !== 'ed25519') throw new WitnessError(`${path}: found something else; expected an Ed25519 private key in PEM (put a copy back)`);
  return secret;
}

function readPublic(path: string): VerifierKey {
  const text = readText(path, 'the public key of this witness');
  const key = orNull(() => parseKey(text.replace(/\n$/, '')));
  if (key?.type !== 4) throw new WitnessError(`${path}: found something else; expected a verifier key of type 4 on one line (put a copy back)`);
  return key;
}

function readText(path: string, expected: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new WitnessError(`${path}: can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected ${expected}`);
  }
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** False: there is one already. On the disk when it returns, but for its name. */
function writeNew(path: string, mode: number, content: () => string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(descriptor, content());
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return true;
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
