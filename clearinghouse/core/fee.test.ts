import test from 'ava';
import fc from 'fast-check';
import { currencyOf, money, type Currency } from '../protocol/money.ts';
import { feeOf } from './fee.ts';

const JPY = currencyOf('JPY') as Currency;
const EUR = currencyOf('EUR') as Currency;
const yen = (minor: bigint) => money(JPY, minor);

test('fixed and per mille, rounded half to even', (t) => {
  const terms = { fixed: yen(30n), perMille100: 1_450 };
  t.deepEqual(feeOf(terms, yen(4_741n)), yen(99n)); // 30 + 68.7445
  t.deepEqual(feeOf({ fixed: yen(0n), perMille100: 1_000 }, yen(50n)), null); // 0.5 → 0
  t.deepEqual(feeOf({ fixed: yen(0n), perMille100: 1_000 }, yen(150n)), yen(2n)); // 1.5 → 2
  t.deepEqual(feeOf({ fixed: yen(0n), perMille100: 1_000 }, yen(250n)), yen(2n)); // 2.5 → 2
  t.deepEqual(feeOf({ fixed: yen(0n), perMille100: 1_000 }, yen(251n)), yen(3n));
});

test('never above the total, nothing in another currency, nothing without terms', (t) => {
  t.deepEqual(feeOf({ fixed: yen(30n), perMille100: 0 }, yen(20n)), yen(20n));
  t.is(feeOf({ fixed: yen(30n), perMille100: 0 }, money(EUR, 2_000n)), null);
  t.is(feeOf(null, yen(2_000n)), null);
});

test('property: within half a minor unit of the exact sum, and never more than the total', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 53n - 1n }), fc.bigInt({ min: 0n, max: 1_000n }), fc.integer({ min: 0, max: 100_000 }), (total, fixed, perMille100) => {
        const fee = feeOf({ fixed: yen(fixed), perMille100 }, yen(total))?.minor ?? 0n;
        const exact = fixed * 100_000n + total * BigInt(perMille100);
        const off = exact - fee * 100_000n;
        return fee <= total && (fee === total || (off >= -50_000n && off <= 50_000n));
      }),
    ),
  );
});
