/** What the verbs for cheques read: small files or stdin, since no secret stands on a command line, where every user of the machine could see it. */
import { closeSync, openSync, readSync } from 'node:fs';
import { readWalletSecret } from '../protocol/wallet-secret-text.ts';
import { walletKeyOf, walletSeed, type WalletKey } from '../protocol/wallet-secret.ts';
import { quoted } from './find.ts';
import { mistake } from './mistake.ts';

const STDIN = 0;

export const nameOfFile = (file: string): string => (file === '-' ? 'stdin' : quoted(file));

/** The whole file, or stdin for `-`. What is longer than `most` bytes is a mistake, told without a byte of it. */
export function readBytes(option: string, file: string, most: number, expected: string): Buffer {
  try {
    const bytes = file === '-' ? readUpTo(STDIN, most + 1) : readFile(file, most + 1);
    if (bytes.length <= most) return bytes;
  } catch (error) {
    throw mistake(option, `${nameOfFile(file)}, ${(error as NodeJS.ErrnoException).code ?? String(error)}`, expected);
  }
  throw mistake(option, `${nameOfFile(file)}, longer than ${most} bytes`, expected);
}

function readFile(file: string, most: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    return readUpTo(handle, most);
  } finally {
    closeSync(handle);
  }
}

function readUpTo(handle: number, most: number): Buffer {
  const bytes = Buffer.alloc(most);
  let length = 0;
  while (length < most) {
    const read = readSync(handle, bytes, length, most - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

export const secretOption = ['--secret-file <file>', 'the file with the 20 letters of your wallet secret, `-` for stdin; never on the command line'] as const;

const MOST_SECRET_BYTES = 1_000;
const SECRET_EXPECTED = 'a file with a wallet secret alone: 20 letters in five groups of four';

/** The key of the wallet secret in a file. */
export function readWalletKey(file: string): WalletKey {
  const letters = readWalletSecret(readBytes('--secret-file', file, MOST_SECRET_BYTES, SECRET_EXPECTED).toString('utf8'));
  if (letters === null) throw mistake('--secret-file', `something else in ${nameOfFile(file)}`, SECRET_EXPECTED);
  return walletKeyOf(walletSeed(letters));
}

const MOST_PASSWORD_BYTES = 400;
const PASSWORD_EXPECTED = 'a file with one line, the password as it stands in the order';

/** The one line of a file. Never told in a mistake. */
export function readPassword(file: string): string {
  const text = readBytes('--password-file', file, MOST_PASSWORD_BYTES, PASSWORD_EXPECTED).toString('utf8').trim();
  if (text === '' || /[\p{C}\p{Zl}\p{Zp}]/u.test(text) || /^password\s*[:：]/i.test(text)) throw mistake('--password-file', `something else in ${nameOfFile(file)}`, PASSWORD_EXPECTED);
  return text;
}
