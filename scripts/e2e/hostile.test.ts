/** Hostile letters against the real daemon: each ends with its reason on record, nobody unproved is answered, and the next honest letter is served. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import { loadConfig } from '../../clearinghouse/config.ts';
import { makeKeys } from '../../clearinghouse/key-files.ts';
import { beginStore, openOffice, type Office } from '../../clearinghouse/office.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { startProvider } from '../demo/provider.ts';
import { configText, PAY } from '../demo/world.ts';
import { startDns } from '../dns.ts';
import { makeDomain, type TestMail } from '../test-mail.ts';
import { askBalance, balanceOf, checkBooks, deliver, DEPOSIT, DOMAINS, lastLetter, newest, openParties, PATIENT, quiet, signed, written, type Bank, type Door } from './bank.ts';
import { freePort } from '../free-port.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { hostileLetters, type Hostile } from './hostile-letters.ts';
import { forwardMail, pay, sendOrder, TRADE, type Trade } from './trade.ts';

type Besieged = Bank & { readonly daemon: Daemon; readonly leave: () => Promise<void> };
const test = anyTest as TestFn<Besieged>;

/** Two reader threads of at most 288 MB each, a letter of 5 MB in each of some hands, and the program itself. */
const MEMORY_MEGABYTES = 768;

const customer = (index: number): string => `customer${index}@buyer.example`;

async function besiege(): Promise<Besieged> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-hostile-'));
  const domains = DOMAINS.map((name) => makeDomain(name));
  const dns = await startDns({ records: domains.flatMap((domain) => domain.records) });
  const ports: Record<Door, number> = { smtp: await freePort(), lmtp: await freePort() };
  const provider = await startProvider(domains, { bankDomain: 'bank.example', bankPort: () => ports.smtp });
  makeKeys(join(folder, 'keys'), 'kakitome1');
  const configFile = join(folder, 'kakitome.toml');
  const config = (['smtp', 'lmtp'] as const).reduce((text, door) => text.replace(`[intake.${door}]\nlisten = "127.0.0.1:0"`, `[intake.${door}]\nlisten = "127.0.0.1:${ports[door]}"`), configText(dns.port, provider.port, PATIENT));
  writeFileSync(configFile, config);
  await beginStore(loadConfig(configFile));
  const office: Office = await openOffice(loadConfig(configFile), { report: () => undefined });
  await openParties(office.clearing);
  for (const index of hostileLetters.keys()) await office.clearing.instruct({ kind: 'open-party', name: `Customer ${index}`, language: 'en', addresses: [customer(index)], currencies: [], balanceInReceipts: false });
  const daemon = await startDaemon(configFile);
  const leave = async (): Promise<void> => {
    await daemon.end();
    await office.close();
    await provider.stop();
    await dns.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { port: (door) => ports[door], store: () => office.store, provider, domains, daemon, leave };
}

test.before(async (t) => {
  t.context = await besiege();
  await askBalance(t.context);
});

test.after.always(async (t) => {
  await t.context.leave();
});

const recipients = (bank: Bank, from: number): readonly string[] => written(bank).slice(from).flatMap((mail) => mail.to);

/** Honest mail is served as before, by both doors, and all that left the bank meanwhile went to these. */
async function checkServed(t: ExecutionContext<Besieged>, before: number, answered: readonly string[]): Promise<void> {
  await askBalance(t.context, 'smtp');
  await askBalance(t.context, 'lmtp');
  await quiet(t.context);
  t.deepEqual(recipients(t.context, before), [...answered, BUYER, BUYER]);
  for (const mail of written(t.context).slice(before)) {
    const head = mail.raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
    t.notRegex(head, /^(?:Bcc|Cc):|evil\.example/im, 'no header of the letter gets into the answer');
    t.is(mail.raw.includes('\0'), false);
  }
}

async function checkHostile(t: ExecutionContext<Besieged>, hostile: Hostile, index: number): Promise<void> {
  const bank = t.context;
  const before = written(bank).length;
  const after = (await newest(bank))?.letterId ?? 0;
  t.is(await deliver(bank, hostile.door, { from: customer(index), to: PAY }, hostile.raw({ bank, address: customer(index), id: `hostile.${index}@buyer.example` })), 250);
  const { decision } = await lastLetter(bank, after);
  t.deepEqual(decision.disposition, hostile.ends, JSON.stringify(decision.findings.filter((finding) => finding.hit)));
  if (hostile.reason !== undefined) t.regex(decision.findings.find((finding) => finding.code === 'unreadable')?.detail ?? '', hostile.reason);
  await quiet(bank);
  await checkServed(t, before, hostile.answered === true ? [customer(index)] : []);
}

for (const [index, hostile] of hostileLetters.entries()) test.serial(`hostile: ${hostile.title}`, checkHostile, hostile, index);

test.serial('hostile: an attachment of 30 MB', async (t) => {
  const before = written(t.context).length;
  const last = (await newest(t.context))?.letterId;
  const mail: TestMail = { from: BUYER, to: PAY, subject: 'Hello', text: 'See attached.\n', date: Date.now(), messageId: 'large@buyer.example', attachments: [{ filename: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(22_500_000) }] };
  const raw = signed(t.context, mail);
  t.true(raw.length > 30_000_000);
  for (const door of ['smtp', 'lmtp'] as const) t.is(await deliver(t.context, door, { from: BUYER, to: PAY }, raw), 552);
  t.is((await newest(t.context))?.letterId, last, 'nothing of it is kept');
  await checkServed(t, before, []);
});

const BEYOND: readonly (readonly [title: string, invoice: string])[] = [
  ['a total of 2^53', 'Total: 9,007,199,254,740,992 JPY'],
  ['a total of 20 digits', 'Total: 99,999,999,999,999,999,999 JPY'],
  ['a total of −2^53', 'Total: -9,007,199,254,740,992 JPY'],
  ['lines whose sum is beyond', '2 x tea @ 9,007,199,254,740,991\nTotal: 4,741 JPY'],
  ['a quantity beyond', '9007199254740993 x tea @ 1\nTotal: 4,741 JPY'],
];

for (const [index, [title, invoice]] of BEYOND.entries()) {
  test.serial(`hostile: a forward with ${title}`, async (t) => {
    const bank = t.context;
    const trade: Trade = { key: `beyond${index}`, password: `stork-${index}909-fern`, total: '4,741' };
    await sendOrder(bank, trade);
    await quiet(bank);
    const before = written(bank).length;
    const after = (await newest(bank))?.letterId ?? 0;
    const mail = forwardMail(trade);
    const raw = signed(bank, { ...mail, text: (mail.text ?? '').replace('Total: 4,741 JPY', invoice) });
    t.is(await deliver(bank, 'smtp', { from: SHOP, to: PAY }, raw), 250);
    const { decision } = await lastLetter(bank, after);
    t.is(decision.disposition.kind, 'refused');
    t.true(['amount-unreadable', 'not-positive', 'sum-differs', 'no-total'].includes(decision.disposition.code), decision.disposition.code);
    await quiet(bank);
    await checkServed(t, before, [SHOP]);
  });
}

test.serial('after all of it: the same process, bounded memory, whole books, and a payment', async (t) => {
  const { daemon } = t.context;
  t.is(await balanceOf(t.context, BUYER), DEPOSIT);
  await pay(t.context, TRADE);
  t.is(await balanceOf(t.context, BUYER), DEPOSIT - 4_741n);
  await checkBooks(t, t.context);
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${daemon.pid}/status`, 'utf8'))?.[1] ?? '';
  t.log(`the daemon's memory was at most ${peak} kB`);
  t.true(Number.parseInt(peak, 10) < MEMORY_MEGABYTES * 1_024);
});
