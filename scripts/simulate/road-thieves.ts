/** Who tries to get at money by the roads besides the two mails. */
import { makePassword } from './passwords.ts';
import { HOUR, MINUTE, SECOND } from './network-type.ts';
import { addressOf, BOARD, PAY, written } from './people.ts';
import { chequeFor } from './roads.ts';
import { count, post, type Deal, type Draft, type World } from './world.ts';

/** An order that can be paid without a question has just left, and somebody has read it. */
export function temptOnRoads(world: World, deal: Deal): void {
  const { people } = world.chance;
  if (deal.buyer.scheme === 'two-mail' || !people.happens(world.temptation)) return;
  const shop = addressOf(deal.shop);
  const order = deal.shopOrder;
  const by = (writer: string, draft: Omit<Draft, 'writer' | 'deal'>): void => {
    count(world, writer);
    world.calendar.put(world.calendar.now() + people.between(SECOND, HOUR), () => void post(world, { ...draft, writer, deal }));
  };
  const forward = (minor: bigint): string => [`Post seen: 1`, `Total: ${written({ ...deal.total, minor })}`, '', '---------- Forwarded message ----------', `From: <${deal.from}>`, 'Subject: Order', '', order?.text ?? ''].join('\n');
  const others = world.people.filter((one) => one.side === 'shop' && one !== deal.shop);
  people.weighed<() => void>([
    [3, () => by('thief who writes cheques with a key of their own', { from: deal.from, to: [PAY], text: 'Here is my cheque.', cheque: chequeFor(world, deal, { key: Buffer.alloc(32, people.between(0, 255)).toString('base64url'), most: { ...deal.total, minor: 90_000n } }) })],
    [2, () => by('thief who brings a cheque unsigned', { from: deal.from, to: [PAY], text: 'Here is my cheque.', strength: people.pick(['none', 'weak']), cheque: chequeFor(world, deal, { most: { ...deal.total, minor: 90_000n } }) })],
    [2, () => by('shop that brings the buyer\'s cheque itself', { from: shop, to: [PAY], text: 'Here is my cheque.', cheque: chequeFor(world, deal) })],
    [2, () => by('thief whose cheque was opened on the way', { from: deal.from, to: [PAY], text: 'Here is my cheque.', cheque: chequeFor(world, deal, { fault: people.pick(['altered', 'several-recipients', 'not-ours']) }) })],
    [4, () => by('shop that knows the password and claims more', { from: shop, to: [PAY], text: forward(deal.total.minor * 3n) })],
    [4, () => by('shop that knows the password and claims all that the buyer allowed', { from: shop, to: [PAY], text: forward(deal.ceiling?.minor ?? deal.total.minor) })],
    [4, () => by('another shop that has read order and password', { from: addressOf(people.pick(others)), to: [PAY], text: forward(deal.total.minor) })],
    [3, () => by('thief in the mailbox who guesses numbers', { from: deal.from, to: [shop, PAY], text: `9 ink stone\n\nPassword: ${people.between(10_000_000, 99_999_999)}\nUp to: 9,000 JPY` })],
    [3, () => by('thief who types a number a second time', { from: deal.from, to: [shop, PAY], text: `9 ink stone\n\nPassword: ${deal.password}\nUp to: 9,000 JPY` })],
    [2, () => by('thief who posts unsigned', { from: deal.from, to: [BOARD], text: order?.text ?? '', strength: 'none' })],
    [2, () => by('shop that posts in its own name', { from: shop, to: [BOARD], text: order?.text ?? '' })],
    [2, () => by('thief who sends a wallet key of their own', { from: deal.from, to: [PAY.replace('@', `+w.${'0'.repeat(16)}@`)], text: `Wallet key: ${Buffer.alloc(32, 7).toString('base64url')}` })],
  ])();
}

/** Two shops are named, both have the password, and each wants to be first. */
export function race(world: World): void {
  const { people } = world.chance;
  const buyer = people.pick(world.people.filter((one) => one.side === 'buyer'));
  const [one, other] = [people.pick(world.people.filter((shop) => shop.side === 'shop')), people.pick(world.people.filter((shop) => shop.side === 'shop'))];
  if (one === other) return;
  count(world, 'races of two shops');
  const text = ['2 ink stone', '', `Password: ${makePassword(world)}`, 'Up to: 4,000 JPY'].join('\n');
  const order = post(world, { writer: buyer.key, from: addressOf(buyer), to: [addressOf(one), addressOf(other), PAY], deal: null, text });
  const at = world.calendar.now() + people.between(MINUTE, HOUR);
  for (const shop of [one, other]) {
    world.calendar.put(at + people.between(0, 3 * SECOND), () => void post(world, { writer: shop.key, from: addressOf(shop), to: [PAY], deal: null, text: ['Post seen: 1', 'Total: 2,000 JPY', '', '---------- Forwarded message ----------', `From: <${order.from}>`, 'Subject: Order', '', text].join('\n') }));
  }
}
