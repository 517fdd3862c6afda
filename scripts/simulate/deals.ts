/** How a deal begins: somebody wants something of somebody; what they type. */
import { messageIdOf, type Mail } from './mail.ts';
import { DAY, HOUR, MINUTE, SECOND } from './network-type.ts';
import { addressOf, BOARD, JPY, PAY, written, type Money, type Person } from './people.ts';
import { makePassword } from './passwords.ts';
import { goFurtherRoads, nextNumber, postAlone } from './roads.ts';
import { temptOnRoads } from './road-thieves.ts';
import { count, post, type Deal, type World } from './world.ts';

const GOODS = ['Sencha 100g', 'bamboo whisk', 'paper lantern', 'ink stone', 'tea bowl', 'linen cloth'] as const;

export function beginDeal(world: World, buyers: readonly Person[], shops: readonly Person[]): void {
  const { people } = world.chance;
  const buyer = people.pick(buyers);
  const shop = people.pick(shops);
  const currency = shop.currencies[0] ?? JPY;
  const total: Money = { currency, minor: BigInt(people.between(150, people.happens(0.1) ? 60_000 : 6_000)) };
  const earlier = world.deals.filter((deal) => deal.buyer === buyer).at(-1);
  const number = people.happens(0.9) ? nextNumber(buyer) : null;
  const password = number !== null ? number : earlier !== undefined && people.happens(world.habit) ? earlier.password : people.happens(0.01) ? 'aaaa' : makePassword(world);
  const ceiling = people.happens(buyer.scheme === 'two-mail' || buyer.scheme === 'wallet' ? 0.7 : 0.9) ? { currency, minor: total.minor + BigInt(people.between(0, 500)) } : null;
  const deal: Deal = { id: world.deals.length + 1, buyer, shop, password, total, ceiling, from: people.pick([addressOf(buyer), ...buyer.addresses]), order: null, shopOrder: null, reference: null, questions: [], invoice: people.happens(0.5) ? `R-${world.deals.length + 1}` : null, forwards: 0, answered: false };
  world.deals.push(deal);
  count(world, 'deals');
  order(world, deal);
  haveSecondThoughts(world, deal);
  goFurtherRoads(world, deal);
  temptOnRoads(world, deal);
}

function orderText(world: World, deal: Deal): string {
  const { people } = world.chance;
  const goods = Array.from({ length: people.between(1, 3) }, () => `${people.between(1, 9)} ${people.pick(GOODS)}`);
  return [...goods, '', `Password: ${deal.password}`].join('\n');
}

function order(world: World, deal: Deal): void {
  const { people } = world.chance;
  const shop = addressOf(deal.shop);
  const text = orderText(world, deal);
  const upTo = deal.ceiling === null ? '' : `\nUp to: ${written(deal.ceiling)}`;
  const own = { writer: deal.buyer.key, from: deal.from, deal };
  const payTo = people.happens(0.5) ? `\nPay to: ${deal.shop.name}` : `\nPay to: ${shop}`;
  const posts = deal.buyer.scheme === 'board' || deal.buyer.scheme === 'full';
  if (posts && people.happens(0.75)) {
    deal.order = deal.shopOrder = remember(world, deal, post(world, { ...own, to: [shop, PAY, BOARD], text: `${text}${people.happens(0.4) ? '\nPost: a present' : ''}${upTo}` }));
    return;
  }
  if (posts) postAlone(world, deal, `${text}${payTo}`, people.between(SECOND, HOUR));
  people.weighed<() => void>([
    [70, () => (deal.order = deal.shopOrder = remember(world, deal, post(world, { ...own, to: [shop, PAY], text: `${text}${upTo}` })))],
    [20, () => {
      deal.shopOrder = remember(world, deal, post(world, { ...own, to: [shop], text }));
      world.calendar.put(world.calendar.now() + people.between(SECOND, HOUR), () => void (deal.order = remember(world, deal, post(world, { ...own, to: [PAY], text: `${text}${payTo}${upTo}` }))));
    }],
    [4, () => (deal.order = remember(world, deal, post(world, { ...own, to: [PAY], text: `${text}${upTo}` }))) && (deal.shopOrder = deal.order)],
    [3, () => (deal.shopOrder = remember(world, deal, post(world, { ...own, to: [shop], text })))],
    [3, () => (deal.order = deal.shopOrder = remember(world, deal, post(world, { ...own, to: [shop, PAY], text: `${text.replace('Password:', 'Passwrod:')}${upTo}` })))],
  ])();
}

export function remember(world: World, deal: Deal, mail: Mail): Mail {
  world.dealOf.set(messageIdOf(mail), deal);
  return mail;
}

/** CANCEL, questions about the state, the same order once more. */
function haveSecondThoughts(world: World, deal: Deal): void {
  const { people } = world.chance;
  const later = (most: number, act: () => void): void => world.calendar.put(world.calendar.now() + people.between(SECOND, most), act);
  const own = { writer: deal.buyer.key, from: deal.from, to: [PAY], deal, subject: 'Re: Order' };
  if (people.happens(0.03)) later(4 * HOUR, () => void post(world, { ...own, text: 'CANCEL', thread: deal.order === null ? [] : [messageIdOf(deal.order)] }));
  if (people.happens(0.02)) later(DAY, () => void post(world, { ...own, text: people.pick(['STATUS', 'HELP', 'BALANCE', 'CANCEL', 'Where is my parcel?']), subject: 'a question' }));
  if (people.happens(0.02)) later(6 * HOUR, () => {
    if (deal.order !== null) post(world, { ...own, to: deal.order.to, text: deal.order.text, subject: deal.order.subject });
  });
  if (people.happens(0.01)) later(10 * MINUTE, () => void post(world, { ...own, from: addressOf(deal.shop), writer: deal.shop.key, text: people.pick(['STATUS', 'CANCEL', 'BALANCE']) }));
}
