/** The daemon is killed with SIGKILL twice in the middle of a burst of payments; every one of them settles exactly once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { parseKey } from '../../bulletin-board/format/key.ts';
import { receiptOfMail } from '../../bulletin-board/verify/mail.ts';
import { checkReceipt } from '../../bulletin-board/verify/receipt.ts';
import { beginLog } from '../../clearinghouse/board-logs.ts';
import { loadConfig } from '../../clearinghouse/config.ts';
import { makeKeys } from '../../clearinghouse/key-files.ts';
import { beginStore, openOffice } from '../../clearinghouse/office.ts';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import { configText, PAY } from '../demo/world.ts';
import { sendSmtp, startProvider, type Delivered, type Provider } from '../demo/provider.ts';
import { startDns } from '../dns.ts';
import { makeDomain, signMail, writeMail, type MailDomain } from '../test-mail.ts';
import { kakitome } from '../command.ts';
import { command, freePort, startDaemon, type Daemon } from './daemon.ts';

const PAYMENTS = 500;
const BOARD = '\n[board]\nenabled = true\nhost = "board.bank.example"\nretention = "For ever."\n';
const BUYERS = 20;
const PRICE = 1_000n;
const SHOP = 'shop@tea.example';

type Burst = { readonly bankPort: number; readonly buyerDomain: MailDomain; readonly shopDomain: MailDomain; readonly provider: Provider };

const buyerOf = (index: number): string => `buyer${index % BUYERS}@buyer.example`;
const passwordOf = (index: number): string => `burst-${String(index).padStart(4, '0')}-crow`;
const orderText = (index: number): string => `1 Sencha tin ${index}\n\nPassword: ${passwordOf(index)}\nUp to: 1,000 JPY\n`;

/** Servers in the world try again: a bank that is down for a moment loses nothing. */
async function deliver(burst: Burst, from: string, to: string, raw: Uint8Array): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    try {
      return await sendSmtp(burst.bankPort, from, [to], raw);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('the bank did not come back');
}

async function order(burst: Burst, index: number): Promise<void> {
  const from = buyerOf(index);
  const raw = writeMail({ from, to: SHOP, cc: PAY, subject: `Order ${index}`, text: orderText(index), date: Date.now(), messageId: `order.${index}@buyer.example` });
  await deliver(burst, from, PAY, signMail(raw, burst.buyerDomain, { time: Date.now() }));
}

async function forward(burst: Burst, index: number): Promise<void> {
  const text = `Invoice: B-${index}\nTotal: 1,000 JPY\n\n---------- Forwarded message ----------\nFrom: ${buyerOf(index)}\nSubject: Order ${index}\nTo: ${SHOP}\n\n${orderText(index)}`;
  const raw = writeMail({ from: SHOP, to: PAY, subject: `Fwd: Order ${index}`, text, date: Date.now(), messageId: `forward.${index}@tea.example` });
  await deliver(burst, SHOP, PAY, signMail(raw, burst.shopDomain, { time: Date.now() }));
}

/** Answers a question with the password that belongs to its invoice; a question that comes twice is answered twice, as people do. */
async function answer(burst: Burst, question: Delivered): Promise<void> {
  const text = question.mail.text ?? '';
  const index = Number(/\bB-(\d+)\b/.exec(text)?.[1]);
  const replyTo = question.mail.replyTo?.value[0]?.address ?? '';
  const from = buyerOf(index);
  const inReplyTo = (question.mail.messageId ?? '').replace(/[<>]/g, '');
  const raw = writeMail({ from, to: replyTo, subject: `Re: ${question.mail.subject ?? ''}`, text: `OK ${passwordOf(index)}\n`, date: Date.now(), messageId: `answer.${index}.${Date.now()}@buyer.example`, inReplyTo });
  await deliver(burst, from, replyTo, signMail(raw, burst.buyerDomain, { time: Date.now() }));
}

/** Returns the key of the board's log. */
async function openBank(configFile: string): Promise<string> {
  await beginStore(loadConfig(configFile));
  const office = await openOffice(loadConfig(configFile), { report: () => undefined });
  const JPY = currencyOf('JPY');
  if (JPY === null) throw new Error('JPY is no currency');
  const open = (name: string, address: string) => office.clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [JPY], balanceInReceipts: false });
  await open('Green Tea House', SHOP);
  for (let index = 0; index < BUYERS; index += 1) {
    await open(`Buyer ${index}`, buyerOf(index));
    await office.clearing.instruct({ kind: 'deposit', address: buyerOf(index), amount: money(JPY, (BigInt(PAYMENTS) / BigInt(BUYERS)) * PRICE), reference: `CASH-${index}`, by: ['Hana', 'Ken'] });
  }
  const { keys } = await beginLog(office, '2026');
  await office.close();
  return keys[0] ?? '';
}

/** How many payments have settled, and what the shop has, by the store itself. */
async function look(configFile: string): Promise<{ settled: number; open: number; shop: bigint; breaks: readonly string[] }> {
  const office = await openOffice(loadConfig(configFile), { report: () => undefined });
  const payments = await office.store.listPayments({ state: null, party: null, limit: 10_000 });
  const parties = await office.store.listParties();
  const breaks = (await office.store.audit()).map((one) => `${one.invariant}: ${one.found}`);
  await office.close();
  const shop = parties.find((row) => row.party.name === 'Green Tea House')?.accounts[0]?.balance ?? 0n;
  const settled = payments.filter((payment) => payment.state.name === 'settled').length;
  return { settled, open: payments.length - settled, shop, breaks };
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let step = 0; step < 2_400; step += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never: ${what}`);
}

/** Two entries for each payment, all published, none twice; every receipt that left proves itself. */
async function checkBoard(t: ExecutionContext, configFile: string, key: string, saved: readonly Buffer[]): Promise<void> {
  const audit = await kakitome(['board', 'verify', join(dirname(configFile), 'public/board/2026'), '--key', key, '--no-state', '--faces']);
  t.is(audit.code, 0, audit.output);
  t.regex(audit.output, new RegExp(`Sound: the ${2 * PAYMENTS} entries`));
  const monitor = await command(configFile, 'board', 'monitor', '--full');
  t.is(monitor.code, 0, monitor.output);
  const trust = { logs: [{ key: parseKey(key), url: null }], witnesses: [], groups: [], quorum: null };
  const places = new Set<string>();
  for (const raw of saved) {
    const verdict = checkReceipt(await receiptOfMail(raw), trust);
    if (verdict.outcome !== 'proved') return t.fail(JSON.stringify(verdict));
    places.add(`${verdict.facts.reference} ${verdict.facts.place}`);
  }
  t.is(places.size, PAYMENTS);
  return undefined;
}

test('killed in the middle of 500 payments, the daemon settles each exactly once', async (t) => {
  t.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-kill-'));
  const buyerDomain = makeDomain('buyer.example');
  const shopDomain = makeDomain('tea.example');
  const dns = await startDns({ records: [...buyerDomain.records, ...shopDomain.records] });
  const bankPort = await freePort();
  const provider = await startProvider([], { bankDomain: 'bank.example', bankPort: () => bankPort });
  const burst: Burst = { bankPort, buyerDomain, shopDomain, provider };
  const configFile = join(folder, 'kakitome.toml');
  makeKeys(join(folder, 'keys'), 'kakitome1');
  writeFileSync(configFile, configText(dns.port, provider.port, BOARD).replace('[intake.smtp]\nlisten = "127.0.0.1:0"', `[intake.smtp]\nlisten = "127.0.0.1:${bankPort}"`));
  const key = await openBank(configFile);

  const receipts = new Set<string>();
  const saved: Buffer[] = [];
  const answers: Promise<void>[] = [];
  provider.onDelivered((delivered) => {
    if (!(delivered.mail.messageId ?? '').startsWith('<q.')) {
      if (!delivered.to.includes(SHOP) || !/paid/i.test(delivered.mail.subject ?? '')) return;
      receipts.add(delivered.mail.subject ?? '');
      saved.push(delivered.raw);
      return;
    }
    answers.push(answer(burst, delivered));
  });

  let daemon: Daemon = await startDaemon(configFile);
  const queue = Array.from({ length: PAYMENTS }, (_, index) => index);
  const senders = Array.from({ length: 8 }, async () => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      // Half of the forwards come before their order.
      if (index % 2 === 0) await forward(burst, index).then(() => order(burst, index));
      else await order(burst, index).then(() => forward(burst, index));
    }
  });
  for (const share of [PAYMENTS / 5, PAYMENTS / 2]) {
    await until(() => receipts.size >= share, `${share} payments before the kill`);
    await daemon.kill();
    daemon = await startDaemon(configFile);
  }
  await Promise.all(senders);
  await until(() => receipts.size >= PAYMENTS, 'all payments settled');
  await Promise.all(answers);
  t.is(await daemon.end(), 0);

  const end = await look(configFile);
  t.deepEqual(end, { settled: PAYMENTS, open: 0, shop: BigInt(PAYMENTS) * PRICE, breaks: [] });
  await checkBoard(t, configFile, key, saved);
  await provider.stop();
  await dns.stop();
  rmSync(folder, { recursive: true, force: true });
});
