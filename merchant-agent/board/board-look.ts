/** Looks at the bank's board for the shop: the newest logs of its policy file, over HTTP, with the heads that were seen before in a file. */
import { dirname, join } from 'node:path';
import type { OpenedCheckpoint } from '../../bulletin-board/format/checkpoint.ts';
import { fromUtf8 } from '../../bulletin-board/format/encoding.ts';
import { Malformed } from '../../bulletin-board/format/malformed.ts';
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { Unreachable } from '../../bulletin-board/verify/finding.ts';
import { httpReader, logUrl } from '../../bulletin-board/verify/http.ts';
import { BadState, loadState, saveState } from '../../bulletin-board/verify/state.ts';
import { makeTileReader } from '../../bulletin-board/verify/tiles.ts';
import { nothingFollowed, proveEntries, readHead, readNew, Untrusted } from './log-look.ts';
import type { Followed } from './log-look.ts';
import { linkOf, loadShown, saveShown, shownFileBeside } from './shown-heads.ts';
import type { BoardPost } from './posts.ts';

/** `posts`: those with this commitment, each proved to stand in the log; none: there is none yet. `why` is a sentence. */
export type BoardAnswer =
  | { readonly kind: 'posts'; readonly posts: readonly BoardPost[] }
  | { readonly kind: 'unreachable'; readonly why: string }
  /** The log shrinks, forks, or is not signed as it should be. */
  | { readonly kind: 'untrusted'; readonly why: string };

/** Never rejects for what a board does; takes `limits.lookMs` for a log at the longest. */
export type LookAtBoard = (commitment: string) => Promise<BoardAnswer>;

export type BoardSettings = {
  readonly policy: TrustPolicy;
  /** Where the board's files are, without a slash at its end (`https://board.bank.example`); null: where each log's name says. */
  readonly url: string | null;
  /** Where the heads that were seen are kept. */
  readonly stateFile: string;
  readonly now: () => number;
};

/** Milliseconds. Other work waits meanwhile. */
export type LookLimits = { readonly requestMs: number; readonly lookMs: number; readonly freshMs: number };

const LIMITS: LookLimits = { requestMs: 4_000, lookMs: 8_000, freshMs: 1_000 };
/** At the turn of the year posts stand in the old log or in the new one. */
const MOST_LOGS = 2;

export const stateFileBeside = (database: string): string => join(dirname(database), 'board-seen.json');

/** The names of the newest logs that the policy file names, the newest first. */
export const newestLogs = ({ logs }: TrustPolicy): readonly string[] =>
  [...new Set(logs.map(({ key }) => key.name))].sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).slice(0, MOST_LOGS);

/** Throws `Malformed` where the name makes no web address. */
export const urlOfLog = (origin: string, url: string | null): string => logUrl(url === null ? `https://${origin}` : `${url}/${origin.slice(origin.indexOf('/') + 1)}`);

type LogAnswer = { readonly posts: readonly BoardPost[]; readonly trouble: Exclude<BoardAnswer, { readonly kind: 'posts' }> | null };
type Look = (commitment: string) => Promise<LogAnswer>;

export function makeBoardLook(settings: BoardSettings, limits: LookLimits = LIMITS): LookAtBoard {
  const looks = newestLogs(settings.policy).map((origin) => lookAtLog(origin, settings, limits));
  return async (commitment) => {
    const answers: LogAnswer[] = [];
    for (const look of looks) answers.push(await look(commitment));
    const posts = answers.flatMap((answer) => answer.posts);
    const troubles = answers.flatMap(({ trouble }) => trouble ?? []);
    const trouble = troubles.find(({ kind }) => kind === 'untrusted') ?? troubles[0];
    return posts.length > 0 || trouble === undefined ? { kind: 'posts', posts } : trouble;
  };
}

function lookAtLog(origin: string, settings: BoardSettings, limits: LookLimits): Look {
  const followed = nothingFollowed();
  // Orders that wait together look together, and a board that does not answer is asked by one of them.
  let last: { readonly at: number; readonly trouble: LogAnswer['trouble'] } | null = null;
  return async (commitment) => {
    const isFresh = last !== null && settings.now() - last.at < limits.freshMs;
    if (isFresh && (last?.trouble != null || !followed.posts.has(commitment))) return { posts: [], trouble: last?.trouble ?? null };
    const signal = AbortSignal.timeout(limits.lookMs);
    try {
      const posts = await lookOnce(origin, commitment, followed, settings, { ...limits, signal });
      last = { at: settings.now(), trouble: null };
      return { posts, trouble: null };
    } catch (error) {
      const trouble = troubleOf(error, origin, signal, limits);
      last = { at: settings.now(), trouble };
      return { posts: [], trouble };
    }
  };
}

async function lookOnce(origin: string, commitment: string, followed: Followed, { policy, url, stateFile, now }: BoardSettings, { requestMs, signal }: LookLimits & { readonly signal: AbortSignal }): Promise<readonly BoardPost[]> {
  const read = httpReader(urlOfLog(origin, url), signal, { timeoutMs: requestMs, retries: 0, pauseMs: 0 });
  const known = (await loadState(stateFile)).get(origin) ?? null;
  const { head, bytes } = await readHead(read, origin, policy, known);
  await requireShown(read, head, stateFile);
  if (known === null || head.size > known.size) {
    await saveState(stateFile, origin, { size: head.size, root: head.root, checkpoint: fromUtf8(bytes), at: new Date(now()).toISOString() }, known);
  }
  await readNew(read, head, followed);
  const posts = followed.posts.get(commitment) ?? [];
  await proveEntries(makeTileReader(read, head.size), head, posts);
  return posts;
}

/** What receipts have shown of the log, and nobody could compare then: it must go on from that as well. */
async function requireShown(read: ReturnType<typeof httpReader>, head: OpenedCheckpoint, stateFile: string): Promise<void> {
  const file = shownFileBeside(stateFile);
  const shown = (await loadShown(file)).filter(({ origin }) => origin === head.origin);
  for (const one of shown.filter(({ size }) => size <= head.size)) {
    if ((await linkOf(one, head, makeTileReader(read, head.size))) !== 'one-log') throw new Untrusted(`${head.origin}: found another log than the one whose first ${one.size} entries a receipt has shown; expected one that only grows`);
  }
  await saveShown(file, head.origin, shown.filter(({ size }) => size > head.size));
}

function troubleOf(error: unknown, origin: string, signal: AbortSignal, { lookMs }: LookLimits): NonNullable<LogAnswer['trouble']> {
  if (error instanceof Untrusted || error instanceof BadState || error instanceof Malformed) return { kind: 'untrusted', why: error.message };
  if (signal.aborted) return { kind: 'unreachable', why: `${origin}: not read to its end within ${lookMs} ms` };
  if (error instanceof Unreachable) return { kind: 'unreachable', why: error.message };
  throw error;
}
