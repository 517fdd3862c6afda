/**
 * What a scheme is: ordinary code (`step`) beside a declared table of transitions. Finding the payment, reading evidence and checking
 * claims is the same for all schemes; a scheme says what follows from one event.
 */
import type { Finding, WrittenNumber } from '../protocol/reading.ts';
import type { Context } from './context.ts';
import type { Facts } from './facts.ts';
import type { Cheque, Claim, EarlyForward, EndReason, Order, Payment, PaymentId, Post, Question, Roads, Side, StateName } from './payment.ts';
import type { Disposition, Effect, SchemeDeadline } from './decision.ts';

/** How an answer to a question was read; only `consent` may move money. */
export type Judgement = 'consent' | 'refusal' | 'fraud' | 'wrong-password' | 'unclear';

/** How a number and its card stood before its letter's numbers were spent: its index where it was live, and which one was asked for. */
export type StoodBefore = { readonly index: number | null; readonly asked: number | null };

/** A number behind a password; without `stood` nothing of its letter is spent yet. */
export type BesideNumber = WrittenNumber & { readonly stood?: StoodBefore };

export type SchemeEvent =
  /** The first evidence is the buyer's direct mail. */
  | { readonly kind: 'ordered'; readonly order: Order; readonly buyer: Side; readonly secret: readonly string[]; readonly roads: Roads }
  /** The first evidence is a merchant's forward. */
  | { readonly kind: 'forwarded-early'; readonly early: EarlyForward; readonly merchant: Side; readonly secret: readonly string[] }
  /** Order and forward match, and the claim has passed every rule; `joined` is the order where the forward came first. */
  | { readonly kind: 'claimed'; readonly claim: Claim; readonly merchant: Side; readonly joined: { readonly order: Order; readonly buyer: Side; readonly secret: readonly string[]; readonly roads: Roads } | null; /** The bank's rules ask for more than was asked before, so nothing takes its place. */ readonly steppedUp: boolean }
  /** A cheque or a post that fits what is known so far; it may come before its order. */
  | { readonly kind: 'evidence'; readonly evidence: Evidence; readonly buyer: Side; readonly secret: readonly string[]; readonly messageId: string | null }
  | { readonly kind: 'answered'; readonly judgement: Judgement; readonly question: Question; readonly shown: string; readonly doubt: string | null; /** Behind the right password; absent: none. */ readonly number?: BesideNumber; readonly messageId: string | null }
  | { readonly kind: 'cancelled'; readonly by: 'buyer' | 'merchant'; readonly messageId: string | null }
  /** The buyer says so of a payment of which nothing has been asked. */
  | { readonly kind: 'fraud' }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  | { readonly kind: 'deadline'; readonly deadline: SchemeDeadline; readonly at: number }
  /** Money came into the buyer's account. */
  | { readonly kind: 'funds' };

export type Evidence = { readonly road: 'cheque'; readonly cheque: Cheque } | { readonly road: 'post'; readonly post: Post };

/** The desk on which one input is decided: the facts it may look at, and what was gathered so far (core/desk.ts works on it). */
export type Desk = {
  readonly context: Context;
  readonly facts: Facts;
  readonly schemes: readonly Scheme[];
  readonly letterId: number | null;
  /** When the input happened, which is not when it is decided: a letter counts from when its mailbox had it. */
  readonly at: number;
  readonly effects: Effect[];
  readonly findings: Finding[];
  readonly about: Set<PaymentId>;
  /** Labels of the ids drawn so far: each id of a decision has its own. */
  drawn: number;
};

export type Scheme = {
  readonly name: string;
  readonly version: number;
  /** Schemes (by name) from which a payment may step up to this one. */
  readonly above: readonly string[];
  /** The roads besides direct mail and forward without which nothing is paid unasked. */
  readonly needs: readonly (keyof Roads)[];
  /** From `new` and from every state: where it may go. A state may always stay as it is. */
  readonly transitions: Readonly<Record<'new' | StateName, readonly StateName[]>>;
  /** `payment` null: the event opens it. Total over (state, event): a pair that the core never makes is a fault that throws. */
  readonly step: (desk: Desk, payment: Payment | null, event: SchemeEvent) => Disposition;
};

export function schemeOf(schemes: readonly Scheme[], name: string, version: number): Scheme {
  const scheme = schemes.find((one) => one.name === name && one.version === version);
  if (scheme === undefined) throw new Error(`scheme ${name} version ${version} is not in the list`);
  return scheme;
}

/** The newest version of a scheme. */
export function newest(schemes: readonly Scheme[], name: string): Scheme {
  const all = schemes.filter((one) => one.name === name);
  const scheme = all.sort((a, b) => b.version - a.version)[0];
  if (scheme === undefined) throw new Error(`scheme ${name} is not in the list`);
  return scheme;
}

/** The one of two schemes that asks for more; where neither stands above the other, the first of the list that stands above both. */
export function higher(schemes: readonly Scheme[], one: Scheme, other: Scheme): Scheme {
  if (one.name === other.name || one.above.includes(other.name)) return one;
  if (other.above.includes(one.name)) return other;
  const both = schemes.find((scheme) => scheme.above.includes(one.name) && scheme.above.includes(other.name));
  if (both === undefined) throw new Error(`no scheme stands above both ${one.name} and ${other.name}`);
  return both;
}

/** Throws (a fault) where a payment would step down (one without a buyer has begun under no scheme of theirs yet), and on a transition that the payment's scheme does not declare. */
export function checkTransition(schemes: readonly Scheme[], before: Payment | null, after: Payment): void {
  const { transitions, above } = schemeOf(schemes, after.scheme, after.schemeVersion);
  if (before?.buyer != null && before.scheme !== after.scheme && !above.includes(before.scheme)) throw new Error(`payment ${after.reference}: ${after.scheme} is no step up from ${before.scheme}`);
  const from = before === null ? 'new' : before.state.name;
  const to = after.state.name;
  if (from !== to && !transitions[from].includes(to)) throw new Error(`payment ${after.reference}: scheme ${after.scheme} declares no transition from ${from} to ${to}`);
}
