/** A process that writes payments until it is killed. It prints a line only for what its store has promised: `kept 7`, `settled 3`. */
import { askedEffects, clear, openBank, orderedEffects, readLetter, settledEffects } from '../../conformance/samples.ts';
import { openAt } from './fresh.ts';

const [path = '', lane = '', lanes = ''] = process.argv.slice(2);
const store = await openAt(path);
const told = (line: string): boolean => process.stdout.write(`${line}\n`);

if ((await store.listParties()).length === 0) await openBank(store, 1_000_000n);
const known = new Set((await store.listPayments({ state: null, party: null, limit: 1_000_000 })).map((payment) => payment.id));
for (let id = Number(lane); ; id += Number(lanes)) {
  if (known.has(id)) continue;
  const [order, forward, consent] = await Promise.all([readLetter(store, `order-${id}`), readLetter(store, `forward-${id}`), readLetter(store, `consent-${id}`)]);
  told(`kept ${order.letterId}`);
  await clear(store, order, orderedEffects(id));
  await clear(store, forward, askedEffects(id, 7n));
  await clear(store, consent, settledEffects(id, 7n));
  told(`settled ${id}`);
}
