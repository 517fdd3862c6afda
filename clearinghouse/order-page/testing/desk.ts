/** An order page over a played bank: a clock that only waiting moves, a mail server that remembers, two members. */
import type { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import type { Catalogue, Item } from '../../protocol/catalogue/item.ts';
import { currencyOf, money } from '../../protocol/money.ts';
import type { Currency, Money } from '../../protocol/money.ts';
import { makeOrderPage } from '../app.ts';
import { cartOf, chosenIn, shownMark } from '../cart.ts';
import { LIMITS } from '../ports.ts';
import type { MemberLook, OrderMail, OrderPageParts, ShopOnPage } from '../ports.ts';
import { orderPageStyle } from '../server.ts';

export const NOON = Date.UTC(2026, 10, 21, 12);

const JPY: Currency = currencyOf('JPY') ?? missing();
function missing(): never {
  throw new Error('JPY is a currency');
}
export const yen = (minor: bigint): Money => money(JPY, minor);

export const item = (sku: string, price: bigint, names: readonly string[], more: Partial<Item> = {}): Item => ({ sku, names, unit: yen(price), taxRate: 800, stock: null, ...more });

export const teaItems: readonly Item[] = [
  item('SEN-100', 1080n, ['Sencha 100g', '煎茶100g', 'Grüner Tee Sencha 100 g']),
  item('MAT-30', 2400n, ['Matcha 30 g tin', '抹茶30g缶', 'Matcha']),
  item('WHI-1', 1650n, ['Bamboo whisk', '茶筅', 'Matchabesen'], { taxRate: 1000, stock: 3 }),
  item('KET-1', 9800n, ['Iron kettle', '鉄瓶'], { taxRate: 1000, stock: 0 }),
  ...Array.from({ length: 42 }, (_one, at) => item(`CUP-${at + 1}`, 500n + BigInt(at), [`Cup no. ${at + 1}`, `湯のみ ${at + 1}`], { taxRate: 1000 })),
];

export const teaCatalogue: Catalogue = { currency: JPY, items: teaItems };

export const teaShop: ShopOnPage = { slug: 'green-tea', name: 'Green Tea House', address: 'shop@gt.example', language: 'en', catalogue: teaCatalogue, taxIncluded: true, shipping: null };

export const TARO = { address: 'taro@example.jp', card: 'K7F3K2' };
export const HANA = { address: 'hana@example.jp', card: 'M9X4T8' };

export type Desk = {
  readonly app: Hono<{ Bindings: HttpBindings }>;
  readonly mails: OrderMail[];
  readonly looks: string[];
  readonly reported: { readonly level: string; readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[];
  readonly waited: number[];
  /** Replaced while a test runs. */
  readonly world: { member: OrderPageParts['member']; send: OrderPageParts['send']; shops: readonly ShopOnPage[] };
  readonly advance: (milliseconds: number) => void;
  readonly get: (path: string, more?: More) => Promise<Answer>;
  readonly post: (path: string, fields: Readonly<Record<string, string>>, more?: More) => Promise<Answer>;
  readonly parts: OrderPageParts;
};
export type More = { readonly headers?: Readonly<Record<string, string>>; readonly client?: string };
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: string };

export function known(more: Partial<MemberLook & { known: true }> = {}): MemberLook {
  const look = { known: true as const, lastUsed: { index: 6, number: '12345678' }, asks: 7, left: 24, locked: false, ...more };
  return { read: String(look.lastUsed?.index ?? ''), ...look };
}

export function openDesk(options: Partial<OrderPageParts> = {}): Desk {
  const [mails, looks, reported, waited]: [OrderMail[], string[], Desk['reported'][number][], number[]] = [[], [], [], []];
  let clock = NOON;
  let drawn = 0;
  const world: Desk['world'] = {
    member: async (address, card) => (address === TARO.address && card === TARO.card ? known() : address === HANA.address && card === HANA.card ? known({ lastUsed: null, asks: 1 }) : { known: false }),
    send: async (mail) => void mails.push(mail),
    shops: [teaShop],
  };
  const parts: OrderPageParts = {
    shops: () => world.shops,
    bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', telephone: '03-1234-5678', asks: 'in-order' },
    pageAddress: 'order-page@bank.example',
    member: (address, card) => {
      looks.push(`${address} ${card}`);
      return world.member(address, card);
    },
    send: (mail) => world.send(mail),
    key: new Uint8Array(32).fill(7),
    now: () => clock,
    random: (bytes) => new Uint8Array(bytes).fill((drawn += 1)),
    // The longest wait is the time-out of sending, which no test waits for.
    wait: (milliseconds) => {
      if (milliseconds > 10_000) return new Promise(() => undefined);
      waited.push(milliseconds);
      clock += milliseconds;
      return Promise.resolve();
    },
    report: (level, event, fields) => void reported.push({ level, event, fields }),
    limits: LIMITS,
    trustedHops: 0,
    ...options,
  };
  const app = makeOrderPage(parts, orderPageStyle);
  const ask = async (path: string, init: RequestInit, { headers = {}, client = '192.0.2.7' }: More): Promise<Answer> => {
    const given = { ...(init.headers as Record<string, string> | undefined), ...headers };
    const response = await app.request(`http://order-page.invalid${path}`, { ...init, headers: given }, { incoming: { socket: { remoteAddress: client } } } as unknown as HttpBindings);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return {
    app, mails, looks, reported, waited, world, parts,
    advance: (milliseconds) => void (clock += milliseconds),
    get: (path, more = {}) => ask(path, {}, more),
    post: (path, fields, more = {}) => ask(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() }, more),
  };
}

/** A hidden field's value, its entities written out. */
export const fieldIn = (body: string, name: string): string => (new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Words of a page as a person reads them. */
export const textIn = (body: string): string => body.slice(body.indexOf('<body>')).replace(/<[^>]+>/g, ' ').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();

export const CHOSEN = '2*SEN-100 1*WHI-1';
/** What is shown of that, as the form of step 2 has it. */
export const GOODS = goodsIn(teaCatalogue);

function goodsIn(catalogue: Catalogue): string {
  const cart = cartOf(chosenIn(new URLSearchParams({ chosen: CHOSEN }), catalogue).lines, catalogue, true);
  return 'kind' in cart ? '' : shownMark(cart);
}

/** Steps 1 to 3 for a member, with the catalogue as it is now; the number page. */
export const toNumber = (desk: Desk, { address, card }: { readonly address: string; readonly card: string } = TARO, more: More = {}): Promise<Answer> => desk.post('/green-tea/number', { chosen: CHOSEN, goods: goodsIn(desk.world.shops[0]?.catalogue ?? teaCatalogue), address, card, most: '4741' }, more);
