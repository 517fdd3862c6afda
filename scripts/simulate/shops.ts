/** What shops do: they forward orders with a total, and give money back; now and then wrongly. */
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import { messageIdOf, type Mail } from './mail.ts';
import { DAY, HOUR, MINUTE, SECOND } from './network-type.ts';
import { addressOf, BOARD, EUR, JPY, PAY, written, type Money } from './people.ts';
import { count, post, type Deal, type World } from './world.ts';

/** The order is in the shop's mailbox. */
export function shopReads(world: World, deal: Deal, mail: Mail): void {
  const { people } = world.chance;
  if (deal.forwards > 0 && people.happens(0.8)) return;
  if (people.happens(0.02)) return;
  const soon = people.happens(0.8) ? people.between(20 * SECOND, HOUR) : people.between(HOUR, 6 * DAY);
  const later = (delay: number, act: () => void): void => world.calendar.put(world.calendar.now() + delay, act);
  const changed = (by: bigint): Money => ({ ...deal.total, minor: deal.total.minor + by });
  later(soon, () => {
    deal.forwards += 1;
    people.weighed<() => void>([
      [84, () => forward(world, deal, mail, deal.total)],
      [4, () => [forward(world, deal, mail, deal.total), later(people.between(MINUTE, 20 * HOUR), () => forward(world, deal, mail, changed(BigInt(people.between(-100, 300)))))]],
      [3, () => [forward(world, deal, mail, deal.total), later(people.between(0, HOUR), () => forward(world, deal, mail, deal.total))]],
      [3, () => forward(world, deal, { ...mail, strength: 'none', text: mail.text.replace(/^(\d)/, '1$1') }, deal.total)],
      [2, () => forward(world, deal, mail, changed(BigInt(people.between(2_000, 90_000))))],
      [2, () => [1, 2, 3, 4, 5].forEach((n) => later(n * people.between(MINUTE, 3 * HOUR), () => forward(world, deal, mail, changed(BigInt(n)))))],
      [1, () => forward(world, deal, mail, { currency: deal.total.currency === JPY ? EUR : JPY, minor: deal.total.minor })],
    ])();
  });
  if (people.happens(0.02)) later(people.between(MINUTE, DAY), () => void (deal.reference === null ? undefined : post(world, { writer: deal.shop.key, from: addressOf(deal.shop), deal, to: [PAY], text: `CANCEL ${deal.reference}` })));
}

export function forward(world: World, deal: Deal, order: Mail, total: Money, more: { readonly writer?: string; readonly from?: string } = {}): void {
  const { people } = world.chance;
  const words = [...(order.to.includes(BOARD) && people.happens(0.85) ? ['Post seen: 1'] : []), ...(deal.invoice === null ? [] : [`Invoice: ${deal.invoice}`]), `Total: ${written(total)}`, ''];
  const [to, ...cc] = order.to;
  const header = ['---------- Forwarded message ----------', `From: <${order.from}>`, 'Date: Sat, 21 Nov 2026 10:32:05 +0900', `Subject: ${order.subject}`, `To: ${to}`, ...cc.map((one) => `Cc: ${one}`), ''];
  const attached = people.happens(0.15);
  const text = [...words, ...(attached ? [] : [...header, order.text])].join('\n');
  post(world, { writer: deal.shop.key, from: addressOf(deal.shop), deal, to: [PAY], subject: `Fwd: ${order.subject}`, text, original: attached ? order : null, thread: attached ? [] : [messageIdOf(order)], ...more });
}

/** Mails of the bank in the shop's mailbox. */
export function shopHears(world: World, deal: Deal, notice: OwedNotice): void {
  const { people } = world.chance;
  const { facts } = notice;
  const from = addressOf(deal.shop);
  const later = (most: number, act: () => void): void => world.calendar.put(world.calendar.now() + people.between(MINUTE, most), act);
  switch (facts.kind) {
    case 'receipt-merchant':
      deal.reference = facts.reference;
      if (people.happens(0.08)) wishRefunds(world, deal, facts.reference, facts.total.minor);
      return;
    case 'refund-question':
      return later(2 * DAY, () => {
        if (notice.replyTo === null) return;
        const text = people.weighed<string | null>([[80, 'OK'], [6, 'NO'], [4, `OK ${deal.password}`], [4, 'perhaps'], [6, null]]);
        if (text !== null) post(world, { writer: deal.shop.key, from, deal, to: [notice.replyTo], text, subject: 'Re: refund', thread: [notice.messageId] });
      });
    case 'dispute-opened':
      if (people.happens(0.6)) later(9 * DAY, () => void post(world, { writer: deal.shop.key, from, deal, to: [PAY], text: `DISPUTE ${facts.reference}\nIt was packed well.`, subject: 'Re: dispute', thread: [notice.messageId] }));
      return;
    default:
  }
}

function wishRefunds(world: World, deal: Deal, reference: string, paid: bigint): void {
  const { people } = world.chance;
  const { currency } = deal.total;
  for (let left = people.between(1, 3), delay = 0; left > 0; left -= 1) {
    delay += people.between(MINUTE, 2 * DAY);
    const share = people.pick([paid, paid / 2n, paid / 3n, paid + 100n, 0n, 1n]);
    const text = people.happens(0.2) ? `REFUND ${reference}` : `REFUND ${reference} ${written({ currency, minor: share })} sorry`;
    count(world, 'refund wishes');
    world.calendar.put(world.calendar.now() + delay, () => void post(world, { writer: deal.shop.key, from: addressOf(deal.shop), deal, to: [PAY], text, subject: 'a refund' }));
  }
}
