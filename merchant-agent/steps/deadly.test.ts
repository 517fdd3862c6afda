/** A letter that ends the whole process whenever it is read: a real process each time, killed while it reads, on a real store. */
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
