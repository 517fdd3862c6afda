/** The site over a made board, and small ways to ask it. */
import { request } from 'node:http';
import type { ExecutionContext } from 'ava';
import { startSite, type SiteOptions } from '../site.ts';
import { makeBoard, NOW, type MadeBoard } from './made-board.ts';

export type Reported = { readonly level: string; readonly code: string; readonly detail: Readonly<Record<string, unknown>> };

export type RunningSite = { readonly board: MadeBoard; readonly port: number; readonly url: string; readonly reported: Reported[]; readonly close: () => Promise<void> };

export const NAME = 'Sumida Credit Union';

/** Resolves when the made entries are shown. The clock stands at NOW. */
export async function runSite(t: ExecutionContext<unknown>, options: Partial<SiteOptions> = {}, board: MadeBoard = makeBoard()): Promise<RunningSite> {
  const reported: Reported[] = [];
  const site = await startSite({
    folder: board.folder,
    index: ':memory:',
    listen: { host: '127.0.0.1', port: 0 },
    name: NAME,
    url: 'https://board.bank.example',
    contact: 'board@bank.example',
    now: () => NOW,
    report: (level, code, detail) => void reported.push({ level, code, detail }),
    policy: `witness one ${board.log().witnesses[0]?.key ?? ''}\nquorum one\n`,
    lookEvery: 20,
    ...options,
  });
  const running = { board, port: site.port, url: `http://127.0.0.1:${site.port}`, reported, close: site.close };
  t.teardown(async () => {
    await site.close();
    board.remove();
  });
  await until(async () => (await ask(running, `/entry/2026/${board.log().head.size - 1}/entry.bin`)).status === 200);
  return running;
}

export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Buffer };

/** A request with its path as it is written: nothing tidies it before it leaves. */
export function ask({ port }: Pick<RunningSite, 'port'>, path: string, { method = 'GET', headers = {} }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers as Answer['headers'], body: Buffer.concat(parts) }));
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end();
  });
}
