/** What the store has of a party's card beside the party itself: which numbers are left, and the digests of all that were ever given. */
import { noKeys, type CardNumbers } from '../core/facts.ts';
import type { Store } from '../store/store.ts';

/** Of the party with this registered address; null: it has no card. Nothing is decided. */
export async function cardNumbersOf(store: Store, address: string): Promise<CardNumbers | null> {
  const seen: { numbers: CardNumbers | null } = { numbers: null };
  await store.withWorkingSet({ ...noKeys, addresses: [address] }, (facts) => {
    const row = facts.addresses.get(address);
    const card = row === undefined ? null : (facts.parties.get(row.party)?.roads.card ?? null);
    seen.numbers = card === null ? null : (facts.cards.get(card.id) ?? null);
    return [];
  });
  return seen.numbers;
}
