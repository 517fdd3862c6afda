import { fromJson, toJson } from '../../clearinghouse/protocol/json.ts';
import { currencyOf, money, parseMinor } from '../../clearinghouse/protocol/money.ts';
import type { Money } from '../../clearinghouse/protocol/money.ts';
import type { PricedOrder } from '../order/order.ts';
import type { Connection, Row } from './connection.ts';
import { bytes, integer, text, textOrNull } from './rows.ts';
import type { InvoiceRow, MerchantStore } from './store.ts';

type Verbs = Pick<MerchantStore, 'nextCounter' | 'takenNumber' | 'addInvoice' | 'voidInvoice' | 'standInvoice' | 'invoice' | 'invoiceByNumber' | 'invoiceByMessage' | 'invoicesOf'>;

// Amounts are read as text: a driver's number never holds money.
const SELECT = 'SELECT counter, number, order_id, currency, CAST(total_minor AS TEXT) AS total, made_at, message_id, state, void_reason, sealed FROM invoices';

function moneyOf(row: Row): Money {
  const currency = currencyOf(text(row, 'currency'));
  const minor = parseMinor(text(row, 'total'));
  if (currency === null || minor === null) throw new Error('an invoice with an amount that is none');
  return money(currency, minor);
}

export function invoiceVerbs(connection: Connection, start: number): Verbs {
  const { sealer } = connection;
  const invoiceOf = (row: Row): InvoiceRow => {
    const counter = integer(row, 'counter');
    const sealed = sealer.openWhole(`invoice:${counter}`, bytes(row, 'sealed'));
    return {
      counter,
      number: text(row, 'number'),
      orderId: integer(row, 'order_id'),
      total: moneyOf(row),
      madeAt: integer(row, 'made_at'),
      messageId: text(row, 'message_id'),
      standing: text(row, 'state') === 'standing',
      voidReason: textOrNull(row, 'void_reason'),
      priced: sealed === null ? null : fromJson<PricedOrder>(sealed.toString()),
    };
  };
  const nextCounter = (): number => {
    const row = connection.get('SELECT max(counter) AS last FROM invoices');
    return row === null || row['last'] === null ? start : integer(row, 'last') + 1;
  };
  const one = (row: Row | null): InvoiceRow | null => (row === null ? null : invoiceOf(row));
  return {
    nextCounter,
    takenNumber: (prefix) => {
      const rest = 'substr(number, length(?1) + 1)';
      const row = connection.get(
        `SELECT number, order_id, CAST(${rest} AS INTEGER) AS again FROM invoices
         WHERE lower(substr(number, 1, length(?1))) = lower(?1) AND ${rest} NOT GLOB '*[^0-9]*' AND ${rest} GLOB '[1-9]*' AND length(${rest}) <= 15 AND CAST(${rest} AS INTEGER) >= ?2
         ORDER BY again LIMIT 1`,
        prefix, nextCounter(),
      );
      return row === null ? null : { counter: integer(row, 'again'), number: text(row, 'number'), orderId: integer(row, 'order_id') };
    },
    addInvoice: ({ counter, number, orderId, total, madeAt, messageId, priced }) => {
      const sealed = sealer.seal(`invoice:${counter}`, Buffer.from(toJson(priced)));
      connection.insert(
        "INSERT INTO invoices (counter, number, order_id, currency, total_minor, made_at, message_id, state, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, 'standing', ?)",
        counter, number, orderId, total.currency, total.minor, madeAt, messageId, sealed,
      );
    },
    voidInvoice: (counter, reason) => void connection.run("UPDATE invoices SET state = 'void', void_reason = ? WHERE counter = ? AND state = 'standing'", reason, counter),
    standInvoice: (counter, orderId) => {
      connection.run("UPDATE invoices SET state = 'void', void_reason = ? WHERE order_id = ? AND counter <> ? AND state = 'standing'", `paid under ${counter}`, orderId, counter);
      connection.run("UPDATE invoices SET state = 'standing', void_reason = NULL WHERE counter = ? AND order_id = ?", counter, orderId);
    },
    invoice: (counter) => one(connection.get(`${SELECT} WHERE counter = ?`, counter)),
    invoiceByNumber: (number) => one(connection.get(`${SELECT} WHERE number = ?`, number)),
    invoiceByMessage: (messageIds) => {
      for (const id of messageIds) {
        const row = connection.get(`${SELECT} WHERE message_id = ?`, id);
        if (row !== null) return invoiceOf(row);
      }
      return null;
    },
    invoicesOf: (orderId) => connection.all(`${SELECT} WHERE order_id = ? ORDER BY counter`, orderId).map(invoiceOf),
  };
}
