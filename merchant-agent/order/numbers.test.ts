import test from 'ava';
import { cut } from './fixtures/cut.ts';
import { withoutOtherNumbers } from './numbers.ts';
import { withoutLife } from './sentence.ts';

/** The numbers that may still count goods. */
const left = (text: string): string => withoutOtherNumbers(withoutLife(cut(text))).filter((token) => token.kind === 'number').map((token) => token.text).join(' ');

/** Rows of a sentence and the numbers that stay. */
const story = (title: string, rows: readonly (readonly [text: string, stay: string])[]): void =>
  test(title, (t) => {
    for (const [text, stay] of rows) t.is(left(text), stay, text);
  });

story('numbers of people, ages, places and times count no goods', [
  ['We are 5 people at home', ''],
  ['My husband (71) drinks it', ''],
  ['The kids (5, 8 and 11) love it', ''],
  ['unsere Oma (80!) liebt ihn', ''],
  ['mes fils de 9 et 12 ans', ''],
  ['Please ring at flat 3', ''],
  ['she turned 40', ''],
  ['Bitte in Zimmer 12 abgeben', ''],
  ['娘が20歳になります', ''],
  ['我儿子今年满18岁', ''],
]);

story('numbers at items, sizes and counters stay', [
  ['2 hojicha', '2'],
  ['my 2 hojicha', '2'],
  ['My husband (71) wants 2 hojicha', '2'],
  ['2 bags', '2'],
  ['room for 3 teapots', '3'],
  ['ほうじ茶2袋', '2'],
  ['焙茶两包', '两'],
  ['hojicha (2)', '2'],
]);

test('nothing but kinds of numbers is changed', (t) => {
  for (const text of ['My husband (71) drinks 2 hojicha', 'she turned 40', '(((', '']) {
    const [before, after] = [cut(text), withoutOtherNumbers(cut(text))];
    t.deepEqual(after.map((token) => token.text), before.map((token) => token.text));
    for (const [at, token] of after.entries()) t.true(token.kind === before[at]?.kind || (before[at]?.kind === 'number' && token.kind === 'figure'));
  }
});
