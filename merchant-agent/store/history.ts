import type { Connection } from './connection.ts';
import { STATE_NAMES } from './order-state.ts';
import type { StateName } from './order-state.ts';
import { integer, integerOrNull, text } from './rows.ts';
import type { Counts, MerchantStore } from './store.ts';

type Verbs = Pick<MerchantStore, 'note' | 'events' | 'countNotes' | 'hasNote' | 'nextDueAt' | 'counts'>;

const MAX_DETAIL = 400;

export function historyVerbs(connection: Connection): Verbs {
  const count = (table: 'letters' | 'outbox' | 'tellings', state: string): number => integer(connection.get(`SELECT count(*) AS rows FROM ${table} WHERE state = ?`, state) ?? {}, 'rows');
  return {
    note: ({ at, orderId, letterId, kind, detail }) => void connection.insert('INSERT INTO events (at, order_id, letter_id, kind, detail) VALUES (?, ?, ?, ?, ?)', at, orderId, letterId, kind, detail.slice(0, MAX_DETAIL)),
    events: (orderId) =>
      connection.all('SELECT * FROM events WHERE order_id IS ? ORDER BY id', orderId).map((row) => ({
        id: integer(row, 'id'),
        at: integer(row, 'at'),
        orderId: integerOrNull(row, 'order_id'),
        letterId: integerOrNull(row, 'letter_id'),
        kind: text(row, 'kind'),
        detail: text(row, 'detail'),
      })),
    // By the index of notes that still have their words.
    countNotes: (kind, since) => integer(connection.get("SELECT count(*) AS notes FROM events WHERE detail <> '' AND at >= ? AND kind = ?", since, kind) ?? {}, 'notes'),
    hasNote: (kind, detail) => connection.get('SELECT id FROM events WHERE kind = ? AND detail = ?', kind, detail) !== null,
    nextDueAt: () => {
      const tables = ['letters', 'outbox', 'tellings'].map((table) => `SELECT min(next_try_at) AS due FROM ${table} WHERE state = 'waiting'`);
      return integerOrNull(connection.get(`SELECT min(due) AS due FROM (${tables.join(' UNION ALL ')})`) ?? { due: null }, 'due');
    },
    counts: (): Counts => {
      const orders = Object.fromEntries(STATE_NAMES.map((name) => [name, 0])) as Record<StateName, number>;
      for (const row of connection.all('SELECT state, count(*) AS rows FROM orders GROUP BY state')) orders[text(row, 'state') as StateName] = integer(row, 'rows');
      return {
        orders,
        lettersWaiting: count('letters', 'waiting'),
        lettersSetAside: count('letters', 'set-aside'),
        mailsWaiting: count('outbox', 'waiting'),
        mailsDead: count('outbox', 'dead'),
        tellingsWaiting: count('tellings', 'waiting'),
        tellingsDead: count('tellings', 'dead'),
      };
    },
  };
}
