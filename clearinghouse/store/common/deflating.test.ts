/** The engine that is kept answers as the calls that Node promises, whatever came before. */
import test from 'ava';
import fc from 'fast-check';
import { makeDeflating, makePromised, type Deflating, type DeflatingOptions } from './deflating.ts';

const options: DeflatingOptions = { dictionary: Buffer.from('{"findings":[],"effects":[{"kind":"payment-saved","payment":{"id":'), level: 3, longest: 4_000 };

const answerOf = (work: () => Uint8Array | null): string => {
  try {
    return `gives ${Buffer.from(work() ?? Buffer.from('null')).toString('hex')}`;
  } catch (error) {
    return `throws ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
  }
};

type Step = (one: Deflating) => Uint8Array | null;

const plain = fc.oneof(fc.uint8Array({ maxLength: 4_000 }), fc.string({ maxLength: 3_000 }).map((text) => Uint8Array.from(Buffer.from(text).subarray(0, 4_000))), fc.tuple(fc.string({ minLength: 1, maxLength: 9 }), fc.nat({ max: 400 })).map(([text, times]) => Uint8Array.from(Buffer.from(text.repeat(times)).subarray(0, 4_000))));
const step: fc.Arbitrary<Step> = fc.oneof(
  plain.map((value): Step => (one) => one.deflate(value)),
  plain.map((value): Step => (one) => one.inflate(makePromised(options).deflate(value) ?? Buffer.of(3, 0))),
  // Broken, cut off, of another dictionary, too long.
  plain.map((value): Step => (one) => one.inflate(value)),
  fc.tuple(plain, fc.nat()).map(([value, at]): Step => (one) => { const packed = makePromised(options).deflate(value) ?? Buffer.of(3, 0); return one.inflate(packed.subarray(0, at % packed.length)); }),
  plain.map((value): Step => (one) => one.inflate(makePromised({ ...options, dictionary: Buffer.from('other') }).deflate(value) ?? Buffer.of(3, 0))),
  fc.constantFrom(3_999, 4_000, 4_001, 9_000).map((length): Step => (one) => one.inflate(makePromised(options).deflate(Buffer.alloc(length, 'a')) ?? Buffer.of(3, 0))),
);

test('answers as the promised calls, one after the other, also after what failed', (t) => {
  const promised = makePromised(options);
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
    const one = makeDeflating(options);
    for (const work of steps) t.is(answerOf(() => work(one)), answerOf(() => work(promised)));
  }), { numRuns: 300 });
});

test('what is longer than it is made for, and nothing at all, are served too', (t) => {
  const one = makeDeflating(options);
  for (const value of [Buffer.alloc(0), Buffer.alloc(1), Buffer.alloc(70_000, 'ab')]) t.is(answerOf(() => one.deflate(value)), answerOf(() => makePromised(options).deflate(value)));
});
