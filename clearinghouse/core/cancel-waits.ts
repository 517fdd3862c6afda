/**
 * While the public board stands still, whatever would set money aside stays undecided (core/paused.ts), and other letters pass it by. A CANCEL that knows its
 * payment may. One that finds none, or names none, may mean what stays undecided: it waits, so that it neither misses its payment nor hits another one (9-rules 9).
 */
import { namedByCancel } from './command-letter.ts';
import type { Context } from './context.ts';
import type { Input } from './decision.ts';
import { addressesOf, registered } from './desk.ts';
import type { Facts, UnclearedLetter } from './facts.ts';
import type { PartyId } from './party.ts';
import { holdsPaused } from './paused.ts';

type Letter = Extract<Input, { kind: 'letter' }>;

/** Whether this letter is a CANCEL that has to wait for an earlier letter of the same sender. */
export function cancelWaits(facts: Facts, input: Input, context: Context): boolean {
  if (input.kind !== 'letter' || !holdsPaused({ facts, context })) return false;
  const { command, verdict } = input.reading;
  if (command?.name !== 'CANCEL' || verdict.strength !== 'signed') return false;
  const sender = registered(facts, verdict.address);
  if (sender === null || namedByCancel(facts, input.reading, command.reference, sender.party).length > 0) return false;
  const own = writersFor(facts, sender.party, context);
  return facts.uncleared.some((letter) => letter.isRead && letter.from !== null && own.has(letter.from) && isEarlier(letter, input));
}

const isEarlier = ({ receivedAt, letterId }: UnclearedLetter, input: Letter): boolean => receivedAt < input.receivedAt || (receivedAt === input.receivedAt && letterId < input.letterId);

/** The order page writes in the name of whoever has a card. */
function writersFor(facts: Facts, party: PartyId, { bank: { pageAddress } }: Context): ReadonlySet<string> {
  const addresses = addressesOf(facts, party).map(({ address }) => address);
  const hasCard = (facts.parties.get(party)?.roads.card ?? null) !== null;
  return new Set(hasCard && pageAddress !== null ? [...addresses, pageAddress] : addresses);
}
