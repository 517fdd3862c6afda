import test from 'ava';
import fc from 'fast-check';
import { numberOf, readReference, readWrittenReference, referenceOf, showReference } from './reference.ts';

const key = Buffer.from('a key of the test');

test('a reference as people see and write it', (t) => {
  t.is(showReference('K7F3K29Q'), 'K7F3-K29Q');
  for (const text of ['K7F3-K29Q', 'k7f3k29q', ' k7f3 k29q ', 'Ｋ７Ｆ３－Ｋ２９Ｑ', 'K7F3‑K29Q', 'K-7-F-3-K-2-9-Q']) t.is(readReference(text), 'K7F3K29Q', text);
  t.is(readReference('IlO0-oLi1'), '11000111');
  for (const text of ['', 'K7F3-K29', 'K7F3-K29QQ', 'K7F3-K29U', 'K7F3_K29Q', '[K7F3-K29Q]', 'Ж7F3K29Q', ' '.repeat(1_000_000)]) t.is(readReference(text), null, text.slice(0, 20));
});

test('in running text a word is no reference, nor are two', (t) => {
  for (const text of ['K7F3-K29Q', 'k7f3k29q', 'k7f3 k29q', 'K7F3 K29Q', 'Ｋ７Ｆ３－Ｋ２９Ｑ', 'K7F3‑K29Q', 'K-7-F-3-K-2-9-Q', ' k7f3-k29q ']) t.is(readWrittenReference(text), 'K7F3K29Q', text);
  for (const text of ['abcd-efgh', 'ABCDEFGH', 'ABCD EFGH', 'ABCD-EFGH']) t.is(readWrittenReference(text), 'ABCDEFGH', text);
  t.is(readWrittenReference('k7f3 abcd'), 'K7F3ABCD');
  for (const text of ['rejected', 'Rejected', 'accepted', 'declined', 'received', 'resolved', 'complete', 'the order', 'The order', 'cash back', 'from 2026', 'the 2teas', 'THE ORDER', 'IT AT ONCE', 're-jected', '', 'K7F3-K29', 'K7F3 K29Q now']) t.is(readWrittenReference(text), null, text);
});

test('numbers beyond 40 bits have none', (t) => {
  for (const number of [-1, 0.5, 2 ** 40, Number.NaN]) t.throws(() => referenceOf(number, key), { instanceOf: RangeError });
  for (const text of ['k7f3k29q', 'K7F3-K29Q', '']) t.throws(() => numberOf(text, key), { instanceOf: RangeError });
});

test('the same number and key give the same reference for ever', (t) => {
  t.is(referenceOf(1, key), referenceOf(1, key));
  t.not(referenceOf(1, key), referenceOf(1, Buffer.from('another key')));
});

test('two ways back: number to reference, reference to number', (t) => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 40 - 1 }), (number) => t.is(numberOf(referenceOf(number, key), key), number)));
  const letters = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), minLength: 8, maxLength: 8 });
  fc.assert(fc.property(letters, (reference) => t.is(referenceOf(numberOf(reference, key), key), reference)));
});

test('no two of the first two thousand payments share one, and neighbours look unlike', (t) => {
  const references = Array.from({ length: 2000 }, (_none, number) => referenceOf(number, key));
  t.is(new Set(references).size, 2000);
  t.true(new Set(references.map((reference) => reference.charAt(0))).size === 32);
});
