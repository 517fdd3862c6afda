/** A fail-over that lost what was committed last, between what was looked up for a decision and its recording: the same numbers, other letters and instructions. */
import test from 'ava';
import { noKeys } from '../../core/facts.ts';
import { decided, decision, letter, openBank, reading, TAKAO } from '../conformance/samples.ts';
import type { Store } from '../store.ts';
import { startServer, type Server } from './testing/server.ts';

let server: Server;

test.before(async () => {
  server = await startServer();
});

test.after.always(() => server.stop());

async function prepare(store: Store, name: string, receivedAt: number): Promise<void> {
  await openBank(store);
  const { letterId } = await store.keepLetter(letter(name, { receivedAt }), { from: TAKAO, messageId: null }, receivedAt);
  await store.saveReading(letterId, reading(name));
  await store.addInstruction({ kind: 'remove-address', address: TAKAO, by: [] }, receivedAt, receivedAt);
}

test.serial('a decision about what the store has lost is recorded for nothing that has its number now', async (t) => {
  const [before, after] = [await server.openFresh(), await server.openFresh()];
  await prepare(before.store, 'lost', 1_000);
  await prepare(after.store, 'another', 1_001);
  const lost = await before.store.readyInputs(9_000, 0, 9);
  const there = await after.store.readyInputs(9_000, 0, 9);
  t.deepEqual(lost.map(({ kind }) => kind), there.map(({ kind }) => kind));
  t.is(lost.length, 2);
  const decide = (store: Store, inputs: typeof lost): Promise<unknown> => store.withWorkingSet(noKeys, () => inputs.map((input) => decided(input, decision([]))));
  await decide(after.store, lost);
  t.deepEqual(await after.store.readyInputs(9_000, 0, 9), there, 'nothing of it was decided');
  await decide(after.store, there);
  t.deepEqual(await after.store.readyInputs(9_000, 0, 9), []);
});
