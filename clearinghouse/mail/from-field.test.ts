import test from 'ava';
import fc from 'fast-check';
import { isAmbiguousFrom } from './from-field.ts';

const ONE: readonly string[] = [
  'taro@buyer.example',
  ' <taro@buyer.example> ',
  'Taro <taro@buyer.example>',
  'Taro\t<taro@buyer.example>',
  '"Sasaki, Taro" <taro@buyer.example>',
  '"taro@other.example" <taro@buyer.example>',
  '"a \\" <eve@evil.example>" <taro@buyer.example>',
  'taro@buyer.example <taro@buyer.example>',
  "'taro@buyer.example' <Taro@buyer.example>",
  'Taro [Kyoto] <taro@buyer.example>',
  'taro@buyer.example (Taro Sasaki)',
  'taro@buyer.example (Taro (of Kyoto))',
  '=?utf-8?B?5L2Q44CF5pyo?= <taro@buyer.example>',
  '佐々木 孝夫 <taro@buyer.example>',
  'taro..y@docomo.example',
  '"taro..y"@docomo.example',
  "Tim O'Neil <o'neil@buyer.example>",
  'BUYER\\taro <taro@buyer.example>',
  'Mail Delivery System <>',
  'MAILER-DAEMON',
  'friends: taro@buyer.example;',
  '"Taro <taro@buyer.example>',
  '',
];
for (const [at, value] of ONE.entries()) test(`one person: ${value} (${at})`, (t) => t.false(isAmbiguousFrom(value)));

const TWO: readonly string[] = [
  '<taro@buyer.example> <eve@buyer.example>',
  '<taro@buyer.example>eve@buyer.example',
  '<taro@buyer.example><eve@buyer.example>',
  '<<taro@buyer.example>eve@buyer.example>',
  'taro@buyer.example eve@buyer.example',
  'taro@buyer.example <eve@buyer.example>',
  'taro@buyer.example(eve@buyer.example)',
  '<taro@buyer.example> (<eve@buyer.example>',
  '{taro@buyer.example} eve@buyer.example',
  'eve@buyer.example <taro@buyer.example',
  'eve@buyer.example> <taro@buyer.example>',
  '"eve@buyer.example" <taro@buyer.example',
  '"eve@buyer.example" taro@buyer.example',
  '"eve@buyer.example <taro@buyer.example>',
  'taro@buyer.example, eve@buyer.example',
  'taro@buyer.example\\, <eve@buyer.example>',
  '<@evil.example,@any.example:taro@buyer.example>, <eve@evil.example>',
  'friends: taro@buyer.example, eve@buyer.example;',
];
for (const value of TWO) test(`two people: ${value}`, (t) => t.true(isAmbiguousFrom(value)));

const BROKEN: readonly string[] = [
  'eve.(x)takao@buyer.example',
  'eve(x).takao@buyer.example',
  'ta(x)kao@buyer.example',
  'Takao <ta(x)kao@buyer.example>',
  'eve\\ takao@buyer.example',
  'eve\\takao@buyer.example',
  'eve takao@buyer.example',
  'Takao <eve takao@buyer.example>',
  'Takao <eve. takao@buyer.example>',
  '"eve".takao@buyer.example',
  'eve."takao"@buyer.example',
  'eve"takao@buyer.example',
  'takao(x)@buyer.example',
  'takao@(x)buyer.example',
  'takao@buyer.(x)example',
  'friends: eve.(x)takao@buyer.example;',
];
for (const value of BROKEN) test(`nobody knows who: ${value}`, (t) => t.true(isAmbiguousFrom(value)));

test('property: any name in quotes leaves the address behind it for sure, and a second address without quotes never does', (t) => {
  const text = fc.string({ maxLength: 40, unit: 'grapheme' });
  fc.assert(
    fc.property(text, (name) => {
      t.false(isAmbiguousFrom(`"${name.replace(/["\\]/g, '\\$&')}" <taro@buyer.example>`));
      t.true(isAmbiguousFrom(`${name.replace(/["\\()]/g, '')} eve@evil.example <taro@buyer.example>`));
    }),
  );
});

test('64 KB of any sign are judged at once', (t) => {
  for (const sign of ['a', '@', '"', '(', '<', '\\', 'a@', 'a@b ', '"x" ', ' ']) t.is(typeof isAmbiguousFrom(`${sign.repeat(65_536 / sign.length)} <taro@buyer.example>`), 'boolean');
});
