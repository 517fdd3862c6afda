/** A ledger as one writes it in an hour: a transfer is a transaction of its own, with its statements prepared anew and synced to the disk. */
import { DatabaseSync } from 'node:sqlite';
import type { Ledger } from './ledger.ts';

/** The bank's transfers have one hour as well. */
const AT = 2;
const SCHEMA = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE account (id TEXT PRIMARY KEY, balance INTEGER NOT NULL CHECK (balance >= 0));
  CREATE TABLE transfer (id TEXT PRIMARY KEY, at INTEGER NOT NULL, amount INTEGER NOT NULL);
  CREATE TABLE posting (id INTEGER PRIMARY KEY, transfer TEXT NOT NULL REFERENCES transfer (id), account TEXT NOT NULL REFERENCES account (id), amount INTEGER NOT NULL);
  CREATE INDEX posting_of_account ON posting (account, id);`;

export function naiveLedger(path: string, accounts: number, opening: number): Ledger {
  const database = new DatabaseSync(path);
  database.exec(SCHEMA);
  database.exec('BEGIN');
  for (let account = 0; account < accounts; account += 1) database.prepare('INSERT INTO account (id, balance) VALUES (?, ?)').run(`a${account}`, opening);
  database.exec('COMMIT');
  return {
    move: (moves) => {
      for (const { id, from, to, amount } of moves) {
        database.exec('BEGIN IMMEDIATE');
        const { balance } = database.prepare('SELECT balance FROM account WHERE id = ?').get(`a${from}`) as { readonly balance: number };
        if (balance < amount) throw new Error(`a${from} has ${balance}, not ${amount}`);
        database.prepare('INSERT INTO transfer (id, at, amount) VALUES (?, ?, ?)').run(id, AT, amount);
        for (const [account, change] of [[from, -amount], [to, amount]] as const) {
          database.prepare('UPDATE account SET balance = balance + ? WHERE id = ?').run(change, `a${account}`);
          database.prepare('INSERT INTO posting (transfer, account, amount) VALUES (?, ?, ?)').run(id, `a${account}`, change);
        }
        database.exec('COMMIT');
      }
    },
    sums: () => {
      const { balance, transfers } = database.prepare('SELECT (SELECT sum(balance) FROM account) AS balance, (SELECT count(*) FROM transfer) AS transfers').get() as { readonly balance: number; readonly transfers: number };
      return { balance: balance - accounts * opening, transfers };
    },
    close: () => database.close(),
  };
}
