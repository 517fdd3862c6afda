import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { alarmRing } from './alarm-ring.ts';
import { isLoopback } from '../protocol/loopback.ts';
import { startConsole, type ConsoleOptions, type RunningConsole } from './server.ts';
import type { ConsoleState } from './state.ts';
import { ask, EVIL, NOW, quiet, troubled } from './testing/states.ts';

type Event = readonly [level: string, event: string];

async function opened(t: ExecutionContext, state: () => Promise<ConsoleState>, more: Partial<ConsoleOptions> = {}): Promise<RunningConsole & { readonly events: Event[]; readonly clock: { now: number } }> {
  const events: Event[] = [];
  const clock = { now: NOW };
  const running = await startConsole({ listen: { host: '127.0.0.1', port: 0 }, name: 'Midori Bank', state, now: () => clock.now, report: (level, event) => void events.push([level, event]), ...more });
  t.teardown(running.close);
  return { ...running, events, clock };
}

test('the page tells what was received and what became of it, without a script', async (t) => {
  const { port } = await opened(t, () => Promise.resolve(quiet));
  const { status, headers, body } = await ask(port, '/');
  t.is(status, 200);
  t.is(headers['content-type'], 'text/html; charset=UTF-8');
  t.is(headers['content-security-policy'], "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  t.is(headers['refresh'], '15');
  t.is(headers['cache-control'], 'no-store');
  t.is(headers['set-cookie'], undefined);
  t.regex(body, /received 21 = advanced 9 \+ answered 4 \+ recorded 3 \+ nothing-new 2 \+ refused 2 \+ set-aside 0 \+ waiting 1/);
  t.regex(body, /Every letter is accounted for/);
  t.regex(body, /Ledger and board agree/);
  t.regex(body, /payments settled<\/dt><dd>1000\+</);
  t.regex(body, /<td>1<\/td><td>pay@imap\.bank\.example<\/td><td>taken<\/td><td>2 hours ago<\/td><td>-<\/td>/);
  t.notRegex(body, /Halted/);
  t.notRegex(body, /<script|onload|style=|https?:\/\//i);
  t.notRegex(body, /2660|2,660/, 'how much is set aside is no matter for a wall screen');
  // What a reader's machine needs: language, title, one main heading, headed tables, regions with names.
  t.regex(body, /^<!doctype html>\n<html lang="en">/);
  t.is(body.match(/<h1>/g)?.length, 1);
  t.regex(body, /<title>Midori Bank: staff console<\/title>/);
  t.is((await ask(port, '/still')).headers['refresh'], undefined);
  const style = await ask(port, '/style.css');
  t.is(style.headers['content-type'], 'text/css; charset=utf-8');
  t.regex(style.body, /prefers-color-scheme: dark/);
});

test('what needs a person is said, with what to do; hostile words stay words', async (t) => {
  const { port } = await opened(t, () => Promise.resolve(troubled), { name: EVIL });
  const { body } = await ask(port, '/');
  t.true(body.includes('<td>7</td><td>K7F3-K29Q</td>'), 'the reference that `payment show` takes');
  t.regex(body, /22 letters were received and 21 are accounted for\. Run kakitome audit/);
  t.regex(body, /Alarm leaf-differs:<\/strong> the entry &lt;script&gt;/);
  t.regex(body, /What to do: the signed log says something else than the database/);
  t.regex(body, /The monitor failed: disk I\/O error/);
  t.regex(body, /the oldest waits<\/dt><dd class="bad">2 hours</);
  t.regex(body, /payments past their time<\/dt><dd class="bad">2\+</);
  t.regex(body, /disputes open<\/dt><dd>3<\/dd><\/div><div><dt>disputes overdue<\/dt><dd class="bad">1<\/dd><\/div><div><dt>refunds for staff<\/dt><dd class="bad">1</);
  t.regex(body, /<th scope="col">Code<\/th>/);
  t.regex(body, /role="alert">Halted: &lt;script&gt;[^<]*@imap\.bank\.example\. Mails are changed on their way into it/);
  t.regex(body, /<td class="bad">halted since <time datetime="2026-11-21T10:22:00\.000Z">2026-11-21 10:22:00 UTC<\/time><\/td><td class="bad">27 hours ago<\/td><td>for 60 seconds<\/td>/);
  t.regex(body, /<td>bounce@imap\.bank\.example<\/td><td>taken<\/td><td>none since the start<\/td><td class="bad">late: for 30 minutes<\/td>/);
  t.notRegex(body, /<script|<img|\u202E|\u0007/);
  t.is(body.match(/&lt;script&gt;/g)?.length, 9);
});

test('green is what was compared in its time alone: after a failure, or while a run hangs, it says in red how old it is', async (t) => {
  const [monitor, board] = [quiet.board?.monitor, quiet.board];
  if (monitor === undefined || board === null) return t.fail('the quiet state has a board');
  const shown = async (more: Partial<typeof monitor>, at = NOW): Promise<string> => (await ask((await opened(t, () => Promise.resolve({ ...quiet, at, board: { ...board, monitor: { ...monitor, ...more } } }))).port, '/')).body;
  t.regex(await shown({}, NOW + 600_000), /class="good">Ledger and board agree\.<[^]*<p class="soft">Monitor, 11 minutes ago/);
  for (const body of [await shown({}, NOW + 600_001), await shown({ failed: 'disk' }, NOW + 600_000)]) {
    t.notRegex(body, /Ledger and board agree\./);
    t.regex(body, /<p class="bad" role="alert">Ledger and board agreed 11 minutes ago, and have not been compared since\.<[^]*<p class="bad">Monitor, 11 minutes ago/);
  }
  t.notRegex(await shown({ last: null, dueAt: null }), /agree/);
});

test('metrics: every line parses, labels are words of ours', async (t) => {
  const { port } = await opened(t, () => Promise.resolve(troubled));
  const { status, headers, body } = await ask(port, '/metrics');
  t.is(status, 200);
  t.regex(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
  const lines = body.trimEnd().split('\n').filter((line) => line !== '');
  for (const line of lines) t.regex(line, /^(# (HELP|TYPE) kakitome_[a-z0-9_]+ .+|kakitome_[a-z0-9_]+(\{([a-z_]+="[^"\\]*",?)+\})? -?[0-9.e+-]+|kakitome_[a-z0-9_]+(\{.*\})? (NaN|Nan))$/);
  const value = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1];
  t.deepEqual(
    ['kakitome_letters_received_total', 'kakitome_letters_disposed{disposition="nothing-new"}', 'kakitome_letters_waiting', 'kakitome_notices{status="failed"}', 'kakitome_payments{state="awaiting-forward"}', 'kakitome_deadlines_late', 'kakitome_disputes_open', 'kakitome_disputes_overdue', 'kakitome_refunds_for_staff', 'kakitome_held_minor_units{currency="JPY"}', 'kakitome_staff_tasks', 'kakitome_alarms_total'].map(value),
    ['22', '2', '1', '1', '3', '2', '3', '1', '1', '2660', '1', '2'],
  );
  t.deepEqual(
    ['board_assigned_entries', 'board_size_entries', 'board_published_entries', 'board_head_age_seconds', 'board_waiting_entries', 'board_oldest_waiting_seconds', 'board_monitor_age_seconds', 'board_monitor_runs_total', 'board_monitor_failed', 'board_monitor_alarms', 'board_monitor_findings{code="leaf-differs"}', 'board_monitor_findings{code="face-left"}'].map((name) => value(`kakitome_${name}`)),
    ['13', '12', '11', '90', '2', '7300', '60', '4', '1', '1', '3', '0'],
  );
  t.deepEqual(
    ['halted{mailbox="1"}', 'halted{mailbox="2"}', 'whole_canary_age_seconds{mailbox="1"}', 'whole_canary_age_seconds{mailbox="2"}', 'canary_waiting_seconds{mailbox="1"}', 'canary_waiting_seconds{mailbox="2"}'].map((name) => value(`kakitome_mailbox_${name}`)),
    ['1', '0', '97200', undefined, '60', '1800'],
  );
  t.truthy(value('kakitome_process_resident_memory_bytes'));
  t.notRegex(body, /<script|bank\.example|Midori/);
});

test('two consoles of one process tell each its own; a second look tells the new numbers', async (t) => {
  const state = { now: quiet };
  const first = await opened(t, () => Promise.resolve(state.now));
  const second = await opened(t, () => Promise.resolve({ ...quiet, board: null, mailboxes: null }));
  const valueAt = async (port: number, name: string): Promise<string | undefined> => new RegExp(`^kakitome_${name} (.*)$`, 'm').exec((await ask(port, '/metrics')).body)?.[1];
  t.deepEqual([await valueAt(first.port, 'board_size_entries'), await valueAt(first.port, 'letters_received_total')], ['11', '21']);
  // Nothing is told of what there is not: 0 would be an age, or a size.
  t.notRegex((await ask(second.port, '/metrics')).body, /^kakitome_(?:board|mailbox)_/m);
  state.now = { ...quiet, letters: { ...quiet.letters, received: 30 } };
  t.is(await valueAt(first.port, 'letters_received_total'), '21', 'one look serves all for a while');
  first.clock.now += 2_000;
  t.is(await valueAt(first.port, 'letters_received_total'), '30');
  state.now = { ...quiet, mailboxes: [], board: quiet.board === null ? null : { ...quiet.board, logs: [{ origin: 'board.bank.example/board/2027', state: 'active', assigned: 0, publishedSize: 0, size: 0, signedAt: null }], monitor: { ...quiet.board.monitor, last: null } } };
  t.deepEqual([await valueAt(first.port, 'board_head_age_seconds'), await valueAt(first.port, 'mailbox_whole_canary_age_seconds\\{mailbox="1"\\}')], ['90', '7200']);
  first.clock.now += 2_000;
  t.deepEqual([await valueAt(first.port, 'board_head_age_seconds'), await valueAt(first.port, 'board_size_entries'), await valueAt(first.port, 'board_monitor_age_seconds')], [undefined, '0', undefined], 'a log that was never signed has no age, whatever the one before it had');
  t.notRegex((await ask(first.port, '/metrics')).body, /^kakitome_mailbox_/m, 'another process watches the mailboxes now');
  t.regex((await ask(first.port, '/')).body, /Watched by another process of this bank/);
  t.regex((await ask(first.port, '/')).body, /Alarms of this process.*None since its start\. Other processes of the bank tell theirs in their own logs\./s);
  t.regex((await ask(second.port, '/')).body, /This bank keeps no board/);
  t.regex((await ask(second.port, '/')).body, /No mailbox is checked by mails of our own/);
  t.is(await valueAt(second.port, 'mailbox_halted\\{mailbox="1"\\}'), undefined);
});

test('only under its own name, only to look', async (t) => {
  const { port } = await opened(t, () => Promise.resolve(quiet), { hosts: ['console.bank.example'] });
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`, 'console.bank.example']) t.is((await ask(port, '/healthz', { host })).status, 200, host);
  // Port 80 is in no Host; 127.0.0.2 is this machine, too; and by a tunnel the port is another one.
  for (const host of ['localhost', '127.0.0.1', '[::1]', '127.0.0.2:9464', `localhost:${port + 1}`, `127.0.0.1:${port + 10_000}`]) t.is((await ask(port, '/healthz', { host })).status, 200, host);
  for (const host of ['evil.example', `evil.example:${port}`, `localhost.evil.example:${port}`, '127.0.0.1.evil.example', '127.evil.example', '127.1', '10.0.0.1', '[::2]', `console.bank.example:${port}`]) {
    const { status, body, headers } = await ask(port, '/metrics', { host });
    t.deepEqual([status, body, headers['content-security-policy'] === undefined], [421, 'This console has another name. It is asked as 127.0.0.1, [::1] or localhost, with any port, or as console.bank.example.\n', false], host);
  }
  for (const host of ['[::1', 'localhost:x', 'localhost:80@evil.example', '127.0.0.1:80:80']) t.true([400, 421].includes((await ask(port, '/metrics', { host })).status), host);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const { status, headers } = await ask(port, '/', { method });
    t.deepEqual([status, headers['allow']], [405, 'GET, HEAD'], method);
  }
  const head = await ask(port, '/', { method: 'HEAD' });
  t.deepEqual([head.status, head.body], [200, '']);
  for (const path of ['/nothing', '//', '/../main.ts', '/%2e%2e/state.ts', '/metrics/']) t.is((await ask(port, path)).status, 404, path);
});

test('it listens on the loopback alone, unless a proxy is promised', async (t) => {
  t.deepEqual(['127.0.0.1', '127.9.9.9', '::1', '0.0.0.0', '::', '192.0.2.1', 'localhost', '127.evil.example', ''].map(isLoopback), [true, true, true, false, false, false, false, false, false]);
  for (const host of ['0.0.0.0', '::', 'localhost']) await t.throwsAsync(opened(t, () => Promise.resolve(quiet), { listen: { host, port: 0 } }), { instanceOf: RangeError, message: /expected 127\.0\.0\.1 or \[::1\]/ });
  const { port } = await opened(t, () => Promise.resolve(quiet), { listen: { host: '0.0.0.0', port: 0 }, behindProxy: true, hosts: ['console.bank.example'] });
  t.is((await ask(port, '/', { host: 'console.bank.example' })).status, 200);
  t.is((await ask(port, '/', { host: '192.0.2.1' })).status, 421);
  await t.throwsAsync(opened(t, () => Promise.resolve(quiet), { listen: { host: '127.0.0.1', port } }), { code: 'EADDRINUSE' });
});

test('books that can\'t be read are said so, and no old numbers shown', async (t) => {
  const { port, events } = await opened(t, () => Promise.reject(new Error('disk I/O error')));
  for (const path of ['/', '/metrics', '/healthz']) {
    const { status, body } = await ask(port, path);
    t.is(status, 503, path);
    t.regex(body, /can(&#39;|')t be read/);
    t.notRegex(body, /disk/);
  }
  t.deepEqual(events, [['warn', 'console-state']]);
});

test('all that ask while the books are read share one look', async (t) => {
  let [looks, asked] = [0, 0];
  let end: (state: ConsoleState) => void = () => undefined;
  const reading = (): Promise<ConsoleState> => {
    looks += 1;
    return new Promise((resolve) => void (end = resolve));
  };
  // Each time it is asked for the state it looks at the clock, on which a minute has passed.
  const running = await opened(t, reading, { now: () => NOW + 60_000 * (asked += 1) });
  const answers = ['/', '/metrics', '/healthz', '/still'].map((path) => ask(running.port, path));
  while (asked < 4) await new Promise(setImmediate);
  end(quiet);
  t.deepEqual((await Promise.all(answers)).map(({ status }) => status), [200, 200, 200, 200]);
  t.is(looks, 1);
});

test('bytes that are no request are refused, and it goes on', async (t) => {
  const { port } = await opened(t, () => Promise.resolve(quiet));
  const answer = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let got = '';
      const socket = connect(port, '127.0.0.1', () => socket.end(text));
      socket.on('data', (data) => void (got += data.toString())).once('close', () => resolve(got)).once('error', reject);
    });
  t.regex(await answer('\u0000\u0001 nonsense\r\n\r\n'), /^HTTP\/1\.1 400/);
  t.regex(await answer(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(10_000)}\r\n\r\n`), /^HTTP\/1\.1 431/);
  t.regex(await answer('GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400/);
  t.is((await ask(port, '/healthz')).body, 'ok\n');
});

test('the ring keeps the newest alarms, without what is named like a secret, and hands everything on', (t) => {
  const passed: string[] = [];
  let now = 0;
  const { report, list, total } = alarmRing((level: 'info' | 'warn' | 'alarm', event: string, fields: Record<string, string | number | boolean | null>) => void passed.push(`${level} ${event} ${Object.keys(fields).length}`), () => (now += 1), 3);
  report('info', 'ready', {});
  for (let number = 1; number <= 5; number += 1) report('alarm', `a${number}`, { number, password: 'maple', text: 'x', long: 'y'.repeat(1_000) });
  t.deepEqual(list().map(({ at, event }) => [at, event]), [[5, 'a5'], [4, 'a4'], [3, 'a3']]);
  t.is(total(), 5);
  t.is(passed.length, 6);
  t.notRegex(list()[0]?.detail ?? '', /maple/);
  t.true((list()[0]?.detail.length ?? 0) <= 401);
});
