/** The bank's keys: files of one key each, mode 0600, outside the database. Made by `kakitome init`, read at every start. */
import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config.ts';
import { assertRsa } from './mail/dkim.ts';
import { newIdentity, recipientOf, SECRET_BYTES, type AgeKeys } from './sealing/age-keys.ts';

/** One version of the bank's wallet key: buyers seal their cheques to `recipient`. */
export type WalletVersion = AgeKeys & { readonly version: number };

export type BankKeys = {
  /** Seals letters, readings and mails at rest. */
  readonly letter: Uint8Array;
  /** Peppers of the secrets' digests, all versions that are still in use; the highest is used for new ones, all for comparing. */
  readonly peppers: readonly { readonly version: number; readonly key: Uint8Array }[];
  readonly reference: Uint8Array;
  readonly token: Uint8Array;
  readonly dkim: KeyObject;
  /** Highest version first, which is the current one; empty: the bank takes no cheques. */
  readonly wallet: readonly WalletVersion[];
};

const BYTES = 32;

const PEPPER_FILE = /^pepper-([1-9][0-9]{0,3})\.key$/;
const WALLET_FILE = /^wallet-([1-9][0-9]{0,3})\.age-key$/;

export const walletFile = (folder: string, version: number): string => join(folder, `wallet-${version}.age-key`);

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
  if (versionsIn(folder, WALLET_FILE).length === 0) write(walletFile(folder, 1), () => `${newIdentity(randomBytes(SECRET_BYTES)).identity}\n`);
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
    wallet: readWallet(folder),
  };
}

/** The bank's wallet keys, highest version first. */
export const readWallet = (folder: string): BankKeys['wallet'] => versionsIn(folder, WALLET_FILE).map((version) => ({ version, ...readIdentity(walletFile(folder, version)) }));

/** Makes the next version, or the first one; it is the current one from the next start of the bank. Never writes over a file. */
export function rotateWallet(folder: string): WalletVersion {
  const version = (readWallet(folder)[0]?.version ?? 0) + 1;
  const keys = newIdentity(randomBytes(SECRET_BYTES));
  writeFileSync(walletFile(folder, version), `${keys.identity}\n`, { mode: 0o600, flag: 'wx' });
  return { version, ...keys };
}

function readIdentity(path: string): AgeKeys {
  const identity = readKeyFile(path).trim();
  const recipient = recipientOf(identity);
  if (recipient === null) throw new ConfigError(`${path}: found something else; expected one line AGE-SECRET-KEY-1…`);
  return { identity, recipient };
}

const peppersIn = (folder: string): BankKeys['peppers'] => versionsIn(folder, PEPPER_FILE).map((version) => ({ version, key: readKey(join(folder, `pepper-${version}.key`)) }));

/** The versions of which there is a file, highest first. */
function versionsIn(folder: string, file: RegExp): readonly number[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new ConfigError(`keys.folder: ${folder} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected the folder of keys that \`kakitome init\` makes`);
  }
  return names.flatMap((name) => file.exec(name)?.[1] ?? []).map(Number).sort((a, b) => b - a);
}

function readKey(path: string): Uint8Array {
  const text = readKeyFile(path).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new ConfigError(`${path}: found something else; expected 64 hexadecimal digits`);
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** What a signing key must be, with how to make one: no verb makes a second. */
const dkimExpected = (path: string): string => `a private RSA key of at least 2048 bits in PEM, readable by the bank's user alone (openssl genrsa -out ${path} 2048); for a new selector see deploy/README.md, "A new DKIM key"`;

function readDkim(path: string): KeyObject {
  const pem = readKeyFile(path, dkimExpected(path));
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new ConfigError(`${path}: found something else; expected ${dkimExpected(path)}`);
  }
  try {
    assertRsa(key);
  } catch {
    throw new ConfigError(`${path}: found a key of the kind ${key.asymmetricKeyType ?? 'unknown'}${sizeOf(key)}; expected ${dkimExpected(path)}`);
  }
  return key;
}

const sizeOf = ({ asymmetricKeyDetails: details }: KeyObject): string => (details?.modulusLength === undefined ? '' : ` with ${details.modulusLength} bits`);

/** A key that others on the machine can read is no key: fail closed. */
function readKeyFile(path: string, expected = 'the bank\'s own key, as `kakitome init` made it, readable by the user who runs this (put back the copy of the keys; a new one fits no database that is there)'): string {
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) throw new ConfigError(`${path}: found mode ${mode.toString(8).padStart(4, '0')}; expected 0600 (run: chmod 600 ${path})`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${path}: can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}); expected ${expected}`);
  }
}
