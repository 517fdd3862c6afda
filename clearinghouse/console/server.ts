/** The staff console: one page, metrics and a sign of life, on this machine alone unless a proxy guards it. */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { ReportEvent } from '../protocol/letter.ts';
import { isLoopback } from '../protocol/loopback.ts';
import { makeMetrics, type Metrics } from './metrics.ts';
import { consolePage, troublePage } from './page.ts';
import type { ConsoleState } from './state.ts';

export type ConsoleOptions = {
  /** Port 0: any free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** The bank's name. */
  readonly name: string;
  readonly state: () => Promise<ConsoleState>;
  readonly now: () => number;
  readonly report: ReportEvent;
  /** True: something before it decides who may come, and it may listen elsewhere than on the loopback. */
  readonly behindProxy?: boolean;
  /** Further names (`console.bank.example`, with the port where it is not the usual one) under which it is asked. */
  readonly hosts?: readonly string[];
};

export type RunningConsole = { readonly port: number; readonly close: () => Promise<void> };

const REFRESH_SECONDS = 15;
/** One look at the books serves all that ask within this time, milliseconds. */
const FRESH = 2_000;
const STATE_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 10_000;
const MAX_CONNECTIONS = 50;
const MAX_HEADER_BYTES = 8_192;

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** Rejects with a RangeError where the address is not of the loopback and no proxy was promised; with the system's error where it can't listen. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { listen, behindProxy = false } = options;
  if (!behindProxy && !isLoopback(listen.host)) throw new RangeError(`console.listen: found ${JSON.stringify(listen.host)}; expected 127.0.0.1 or [::1]: the console asks nobody who he is`);
  const metrics = makeMetrics();
  const application = makeApplication(options, metrics, new Set(options.hosts));
  const server = createAdaptorServer({
    fetch: application.fetch,
    serverOptions: { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT, maxHeaderSize: MAX_HEADER_BYTES },
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  await listening(server, listen);
  const { port } = server.address() as AddressInfo;
  return { port, close: () => closing(server).finally(metrics.clear) };
}

/**
 * Such a page bears its own name, never an address of the loopback nor `localhost`, which browsers look up nowhere. With which port those are asked is
 * decided elsewhere: 80 is left out, and a tunnel has its own.
 */
function isOwnName(host: string, names: ReadonlySet<string>): boolean {
  const name = /^([^:[\]]+|\[[^[\]]+\])(?::\d{1,5})?$/.exec(host)?.[1] ?? '';
  return names.has(host) || name === 'localhost' || isLoopback(name.replace(/^\[(.*)\]$/, '$1'));
}

function listening(server: Server, { host, port }: ConsoleOptions['listen']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

function makeApplication(options: ConsoleOptions, metrics: Metrics, names: ReadonlySet<string>): Hono {
  const { name, report } = options;
  const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8');
  const state = sharedState(options);
  const app = new Hono();
  app.use(async (context, next) => {
    for (const [header, value] of Object.entries(HEADERS)) context.header(header, value);
    // A foreign page whose name was made to point here (DNS rebinding) is told nothing.
    if (!isOwnName(context.req.header('host')?.toLowerCase() ?? '', names)) return context.text(`This console has another name. It is asked as ${['127.0.0.1, [::1] or localhost, with any port', ...names].join(', or as ')}.\n`, 421);
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') return context.text('Only GET and HEAD.\n', 405, { allow: 'GET, HEAD' });
    await next();
    return undefined;
  });
  const page = async (context: Context, refresh: number | null): Promise<Response> => {
    if (refresh !== null) context.header('refresh', String(refresh));
    const shown = await state();
    return shown === null ? context.html(troublePage(name, refresh), 503) : context.html(consolePage(shown, { name, refresh }));
  };
  app.get('/', (context) => page(context, REFRESH_SECONDS));
  app.get('/still', (context) => page(context, null));
  app.get('/style.css', (context) => context.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/healthz', async (context) => ((await state()) === null ? context.text('the books can\'t be read\n', 503) : context.text('ok\n')));
  app.get('/metrics', async (context) => {
    const shown = await state();
    return shown === null ? context.text('the books can\'t be read\n', 503) : context.body(await metrics.text(shown), 200, { 'content-type': metrics.contentType });
  });
  app.notFound((context) => context.text('Nothing here. There are /, /still, /metrics and /healthz.\n', 404));
  app.onError((error, context) => {
    report('alarm', 'console-failed', { reason: error.message });
    return context.text('The console failed; the daemon\'s log says how.\n', 500);
  });
  return app;
}

/** Null: it can't be told, and why is reported. Whoever asks while it is read, or shortly after, gets the same. */
function sharedState({ state, now, report }: ConsoleOptions): () => Promise<ConsoleState | null> {
  let held: { readonly at: number; readonly state: Promise<ConsoleState | null> } | null = null;
  let reading = false;
  const read = async (): Promise<ConsoleState | null> => {
    reading = true;
    const ending = new AbortController();
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new Error(`the books were not read within ${STATE_TIMEOUT} milliseconds`)), STATE_TIMEOUT);
      ending.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    try {
      return await Promise.race([state(), late]);
    } catch (error) {
      report('warn', 'console-state', { reason: error instanceof Error ? error.message : String(error) });
      return null;
    } finally {
      reading = false;
      ending.abort();
    }
  };
  return () => {
    const at = now();
    if (held === null || (!reading && (at - held.at >= FRESH || at < held.at))) held = { at, state: read() };
    return held.state;
  };
}
