/** The agent's keys: files of one key each, mode 0600, outside the database. Made by `kakitome-merchant init`, read at every start. */
import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertRsa } from '../clearinghouse/mail/dkim.ts';
import { codeOf, ConfigError, keysFolder, pathOf } from './config.ts';
import type { Config } from './config.ts';
import { isWebhookSecret } from './shipping/webhook.ts';

export type AgentKeys = {
  /** Seals letters, mails and details at rest. */
  readonly letter: Uint8Array;
  /** Makes the tokens of drafts and the Message-IDs, and digests passwords so that a second order under one is noticed. */
  readonly token: Uint8Array;
  /** Signs outgoing mail; null: the outgoing server signs. */
  readonly dkim: KeyObject | null;
};

const BYTES = 32;
const NAMES = ['letter', 'token', 'webhook'] as const;

/** As Standard Webhooks writes a secret. */
const textOf = (name: (typeof NAMES)[number], key: Uint8Array): string => (name === 'webhook' ? `whsec_${Buffer.from(key).toString('base64')}` : Buffer.from(key).toString('hex'));

/** Makes all keys that are not there; never writes over one. The files that it made. */
export function makeKeys(folder: string, random: (bytes: number) => Uint8Array): readonly string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made: string[] = [];
  for (const name of NAMES) {
    const path = join(folder, `${name}.key`);
    try {
      writeFileSync(path, `${textOf(name, random(BYTES))}\n`, { mode: 0o600, flag: 'wx' });
      made.push(path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  return made;
}

export function readKeys(config: Config): AgentKeys {
  const folder = keysFolder(config);
  return {
    letter: readKey(join(folder, 'letter.key')),
    token: readKey(join(folder, 'token.key')),
    dkim: config.dkim === undefined ? null : readPem(pathOf(config, config.dkim.key_file)),
  };
}

/** The secret that signs the webhook, as the receiver knows it. Null without a webhook. */
export function readWebhookSecret(config: Config): string | null {
  const { webhook } = config.shipping;
  if (webhook === undefined) return null;
  const path = pathOf(config, webhook.secret_file);
  const secret = readKeyFile(path).trim();
  if (!isWebhookSecret(secret)) throw new ConfigError(`${path}: found something else; expected whsec_ and base64, or a text of 16 to 200 characters`);
  return secret;
}

function readKey(path: string): Uint8Array {
  const text = readKeyFile(path).trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new ConfigError(`${path}: found something else; expected 64 hexadecimal digits`);
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

function readPem(path: string): KeyObject {
  const expected = `a private RSA key of at least 2048 bits in PEM (openssl genrsa -out ${path} 2048)`;
  const pem = readKeyFile(path, expected);
  try {
    const key = createPrivateKey(pem);
    assertRsa(key);
    return key;
  } catch {
    throw new ConfigError(`${path}: found something else; expected ${expected}`);
  }
}

/** A key that others on the machine can read is no key: fail closed. */
function readKeyFile(path: string, expected = 'a key that `kakitome-merchant init` makes'): string {
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) !== 0) throw new ConfigError(`${path}: found mode ${mode.toString(8).padStart(4, '0')}; expected 0600 (run: chmod 600 ${path})`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${path}: can't be read (${codeOf(error)}); expected ${expected}`);
  }
}
