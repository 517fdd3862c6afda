/** The order in which a decision's effects are written. */
import test from 'ava';
import type { Effect } from '../../core/decision.ts';
import { newPaymentsFirst } from './decisions.ts';

const effect = (kind: Effect['kind'], more: object = {}): Effect => ({ kind, ...more }) as unknown as Effect;
const saved = (id: number): Effect => effect('payment-saved', { payment: { id } });

test('a new payment stands behind the parties it refers to and before all that refers to it; the rest keeps its order', (t) => {
  const [party, address, held, entry, tally] = [effect('party-saved'), effect('address-saved'), effect('held'), effect('entry'), effect('tallied')];
  const known = (id: number): boolean => id < 10;
  t.deepEqual(newPaymentsFirst([party, address, held, entry, saved(10), tally], known), [party, address, saved(10), held, entry, tally]);
  t.deepEqual(newPaymentsFirst([held, saved(3), entry, saved(11), saved(12), party], known), [saved(11), saved(12), held, saved(3), entry, party]);
  t.deepEqual(newPaymentsFirst([party, address], known), [party, address]);
  t.deepEqual(newPaymentsFirst([], known), []);
});
