/**
 * Letters about one payment are decided in the order of (received, letter id): a later one waits for an earlier one that is not cleared
 * yet, and a deadline for the letters received before it. Only letters that could concern that payment hold anything back, by the
 * unproved From that they bear, and for four hours at most from when reading them failed for the first time (9-rules 9, 10): a letter that nobody
 * has tried to read yet (the readers were down) waits for us, and costs nobody a payment.
 */
import type { Context } from './context.ts';
import type { Input } from './decision.ts';
import type { Facts, UnclearedLetter } from './facts.ts';
import { memberAddress } from './member.ts';
import { holdsPaused } from './paused.ts';
import type { PartyId } from './party.ts';
import type { Payment } from './payment.ts';

export const LONGEST_WAIT = 4 * 3_600_000;

/** The letter that this input has to wait for; null: it can be decided. */
export function waitsFor(facts: Facts, input: Input, context: Context): number | null {
  if (input.kind === 'instruction' || facts.uncleared.length === 0) return null;
  const concerned = concernedAddresses(facts, input, context);
  // While no money is set aside anew, forwards stay undecided though they are read: other letters need not wait for them, deadlines do.
  const paused = input.kind === 'letter' && holdsPaused({ facts, context });
  const blocking = facts.uncleared.find((letter) => !(paused && letter.isRead) && isEarlier(letter, input) && holdsBack(letter, context.now) && letter.from !== null && concerned.has(letter.from));
  return blocking?.letterId ?? null;
}

const holdsBack = ({ failedSince }: UnclearedLetter, now: number): boolean => failedSince === null || now - failedSince < LONGEST_WAIT;

function isEarlier(letter: UnclearedLetter, input: Exclude<Input, { kind: 'instruction' }>): boolean {
  if (input.kind === 'deadline') return letter.receivedAt <= input.at;
  if (letter.letterId === input.letterId) return false;
  return letter.receivedAt < input.receivedAt || (letter.receivedAt === input.receivedAt && letter.letterId < input.letterId);
}

function concernedAddresses(facts: Facts, input: Exclude<Input, { kind: 'instruction' }>, context: Context): ReadonlySet<string> {
  const parties = new Set<PartyId>();
  const add = (payment: Payment): void => {
    if (payment.buyer !== null) parties.add(payment.buyer.party);
    if (payment.merchant !== null) parties.add(payment.merchant.party);
    for (const side of payment.order?.named ?? []) parties.add(side.party);
  };
  if (input.kind === 'deadline') {
    const payment = facts.payments.get(input.paymentId);
    if (payment !== undefined) add(payment);
  } else {
    const isPage = context.bank.pageAddress !== null && input.reading.verdict.address === context.bank.pageAddress;
    const written = isPage ? memberAddress(input.reading) : input.reading.verdict.address;
    const sender = written === null ? undefined : facts.addresses.get(written);
    if (sender !== undefined) parties.add(sender.party);
    for (const payment of facts.payments.values()) if (involves(payment, sender?.party)) add(payment);
  }
  const addresses = [...facts.addresses.values()].filter((row) => parties.has(row.party)).map((row) => row.address);
  // The order page writes in the name of whoever has a card.
  const byPage = context.bank.pageAddress !== null && [...parties].some((party) => (facts.parties.get(party)?.roads.card ?? null) !== null);
  return new Set(byPage && context.bank.pageAddress !== null ? [...addresses, context.bank.pageAddress] : addresses);
}

/** In a group the working set also holds other letters' payments. */
function involves(payment: Payment, party: PartyId | undefined): boolean {
  if (party === undefined) return false;
  const named = payment.order?.named ?? [];
  return payment.buyer?.party === party || payment.merchant?.party === party || payment.merchant === null || named.some((side) => side.party === party);
}
