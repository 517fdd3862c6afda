import test from 'ava';
import { columns } from '../notices/columns.ts';
import { labelled, table } from './table.ts';

test('full-width characters count as two columns', (t) => {
  const text = table([{ title: 'Name' }, { title: 'Balance', align: 'right' }], [['緑茶ハウス', '4,741'], ['Takao', '19,999']]);
  t.is(text, ['Name        Balance', '緑茶ハウス    4,741', 'Takao        19,999'].join('\n'));
  t.deepEqual(text.split('\n').map(columns), [19, 19, 19]);
});

test('a cell is one line, whatever is in it', (t) => {
  t.is(table([{ title: 'A' }, { title: 'B' }], [['one\ntwo', 'x']]), 'A        B\none two  x');
});

test('a value that is null leaves its line out', (t) => {
  t.is(labelled([['Payment', 'K7F3-K29Q'], ['Until', null], ['状態', 'settled']]), 'Payment  K7F3-K29Q\n状態     settled');
});
