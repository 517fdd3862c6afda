/** A letter that ends the whole process whenever it is read, and an order whenever it is priced: a real process each time, killed over it, on a real store. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { openMerchantStore } from '../store/open.ts';
import type { Parts } from './parts.ts';
import { readDue } from './read-letters.ts';
import { BANK, BUYER, NOON, SHOP, SHOP_SETTINGS } from './testing/bench.ts';

const KEY = Buffer.alloc(32, 7);
const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

const mail = (name: string): Buffer => Buffer.from(`From: ${BUYER}\r\nTo: ${SHOP}\r\nCc: ${BANK}\r\nSubject: ${name}\r\n\r\n${name}\r\n`);

/** One start of the program: it dies at the letter `deadly`, and reads every other one in vain. Resolves with the signal that ended it. */
async function live(path: string): Promise<NodeJS.Signals | null> {
  const code = `const { openMerchantStore } = await import(${here('../store/open.ts')});
    const { readDue } = await import(${here('./read-letters.ts')});
    const { SHOP_SETTINGS } = await import(${here('./testing/bench.ts')});
    const store = openMerchantStore({ path: ${JSON.stringify(path)}, key: Buffer.alloc(32, 7), random: (n) => Buffer.alloc(n, 1), begin: null });
    const read = async ({ bytes }) => (Buffer.from(bytes).includes('deadly') ? process.kill(process.pid, 'SIGKILL') : { kind: 'retry', reason: 'no DNS' });
    await readDue({ store, shop: SHOP_SETTINGS, now: () => ${NOON}, random: () => 0.5, tokenKey: Buffer.alloc(32, 9), read, report: () => undefined });
    store.close();`;
  return run(code);
}

async function run(code: string): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return signal;
}

test('a letter that ends the process is set aside at the fourth start, and the shopkeeper told; others lose no try by it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-deadly-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'merchant.db');
  const open = (begin: { at: number; invoiceStart: number } | null): ReturnType<typeof openMerchantStore> => openMerchantStore({ path, key: KEY, random: (count) => Buffer.alloc(count, 1), begin });
  const first = open({ at: NOON, invoiceStart: 1 });
  for (const [at, name] of ['harmless', 'deadly', 'later'].entries()) first.keepLetter({ bytes: mail(name), receivedAt: NOON + at, intake: 'imap', keptAt: NOON });
  first.close();
  for (let start = 1; start <= 3; start += 1) {
    t.is(await live(path), 'SIGKILL');
    const store = open(null);
    t.like([1, 2, 3].map((id) => store.letter(id)?.crashes), [0, start, 0]);
    store.close();
  }
  const store = open(null);
  const told: string[] = [];
  const read: string[] = [];
  const parts = {
    store, shop: SHOP_SETTINGS, now: () => NOON, random: () => 0.5, tokenKey: Buffer.alloc(32, 9), report: (_level, event) => void told.push(event),
    write: async ({ text }) => Buffer.from(text),
    read: async ({ bytes }) => {
      read.push(Buffer.from(bytes).toString().split('\r\n')[3] ?? '');
      return { kind: 'retry', reason: 'no DNS' };
    },
  } as Partial<Parts> as Parts;
  while (await readDue(parts));
  t.deepEqual([read, told], [['Subject: later'], ['letter-ends-program']]);
  t.is(store.counts().lettersSetAside, 1);
  t.regex(Buffer.from(store.dueMails(NOON, 9)[0]?.bytes ?? []).toString(), /the program ended while it was read/);
  store.close();
});

/** One start of the program: it dies while it prices an order of deadly tea, or else while it writes the draft of one. */
function price(path: string, at: 'pricing' | 'draft'): Promise<NodeJS.Signals | null> {
  return run(`const { openMerchantStore } = await import(${here('../store/open.ts')});
    const { priceDue } = await import(${here('./price-orders.ts')});
    const { SHOP_SETTINGS } = await import(${here('./testing/bench.ts')});
    const { teaShop } = await import(${here('../order/fixtures/catalogue.ts')});
    const { pricingOf } = await import(${here('../pricing.ts')});
    const store = openMerchantStore({ path: ${JSON.stringify(path)}, key: Buffer.alloc(32, 7), random: (n) => Buffer.alloc(n, 1), begin: null });
    const pricing = pricingOf(SHOP_SETTINGS);
    const die = () => process.kill(process.pid, 'SIGKILL');
    const read = (lines, catalogue) => (lines.join().includes('deadly') ? die() : pricing.read(lines, catalogue));
    const write = async ({ text }) => (${JSON.stringify(at)} === 'draft' && text.includes('deadly') ? die() : Buffer.from(text));
    await priceDue({ store, shop: { ...SHOP_SETTINGS, mode: 'ask' }, now: () => ${NOON}, random: () => 0.5, tokenKey: Buffer.alloc(32, 9), pricing: { ...pricing, read }, catalogue: async () => ({ ok: true, catalogue: teaShop, writtenAt: ${NOON} }), write, report: () => undefined });
    store.close();`);
}

test('an order that ends the process while it is priced is a draft without lines at the fourth start, or told alone where the draft does so as well; others are priced', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-deadly-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  for (const at of ['pricing', 'draft'] as const) {
    const path = join(folder, `${at}.db`);
    const open = (begin: { at: number; invoiceStart: number } | null): ReturnType<typeof openMerchantStore> => openMerchantStore({ path, key: KEY, random: (count) => Buffer.alloc(count, 1), begin });
    const first = open({ at: NOON, invoiceStart: 1 });
    for (const [place, goods] of ['2 Sencha 100 g', '1 deadly tea', '1 Bamboo whisk'].entries()) {
      const { letterId } = first.keepLetter({ bytes: mail(goods), receivedAt: NOON + place, intake: 'imap', keptAt: NOON });
      const detail = { subject: 'Order', buyerName: null, lines: [goods], leftOut: [], shown: null, apart: [], words: goods, upTo: null, reading: null, priced: null, doubts: ['asked'] };
      first.addOrder({ identity: goods, letterId, buyer: BUYER, messageId: null, secret: null, receivedAt: NOON, detail, at: NOON });
      first.endLetter(letterId, 'order', letterId);
    }
    const [before, deaths] = at === 'pricing' ? [0, 3] : [5, 6];
    for (let death = 1; death <= before; death += 1) first.orderBegun(2);
    first.close();
    for (let start = before + 1; start <= deaths; start += 1) {
      t.is(await price(path, at), 'SIGKILL', `${at}, start ${start}`);
      const store = open(null);
      t.like([1, 2, 3].map((id) => store.order(id)?.crashes), [0, start, 0]);
      t.deepEqual([1, 2, 3].map((id) => store.order(id)?.state.name), ['draft', 'read', 'read']);
      store.close();
    }
    t.is(await price(path, at), null, at);
    const store = open(null);
    t.deepEqual([1, 2, 3].map((id) => store.order(id)?.state.name), ['draft', 'draft', 'draft']);
    t.deepEqual([store.order(2)?.crashes, store.order(2)?.detail.priced], [deaths, null]);
    t.regex(store.events(2).map(({ detail }) => detail).join(), new RegExp(`the program ended while it was priced, ${deaths} times`));
    store.close();
  }
});
