import type { OrderRow } from '../store/store.ts';
import { tellText } from './tell-text.ts';
import type { TellSubject } from './tell-text.ts';
import type { Parts } from './parts.ts';
import { domainOf, shopkeeperOf } from './shop.ts';
import { keyedName } from './tokens.ts';

/** Something that a person should know. `name` is unique: under one name nobody is written to twice. */
export type Telling = { readonly name: string; readonly order: OrderRow | null; readonly subject: TellSubject; readonly lines: readonly string[] };

const DAY = 86_400_000;
/** A flood of forged mails must not become a flood of ours; the history holds all of them. */
const MOST_A_DAY = 20;

/** One mail to the shopkeeper, recorded together with what it is about. */
export async function tellShopkeeper(parts: Parts, telling: Telling, together: () => void): Promise<void> {
  const { store, shop, tokenKey } = parts;
  const at = parts.now();
  const { subject, lines } = tellText(shop, telling);
  const messageId = `t.${telling.name}.${keyedName(tokenKey, 'tell', telling.name)}@${domainOf(shop.address)}`;
  const to = shopkeeperOf(shop);
  const capped = store.countMailsSince('tell', at - DAY) >= MOST_A_DAY;
  const bytes = await parts.write({
    from: { name: shop.name, address: shop.address }, to, replyTo: null, subject, messageId, inReplyTo: null, references: [], date: at, autoSubmitted: 'auto-generated',
    text: `${lines.join('\n')}\n`, original: null, attachments: [],
  });
  store.atomically(() => {
    together();
    if (capped) store.note({ at, orderId: telling.order?.id ?? null, letterId: null, kind: 'not-told', detail: `more than ${MOST_A_DAY} mails to the shopkeeper today` });
    else store.addMail({ messageId, purpose: 'tell', orderId: telling.order?.id ?? null, from: shop.address, to, bytes, at });
  });
}
