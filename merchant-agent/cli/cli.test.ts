/** The command as people run it, in this process: what it prints, and how it ends. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { loadConfig } from '../config.ts';
import { readKeys } from '../key-files.ts';
import { openStore } from '../main.ts';
import { takeDaemonLock } from '../store/open.ts';
import { runCommand } from './program.ts';

type Ended = { readonly code: number; readonly out: string; readonly err: string };

async function run(...args: readonly string[]): Promise<Ended> {
  const said = { out: '', err: '' };
  const code = await runCommand(args, { out: (text) => void (said.out += text), err: (text) => void (said.err += text) });
  return { code, ...said };
}

type Made = { readonly folder: string; readonly config: string };

async function init(t: ExecutionContext, ...more: readonly string[]): Promise<Made> {
  const base = mkdtempSync(join(tmpdir(), 'kakitome-shop-'));
  t.teardown(() => rmSync(base, { recursive: true, force: true }));
  const folder = join(base, 'shop');
  const made = await run('init', folder, '--address', 'shop@tea.example', '--bank', 'pay@bank.example', '--time-zone', 'Asia/Tokyo', '--language', 'en', '--city', 'Sakai', ...more);
  t.is(made.code, 0, made.err);
  return { folder, config: join(folder, 'merchant.toml') };
}

/** An order in the database, as the steps leave it. */
function addOrder({ config }: Made, suspicious: boolean): void {
  const loaded = loadConfig(config);
  const store = openStore(loaded, readKeys(loaded), false);
  const at = Date.UTC(2026, 10, 21, 1, 32);
  const { letterId } = store.keepLetter({ bytes: Buffer.from('mail'), receivedAt: at, intake: 'imap', keptAt: at });
  const detail = { subject: 'Order \u001b[31mred', buyerName: 'Takao', lines: ['2 煎茶', '1 flying carpet'], leftOut: [], shown: null, apart: [], words: '', upTo: '5,000 JPY', post: { commitment: 'c', orderedAt: at, looks: 3, nextAt: 0, found: { kind: 'differs' as const, place: 'board.bank.example/board/2026#17', why: 'shop' as const, found: 'Other \u001b[31mShop' } }, reading: { items: [], open: [{ reason: 'unknown-item' as const, line: 1, text: '1 flying carpet', candidates: [] }], notes: [{ line: 0, text: '2 煎茶', readAs: '2 x Sencha' }] }, priced: null, doubts: ['unsure'] };
  const id = store.addOrder({ identity: 'one', letterId, buyer: 'takao@buyer.example', messageId: null, secret: null, receivedAt: at, detail, at }) ?? 0;
  store.move(id, { name: 'draft', since: at, reason: 'unsure', code: null, draft: 1 });
  store.setReference(id, 'K7F3-K29Q');
  store.note({ at, orderId: id, letterId, kind: 'draft', detail: 'unsure' });
  if (suspicious) store.countSuspicious(id);
  store.close();
}

test('init makes a folder that is complete, private, and never written over', async (t) => {
  const shop = await init(t, '--log-key', 'board.bank.example/board/2026+3f2a9c11+AZ');
  for (const file of ['merchant.toml', 'bank.policy', 'catalogue.csv', 'merchant.db', 'keys/letter.key', 'keys/token.key', 'keys/webhook.key']) t.is(statSync(join(shop.folder, file)).mode & 0o077, 0, file);
  t.regex(readFileSync(join(shop.folder, 'bank.policy'), 'utf8'), /^log board\.bank\.example\/board\/2026\+3f2a9c11\+AZ$/m);
  t.like(loadConfig(shop.config), { catalogue: { currency: 'JPY' }, seller: { country: 'JP' }, shop: { time_zone: 'Asia/Tokyo' } });
  const again = await run('init', shop.folder, '--address', 'other@tea.example', '--bank', 'pay@bank.example');
  t.is(again.code, 1);
  t.regex(again.err, /found a merchant\.toml; expected a folder without one/);
  const bad = await run('init', `${shop.folder}2`, '--address', 'no address', '--bank', 'pay@bank.example');
  t.regex(bad.err, /--address: found "no address"; expected one mail address/);
});

test('orders and order show: for people and as JSON, by number and by reference', async (t) => {
  const shop = await init(t);
  t.is((await run('orders', '--config', shop.config)).out, 'No order.\n');
  addOrder(shop, true);
  const list = await run('orders', '--config', shop.config);
  t.regex(list.out, /1 +draft \(unsure\) +2026-11-21 01:32Z +takao@buyer\.example .*K7F3-K29Q +SUSPICIOUS MAIL/);
  const json = JSON.parse((await run('orders', '--state', 'suspicious', '--json', '--config', shop.config)).out) as { readonly orders: readonly unknown[] };
  t.like(json.orders[0], { order: 1, state: 'draft', reason: 'unsure', reference: 'K7F3-K29Q', suspicious: 1 });
  t.is((await run('orders', '--state', 'paid', '--config', shop.config)).out, 'No order.\n');
  for (const name of ['1', 'k7f3 k29q']) {
    const { out } = await run('order', 'show', name, '--config', shop.config);
    t.regex(out, /flying carpet/);
    t.regex(out, /unknown-item/);
    t.regex(out, /Post +differs in its shop, board\.bank\.example\/board\/2026#17: Other/);
    t.notRegex(out, /\u001b/, 'no control character gets to a terminal');
  }
  t.like(JSON.parse((await run('order', 'show', '1', '--json', '--config', shop.config)).out), { order: 1, doubts: ['unsure'], post: { looks: 3, next: null, found: { kind: 'differs', why: 'shop' } }, open: [{ reason: 'unknown-item' }], history: [{ kind: 'draft' }] });
});

test('mistakes are one line and exit code 1', async (t) => {
  const shop = await init(t);
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['order', 'show', '7', '--config', shop.config], /order show: found "7"; expected the number of an order/],
    [['orders', '--state', 'lost', '--config', shop.config], /--state: found "lost"; expected one of read, draft/],
    [['orders', '--limit', '0', '--config', shop.config], /--limit: found "0"/],
    [['orders', '--config', join(shop.folder, 'none.toml')], /none\.toml: can't be read \(ENOENT\); expected a configuration file/],
    [['nonsense'], /unknown command/],
  ];
  for (const [words, expected] of cases) {
    const { code, err } = await run(...words);
    t.is(code, 1, words.join(' '));
    t.regex(err, expected);
    t.is(err.trim().split('\n').length, 1);
  }
  chmodSync(join(shop.folder, 'keys', 'letter.key'), 0o644);
  t.regex((await run('orders', '--config', shop.config)).err, /letter\.key: found mode 0644; expected 0600/);
});

test('a second daemon on one database is refused', async (t) => {
  const shop = await init(t);
  const release = takeDaemonLock(join(shop.folder, 'merchant.db'));
  const { code, err } = await run('start', '--once', '--config', shop.config);
  t.is(code, 1);
  t.regex(err, /found another `kakitome-merchant start` working on it/);
  release?.();
});

test('catalog check: what is there, or everything that is wrong with it', async (t) => {
  const shop = await init(t);
  const good = await run('catalog', 'check', '--config', shop.config);
  t.is(good.code, 0);
  t.regex(good.out, /EXAMPLE-1 +Example tea 100 g +1,000 +8 %[\s\S]*1 item, nothing wrong\. Found EXAMPLE-1, the example of init/);
  const file = join(shop.folder, 'new.csv');
  writeFileSync(file, 'sku,name,names,price,currency,tax,stock\nA,Tea,,free,JPY,8,\nA,Tea 2,,10,JPY,eight,\n');
  const bad = await run('catalog', 'check', file, '--config', shop.config);
  t.is(bad.code, 1);
  for (const expected of [/row 2, price: found free/, /row 3, tax: found eight/, /row 3, sku: found A/, /orders wait/]) t.regex(bad.out, expected);
  writeFileSync(file, 'sku,name,names,price,currency,tax,stock\nA,Tea,,10.00,EUR,8,\n');
  t.regex((await run('catalog', 'check', file, '--config', shop.config)).out, /found prices in EUR; expected JPY/);
  t.regex((await run('catalog', 'check', relative(process.cwd(), file), '--config', shop.config)).out, /found prices in EUR/, 'a path on the command line begins where the shell stands');
  t.regex((await run('catalog', 'check', 'none.csv', '--config', shop.config)).out, /none\.csv: can't be read \(ENOENT\)/);
});

test('start --once ends with 1 and says why where a mailbox can\'t be read', async (t) => {
  const shop = await init(t);
  const toml = readFileSync(shop.config, 'utf8').replaceAll(/host = "[a-z.]+"/g, 'host = "127.0.0.1"').replaceAll(/^port = \d+/gm, 'port = 1').replace('level = "info"', 'level = "silent"');
  writeFileSync(shop.config, toml);
  writeFileSync(join(shop.folder, 'keys', 'mailbox.password'), 'x', { mode: 0o600 });
  const { code, out } = await run('start', '--once', '--json', '--config', shop.config);
  t.is(code, 1);
  t.like(JSON.parse(out), { done: false });
  t.regex(out, /ECONNREFUSED/);
});

test('doctor names each thing that is wrong with what to put', async (t) => {
  const shop = await init(t);
  const toml = readFileSync(shop.config, 'utf8').replace('servers = []', 'servers = ["127.0.0.1:1"]').replaceAll(/host = "[a-z.]+"/g, 'host = "127.0.0.1"').replaceAll(/^port = \d+/gm, 'port = 1');
  writeFileSync(shop.config, toml);
  writeFileSync(join(shop.folder, 'keys', 'mailbox.password'), 'x', { mode: 0o600 });
  const { code, out } = await run('doctor', '--json', '--config', shop.config);
  t.is(code, 1);
  const { checks } = JSON.parse(out) as { readonly checks: readonly { readonly name: string; readonly outcome: string; readonly found: string }[] };
  const outcomes = Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));
  t.like(outcomes, { configuration: 'ok', keys: 'ok', database: 'ok', catalogue: 'unsure', 'log keys': 'wrong', mailbox: 'wrong', 'outgoing SMTP': 'wrong', 'DNS of the bank': 'wrong', disk: 'ok', clock: 'ok', retention: 'ok' });
  t.regex(checks.find(({ name }) => name === 'log keys')?.found ?? '', /found no log line .*nothing ships/);
});

test('an order that does not open any more is shown by orders and order show, and doctor names it', async (t) => {
  const shop = await init(t);
  addOrder(shop, false);
  const database = new DatabaseSync(join(shop.folder, 'merchant.db'));
  database.exec("UPDATE orders SET sealed = randomblob(60)");
  database.close();
  writeFileSync(shop.config, readFileSync(shop.config, 'utf8').replace('servers = []', 'servers = ["127.0.0.1:1"]').replaceAll(/host = "[a-z.]+"/g, 'host = "127.0.0.1"').replaceAll(/^port = \d+/gm, 'port = 1'));
  t.regex((await run('orders', '--config', shop.config)).out, /1 +draft \(unsure\) .*DAMAGED/);
  t.regex((await run('order', 'show', '1', '--config', shop.config)).out, /DAMAGED +what was read of it does not open/);
  const { code, out } = await run('doctor', '--json', '--config', shop.config);
  t.is(code, 1);
  const { checks } = JSON.parse(out) as { readonly checks: readonly { readonly name: string; readonly outcome: string; readonly found: string }[] };
  t.like(checks.find(({ name }) => name === 'damage'), { outcome: 'wrong' });
  t.regex(checks.find(({ name }) => name === 'damage')?.found ?? '', /does not open: orders 1; expected/);
});

test('doctor says what is due to be erased, and where nobody has done it', async (t) => {
  const shop = await init(t);
  writeFileSync(shop.config, readFileSync(shop.config, 'utf8').replace('servers = []', 'servers = ["127.0.0.1:1"]').replaceAll(/host = "[a-z.]+"/g, 'host = "127.0.0.1"').replaceAll(/^port = \d+/gm, 'port = 1'));
  const loaded = loadConfig(shop.config);
  const store = openStore(loaded, readKeys(loaded), false);
  for (const [at, words] of [[Date.UTC(2020, 0, 1), 'old'], [Date.UTC(2020, 0, 2), 'older than the span']] as const) {
    const { letterId } = store.keepLetter({ bytes: Buffer.from(words), receivedAt: at, intake: 'lmtp', keptAt: at });
    store.endLetter(letterId, 'suspicious', null);
  }
  store.close();
  const { out } = await run('doctor', '--json', '--config', shop.config);
  const { checks } = JSON.parse(out) as { readonly checks: readonly { readonly name: string; readonly outcome: string; readonly found: string }[] };
  t.like(checks.find(({ name }) => name === 'retention'), { outcome: 'unsure' });
  t.regex(checks.find(({ name }) => name === 'retention')?.found ?? '', /due now: 0 orders, 2 letters, .* 2 of them for more than two days: expected `kakitome-merchant start`/);
});

test('help says what there is', async (t) => {
  const { code, out } = await run('help');
  t.is(code, 0);
  for (const verb of ['init', 'start', 'orders', 'order', 'catalog', 'doctor', '--json']) t.true(out.includes(verb), verb);
});
