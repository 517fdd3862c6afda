/** The order comes after its forward: the forward that waited is judged now, by the same code as one that comes later. */
import type { Money } from '../protocol/money.ts';
import type { SecretDigests } from '../protocol/reading.ts';
import { judgeClaim, readClaim } from './claims.ts';
import type { Disposition } from './decision.ts';
import { find, isWrittenTo, partyOf, paymentsWith, registered, type Desk } from './desk.ts';
import { refuseForward, type Differs } from './forward-refusal.ts';
import { secretKeys } from './keys.ts';
import { withoutLive } from './live-secret.ts';
import { matchForward, type Match } from './match.ts';
import type { Address } from './party.ts';
import { canAskBeside, openingScheme, schemeForClaim } from './opening.ts';
import type { EarlyForward, Order, Payment, Roads, Side } from './payment.ts';
import type { RefusalCode } from './refusals.ts';
import { schemeOf } from './scheme.ts';
import { dropEarly, hasLapsed } from './verbs.ts';

type Waiting = { readonly payment: Payment; readonly early: EarlyForward; readonly merchant: Side; readonly sender: Address; readonly match: Match };

/** A forward that waited and could not be used: the buyer hears of it once the order has its payment. */
export type RefusedEarly = { readonly code: RefusalCode; readonly from: Address; readonly total: Money | null; readonly differs: Differs | null };

/** `disposition` null: no forward that waited could be used; the order waits for one. */
export type Joined = { readonly disposition: Disposition | null; readonly refused: readonly RefusedEarly[] };

/** An order with what came of it by further roads. */
export type Arrived = { readonly order: Order; readonly buyer: Side; readonly secret: SecretDigests; readonly roads: Roads; /** The password is a printed number. */ readonly byNumber: boolean };

export function joinEarly(desk: Desk, arrived: Arrived): Joined {
  const { order, buyer, secret } = arrived;
  const waiting = paymentsWith(desk.facts, secretKeys(secret)).flatMap((payment) => waitingFor(desk, payment, order, buyer, secret));
  const holding = waiting.filter((one) => one.match.kind === 'match');
  find(desk, 'forward-waited', waiting.length > 0, `${waiting.length} forwards, ${holding.length} hold this order`);
  const changed = waiting.flatMap((one) => (one.match.kind === 'changed' ? [turnAway(desk, one, 'order-changed', { missing: one.match.missing, found: one.match.found })] : []));
  const [only] = holding;
  if (only === undefined) return { disposition: null, refused: changed };
  if (holding.length > 1) return { disposition: null, refused: [...changed, ...holding.map((one) => turnAway(desk, one, 'order-ambiguous'))] };
  const joined = join(desk, only, arrived);
  return 'from' in joined ? { disposition: null, refused: [...changed, joined] } : { disposition: joined, refused: changed };
}

function waitingFor(desk: Desk, payment: Payment, order: Order, buyer: Side, secret: SecretDigests): readonly Waiting[] {
  const { early, merchant } = payment;
  if (payment.state.name !== 'awaiting-order' || early === null || merchant === null || merchant.party === buyer.party) return [];
  if (order.named.length > 0 && !order.named.some((side) => side.party === merchant.party)) return [];
  const sender = registered(desk.facts, merchant.address);
  if (sender === null || partyOf(desk, merchant.party).suspendedAt !== null) return [];
  if (hasLapsed(desk, payment)) {
    schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'ended', reason: 'no-order' });
    return [];
  }
  if (isWrittenTo(desk.facts, early.written, buyer.party)) {
    // A reply-all in a running order: never a claim (9-rules 6).
    dropEarly(desk, payment, 'no-order');
    return [];
  }
  const match = matchForward(order, secret, early);
  return match.kind === 'none' ? [] : [{ payment, early, merchant, sender, match }];
}

function turnAway(desk: Desk, { payment, early, sender }: Waiting, code: RefusalCode, differs?: Differs): RefusedEarly {
  refuseForward(desk, { payment, code, to: sender, subject: early.subject, messageId: early.messageId, ...(differs === undefined ? {} : { differs }) });
  dropEarly(desk, payment, 'no-order');
  return { code, from: sender, total: null, differs: differs ?? null };
}

function join(desk: Desk, waiting: Waiting, { order, buyer, secret, roads, byNumber }: Arrived): Disposition | RefusedEarly {
  const { payment, early, merchant, sender, match } = waiting;
  if (match.kind !== 'match') throw new Error(`payment ${payment.reference}: its forward does not hold the order`);
  const parts = { desk, payment: { ...payment, roads }, order, buyer, merchant, ...withoutLive(desk, buyer.party, match, early), letterId: early.letterId, receivedAt: early.receivedAt };
  const read = readClaim(parts);
  const begun = openingScheme(desk, buyer.party, byNumber);
  const under = read.ok ? schemeForClaim({ ...parts, claim: read.claim }, begun) : null;
  const code = read.ok ? judgeClaim({ ...parts, needs: under?.scheme.needs ?? [], demanded: under?.demanded ?? [], numberAsked: under !== null && canAskBeside(desk, under.scheme.needs, buyer.party), begun: begun.needs }, read.claim) : read.code;
  if (read.ok && code === null && under !== null) return under.scheme.step(desk, payment, { kind: 'claimed', claim: read.claim, merchant, joined: { order, buyer, secret, roads }, steppedUp: under.steppedUp });
  const refusal = code ?? 'no-total';
  refuseForward(desk, { payment, code: refusal, to: sender, subject: early.subject, messageId: early.messageId, attempt: { ...parts, read, text: early.text } });
  dropEarly(desk, payment, 'no-order');
  return { code: refusal, from: sender, total: read.ok ? read.claim.total : null, differs: null };
}
