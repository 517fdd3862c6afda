import type { NewMail, OrderRow } from '../store/store.ts';
import { tellText } from './tell-text.ts';
import type { TellSubject } from './tell-text.ts';
import type { Parts } from './parts.ts';
import { domainOf, shopkeeperOf } from './shop.ts';
import { keyedName } from './tokens.ts';

/** Something that a person should know. `name` is unique: under one name nobody is written to twice. Of what strangers can cause it begins with the subject and a dot, by which such mails are counted. */
export type Telling = { readonly name: string; readonly order: OrderRow | null; readonly subject: TellSubject; readonly lines: readonly string[]; /** Who packs, where they have to know too; the shopkeeper's own address gets it once. */ readonly alsoTo?: string | null };

const DAY = 86_400_000;
/** A flood of strangers' mails must not become a flood of ours; the history holds all of them. */
const MOST_A_DAY = 20;
/** What strangers can cause, each counted by itself. All else is never held back: whoever forges mails must not be able to silence "do not ship". */
const OF_STRANGERS: readonly TellSubject[] = ['suspicious', 'suspicious-paid', 'unchecked', 'unread', 'refused'];

/** One mail to the shopkeeper, recorded together with what it is about. */
export async function tellShopkeeper(parts: Parts, telling: Telling, together: () => void): Promise<void> {
  const { store, shop } = parts;
  const at = parts.now();
  const capped = OF_STRANGERS.includes(telling.subject) && store.countTellsSince(telling.subject, at - DAY) >= MOST_A_DAY;
  const to = shopkeeperOf(shop);
  const mails = [await mailOf(parts, telling, telling.name, to, at)];
  if (telling.alsoTo != null && telling.alsoTo !== to) mails.push(await mailOf(parts, telling, `${telling.name}.ship`, telling.alsoTo, at));
  store.atomically(() => {
    together();
    if (capped) store.note({ at, orderId: telling.order?.id ?? null, letterId: null, kind: 'not-told', detail: `more than ${MOST_A_DAY} such mails to the shopkeeper today (${telling.subject})` });
    else for (const mail of mails) store.addMail(mail);
  });
}

async function mailOf({ shop, tokenKey, write }: Parts, telling: Telling, name: string, to: string, at: number): Promise<NewMail> {
  const { subject, lines } = tellText(shop, telling);
  const messageId = `t.${name}.${keyedName(tokenKey, 'tell', name)}@${domainOf(shop.address)}`;
  const bytes = await write({
    from: { name: shop.name, address: shop.address }, to, replyTo: null, subject, messageId, inReplyTo: null, references: [], date: at, autoSubmitted: 'auto-generated',
    text: `${lines.join('\n')}\n`, original: null, attachments: [],
  });
  return { messageId, purpose: 'tell', orderId: telling.order?.id ?? null, from: shop.address, to, bytes, at };
}
