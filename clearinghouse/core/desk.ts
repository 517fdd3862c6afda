/**
 * The desk on which one input is decided: the facts it may look at, and the effects, findings and payments gathered so far.
 * Effects change the desk's own view of accounts and payments at once, never the working set it was opened on.
 */
import type { Account, AccountId } from './account.ts';
import { applyEffects } from './apply.ts';
import { derivedId, type Context } from './context.ts';
import type { Decision, Disposition, Effect } from './decision.ts';
import { foldName, type Facts } from './facts.ts';
import { referenceKey, takenOverKey } from './keys.ts';
import type { Address, Party, PartyId } from './party.ts';
import type { Payment } from './payment.ts';
import { refusals, type RefusalCode } from './refusals.ts';
import { checkTransition, type Desk, type Scheme } from './scheme.ts';

export type { Desk } from './scheme.ts';

export function openDesk(facts: Facts, schemes: readonly Scheme[], context: Context, at: number, letterId: number | null): Desk {
  const own: Facts = {
    ...facts,
    parties: new Map(facts.parties),
    addresses: new Map(facts.addresses),
    accounts: new Map(facts.accounts),
    payments: new Map(facts.payments),
    notices: new Map(facts.notices),
    cards: new Map(facts.cards),
    blocks: new Set(facts.blocks),
    tallies: [...facts.tallies],
  };
  return { context, facts: own, schemes, letterId, at, effects: [], findings: [], about: new Set(), drawn: 0 };
}

export function closeDesk(desk: Desk, disposition: Disposition): Decision {
  checkMoney(desk);
  return { disposition, findings: desk.findings, effects: lastStates(desk.effects), about: [...desk.about] };
}

/**
 * Of a payment that was saved in several steps the last state is the effect, in the place of the first: each step was checked when it was made, and nobody
 * sees between them.
 */
function lastStates(effects: readonly Effect[]): readonly Effect[] {
  const last = new Map<number, Effect>();
  for (const effect of effects) if (effect.kind === 'payment-saved') last.set(effect.payment.id, effect);
  return effects.flatMap((effect) => {
    if (effect.kind !== 'payment-saved') return [effect];
    const state = last.get(effect.payment.id);
    last.delete(effect.payment.id);
    return state ?? [];
  });
}

/** Money moved between parties exactly when an entry says so. */
function checkMoney(desk: Desk): void {
  for (const [moves, tells] of [['payment', 'settled'], ['refund', 'refunded']] as const) {
    const moved = desk.effects.filter((effect) => effect.kind === 'transferred' && effect.transfer.kind === moves).length;
    const told = desk.effects.filter((effect) => effect.kind === 'entry' && effect.entry.kind === tells).length;
    if (moved !== told) throw new Error(`decision has ${moved} transfers of the kind ${moves} and ${told} ${tells} entries`);
  }
}

export function effect(desk: Desk, ...effects: readonly Effect[]): void {
  applyEffects(desk.facts, effects);
  desk.effects.push(...effects);
}

/** Keeps the answer to one question. Never give a secret as detail. */
export function find(desk: Desk, code: string, hit: boolean, detail = ''): boolean {
  desk.findings.push({ code, hit, detail });
  return hit;
}

/** A fresh id: same input, same seed, same id. */
export function drawId(desk: Desk, label: string): string {
  desk.drawn += 1;
  return derivedId(desk.context, `${label}#${desk.drawn}`);
}

/** Saves the next state of a payment; an undeclared transition is a fault. */
export function savePayment(desk: Desk, payment: Payment): Payment {
  const before = desk.facts.payments.get(payment.id);
  checkTransition(desk.schemes, before ?? null, payment);
  effect(desk, { kind: 'payment-saved', payment });
  desk.about.add(payment.id);
  return payment;
}

/** Four eyes on what moves money by hand, on who may write, and on what is erased (9-rules 24, 32), where the bank asks for them. */
export const lacksPeople = (desk: Desk, by: readonly string[]): boolean => desk.context.policy.twoPeopleBook && new Set(by.map(foldName)).size < 2;

export const refused = (code: RefusalCode): Disposition => ({ kind: 'refused', code });
export const setAside = (code: RefusalCode): Disposition => ({ kind: 'set-aside', code });
export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);

// Looking things up. What must be there and is not is a fault of the prefetch, not of the letter.

export function partyOf(desk: Desk, id: PartyId): Party {
  const party = desk.facts.parties.get(id);
  if (party === undefined) throw new Error(`party ${id} is not in the working set`);
  return party;
}

/** The registered, not removed address; null where it is unknown. */
export function registered(facts: Facts, address: string | null): Address | null {
  if (address === null) return null;
  const row = facts.addresses.get(address);
  return row === undefined || row.removedAt !== null ? null : row;
}

/** Whether one of these addresses is this party's, whichever of theirs. */
export const isWrittenTo = (facts: Facts, addresses: readonly string[], party: PartyId): boolean => addresses.some((address) => registered(facts, address)?.party === party);

/** In one order, however the working set was loaded: who is told first has the first id. */
export const addressesOf = (facts: Facts, party: PartyId): readonly Address[] =>
  [...facts.addresses.values()].filter((row) => row.party === party && row.removedAt === null).sort((one, other) => (one.address < other.address ? -1 : 1));

export const accountOf = (facts: Facts, id: AccountId): Account | null => facts.accounts.get(id) ?? null;

export const accountsOf = (facts: Facts, party: PartyId): readonly Account[] =>
  [...facts.accounts.values()].filter((account) => account.party === party).sort((a, b) => a.currency.localeCompare(b.currency));

export const paymentsWith = (facts: Facts, keys: readonly string[]): readonly Payment[] =>
  [...facts.payments.values()].filter((payment) => payment.keys.some((key) => keys.includes(key))).sort((a, b) => a.id - b.id);

/** A cheque or a post that came before its order went over to the order's payment: its own reference means that one since. */
export function paymentsOfReference(facts: Facts, reference: string): readonly Payment[] {
  const after = paymentsWith(facts, [takenOverKey(reference)]);
  return after.length > 0 ? after : paymentsWith(facts, [referenceKey(reference)]);
}

/** Sum of a tally over the days `from` to `to`, both counted. */
export const tallySum = (facts: Facts, scope: string, name: string, from: number, to: number): bigint =>
  facts.tallies.filter((row) => row.scope === scope && row.name === name && row.day >= from && row.day <= to).reduce((sum, row) => sum + row.amount, 0n);
