/** The clear stage on the real store: how many letters are decided without a pause. */
import test from 'ava';
import { makeDecide } from '../core/decide.ts';
import { letter, openBank, reading } from '../store/conformance/samples.ts';
import { openFresh } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { makeClearing } from './clear.ts';
import type { Rulebook } from './ports.ts';

const NO_HINTS = { from: null, messageId: null };
const NOW = 9_000;
const rulebook = { bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', bounceAddress: 'bounce@bank.example', staffAddress: null, boardAddress: null, pageAddress: null, telephone: '', timeZone: 'UTC' }, policy: {}, keys: { reference: new Uint8Array(32), token: new Uint8Array(32) } } as Rulebook;

/** Letters of so many lines each, read and undecided; then how many were decided together, group by group. */
async function groupsOf(lengths: readonly number[]): Promise<readonly number[]> {
  const fresh = await openFresh();
  const groups: number[] = [];
  const watched: Store = {
    ...fresh.store,
    withWorkingSet: async (...given) => {
      const decided = await fresh.store.withWorkingSet(...given);
      groups.push(decided.length);
      return decided;
    },
  };
  try {
    await openBank(fresh.store);
    for (const [index, length] of lengths.entries()) {
      const { letterId } = await fresh.store.keepLetter(letter(`m${index}`), NO_HINTS, index);
      const plain = reading(`m${index}@buyer.example`);
      const text = { lines: Array.from({ length }, () => 'tea'), passwords: [], separators: [], trouble: null } as unknown as NonNullable<typeof plain.text>;
      await fresh.store.saveReading(letterId, { ...plain, automatic: 'auto-submitted', text });
    }
    const { clearDue } = makeClearing({ store: watched, clock: { now: () => NOW }, chance: { seed: () => '5e'.repeat(32), fraction: () => 0.5 }, wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined }, decide: makeDecide([]), rulebook, completeUntil: () => NOW, report: () => undefined });
    while (await clearDue());
    return groups;
  } finally {
    await fresh.remove();
  }
}

test('short letters are decided together, long ones in groups of a bounded number of lines, in their order', async (t) => {
  t.deepEqual(await groupsOf(Array.from({ length: 40 }, () => 10)), [40]);
  t.deepEqual(await groupsOf([900, 900, 900, 15_000, 10, 10, 1_980, 10]), [2, 1, 1, 3, 1]);
});
