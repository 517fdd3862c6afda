import test from 'ava';
import { weaknessOf } from '../protocol/secret.ts';
import { contextOf, smallWorld } from './fixtures/small-world.ts';
import { suggestionsOf, suggestionsOfSeed } from './suggestions.ts';

const context = contextOf(smallWorld());

test('suggested passwords follow from the seed, but not without the bank\'s key', (t) => {
  const [one, other] = suggestionsOf(context);
  t.deepEqual(suggestionsOf({ ...context }), [one, other]);
  t.not(one, other);
  t.deepEqual([one, other].map((word) => weaknessOf(word ?? '', [])), [null, null]);
  const elsewhere = suggestionsOf({ ...context, keys: { ...context.keys, token: new Uint8Array(32).fill(99) } });
  t.deepEqual([...elsewhere, ...suggestionsOfSeed(context.seed)].filter((word) => word === one || word === other), []);
  t.notDeepEqual(suggestionsOf({ ...context, seed: 'another' }), [one, other]);
});
