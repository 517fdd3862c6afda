/** A folder with logs, its catalogue, and the follower of both. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { makeLog, type MadeLog } from '../../fixtures/make-log.ts';
import { openCatalogue, type Catalogue } from '../catalogue.ts';
import { makeFollower, type Follower } from '../follower.ts';
import { makeTimes } from '../times.ts';

export const ORIGIN = 'bank.example/board/2026';

export type Scene = { readonly folder: string; readonly publish: (count: number, seed?: string) => MadeLog; readonly catalogue: Catalogue; readonly follower: Follower; readonly codes: string[]; readonly news: string[]; readonly again: () => Scene };

/** `again`: as after a restart. */
export function scene(t: ExecutionContext, folder = folderOf(t), index = join(folder, 'catalogue.sqlite')): Scene {
  const catalogue = openCatalogue(index, 'UTC');
  t.teardown(() => catalogue.close());
  const codes: string[] = [];
  const news: string[] = [];
  const follower = makeFollower({ folder, catalogue, times: makeTimes('UTC'), logs: [], witnesses: [], report: (_level, code) => void codes.push(code), onNew: (log, from) => void news.push(`${from}-${log.verified}`) });
  return { folder, catalogue, follower, codes, news, publish: (count, seed = 'follower') => makeLog(folder, { origin: ORIGIN, entries: count, seed }), again: () => scene(t, folder, index) };
}

export function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-follower-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const stateOf = ({ follower }: Scene): unknown => follower.logs().map(({ verified, trouble }) => [verified, trouble]);
