import test from 'ava';
import fc from 'fast-check';
import { cardNumbers, isSettlementNumber, readSettlementNumber, settlementGroups, showSettlementNumber, weakSettlementNumber } from './settlement-number.ts';

const digitsOf = (length: number): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const anyNumber = fc.integer({ min: 7, max: 10 }).chain(digitsOf);

test('shown in groups by its length', (t) => {
  t.is(showSettlementNumber('1234567'), '123 4567');
  t.is(showSettlementNumber('01234567'), '0123 4567');
  t.is(showSettlementNumber('123456789'), '123 456 789');
  t.deepEqual(settlementGroups('1234567890'), ['123', '456', '7890']);
  for (const none of ['', '123456', '12345678901', '1234 5678', '１２３４５６７８', '1234567a']) {
    t.false(isSettlementNumber(none));
    const error = t.throws(() => showSettlementNumber(none), { instanceOf: RangeError });
    if (none !== '') t.false(error.message.includes(none), 'a number is never told in an error');
  }
});

test('read as people copy it', (t) => {
  for (const text of ['04721937', '0472 1937', '0472-1937', ' 0472  1937\t', '０４７２　１９３７', '0472－1937', '0472 – 1937', '04 72 19 37', '0472   -   1937', '"0472 1937"', '「0472 1937」']) t.is(readSettlementNumber(text), '04721937', text);
});

test('what is none', (t) => {
  for (const text of ['', '472193', '04721937045', '0472.1937', '0472,1937', '0472/1937', '-04721937', '04721937-', '0472 1937 OK', '01 0472 1937 x', '②④⑥⑧②④⑥⑧', '²345678⁹', '٠٤٧٢١٩٣٧', '0472 -- - 1937', `0${'4'.repeat(5_000)}`]) t.is(readSettlementNumber(text), null, text);
});

test('numbers that people would guess', (t) => {
  for (const weak of ['00000000', '1111111', '12345678', '01234567', '87654321', '7890123', '1234567890', '0987654321', '13579135', '12121212', '1212121', '123123123', '12341234', '1231231', '9876598765', '11223344', '00112233', '9988776655']) t.true(weakSettlementNumber(weak), weak);
  for (const good of ['04721937', '12345679', '12121213', '11223345', '1122334', '10000000', '123456780', '12344321']) t.false(weakSettlementNumber(good), good);
});

test('weak numbers are few', (t) => {
  let weak = 0;
  for (let at = 0; at < 10_000_000; at += 371) if (weakSettlementNumber(String(at).padStart(7, '0'))) weak += 1;
  t.true(weak > 0 && weak < 10_000_000 / 371 / 2_000, `${weak} of ${Math.floor(10_000_000 / 371)}`);
});

test('a card: no number twice, none weak, none that is taken, in the order of drawing', (t) => {
  const drawn = [4_721_937, 12_345_678, 4_721_937, 55_019_283, 90_210_447, 7];
  const numbers = cardNumbers(() => drawn.shift() ?? 0, 3, 8, (number) => number === '55019283');
  t.deepEqual(numbers, ['04721937', '90210447', '00000007']);
});

test('a broken source of chance ends in an error, not in a loop', (t) => {
  let draws = 0;
  const stuck = (): number => ((draws += 1), 4_721_937);
  t.throws(() => cardNumbers(stuck, 2, 8, () => false), { message: 'no 2 different numbers in 120 draws' });
  t.is(draws, 120);
  t.throws(() => cardNumbers(() => 4_721_937, 1, 8, () => true), { message: /^no 1 different numbers/ });
  for (const draw of [100_000_000, -1, 0.5, NaN, Infinity]) t.throws(() => cardNumbers(() => draw, 1, 8, () => false), { instanceOf: RangeError, message: 'a draw out of bounds' });
  for (const digits of [6, 11, 7.5]) t.throws(() => cardNumbers(() => 1, 1, digits, () => false), { instanceOf: RangeError });
  for (const count of [0, 61, 1.5]) t.throws(() => cardNumbers(() => 1, count, 8, () => false), { instanceOf: RangeError });
});

test('property: what is shown is read back', (t) => {
  t.notThrows(() => fc.assert(fc.property(anyNumber, (digits) => readSettlementNumber(showSettlementNumber(digits)) === digits && settlementGroups(digits).join('') === digits)));
});

test('property: a card of any size has its numbers, all different, of its length', (t) => {
  t.notThrows(() => fc.assert(
    fc.property(fc.integer({ min: 7, max: 10 }), fc.integer({ min: 1, max: 60 }), fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (digits, count, chance) => {
      // A counter beside the stream: fast-check likes to draw the same again and again.
      let at = 0;
      const draw = (): number => (Math.floor((chance.next().value ?? 0) * 10 ** digits) + (at += 7_919)) % 10 ** digits;
      const numbers = cardNumbers(draw, count, digits, (number) => number.endsWith('3'));
      return numbers.length === count && new Set(numbers).size === count && numbers.every((number) => number.length === digits && isSettlementNumber(number) && !weakSettlementNumber(number) && !number.endsWith('3'));
    }),
    { numRuns: 60 },
  ));
});

test('property: no text makes the reader fail, and only settlement numbers come out', (t) => {
  t.notThrows(() => fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const digits = readSettlementNumber(text);
    return digits === null || isSettlementNumber(digits);
  })));
});
