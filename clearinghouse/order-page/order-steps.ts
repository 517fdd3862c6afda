/** Steps 2 to 4, as answers. Each reckons anew from the catalogue: what a form says of prices counts for nothing. */
import { canonicalAddress } from '../protocol/address.ts';
import { formatMoney, money, readAmount } from '../protocol/money.ts';
import type { Money } from '../protocol/money.ts';
import { page } from './answers.ts';
import { cartOf, chosenIn, shownMark } from './cart.ts';
import type { Cart, CartTrouble, Line } from './cart.ts';
import { catalogueAnswer } from './choose-step.ts';
import { messageIdOf, numberMark } from './keyed.ts';
import { orderMail } from './order-mail.ts';
import type { Holder, Noted } from './on-its-way.ts';
import { openState, sealState } from './order-state.ts';
import type { OrderState } from './order-state.ts';
import { closedCardPage, errorPage, sentPage } from './pages/end-pages.ts';
import { latePage, onItsWayPage, unsurePage } from './pages/unknown-pages.ts';
import { mostText, numberPage } from './pages/number-page.ts';
import { reviewPage } from './pages/review-page.ts';
import type { ReviewField, Typed } from './pages/review-page.ts';
import type { MemberLook } from './ports.ts';
import type { Sent } from './sending.ts';
import { LOOK_STEP, ORDER_STEP, shownMember, steady } from './steady.ts';
import type { ShownMember } from './steady.ts';
import type { Desk, Turn } from './turn.ts';
import { readCard, readNumber } from './typed.ts';
import { shownMoney } from './words.ts';
import type { Words } from './words.ts';

const isTrouble = (cart: Cart | CartTrouble): cart is CartTrouble => 'kind' in cart;

function troubleTexts({ trouble: w }: Words, trouble: CartTrouble): readonly string[] {
  switch (trouble.kind) {
    case 'gone':
      return trouble.skus.map(w.gone);
    case 'short':
      return [w.short(trouble.item.names[0] ?? trouble.item.sku, trouble.item.stock ?? 0)];
    case 'nothing':
    case 'too-many-lines':
    case 'too-much':
      return [w[trouble.kind]];
    default:
      return trouble satisfies never;
  }
}

/** The cart of a form, or the catalogue with what is wrong with it. */
function cartIn(turn: Turn): Cart | Response {
  const chosen = chosenIn(turn.fields, turn.catalogue);
  if (chosen.wrong.length > 0 || chosen.gone.length > 0) return catalogueAnswer(turn, chosen, []);
  const cart = cartOf(chosen.lines, turn.catalogue, turn.shop.taxIncluded);
  return isTrouble(cart) ? catalogueAnswer(turn, chosen, troubleTexts(turn.context.words, cart)) : cart;
}

const typedIn = (fields: URLSearchParams): Typed => ({ address: (fields.get('address') ?? '').slice(0, 300).trim(), card: (fields.get('card') ?? '').slice(0, 40).trim(), most: (fields.get('most') ?? '').slice(0, 40).trim() });

export function review(turn: Turn): Response {
  const cart = cartIn(turn);
  return cart instanceof Response ? cart : reviewAnswer(turn, cart, typedIn(turn.fields), [], []);
}

/** "Most to be paid" begins with what the goods cost, and shipping where it is known. */
function reviewAnswer({ shop, catalogue: { currency }, context }: Turn, cart: Cart, typed: Typed, troubles: readonly string[], wrong: readonly ReviewField[]): Response {
  const most = typed.most === '' ? mostText(currency, cart.sum + (shop.shipping?.minor ?? 0n)) : typed.most;
  return page(reviewPage(context, { shop, currency, cart, typed: { ...typed, most }, troubles, wrong }), troubles.length === 0 ? 200 : 422);
}

type Checked = { readonly address: string; readonly card: string; readonly most: bigint };
type Wrong = { readonly troubles: readonly string[]; readonly wrong: readonly ReviewField[] };

function check({ catalogue: { currency }, context: { words: w, language } }: Turn, cart: Cart, typed: Typed): Checked | Wrong {
  const address = canonicalAddress(typed.address);
  const card = readCard(typed.card);
  const amount = readAmount(typed.most, currency);
  const most: Money | null = amount.ok && amount.money.currency === currency ? amount.money : null;
  const found: (readonly [ReviewField, string])[] = [];
  if (address === null) found.push(['address', w.trouble.address]);
  if (card === null) found.push(['card', w.trouble.card]);
  if (most === null) found.push(['most', w.trouble.most(formatMoney(money(currency, cart.sum)))]);
  else if (most.minor < cart.sum) found.push(['most', w.trouble.mostLow(shownMoney(money(currency, cart.sum), language))]);
  if (address === null || card === null || most === null || found.length > 0) return { troubles: found.map(([, text]) => text), wrong: found.map(([field]) => field) };
  return { address, card, most: most.minor };
}

export async function askNumber(desk: Desk, turn: Turn): Promise<Response> {
  const { parts } = desk;
  const cart = cartIn(turn);
  if (cart instanceof Response) return cart;
  const typed = typedIn(turn.fields);
  const checked = check(turn, cart, typed);
  // A ceiling above the new price would let it pass without a word, and so would other goods of the same price. Whoever changes the field deceives himself alone.
  const changed = turn.fields.get('goods') === shownMark(cart) ? [] : [turn.context.words.trouble.price];
  if ('troubles' in checked) return reviewAnswer(turn, cart, typed, [...changed, ...checked.troubles], checked.wrong);
  if (changed.length > 0) return reviewAnswer(turn, cart, typed, changed, []);
  const tooMany = limited(desk, turn, checked.address);
  if (tooMany !== null) return tooMany;
  const look = await lookAt(desk, checked.address, checked.card);
  if (look === null) return page(errorPage(turn.context, 'books'), 503);
  const member = shownMember(look, parts.bank);
  const lines: Line[] = cart.lines.map(({ item, quantity }) => ({ sku: item.sku, quantity }));
  const state: OrderState = { shop: turn.shop.slug, lines, ...checked, goods: shownMark(cart), asked: member.asks, nonce: Buffer.from(parts.random(16)).toString('base64url'), at: parts.now() };
  return numberAnswer(desk, turn, { state, cart, member, typed: '', troubles: [], failed: false });
}

/** Null where the books can't be read. */
function lookAt({ parts }: Desk, address: string, card: string): Promise<MemberLook | null> {
  return steady(parts, LOOK_STEP, () => askMember({ parts }, address, card));
}

async function askMember({ parts: { member, report } }: Pick<Desk, 'parts'>, address: string, card: string): Promise<MemberLook | null> {
  try {
    return await member(address, card);
  } catch (error) {
    report('alarm', 'order-page-books', { error: error instanceof Error ? error.name : 'unknown' });
    return null;
  }
}

function limited({ parts, members, everybody }: Desk, { context }: Turn, address: string): Response | null {
  const wait = Math.max(everybody.take('', parts.now()), members.take(address.toLowerCase(), parts.now()));
  return wait === 0 ? null : page(errorPage(context, 'busy'), 429, { 'Retry-After': String(Math.ceil(wait / 1000)) });
}

/** The order of this member that the bank has not read yet; null: there is none, or the mail server did not take it. */
function onItsWay({ parts, sending, onItsWay: orders }: Desk, who: Holder, { mark }: ShownMember): Noted | null {
  const noted = orders.of(who, mark, parts.now());
  return noted === null || sending.hasFailed(noted.messageId) ? null : noted;
}

/** No number of the card can be used; null: one can. Who is unknown is never told so. */
function closedAnswer({ context }: Pick<Turn, 'context'>, { locked, isUsedUp }: ShownMember): Response | null {
  return locked || isUsedUp ? page(closedCardPage(context, locked ? 'locked' : 'usedUp')) : null;
}

type Asked = { readonly state: OrderState; readonly cart: Cart; readonly member: ShownMember; readonly typed: string; readonly troubles: readonly string[]; readonly failed: boolean };

function numberAnswer(desk: Desk, { context, shop, catalogue: { currency } }: Turn, { state, cart, member, typed, troubles, failed }: Asked): Response {
  const { parts } = desk;
  const closed = closedAnswer({ context }, member);
  if (closed !== null) return closed;
  const other = onItsWay(desk, state, member);
  if (other !== null) return page(onItsWayPage(context, { address: state.address, at: other.at, now: parts.now() }));
  const body = numberPage(context, { shop, currency, cart, address: state.address, card: state.card, most: state.most, member, state: sealState(parts.key, state), typed, troubles, failed });
  return page(body, failed ? 502 : troubles.length > 0 ? 422 : 200);
}

export async function order(desk: Desk, turn: Turn): Promise<Response> {
  const { parts } = desk;
  const { shop, catalogue, context, fields } = turn;
  const state = openState(parts.key, fields.get('state') ?? '', shop.slug, parts.now());
  if (state === null) return page(errorPage(context, 'over'), 409);
  const cart = cartOf(state.lines, catalogue, shop.taxIncluded);
  if (isTrouble(cart) || shownMark(cart) !== state.goods) return unlessTried(desk, turn, state, changedAnswer(turn, state, cart));
  const tooMany = limited(desk, turn, state.address);
  if (tooMany !== null) return unlessTried(desk, turn, state, tooMany);
  const number = readNumber(fields.get('number') ?? '');
  if (!number.ok) {
    const look = await lookAt(desk, state.address, state.card);
    if (look === null) return unlessTried(desk, turn, state, page(errorPage(context, 'books'), 503));
    const member = shownMember(look, parts.bank);
    const closed = closedAnswer(turn, member);
    if (closed !== null) return unlessTried(desk, turn, state, closed);
    return numberAnswer(desk, turn, { state, cart, member, typed: '', troubles: [context.words.trouble.number[number.trouble]], failed: false });
  }
  const outcome = await steady(parts, ORDER_STEP, () => sendOrder(desk, turn, state, cart, number.digits));
  if (outcome === null) return unlessTried(desk, turn, state, page(errorPage(context, 'books'), 503));
  return outcomeAnswer(desk, turn, state, cart, number.digits, outcome);
}

/** "Nothing has been ordered", or the order shown again, would lead whoever may have sent the form to a second order: then it is told what became of the first. */
async function unlessTried({ parts, sending }: Desk, { shop, context, fields }: Turn, state: OrderState, otherwise: Response): Promise<Response> {
  const earlier = await sending.earlier(messageIdOf(parts.key, state.nonce, parts.pageAddress), state.at);
  switch (earlier) {
    case null:
      return otherwise;
    case 'before':
      return page(sentPage(context, shop, state.address, true));
    case 'late':
      return page(latePage(context, { address: state.address, state: sealState(parts.key, state), number: (fields.get('number') ?? '').slice(0, 40) }), 202);
    case 'unsure':
      return page(unsurePage(context, state.address), 409);
    default:
      return earlier satisfies never;
  }
}

/** The catalogue is another one now. */
function changedAnswer(turn: Turn, state: OrderState, cart: Cart | CartTrouble): Response {
  const { context } = turn;
  if (isTrouble(cart)) return catalogueAnswer(turn, { lines: state.lines, wrong: [], gone: [] }, troubleTexts(context.words, cart));
  return reviewAnswer(turn, cart, { address: state.address, card: state.card, most: '' }, [context.words.trouble.price], []);
}

type Outcome = { readonly sent: Sent | 'moved' | 'on-its-way'; readonly member: ShownMember };

function outcomeAnswer(desk: Desk, turn: Turn, state: OrderState, cart: Cart, number: string, { sent, member }: Outcome): Response {
  const { context, shop } = turn;
  switch (sent) {
    case 'on-its-way':
      return numberAnswer(desk, turn, { state, cart, member, typed: '', troubles: [], failed: false });
    case 'moved':
      return numberAnswer(desk, turn, { state: { ...state, asked: member.asks }, cart, member, typed: '', troubles: [context.words.trouble.moved], failed: false });
    case 'failed':
      return numberAnswer(desk, turn, { state, cart, member, typed: number, troubles: [], failed: true });
    case 'late':
      return page(latePage(context, { address: state.address, state: sealState(desk.parts.key, state), number }), 202);
    case 'unsure':
      return page(unsurePage(context, state.address), 409);
    case 'sent':
    case 'before':
      return page(sentPage(context, shop, state.address, sent === 'before'));
    default:
      return sent satisfies never;
  }
}

/**
 * Only an order whose address and card number belong together is sent: nobody can fill a shop's mailbox from here, nor have wrong numbers counted against
 * a card that he does not hold. To whoever is unknown the answer is the same.
 */
async function sendOrder(desk: Desk, { shop, catalogue, context }: Turn, state: OrderState, cart: Cart, number: string): Promise<Outcome | null> {
  const { parts, sending } = desk;
  const look = await askMember(desk, state.address, state.card);
  if (look === null) return null;
  const member = shownMember(look, parts.bank);
  const messageId = messageIdOf(parts.key, state.nonce, parts.pageAddress);
  const mark = numberMark(parts.key, state.nonce, number);
  // With any number free, another one than the form was sent with would be a second order.
  if (state.asked === null && sending.isForgotten(messageId, state.at)) return { sent: 'unsure', member };
  if (member.locked || member.isUsedUp || (member.isKnown && member.asks !== state.asked)) return { sent: await onceMoved(desk, state, messageId, number, member), member };
  if ((onItsWay(desk, state, member)?.messageId ?? messageId) !== messageId) return { sent: 'on-its-way', member };
  desk.onItsWay.note(state, member.mark, messageId, parts.now());
  if (!member.isKnown) return { sent: await sending.pretend(messageId, mark), member };
  const mail = orderMail({ shop, catalogue, cart, bank: parts.bank, pageAddress: parts.pageAddress, language: context.language, member: state.address, most: state.most, number, messageId, date: state.at });
  return { sent: await sending.send(mail, mark), member };
}

/**
 * The bank asks for another number than the form does, or for none of a card that is closed. Where another order has used the form's number, the form may be sent
 * with the next one. It may have been this very order: then that would be a second one, so whoever may have sent it is asked for nothing more.
 */
async function onceMoved({ sending }: Desk, { asked, at }: OrderState, messageId: string, number: string, { lastUsed }: ShownMember): Promise<Sent | 'moved'> {
  const earlier = await sending.earlier(messageId, at);
  if (earlier !== null) return earlier;
  return lastUsed !== null && (asked === null || lastUsed.index === asked) && lastUsed.number === number ? 'unsure' : 'moved';
}
