/** Two passwords that a refusal of the buyer's own offers: whoever holds the database, where each decision's seed stands, can't make them without the bank's key. */
import { macOf } from '../protocol/mac.ts';
import { suggestSecret } from '../protocol/secret.ts';
import type { Context } from './context.ts';

const PLACES = [1, 2] as const;

export const suggestionsOf = ({ keys, seed }: Pick<Context, 'keys' | 'seed'>): readonly string[] => PLACES.map((place) => suggestSecret(macOf(keys.token, ['suggestion', seed, place].join('|'))));

/** What stood in their place at first: of the seed alone. No decision makes them any more; those that did are made again with them. */
export const suggestionsOfSeed = (seed: string): readonly string[] => PLACES.map((place) => suggestSecret(macOf(seed, `suggestion:${place}`)));
