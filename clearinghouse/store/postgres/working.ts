/** What a group of decisions meets in the database, loaded in few statements, and the rows that it will leave there. */
import type { Disposition, PendingEntry, StaffTask } from '../../core/decision.ts';
import type { OwedNotice } from '../../core/notice.ts';
import type { Address, Party } from '../../core/party.ts';
import type { Payment } from '../../core/payment.ts';
import type { InputName, ToRecord } from '../common/decided.ts';
import { integer, text } from '../common/rows.ts';
import { loadBooks, type Books } from './books.ts';
import { loadCounters, type Counters } from './counters.ts';
import type { Database } from './database.ts';
import { openPayment } from './payments.ts';

type Deadline = { readonly paymentId: number; readonly kind: string; readonly at: number | null };
export type TallyRow = { readonly scope: string; readonly name: string; readonly day: number; amount: bigint };

/** What is written with the next writing; a thing that changes twice has its last state alone. */
export type Rows = {
  readonly decisions: { readonly sequence: number; readonly at: number; readonly seed: string; readonly input: InputName; readonly endedTurn: number | null; readonly disposition: Disposition; readonly sealed: Uint8Array; readonly rulebook: number | null; readonly about: readonly number[] }[];
  readonly cleared: { readonly letterId: number; readonly disposition: Disposition }[];
  readonly done: number[];
  readonly parties: Map<number, Party>;
  readonly addresses: Map<string, Address>;
  readonly payments: Map<number, Payment>;
  readonly spent: { readonly buyer: number; readonly digest: string; readonly paymentId: number }[];
  readonly entries: { readonly number: number; readonly entry: PendingEntry }[];
  readonly notices: { readonly number: number; readonly sequence: number; readonly notice: OwedNotice }[];
  readonly blocks: { readonly buyer: number; readonly merchant: number; readonly at: number }[];
  readonly tallies: Map<string, TallyRow>;
  readonly tasks: { readonly number: number; readonly task: StaffTask }[];
};

export type Working = {
  readonly database: Database;
  readonly counters: Counters;
  readonly books: Books;
  readonly rows: Rows;
  readonly letters: Map<number, { stage: string; turn: number; readonly receivedAt: number }>;
  /** And when they were added. */
  readonly openInstructions: Map<number, number>;
  /** By `<payment> <kind>`; `at` null: there is none. */
  readonly deadlines: Map<string, Deadline>;
  readonly changedDeadlines: Set<string>;
  /** As they stand in the database, with what this group has changed. */
  readonly payments: Map<number, Payment>;
  /** The keys that stand in the database. */
  readonly writtenKeys: Map<number, readonly string[]>;
  /** `<buyer> <digest>` and the payment that spent it. */
  readonly spent: Map<string, number>;
};

const noRows = (): Rows => ({ decisions: [], cleared: [], done: [], parties: new Map(), addresses: new Map(), payments: new Map(), spent: [], entries: [], notices: [], blocks: [], tallies: new Map(), tasks: [] });

/** Which rows the group may meet. */
type Met = { readonly letters: Set<number>; readonly instructions: Set<number>; readonly deadlines: Set<number>; readonly payments: Set<number>; readonly accounts: Set<string>; readonly holds: Set<number>; readonly digests: Set<string> };

export async function loadWorking(database: Database, group: readonly ToRecord[]): Promise<Working> {
  const met = metBy(group);
  const payments = await loadPayments(database, met.payments);
  return {
    database,
    counters: await loadCounters(database),
    books: await loadBooks(database, met.accounts, met.holds),
    rows: noRows(),
    letters: await loadLetters(database, met.letters),
    openInstructions: await loadInstructions(database, met.instructions),
    deadlines: await loadDeadlines(database, met.deadlines),
    changedDeadlines: new Set(),
    payments,
    writtenKeys: new Map([...payments].map(([id, payment]) => [id, payment.keys])),
    spent: await loadSpent(database, met.digests),
  };
}

function metBy(group: readonly ToRecord[]): Met {
  const met: Met = { letters: new Set(), instructions: new Set(), deadlines: new Set(), payments: new Set(), accounts: new Set(), holds: new Set(), digests: new Set() };
  for (const { input, decision } of group) {
    if (input.kind === 'deadline') met.deadlines.add(input.paymentId);
    else if (input.letterId !== null) met.letters.add(input.letterId);
    if (input.kind === 'instruction') met.instructions.add(input.instructionId);
    for (const effect of decision.effects) {
      if (effect.kind === 'letter-set-aside' || effect.kind === 'letter-reopened') met.letters.add(effect.letterId);
      else if (effect.kind === 'payment-saved') {
        met.payments.add(effect.payment.id);
        if (effect.payment.state.name === 'settled') for (const digest of effect.payment.secret) met.digests.add(digest);
      } else if (effect.kind === 'transferred') for (const posting of effect.transfer.postings) met.accounts.add(posting.account);
      else if (effect.kind === 'held' || effect.kind === 'released') {
        met.accounts.add(effect.account);
        met.holds.add(effect.paymentId);
      } else if (effect.kind === 'account-opened') met.accounts.add(effect.account.id);
    }
  }
  return met;
}

async function loadPayments(database: Database, ids: ReadonlySet<number>): Promise<Map<number, Payment>> {
  if (ids.size === 0) return new Map();
  const rows = await database.connection.all('SELECT payment_id, sealed FROM payments WHERE payment_id = ANY (?::bigint[])', [...ids]);
  return new Map(rows.map((row) => [integer(row, 'payment_id'), openPayment(database, row)]));
}

async function loadLetters({ connection }: Database, ids: ReadonlySet<number>): Promise<Working['letters']> {
  if (ids.size === 0) return new Map();
  const rows = await connection.all('SELECT letter_id, stage, turn, received_at FROM letters WHERE letter_id = ANY (?::bigint[])', [...ids]);
  return new Map(rows.map((row) => [integer(row, 'letter_id'), { stage: text(row, 'stage'), turn: integer(row, 'turn'), receivedAt: integer(row, 'received_at') }]));
}

async function loadInstructions({ connection }: Database, ids: ReadonlySet<number>): Promise<Map<number, number>> {
  if (ids.size === 0) return new Map();
  const rows = await connection.all('SELECT instruction_id, at FROM instructions WHERE NOT done AND instruction_id = ANY (?::bigint[])', [...ids]);
  return new Map(rows.map((row) => [integer(row, 'instruction_id'), integer(row, 'at')]));
}

async function loadDeadlines({ connection }: Database, payments: ReadonlySet<number>): Promise<Working['deadlines']> {
  if (payments.size === 0) return new Map();
  const rows = await connection.all('SELECT payment_id, kind, at FROM deadlines WHERE payment_id = ANY (?::bigint[])', [...payments]);
  return new Map(rows.map((row) => [`${integer(row, 'payment_id')} ${text(row, 'kind')}`, { paymentId: integer(row, 'payment_id'), kind: text(row, 'kind'), at: integer(row, 'at') }]));
}

async function loadSpent({ connection }: Database, digests: ReadonlySet<string>): Promise<Map<string, number>> {
  if (digests.size === 0) return new Map();
  const rows = await connection.all('SELECT buyer_party, digest, payment_id FROM spent_secrets WHERE digest = ANY (?::text[])', [...digests]);
  return new Map(rows.map((row) => [`${integer(row, 'buyer_party')} ${text(row, 'digest')}`, integer(row, 'payment_id')]));
}
