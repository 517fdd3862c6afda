/** English letters in the words of kind sentences that are not kind ones: none of them may be sure where what is told behind the goods is asked. */
import test from 'ava';
import { cut } from './fixtures/cut.ts';
import { tryMail } from './fixtures/judge.ts';
import { behindOrders, noOrders } from './fixtures/must-stay-open-en.ts';
import type { Trap } from './fixtures/must-stay-open.ts';
import { isKindly } from './kindly.ts';

const misread = (letters: readonly Trap[]): readonly string[] =>
  letters.flatMap(({ text, items }) => {
    const { outcome, said } = tryMail({ id: 'letter', language: 'en', kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\nPassword: maple-4410-otter\n\nKind regards,\nSue Barlow` }, 'ask');
    return outcome === 'wrong' ? [`${text} → ${said}`] : [];
  });

test('ask: no English sentence behind an order is taken for a kind one that changes the order or puts it off', (t) => {
  t.true(behindOrders.length >= 400);
  t.deepEqual(misread(behindOrders), []);
});

test('ask: no English letter is sure whose things are doubted, shared out, compared or another shop\'s', (t) => {
  t.true(noOrders.length >= 100);
  t.deepEqual(misread(noOrders), []);
});

test('clauses that are known are kind one beside the other; with one word more they are none', (t) => {
  for (const text of ['Thank you, and have a lovely week!', 'My Japanese is not very good so I write in English.', 'No hurry, whenever it suits you.', "It's a present for my mother, who loves Japanese tea.", 'If nobody is in, please leave it with my neighbour at number 12.', 'Could you let me know when it ships?', 'Best wishes from a rainy Manchester']) t.true(isKindly(cut(text)), text);
  for (const text of ['Thank you, and have a sample.', 'No hurry, whenever it is cheaper.', "It's a present for my mother, who loves coffee more.", 'If nobody is in, please take it back.', 'Could you let me know when it is cheaper?', 'Best wishes, and two more']) t.false(isKindly(cut(text)), text);
});
