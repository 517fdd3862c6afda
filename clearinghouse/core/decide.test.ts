/** Properties of `decide` over random moves in a small world; what single moves do is told by the stories. */
import test from 'ava';
import fc from 'fast-check';
import { toJson } from '../protocol/json.ts';
import { looseSecret } from '../protocol/secret-places.ts';
import type { Decision, Input } from './decision.ts';
import { furtherKeys, groupFurtherKeys } from './fact-keys.ts';
import { copyFacts, missingKeys, type Facts } from './facts.ts';
import { applyEffects } from './apply.ts';
import { inputOf, moves, nextDeadline, type Move } from './fixtures/random-moves.ts';
import { contextOf, decide, letterInput, play, readingOf, SECRETS, smallWorld, type SmallWorld } from './fixtures/small-world.ts';
import { dayOf, paidDayKey } from './keys.ts';
import { isOpen } from './payment.ts';

const HOUR = 3_600_000;

/** Makes the moves one after the other; `look` sees the world after every input. */
function playAll(list: readonly Move[], look: (world: SmallWorld, decision: Decision) => void, decided: (world: SmallWorld, input: Input, decision: Decision) => void = () => undefined): SmallWorld {
  const world = smallWorld();
  const one = (input: Input): void => look(world, play(world, input, (decision) => decided(world, input, decision)));
  for (const move of list) {
    const input = inputOf(world, move);
    if (input !== null) one(input);
    if (move.kind === 'wait') passTime(world, move.hours * HOUR, one);
  }
  return world;
}

function passTime(world: SmallWorld, span: number, one: (input: Input) => void): void {
  const end = world.now + span;
  for (let due = nextDeadline(world, end); due !== null; due = nextDeadline(world, end)) {
    if (due.kind === 'deadline') world.now = Math.max(world.now, due.at);
    one(due);
  }
  world.now = end;
}

function checkMoney(facts: Facts): void {
  const accounts = [...facts.accounts.values()];
  const sum = accounts.reduce((total, account) => total + account.balance, 0n);
  if (sum !== 0n) throw new Error(`money is not conserved: ${sum}`);
  const asked = [...facts.payments.values()].filter((payment) => payment.state.name === 'awaiting-answer');
  for (const account of accounts) {
    const claims = asked.filter((payment) => `party:${payment.buyer?.party}:${payment.claim?.total.currency}` === account.id);
    const claimed = claims.reduce((total, payment) => total + (payment.claim?.total.minor ?? 0n), 0n);
    if (account.held !== claimed) throw new Error(`${account.id} holds ${account.held}, asked of it is ${claimed}`);
    if (account.floor !== null && account.balance - account.held < account.floor) throw new Error(`${account.id} is below its floor`);
  }
}

test('money is conserved, no account is below its floor, what is held is what is asked', (t) => {
  let settled = 0;
  t.notThrows(() =>
    fc.assert(
      fc.property(moves, (list) => {
        const world = playAll(list, ({ facts }) => checkMoney(facts));
        settled += [...world.facts.payments.values()].filter((payment) => payment.state.name === 'settled').length;
      }),
      { numRuns: 200 },
    ),
  );
  t.true(settled > 30, `random moves settled ${settled} payments`);
});

const inOrder = (ids: readonly (number | null)[]): string => ids.toSorted((a, b) => (a ?? 0) - (b ?? 0)).join();

test('each secret of a buyer pays at most once, and money moves exactly when an entry says so', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(moves, (list) => {
        const { facts, entries, transfers } = playAll(list, () => undefined);
        const settled = [...facts.payments.values()].filter((payment) => payment.state.name === 'settled');
        const spent = settled.flatMap((payment) => payment.secret.map((digest) => `${payment.buyer?.party} ${digest}`));
        if (new Set(spent).size !== spent.length) throw new Error(`a secret paid twice: ${spent.join(', ')}`);
        const told = inOrder(entries.filter((entry) => entry.kind === 'settled').map((entry) => entry.paymentId));
        const moved = inOrder(transfers.filter((transfer) => transfer.kind === 'payment').map((transfer) => transfer.paymentId));
        const expected = inOrder(settled.map((payment) => payment.id));
        if (told !== expected || moved !== expected) throw new Error(`settled ${expected}; entries say ${told}; moved ${moved}`);
        const ids = entries.map((entry) => entry.id);
        if (new Set(ids).size !== ids.length) throw new Error(`an entry stands twice: ${ids.join(', ')}`);
      }),
      { numRuns: 200 },
    ),
  );
});

test('a decision saves a payment once, in its last state', (t) => {
  let saved = 0;
  t.notThrows(() =>
    fc.assert(
      fc.property(moves, (list) => {
        playAll(list, ({ facts }, { effects }) => {
          const states = effects.flatMap((effect) => (effect.kind === 'payment-saved' ? [effect.payment] : []));
          saved += states.length;
          if (new Set(states.map(({ id }) => id)).size !== states.length) throw new Error(`saved twice: ${states.map(({ reference }) => reference).join(' ')}`);
          for (const state of states) if (facts.payments.get(state.id) !== state) throw new Error(`${state.reference} is ${state.state.name} in the decision, ${facts.payments.get(state.id)?.state.name} in the facts`);
        });
      }),
      { numRuns: 60 },
    ),
  );
  t.true(saved > 60, `${saved} saved`);
});

test('deciding is deterministic and leaves the facts that it was given alone', (t) => {
  const shown = ({ accounts, payments, addresses, parties, notices, seen, blocks, tallies }: Facts): string =>
    toJson([[...accounts], [...payments], [...addresses], [...parties], [...notices], [...seen], [...blocks], tallies]);
  t.notThrows(() =>
    fc.assert(
      fc.property(moves, (list) => {
        playAll(list, () => undefined, (world, input, decision) => {
          const before = shown(world.facts);
          const again = decide(world.facts, input, contextOf(world));
          if (toJson(again) !== toJson(decision)) throw new Error('the same input, facts and seed gave another decision');
          if (shown(world.facts) !== before) throw new Error('deciding changed the facts');
        });
      }),
      { numRuns: 40 },
    ),
  );
});

test('no payment stays open without a deadline, and no closed one has any', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(moves, (list) => {
        const world = playAll(list, ({ facts, deadlines }) => {
          for (const payment of facts.payments.values()) {
            const own = [...deadlines.values()].filter((one) => one.paymentId === payment.id).map((one) => one.deadline);
            const ends = own.includes('match') || own.includes('answer');
            if (isOpen(payment) ? !ends : own.length > 0) throw new Error(`payment ${payment.id} is ${payment.state.name} and has the deadlines ${own.join() || 'none'}`);
          }
        });
        passTime(world, 400 * HOUR, (input) => play(world, input));
        const open = [...world.facts.payments.values()].filter(isOpen);
        if (open.length > 0) throw new Error(`after all deadlines ${open.length} payments are open`);
        const held = [...world.facts.accounts.values()].reduce((sum, account) => sum + account.held, 0n);
        if (held !== 0n) throw new Error(`after all deadlines ${held} is held`);
      }),
      { numRuns: 150 },
    ),
  );
});

test('who is asked for a total is looked up by it: what the same shop had for the same total is loaded, others of the day are not', (t) => {
  let asked = 0;
  const check = ({ facts, now }: SmallWorld, input: Input, { effects }: Decision): void => {
    const keys = new Set(furtherKeys(input, facts, now).paymentKeys);
    const saved = new Map(effects.flatMap((effect) => (effect.kind === 'payment-saved' ? [[effect.payment.id, effect.payment] as const] : [])));
    for (const effect of effects) {
      if (effect.kind !== 'notice' || effect.notice.facts.kind !== 'question' || effect.notice.paymentId === null) continue;
      const { buyer, merchant } = saved.get(effect.notice.paymentId) ?? facts.payments.get(effect.notice.paymentId) ?? { buyer: null, merchant: null };
      if (buyer === null || merchant === null) throw new Error('a question without its two sides');
      const key = paidDayKey(buyer.party, merchant.party, dayOf(now), effect.notice.facts.total);
      if (!keys.has(key)) throw new Error(`${key} was not asked for`);
      asked += 1;
    }
    const days = [...keys].filter((key) => key.startsWith('paid:'));
    if (days.some((key) => !/^paid:\d+:\d+:\d+:[A-Z]{3}:\d+$/.test(key))) throw new Error(`a whole day is asked for: ${days.join(', ')}`);
  };
  t.notThrows(() => fc.assert(fc.property(moves, (list) => void playAll(list, () => undefined, check)), { numRuns: 100 }));
  t.true(asked > 30, `random moves asked ${asked} times`);
});

test('a group misses what its inputs miss one by one, whatever of it was loaded before', (t) => {
  let missed = 0;
  const check = ({ facts, now }: SmallWorld, input: Input, { effects }: Decision): void => {
    const group = groupFurtherKeys(now);
    const working = copyFacts(facts);
    const others = inputsSeen.slice(-3);
    const compare = (): void => {
      for (const one of [input, ...others]) {
        const [alone, together] = [missingKeys(working, furtherKeys(one, working, now)), missingKeys(working, group(one, working))];
        if (toJson(alone) !== toJson(together)) throw new Error(`alone ${toJson(alone)}, in a group ${toJson(together)}`);
        for (const key of alone?.paymentKeys.slice(0, 1 + (missed % 3)) ?? []) working.loaded.add(`k:${key}`);
        missed += alone === null ? 0 : 1;
      }
    };
    for (let round = 0; round < 4; round += 1) compare();
    applyEffects(working, effects);
    compare();
    inputsSeen.push(input);
  };
  const inputsSeen: Input[] = [];
  t.notThrows(() => fc.assert(fc.property(moves, (list) => void playAll(list, () => undefined, check)), { numRuns: 60 }));
  t.true(missed > 100, `something was missed ${missed} times`);
});

test('no notice, finding, entry or task holds a password', (t) => {
  const secrets = SECRETS.map(looseSecret);
  t.notThrows(() =>
    fc.assert(
      fc.property(moves, (list) => {
        playAll(list, (_world, { effects, findings, disposition }) => {
          const told = effects.filter((effect) => effect.kind === 'notice' || effect.kind === 'entry' || effect.kind === 'staff-task');
          const text = looseSecret(toJson([told, findings, disposition]));
          const secret = secrets.find((one) => text.includes(one));
          if (secret !== undefined) throw new Error(`${secret} is told`);
        });
      }),
      { numRuns: 60 },
    ),
  );
});

test('a letter of any text by anybody is decided', (t) => {
  const line = fc.oneof(fc.string(), fc.constantFrom('Password: maple-7731-crow', '> Password: maple-7731-crow', 'Total: 1,000 JPY', 'Up to: 1.080', 'Pay to: Party 3', 'OK', 'NO', 'CANCEL', '---------- Forwarded message ----------', 'From: a@b.example', 'To: c@d.example', '--', ''));
  const from = fc.constantFrom('takao@buyer.example', 'shop@tea.example', 'eve@elsewhere.example');
  t.notThrows(() =>
    fc.assert(
      fc.property(moves, fc.array(fc.tuple(from, fc.array(line, { maxLength: 12 }), fc.string()), { maxLength: 5 }), (list, letters) => {
        const world = playAll(list.slice(0, 8), () => undefined);
        for (const [sender, lines, subject] of letters) {
          play(world, letterInput(world, readingOf(world, { from: sender, to: ['pay@bank.example'], subject, text: lines.join('\n') })));
          checkMoney(world.facts);
        }
      }),
      { numRuns: 150 },
    ),
  );
});
