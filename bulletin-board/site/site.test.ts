import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { verifyProof } from '../format/proof.ts';
import { parseKey } from '../format/key.ts';
import { facePath } from '../format/tile.ts';
import { parsePolicy } from '../format/policy.ts';
import { auditLog } from '../verify/audit.ts';
import { httpReader } from '../verify/http.ts';
import { HOSTILE_ALIAS, HOSTILE_TEXT, NOW, PLACES, referenceOf } from './testing/made-board.ts';
import { ask, NAME, runSite } from './testing/running-site.ts';

const text = ({ body }: { readonly body: Buffer }): string => body.toString('utf8');

test('the files of a log, as C2SP asks for them', async (t) => {
  const site = await runSite(t);
  const cases: readonly (readonly [path: string, type: string, caching: string])[] = [
    ['/board/2026/checkpoint', 'text/plain; charset=utf-8', 'public, max-age=2'],
    ['/board/2026/tile/0/000.p/133', 'application/octet-stream', 'public, max-age=31536000, immutable'],
    ['/board/2026/tile/entries/000.p/133', 'application/octet-stream', 'public, max-age=31536000, immutable'],
    ['/board/2026/face/005.json', 'application/json', 'public, max-age=60'],
    ['/board/2026/log.json', 'application/json', 'public, max-age=60'],
    ['/board/logs.json', 'application/json', 'public, max-age=60'],
  ];
  for (const [path, type, caching] of cases) {
    const answer = await ask(site, path);
    t.is(answer.status, 200, path);
    t.deepEqual(answer.body, readFileSync(join(site.board.folder, path)), path);
    t.is(answer.headers['content-type'], type, path);
    t.is(answer.headers['cache-control'], caching, path);
    t.is(answer.headers['access-control-allow-origin'], '*', path);
    t.is(answer.headers['x-content-type-options'], 'nosniff', path);
    t.deepEqual((await ask(site, `${path}?size=1`)).body, answer.body, 'a parameter changes nothing');
    const head = await ask(site, path, { method: 'HEAD' });
    t.deepEqual([head.status, head.body.length, head.headers['content-length'], head.headers['etag']], [200, 0, String(answer.body.length), answer.headers['etag']], path);
    const again = await ask(site, path, { headers: { 'if-none-match': `"other", W/${answer.headers['etag']}` } });
    t.deepEqual([again.status, again.body.length, again.headers['cache-control']], [304, 0, caching], path);
    t.is((await ask(site, path, { headers: { 'if-none-match': '"other"' } })).status, 200);
  }
  const preflight = await ask(site, '/board/2026/checkpoint', { method: 'OPTIONS' });
  t.deepEqual([preflight.status, preflight.headers['access-control-allow-methods']], [204, 'GET, HEAD']);
});

test('nothing else of the disk is served, whatever is asked for', async (t) => {
  const site = await runSite(t);
  const paths = [
    '/board', '/board/', '/board/2026', '/board/2026/', '/board/2026/tile', '/board/2026/tile/0/', '/board/2026/tile/0/000.p', '/board/2026/tile/0/000', '/board/2026/tile/0/000.p/0',
    '/board/2026/tile/0/000.p/256', '/board/2026/tile/0/0000', '/board/2026/tile/64/000', '/board/2026/tile/entries/x000/000', '/board/2026/tile/0/000.p/133/x', '/board/2027/checkpoint',
    '/board/../board/logs.jsonx', '/board/2026/../../../etc/passwd', '/board/2026/..%2f..%2f..%2f..%2fetc/passwd', '/board/%2e%2e/%2e%2e/etc/passwd', '/board/2026/face/../../../../etc/passwd',
    '/board//2026//checkpoint', '/board/.writing/x', '/board/2026/checkpoint/', '/board/2026/checkpoint%00', '/board/2026/face/003.json', '/board\\2026\\checkpoint',
  ];
  for (const path of paths) {
    const answer = await ask(site, path);
    t.true([404, 302, 400].includes(answer.status), `${path} ${answer.status}`);
    t.notRegex(text(answer), /root:|000\.p/, path);
  }
  const missing = await ask(site, '/board/2026/tile/0/001');
  t.deepEqual([missing.status, missing.headers['cache-control'], missing.headers['access-control-allow-origin']], [404, 'no-store', '*']);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) t.is((await ask(site, '/en/', { method })).status, 405, method);
});

test('the folder passes the whole audit through this server', async (t) => {
  const site = await runSite(t);
  const { policy } = site.board.log();
  const result = await auditLog({ read: httpReader(`${site.url}/board/2026`, null, { timeoutMs: 5_000, retries: 0, pauseMs: 1 }), policy: parsePolicy(policy) });
  t.is(result.outcome, 'sound', JSON.stringify(result.findings));
  t.is(result.head?.size, 133);
});

test('every page, in both languages, with what protects it', async (t) => {
  const site = await runSite(t);
  for (const language of ['en', 'ja']) {
    for (const path of ['/', '/entries', '/entries/day/2026-11-21/kind/settled', '/entries/before/2026/60', `/reference/${referenceOf(200)}`, '/entry/2026/132', '/entry/2025/0', '/entry/2025/6', '/entry/2026/0', '/log', '/check']) {
      const answer = await ask(site, `/${language}${path}`);
      const page = text(answer);
      t.is(answer.status, 200, path);
      t.true(page.startsWith(`<!DOCTYPE html>\n<html lang="${language}">`), path);
      const policy = answer.headers['content-security-policy'] ?? '';
      for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) t.true(policy.includes(rule), `${path} ${rule}`);
      t.notRegex(policy, /unsafe|https?:/);
      t.is(answer.headers['referrer-policy'], 'no-referrer');
      t.is(answer.headers['set-cookie'], undefined);
      t.notRegex(page, /\son[a-z]+=["']|style=|javascript:/i, `${path}: nothing inline`);
      t.notRegex(page, /(?:src|href)="https?:\/\/(?!board\.bank\.example)/, `${path}: nobody else`);
      t.is((await ask(site, `/${language}${path}`, { headers: { 'if-none-match': answer.headers['etag'] ?? '' } })).status, 304, path);
    }
  }
  t.regex((await ask(site, '/en/check')).headers['content-security-policy'] ?? '', /connect-src 'none'; form-action 'none'/);
});

test('ways without a language lead to the one that the browser asks for', async (t) => {
  const site = await runSite(t);
  const to = async (path: string, accepts: string): Promise<string | undefined> => (await ask(site, path, { headers: { 'accept-language': accepts } })).headers['location'];
  t.is(await to('/', 'ja,en;q=0.8'), '/ja/');
  t.is(await to('/', 'fr, en;q=0.3, ja-JP;q=0.2'), '/en/');
  t.is(await to('/', 'fr'), '/en/');
  t.is(await to('/', 'ja;q=0, en;q=0.1'), '/en/');
  t.is(await to('/entry/2026/132', 'ja'), '/ja/entry/2026/132');
  t.is(await to('/check', 'ja'), '/ja/check');
  t.is((await ask(site, '/')).headers['vary'], 'Accept-Language');
  t.is((await ask(site, '/en')).headers['location'], '/en/');
});

test('an address without a language keeps what is in it, whatever the script, and never makes a fault', async (t) => {
  const site = await runSite(t);
  const shop = encodeURIComponent('丸善堂書店');
  const cases: readonly (readonly [asked: string, location: string])[] = [
    [`/entries/shop/${shop}`, `/ja/entries/shop/${shop}`], ['/reference/%E8%8C%B6', '/ja/reference/%E8%8C%B6'], ['/entries/%0d%0aX', '/ja/entries/%0d%0aX'], ['/entries/%0d%0aSet-Cookie:a=b', '/ja/entries/%0d%0aSet-Cookie:a=b'],
    ['/entries/a%2fb%3fc%23d%25', '/ja/entries/a%2fb%3fc%23d%25'], ['/entries/%ff', '/ja/entries/%ff'], ['/entries/%', '/ja/entries/%'], ['/entry/%E8%8C%B6/5', '/ja/entry/%E8%8C%B6/5'], ['/entries//evil.example', '/ja/entries//evil.example'], ['/reference/a?b=c', '/ja/reference/a'],
  ];
  for (const [asked, location] of cases) {
    const answer = await ask(site, asked, { headers: { 'accept-language': 'ja' } });
    t.deepEqual([answer.status, answer.headers['location'], answer.headers['set-cookie']], [302, location, undefined], asked);
    t.true([200, 404].includes((await ask(site, location)).status), location);
  }
  t.true(text(await ask(site, `/ja/entries/shop/${shop}`)).includes('丸善堂書店'));
  // Bytes that are no address at all, as no browser sends them.
  for (const path of ['/entries/\u00ff\u00fe', '/entries/\u00e8\u008c\u00b6', '/reference/\u00e8', '/entry/\u00e8/5']) {
    const { status, headers } = await ask(site, path);
    t.true([302, 400, 404].includes(status) && /^[\x21-\x7e]*$/.test(headers['location'] ?? ''), `${path} ${status} ${headers['location']}`);
  }
  t.deepEqual(site.reported.filter(({ level }) => level === 'alarm'), []);
});

test('a fault that anybody can ask for again is told once a minute, with how often', async (t) => {
  const clock = { at: NOW };
  const site = await runSite(t, { now: () => clock.at });
  const path = join(site.board.log().folder, facePath(5));
  rmSync(path);
  // A link that leads to itself: the disk answers with a fault.
  symlinkSync(path, path);
  const faults = () => site.reported.filter(({ code }) => code === 'site-fault').map(({ level, detail }) => [level, detail['times']]);
  for (let times = 0; times < 20; times += 1) t.is((await ask(site, '/board/2026/face/005.json')).status, 500);
  t.deepEqual(faults(), [['alarm', undefined]]);
  clock.at += 60_000;
  t.is((await ask(site, '/board/2026/face/005.json')).status, 500);
  t.is((await ask(site, '/board/2026/face/005.json')).status, 500);
  t.deepEqual(faults(), [['alarm', undefined], ['alarm', 20]]);
  await site.close();
  t.deepEqual(faults(), [['alarm', undefined], ['alarm', 20], ['alarm', undefined]], 'nothing is lost at the end');
});

test('a payment is found by its reference, however it is typed', async (t) => {
  const site = await runSite(t);
  const reference = referenceOf(200);
  const sloppy = reference.toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o').replace('-', ' ');
  for (const typed of [reference, sloppy, reference.replace('-', '')]) {
    const found = await ask(site, `/en/find?reference=${encodeURIComponent(typed)}`);
    t.deepEqual([found.status, found.headers['location']], [303, `/en/reference/${reference}`], typed);
  }
  const page = text(await ask(site, `/en/reference/${reference}`));
  const order = ['Posted', 'Accepted', 'Settled'].map((kind) => page.indexOf(`</svg> ${kind}</span>`));
  t.true(order.every((at, index) => at > (order[index - 1] ?? 0)), String(order));
  t.is((await ask(site, '/en/reference/7777-7777')).status, 404);
  const wrong = await ask(site, '/en/find?reference=%3Cb%3Eno');
  t.is(wrong.status, 404);
  t.true(text(wrong).includes('“&lt;b&gt;no” is no reference'));
});

test('lists by day, kind and shop have plain addresses and go on to the first entry', async (t) => {
  const site = await runSite(t);
  t.is((await ask(site, '/ja/find?day=2026-11-21&kind=returned&shop=')).headers['location'], '/ja/entries/day/2026-11-21/kind/returned');
  t.is((await ask(site, `/en/find?day=&kind=nonsense&shop=${encodeURIComponent('丸善堂書店')}`)).headers['location'], `/en/entries/shop/${encodeURIComponent('丸善堂書店')}`);
  t.true(text(await ask(site, `/en/entries/shop/${encodeURIComponent('丸善堂書店')}`)).includes('丸善堂書店'));
  const seen: string[] = [];
  for (let path: string | undefined = '/en/entries'; path !== undefined; ) {
    const page = text(await ask(site, path));
    seen.push(...[...page.matchAll(/href="\/en\/entry\/(\d+\/\d+)"/g)].map((match) => match[1] ?? ''));
    path = /rel="next" href="([^"]+)"/.exec(page)?.[1];
  }
  t.is(seen.length, 140);
  t.is(new Set(seen).size, 140);
  t.deepEqual([seen[0], seen.at(-1)], ['2026/132', '2025/0']);
  for (const path of ['/en/entries/kind/nonsense', '/en/entries/day/2026-13-41', '/en/entries/kind/settled/day/2026-11-21', '/en/entries/before/2026/9999', '/en/entries/before/2026/01', '/en/entries/x']) t.is((await ask(site, path)).status, 404, path);
});

test('an entry: its bytes, its proof, and what is wrong with its face', async (t) => {
  const site = await runSite(t);
  const { keys, entryAt } = site.board.log();
  const [bytes, proof] = [await ask(site, '/entry/2026/132/entry.bin'), await ask(site, '/entry/2026/132/receipt.tlog-proof')];
  t.deepEqual(Uint8Array.from(bytes.body), Uint8Array.from(entryAt(132).leaf));
  t.is(verifyProof(Uint8Array.from(bytes.body), Uint8Array.from(proof.body), { log: keys.map(parseKey), witnesses: [] }).index, 132);
  t.is(proof.headers['content-disposition'], 'attachment; filename="receipt.tlog-proof"');

  const withdrawn = text(await ask(site, `/en/entry/2026/${PLACES.withdrawn}`));
  t.true(withdrawn.includes('was erased on 2026-11-21 10:28. Reason given: asked by a party'));
  t.true(withdrawn.includes(`href="/en/entry/2026/${PLACES.withdrawal}"`));
  t.true(text(await ask(site, `/en/entry/2026/${PLACES.withdrawal}`)).includes(`href="/en/entry/2026/${PLACES.withdrawn}"`));
  for (const index of [PLACES.false, PLACES.steering]) t.true(text(await ask(site, `/en/entry/2026/${index}`)).includes('role="alert"><h2>Do not trust'), String(index));
  t.true(text(await ask(site, `/en/entry/2026/${PLACES.missing}`)).includes('no entry says that it was withdrawn'));
  for (const path of ['/en/entry/2026/133', '/en/entry/2024/0', '/en/entry/2026/00', '/en/entry/2026/-1', '/entry/2026/133/entry.bin', '/entry/2026/999999999999999/receipt.tlog-proof']) t.is((await ask(site, path)).status, 404, path);
});

test('a hostile face is text, never markup, and does not fill a page', async (t) => {
  const site = await runSite(t);
  t.true(HOSTILE_ALIAS.includes('<img'));
  const paths = [`/en/entry/2026/${PLACES.hostile}`, '/en/', '/en/entries', `/ja/reference/${referenceOf(201)}`, '/feed.atom'];
  for (const path of paths) {
    const page = text(await ask(site, path));
    t.notRegex(page, /<img|alert\(1\)">|<script>|\u200B|\u202E|\u0000/, path);
    t.true(page.length < 120_000, path);
  }
  t.true(text(await ask(site, `/en/entry/2026/${PLACES.hostile}`)).includes('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\uFFFD\u{1F600}'));
});

test('a post shows its alias, its time of order and the buyer\'s own words, as text, in lists and on its page', async (t) => {
  const site = await runSite(t);
  const shown = HOSTILE_TEXT.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  for (const path of ['/en/', '/en/entries/kind/posted', `/en/entry/2026/${PLACES.posted}`, `/en/reference/${referenceOf(200)}`]) {
    const page = text(await ask(site, path));
    t.true(page.includes(shown), path);
    t.notRegex(page, /<b onmouseover/, path);
  }
  t.regex(text(await ask(site, '/en/entries/kind/posted')), /<bdi>T\.K\.<\/bdi> · <bdi>Ordered 10:28<\/bdi>/);
  t.regex(text(await ask(site, `/en/entry/2026/${PLACES.posted}`)), /<dt>The buyer’s words<\/dt>/);
});

test('how to post is told only where posts are taken', async (t) => {
  const none = await runSite(t);
  for (const path of ['/en/post', '/ja/post']) t.is((await ask(none, path)).status, 404, path);
  t.notRegex(text(await ask(none, '/en/')), /\/en\/post/);
  const site = await runSite(t, { posting: { address: 'post&co@bank.example', bank: 'pay@bank.example' } });
  for (const language of ['en', 'ja']) {
    const front = text(await ask(site, `/${language}/`));
    t.is(front.split(`href="/${language}/post"`).length - 1, 2, 'in the navigation and below the list');
    const page = await ask(site, `/${language}/post`);
    t.is(page.status, 200);
    t.regex(text(page), /Cc: pay@bank\.example, post&amp;co@bank\.example\n/);
    t.regex(text(page), /<table class="entries"/);
    t.notRegex(text(page), /<script/);
  }
  t.is((await ask(site, '/post', { headers: { 'accept-language': 'ja' } })).headers['location'], '/ja/post');
});

test('the log page says who signed, who cosigned, and what is not promised', async (t) => {
  const site = await runSite(t);
  const page = text(await ask(site, '/en/log'));
  for (const part of ['board.bank.example/board/2026', site.board.log().keys[0] ?? '', 'Entries are kept for ten years.', 'witness1.example', 'witness2.example', 'no: its key is not known', 'It is unqualified']) t.true(page.includes(part), part);
});

test('an Atom feed with ids that stay', async (t) => {
  const site = await runSite(t);
  const feed = await ask(site, '/feed.atom');
  t.is(feed.headers['content-type'], 'application/atom+xml; charset=utf-8');
  const ids = [...text(feed).matchAll(/<id>([^<]+)<\/id>/g)].map((match) => match[1]);
  t.is(ids[1], 'https://board.bank.example/entry/2026/132');
  t.is(new Set(ids).size, ids.length);
  t.regex(text(feed), /<updated>2026-11-21T10:39:00\.000Z<\/updated>/);
  t.true(text(feed).includes(`<name>${NAME}</name>`));
});

test('robots, assets, and pages that are not there', async (t) => {
  const site = await runSite(t);
  t.regex(text(await ask(site, '/robots.txt')), /^User-agent: \*\n/);
  const page = text(await ask(site, '/en/'));
  for (const [, path = ''] of page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) t.regex((await ask(site, path)).headers['cache-control'] ?? '', /immutable/, path);
  for (const path of ['/assets/live.0.js', '/assets/__proto__', '/assets/constructor', '/en/nothing', '/favicon.ico', '/wp-login.php', '/%', '/en/reference/%E0%A4%A', '/ja/entries/shop/%ff']) {
    const answer = await ask(site, path);
    t.is(answer.status, 404, path);
    t.is(answer.headers['cache-control'], 'no-store');
  }
  t.true(text(await ask(site, '/ja/nothing')).includes('lang="ja"'));
  t.deepEqual(site.reported.filter(({ level }) => level === 'alarm'), []);
});

test('what is erased from the folder is gone from the page at once', async (t) => {
  const site = await runSite(t);
  t.true(text(await ask(site, '/en/entry/2026/132')).includes('丸善堂書店'));
  rmSync(join(site.board.log().folder, facePath(132)));
  t.false(text(await ask(site, '/en/entry/2026/132')).includes('丸善堂書店'));
});
