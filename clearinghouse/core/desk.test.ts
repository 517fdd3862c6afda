/** What is looked up on the desk, and the faults that it does not let pass. */
import test from 'ava';
import { schemes } from '../schemes/index.ts';
import { closeDesk, accountsOf, addressesOf, effect, lacksPeople, openDesk, partyOf, registered, tallySum, type Desk } from './desk.ts';
import { contextOf, PEOPLE, smallWorld, yen, type SmallWorld } from './fixtures/small-world.ts';
import { partyAccountId } from './account.ts';
import type { Address } from './party.ts';

const done = { kind: 'advanced', code: 'done' } as const;
const deskOf = (world: SmallWorld): Desk => openDesk(world.facts, schemes, contextOf(world), world.now, null);

test('money that moves without an entry that tells it is a fault, as payment and as refund', (t) => {
  for (const kind of ['payment', 'refund'] as const) {
    const desk = deskOf(smallWorld());
    const { currency } = yen(0n);
    const postings = [{ account: partyAccountId(1, currency), amount: -1n }, { account: partyAccountId(3, currency), amount: 1n }];
    effect(desk, { kind: 'transferred', transfer: { id: 'T1', kind, currency, paymentId: 1, at: 0, reference: 'R', by: [], postings } });
    t.throws(() => closeDesk(desk, done), { message: `decision has 1 transfers of the kind ${kind} and 0 ${kind === 'payment' ? 'settled' : 'refunded'} entries` });
  }
  t.deepEqual(closeDesk(deskOf(smallWorld()), done), { disposition: done, findings: [], effects: [], about: [] });
});

test('an entry that tells of money where none moved is a fault', (t) => {
  const desk = deskOf(smallWorld());
  effect(desk, { kind: 'entry', entry: { id: 'R.settled', kind: 'settled', paymentId: 1, at: 0, forBoard: true, leaf: '', face: '', details: [] } });
  t.throws(() => closeDesk(desk, done), { message: 'decision has 0 transfers of the kind payment and 1 settled entries' });
});

test('a party that was not loaded is a fault, not somebody unknown', (t) => {
  const desk = deskOf(smallWorld());
  t.is(partyOf(desk, 2).id, 2);
  t.throws(() => partyOf(desk, 99), { message: 'party 99 is not in the working set' });
});

test('what happens on a desk is not in the working set before its decision is applied', (t) => {
  const world = smallWorld();
  const desk = deskOf(world);
  effect(desk, { kind: 'held', paymentId: 1, account: partyAccountId(1, yen(0n).currency), amount: 10n, at: 0 }, { kind: 'tallied', scope: 's', name: 'n', day: 1, amount: 1n }, { kind: 'blocked', buyer: 1, merchant: 3, at: 0 });
  t.is(desk.facts.accounts.get(partyAccountId(1, yen(0n).currency))?.held, 10n);
  t.is(world.facts.accounts.get(partyAccountId(1, yen(0n).currency))?.held, 0n);
  t.deepEqual([world.facts.tallies.some(({ scope }) => scope === 's'), world.facts.blocks.size], [false, 0]);
});

test('the addresses of a party come in one order, however they were loaded, without those that were removed', (t) => {
  const { facts } = smallWorld();
  const [known] = facts.addresses.values();
  if (known === undefined) throw new Error('the small world has addresses');
  const row = (address: string, removedAt: number | null = null): Address => ({ ...known, address, removedAt });
  const rows = [row('m@a.example'), row('b@a.example'), row('z@a.example'), row('a@a.example'), row('c@a.example', 5)];
  const loaded = (list: readonly Address[]): readonly string[] => addressesOf({ ...facts, addresses: new Map(list.map((one) => [one.address, one])) }, known.party).map(({ address }) => address);
  t.deepEqual(loaded(rows), ['a@a.example', 'b@a.example', 'm@a.example', 'z@a.example']);
  t.deepEqual(loaded(rows.toReversed()), ['a@a.example', 'b@a.example', 'm@a.example', 'z@a.example']);
  t.deepEqual(loaded([row('b@a.example'), row('a@a.example')]), ['a@a.example', 'b@a.example']);
});

test('accounts come by currency; another party\'s are not among them', (t) => {
  const { facts } = smallWorld();
  const [yens] = facts.accounts.values();
  if (yens === undefined) throw new Error('the small world has accounts');
  const account = (currency: string, party = 1) => ({ ...yens, id: `party:${party}:${currency}`, party, currency: currency as typeof yens.currency });
  const all = [account('USD'), account('EUR'), account('JPY'), account('CHF', 2)];
  t.deepEqual(accountsOf({ ...facts, accounts: new Map(all.map((one) => [one.id, one])) }, 1).map(({ currency }) => currency as string), ['EUR', 'JPY', 'USD']);
});

test('an address that was removed, or that nobody registered, is nobody\'s', (t) => {
  const { facts } = smallWorld();
  const [address] = PEOPLE;
  t.is(registered(facts, address)?.party, 1);
  t.is(registered(facts, null), null);
  t.is(registered(facts, 'eve@elsewhere.example'), null);
  const row = facts.addresses.get(address);
  if (row === undefined) throw new Error('the first person has an address');
  facts.addresses.set(address, { ...row, removedAt: 1 });
  t.is(registered(facts, address), null);
});

test('a tally is summed over its days, the first and the last counted, by scope and name', (t) => {
  const { facts } = smallWorld();
  const rows = [10, 11, 12, 13].map((day) => ({ scope: 'party:1', name: 'wrong', day, amount: BigInt(day) }));
  const all = { ...facts, tallies: [...rows, { scope: 'party:2', name: 'wrong', day: 11, amount: 100n }, { scope: 'party:1', name: 'other', day: 11, amount: 1_000n }] };
  t.is(tallySum(all, 'party:1', 'wrong', 11, 12), 23n);
  t.is(tallySum(all, 'party:1', 'wrong', 10, 13), 46n);
  t.is(tallySum(all, 'party:1', 'wrong', 14, 15), 0n);
});

test('four eyes: one person in two writings is one, and where the bank does not ask for two, nobody is needed', (t) => {
  const desk = deskOf(smallWorld());
  const strict: Desk = { ...desk, context: { ...desk.context, policy: { ...desk.context.policy, twoPeopleBook: true } } };
  for (const by of [[], ['Mori'], ['Mori', 'MORI'], ['Mori', ' mori ', 'Ｍｏｒｉ']]) t.true(lacksPeople(strict, by), by.join());
  t.false(lacksPeople(strict, ['Mori', 'Abe']));
  t.false(lacksPeople(desk, []));
});
