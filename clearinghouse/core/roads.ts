/**
 * Roads besides direct mail, forward and answer: what a cheque or a post says against a payment, what is still missing, and whether the buyer has
 * fixed payee and price by their own signature, without which nothing is paid unasked (9-rules 1, 2).
 */
import { compare } from '../protocol/money.ts';
import { postOf } from '../protocol/post.ts';
import type { Context } from './context.ts';
import { partyOf, type Desk } from './desk.ts';
import type { PartyRoads, SchemeChoice, Wallet } from './party.ts';
import { noRoads, type Cheque, type Claim, type Order, type Payment, type Post, type Road, type Roads, type Side } from './payment.ts';
import type { ChequeMisfit } from './void-road.ts';

export const roadsOf = (payment: Payment): Roads => payment.roads ?? noRoads;

type Known = Pick<Payment, 'buyer' | 'merchant' | 'order' | 'claim'>;

/** null: it fits what is known so far. */
export function chequeMisfit(at: number, { buyer, merchant, order, claim }: Known, cheque: Cheque): ChequeMisfit | null {
  if (at > cheque.expiresAt) return 'expired';
  const named = order?.named ?? [];
  if (cheque.payee === buyer?.party || (merchant !== null && merchant.party !== cheque.payee)) return 'other-payee';
  if (named.length > 0 && !named.some((side) => side.party === cheque.payee)) return 'other-payee';
  return claim !== null && !covers(cheque, claim) ? 'too-small' : null;
}

export const covers = (cheque: Cheque, claim: Claim): boolean => cheque.most.currency === claim.total.currency && compare(claim.total, cheque.most) <= 0;

/** Post and order say the same: the same words, the same shops. A post that names nobody is for whom the order names. */
const wordsOf = (lines: readonly string[]): string => lines.filter((line) => postOf(line) === null).join('\n');

export function postAgrees(post: Post, order: Order): boolean {
  if (wordsOf(post.orderLines) !== wordsOf(order.orderLines)) return false;
  return post.named.length === 0 || sameParties(post.named, order.named);
}

const sameParties = (a: readonly Side[], b: readonly Side[]): boolean => parties(a) === parties(b);
const parties = (sides: readonly Side[]): string => sides.map((side) => side.party).sort((a, b) => a - b).join();

/** From when on a cheque of this wallet is a road besides the mailbox. */
export const secondRoadFrom = ({ policy }: Pick<Context, 'policy'>, { since }: Wallet): number => since + policy.newAddressWait;

/**
 * The mailbox alone enrols a wallet: it has the page and sends the key. So its cheques prove no more than the mailbox until whoever owns the account has had the
 * time to see it that they have with a new address. Until then no limit and no rule of the bank is met by them (9-rules 16).
 */
export const isSecondRoad = (desk: Desk, wallet: Wallet | null): boolean => wallet !== null && desk.context.now >= secondRoadFrom(desk.context, wallet);

/** The payment's cheque, if it is good here and now: it fits, its key is the buyer's still, and proves enough for what the bank's rules have asked for. */
export function goodCheque(desk: Desk, payment: Payment): Cheque | null {
  const { cheque } = roadsOf(payment);
  if (cheque === null || payment.buyer === null) return null;
  const { wallet } = partyOf(desk, payment.buyer.party).roads;
  if (wallet?.key !== cheque.key || (payment.steppedUp === true && !isSecondRoad(desk, wallet))) return null;
  return chequeMisfit(desk.at, payment, cheque) === null ? cheque : null;
}

export const missingRoads = (desk: Desk, needs: readonly Road[], payment: Payment): readonly Road[] =>
  needs.filter((road) => (road === 'cheque' ? goodCheque(desk, payment) === null : roadsOf(payment).post === null));

/** Payee and the most to be paid were said by the buyer where nobody else could: in the cheque, or in a signed mail that names bank and payee. */
export function fixedByBuyer(desk: Desk, payment: Payment): boolean {
  const { order, merchant, claim } = payment;
  if (claim !== null && goodCheque(desk, payment) !== null) return true;
  const [only] = order?.named ?? [];
  return order?.addressed === true && order.ceiling !== null && order.named.length === 1 && only?.party === merchant?.party;
}

/** Whether the question takes the place of a cheque or a post that does not come: by the account, and never of one that the bank's rules ask for. */
export const asksInPlace = (desk: Desk, payment: Payment): boolean => payment.steppedUp !== true && payment.buyer !== null && partyOf(desk, payment.buyer.party).roads.missing === 'ask';

/** Whether a party is asked before each payment, as things stand: no cheque, no post and no printed number may take the question's place. */
export function isAlwaysAsked(desk: Desk, roads: PartyRoads): boolean {
  const { defaultScheme, steps } = desk.context.policy;
  const scheme = roads.scheme ?? defaultScheme;
  return scheme === 'full' || (scheme === 'two-mail' && roads.wallet === null && roads.card === null && !steps.some((rule) => rule.scheme === 'board'));
}

/** Under which scheme a party pays once it has a wallet: by cheque, unless it has chosen more. */
export const schemeWithWallet = ({ scheme }: PartyRoads): SchemeChoice => (scheme === null || scheme === 'two-mail' ? 'wallet' : scheme);

/** The cheque under which a question was asked is there still, and its key is the buyer's still; it may have expired since. */
export function chequeStands(desk: Desk, payment: Payment): boolean {
  const { cheque } = roadsOf(payment);
  return cheque !== null && payment.buyer !== null && partyOf(desk, payment.buyer.party).roads.wallet?.key === cheque.key;
}
