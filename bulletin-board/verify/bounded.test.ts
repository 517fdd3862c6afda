import test from 'ava';
import fc from 'fast-check';
import { bounded } from './bounded.ts';

test('a text that fits stays as it is', (t) => {
  for (const text of ['', 'JPY 4741', '緑茶堂', '👩‍🌾 Reader', 'a'.repeat(20)]) t.is(bounded(text, 20), text);
});

test('one line, whole characters, an ellipsis where something was left out', (t) => {
  t.is(bounded('a\r\n  b\tc\u2028d\u00a0e\u0085f\u2800g\u3164h', 40), 'a b c d e f g h');
  t.is(bounded('x\ud83dy\udc4d', 10), 'x\ufffdy\ufffd');
  t.is(bounded('👍👍👍👍', 3), '👍👍…');
  t.is(bounded(`${' '.repeat(1_000_000)}x`, 10), ' …');
});

test('property: never longer, never ill-formed, never more than one line', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(fc.nat({ max: 0xffff })), fc.integer({ min: 1, max: 50 }), (text, units, most) => {
    const shown = bounded(text + String.fromCharCode(...units), most);
    t.true(Array.from(shown).length <= most);
    t.true(shown.isWellFormed());
    t.notRegex(shown, /[\r\n\u2028\u2029\u0085]| {2}/);
  }));
});
