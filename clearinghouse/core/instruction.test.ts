/** Instructions of our own stages, which no story gives: letters that no reader can read, months that are over, mails to staff. */
import test from 'ava';
import type { Decision, Effect, Input, Instruction } from './decision.ts';
import type { Context } from './context.ts';
import { PAYMENTS_PER_KEY } from './facts.ts';
import { BANK, contextOf, decide, instruct, letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;

const effectOf = <K extends Effect['kind']>({ effects }: Decision, kind: K): Extract<Effect, { kind: K }> | null => effects.find((one): one is Extract<Effect, { kind: K }> => one.kind === kind) ?? null;

function decideWith(world: SmallWorld, input: Input, change: (context: Context) => Context): Decision {
  const decision = decide(world.facts, input, change(contextOf(world)));
  if ('postponedFor' in decision) throw new Error('nothing is uncleared in a small world');
  return decision;
}

const withStaff = (context: Context): Context => ({ ...context, bank: { ...BANK, staffAddress: 'staff@bank.example' } });
const inputOf = (world: SmallWorld, instruction: Instruction): Input => ({ kind: 'instruction', instructionId: 99, at: world.now, instruction });

test('a letter that crashes every reader is set aside, and staff are called', (t) => {
  const world = smallWorld();
  const decision = instruct(world, { kind: 'give-up-letter', letterId: 7, reason: 'out of memory three times' });
  t.deepEqual(decision.disposition, { kind: 'recorded', code: 'given-up' });
  t.deepEqual(effectOf(decision, 'letter-set-aside'), { kind: 'letter-set-aside', letterId: 7, code: 'reader-crash' });
  const task = effectOf(decision, 'staff-task')?.task;
  t.is(task?.code, 'reader-crash');
  t.regex(task?.detail ?? '', /Letter 7 .*out of memory three times/);
  t.is(effectOf(decision, 'notice'), null);
});

test('staff who have an address are written to, with letter and payment, or a dash for each', (t) => {
  const world = smallWorld();
  const order = letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, BANK.paymentAddress], text: '2 Sencha\n\nPassword: maple-7731-crow' }));
  const first = decideWith(world, inputOf(world, { kind: 'give-up-letter', letterId: 7, reason: 'crashed' }), withStaff);
  const notice = effectOf(first, 'notice')?.notice;
  t.is(notice?.to, 'staff@bank.example');
  t.deepEqual(notice?.facts, { kind: 'staff-task', code: 'reader-crash', sentence: 'Letter 7 could not be read: crashed.', rows: [['letter', '-'], ['payment', '-']] });
  const fraud = decideWith(world, letterInput(world, readingOf(world, { from: BUYER, to: [BANK.paymentAddress], text: 'FRAUD' })), withStaff);
  const call = fraud.effects.flatMap((one) => (one.kind === 'notice' && one.notice.facts.kind === 'staff-task' ? [one.notice.facts.rows] : []));
  t.is(call.length, 1);
  t.regex(call[0]?.[0]?.[1] ?? '', /^\d+$/);
  t.is(effectOf(decideWith(world, order, withStaff), 'staff-task'), null);
});

test('a letter out of a file is kept under its instruction, and changes nothing', (t) => {
  const { disposition, effects } = instruct(smallWorld(), { kind: 'import-letter', letterId: 7, receivedAt: 1, by: ['Mori'] });
  t.deepEqual(disposition, { kind: 'recorded', code: 'imported' });
  t.deepEqual(effects, []);
});

const partyOf = (world: SmallWorld, address: string): number => world.facts.addresses.get(address)?.party ?? 0;
const monthly = (world: SmallWorld): Decision => instruct(world, { kind: 'set-statements', address: BUYER, statements: 'monthly', by: ['Mori'] });
const due = (world: SmallWorld, month: string): Decision => instruct(world, { kind: 'statement-due', party: partyOf(world, BUYER), month });

test('a statement is owed once, when its month is over in the bank\'s time zone, not a millisecond before', (t) => {
  const world = smallWorld();
  t.is(due(world, '2026-10').disposition.kind, 'nothing-new');
  monthly(world);
  t.is(due(world, '2026-10').disposition.kind, 'nothing-new');
  world.now = Date.UTC(2026, 10, 30, 15) - 1;
  t.is(due(world, '2026-11').disposition.kind, 'nothing-new');
  world.now += 1;
  const first = due(world, '2026-11');
  t.deepEqual(first.disposition, { kind: 'recorded', code: 'statement' });
  t.is(effectOf(first, 'notice')?.notice.to, BUYER);
  const again = due(world, '2026-11');
  t.is(again.disposition.kind, 'nothing-new');
  t.deepEqual(again.effects, []);
});

test('whoever wishes again what they have already loses no month of it', (t) => {
  const world = smallWorld();
  monthly(world);
  world.now = Date.UTC(2026, 11, 1);
  monthly(world);
  t.deepEqual(due(world, '2026-11').disposition, { kind: 'recorded', code: 'statement' });
});

test('a party without an address is written no statement, and its month is not tried again', (t) => {
  const world = smallWorld();
  monthly(world);
  instruct(world, { kind: 'remove-address', address: BUYER, by: ['Mori'] });
  world.now = Date.UTC(2026, 11, 1);
  const decision = due(world, '2026-11');
  t.deepEqual(decision.disposition, { kind: 'recorded', code: 'no address for a statement' });
  t.is(effectOf(decision, 'notice'), null);
  t.is(due(world, '2026-11').disposition.kind, 'nothing-new');
});

test('a report on a notice that nobody sent is a fault', (t) => {
  t.throws(() => instruct(smallWorld(), { kind: 'notice-failed', noticeId: 'n1', reply: '550' }), { message: /notice n1 is not in the working set/ });
});

test('where a party has more open payments than can be looked at together, staff read that older ones may be left; below that nobody does', (t) => {
  const remove: Instruction = { kind: 'remove-address', address: BUYER, by: ['Mori'] };
  const suspend: Instruction = { kind: 'suspend-party', address: BUYER, reason: 'gone', by: ['Mori'] };
  for (const instruction of [remove, suspend]) {
    for (const open of [PAYMENTS_PER_KEY - 1, PAYMENTS_PER_KEY]) {
      const world = smallWorld();
      play(world, letterInput(world, readingOf(world, { from: BUYER, to: [SHOP, BANK.paymentAddress], text: '2 Sencha\n\nPassword: maple-7731-crow' })));
      const [payment] = world.facts.payments.values();
      if (payment === undefined) throw new Error('no payment has begun');
      for (let more = 1; more < open; more += 1) world.facts.payments.set(payment.id + more, { ...payment, id: payment.id + more });
      const task = effectOf(decideWith(world, inputOf(world, instruction), (context) => context), 'staff-task')?.task;
      t.is(task?.code, open < PAYMENTS_PER_KEY ? undefined : 'open-payments-left');
      if (task !== undefined) t.regex(task.detail, /only the newest 5000 open payments/);
    }
  }
});
