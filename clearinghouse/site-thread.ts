import { parentPort, workerData } from 'node:worker_threads';
import { startSite, type SiteOptions } from '../bulletin-board/site/site.ts';
import { systemClock } from './office.ts';

/** What runs in the thread of the public site: strangers' requests cost the bank's own thread nothing. It reads the public folder and holds no key. */

export type SiteThreadData = Omit<SiteOptions, 'now' | 'report'>;

export type SiteMessage =
  | { readonly kind: 'listens'; readonly port: number }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string }
  | { readonly kind: 'report'; readonly level: 'info' | 'warn' | 'alarm'; readonly code: string; readonly detail: string };

const port = parentPort;
if (port === null) throw new Error('site-thread.ts runs in a worker thread only');
const tell = (message: SiteMessage): void => port.postMessage(message);

try {
  const site = await startSite({ ...(workerData as SiteThreadData), now: systemClock.now, report: (level, code, detail) => tell({ kind: 'report', level, code, detail: JSON.stringify(detail) }) });
  port.once('message', () => void site.close().then(() => port.close()));
  tell({ kind: 'listens', port: site.port });
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  tell({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
}
