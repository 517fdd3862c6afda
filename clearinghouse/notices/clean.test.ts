import test from 'ava';
import fc from 'fast-check';
import { clean, shorten } from './clean.ts';

test('text of ASCII is cleaned as it is with a sign in it that nobody sees', (t) => {
  const ascii = fc.string({ unit: fc.constantFrom('a', 'Z', '~', '!', ' ', '  ', '\t', '\n', '\u007f', '\u0000', '|'), maxLength: 30 });
  for (const text of ['', ' ', ' a', 'a ', 'a b', 'a  b', 'a\nb', 'a\tb']) t.is(clean(text), clean(`${text}\u200b`), JSON.stringify(text));
  fc.assert(fc.property(ascii, (text) => t.is(clean(text), clean(`${text}\u200b`))));
  t.is(clean('a b'), 'a b');
  t.is(clean(`${'a'.repeat(3_999)} b`).length, 3_999);
});

test('shortened by characters, never inside of one', (t) => {
  t.is(shorten('abc', 3), 'abc');
  t.is(shorten('abcd', 3), 'ab…');
  t.is(shorten('👍👍👍', 3), '👍👍👍');
  t.is(shorten('👍👍👍👍', 3), '👍👍…');
});
