/** Whom `board verify` trusts: keys and policies as they are given, or else the keys that the log names itself. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseKey, parseListedKey, type VerifierKey } from '../../../bulletin-board/format/key.ts';
import { Malformed } from '../../../bulletin-board/format/malformed.ts';
import { parsePolicy, type TrustPolicy } from '../../../bulletin-board/format/policy.ts';
import type { ReadFile } from '../../../bulletin-board/ports.ts';
import { LOG_FILE } from '../../../bulletin-board/verify/limits.ts';
import { mistake, Mistake } from '../mistake.ts';

/** The options of `board verify`, as commander gives them. */
export type VerifyOptions = {
  readonly key: readonly string[];
  readonly policy?: string;
  /** False: --no-state. */
  readonly state?: string | boolean;
  readonly faces?: boolean;
};

export const DEFAULT_STATE = '~/.local/state/kakitome/board-audits.json';

/** Null: --no-state. */
export function stateFile({ state }: Pick<VerifyOptions, 'state'>): string | null {
  if (state === false) return null;
  return typeof state === 'string' ? state : join(homedir(), DEFAULT_STATE.slice(2));
}

/** Null: neither a key nor a policy was given. */
export async function readTrust({ key, policy }: Pick<VerifyOptions, 'key' | 'policy'>): Promise<TrustPolicy | null> {
  if (policy !== undefined && key.length > 0) throw new Mistake('board verify: found both --key and --policy; expected one of them (a policy names the log\'s keys)');
  if (policy !== undefined) return fromPolicy(policy, await readFile(policy, 'utf8'));
  if (key.length === 0) return null;
  const keys = (await Promise.all(key.map(keysOf))).flat();
  return trusting(keys);
}

function fromPolicy(file: string, text: string): TrustPolicy {
  const policy = clearly(`--policy ${file}`, () => parsePolicy(text));
  if (policy.logs.length === 0) throw mistake(`--policy ${file}`, 'no log line', '"log <vkey>" with the key of the log');
  return policy;
}

/** Witnesses' keys (type 4) are looked at, but none of them is asked for. */
export function trusting(keys: readonly VerifierKey[]): TrustPolicy {
  const logs = keys.filter(({ type }) => type !== 4);
  if (logs.length === 0) throw mistake('--key', 'no key of a log', 'the Ed25519 key of the log, type 01');
  const witnesses = keys.filter(({ type }) => type === 4);
  return { logs: logs.map((key) => ({ key, url: null })), witnesses: witnesses.map((key) => ({ name: key.name, key, url: null })), groups: [], quorum: null };
}

/** A vkey as it is, or a file: one vkey a line, empty lines and those that begin with `#` passed over. */
async function keysOf(given: string): Promise<readonly VerifierKey[]> {
  if (/^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/.test(given)) return [clearly('--key', () => parseKey(given))];
  const text = await readFile(given, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw mistake(`--key ${given}`, `no vkey, and no file that can be read (${error.code})`, 'a vkey "name+id+key", or a file that holds such lines');
  });
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length === 0) throw mistake(`--key ${given}`, 'no key in the file', 'one vkey a line');
  return lines.map((line) => clearly(`--key ${given}`, () => parseKey(line)));
}

function clearly<T>(where: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Malformed) throw new Mistake(`${where}: ${error.message}`);
    throw error;
  }
}

/** The keys that a log says it has: good for looking, never for believing. */
export async function trustFromLog(read: ReadFile, place: string): Promise<TrustPolicy> {
  const bytes = await read(LOG_FILE);
  if (bytes === null) throw mistake(place, `no --key, no --policy, and no ${LOG_FILE} that names keys`, 'the log\'s key, had from elsewhere');
  const keys = clearly(`${place}/${LOG_FILE}`, () => keysIn(Buffer.from(bytes).toString('utf8')));
  return trusting(keys);
}

function keysIn(text: string): readonly VerifierKey[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = null;
  }
  const keys = typeof content === 'object' && content !== null && 'keys' in content && Array.isArray(content.keys) ? content.keys : [];
  if (keys.length === 0) throw new Malformed('key', 'found no list of keys; expected {"keys":["<vkey>",…]}');
  return keys.map(parseListedKey);
}
