/** Japanese letters that a careful shopkeeper asks about, on the real road, as a shop is set up by default. */
import test from 'ava';
import { tryMail } from './fixtures/judge.ts';
import { behindJa, withinJa } from './fixtures/must-stay-open-ja.ts';
import type { Trap } from './fixtures/must-stay-open.ts';

const misread = (letters: readonly Trap[]): readonly string[] =>
  letters.flatMap(({ text, items }) => {
    const { outcome, said } = tryMail({ id: text, language: 'ja', kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\nPassword: maple-4410-otter` }, 'ask');
    return outcome === 'wrong' ? [`${text} → ${said}`] : [];
  });

test('ask: no Japanese letter is sure that takes its order back in the words of kind sentences', (t) => {
  t.true(behindJa.length >= 125);
  t.deepEqual(misread(behindJa), []);
});

test('ask: no Japanese letter is sure whose forms of asking ask for nothing', (t) => {
  t.true(withinJa.length >= 40);
  t.deepEqual(misread(withinJa), []);
});
