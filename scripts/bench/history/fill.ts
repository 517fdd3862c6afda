/**
 * Writes the history of a bank into a database that is empty but for its schema: so many accounts, opened and paid into, and so many payments among
 * them, years of them. Rows are of the kind that the program writes (template.ts); the bytes of letters and notices, and the readings, are kept for the last ones alone.
 */
import { randomBytes } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Account, Transfer } from '../../../clearinghouse/core/account.ts';
import type { Effect } from '../../../clearinghouse/core/decision.ts';
import { foldName } from '../../../clearinghouse/core/facts.ts';
import { newPartyTerms, type Address } from '../../../clearinghouse/core/party.ts';
import { toJson } from '../../../clearinghouse/protocol/json.ts';
import type { Currency } from '../../../clearinghouse/protocol/money.ts';
import { referenceOf } from '../../../clearinghouse/protocol/reference.ts';
import { decisionLabel, letterLabel, sha256Of } from '../../../clearinghouse/store/common/labels.ts';
import type { Sealer } from '../../../clearinghouse/store/common/sealing.ts';
import { ID_COLUMNS, type Copy, type IdColumn } from './stencil.ts';
import { personAddress, personName, type paymentTemplate } from './template.ts';

export type HistoryOptions = { readonly accounts: number; readonly payments: number; readonly lettersKept: number };
export type HistoryParts = { readonly path: string; readonly sealer: Sealer; readonly referenceKey: Uint8Array; readonly template: ReturnType<typeof paymentTemplate>; readonly now: number; readonly say: (line: string) => void };

/** Of each account, in minor units. */
const OPENING = 1_000_000_000;
/** One in so many accounts is a shop's. */
const SHOPS = 1_000;
const DAY = 86_400_000;
/** The first payment's age: whatever their number, a history has years in it. */
const SPAN = 1_000 * DAY;
const COMMIT_AFTER = 5_000;

export async function fillHistory(parts: HistoryParts, { accounts, payments, lettersKept }: HistoryOptions): Promise<void> {
  // Else `journal_mode = OFF` is not taken, and all is written twice.
  const database = new DatabaseSync(parts.path, { defensive: false });
  try {
    // Nobody else reads it yet, and a run that breaks off is thrown away whole.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -2000000; PRAGMA locking_mode = EXCLUSIVE');
    const writer = makeWriter(database);
    const balances = new Float64Array(accounts + 1);
    const ids = await openAccounts(parts, writer, accounts, balances);
    await writePayments(parts, writer, { accounts, payments, lettersKept }, balances, ids);
    await closeAccounts(parts, writer, balances);
    writer.commit();
    // Without statistics of SQLite's, as a bank is.
    database.exec('PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL');
  } finally {
    database.close();
  }
}

type Writer = { readonly insert: (table: string, row: Readonly<Record<string, SQLOutputValue | Uint8Array>>) => void; readonly prepare: (sql: string) => StatementSync; readonly step: () => Promise<void>; readonly commit: () => void };

function makeWriter(database: DatabaseSync): Writer {
  const statements = new Map<string, StatementSync>();
  let steps = 0;
  database.exec('BEGIN');
  const commit = (): void => database.exec('COMMIT');
  return {
    insert: (table, row) => {
      const columns = Object.keys(row);
      const key = `${table} ${columns.join()}`;
      const statement = statements.get(key) ?? database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
      statements.set(key, statement);
      statement.run(...(Object.values(row) as SQLInputValue[]));
    },
    prepare: (sql) => database.prepare(sql),
    step: async () => {
      steps += 1;
      if (steps % COMMIT_AFTER !== 0) return;
      commit();
      database.exec('BEGIN');
      // A filling takes hours: who ends the run is heard here.
      await turnOfTheLoop();
    },
    commit,
  };
}

/** The next free id of each kind. */
type Ids = Record<IdColumn, number>;

const cashOf = (currency: string): string => `bank:cash:${currency}`;
const accountOf = (party: number, currency: string): string => `party:${party}:${currency}`;

/** Each by an instruction, as staff open them, and paid into by another. */
async function openAccounts({ sealer, template: { currency }, now, say }: HistoryParts, writer: Writer, accounts: number, balances: Float64Array): Promise<Ids> {
  const at = now - SPAN - DAY;
  const ids = Object.fromEntries(ID_COLUMNS.map((column) => [column, 1])) as Ids;
  const decide = (kind: string, body: object, code: string, effects: readonly Effect[]): number => {
    const [instruction, sequence] = [ids.instruction_id++, ids.sequence++];
    writer.insert('instructions', { instruction_id: instruction, at, kind, body: toJson({ kind, ...body }), not_before: at, done: 1 });
    writer.insert('decisions', { sequence, at, seed: randomBytes(32).toString('hex'), input_kind: 'instruction', instruction_id: instruction, disposition_kind: 'recorded', disposition_code: code, sealed: sealer.sealText(decisionLabel(sequence), toJson({ findings: [], effects })) });
    return sequence;
  };
  for (let party = 1; party <= accounts; party += 1) {
    const [name, address] = [personName(party), personAddress(party)];
    const account: Account = { id: accountOf(party, currency), party, currency: currency as Currency, balance: 0n, held: 0n, floor: 0n };
    const known: Address = { address, party, addedAt: at, usableFrom: at, provenAt: now, removedAt: null, undeliverable: null };
    decide('open-party', { name, language: 'en', addresses: [address], currencies: [currency], balanceInReceipts: false }, 'opened', [
      { kind: 'party-saved', party: { id: party, name, language: 'en', openedAt: at, suspendedAt: null, balanceInReceipts: false, ...newPartyTerms } },
      { kind: 'address-saved', address: known },
      { kind: 'account-opened', account },
    ]);
    writer.insert('parties', { party_id: party, name, folded_name: foldName(name), language: 'en', opened_at: at, balance_in_receipts: 0 });
    writer.insert('addresses', { address, party_id: party, added_at: at, usable_from: at, proven_at: now });
    const [reference, by] = [`CASH-${party}`, ['Hana', 'Ken']];
    const transfer: Transfer = { id: `open${party}`, kind: 'deposit', currency: currency as Currency, paymentId: null, at, reference, by, postings: [{ account: cashOf(currency), amount: -BigInt(OPENING) }, { account: account.id, amount: BigInt(OPENING) }] };
    const sequence = decide('deposit', { address, amount: { currency, minor: BigInt(OPENING) }, reference, by }, 'booked', [{ kind: 'transferred', transfer }]);
    const number = ids.transfer_number++;
    writer.insert('transfers', { transfer_number: number, transfer_id: transfer.id, sequence, kind: 'deposit', currency, at, reference, booked_by: JSON.stringify(by) });
    writer.insert('postings', { posting_number: ids.posting_number++, transfer_number: number, account_id: cashOf(currency), amount: -OPENING, balance_after: -OPENING * party });
    writer.insert('postings', { posting_number: ids.posting_number++, transfer_number: number, account_id: account.id, amount: OPENING, balance_after: OPENING });
    balances[party] = OPENING;
    await writer.step();
    if (party % 100_000 === 0) say(`${party} accounts are open`);
  }
  return ids;
}

async function writePayments({ sealer, referenceKey, template, now, say }: HistoryParts, writer: Writer, { accounts, payments, lettersKept }: HistoryOptions, balances: Float64Array, ids: Ids): Promise<void> {
  const { rows, taken, total, currency } = template;
  const shops = Math.max(1, Math.floor(accounts / SHOPS));
  const tally = writer.prepare('INSERT INTO tallies (scope, name, day, amount) VALUES (?, ?, ?, ?) ON CONFLICT (scope, day, name) DO UPDATE SET amount = amount + excluded.amount');
  const inserts = rows.map(({ table, columns, values }) => ({ table, values, statement: writer.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`), sha: columns.indexOf('raw_sha256'), id: columns.indexOf('letter_id') }));
  const bytes = writer.prepare('INSERT INTO letter_bytes (letter_id, sealed) VALUES (?, ?)');
  for (const { table, row } of template.shared) writer.insert(table, row);
  for (let index = 0; index < payments; index += 1) {
    const merchant = 1 + ((index * 7_919) % shops);
    const buyer = shops + 1 + ((index * 1_000_003) % (accounts - shops));
    const later = now - SPAN + Math.floor((index / payments) * (SPAN - DAY)) - template.at;
    const copy: Copy = { ids: { ...ids }, buyer, merchant, later, reference: referenceOf(ids.payment_id, referenceKey), name: `h${index.toString(36)}`, sealer };
    const kept = index >= payments - lettersKept;
    for (const { table, values, statement, sha, id } of inserts) {
      if (!kept && (table === 'readings' || table === 'notice_bytes')) continue;
      const made = values.map((make) => make(copy));
      if (table !== 'letters' || !kept) {
        statement.run(...made);
        continue;
      }
      const raw = Buffer.from(`${LETTER}${copy.name} ${String(made[id])}\r\n`);
      const hash = sha256Of(raw);
      statement.run(...made.with(sha, hash));
      bytes.run(made[id] ?? null, sealer.seal(letterLabel(hash), raw));
    }
    const settled = template.at + later;
    for (const [party, amount] of [[buyer, -total], [merchant, total]] as const) {
      balances[party] = (balances[party] ?? 0) + amount;
      writer.insert('postings', { posting_number: ids.posting_number++, transfer_number: ids.transfer_number, account_id: accountOf(party, currency), amount, balance_after: balances[party] ?? 0 });
    }
    tally.run(`party:${buyer}`, `spent:${currency}`, Math.floor(settled / DAY), total);
    for (const column of ID_COLUMNS) if (column !== 'posting_number') ids[column] += taken[column];
    await writer.step();
    if ((index + 1) % 100_000 === 0) say(`${index + 1} payments are written`);
  }
}

/** As long as an order is. */
const LETTER = `Subject: Order\r\n\r\n${'2 Sencha 100g\r\n'.repeat(80)}`;

/** A balance is written once, when it is known. */
async function closeAccounts({ template: { currency } }: HistoryParts, writer: Writer, balances: Float64Array): Promise<void> {
  for (let party = 1; party < balances.length; party += 1) {
    writer.insert('accounts', { account_id: accountOf(party, currency), party_id: party, currency, balance: balances[party] ?? 0, held: 0, floor: 0 });
    await writer.step();
  }
  writer.insert('accounts', { account_id: cashOf(currency), party_id: null, currency, balance: -OPENING * (balances.length - 1), held: 0, floor: null });
}
