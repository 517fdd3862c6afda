/**
 * What the bank does all day costs what its own rows cost, however long its past: no statement of a stage looks through a table. SQLite has no statistics here, as
 * in a bank, and then begins where it finds best; what it would begin wrong names its index (INDEXED BY).
 */
import test, { type ExecutionContext } from 'ava';
import { boardEntryCases } from '../conformance/board-entries.ts';
import { boardLogCases } from '../conformance/board-logs.ts';
import { cardCases } from '../conformance/cards.ts';
import type { Case } from '../conformance/case.ts';
import { clearCases } from '../conformance/clear.ts';
import { factCases } from '../conformance/facts.ts';
import { moneyCases } from '../conformance/money.ts';
import { receiveCases } from '../conformance/receive.ts';
import { roadCases } from '../conformance/roads.ts';
import { sendCases } from '../conformance/send.ts';
import type { Connection } from './connection.ts';
import { text } from '../common/rows.ts';
import { openDatabase } from './opened.ts';
import { damageNotice, inFolder, KEY } from './testing/fresh.ts';
import { openLocal } from './testing/local.ts';
import { readingVerbs } from './verbs.ts';

const cases: readonly Case[] = [...receiveCases, ...clearCases, ...factCases, ...moneyCases, ...cardCases, ...roadCases, ...sendCases, ...boardLogCases, ...boardEntryCases];

/** Rows that wait for something, of which there are few, and tables that have few rows in every bank. Logs: one a year. */
const FEW = /^SCAN (?:\w+ USING (?:COVERING )?INDEX (?:notices_to_send|entries_unpublished|erasures_to_do|instructions_open|letters_waiting|letters_unread_from|deadlines_in_order|accounts_holding)|logs|leader|sqlite_sequence|json_each VIRTUAL TABLE INDEX 1:|CONSTANT ROW|\(subquery-\d+\)|\d+ CONSTANT ROWS?)(?: |$)/;

/** With the reason why their scan ends soon, or comes seldom. */
const ALLOWED: readonly (readonly [sql: RegExp, why: string])[] = [
  [/^SELECT entry_id FROM \(\s+SELECT entry_number, entry_id, at FROM entries INDEXED BY entries_unpublished/, 'scans what both halves brought'],
  [/^INSERT INTO transfers .*ORDER BY transfer_number DESC LIMIT 1/s, 'the first row that it meets is the last one'],
  [/FROM \(SELECT entry_number, leaf FROM entries INDEXED BY entries_unpublished/, 'scans what the inner one brought'],
  [/ AS waiting\s+ORDER BY \(place - 1\)/, 'scans the letters that are due, where a claim has no room for all of them'],
];

const notingInto = (met: Set<string>) => (connection: Connection): Connection => ({
  ...connection,
  run: (sql, ...bound) => (met.add(sql), connection.run(sql, ...bound)),
  insert: (sql, ...bound) => (met.add(sql), connection.insert(sql, ...bound)),
  all: (sql, ...bound) => (met.add(sql), connection.all(sql, ...bound)),
  get: (sql, ...bound) => (met.add(sql), connection.get(sql, ...bound)),
});

/** Every statement that the writer is given, by all cases that write. */
async function written(t: ExecutionContext): Promise<ReadonlySet<string>> {
  const met = new Set<string>();
  for (const { run } of cases) {
    await inFolder(async (path) => {
      const open = (): ReturnType<typeof openLocal> => openLocal(path, notingInto(met));
      const under = {
        store: open(),
        reopen: async () => {
          await under.store.close();
          under.store = open();
        },
        openSecond: async () => open(),
        damage: async (what: 'notices' | 'notice_bytes', noticeId: string) => damageNotice(path, what, noticeId),
        remove: async () => undefined,
      };
      await run(t, under);
      await under.store.close();
    });
  }
  return met;
}

/** What the stages ask of the reader, and the console with each of its looks. */
const ASKED: Readonly<Partial<Record<keyof typeof readingVerbs, readonly unknown[]>>> = {
  loadCursor: ['pay', 'INBOX'],
  readyInputs: [9, 9, 64],
  findUnopened: ['read', 9, 64],
  nextDueAt: [],
  unclearedBefore: [9],
  waitingEntries: [],
  lateEntries: [9, 100],
  listErasures: [100],
  readEntries: ['board.bank.example/board/2026', 0, 10],
  listLogs: [],
  heldSums: [],
  countNotices: ['owed', 9],
  partiesToState: ['2026-10', 100],
  findParties: [{ address: 'takao@buyer.example' }],
  findPayment: ['k'],
  statement: ['party:1:EUR', 0, 9, { after: null, limit: 10 }],
};

test('no statement of a stage looks through a table', async (t) => {
  const statements = new Set(await written(t));
  await inFolder(async (path) => {
    openDatabase({ path, letterKey: KEY, busyTimeoutMs: 100 }, 'writer').connection.close();
    const database = openDatabase({ path, letterKey: KEY, busyTimeoutMs: 100 }, 'reader');
    const { connection } = database;
    const noted = { ...database, connection: notingInto(statements)(connection) };
    for (const [verb, parameters] of Object.entries(ASKED)) {
      try {
        (readingVerbs[verb as keyof typeof readingVerbs] as (...given: unknown[]) => unknown)(noted, ...(parameters ?? []));
      } catch {
        continue; // there is no such log, no such account: its statement was met
      }
    }
    // A row that refers to another one that is not there yet would be looked for through a whole table: the plans tell of it, and it never happens (decisions.ts).
    connection.exec('PRAGMA foreign_keys = OFF');
    t.true(statements.size > 120, `${statements.size} statements`);
    const found: string[] = [];
    for (const sql of statements) {
      if (!/^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(sql) || ALLOWED.some(([one]) => one.test(sql.trim()))) continue;
      for (const row of connection.all(`EXPLAIN QUERY PLAN ${sql}`)) {
        const step = text(row, 'detail');
        if (step.startsWith('SCAN') && !FEW.test(step)) found.push(`${step}: ${sql.replaceAll(/\s+/g, ' ')}`);
      }
    }
    connection.close();
    t.deepEqual(found, []);
  });
});
