/** Registered names by party, so that payments and accounts can be shown with them. */
import type { Payment } from '../core/payment.ts';
import type { PartyId } from '../core/party.ts';
import type { Store } from '../store/store.ts';
import type { Names } from './shapes.ts';

export const namesOf = async (store: Store, parties: Iterable<PartyId>): Promise<Names> => new Map((await store.findParties({ ids: [...new Set(parties)] })).map(({ party }) => [party.id, party.name]));

/** Of all who have a part in these payments. */
export const namesIn = (store: Store, payments: readonly Payment[]): Promise<Names> =>
  namesOf(store, payments.flatMap(({ buyer, merchant, order }) => [...[buyer, merchant].flatMap((side) => (side === null ? [] : [side.party])), ...(order?.named ?? []).map(({ party }) => party)]));
