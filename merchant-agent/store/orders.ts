import { fromJson, toJson } from '../../clearinghouse/protocol/json.ts';
import type { Connection, Row } from './connection.ts';
import { DRAFT_REASONS, STATE_NAMES, TRANSITIONS } from './order-state.ts';
import type { OrderState } from './order-state.ts';
import { bytes, integer, integerOrNull, oneOf, text, textOrNull } from './rows.ts';
import { NO_DETAIL } from './retention.ts';
import type { MerchantStore, OrderDetail, OrderRow } from './store.ts';

type Verbs = Pick<MerchantStore, 'addOrder' | 'order' | 'orderByReference' | 'orderByMessage' | 'ordersWithSecret' | 'orders' | 'move' | 'saveDetail' | 'setReference' | 'countSuspicious' | 'orderBegun' | 'orderSurvived'>;

export function orderVerbs(connection: Connection): Verbs {
  const { sealer } = connection;
  const seal = (letterId: number, detail: OrderDetail): Uint8Array => sealer.seal(`order:${letterId}`, Buffer.from(toJson(detail)));
  const orderOf = (row: Row): OrderRow => {
    const letterId = integer(row, 'letter_id');
    const sealed = sealer.openWhole(`order:${letterId}`, bytes(row, 'sealed'));
    return {
      id: integer(row, 'id'),
      letterId,
      buyer: text(row, 'buyer'),
      messageId: textOrNull(row, 'message_id'),
      secret: textOrNull(row, 'secret'),
      receivedAt: integer(row, 'received_at'),
      state: stateOf(row),
      drafts: integer(row, 'drafts'),
      reference: textOrNull(row, 'reference'),
      suspicious: integer(row, 'suspicious'),
      crashes: integer(row, 'crashes'),
      opens: sealed !== null,
      detail: sealed === null ? NO_DETAIL : fromJson<OrderDetail>(sealed.toString()),
    };
  };
  const one = (row: Row | null): OrderRow | null => (row === null ? null : orderOf(row));
  const order = (id: number): OrderRow | null => one(connection.get('SELECT * FROM orders WHERE id = ?', id));
  return {
    addOrder: ({ identity, letterId, buyer, messageId, secret, receivedAt, detail, at }) => {
      if (connection.get('SELECT id FROM orders WHERE identity = ?', identity) !== null) return null;
      return connection.insert(
        "INSERT INTO orders (identity, letter_id, buyer, message_id, secret, received_at, state, since, sealed) VALUES (?, ?, ?, ?, ?, ?, 'read', ?, ?)",
        identity, letterId, buyer, messageId, secret, receivedAt, at, seal(letterId, detail),
      );
    },
    order,
    orderByReference: (reference) => one(connection.get('SELECT * FROM orders WHERE reference = ? ORDER BY id DESC LIMIT 1', reference)),
    orderByMessage: (messageIds) => {
      for (const id of messageIds) {
        const row = connection.get('SELECT * FROM orders WHERE message_id = ? ORDER BY id DESC LIMIT 1', id);
        if (row !== null) return orderOf(row);
      }
      return null;
    },
    ordersWithSecret: (buyer, secret) => connection.all('SELECT id FROM orders WHERE buyer = ? AND secret = ? ORDER BY id', buyer, secret).map((row) => integer(row, 'id')),
    orders: (states, limit) => connection.all(`SELECT * FROM orders WHERE state IN (${states.map(() => '?').join(', ')}) ORDER BY id DESC LIMIT ?`, ...states, limit).map(orderOf),
    move: (id, to) => {
      const from = order(id)?.state.name;
      if (from === undefined || !TRANSITIONS[from].includes(to.name)) throw new Error(`order ${id}: no way from ${from ?? 'nothing'} to ${to.name}`);
      writeState(connection, id, to);
    },
    saveDetail: (id, detail) => {
      const row = order(id);
      if (row?.opens === true) connection.run('UPDATE orders SET sealed = ? WHERE id = ?', seal(row.letterId, detail), id);
    },
    setReference: (id, reference) => void connection.run('UPDATE orders SET reference = ? WHERE id = ?', reference, id),
    countSuspicious: (id) => void connection.run('UPDATE orders SET suspicious = suspicious + 1 WHERE id = ?', id),
    orderBegun: (id) => void connection.run('UPDATE orders SET crashes = crashes + 1 WHERE id = ?', id),
    orderSurvived: (id) => void connection.run('UPDATE orders SET crashes = max(0, crashes - 1) WHERE id = ?', id),
  };
}

function stateOf(row: Row): OrderState {
  const name = oneOf(row, 'state', STATE_NAMES);
  const since = integer(row, 'since');
  const invoice = (): number => integer(row, 'invoice');
  switch (name) {
    case 'read':
    case 'dropped':
      return { name, since };
    case 'draft':
      return { name, since, reason: oneOf(row, 'reason', DRAFT_REASONS), code: textOrNull(row, 'code'), draft: integer(row, 'drafts') };
    case 'forwarding':
    case 'forwarded':
      return { name, since, invoice: invoice() };
    case 'paid':
    case 'shipped':
      return { name, since, invoice: invoice(), reference: text(row, 'reference') };
    case 'ended':
      return { name, since, code: text(row, 'reason') };
    default:
      return name satisfies never;
  }
}

/** Columns that a state does not have keep what they hold, but for reason and code. */
function writeState(connection: Connection, id: number, to: OrderState): void {
  const reason = to.name === 'draft' ? to.reason : to.name === 'ended' ? to.code : null;
  const code = to.name === 'draft' ? to.code : null;
  const before = connection.get('SELECT drafts, invoice, reference FROM orders WHERE id = ?', id) ?? {};
  const drafts = to.name === 'draft' ? to.draft : integer(before, 'drafts');
  const invoice = 'invoice' in to ? to.invoice : integerOrNull(before, 'invoice');
  const reference = 'reference' in to ? to.reference : textOrNull(before, 'reference');
  connection.run('UPDATE orders SET state = ?, since = ?, reason = ?, code = ?, drafts = ?, invoice = ?, reference = ? WHERE id = ?', to.name, to.since, reason, code, drafts, invoice, reference, id);
}
