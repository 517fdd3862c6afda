import type { Connection, Row } from './connection.ts';
import { bytes, integer, integerOrNull, oneOf, text } from './rows.ts';
import { LONGEST_WAIT } from './store.ts';
import type { MailRow, MerchantStore } from './store.ts';

type Verbs = Pick<MerchantStore, 'addMail' | 'dueMails' | 'mailSent' | 'mailLater' | 'mailDead' | 'mailsOf' | 'withdrawMails' | 'countTellsSince' | 'lastTell' | 'isOwnMessage'>;

const COLUMNS = 'id, message_id, purpose, order_id, mail_from, rcpt_to, state, attempts, made_at, reply';

const headOf = (row: Row): Omit<MailRow, 'bytes'> => ({
  id: integer(row, 'id'),
  messageId: text(row, 'message_id'),
  purpose: oneOf(row, 'purpose', ['forward', 'draft', 'answer', 'ship', 'tell']),
  orderId: integerOrNull(row, 'order_id'),
  from: text(row, 'mail_from'),
  to: text(row, 'rcpt_to'),
  at: integer(row, 'made_at'),
  attempts: integer(row, 'attempts'),
  state: oneOf(row, 'state', ['waiting', 'sent', 'dead']),
  reply: text(row, 'reply'),
});

export function outboxVerbs(connection: Connection): Verbs {
  const { sealer } = connection;
  const end = (state: 'sent' | 'dead') => (id: number, at: number, reply: string) =>
    void connection.run("UPDATE outbox SET state = ?, ended_at = ?, reply = ?, attempts = attempts + 1 WHERE id = ? AND state = 'waiting'", state, at, reply, id);
  return {
    addMail: ({ messageId, purpose, orderId, from, to, bytes: mail, at }) => {
      if (connection.get('SELECT id FROM outbox WHERE message_id = ?', messageId) !== null) return false;
      connection.insert(
        "INSERT INTO outbox (message_id, purpose, order_id, mail_from, rcpt_to, sealed, state, next_try_at, made_at) VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
        messageId, purpose, orderId, from, to, sealer.seal(`mail:${messageId}`, mail), at, at,
      );
      return true;
    },
    dueMails: (now, limit) =>
      connection
        .all(`SELECT ${COLUMNS}, sealed FROM outbox WHERE state = 'waiting' AND (next_try_at <= ? OR next_try_at > ?) ORDER BY next_try_at, id LIMIT ?`, now, now + LONGEST_WAIT, limit)
        .map((row) => ({ ...headOf(row), bytes: sealer.openWhole(`mail:${text(row, 'message_id')}`, bytes(row, 'sealed')) })),
    mailSent: end('sent'),
    mailDead: end('dead'),
    mailLater: (id, nextTryAt, reply) => void connection.run("UPDATE outbox SET attempts = attempts + 1, next_try_at = ?, reply = ? WHERE id = ? AND state = 'waiting'", nextTryAt, reply, id),
    mailsOf: (orderId) => connection.all(`SELECT ${COLUMNS} FROM outbox WHERE order_id = ? ORDER BY id`, orderId).map(headOf),
    withdrawMails: (orderId, purpose, at, reason) => void connection.run("UPDATE outbox SET state = 'dead', ended_at = ?, reply = ? WHERE order_id = ? AND purpose = ? AND state = 'waiting'", at, reason, orderId, purpose),
    countTellsSince: (kind, since) => integer(connection.get("SELECT count(*) AS mails FROM outbox WHERE purpose = 'tell' AND made_at >= ? AND message_id GLOB ?", since, `t.${kind}.*`) ?? {}, 'mails'),
    lastTell: (kind) => integerOrNull(connection.get("SELECT max(made_at) AS last FROM outbox WHERE purpose = 'tell' AND message_id GLOB ?", `t.${kind}.*`) ?? { last: null }, 'last'),
    isOwnMessage: (messageId) => connection.get('SELECT id FROM outbox WHERE message_id = ?', messageId) !== null,
  };
}
