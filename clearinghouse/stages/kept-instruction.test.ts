/** An instruction that is given beside a running bank: whoever gave it hears what came of it, whichever process decided it. */
import test, { type ExecutionContext } from 'ava';
import { makeDecide } from '../core/decide.ts';
import { StoreFault } from '../store/common/fault.ts';
import { openBank, TAKAO } from '../store/conformance/samples.ts';
import { openFreshKept } from '../store/sqlite/testing/fresh.ts';
import type { Store } from '../store/store.ts';
import { makeClearing, type Clearing } from './clear.ts';
import { InstructionWaits } from './kept-instruction.ts';
import type { Rulebook } from './ports.ts';

const NOW = 9_000;
const rulebook = { bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', bounceAddress: 'bounce@bank.example', staffAddress: null, boardAddress: null, pageAddress: null, telephone: '', timeZone: 'UTC' }, policy: {}, keys: { reference: new Uint8Array(32), token: new Uint8Array(32) } } as Rulebook;
const clearingOf = (store: Store, now: number): Clearing =>
  makeClearing({ store, clock: { now: () => now }, chance: { seed: () => '5e'.repeat(32), fraction: () => 0.5 }, wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined }, decide: makeDecide([]), rulebook, completeUntil: () => now, report: () => undefined });

const REMOVE = { kind: 'remove-address', address: TAKAO, by: [] } as const;
const away = (): never => {
  throw new StoreFault({ code: 'io', message: 'the connection is gone', stack: null });
};

async function withBank(t: ExecutionContext, use: (store: Store) => Promise<void>): Promise<void> {
  const fresh = await openFreshKept();
  await openBank(fresh.store);
  try {
    await use(fresh.store);
    t.is((await fresh.store.listParties())[0]?.addresses.filter(({ removedAt }) => removedAt === null).length, 0, 'it was done, once');
    t.is((await fresh.store.listDecisions({ payment: null, letter: null, limit: 99 })).length, 3);
  } finally {
    await fresh.remove();
  }
}

test.serial('a process whose clock is minutes ahead decides it first: whoever gave it is told what that one decided', async (t) => {
  await withBank(t, async (store) => {
    const ahead = clearingOf(store, NOW + 120_000);
    const addInstruction: Store['addInstruction'] = async (...given) => {
      const id = await store.addInstruction(...given);
      t.true(await ahead.clearDue());
      return id;
    };
    const { input, at, decision } = await clearingOf({ ...store, addInstruction }, NOW).instruct(REMOVE);
    t.like(input, { kind: 'instruction', instruction: REMOVE });
    t.deepEqual([at, decision.disposition.kind], [NOW + 120_000, 'recorded']);
    t.true(decision.effects.some(({ kind }) => kind === 'address-saved'));
  });
});

test.serial('the answer to its COMMIT is lost: what was done is told as done', async (t) => {
  await withBank(t, async (store) => {
    const withWorkingSet: Store['withWorkingSet'] = async (...given) => (await store.withWorkingSet(...given), away());
    t.is((await clearingOf({ ...store, withWorkingSet }, NOW).instruct(REMOVE)).decision.disposition.kind, 'recorded');
  });
});

test.serial('it can not be decided now: it is said that it is kept, and the bank decides it a minute later', async (t) => {
  await withBank(t, async (store) => {
    const fault = await t.throwsAsync(clearingOf({ ...store, withWorkingSet: () => Promise.resolve().then(away) }, NOW).instruct(REMOVE), { instanceOf: InstructionWaits });
    t.is(fault.message, 'instruction 3 is kept, and not decided yet: the connection is gone');
    t.false(await clearingOf(store, NOW + 59_000).clearDue());
    t.true(await clearingOf(store, NOW + 60_000).clearDue());
  });
});
