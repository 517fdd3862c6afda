/** The bank's keys: files of one key each, mode 0600, outside the database. Made by `kakitome init`, read at every start. */
import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config.ts';

export type BankKeys = {
  /** Seals letters, readings and mails at rest. */
  readonly letter: Uint8Array;
  /** Peppers of the secrets' digests, all versions that are still in use; the highest is used for new ones, all for comparing. */
  readonly peppers: readonly { readonly version: number; readonly key: Uint8Array }[];
  readonly reference: Uint8Array;
  readonly token: Uint8Array;
  readonly dkim: KeyObject;
};

const BYTES = 32;

export const dkimFile = (folder: string, selector: string): string => join(folder, `dkim-${selector}.pem`);

/** Makes all keys that are not there; never writes over one. Returns the files that it made. */
export function makeKeys(folder: string, selector: string): readonly string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made: string[] = [];
  const write = (path: string, content: () => string): void => {
    try {
      writeFileSync(path, content(), { mode: 0o600, flag: 'wx' });
      made.push(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  };
  for (const name of ['letter', 'pepper-1', 'reference', 'token']) write(join(folder, `${name}.key`), () => `${randomBytes(BYTES).toString('hex')}\n`);
  const pem = (): string => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  write(dkimFile(folder, selector), pem);
  return made;
}

export function readKeys(folder: string, selector: string): BankKeys {
  const peppers = peppersIn(folder);
  if (peppers.length === 0) throw new ConfigError(`${folder}: no pepper-<number>.key found; expected the keys that \`kakitome init\` makes`);
  return {
    letter: readKey(join(folder, 'letter.key')),
    peppers,
    reference: readKey(join(folder, 'reference.key')),
    token: readKey(join(folder, 'token.key')),
    dkim: readDkim(dkimFile(folder, selector)),
  };
}

function peppersIn(folder: string): BankKeys['peppers'] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new ConfigError(`keys.folder: ${folder} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected the folder of keys that \`kakitome init\` makes`);
  }
  const versions = names.flatMap((name) => /^pepper-([1-9][0-9]{0,3})\.key$/.exec(name)?.[1] ?? []).map(Number);
  return versions.sort((a, b) => b - a).map((version) => ({ version, key: readKey(join(folder, `pepper-${version}.key`)) }));
}

function readKey(path: string): Uint8Array {
  const text = readKeyFile(path).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new ConfigError(`${path}: found something else; expected 64 hexadecimal digits`);
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

function readDkim(path: string): KeyObject {
  const pem = readKeyFile(path);
  try {
    return createPrivateKey(pem);
  } catch {
    throw new ConfigError(`${path}: found something else; expected a private key in PEM`);
  }
}

/** A key that others on the machine can read is no key: fail closed. */
function readKeyFile(path: string): string {
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) throw new ConfigError(`${path}: found mode ${mode.toString(8).padStart(4, '0')}; expected 0600 (run: chmod 600 ${path})`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${path}: can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected a key that \`kakitome init\` makes`);
  }
}
