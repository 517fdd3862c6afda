/** Each scheme's table of transitions against its own code: no unknown target, no unreachable state, an answer to every (state, event) pair. */
import test from 'ava';
import { applyEffects } from '../core/apply.ts';
import type { Context } from '../core/context.ts';
import { openDesk } from '../core/desk.ts';
import { contextOf, instruct, letterInput, PEOPLE, play, readingOf, smallWorld, yen, type SmallWorld } from '../core/fixtures/small-world.ts';
import { isOpen, noRoads, type EarlyForward, type Payment, type StateName } from '../core/payment.ts';
import { checkTransition, higher, type Evidence, type Judgement, type Scheme, type SchemeEvent } from '../core/scheme.ts';
import { schemes } from './index.ts';

const STATES: readonly StateName[] = ['awaiting-forward', 'awaiting-order', 'awaiting-roads', 'awaiting-funds', 'awaiting-answer', 'settled', 'ended'];
const [buyer = '', , shop = ''] = PEOPLE;
const BANK = 'pay@bank.example';
const ORDER = '2 Sencha 100g\n\nPassword: maple-7731-crow';

function order(world: SmallWorld): void {
  play(world, letterInput(world, readingOf(world, { from: buyer, to: [shop, BANK], text: ORDER })));
}

function forward(world: SmallWorld, total: string): void {
  const text = `Total: ${total}\n\n---------- Forwarded message ----------\nFrom: ${buyer}\nTo: ${shop}\n\n${ORDER}`;
  play(world, letterInput(world, readingOf(world, { from: shop, to: [BANK], subject: 'Fwd: Order', text })));
}

function answer(world: SmallWorld, text: string): void {
  const question = world.notices.findLast((notice) => notice.facts.kind === 'question');
  play(world, letterInput(world, readingOf(world, { from: buyer, to: [question?.replyTo ?? ''], text, thread: [question?.messageId ?? ''] })));
}

const TWO_MAIL = { name: 'two-mail', version: 1 };

/** Real letters bring a payment into each state. */
const roads: Readonly<Record<StateName, (world: SmallWorld) => void>> = {
  'awaiting-forward': order,
  'awaiting-order': (world) => forward(world, '1,000 JPY'),
  // As a payment that waits for money, but for what it waits for.
  'awaiting-roads': (world) => (order(world), forward(world, '6,000 JPY')),
  'awaiting-funds': (world) => (order(world), forward(world, '6,000 JPY')),
  'awaiting-answer': (world) => (order(world), forward(world, '1,000 JPY')),
  settled: (world) => (order(world), forward(world, '1,000 JPY'), answer(world, 'OK maple-7731-crow')),
  ended: (world) => (order(world), forward(world, '1,000 JPY'), answer(world, 'NO')),
};

/** A payment that letters have brought into the state; of another scheme than two-mail it is the same payment under that scheme. */
function inState(state: StateName, { name, version }: Pick<Scheme, 'name' | 'version'> = TWO_MAIL): { world: SmallWorld; payment: Payment } {
  const world = smallWorld();
  roads[state](world);
  const [found] = world.facts.payments.values();
  if (found === undefined || found.state.name !== (state === 'awaiting-roads' ? 'awaiting-funds' : state)) throw new Error(`the road to ${state} led to ${found?.state.name}`);
  const payment: Payment = { ...found, scheme: name, schemeVersion: version, state: found.state.name === 'awaiting-funds' && state === 'awaiting-roads' ? { ...found.state, name: 'awaiting-roads' } : found.state };
  world.facts.payments.set(payment.id, payment);
  return { world, payment };
}

/** A matched payment lends its order, claim and question to events that need some. */
const model = inState('awaiting-answer').payment;
const early = inState('awaiting-order').payment.early;

const judgements: readonly Judgement[] = ['consent', 'refusal', 'fraud', 'wrong-password', 'unclear'];

function evidences({ order: matched, claim, merchant }: Payment): readonly Evidence[] {
  if (matched === null || claim === null || merchant === null) throw new Error('the model payment is not matched');
  const common = { letterId: 7, receivedAt: 0 };
  return [
    { road: 'cheque', cheque: { ...common, serial: '0123456789ABCDEF', file: 'f', payee: merchant.party, most: { ...claim.total, minor: 6_000n }, expiresAt: Number.MAX_SAFE_INTEGER, key: 'k' } },
    { road: 'post', post: { ...common, text: '', named: [], orderLines: matched.orderLines, commitment: 'c' } },
  ];
}

function events(payment: Payment | null): readonly SchemeEvent[] {
  const { order: matched, claim, questions, merchant, buyer: side } = model;
  const [asked] = payment === null || payment.questions.length === 0 ? questions : payment.questions;
  if (matched === null || claim === null || asked === undefined || merchant === null || side === null || early === null) throw new Error('the model payment is not matched');
  const waited: EarlyForward = early;
  return [
    { kind: 'ordered', order: matched, buyer: side, secret: model.secret, roads: noRoads },
    { kind: 'forwarded-early', early: waited, merchant, secret: model.secret },
    { kind: 'claimed', claim, merchant, joined: payment?.buyer == null ? { order: matched, buyer: side, secret: model.secret, roads: noRoads } : null, steppedUp: false },
    ...evidences(model).map((evidence) => ({ kind: 'evidence', evidence, buyer: side, secret: model.secret, messageId: null }) as const),
    ...judgements.map((judgement) => ({ kind: 'answered', judgement, question: asked, shown: '', doubt: null, messageId: null }) as const),
    { kind: 'cancelled', by: 'buyer', messageId: null },
    { kind: 'cancelled', by: 'merchant', messageId: null },
    { kind: 'fraud' },
    { kind: 'ended', reason: 'undeliverable' },
    ...(['tell-waiting', 'match', 'remind', 'answer'] as const).map((deadline) => ({ kind: 'deadline', deadline, at: 0 }) as const),
    { kind: 'funds' },
  ];
}

/** Pairs that no letter can make, since the core sees to it before; the scheme answers them with a fault. */
function canNotBe(state: StateName | 'new', event: SchemeEvent): boolean {
  const begins = event.kind === 'ordered' || event.kind === 'forwarded-early';
  if (state === 'new') return !begins && event.kind !== 'evidence';
  if (begins) return true;
  if (event.kind === 'claimed' || event.kind === 'evidence') return state === 'settled' || state === 'ended';
  return event.kind === 'answered' && (state === 'awaiting-forward' || state === 'awaiting-order' || state === 'awaiting-roads');
}

const statesOf = (scheme: Scheme): readonly StateName[] => (scheme.needs.length > 0 ? STATES : STATES.filter((state) => state !== 'awaiting-roads'));

for (const scheme of schemes) {
  test(`${scheme.name}: every target is a state`, (t) => {
    t.deepEqual(Object.keys(scheme.transitions).sort(), [...STATES, 'new'].sort());
    for (const [from, targets] of Object.entries(scheme.transitions)) {
      for (const target of targets) t.true(STATES.includes(target), `${from} leads to ${target}`);
      t.is(new Set(targets).size, targets.length, `${from} names a target twice`);
    }
    t.deepEqual(scheme.transitions.settled, []);
    t.deepEqual(scheme.transitions.ended, []);
  });

  test(`${scheme.name}: every state can be reached, and from every open one the end`, (t) => {
    const reached = new Set<StateName>();
    const visit = (from: StateName | 'new'): void => scheme.transitions[from].filter((one) => !reached.has(one)).forEach((one) => (reached.add(one), visit(one)));
    visit('new');
    t.deepEqual([...reached].sort(), [...statesOf(scheme)].sort());
    for (const state of statesOf(scheme).filter((one) => one !== 'settled' && one !== 'ended')) t.true(scheme.transitions[state].includes('ended'), `${state} has no way out`);
  });

  for (const state of ['new', ...statesOf(scheme)] as const) {
    test(`${scheme.name}: ${state} answers every event`, (t) => {
      for (const event of events(state === 'new' ? null : inState(state, scheme).payment)) {
        const { world, payment } = state === 'new' ? { world: smallWorld(), payment: null } : inState(state, scheme);
        const name = `${state} × ${event.kind}${event.kind === 'answered' ? ` ${event.judgement}` : event.kind === 'evidence' ? ` ${event.evidence.road}` : event.kind === 'deadline' ? ` ${event.deadline}` : ''}`;
        const desk = openDesk(world.facts, schemes, contextOf(world), world.now, 99);
        if (canNotBe(state, event)) {
          t.throws(() => scheme.step(desk, payment, event), { message: /begin|begun|closed|never asked/ }, name);
          continue;
        }
        const disposition = scheme.step(desk, payment, event);
        t.regex(disposition.kind, /^(advanced|answered|refused|nothing-new)$/, name);
        applyEffects(world.facts, desk.effects);
        const after = payment === null ? null : (world.facts.payments.get(payment.id) ?? null);
        if (payment !== null && !isOpen(payment)) t.deepEqual(after?.state, payment.state, `${name}: what is closed stays as it is`);
      }
    });
  }
}

test('a transition that is not declared is a fault', (t) => {
  const { world, payment } = inState('awaiting-answer');
  const [twoMail] = schemes;
  if (twoMail === undefined) throw new Error('the list of schemes is empty');
  const narrowed = [{ ...twoMail, transitions: { ...twoMail.transitions, 'awaiting-answer': ['settled' as const] } }];
  const context: Context = contextOf(world);
  t.throws(() => twoMail.step(openDesk(world.facts, narrowed, context, world.now, 99), payment, { kind: 'ended', reason: 'undeliverable' }), { message: /declares no transition from awaiting-answer to ended/ });
});

test('a deposit that is not enough leaves the payment waiting', (t) => {
  const { world, payment } = inState('awaiting-funds');
  instruct(world, { kind: 'deposit', address: buyer, amount: yen(999n), reference: 'V-1', by: [] });
  t.is(world.facts.payments.get(payment.id)?.state.name, 'awaiting-funds');
  instruct(world, { kind: 'deposit', address: buyer, amount: yen(1n), reference: 'V-2', by: [] });
  t.is(world.facts.payments.get(payment.id)?.state.name, 'awaiting-answer');
});

test('a payment steps up, never down: every two schemes have one that stands above both', (t) => {
  for (const one of schemes) {
    for (const other of schemes) {
      const above = higher(schemes, one, other);
      t.true([one, other].every((scheme) => scheme.name === above.name || above.above.includes(scheme.name)), `${one.name} and ${other.name}`);
      t.is(above.name, higher(schemes, other, one).name, 'in either order');
      t.false(one.above.includes(other.name) && other.above.includes(one.name), 'neither is above the other and below it');
    }
  }
  const { world, payment } = inState('awaiting-answer', { name: 'wallet', version: 1 });
  t.throws(() => checkTransition(schemes, payment, { ...payment, scheme: 'two-mail' }), { message: /no step up/ });
  t.notThrows(() => checkTransition(schemes, payment, { ...payment, scheme: 'full' }));
  t.is(world.facts.payments.size, 1);
});
