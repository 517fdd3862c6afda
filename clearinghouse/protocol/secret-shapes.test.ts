/** Neighbouring words that may be a password: few for each line, and bounded for any text. */
import test from 'ava';
import { shapedTogether } from './secret-shapes.ts';

const together = (...lines: readonly string[]): readonly string[] => shapedTogether(lines.map((text, at) => [at, text] as const), (words) => [words]).flatMap(({ digests }) => digests);

test('words with figures among them, and three plain words or four', (t) => {
  t.deepEqual(together('GT River 1234 Stone, 2 x'), ['River 1234', 'River 1234 Stone', '1234 Stone']);
  t.deepEqual(together('correct horse battery staple'), ['correct horse battery', 'correct horse battery staple', 'horse battery staple']);
  t.deepEqual(together('Bamboo whisk'), []);
});

test('an ordinary order and invoice hold few of them, a long text no more than are looked for', (t) => {
  t.true(together('2 x Sencha 100g @ 1,080', '1 x Bamboo whisk @ 1,650', 'Shipping 500', 'Tax (10%) 431', 'Total: 4,741 JPY').length <= 4);
  t.is(together(...Array.from({ length: 5_000 }, (_, at) => `article ${at} of our autumn list`)).length, 250);
  t.is(together('word '.repeat(200_000)).length <= 250, true);
});
