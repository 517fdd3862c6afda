/** Copies of one order with and without a ceiling, forwards and answers, in any order: nothing is paid above the lowest ceiling that had come. */
import test from 'ava';
import fc from 'fast-check';
import { schemes } from '../schemes/index.ts';
import { letterInput, PEOPLE, play, readingOf, smallWorld, type SmallWorld } from './fixtures/small-world.ts';

const [BUYER = '', , SHOP = ''] = PEOPLE;
const PAY = 'pay@bank.example';
const LINES = '2 Sencha 100g';

const orderText = (ceiling: bigint | null): string => `${LINES}\n\nPassword: maple-7731-crow${ceiling === null ? '' : `\nUp to: ${ceiling} JPY`}`;

function order(world: SmallWorld, ceiling: bigint | null, toShop: boolean): void {
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: toShop ? [SHOP, PAY] : [PAY], text: orderText(ceiling) })));
}

function forward(world: SmallWorld, total: bigint): void {
  const text = `Total: ${total} JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\nTo: ${SHOP}\n\n${orderText(null)}`;
  play(world, letterInput(world, readingOf(world, { from: SHOP, to: [PAY], subject: 'Fwd: Order', text })));
}

/** To the question that was asked `back` questions ago. */
function consent(world: SmallWorld, back: number): void {
  const question = world.notices.filter(({ facts }) => facts.kind === 'question').at(-1 - back);
  if (question === undefined) return;
  play(world, letterInput(world, readingOf(world, { from: BUYER, to: [question.replyTo ?? ''], text: 'OK maple-7731-crow', thread: [question.messageId] })));
}

const SUMS = [400n, 900n, 1_500n, 3_000n] as const;
type Move = { readonly kind: 'order'; readonly ceiling: bigint | null; readonly toShop: boolean } | { readonly kind: 'forward'; readonly total: bigint } | { readonly kind: 'consent'; readonly back: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('order' as const), ceiling: fc.constantFrom(null, ...SUMS), toShop: fc.boolean() }),
  fc.record({ kind: fc.constant('forward' as const), total: fc.constantFrom(...SUMS) }),
  fc.record({ kind: fc.constant('consent' as const), back: fc.nat(2) }),
);

test('nothing is paid above the lowest ceiling that has come, and what is held is what is asked', (t) => {
  let paid = 0;
  let lowered = 0;
  fc.assert(
    fc.property(fc.array(move, { minLength: 3, maxLength: 12 }), (moves) => {
      const world = smallWorld();
      let lowest: bigint | null = null;
      for (const one of moves) {
        world.now += 60_000;
        const before = world.transfers.filter(({ kind }) => kind === 'payment').length;
        if (one.kind === 'order') order(world, one.ceiling, one.toShop);
        else if (one.kind === 'forward') forward(world, one.total);
        else consent(world, one.back);
        const transfers = world.transfers.filter(({ kind }) => kind === 'payment');
        if (transfers.length > before) {
          paid += 1;
          const sum = transfers.at(-1)?.postings.find(({ amount }) => amount > 0n)?.amount ?? 0n;
          if (lowest !== null && sum > lowest) throw new Error(`${sum} paid, though ${lowest} was allowed`);
        }
        if (one.kind === 'order' && one.ceiling !== null && transfers.length === 0 && (lowest === null || one.ceiling < lowest)) lowest = one.ceiling;
        const payments = [...world.facts.payments.values()];
        const held = world.facts.accounts.get('party:1:JPY')?.held ?? 0n;
        const asked = payments.reduce((sum, { state, claim }) => sum + (state.name === 'awaiting-answer' ? (claim?.total.minor ?? 0n) : 0n), 0n);
        if (held !== asked) throw new Error(`${held} held, ${asked} asked`);
        lowered += payments.filter(({ state, questions }) => state.name === 'awaiting-forward' && questions.length > 0).length;
      }
    }),
    { numRuns: 150 },
  );
  t.true(paid > 10 && lowered > 5, `${paid} paid, ${lowered} questions made void`);
});

test('in every scheme a question can be made void', (t) => {
  for (const { name, transitions } of schemes) {
    for (const state of ['awaiting-answer', 'awaiting-funds'] as const) t.true(transitions[state].includes('awaiting-forward'), `${name}: ${state}`);
  }
});
