/** Of `doctor`: whether the bank's board can be looked at, and goes on from what was seen of it. Nothing is kept. */
import { existsSync } from 'node:fs';
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { httpReader } from '../../bulletin-board/verify/http.ts';
import { Unreachable } from '../../bulletin-board/verify/finding.ts';
import { Malformed } from '../../bulletin-board/format/malformed.ts';
import { BadState, loadState } from '../../bulletin-board/verify/state.ts';
import { newestLogs, urlOfLog } from '../board/board-look.ts';
import { readHead, Untrusted } from '../board/log-look.ts';
import { systemClock } from '../main.ts';
import type { Config } from '../config.ts';
import { boardSettings } from '../shop-of.ts';
import { ok, unsure, wrong } from './check.ts';
import type { Check } from './check.ts';

const NAME = 'board';
const LIMITS = { timeoutMs: 5_000, retries: 0, pauseMs: 0 } as const;

/** Nothing to check where no posts are looked for. */
export async function checkBoard(config: Config, policy: TrustPolicy | null): Promise<readonly Check[]> {
  const { board_address, board_url } = config.bank;
  if (policy === null || (board_address === undefined && board_url === undefined)) return [];
  const [origin] = newestLogs(policy);
  if (origin === undefined) return [wrong(NAME, 'found no log in bank.policy_file; expected the key of the bank\'s board: without it no post can be seen')];
  try {
    return [await look(config, policy, origin)];
  } catch (error) {
    if (error instanceof Untrusted || error instanceof BadState || error instanceof Malformed) return [wrong(NAME, `${error.message}; no post is taken from it`)];
    if (error instanceof Unreachable) return [unsure(NAME, `${error.message}; orders wait ${config.bank.board_wait / 60_000} minutes for their posts and are forwarded without (bank.board_url)`)];
    throw error;
  }
}

async function look(config: Config, policy: TrustPolicy, origin: string): Promise<Check> {
  const { url, stateFile } = boardSettings(config, policy, systemClock);
  const known = (await loadState(stateFile)).get(origin) ?? null;
  const { head } = await readHead(httpReader(urlOfLog(origin, url), null, LIMITS), origin, policy, known);
  const before = known === null ? (existsSync(stateFile) ? 'not seen before' : 'no head was seen before') : `goes on from the ${known.size} seen before`;
  return ok(NAME, `${origin}: ${head.size} entries, signed; ${before}. A post is looked for ${config.bank.board_url === undefined ? `where ${config.bank.board_address ?? ''} stands in To or Cc` : 'with every order'}, ${config.bank.board_wait / 60_000} minutes at most`);
}
