/** A process that tries to spend each number of a card once, in an order of its own, and prints those that it was let spend: `spent 7`. */
import { noKeys } from '../../../core/facts.ts';
import { CARD } from '../../conformance/card-samples.ts';
import { BUYER, decided, decision, instruct, TAKAO } from '../../conformance/samples.ts';
import { openLocal } from './local.ts';

const [path = '', lane = '', count = ''] = process.argv.slice(2);
const store = openLocal(path, undefined, 10_000);
const indexes = Array.from({ length: Number(count) }, (_, at) => at + 1);
// Neighbours run through the card in opposite directions: all meet on each number.
const mine = Number(lane) % 2 === 0 ? indexes : indexes.toReversed();

for (const index of mine) {
  const input = await instruct(store, { kind: 'remove-address', address: TAKAO, by: [] });
  let took = false;
  await store.withWorkingSet({ ...noKeys, parties: [BUYER] }, (facts) => {
    took = facts.cards.get(CARD)?.live.has(index) === true;
    return [decided(input, decision(took ? [{ kind: 'number-spent', card: CARD, index }] : []))];
  });
  if (took) process.stdout.write(`spent ${index}\n`);
}
await store.close();
