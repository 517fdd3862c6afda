/** What the bank's staff do: book, and decide what waits for them. */
import { DAY, HOUR } from './network-type.ts';
import { addressOf, type Money } from './people.ts';
import { count, instruct, type World } from './world.ts';

const TWO = ['Mori', 'Abe'] as const;

export function bookSomething(world: World): void {
  const { people } = world.chance;
  const person = people.pick(world.people);
  const amount: Money = { currency: people.pick(person.currencies), minor: BigInt(people.between(100, 5_000)) };
  world.vouchers += 1;
  const reference = `V-${world.vouchers}`;
  const kind = people.happens(0.5) ? 'deposit' : 'withdraw';
  instruct(world, { kind, address: addressOf(person), amount, reference, by: TWO }, null);
  // Somebody types it in a second time.
  if (people.happens(0.1)) instruct(world, { kind, address: addressOf(person), amount, reference, by: TWO }, null);
}

/** Goes through the list of open disputes, wishes above the daily limit, and what shops owe. */
export async function decideWhatWaits(world: World): Promise<void> {
  const { people } = world.chance;
  if (!world.bank.isUp()) return;
  const store = world.bank.store();
  for (const payment of await store.listPayments({ state: null, party: null, key: 'dispute:open', limit: 1_000 })) {
    if (!people.happens(0.4)) continue;
    const outcome = people.happens(0.6) ? 'upheld' : 'rejected';
    const total = payment.claim?.total;
    const amount = total === undefined || people.happens(0.6) ? null : { ...total, minor: total.minor / 2n + 1n };
    const deal = world.references.get(payment.reference) ?? null;
    count(world, `disputes ${outcome}`);
    instruct(world, { kind: 'decide-dispute', reference: payment.reference, outcome, amount, reason: 'as it was shown to us', by: TWO }, deal);
  }
  for (const payment of await store.listPayments({ state: null, party: null, key: 'refund:open', limit: 1_000 })) {
    if (payment.after?.refunds.at(-1)?.state.name === 'staff') instruct(world, { kind: 'decide-refund', reference: payment.reference, approve: people.happens(0.7), reason: 'looked at', by: TWO }, world.references.get(payment.reference) ?? null);
  }
}

/** Money comes in for those who have spent theirs. */
export async function keepAfloat(world: World): Promise<void> {
  if (!world.bank.isUp()) return;
  for (const account of await world.bank.store().listAccounts()) {
    const person = world.people.find((one) => one.party === account.party);
    if (person === undefined || person.side === 'shop' || account.balance > 3_000n) continue;
    world.vouchers += 1;
    instruct(world, { kind: 'deposit', address: addressOf(person), amount: { currency: account.currency, minor: 40_000n }, reference: `V-${world.vouchers}`, by: TWO }, null);
  }
}

export function beginWork(world: World, until: number): void {
  const { people } = world.chance;
  const often = (least: number, most: number, act: () => void | Promise<void>): void => {
    const again = (): void => {
      const at = world.calendar.now() + people.between(least, most);
      if (at < until) world.calendar.put(at, async () => {
        await act();
        again();
      });
    };
    again();
  };
  often(HOUR, 6 * HOUR, () => bookSomething(world));
  often(8 * HOUR, DAY, () => decideWhatWaits(world));
  often(HOUR, 3 * HOUR, () => keepAfloat(world));
}
