/** The order page on a port of its own. It speaks HTTP; TLS is the proxy's before it. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { makeStyle } from './answers.ts';
import { makeOrderPage } from './app.ts';
import type { OrderPageParts } from './ports.ts';

export type OrderPageOptions = OrderPageParts & { readonly listen: { readonly host: string; readonly port: number } };

export type RunningOrderPage = { readonly port: number; readonly close: () => Promise<void> };

const TIMEOUT = 10_000;
const IDLE = 60_000;
const MOST_CONNECTIONS = 1_000;
const MOST_HEADER_BYTES = 16_384;

export const orderPageStyle = makeStyle(readFileSync(fileURLToPath(new URL('style.css', import.meta.url)), 'utf8'));

/** Resolves when it listens. Rejects with a RangeError for parts that are none, with the system's error where it can't listen. */
export async function startOrderPage(options: OrderPageOptions): Promise<RunningOrderPage> {
  const app = makeOrderPage(options, orderPageStyle);
  const listener = getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], { hostname: 'order-page.invalid', overrideGlobalObjects: false });
  const server = createServer({ requestTimeout: TIMEOUT, headersTimeout: TIMEOUT, keepAliveTimeout: TIMEOUT, maxHeaderSize: MOST_HEADER_BYTES }, listener);
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(IDLE);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.listen.port, options.listen.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      // An order that is being sent is let finish.
      setTimeout(() => server.closeAllConnections(), 5_000).unref();
    });
  return { port: (server.address() as AddressInfo).port, close };
}
