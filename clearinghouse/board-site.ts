/** The public site beside a running bank, in a thread of its own with bounded memory. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { quorumText, type TrustPolicy } from '../bulletin-board/format/policy.ts';
import { boardFolder, boardUrl } from './board-logs.ts';
import { ConfigError, type Config } from './config.ts';
import type { ReportEvent } from './stages/ports.ts';
import type { SiteMessage, SiteThreadData } from './site-thread.ts';

export type RunningSite = { readonly port: number; readonly stop: () => Promise<void> };

const HEAP_MEGABYTES = 512;
/** Derived from the public files; it may be deleted at any time. */
const CATALOGUE = 'board-catalogue.db';

/** Null where the configuration has no `[board.site]`. A site that ends later by a fault is an alarm; the bank goes on without it. */
export async function startBoardSite(config: Config, policy: TrustPolicy, report: ReportEvent): Promise<RunningSite | null> {
  const { site } = config.board;
  if (site === undefined) return null;
  const folder = boardFolder(config);
  mkdirSync(folder, { recursive: true });
  const workerData: SiteThreadData = {
    folder,
    index: resolve(config.folder, CATALOGUE),
    listen: site.listen,
    name: config.bank.name,
    url: boardUrl(config),
    contact: config.bank.telephone,
    ...(!config.board.enabled || config.board.post_address === undefined ? {} : { posting: { address: config.board.post_address, bank: config.bank.payment_address } }),
    zone: config.bank.time_zone,
    policy: quorumText(policy),
  };
  const worker = new Worker(new URL('./site-thread.ts', import.meta.url), { workerData, execArgv: ['--disable-warning=ExperimentalWarning'], resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
  const ended = new Promise<void>((done) => worker.once('exit', () => done()));
  worker.on('error', (error) => report('alarm', 'board-site-ended', { error: error.message, advice: 'the bank goes on; start it again to have its public pages back' }));
  const port = await listening(worker, report);
  return {
    port,
    stop: async () => {
      worker.postMessage('close');
      await ended;
    },
  };
}

function listening(worker: Worker, report: ReportEvent): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('exit', () => reject(new Error('the thread of the public site has ended')));
    worker.on('message', (message: SiteMessage) => {
      switch (message.kind) {
        case 'listens':
          return resolve(message.port);
        case 'failed':
          return reject(new ConfigError(`board.site: found ${message.code ?? message.message}; expected that the site can start (${message.message})`));
        case 'report':
          return report(message.level, message.code, { detail: message.detail });
        default:
          return message satisfies never;
      }
    });
  });
}
