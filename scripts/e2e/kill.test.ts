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
import { configText } from '../demo/world.ts';
import { sendSmtp, startProvider } from '../demo/provider.ts';
import { startDns } from '../dns.ts';
import { makeDomain } from '../test-mail.ts';
import { answerAll, openParties, PRICE, sendAll, until, type Burst } from './burst.ts';
import { kakitome } from '../command.ts';
import { freePort } from '../free-port.ts';
import { command, startDaemon, type Daemon } from './daemon.ts';

const PAYMENTS = 500;
const BOARD = '\n[board]\nenabled = true\nhost = "board.bank.example"\nretention = "For ever."\n';
const BUYERS = 20;
/** Returns the key of the board's log. */
async function openBank(configFile: string): Promise<string> {
  await beginStore(loadConfig(configFile));
  const office = await openOffice(loadConfig(configFile), { report: () => undefined });
  await openParties(office, BUYERS, PAYMENTS);
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
  const burst: Burst = { buyerDomain, shopDomain, buyers: BUYERS, hand: (from, to, raw) => sendSmtp(bankPort, from, [to], raw) };
  const configFile = join(folder, 'kakitome.toml');
  makeKeys(join(folder, 'keys'), 'kakitome1');
  writeFileSync(configFile, configText(dns.port, provider.port, BOARD).replace('[intake.smtp]\nlisten = "127.0.0.1:0"', `[intake.smtp]\nlisten = "127.0.0.1:${bankPort}"`));
  const key = await openBank(configFile);

  const { receipts, saved, answered } = answerAll(burst, provider);

  let daemon: Daemon = await startDaemon(configFile);
  const senders = sendAll(burst, 0, PAYMENTS);
  for (const share of [PAYMENTS / 5, PAYMENTS / 2]) {
    await until(() => receipts.size >= share, `${share} payments before the kill`);
    await daemon.kill();
    daemon = await startDaemon(configFile);
  }
  await senders;
  await until(() => receipts.size >= PAYMENTS, 'all payments settled');
  await answered();
  t.is(await daemon.end(), 0);

  const end = await look(configFile);
  t.deepEqual(end, { settled: PAYMENTS, open: 0, shop: BigInt(PAYMENTS) * PRICE, breaks: [] });
  await checkBoard(t, configFile, key, saved);
  await provider.stop();
  await dns.stop();
  rmSync(folder, { recursive: true, force: true });
});
