/**
 * One bank for the acceptance cases: real bytes through the real reader (DNS from a name server on loopback), the real core on the real store.
 * Only the clock, the chance and the mailboxes are its own. What a case asserts is what the bank has recorded and whether money has moved.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDns, type DemoDns } from '../../../scripts/dns.ts';
import { makeDomain, type MailDomain } from '../../../scripts/test-mail.ts';
import type { Disposition } from '../../core/decision.ts';
import type { OwedNotice } from '../../core/notice.ts';
import { GATE_LIMITS } from '../../mail/gate.ts';
import { hintsOf } from '../../mail/hints.ts';
import { makeLetterReader, type LetterReader, type ReaderSettings } from '../../mail/read-letter.ts';
import { DNS_SETTINGS } from '../../mail/resolver.ts';
import type { Envelope } from '../../protocol/letter.ts';
import { currencyOf, money } from '../../protocol/money.ts';
import type { Finding } from '../../protocol/reading.ts';
import { makeInHand } from '../../stages/in-hand.ts';
import { readDue } from '../../stages/read.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import type { Store } from '../../store/store.ts';
import { BOUNCE, PAY } from '../../stories/people.ts';
import { clearAndSend, emptyOutcome, instruct, makeWorld, type SentNotice, type World } from '../../stories/world.ts';

/** What one letter came to. `disposition` null: it waits to be read again. */
export type Ruling = {
  readonly letterId: number;
  readonly duplicate: boolean;
  readonly disposition: Disposition | null;
  readonly findings: readonly Finding[];
  readonly notices: readonly SentNotice[];
  /** All that was moved from one account to another, in minor units. */
  readonly moved: bigint;
};

export type CaseBank = {
  readonly world: World;
  readonly store: Store;
  readonly dns: DemoDns;
  readonly reader: LetterReader;
  readonly domain: (name: string) => MailDomain;
  /** A letter arrives and is dealt with to the end. */
  readonly bring: (raw: Uint8Array, envelope?: Partial<Envelope>) => Promise<Ruling>;
  /** A letter that waited for DNS is tried again after so many milliseconds. */
  readonly wait: (letterId: number, milliseconds: number) => Promise<Ruling>;
  /** Time goes on until no answer of the name server is remembered. */
  readonly forgetDns: () => void;
  readonly open: (name: string, address: string, yen?: bigint) => Promise<void>;
  readonly balance: (address: string) => Promise<bigint>;
  readonly stop: () => Promise<void>;
};

export type BankOptions = { readonly domains?: readonly MailDomain[]; readonly authentication?: Partial<ReaderSettings['authentication']> };

const JPY = currencyOf('JPY') ?? 'no yen';
export const SHOP = 'shop@tea.example';
const LONGEST_TTL = 3_600_000;
const LETTER_KEY = new Uint8Array(32).fill(7);

const settingsFor = (dns: DemoDns, options: BankOptions): ReaderSettings => ({
  peppers: [{ version: 1, key: createHash('sha256').update('pepper').digest() }],
  dns: { ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }], timeoutMs: 400 },
  limits: GATE_LIMITS,
  authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [], ...options.authentication },
  ownAddresses: [PAY, BOUNCE],
});

async function dealWith(world: World, reader: LetterReader): Promise<void> {
  const parts = { store: world.store, clock: { now: () => world.now }, wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined }, read: reader, atOnce: 8, inHand: makeInHand(), report: () => undefined };
  while (await readDue(parts));
  await clearAndSend(world);
}

async function rulingOn(world: World, letterId: number, duplicate: boolean): Promise<Ruling> {
  const decisions = await world.store.listDecisions({ payment: null, letter: letterId, limit: 10 });
  const postings = world.outcome.effects.flatMap((effect) => (effect.kind === 'transferred' ? effect.transfer.postings : []));
  return {
    letterId,
    duplicate,
    disposition: (await world.store.findLetter(letterId))?.row.disposition ?? null,
    findings: decisions.at(-1)?.findings ?? [],
    notices: world.outcome.notices,
    moved: postings.reduce((sum, { amount }) => (amount > 0n ? sum + amount : sum), 0n),
  };
}

/** Starts it with an open shop; people are opened as they are needed. */
export async function openBank(title: string, options: BankOptions = {}): Promise<CaseBank> {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-case-'));
  const given = options.domains ?? [];
  const usual = ['buyer.example', 'tea.example', 'evil.example'].filter((name) => given.every((domain) => domain.name !== name)).map((name) => makeDomain(name));
  const domains = [...given, ...usual];
  const dns = await startDns({ records: domains.flatMap((domain) => domain.records) });
  const store = await openSqliteStore({ path: join(folder, 'bank.db'), letterKey: LETTER_KEY, busyTimeoutMs: 30_000, threads: false });
  const world = makeWorld(store, title);
  const reader = makeLetterReader(settingsFor(dns, options), () => world.now);
  const bank: CaseBank = {
    world,
    store,
    dns,
    reader,
    domain: (name) => domains.find((one) => one.name === name) ?? never(`no domain ${name}`),
    bring: (raw, envelope = {}) => bring(world, reader, raw, envelope),
    wait: async (letterId, milliseconds) => {
      world.outcome = emptyOutcome();
      world.now += milliseconds;
      await dealWith(world, reader);
      return rulingOn(world, letterId, false);
    },
    forgetDns: () => void (world.now += LONGEST_TTL),
    open: (name, address, yen = 0n) => openParty(world, name, address, yen),
    balance: async (address) => (await store.listParties()).find((row) => row.addresses.some((one) => one.address === address))?.accounts[0]?.balance ?? -1n,
    stop: async () => {
      await store.close();
      await dns.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await bank.open('Green Tea House', SHOP);
  return bank;
}

const never = (what: string): never => {
  throw new Error(what);
};

async function bring(world: World, reader: LetterReader, raw: Uint8Array, given: Partial<Envelope>): Promise<Ruling> {
  world.outcome = emptyOutcome();
  world.now += 1_000;
  const envelope: Envelope = { from: null, to: [PAY], clientAddress: null, helo: null, ...given };
  const { letterId, duplicate } = await world.store.keepLetter({ bytes: raw, receivedAt: world.now, intake: 'lmtp', envelope, place: null }, hintsOf(raw), world.now);
  await dealWith(world, reader);
  return rulingOn(world, letterId, duplicate);
}

async function openParty(world: World, name: string, address: string, yen: bigint): Promise<void> {
  if (JPY === 'no yen') throw new Error(JPY);
  const { kind, code } = await instruct(world, { kind: 'open-party', name, language: 'en', addresses: [address], currencies: [JPY], balanceInReceipts: false });
  if (kind !== 'recorded') throw new Error(`${address} could not be opened: ${code}`);
  if (yen > 0n) await instruct(world, { kind: 'deposit', address, amount: money(JPY, yen), reference: `cash ${address}`, by: ['Mori', 'Abe'] });
}

/** The answers' outcomes of 5 §3.5, as the bank's dispositions record them. */
export type Outcome = 'CONSENT' | 'REFUSED' | 'FRAUD' | 'WRONG_PASSWORD' | 'UNCLEAR' | 'IGNORED' | 'NOTHING_NEW' | 'SILENCE' | 'OTHER';

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  'advanced settled': 'CONSENT',
  'advanced refused': 'REFUSED',
  'advanced fraud': 'FRAUD',
  'refused wrong-password': 'WRONG_PASSWORD',
  'advanced wrong-passwords': 'WRONG_PASSWORD',
  'refused answer-unclear': 'UNCLEAR',
  'refused unreadable': 'UNCLEAR',
  'recorded automatic': 'IGNORED',
};

export function outcomeOf({ disposition }: Ruling): Outcome {
  if (disposition === null) return 'OTHER';
  if (disposition.kind === 'nothing-new') return 'NOTHING_NEW';
  if (disposition.kind === 'set-aside') return 'SILENCE';
  return OUTCOMES[`${disposition.kind} ${disposition.code}`] ?? 'OTHER';
}

export const told = (ruling: Ruling): readonly string[] => ruling.notices.map(({ notice }) => `${notice.facts.kind} ${notice.to}`);
export const noticeOf = (ruling: Ruling, kind: OwedNotice['facts']['kind']): SentNotice | undefined => ruling.notices.find(({ notice }) => notice.facts.kind === kind);
export const hit = (ruling: Ruling, code: string): boolean => ruling.findings.some((finding) => finding.code === code && finding.hit);
