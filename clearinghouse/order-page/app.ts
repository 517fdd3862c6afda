/** The routes: one folder of pages for each shop. GET shows the catalogue; everything else comes by POST and is nowhere in an address. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { page, seeOther, styleSheet } from './answers.ts';
import type { Asset, Status } from './answers.ts';
import { makeBuckets } from './buckets.ts';
import { choose } from './choose-step.ts';
import { clientOf, isUntoldProxy } from './client-address.ts';
import { readBody } from './form-body.ts';
import { toPath } from './layout.ts';
import type { PageContext } from './layout.ts';
import { askNumber, order, review } from './order-steps.ts';
import { closedPage } from './pages/catalogue-page.ts';
import { errorPage, shopsPage } from './pages/end-pages.ts';
import type { ErrorKind } from './pages/end-pages.ts';
import { makeOnItsWay } from './on-its-way.ts';
import type { OrderPageParts, ShopOnPage } from './ports.ts';
import { makeSending } from './sending.ts';
import type { Desk, Turn } from './turn.ts';
import { languageAsked, languageNamed, words } from './words.ts';

type Env = { Bindings: HttpBindings };
type Asking = Context<Env>;
type Step = (desk: Desk, turn: Turn) => Response | Promise<Response>;

const MOST_BYTES = 65_536;
/** Fields of a form: those of one page, and what was chosen on others. */
const MOST_FIELDS = 300;

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Throws RangeError for a shop whose slug is none or stands twice, and for a key that is too short. */
export function makeOrderPage(parts: OrderPageParts, style: Asset): Hono<Env> {
  assertParts(parts);
  const desk: Desk = { parts, sending: makeSending(parts), onItsWay: makeOnItsWay(), members: makeBuckets(parts.limits.member), everybody: makeBuckets(parts.limits.all) };
  const clients = makeBuckets(parts.limits.client);
  const app = new Hono<Env>();
  const failing = (c: Asking, kind: ErrorKind, status: Status, more: Readonly<Record<string, string>> = {}): Response => page(errorPage(contextOf(parts, style, c), kind), status, more);
  const tellProxy = onlyOnce(() => parts.report('alarm', 'order-page-untold-proxy', { advice: 'a web server of ours seems to forward requests: set order_page.trusted_hops to 1, else its visitors have no limit each, or one together where it is on another machine' }));
  app.get(`/assets/${style.name}`, () => styleSheet(style));
  app.use(async (c, next) => {
    const { method } = c.req;
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return failing(c, 'method', 405, { Allow: 'GET, HEAD, POST' });
    const asking = [c.env.incoming.socket.remoteAddress, c.req.header('x-forwarded-for'), parts.trustedHops] as const;
    if (isUntoldProxy(...asking)) tellProxy();
    const client = clientOf(...asking);
    const wait = client === null ? 0 : clients.take(client, parts.now());
    return wait === 0 ? next() : failing(c, isOrder(c) ? 'unlooked' : 'busy', 429, { 'Retry-After': String(Math.ceil(wait / 1000)) });
  });
  app.get('/', (c) => page(shopsPage(contextOf(parts, style, c), parts.shops())));
  app.get('/:shop/', (c) => atShop(c, new URL(c.req.url).searchParams, (_desk, turn) => choose(turn)));
  app.get('/:shop', (c) => (shopOf(parts, c) === null ? failing(c, 'not-found', 404) : seeOther(`${c.req.param('shop')}/`)));
  const steps: Readonly<Record<string, Step>> = { review: (_desk, turn) => review(turn), number: askNumber, order };
  for (const [name, step] of Object.entries(steps)) {
    // Somebody has loaded the address of a step again: there is nothing to show without its form.
    app.get(`/:shop/${name}`, (c) => (shopOf(parts, c) === null ? failing(c, 'not-found', 404) : seeOther(toPath(contextOf(parts, style, c), './'))));
    app.post(`/:shop/${name}`, async (c) => {
      if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(c.req.header('content-type') ?? '')) return failing(c, 'form', 415);
      const body = await readBody(c.req.raw, MOST_BYTES);
      if ('trouble' in body) return body.trouble === 'too-large' ? failing(c, 'too-large', 413, { Connection: 'close' }) : failing(c, 'form', 400, { Connection: 'close' });
      const fields = new URLSearchParams(body.text);
      return fields.size > MOST_FIELDS ? failing(c, 'form', 400) : atShop(c, fields, step);
    });
  }
  app.notFound((c) => (c.req.method === 'POST' ? failing(c, 'method', 405, { Allow: 'GET, HEAD' }) : failing(c, 'not-found', 404)));
  app.onError((error, c) => {
    parts.report('alarm', 'order-page-fault', { error: error.name, at: error.stack?.split('\n')[1]?.trim().slice(0, 200) ?? null });
    return failing(c, 'fault', 500);
  });

  function atShop(c: Asking, fields: URLSearchParams, step: Step): Response | Promise<Response> {
    const shop = shopOf(parts, c);
    if (shop === null) return failing(c, 'not-found', 404);
    const context = contextOf(parts, style, c);
    if (shop.catalogue === null) return isOrder(c) ? failing(c, 'unlooked', 503) : page(closedPage(context), 503);
    return step(desk, { shop, catalogue: shop.catalogue, context, fields });
  }
  return app;
}

/** A form that may have been sent before: "nothing has been ordered", or "come back later", would lead to a second order. */
const isOrder = (c: Asking): boolean => c.req.method === 'POST' && c.req.path.endsWith('/order');

function onlyOnce(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

function assertParts({ shops, key }: OrderPageParts): void {
  const slugs = shops().map(({ slug }) => slug);
  const wrong = slugs.find((slug, at) => !SLUG.test(slug) || slug === 'assets' || slugs.indexOf(slug) !== at);
  if (wrong !== undefined) throw new RangeError(`order page: slug ${JSON.stringify(wrong)}; expected lower-case letters, digits and hyphens, each once, and not "assets"`);
  if (key.length < 32) throw new RangeError('order page: a key of 32 bytes is needed');
}

const shopOf = (parts: OrderPageParts, c: Asking): ShopOnPage | null => parts.shops().find(({ slug }) => slug === c.req.path.split('/')[1]) ?? null;

function contextOf(parts: OrderPageParts, style: Asset, c: Asking): PageContext {
  const segments = c.req.path.split('/').length - 2;
  const shop = segments === 1 ? shopOf(parts, c) : null;
  const chosen = languageNamed(c.req.query('lang'));
  const language = chosen ?? languageAsked(c.req.header('accept-language')) ?? shop?.language ?? 'en';
  return { language, isChosen: chosen !== null, words: words[language], bank: parts.bank, shop, style: `${'../'.repeat(Math.min(segments, 20))}assets/${style.name}` };
}
