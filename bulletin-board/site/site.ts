/**
 * The public site of a board: the files of its logs as they are, and pages made from them for people. It needs nothing but the folder: no
 * database of the bank, no key. The folder alone, served by any other web server, passes the same audit.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { parsePolicy, quorumText } from '../format/policy.ts';
import type { BoardReport } from '../ports.ts';
import { makeQuietReport, type QuietReport } from '../quiet-report.ts';
import { makeApp } from './app.ts';
import { bundleScripts, makeAsset } from './bundle.ts';
import { openCatalogue, type Catalogue } from './catalogue.ts';
import { makeFollower, type Follower } from './follower.ts';
import type { PageContext, Posting } from './layout.ts';
import type { FeedLimits } from './live-feed.ts';
import { makeLive, type Live } from './live.ts';
import { makeTimes } from './times.ts';
import { makeView } from './view.ts';
import { words, type Language } from './words.ts';

export type SiteOptions = {
  /** The web root: logs are below `board/`. */
  readonly folder: string;
  /** Where the catalogue is kept: a path, or `:memory:`. It may be deleted at any time. */
  readonly index: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** The bank's name. */
  readonly name: string;
  /** Where people find the site, without a slash at its end. */
  readonly url: string;
  /** A mail address or a sentence; null: none is shown. */
  readonly contact: string | null;
  /** Where buyers post their orders to; absent: the bank takes no posts, and no page tells of any. */
  readonly posting?: Posting;
  readonly now: () => number;
  readonly report: BoardReport;
  /** IANA name; absent: UTC. */
  readonly zone?: string;
  /**
   * A tlog-policy: witnesses whose cosignatures are verified, and the quorum that the checker asks of receipts; absent: nobody is known. Where it names logs, their keys count
   * and not those in the folder, and the checker knows these logs alone.
   */
  readonly policy?: string;
  /** Milliseconds between two looks at the logs; absent: 1,000. */
  readonly lookEvery?: number;
  /** Of the live feed; absent: 200. */
  readonly mostListeners?: number;
  /** Of those, from one address that is not this machine's (of IPv6: one network of 64 bits); absent: 10. */
  readonly mostListenersOfOne?: number;
  /** Milliseconds after which a live feed ends, and browsers come back; absent: ten minutes. */
  readonly feedLasts?: number;
};

export type Site = { readonly port: number; readonly close: () => Promise<void> };

const LOOK_EVERY = 1_000;
const MOST_LISTENERS = 200;
const MOST_LISTENERS_OF_ONE = 10;
const FEED_LASTS = 600_000;
const STATE_EVERY = 5_000;

/** Resolves when it listens; the logs are read while it does. Rejects where the port, the catalogue or the zone can't be had. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const { folder, now, report, name, contact } = options;
  const times = makeTimes(options.zone ?? 'UTC');
  const policy = parsePolicy(options.policy ?? 'quorum none\n');
  const logs = policy.logs.map(({ key }) => key);
  const board = { name, contact, posting: options.posting ?? null, url: options.url.replace(/\/+$/, '') };
  const assets = { style: makeAsset(readFileSync(fileURLToPath(new URL('style.css', import.meta.url)), 'utf8')), ...(await bundleScripts()) };
  const catalogue = openCatalogue(options.index, times.zone);
  const following = { faulty: false };
  const follower: Follower = makeFollower({ folder, catalogue, times, logs, witnesses: policy.witnesses.map(({ key }) => key), report, onNew: (log, from) => live.tellNew(log, from) });
  const view = makeView({ folder, catalogue, follower, times, isFaulty: () => following.faulty });
  const contextFor = (language: Language): PageContext => ({ language, words: words[language], board, times, now: now(), assets: { style: '', script: '' } });
  const live: Live = makeLive({ limits: limitsOf(options), catalogue, view, contextFor });
  const quiet = makeQuietReport(report, now);
  const onFault = (error: Error): void => quiet.tell('alarm', 'site-fault', { message: error.message });
  const app = makeApp({ folder, board, times, now, view, catalogue, live, assets, logs, policy: quorumText(policy), onFault });
  const server = await listen(app.fetch, options.listen).catch((error: unknown) => {
    catalogue.close();
    throw error;
  });
  const stopLooking = keepLooking(follower, options.lookEvery ?? LOOK_EVERY, following, report);
  const ticking = setInterval(live.tellState, STATE_EVERY);
  let closing: Promise<void> | null = null;
  return { port: server.port, close: () => (closing ??= closeAll({ server, live, catalogue, stopLooking, ticking, quiet })) };
}

const limitsOf = ({ mostListeners, mostListenersOfOne, feedLasts }: SiteOptions): FeedLimits => ({ most: mostListeners ?? MOST_LISTENERS, mostOfOne: mostListenersOfOne ?? MOST_LISTENERS_OF_ONE, lastsFor: feedLasts ?? FEED_LASTS });

type Listening = { readonly port: number; readonly close: () => Promise<void> };

async function listen(fetch: (request: Request, env: never) => Response | Promise<Response>, { host, port }: SiteOptions['listen']): Promise<Listening> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 10_000, maxHeaderSize: 16_384 }, getRequestListener(fetch as Parameters<typeof getRequestListener>[0], { hostname: 'board.invalid', overrideGlobalObjects: false }));
  server.maxConnections = 2_000;
  // A peer that takes nothing for a minute is gone; the live feed has something to say more often.
  server.setTimeout(60_000);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1_000).unref();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** Looks again and again, one look after the other. What fails is told once until it works again; the pages say so too. */
function keepLooking(follower: Follower, every: number, following: { faulty: boolean }, report: BoardReport): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const look = async (): Promise<void> => {
    try {
      await follower.look();
      following.faulty = false;
    } catch (error) {
      if (!following.faulty) report('alarm', 'site-follow-failed', { message: error instanceof Error ? error.message : String(error) });
      following.faulty = true;
    }
  };
  const turn = async (): Promise<void> => {
    await look();
    if (!stopped) timer = setTimeout(() => (turning = turn()), every);
  };
  let turning = turn();
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await turning;
  };
}

type Running = { readonly server: Listening; readonly live: Live; readonly catalogue: Catalogue; readonly stopLooking: () => Promise<void>; readonly ticking: NodeJS.Timeout; readonly quiet: QuietReport };

async function closeAll({ server, live, catalogue, stopLooking, ticking, quiet }: Running): Promise<void> {
  clearInterval(ticking);
  await stopLooking();
  live.close();
  await server.close();
  catalogue.close();
  quiet.flush();
}
