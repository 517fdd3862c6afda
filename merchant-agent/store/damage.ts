import type { Connection, Row } from './connection.ts';
import { bytes, integer, text } from './rows.ts';
import type { MerchantStore } from './store.ts';

type Verbs = Pick<MerchantStore, 'damage'>;

/** A row at a time: a letter may have megabytes. */
const AT_ONCE = 50;

/** Finds what does not open. What was done with long ago is not looked at, but for orders and invoices: these are the shop's books. */
export function damageVerbs(connection: Connection): Verbs {
  const damaged = <T>(table: string, key: string, where: string, labelOf: (row: Row) => string, nameOf: (row: Row) => T): readonly T[] => {
    const found: T[] = [];
    for (let last = -1; ; ) {
      const rows = connection.all(`SELECT * FROM ${table} WHERE ${key} > ? AND (${where}) ORDER BY ${key} LIMIT ${AT_ONCE}`, last);
      for (const row of rows) if (connection.sealer.openWhole(labelOf(row), bytes(row, 'sealed')) === null) found.push(nameOf(row));
      const newest = rows.at(-1);
      if (newest === undefined) return found;
      last = integer(newest, key);
    }
  };
  const id = (row: Row): number => integer(row, 'id');
  return {
    damage: () => ({
      orders: damaged('orders', 'id', 'true', (row) => `order:${integer(row, 'letter_id')}`, id),
      invoices: damaged('invoices', 'counter', 'true', (row) => `invoice:${integer(row, 'counter')}`, (row) => text(row, 'number')),
      letters: damaged('letters', 'id', "state = 'waiting' OR id IN (SELECT letter_id FROM orders WHERE state IN ('read', 'draft'))", (row) => `letter:${text(row, 'sha256')}`, id),
      mails: damaged('outbox', 'id', "state = 'waiting'", (row) => `mail:${text(row, 'message_id')}`, id),
      tellings: damaged('tellings', 'id', "state = 'waiting'", (row) => `telling:${text(row, 'key')}`, id),
    }),
  };
}
