/** Registered names by party, so that payments and accounts can be shown with them. */
import type { Store } from '../store/store.ts';
import type { Names } from './shapes.ts';

export const namesOf = async (store: Store): Promise<Names> => new Map((await store.listParties()).map(({ party }) => [party.id, party.name]));
