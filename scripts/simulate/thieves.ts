/** Who tries to get at money that is not theirs, and machines that answer everything. */
import type { OwedNotice } from '../../clearinghouse/core/notice.ts';
import { makePassword } from './passwords.ts';
import type { Mail } from './mail.ts';
import { DAY, HOUR, MINUTE, SECOND } from './network-type.ts';
import { addressOf, PAY, written } from './people.ts';
import { count, post, type Deal, type Draft, type World } from './world.ts';

/** A question has been asked of this buyer; somebody wants to be quicker, or knows more than they should. */
export function tempt(world: World, deal: Deal, notice: OwedNotice): void {
  const { people } = world.chance;
  const token = notice.replyTo;
  if (token === null || !people.happens(0.12)) return;
  const ok = `OK ${deal.password}`;
  const shop = addressOf(deal.shop);
  const by = (writer: string, draft: Omit<Draft, 'writer' | 'deal' | 'to'> & { readonly to?: readonly string[] }, delay = people.between(SECOND, 10 * MINUTE)): void => {
    count(world, writer);
    world.calendar.put(world.calendar.now() + delay, () => void post(world, { to: [token], thread: [notice.messageId], ...draft, writer, deal }));
  };
  people.weighed<() => void>([
    [3, () => by('thief who saw the token, unsigned', { from: deal.from, text: ok, strength: 'none' })],
    [2, () => by('thief who saw the token, SPF alone', { from: deal.from, text: ok, strength: 'weak' })],
    [3, () => by('shop that saw the token and signs as itself', { from: shop, text: ok })],
    [3, () => by('shop that knows the password and guesses the token', { from: shop, text: ok, to: [token.replace(/.{4}(?=@)/, 'abcd')], thread: [] })],
    [3, () => by('thief in the buyer\'s mailbox who guesses', { from: deal.from, text: `OK ${makePassword(world)}` })],
    [2, () => { for (let n = 0; n < 4; n += 1) by('thief in the buyer\'s mailbox who guesses on and on', { from: deal.from, text: `OK ${makePassword(world)}` }); }],
    [5, () => by('buyer from another own address', { from: deal.buyer.addresses.find((one) => one !== deal.from) ?? shop, text: ok })],
    [2, () => by('stranger with a signature of their own', { from: 'eve@elsewhere.example', text: ok })],
    [2, () => by('machine that says so', { from: deal.from, text: ok, automatic: true })],
    [3, () => by('machine that answers everything', { from: deal.from, text: 'Thank you for your mail. I am away until Monday.' })],
    [3, () => by('shop that inflates the total in the last moment', inflated(deal))],
    [2, () => by('another buyer with the same words', { from: addressOf(people.pick(world.people)), text: ok })],
  ])();
}

/** A second forward while the buyer is answering. */
function inflated(deal: Deal): Omit<Draft, 'writer' | 'deal'> {
  const order = deal.shopOrder;
  const total = { ...deal.total, minor: deal.ceiling === null ? deal.total.minor * 3n : deal.ceiling.minor };
  const text = order === null ? 'nothing' : [`Total: ${written(total)}`, '', '---------- Forwarded message ----------', `From: <${order.from}>`, 'Subject: Order', '', order.text].join('\n');
  return { from: addressOf(deal.shop), to: [PAY], text, thread: [] };
}

/** Old mail comes again: by itself, or because somebody kept it. */
export function replay(world: World): void {
  const { people } = world.chance;
  if (world.mails.length === 0) return;
  const mail = people.pick(world.mails);
  count(world, 'replays');
  world.network.bring(mail, people.between(SECOND, HOUR));
  if (people.happens(0.3)) world.network.bring(mail, people.between(HOUR, 3 * DAY));
}

/** An old consent goes to the newest question of the same buyer. */
export function redirect(world: World): void {
  const { people } = world.chance;
  if (world.deals.length === 0) return;
  const deal = people.pick(world.deals);
  const other = world.deals.findLast((one) => one.buyer === deal.buyer && one !== deal && one.questions.length > 0);
  const token = other?.questions.at(-1)?.replyTo;
  if (other === undefined || token == null) return;
  count(world, 'consents to another question');
  post(world, { writer: 'buyer who mixes up two orders', from: deal.from, to: [token], deal: other, text: `OK ${deal.password}`, thread: [] });
}

/** A shop forwards what was never ordered of it. */
export function claimOfAnother(world: World): void {
  const { people } = world.chance;
  if (world.deals.length === 0) return;
  const deal = people.pick(world.deals);
  const shop = people.pick(world.people.filter((one) => one.side === 'shop'));
  const order: Mail | null = deal.order ?? deal.shopOrder;
  if (order === null || shop === deal.shop) return;
  count(world, 'claims of another shop');
  post(world, { writer: `${shop.key}, for which the order is not`, from: addressOf(shop), to: [PAY], deal, text: [`Total: ${written(deal.total)}`, '', '---------- Forwarded message ----------', `From: <${order.from}>`, '', order.text].join('\n') });
}

export function spoofOrder(world: World): void {
  const { people } = world.chance;
  const buyer = people.pick(world.people.filter((one) => one.side === 'buyer'));
  const shop = people.pick(world.people.filter((one) => one.side === 'shop'));
  count(world, 'spoofed orders');
  const password = makePassword(world);
  const text = ['1 tea bowl', '', `Password: ${password}`].join('\n');
  const strength = people.pick(['none', 'weak'] as const);
  post(world, { writer: 'thief who writes as the buyer', from: addressOf(buyer), to: [addressOf(shop), PAY], deal: null, strength, text });
  world.calendar.put(world.calendar.now() + people.between(MINUTE, HOUR), () => void post(world, { writer: `${shop.key}, in league with a thief`, from: addressOf(shop), to: [PAY], deal: null, text: ['Total: 100 JPY', '', '---------- Forwarded message ----------', `From: <${addressOf(buyer)}>`, '', text].join('\n') }));
}
