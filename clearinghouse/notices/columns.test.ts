/** Columns and the breaking of lines. */
import test from 'ava';
import fc from 'fast-check';
import { glue } from './clean.ts';
import { columns, fit, padStart, wrap } from './columns.ts';

test('full-width characters take two columns, combining marks none', (t) => {
  t.is(columns('abc'), 3);
  t.is(columns('請求書'), 6);
  t.is(columns('ＯＫ　'), 6);
  t.is(columns('e\u0301'), 1);
  t.is(columns('ｱｲｳ'), 3);
  t.is(padStart('4,741', 7), '  4,741');
});

test('words are kept whole, what is too long for a line is broken', (t) => {
  t.deepEqual(wrap('one two three four', 12), ['one two', 'three four']);
  t.deepEqual(wrap('x'.repeat(25), 12), ['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
  t.deepEqual(wrap('', 10), ['']);
});

test('a Japanese line begins with no full stop and no closing bracket', (t) => {
  t.deepEqual(wrap('ご注文を受け付けました。', 22), ['ご注文を受け付け', 'ました。']);
  for (const line of wrap('あ（い）う、え。'.repeat(20), 20)) t.notRegex(line, /^[）、。]/u);
});

test('what is glued stays on one line', (t) => {
  t.deepEqual(wrap(`by ${glue('24 Nov 2026 10:40 JST')} nothing`, 24), ['by', '24 Nov 2026 10:40 JST', 'nothing']);
});

test('no line begins like a consent: the break moves before the word in front of it', (t) => {
  t.deepEqual(wrap('answer with the word OK and nothing more', 21), ['answer with the', 'word OK and', 'nothing more']);
  t.deepEqual(wrap('OK maple-7731', 40), ['… OK maple-7731']);
  t.deepEqual(wrap('OKLAHOMA tea', 40), ['OKLAHOMA tea']);
});

test('property: no line is wider than asked and no letter is lost', (t) => {
  const text = fc.array(fc.constantFrom('OK', 'はい', 'a', 'tea', '請', '。', '（', ' ', '-', 'ー', 'yes', '"', '1'), { maxLength: 60 }).map((all) => all.join(''));
  t.notThrows(() =>
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 72 }), (given, width) => {
        const lines = wrap(given, width);
        const letters = (all: string): string => all.replace(/[ …]/g, '');
        return lines.every((line) => columns(line) <= width) && letters(lines.join('')) === letters(given);
      }),
    ),
  );
});

test('what is cut off is shown as cut off', (t) => {
  t.is(fit('Green Tea House', 10), 'Green Te…');
  t.is(fit('請求書番号', 6), '請求…');
  t.is(fit('short', 10), 'short');
});
