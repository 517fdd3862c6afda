/** The floor's ledger and notices: SQLite, one commit a group, synced; fixed texts, signed with a ready key. */
import { createHash, sign, type KeyObject } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { BANK_DOMAIN, PAY } from '../demo/world.ts';
import type { FloorReading } from './floor-letter.ts';

export type Notice = { readonly id: number; readonly to: string; readonly raw: Buffer };
export type FloorLetter = { readonly raw: Buffer; readonly to: string; readonly reading: FloorReading };
export type FloorLedger = { readonly clear: (letters: readonly FloorLetter[]) => readonly Notice[]; readonly noteSent: (id: number) => void; readonly close: () => void };

const SCHEMA = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE letter (id INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, raw BLOB NOT NULL);
  CREATE TABLE payment (id INTEGER PRIMARY KEY, buyer TEXT NOT NULL, shop TEXT NOT NULL, order_id TEXT NOT NULL, total INTEGER NOT NULL, settled INTEGER NOT NULL);
  CREATE TABLE account (address TEXT PRIMARY KEY, balance INTEGER NOT NULL);
  CREATE TABLE posting (id INTEGER PRIMARY KEY, address TEXT NOT NULL, payment INTEGER NOT NULL, amount INTEGER NOT NULL);
  CREATE TABLE notice (id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, raw BLOB NOT NULL, sent INTEGER NOT NULL);`;

type Draft = { readonly to: string; readonly subject: string; readonly text: string; readonly references: string; readonly replyTo: string };

export function makeFloorLedger(path: string, key: KeyObject): FloorLedger {
  const database = new DatabaseSync(path);
  database.exec(SCHEMA);
  const statement = (sql: string) => database.prepare(sql);
  const keep = statement('INSERT INTO letter (message_id, raw) VALUES (?, ?)');
  const open = statement('INSERT INTO payment (buyer, shop, order_id, total, settled) VALUES (?, ?, ?, ?, 0)');
  const settle = statement('UPDATE payment SET settled = 1 WHERE id = ? AND settled = 0 RETURNING buyer, shop, order_id AS orderId, total');
  const post = statement('INSERT INTO posting (address, payment, amount) VALUES (?, ?, ?)');
  const move = statement('INSERT INTO account (address, balance) VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET balance = balance + excluded.balance');
  const owe = statement('INSERT INTO notice (recipient, raw, sent) VALUES (?, ?, 0)');
  const sent = statement('UPDATE notice SET sent = 1 WHERE id = ?');
  /** Sent notices are noted with the next group, as whatever can be repeated without harm. */
  const done: number[] = [];

  const clearOne = ({ raw, to, reading }: FloorLetter): readonly Draft[] => {
    keep.run(reading.messageId, raw);
    if (reading.original !== null) {
      const total = Number(/Total: ([\d,]+)/.exec(reading.text)?.[1]?.replace(/,/g, ''));
      const payment = Number(open.run(reading.original.from, reading.from, reading.original.messageId, total).lastInsertRowid);
      return [questionOf(payment, reading.original.from, reading.original.messageId, reading.from, total)];
    }
    const payment = Number(/\+q\.(\d+)@/.exec(to)?.[1] ?? 0);
    if (payment === 0) return [heardOf(reading)];
    const row = settle.get(payment) as { buyer: string; shop: string; orderId: string; total: number } | undefined;
    if (row === undefined) return [];
    for (const [address, amount] of [[row.buyer, -row.total], [row.shop, row.total]] as const) {
      post.run(address, payment, amount);
      move.run(address, amount);
    }
    return [receiptOf(payment, row.buyer, 'Paid', row.orderId, row.total), receiptOf(payment, row.shop, 'Paid, ship', row.orderId, row.total)];
  };
  return {
    clear: (letters) => {
      database.exec('BEGIN IMMEDIATE');
      for (const id of done.splice(0)) sent.run(id);
      const notices = letters.flatMap(clearOne).map((draft) => {
        const raw = write(draft, key);
        return { id: Number(owe.run(draft.to, raw).lastInsertRowid), to: draft.to, raw };
      });
      database.exec('COMMIT');
      return notices;
    },
    noteSent: (id) => void done.push(id),
    close: () => database.close(),
  };
}

const referenceOf = (payment: number): string => `${payment.toString(36).toUpperCase().padStart(8, '0').replace(/^(.{4})/, '$1-')}`;

const heardOf = ({ from, messageId }: FloorReading): Draft => ({
  to: from,
  subject: 'Order received',
  text: 'Your order has reached us.\r\nNothing is paid yet, and nothing is set aside.\r\n\r\nWhen the invoice is here we ask you by mail before anything is paid.\r\n',
  references: `<${messageId}>`,
  replyTo: PAY,
});

const questionOf = (payment: number, to: string, orderId: string, shop: string, total: number): Draft => ({
  to,
  subject: `Pay JPY ${total} to ${shop}? [${referenceOf(payment)}]`,
  text: `You ordered from ${shop}, who asks for JPY ${total}.\r\n\r\nTo pay, answer this mail with OK and the password of your order.\r\nTo refuse, answer NO. Without an answer nothing is paid.\r\n\r\nReference ${referenceOf(payment)}\r\n`,
  references: `<${orderId}>`,
  replyTo: `pay+q.${payment}@${BANK_DOMAIN}`,
});

const receiptOf = (payment: number, to: string, word: string, orderId: string, total: number): Draft => ({
  to,
  subject: `${word}: JPY ${total} [${referenceOf(payment)}]`,
  text: `JPY ${total} was paid.\r\n\r\nReference ${referenceOf(payment)}\r\nKeep this mail: it is the receipt.\r\n`,
  references: `<${orderId}>`,
  replyTo: PAY,
});

let written = 0;

/** Every field is short, plain and in its canonical form, so that what is written is what is signed (RFC 6376 §3.4.2, §3.4.4). */
function write({ to, subject, text, references, replyTo }: Draft, key: KeyObject): Buffer {
  written += 1;
  const now = Date.now();
  const fields: readonly (readonly [string, string])[] = [
    ['From', `Example Bank <${PAY}>`], ['To', to], ['Subject', subject], ['Date', new Date(now).toUTCString().replace('GMT', '+0000')], ['Message-ID', `<n${written}@${BANK_DOMAIN}>`],
    ['References', references], ['Reply-To', replyTo], ['MIME-Version', '1.0'], ['Content-Type', 'text/plain; charset=utf-8'], ['Auto-Submitted', 'auto-replied'],
  ];
  const names = fields.map(([name]) => name).join(':');
  const hash = createHash('sha256').update(text).digest('base64');
  const value = `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${BANK_DOMAIN}; s=kakitome1; t=${Math.floor(now / 1_000)}; h=${names}; bh=${hash}; b=`;
  const canonical = `${fields.map(([name, text]) => `${name.toLowerCase()}:${text}\r\n`).join('')}dkim-signature:${value}`;
  const signature = sign('sha256', Buffer.from(canonical), key).toString('base64');
  return Buffer.from(`DKIM-Signature: ${value}${signature}\r\n${fields.map(([name, text]) => `${name}: ${text}\r\n`).join('')}\r\n${text}`);
}
