/** The routes. Everything is GET; a file of a log has no parameters, and the parameters of a form lead to an address without any. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import * as answers from './answers.ts';
import type { VerifierKey } from '../format/key.ts';
import { Malformed } from '../format/malformed.ts';
import type { Asset } from './bundle.ts';
import type { Catalogue, Place } from './catalogue.ts';
import type { Live } from './live.ts';
import { pathIn, type BoardIdentity, type PageContext } from './layout.ts';
import { BOARD_ROWS, boardPage } from './pages/board-page.ts';
import { checkPage, standaloneChecker, type KnownToChecker } from './pages/check-page.ts';
import { entryPage } from './pages/entry-page.ts';
import { errorPage, type ErrorKind } from './pages/error-page.ts';
import { atomFeed, FEED_ENTRIES } from './pages/feed.ts';
import { filterFrom, listPage, listPath, LIST_ROWS, readListPath } from './pages/list-page.ts';
import { logPage } from './pages/log-page.ts';
import { postPage } from './pages/post-page.ts';
import { referencePage, wrongReferencePage } from './pages/reference-page.ts';
import { referencePath } from './pages/rows.ts';
import { referenceFrom, shownText } from './shown-text.ts';
import type { Times } from './times.ts';
import type { View } from './view.ts';
import { readServed, servedAt } from './web-root.ts';
import { isLanguage, languageOf, words, type Language } from './words.ts';

export type AppParts = {
  readonly folder: string;
  readonly board: BoardIdentity;
  readonly times: Times;
  readonly now: () => number;
  readonly view: View;
  readonly catalogue: Catalogue;
  readonly live: Live;
  readonly assets: { readonly style: Asset; readonly liveScript: Asset; readonly checkScript: Asset };
  /** Keys of logs that come from elsewhere than the folder; none: the checker takes the folder's. */
  readonly logs: readonly VerifierKey[];
  /** The tlog-policy that the checker asks for, without logs. */
  readonly policy: string;
  readonly onFault: (error: Error) => void;
};

type Env = { Bindings: HttpBindings };
type Request = Context<Env>;
/** What a route needs of a request, once. */
type Turn = { readonly asked: answers.Asked; readonly context: PageContext };

const MOST_SHOPS = 200;
const STYLE = 'style';

export function makeApp(parts: AppParts): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    if (c.req.method === 'OPTIONS' && c.req.path.startsWith('/board/')) return answers.preflight();
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return answers.wrongMethod();
    return next();
  });
  addFiles(app, parts);
  addPages(app, parts);
  addEntries(app, parts);
  addWays(app, parts);
  app.notFound((c) => failure(parts, c, 'not-found', 404));
  app.onError((error, c) => {
    parts.onFault(error);
    return failure(parts, c, error instanceof Malformed ? 'altered' : 'fault', 500);
  });
  return app;
}

const askedIn = (c: Request): answers.Asked => ({ method: c.req.raw.method, ifNoneMatch: c.req.header('if-none-match') });

function turnIn(parts: AppParts, c: Request, language: Language): Turn {
  const { board, times, now, assets } = parts;
  return { asked: askedIn(c), context: { language, words: words[language], board, times, now: now(), assets: { style: `/assets/${STYLE}.${assets.style.version}.css`, script: `/assets/live.${assets.liveScript.version}.js` } } };
}

const asksIn = (c: Request): Language => languageOf(c.req.header('accept-language'));

function failure(parts: AppParts, c: Request, kind: ErrorKind, status: 404 | 500): Response {
  const [, first = ''] = c.req.path.split('/');
  const { asked, context } = turnIn(parts, c, isLanguage(first) ? first : asksIn(c));
  return answers.page(asked, errorPage(context, kind), status);
}

// What is not of any language

function addFiles(app: Hono<Env>, parts: AppParts): void {
  const { folder, assets, board, view, catalogue, now } = parts;
  app.get('/board/*', async (c) => {
    const path = c.req.path.slice(1);
    const kind = servedAt(path);
    const bytes = kind === null ? null : await readServed(folder, path);
    return kind === null || bytes === null ? answers.noFile(askedIn(c)) : answers.logFile(askedIn(c), bytes, kind);
  });
  const scripts: Readonly<Record<string, readonly [Asset, string]>> = {
    [`${STYLE}.${assets.style.version}.css`]: [assets.style, 'text/css'],
    [`live.${assets.liveScript.version}.js`]: [assets.liveScript, 'text/javascript'],
    [`check.${assets.checkScript.version}.js`]: [assets.checkScript, 'text/javascript'],
  };
  app.get('/assets/:file', (c) => {
    const found = Object.hasOwn(scripts, c.req.param('file')) ? scripts[c.req.param('file')] : undefined;
    return found === undefined ? failure(parts, c, 'not-found', 404) : answers.asset(askedIn(c), found[0].text, found[1]);
  });
  app.get('/feed.atom', (c) => answers.text(askedIn(c), atomFeed(board, view.logs(), catalogue.newest({}, FEED_ENTRIES), view.logs().at(-1)?.headAt ?? now()), 'application/atom+xml'));
  app.get('/robots.txt', (c) => answers.text(askedIn(c), 'User-agent: *\nDisallow: /en/find\nDisallow: /ja/find\nDisallow: /en/live/\nDisallow: /ja/live/\nDisallow: /board/\n', 'text/plain'));
}

// Pages

const IN = '/:language{(?:en|ja)}';

const languageIn = (c: Request): Language => (c.req.param('language') === 'ja' ? 'ja' : 'en');

function addPages(app: Hono<Env>, parts: AppParts): void {
  const { view, catalogue, live, assets, logs, policy } = parts;
  const known = (): KnownToChecker => ({ keys: (logs.length > 0 ? logs : view.logs().flatMap(({ about }) => about?.keys ?? [])).map(({ text }) => text), policy });
  const turn = (c: Request): Turn => turnIn(parts, c, languageIn(c));
  app.get(`${IN}/`, (c) => {
    const { asked, context } = turn(c);
    return answers.page(asked, boardPage(context, view.state(context.now), catalogue.newest({}, BOARD_ROWS)));
  });
  app.get(`${IN}/log`, (c) => {
    const { asked, context } = turn(c);
    return answers.page(asked, logPage(context, view.logs(), view.state(context.now).faulty));
  });
  app.get(`${IN}/check`, (c) => {
    const { asked, context } = turn(c);
    return answers.sealedPage(asked, checkPage(context, known(), `/assets/check.${assets.checkScript.version}.js`));
  });
  app.get('/check/:file{kakitome-check-(?:en|ja)\\.html}', (c) => {
    const { asked, context } = turnIn(parts, c, c.req.path.includes('-ja.') ? 'ja' : 'en');
    return answers.download(asked, standaloneChecker(context, known(), assets.checkScript, assets.style), `kakitome-check-${context.language}.html`, 'text/html; charset=utf-8');
  });
  app.get(`${IN}/post`, (c) => {
    const { asked, context } = turn(c);
    const { posting } = context.board;
    return posting === null ? failure(parts, c, 'not-found', 404) : answers.page(asked, postPage(context, posting));
  });
  const list = (c: Request): Response => {
    const { asked, context } = turn(c);
    const address = readListPath(c.req.path.split('/').slice(3).map(decoded));
    const before = address === null || address.before === null ? null : view.place(address.before.year, address.before.index);
    if (address === null || (address.before !== null && before === null)) return failure(parts, c, 'not-found', 404);
    const found = catalogue.newest(address.filter, LIST_ROWS + 1, before ?? undefined);
    return answers.page(asked, listPage(context, { address, logs: view.logs(), entries: found.slice(0, LIST_ROWS), more: found.length > LIST_ROWS, shops: catalogue.shops(MOST_SHOPS) }));
  };
  app.get(`${IN}/entries`, list);
  app.get(`${IN}/entries/*`, list);
  app.get(`${IN}/live/:rest{.+}`, (c) => {
    // An answer without a body would hold a listener's place for nothing.
    if (c.req.raw.method !== 'GET') return answers.wrongMethod();
    const { context } = turn(c);
    const after = c.req.header('last-event-id') ?? c.req.param('rest');
    return live.join(c.env.outgoing, context, after) ? RESPONSE_ALREADY_SENT : answers.busy();
  });
}

/** What can't be decoded becomes what no filter may have. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '\0';
  }
}

// Payments and entries

const INDEX = ':index{(?:0|[1-9][0-9]{0,14})}';

function addEntries(app: Hono<Env>, parts: AppParts): void {
  const { view } = parts;
  const placeIn = (c: Request): Place | null => view.place(c.req.param('year') ?? '', Number(c.req.param('index')));
  app.get(`${IN}/reference/:reference`, (c) => {
    const { asked, context } = turnIn(parts, c, languageIn(c));
    const typed = c.req.param('reference');
    const reference = referenceFrom(typed);
    if (reference !== null && reference !== typed) return answers.redirect(pathIn(context.language, referencePath(reference)), false);
    const entries = view.ofPayment(reference ?? shownText(typed, 60));
    if (reference === null && entries.length === 0) return answers.page(asked, wrongReferencePage(context, shownText(typed, 60)), 404);
    return answers.page(asked, referencePage(context, reference ?? shownText(typed, 60), view.logs(), entries), entries.length === 0 ? 404 : 200);
  });
  app.get(`${IN}/entry/:year/${INDEX}`, async (c) => {
    const place = placeIn(c);
    if (place === null) return failure(parts, c, 'no-entry', 404);
    const { asked, context } = turnIn(parts, c, languageIn(c));
    return answers.page(asked, entryPage(context, await view.detail(place), view.logs()));
  });
  app.get(`/entry/:year/${INDEX}/entry.bin`, async (c) => {
    const place = placeIn(c);
    return place === null ? failure(parts, c, 'no-entry', 404) : answers.download(askedIn(c), await view.bytes(place), 'entry.bin');
  });
  app.get(`/entry/:year/${INDEX}/receipt.tlog-proof`, async (c) => {
    const place = placeIn(c);
    const proof = place === null ? null : await view.proof(place);
    return proof === null ? failure(parts, c, 'no-entry', 404) : answers.download(askedIn(c), proof, 'receipt.tlog-proof');
  });
}

// Ways to pages: forms, and addresses without a language

function addWays(app: Hono<Env>, parts: AppParts): void {
  app.get(`${IN}/find`, (c) => {
    const { asked, context } = turnIn(parts, c, languageIn(c));
    const typed = c.req.query('reference');
    if (typed === undefined) return answers.redirect(pathIn(context.language, listPath({ filter: filterFrom({ day: c.req.query('day'), kind: c.req.query('kind'), shop: c.req.query('shop') }), before: null })), false, 303);
    const reference = referenceFrom(typed);
    return reference === null ? answers.page(asked, wrongReferencePage(context, shownText(typed, 60)), 404) : answers.redirect(pathIn(context.language, referencePath(reference)), false, 303);
  });
  const toLanguage = (path: (c: Request) => string) => (c: Request): Response => answers.redirect(pathIn(asksIn(c), path(c)), true);
  // As it was asked for: the path of a route is decoded, and no header may have what can stand in it then.
  const same = toLanguage((c) => new URL(c.req.url).pathname);
  for (const path of ['/', '/entries', '/entries/*', '/log', '/check', '/post', '/reference/:reference', `/entry/:year/${INDEX}`]) app.get(path, same);
  app.get(IN, (c) => answers.redirect(`/${languageIn(c)}/`, false));
}
