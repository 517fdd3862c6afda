/** What `audit` finds: the store's own check of all invariants, and the sums that an auditor adds up again. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bankAccountId, cashAccountId, type Account, type Transfer } from '../core/account.ts';
import { foldName } from '../core/facts.ts';
import { OPEN_REFUNDS } from '../core/keys.ts';
import type { Payment } from '../core/payment.ts';
import { openRefund } from '../core/refund.ts';
import { keysFolder, type Office } from '../office.ts';
import { currencyOf, formatMoney, money, type Currency, type Money } from '../protocol/money.ts';
import type { CustomerSums, LetterRow, Reconciliation, Store } from '../store/store.ts';
import { afterReport, type AfterReport } from './audit-after.ts';

/** Sums of one currency. `outside` is what the bank's real account must hold: the cash account is its mirror image. */
export type CurrencySums = { readonly customers: Money; readonly held: Money; readonly bank: Money; readonly outside: Money };
/** `what`: a question to a buyer, or what a shop has set aside to give back. */
export type Hold = { readonly what: 'payment' | 'refund'; readonly reference: string; readonly amount: Money; readonly since: number; readonly age: number };
export type Booking = { readonly at: number; readonly kind: string; readonly amount: Money; readonly reference: string; readonly by: readonly string[] };
export type KeyAge = { readonly file: string; readonly madeAt: number; readonly age: number };

export type AuditReport = {
  /** A plain sentence for each. Empty: all is well. */
  readonly breaks: readonly string[];
  readonly letters: Reconciliation;
  readonly currencies: readonly CurrencySums[];
  /** What staff read off the real account, and what the books say that it must hold (9-rules 33). */
  readonly outside: readonly { readonly holds: Money; readonly must: Money }[];
  /** Null, here and below: what it is made of can't be read; `breaks` says why. */
  readonly holds: readonly Hold[] | null;
  /** How often a letter was refused for what, the most frequent first; of the newest, where there are too many. */
  readonly refused: readonly { readonly code: string; readonly count: number }[] | null;
  readonly refusedAll: boolean;
  readonly singleHanded: readonly Booking[] | null;
  readonly after: AfterReport | null;
  readonly keys: readonly KeyAge[];
};

const ALL = 1_000_000;

export async function findingsOfAudit(office: Office, counted: readonly Money[] = []): Promise<AuditReport> {
  const { store, clock } = office;
  const now = clock.now();
  const broken = await store.audit();
  const letters = await store.reconcile();
  const own = await store.listAccounts({ party: null });
  const { currencies, unknown } = await readSums(store);
  const outside = counted.map((holds) => ({ holds, must: currencies.find((one) => one.outside.currency === holds.currency)?.outside ?? money(holds.currency, 0n) }));
  const breaks = [...broken.map(({ invariant, found }) => `${invariant}: ${found}`), ...letterBreaks(letters), ...unknown, ...currencies.flatMap(sumBreaks), ...outside.flatMap(outsideBreaks)];
  const part = <T>(name: string, read: () => Promise<T>): Promise<T | null> => readPart(breaks, name, read);
  const refused = await part('refused letters', () => store.listLetters({ disposition: 'refused', stage: null, limit: MOST_REFUSED }));
  const holds = await part('holds', () => holdsByAge(store, now));
  const booked = await part('manual bookings', () => singleHanded(store, own));
  const ahead = await part('newest bookings', () => aheadOfClock(store, own, now));
  breaks.push(...(ahead ?? []));
  const after = await part('disputes, refunds, suspense and claims', () => afterReport(store, now));
  return { breaks, letters, currencies, outside, refused: refused === null ? null : byCode(refused), refusedAll: refused === null || refused.length < MOST_REFUSED, holds, singleHanded: booked, after, keys: keyAges(keysFolder(office.config), now) };
}

/** What is broken in the books must not hide what else is found: a list that can't be made of them is one more break. */
async function readPart<T>(breaks: string[], name: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    breaks.push(`The list of ${name} could not be made: ${error instanceof Error ? error.message : String(error)}.`);
    return null;
  }
}

/** Rows of letters are read whole: more would make an audit slow, and old reasons tell little. */
const MOST_REFUSED = 10_000;

function byCode(letters: readonly LetterRow[]): AuditReport['refused'] {
  const counts = Map.groupBy(letters, ({ disposition }) => disposition?.code ?? '');
  return [...counts].map(([code, all]) => ({ code, count: all.length })).toSorted((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

/** Money that came in or went out and is not booked yet, or is booked and did not move. */
const outsideBreaks = ({ holds, must }: AuditReport['outside'][number]): readonly string[] => (holds.minor === must.minor ? [] : [`outside: the bank's real account holds ${formatMoney(holds)}, and by the books it must hold ${formatMoney(must)}`]);

function letterBreaks({ received, waiting, byDisposition }: Reconciliation): readonly string[] {
  const sum = Object.values(byDisposition).reduce((total, count) => total + count, waiting);
  return sum === received ? [] : [`letters: ${received} were received, but dispositions and waiting letters add up to ${sum}`];
}

/** How often the sums are read where they differ. */
const READS = 4;

/** The bank's own accounts and its customers' are read one after the other, and money may come in between: only what differs each time is a break. `unknown`: of no currency a sum can be shown. */
async function readSums(store: Store): Promise<{ readonly currencies: readonly CurrencySums[]; readonly unknown: readonly string[] }> {
  for (let left = READS; ; left -= 1) {
    const own = await store.listAccounts({ party: null });
    const customers = await store.customerSums();
    const codes = [...new Set([...customers, ...own].map(({ currency }) => currency))].sort();
    const currencies = codes.flatMap((code) => currencyOf(code) ?? []).map((currency) => sumsOf(currency, own, customers));
    const unknown = codes.filter((code) => currencyOf(code) !== code).map((code) => `balances: there are accounts in ${JSON.stringify(code)}, which is no currency`);
    if (left === 1 || currencies.flatMap(sumBreaks).length === 0) return { currencies, unknown };
  }
}

function sumsOf(currency: Currency, own: readonly Account[], customers: readonly CustomerSums[]): CurrencySums {
  const rows = own.filter((account) => account.currency === currency);
  const sum = (of: readonly Account[]): bigint => of.reduce((total, account) => total + account.balance, 0n);
  const theirs = customers.find((sums) => sums.currency === currency);
  const isCash = ({ id }: Account): boolean => id === cashAccountId(currency);
  return {
    customers: money(currency, theirs?.balance ?? 0n),
    held: money(currency, theirs?.held ?? 0n),
    bank: money(currency, sum(rows.filter((account) => !isCash(account)))),
    outside: money(currency, -sum(rows.filter(isCash))),
  };
}

function sumBreaks({ customers, bank, outside }: CurrencySums): readonly string[] {
  const inside = money(customers.currency, customers.minor + bank.minor);
  return inside.minor === outside.minor ? [] : [`balances: customers and bank hold ${formatMoney(inside)}, but ${formatMoney(outside)} came in by deposits less withdrawals`];
}

/** The oldest first. A hold begins with the payment's first question, or with the shop's wish. */
async function holdsByAge(store: Store, now: number): Promise<readonly Hold[]> {
  const payments = await store.listPayments({ state: 'awaiting-answer', party: null, limit: ALL });
  const asked = payments.flatMap((payment: Payment) => {
    const since = payment.questions[0]?.askedAt ?? payment.openedAt;
    return payment.claim === null ? [] : [{ what: 'payment', reference: payment.reference, amount: payment.claim.total, since, age: now - since } as const];
  });
  const wished = (await store.listPayments({ state: null, party: null, key: OPEN_REFUNDS, limit: ALL })).flatMap((payment) => {
    const ask = openRefund(payment);
    return ask === null || ask.held === 0n ? [] : [{ what: 'refund', reference: payment.reference, amount: money(ask.total.currency, ask.held), since: ask.askedAt, age: now - ask.askedAt } as const];
  });
  return [...asked, ...wished].toSorted((a, b) => a.since - b.since);
}

/** Machines' clocks differ by less. */
const CLOCKS_DIFFER = 3_600_000;

/**
 * No booking is earlier than the one before it. So what is booked after the clock was ahead bears that time until it has come: a statement of now lacks it, and
 * one of a month may have it in another. Seen by the newest on the bank's own accounts and of the newest payment.
 */
async function aheadOfClock(store: Store, own: readonly Account[], now: number): Promise<readonly string[]> {
  const times: number[] = [];
  for (const { id } of own) times.push(...(await store.listPostings(id, 1)).map(({ transfer }) => transfer.at));
  for (const { id } of await store.listPayments({ state: 'settled', party: null, limit: 1 })) times.push(...(await store.listTransfers(id)).map(({ at }) => at));
  const newest = Math.max(0, ...times);
  return newest - now <= CLOCKS_DIFFER ? [] : [`bookings: the newest is of ${new Date(newest).toISOString()}, which has not come: the clock was ahead, or is behind now. Whatever is booked until then bears that time, and statements tell it as of then`];
}

/** Every manual booking has one posting on a cash account, which nothing else has, or is a collection on a claims account. */
async function singleHanded(store: Store, accounts: readonly Account[]): Promise<readonly Booking[]> {
  const bookings: Booking[] = [];
  for (const { id, currency } of accounts.filter(({ id, currency }) => id === cashAccountId(currency) || id === bankAccountId('claims', currency))) {
    for (const { transfer, amount } of await store.listPostings(id, ALL)) {
      if (isByHand(transfer) && new Set(transfer.by.map(foldName)).size < 2) bookings.push({ at: transfer.at, kind: transfer.kind, amount: money(currency, amount < 0n ? -amount : amount), reference: transfer.reference, by: transfer.by });
    }
  }
  return bookings.toSorted((a, b) => a.at - b.at);
}

const isByHand = ({ kind }: Transfer): boolean => kind === 'deposit' || kind === 'withdrawal' || kind === 'collection';

const keyAges = (folder: string, now: number): readonly KeyAge[] =>
  readdirSync(folder)
    .filter((name) => /\.(key|pem|age-key)$/.test(name))
    .sort()
    .map((file) => {
      const madeAt = Math.round(statSync(join(folder, file)).mtimeMs);
      return { file, madeAt, age: now - madeAt };
    });
