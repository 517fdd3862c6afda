import type { Connection, Row } from './connection.ts';
import { bytes, integer, oneOf, text } from './rows.ts';
import { LONGEST_WAIT } from './store.ts';
import type { MerchantStore, TellingRow } from './store.ts';

type Verbs = Pick<MerchantStore, 'addTelling' | 'dueTellings' | 'tellingDone' | 'tellingLater' | 'tellingDead' | 'withdrawTellings' | 'tellingsOf'>;

export function tellingVerbs(connection: Connection): Verbs {
  const { sealer } = connection;
  const tellingOf = (row: Row): TellingRow => ({
    id: integer(row, 'id'),
    orderId: integer(row, 'order_id'),
    kind: oneOf(row, 'kind', ['csv', 'webhook']),
    key: text(row, 'key'),
    payload: sealer.openWhole(`telling:${text(row, 'key')}`, bytes(row, 'sealed'))?.toString() ?? null,
    at: integer(row, 'made_at'),
    attempts: integer(row, 'attempts'),
    state: oneOf(row, 'state', ['waiting', 'done', 'dead']),
    reply: text(row, 'reply'),
  });
  const end = (state: 'done' | 'dead') => (id: number, at: number, reply: string) =>
    void connection.run("UPDATE tellings SET state = ?, ended_at = ?, reply = ?, attempts = attempts + 1 WHERE id = ? AND state = 'waiting'", state, at, reply, id);
  return {
    addTelling: ({ orderId, kind, key, payload, at }) => {
      if (connection.get('SELECT id FROM tellings WHERE key = ? OR (order_id = ? AND kind = ?)', key, orderId, kind) !== null) return false;
      connection.insert(
        "INSERT INTO tellings (order_id, kind, key, state, next_try_at, made_at, sealed) VALUES (?, ?, ?, 'waiting', ?, ?, ?)",
        orderId, kind, key, at, at, sealer.seal(`telling:${key}`, Buffer.from(payload)),
      );
      return true;
    },
    dueTellings: (now, limit) => connection.all("SELECT * FROM tellings WHERE state = 'waiting' AND (next_try_at <= ? OR next_try_at > ?) ORDER BY next_try_at, id LIMIT ?", now, now + LONGEST_WAIT, limit).map(tellingOf),
    tellingDone: end('done'),
    tellingDead: end('dead'),
    tellingLater: (id, nextTryAt, reply) => void connection.run("UPDATE tellings SET attempts = attempts + 1, next_try_at = ?, reply = ? WHERE id = ? AND state = 'waiting'", nextTryAt, reply, id),
    withdrawTellings: (orderId, at, reason) => void connection.run("UPDATE tellings SET state = 'dead', ended_at = ?, reply = ? WHERE order_id = ? AND state = 'waiting'", at, reason, orderId),
    tellingsOf: (orderId) => connection.all('SELECT * FROM tellings WHERE order_id = ? ORDER BY id', orderId).map(tellingOf),
  };
}
