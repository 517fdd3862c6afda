/** Cards made by hand. No store looks into a digest. */
import { plainRoads, type Card, type Party } from '../../core/party.ts';
import type { Effect } from '../../core/decision.ts';
import { noKeys, type CardNumbers } from '../../core/facts.ts';
import type { KeptCard, Store } from '../store.ts';
import { BUYER, buyerParty, clear, instruct, TAKAO } from './samples.ts';

export const CARD = 'K7F3K2';
export const NEXT_CARD = 'M4N5P6';

export const digestOf = (cardId: string, index: number): string => `compare:${cardId}:${index}:${'c'.repeat(32)}`;
export const issuedOf = (cardId: string, index: number): string => `printed:${cardId}:${index}:${'d'.repeat(32)}`;

export const keptCard = (cardId: string, count: number, more: Partial<KeptCard> = {}): KeptCard => ({
  cardId,
  party: BUYER,
  madeAt: 700,
  numbers: Array.from({ length: count }, (_, at) => ({ index: at + 1, digest: digestOf(cardId, at + 1), issued: issuedOf(cardId, at + 1) })),
  ...more,
});

export const cardOf = (cardId: string, count: number, more: Partial<Card> = {}): Card => ({ id: cardId, count, madeAt: 700, token: 'a-token', state: 'active', lastUsed: null, wrongAt: [], again: 0, ...more });

export const holderOf = (card: Card | null): Party => ({ ...buyerParty, roads: { ...plainRoads, card } });

const issueInstruction = (cardId: string, count: number) => ({ kind: 'issue-card', address: TAKAO, card: cardId, count, by: ['Aya', 'Ben'] }) as const;

/** The bank is open. Of a card that the buyer had before nothing is left to use. */
export async function issueCard(store: Store, cardId: string, count: number, replaced: string | null = null): Promise<void> {
  const { taken } = await store.keepCard(keptCard(cardId, count));
  if (taken.length > 0) throw new Error(`numbers of card ${cardId} were taken: ${taken.join(', ')}`);
  const voided: readonly Effect[] = replaced === null ? [] : [{ kind: 'card-voided', card: replaced }];
  await clear(store, await instruct(store, issueInstruction(cardId, count)), [...voided, { kind: 'party-saved', party: holderOf(cardOf(cardId, count)) }]);
}

/** What a working set says of the buyer's card. */
export async function cardsOf(store: Store): Promise<ReadonlyMap<string, CardNumbers>> {
  let found: ReadonlyMap<string, CardNumbers> = new Map();
  await store.withWorkingSet({ ...noKeys, parties: [BUYER] }, (facts) => {
    found = facts.cards;
    return [];
  });
  return found;
}

export const numbersOf = async (store: Store, cardId: string): Promise<CardNumbers | undefined> => (await cardsOf(store)).get(cardId);
