/** Who may change by which roads somebody pays, and whose. The stories tell the rest. */
import test from 'ava';
import type { Instruction } from './decision.ts';
import { contextOf, decide, PEOPLE, smallWorld } from './fixtures/small-world.ts';

const all = (address: string, by: readonly string[]): readonly Instruction[] => [
  { kind: 'set-scheme', address, scheme: null, missing: 'ask', by },
  { kind: 'enrol-wallet', address, by },
  { kind: 'revoke-wallet', address, by },
  { kind: 'open-cheque', address, serial: 'S1', reason: 'a look', by },
  { kind: 'issue-card', address, card: 'CARD01', count: 30, by },
  { kind: 'void-card', address, reason: 'lost', by },
];

/** Where the bank asks for two people. */
function decided(instruction: Instruction): readonly [code: string, effects: number] {
  const world = smallWorld();
  const context = contextOf(world);
  const decision = decide(world.facts, { kind: 'instruction', instructionId: 99, at: world.now, instruction }, { ...context, policy: { ...context.policy, twoPeopleBook: true } });
  return 'postponedFor' in decision ? ['postponed', 0] : [decision.disposition.code, decision.effects.length];
}

test('one person changes nothing, nor the same one in two writings', (t) => {
  const [address] = PEOPLE;
  for (const by of [[], ['Mori'], ['Mori', 'MORI']]) for (const one of all(address, by)) t.deepEqual([one.kind, ...decided(one)], [one.kind, 'two-people', 0]);
});

test('nobody gets or loses a road who is not registered', (t) => {
  for (const one of all('eve@elsewhere.example', ['Mori', 'Abe'])) t.deepEqual([one.kind, ...decided(one)], [one.kind, 'address-unknown', 0]);
});

test('two people do what there is to do', (t) => {
  const [address] = PEOPLE;
  t.deepEqual(all(address, ['Mori', 'Abe']).map((one) => decided(one)[0]), ['scheme-set', 'wallet-page-sent', 'wallet-missing', 'cheque-unknown', 'card-issued', 'card-missing']);
});
