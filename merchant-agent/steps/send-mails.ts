import { replyCodes } from '../../clearinghouse/protocol/reply-codes.ts';
import { draftOrder } from './draft-order.ts';
import type { MailRow } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { nextTry } from './retry.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

const AT_ONCE = 20;
/** A forward is of no use to the bank beyond 48 hours after its signature. */
const LIFETIME: Readonly<Record<MailRow['purpose'], number>> = { forward: 40 * 3_600_000, draft: 7 * 86_400_000, answer: 7 * 86_400_000, ship: 30 * 86_400_000, tell: 7 * 86_400_000 };

/** Hands over what waits in the outbox; false: nothing was due. The same bytes go at every try, so a crash behind the server's OK costs a second copy of the same mail. */
export async function sendDue(parts: Parts): Promise<boolean> {
  const due = parts.store.dueMails(parts.now(), AT_ONCE);
  for (const mail of due) await sendOne(parts, mail);
  return due.length > 0;
}

/** A content filter may quote the mail, and a forward holds the customer's password. All other mails hold none. */
function sayable({ purpose }: MailRow, reply: string): string {
  if (purpose !== 'forward') return reply;
  const codes = replyCodes(reply);
  return codes === '' && reply !== '' ? 'an answer without a code; its words are not kept, since they may quote the order' : codes;
}

async function sendOne(parts: Parts, mail: MailRow): Promise<void> {
  const { store, report } = parts;
  if (mail.bytes === null) return loseDamaged(parts, mail);
  const result = await parts.send({ from: mail.from, to: mail.to }, mail.bytes);
  const reply = sayable(mail, result.reply);
  const { outcome } = result;
  switch (outcome) {
    case 'accepted':
      return noteSent(parts, mail, reply);
    case 'later':
    case 'unsent':
    case 'unanswered':
      if (parts.now() - mail.at < LIFETIME[mail.purpose]) return store.mailLater(mail.id, nextTry(parts, mail.attempts), reply);
      return giveUp(parts, mail, `no server took it in time: ${reply}`);
    case 'refused':
      report('alarm', 'mail-refused', { mail: mail.id, purpose: mail.purpose, reply });
      return giveUp(parts, mail, reply);
    default:
      return outcome satisfies never;
  }
}

function noteSent({ store, now }: Parts, mail: MailRow, reply: string): void {
  const at = now();
  store.atomically(() => {
    store.mailSent(mail.id, at, reply);
    if (mail.orderId === null) return;
    store.note({ at, orderId: mail.orderId, letterId: null, kind: 'sent', detail: `${mail.purpose} to ${mail.to}` });
    const order = store.order(mail.orderId);
    if (mail.purpose === 'forward' && order?.state.name === 'forwarding') store.move(order.id, { name: 'forwarded', since: at, invoice: order.state.invoice });
  });
}

/** Its bytes do not open. A forward is made anew by way of a draft, everything else a person has to do. */
async function loseDamaged(parts: Parts, mail: MailRow): Promise<void> {
  const { store, report } = parts;
  report('alarm', 'mail-damaged', { mail: mail.id, purpose: mail.purpose });
  if (mail.purpose === 'forward') return giveUp(parts, mail, DAMAGED);
  const order = mail.orderId === null ? null : store.order(mail.orderId);
  const record = (): void => {
    store.mailDead(mail.id, parts.now(), DAMAGED);
    if (order !== null) store.note({ at: parts.now(), orderId: order.id, letterId: null, kind: 'not-sent', detail: `${mail.purpose} to ${mail.to}: ${DAMAGED}` });
  };
  await tellShopkeeper(parts, { name: `lost.${mail.id}`, order, subject: 'mail-damaged', lines: [`${mail.purpose} to ${mail.to}`] }, record);
}

const DAMAGED = 'what was kept of it does not open';

async function giveUp(parts: Parts, mail: MailRow, reply: string): Promise<void> {
  const { store } = parts;
  const order = mail.orderId === null ? null : store.order(mail.orderId);
  const record = (): void => {
    store.mailDead(mail.id, parts.now(), reply);
    if (order !== null) store.note({ at: parts.now(), orderId: order.id, letterId: null, kind: 'not-sent', detail: `${mail.purpose} to ${mail.to}: ${reply}` });
  };
  if (mail.purpose === 'ship') return tellShopkeeper(parts, { name: `ship.${mail.id}`, order, subject: 'ship-refused', lines: [reply] }, record);
  if (mail.purpose !== 'forward' || order?.state.name !== 'forwarding') return store.atomically(record);
  await draftOrder(parts, order, { reason: 'mail-refused', code: null, told: reply }, record);
}
