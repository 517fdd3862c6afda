/** A bank under test as the world sees it: its doors, its books, the mail that leaves it. Real SMTP, LMTP, DKIM, DNS and SQLite. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import nodemailer from 'nodemailer';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import type { Clearing } from '../../clearinghouse/stages/clear.ts';
import type { DecisionRow, LetterRow, Store } from '../../clearinghouse/store/store.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { sendSmtp, type Delivered, type Provider } from '../demo/provider.ts';
import { BANK_DOMAIN, PAY, startWorld, type World, type WorldOptions } from '../demo/world.ts';
import { signMail, writeMail, type MailDomain, type TestMail } from '../test-mail.ts';

export type Door = 'smtp' | 'lmtp';

export type Bank = {
  readonly port: (door: Door) => number;
  readonly store: () => Store;
  readonly provider: Provider;
  readonly domains: readonly MailDomain[];
};

/** A line of the bank's log. */
export type Reported = { readonly level: string; readonly event: string; readonly fields: Readonly<Record<string, unknown>> };

export type Scene = Bank & {
  readonly world: World;
  readonly folder: string;
  readonly reported: readonly Reported[];
  /** The bank's clock runs ahead of the real one by so much more. */
  readonly advance: (milliseconds: number) => void;
  readonly leave: () => Promise<void>;
};

export const DOMAINS: readonly string[] = ['buyer.example', 'tea.example', 'evil.example'];
export const DEPOSIT = 1_000_000n;
/** Tests ask for more answers a day than people do. */
export const PATIENT = '\n[limits]\nanswers_per_kind_and_day = 100\nanswers_per_day = 1000\n';

type SceneOptions = Partial<Pick<WorldOptions, 'board' | 'domains' | 'openStore'>>;

/** The bank in this process, with the two accounts opened. Each start loads its readers anew: one is enough for a few mails. */
export async function setScene(name: string, extraConfig = '', more: SceneOptions = {}): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), `kakitome-${name}-`));
  const reported: Reported[] = [];
  let ahead = 0;
  const world = await startWorld({
    folder,
    domains: DOMAINS,
    extraConfig: `\n[intake]\nreaders = 1\n${extraConfig}`,
    ...more,
    report: (level, event, fields) => void reported.push({ level, event, fields }),
    clock: { now: () => Date.now() + ahead },
  });
  const leave = async (): Promise<void> => {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await openParties(world.clearinghouse().office.clearing).catch(async (error: unknown) => {
    // A bank that is left running would hold up the run until ava's own limit.
    await leave();
    throw error;
  });
  return {
    world,
    folder,
    reported,
    provider: world.provider,
    domains: world.domains,
    port: (door) => world.clearinghouse().ports[door] ?? 0,
    store: () => world.clearinghouse().office.store,
    advance: (milliseconds) => void (ahead += milliseconds),
    leave,
  };
}

export async function openParties(clearing: Clearing): Promise<void> {
  const JPY = currencyOf('JPY');
  if (JPY === null) throw new Error('JPY is no currency');
  const open = (name: string, address: string) => clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [JPY], balanceInReceipts: false });
  await open('Takao Sasaki', BUYER);
  await open('Green Tea House', SHOP);
  await clearing.instruct({ kind: 'deposit', address: BUYER, amount: money(JPY, DEPOSIT), reference: 'CASH-0001', by: ['Hana', 'Ken'] });
}

/** Looks again until it holds; the test's own time limit is far beyond the bound. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let look = 0; look < 1_200; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
}

export function domainOf({ domains }: Bank, name: string): MailDomain {
  const domain = domains.find((one) => one.name === name);
  if (domain === undefined) throw new Error(`no domain ${name}`);
  return domain;
}

/** Signed by `by`, else by the domain in From. */
export function signed(bank: Bank, mail: TestMail, by?: string): Buffer {
  const own = bank.domains.find((domain) => mail.from.includes(`@${domain.name}`));
  const domain = by === undefined ? own : domainOf(bank, by);
  if (domain === undefined) throw new Error(`nobody signs for ${mail.from}`);
  return signMail(writeMail(mail), domain, { time: mail.date });
}

export type Envelope = { readonly from: string; readonly to: string };

/** The reply code to the end of the data, or to the command that was refused. */
export async function deliver(bank: Bank, door: Door, envelope: Envelope, raw: Uint8Array): Promise<number> {
  try {
    if (door === 'smtp') await sendSmtp(bank.port(door), envelope.from, [envelope.to], raw);
    else await sendLmtp(bank.port(door), envelope, raw);
    return 250;
  } catch (error) {
    const { responseCode } = error as { responseCode?: number };
    if (responseCode === undefined) throw error;
    return responseCode;
  }
}

async function sendLmtp(port: number, { from, to }: Envelope, raw: Uint8Array): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, lmtp: true, ignoreTLS: true } as Parameters<typeof nodemailer.createTransport>[0]);
  try {
    const { rejectedErrors = [] } = (await transport.sendMail({ envelope: { from, to: [to] }, raw: Buffer.from(raw) })) as { rejectedErrors?: readonly Error[] };
    // LMTP answers for each recipient after the data; nodemailer does not reject for it.
    if (rejectedErrors[0] !== undefined) throw rejectedErrors[0];
  } finally {
    transport.close();
  }
}

/** The letter that was received last, once it is decided, with its decision. */
export async function lastLetter(bank: Bank, after: number): Promise<{ readonly letter: LetterRow; readonly decision: DecisionRow }> {
  await until(async () => (await newest(bank))?.stage === 'cleared' && ((await newest(bank))?.letterId ?? 0) > after, 'the letter is decided');
  const letter = await newest(bank);
  const decisions = await bank.store().listDecisions({ payment: null, letter: letter?.letterId ?? 0, limit: 10 });
  const decision = decisions.at(-1);
  if (letter === null || decision === undefined) throw new Error('a cleared letter has its decision');
  return { letter, decision };
}

export async function newest(bank: Bank): Promise<LetterRow | null> {
  const letters = await bank.store().listLetters({ disposition: null, stage: null, limit: 10_000 });
  return letters.reduce<LetterRow | null>((best, letter) => (best === null || letter.letterId > best.letterId ? letter : best), null);
}

/** Nothing waits to be read, decided or sent. */
export async function quiet(bank: Bank): Promise<void> {
  await until(async () => {
    const { waiting } = await bank.store().reconcile();
    const unsent = (await bank.store().listNotices({ payment: null, status: null, limit: 10_000 })).filter((row) => row.status === 'owed' || row.status === 'made');
    return waiting === 0 && unsent.length === 0;
  }, 'all is read, decided and sent');
}

/** What the bank has written so far, in the order of arrival. */
export const written = ({ provider }: Bank): readonly Delivered[] => provider.delivered.filter((mail) => mail.from === '' || mail.from.endsWith(`@${BANK_DOMAIN}`));

export async function balanceOf(bank: Bank, address: string): Promise<bigint> {
  const parties = await bank.store().listParties();
  return parties.find((row) => row.addresses.some((one) => one.address === address))?.accounts[0]?.balance ?? 0n;
}

/** What must hold whatever has happened: every invariant, and received = dispositions + waiting. */
export async function checkBooks(t: ExecutionContext, bank: Bank): Promise<void> {
  t.deepEqual(await bank.store().audit(), [], 'the audit finds nothing');
  const { received, waiting, byDisposition } = await bank.store().reconcile();
  t.is(received, Object.values(byDisposition).reduce((sum, count) => sum + count, 0) + waiting, 'every letter is accounted for');
}

let asked = 0;

/** The buyer asks for the balance; resolves when the answer to this very mail is there. */
export async function askBalance(bank: Bank, door: Door = 'smtp'): Promise<void> {
  asked += 1;
  const messageId = `balance.${asked}@buyer.example`;
  const raw = signed(bank, { from: BUYER, to: PAY, subject: 'BALANCE', text: 'BALANCE\n', date: Date.now(), messageId });
  const reply = await deliver(bank, door, { from: BUYER, to: PAY }, raw);
  if (reply !== 250) throw new Error(`the honest letter was answered ${reply}`);
  await bank.provider.take(BUYER, (mail) => mail.inReplyTo === `<${messageId}>`, 60_000);
}
