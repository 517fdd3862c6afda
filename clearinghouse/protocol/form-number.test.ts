import test from 'ava';
import fc from 'fast-check';
import { formNumber, readFormNumber } from './form-number.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const anyNumber = fc.uint8Array({ minLength: 5, maxLength: 5 }).map(formNumber);

test('a number is made of 35 bits and has one look', (t) => {
  t.is(formNumber(new Uint8Array(5)), 'F-0000-0000');
  t.is(formNumber(Uint8Array.of(255, 255, 255, 255, 255)).slice(0, 10), 'F-ZZZZ-ZZZ');
  t.is(formNumber(Uint8Array.of(0x9c, 0xde, 0x31, 0x26, 0xe0)), 'F-KKF3-29Q8');
  t.not(formNumber(Uint8Array.of(0, 0, 0, 0, 32)), formNumber(Uint8Array.of(0, 0, 0, 0, 64)));
  t.throws(() => formNumber(new Uint8Array(4)), { instanceOf: RangeError });
});

test('people write it in many ways', (t) => {
  const number = 'F-KKF3-29Q8';
  for (const text of ['F-KKF3-29Q8', 'f-kkf3-29q8', ' fkkf329q8 ', 'F KKF3 29Q8', 'Ｆ－ＫＫＦ３－２９Ｑ８', 'F–KKF3–29Q8', 'F-KK-F32-9Q8']) t.deepEqual(readFormNumber(text), { kind: 'form-number', number }, text);
  const zeros = formNumber(Uint8Array.of(0, 0, 0, 0, 32));
  t.deepEqual(readFormNumber(zeros.replaceAll('0', 'o').replaceAll('1', 'l')), { kind: 'form-number', number: zeros });
});

test('what is no form number, and what was copied wrongly', (t) => {
  for (const text of ['', 'F', 'KKF3-29Q8', 'F-KKF3-29Q', 'F-KKF3-29Q8C', 'F-KKF3-29UC', 'G-KKF3-29Q8', 'F-KKF3-29Q*', 'F'.repeat(1_000)]) t.is(readFormNumber(text).kind, 'no-form-number', text);
  t.deepEqual(readFormNumber('F-KKF3-29QD'), { kind: 'wrong-check' });
});

test('property: every number is read back', (t) => {
  t.notThrows(() => fc.assert(fc.property(anyNumber, (number) => JSON.stringify(readFormNumber(number)) === JSON.stringify({ kind: 'form-number', number }))));
});

test('property: one wrong letter is always noticed', (t) => {
  t.notThrows(() => fc.assert(
    fc.property(anyNumber, fc.nat({ max: 7 }), fc.integer({ min: 1, max: 31 }), (number, at, step) => {
      const letters = [...number.slice(2).replace('-', '')];
      letters[at] = ALPHABET.charAt((ALPHABET.indexOf(letters[at] ?? '') + step) % 32);
      return readFormNumber(`F-${letters.join('')}`).kind === 'wrong-check';
    }),
    { numRuns: 500 },
  ));
});

test('property: two exchanged letters are always noticed', (t) => {
  t.notThrows(() => fc.assert(
    fc.property(anyNumber, fc.nat({ max: 7 }), fc.nat({ max: 7 }), (number, one, other) => {
      const letters = [...number.slice(2).replace('-', '')];
      const exchanged = letters.with(one, letters[other] ?? '').with(other, letters[one] ?? '');
      return readFormNumber(`F-${exchanged.join('')}`).kind === (exchanged.join('') === letters.join('') ? 'form-number' : 'wrong-check');
    }),
    { numRuns: 500 },
  ));
});
