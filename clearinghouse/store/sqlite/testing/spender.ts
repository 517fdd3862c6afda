/** A process that prints `ready`, waits for its standard input, then tries to spend each number of a card once, and prints those that it was let spend: `spent 7`. */
import { once } from 'node:events';
import { noKeys } from '../../../core/facts.ts';
import { CARD } from '../../conformance/card-samples.ts';
import { BUYER, decided, decision, instruct, TAKAO } from '../../conformance/samples.ts';
import { openLocal } from './local.ts';

const [path = '', count = ''] = process.argv.slice(2);
const store = openLocal(path, undefined, 10_000);
const indexes = Array.from({ length: Number(count) }, (_, at) => at + 1);
const inputs = await Promise.all(indexes.map(() => instruct(store, { kind: 'remove-address', address: TAKAO, by: [] })));
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();

for (const [at, input] of inputs.entries()) {
  const index = indexes[at] ?? 0;
  let took = false;
  await store.withWorkingSet({ ...noKeys, parties: [BUYER] }, (facts) => {
    took = facts.cards.get(CARD)?.live.has(index) === true;
    return [decided(input, decision(took ? [{ kind: 'number-spent', card: CARD, index }] : []))];
  });
  if (took) process.stdout.write(`spent ${index}\n`);
}
await store.close();
