import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeFault } from './fault.ts';
import { OAuthFault, makeTokenSource } from './oauth.ts';
import type { OAuthSettings, TokenSource } from './oauth.ts';
import type { ReportEvent } from '../protocol/letter.ts';

/** A token source whose secrets are files of one line each; a new refresh token takes the old one's place in its file. */

/** Paths are absolute. */
export type OAuthFiles = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecretFile: string | null;
  readonly refreshTokenFile: string;
  readonly scope: string | null;
  readonly tlsCa?: string;
};

/** Throws RangeError for a URL that is not allowed. A file that can't be read rejects the token that is asked for, with its path and without its content. */
export function tokenSourceOf(files: OAuthFiles, now: () => number, report: ReportEvent, limits: Pick<OAuthSettings, 'timeoutMs' | 'failureMs'> = {}): TokenSource {
  const settings: OAuthSettings = {
    tokenUrl: files.tokenUrl,
    clientId: files.clientId,
    clientSecret: async () => (files.clientSecretFile === null ? null : readSecret(files.clientSecretFile)),
    refreshToken: { load: () => readSecret(files.refreshTokenFile), save: (token) => replaceSecret(files.refreshTokenFile, token) },
    scope: files.scope,
    ...(files.tlsCa === undefined ? {} : { tlsCa: files.tlsCa }),
    now,
    notSaved: (fault) => report('alarm', 'refresh-token-not-saved', { file: files.refreshTokenFile, fault: describeFault(fault), advice: 'make the file and its folder writable for this process before it is started again: the old refresh token may be worthless' }),
    ...limits,
  };
  return makeTokenSource(settings);
}

async function readSecret(path: string): Promise<string> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new OAuthFault(`${path} can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`, true);
  }
  if (!/^[\x20-\x7e]+$/.test(text)) throw new OAuthFault(`${path} does not hold one line of printable ASCII`, true);
  return text;
}

/** All or nothing, also in a power cut: the whole new file, on the disk, takes the name of the old one. Mode 0600. */
export async function replaceSecret(path: string, secret: string): Promise<void> {
  const next = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    const file = await open(next, 'wx', 0o600);
    try {
      await file.writeFile(`${secret}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, path);
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (fault) {
    await rm(next, { force: true });
    throw fault;
  }
}
