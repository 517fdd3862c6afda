import { fromJson, toJson } from '../../clearinghouse/protocol/json.ts';
import type { Connection, Row } from './connection.ts';
import { bytes, integer, integerOrNull, text } from './rows.ts';
import type { Erasure, MerchantStore, OrderDetail } from './store.ts';

/**
 * What is erased when its time is over: mails' bytes, customers' names, addresses, words and passwords' digests, servers' answers. What stays: each order's numbers, state
 * and dates, its goods and sums, the invoices, and digests by which a mail that comes again is known.
 */

type Verbs = Pick<MerchantStore, 'erasable' | 'erase' | 'lastErasure' | 'noteErasure' | 'emptyLog' | 'clockDoubt' | 'doubtClock' | 'abandonedOrders'>;

/** An order without a word of its customer. */
export const NO_DETAIL: OrderDetail = { subject: '', buyerName: null, lines: [], leftOut: [], shown: null, apart: [], words: '', upTo: null, reading: null, priced: null, doubts: [] };

/** Nothing can follow on these any more. */
const FINISHED = "state IN ('shipped', 'ended', 'dropped')";
/** Of an order that was erased, or of none. */
const LOOSE = '(order_id IS NULL OR order_id IN (SELECT id FROM orders WHERE erased_at IS NOT NULL))';

/** Each takes the limit of time first. An order goes before what belongs to it, which has its own time besides: a late mail of the bank about it, say. */
const DUE: Readonly<Record<keyof Erasure, string>> = {
  orders: `FROM orders WHERE erased_at IS NULL AND since < ? AND ${FINISHED}`,
  letters: `FROM letters WHERE erased_at IS NULL AND kept_at < ? AND state <> 'waiting' AND ${LOOSE}`,
  mails: `FROM outbox WHERE erased_at IS NULL AND made_at < ? AND state <> 'waiting' AND ${LOOSE}`,
  tellings: `FROM tellings WHERE erased_at IS NULL AND made_at < ? AND state <> 'waiting' AND ${LOOSE}`,
  words: `FROM events WHERE detail <> '' AND at < ? AND ${LOOSE}`,
};
const KINDS = Object.keys(DUE) as readonly (keyof Erasure)[];

export function retentionVerbs(connection: Connection): Verbs {
  const { sealer } = connection;
  const orderOf = (row: Row, at: number): void => {
    const letterId = integer(row, 'letter_id');
    const label = `order:${letterId}`;
    // What does not open may still be somebody's data: it goes as well, with its goods.
    const kept = sealer.openWhole(label, bytes(row, 'sealed'));
    const priced = kept === null ? null : fromJson<OrderDetail>(kept.toString()).priced;
    const sealed = sealer.seal(label, Buffer.from(toJson({ ...NO_DETAIL, priced })));
    connection.run("UPDATE orders SET buyer = '', message_id = NULL, secret = NULL, sealed = ?, erased_at = ? WHERE id = ?", sealed, at, integer(row, 'id'));
  };
  const letterOf = (row: Row, at: number): void =>
    void connection.run('UPDATE letters SET sealed = ?, erased_at = ? WHERE id = ?', sealer.seal(`letter:${text(row, 'sha256')}`, Buffer.from('')), at, integer(row, 'id'));
  // What a server answered may name the customer.
  const sentOf = (table: 'outbox' | 'tellings', label: string, empty: string, row: Row, at: number): void =>
    void connection.run(`UPDATE ${table} SET sealed = ?, reply = '', erased_at = ? WHERE id = ?`, sealer.seal(label, Buffer.from(empty)), at, integer(row, 'id'));
  const eraseOne: Readonly<Record<keyof Erasure, (row: Row, at: number) => void>> = {
    orders: orderOf,
    letters: letterOf,
    mails: (row, at) => sentOf('outbox', `mail:${text(row, 'message_id')}`, '', row, at),
    tellings: (row, at) => sentOf('tellings', `telling:${text(row, 'key')}`, '{}', row, at),
    words: (row) => void connection.run("UPDATE events SET detail = '' WHERE id = ?", integer(row, 'id')),
  };
  const each = (work: (kind: keyof Erasure) => number): Erasure => ({ orders: work('orders'), letters: work('letters'), mails: work('mails'), tellings: work('tellings'), words: work('words') });
  return {
    erasable: (before) => each((kind) => integer(connection.get(`SELECT count(*) AS due ${DUE[kind]}`, before) ?? {}, 'due')),
    erase: (before, at, limit) => {
      const done = each(() => 0) as Record<keyof Erasure, number>;
      for (const kind of KINDS) {
        const rows = connection.all(`SELECT * ${DUE[kind]} ORDER BY id LIMIT ?`, before, limit);
        for (const row of rows) eraseOne[kind](row, at);
        done[kind] = rows.length;
      }
      return done;
    },
    lastErasure: () => integerOrNull(connection.get('SELECT erasure_at FROM meta') ?? { erasure_at: null }, 'erasure_at'),
    noteErasure: (at) => void connection.run('UPDATE meta SET erasure_at = ? WHERE only_row = 1', at),
    emptyLog: connection.emptyLog,
    clockDoubt: () => integerOrNull(connection.get('SELECT doubted_at FROM meta') ?? { doubted_at: null }, 'doubted_at'),
    doubtClock: (at) => void connection.run('UPDATE meta SET doubted_at = ? WHERE only_row = 1', at),
    abandonedOrders: (before, limit) => connection.all("SELECT id FROM orders WHERE state IN ('draft', 'forwarded') AND since < ? ORDER BY id LIMIT ?", before, limit).map((row) => integer(row, 'id')),
  };
}
