import test from 'ava';
import fc from 'fast-check';
import { refused } from './fixtures/vectors.ts';
import { base64, concat, decimal, fromBase64, fromHex, fromUint64, fromUtf8, hex, linesOf, sameBytes, uint64, utf8 } from './encoding.ts';
import { shown } from './malformed.ts';

test('base64 is canonical or refused', (t) => {
  for (const text of ['', 'AA==', 'AAA=', 'AAAA', '+/+/']) t.is(base64(fromBase64(text)), text);
  // What Buffer and atob would take: missing padding, the other alphabet, blanks, line ends, unused bits, rubbish.
  for (const text of ['A', 'AA', 'AAA', 'AA=', 'AA===', 'A===', '=', '====', 'AB==', 'AAB=', '-_-_', 'AA ==', ' AAAA', 'AAAA\n', 'AA\nAA', 'AAAA=', 'AAAA====', 'AA==AAAA', 'ＡAAA', 'AAA\u0000', 'AA==\ud800']) refused(t, 'encoding', () => fromBase64(text), JSON.stringify(text));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
    t.is(base64(bytes), Buffer.from(bytes).toString('base64'));
    t.true(sameBytes(fromBase64(base64(bytes)), bytes));
  }), { numRuns: 50 });
  fc.assert(fc.property(fc.stringMatching(/^[AB+/=]{0,9}$/), (text) => {
    const expected = Buffer.from(text, 'base64').toString('base64') === text;
    if (expected) t.is(base64(fromBase64(text)), text);
    else refused(t, 'encoding', () => fromBase64(text), text);
  }), { numRuns: 300 });
});

test('numbers are plain decimals or refused', (t) => {
  for (const number of [0, 1, 10, 2 ** 32, 2 ** 53 - 1]) t.is(decimal(String(number)), number);
  // What BigInt('') and Number(' 5 ') would take.
  for (const text of ['', ' ', ' 5', '5 ', '5\n', '05', '00', '-0', '-1', '+1', '1.0', '1.', '1e3', '0x10', '1_000', '1,000', '٣', '５', 'Infinity', 'NaN', String(2 ** 53), '99999999999999999999']) refused(t, 'encoding', () => decimal(text), text);
});

test('eight bytes are big-endian', (t) => {
  t.is(hex(uint64(1_793_613_651)), '000000006ae85f53');
  t.is(fromUint64(fromHex('000000006ae85f53')), 1_793_613_651);
  t.is(fromUint64(uint64(Number.MAX_SAFE_INTEGER)), Number.MAX_SAFE_INTEGER);
  for (const text of ['0020000000000000', 'ffffffffffffffff', '', '00', '000000000000000000']) refused(t, 'encoding', () => fromUint64(fromHex(text)), text);
});

test('UTF-8 is whole, and a byte order mark stays a character', (t) => {
  t.is(fromUtf8(concat(Uint8Array.of(0xef, 0xbb, 0xbf), utf8('a'))), '\ufeffa');
  for (const bytes of [[0x80], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff, 0xfe]]) refused(t, 'encoding', () => fromUtf8(Uint8Array.from(bytes)), String(bytes));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => t.is(fromUtf8(utf8(text)), text.toWellFormed())));
});

test('lines end in LF each', (t) => {
  t.deepEqual(linesOf('a\n\nb\n'), ['a', '', 'b']);
  t.deepEqual(linesOf('\n'), ['']);
  for (const text of ['', 'a', 'a\nb', 'a\r\n', 'a\rb\n', '\ta\n', 'a\0\n', 'a\u007f\n', 'a\u001b[31m\n']) refused(t, 'encoding', () => linesOf(text), JSON.stringify(text));
});

test('hexadecimal digits are lower-case and whole bytes', (t) => {
  t.deepEqual(fromHex('00ff'), Uint8Array.of(0, 255));
  for (const text of ['0', 'FF', '0x', ' 00', '00\n', 'zz']) refused(t, 'encoding', () => fromHex(text), text);
});

test('what a refusal repeats is short and can\'t steer a terminal', (t) => {
  t.is(shown('a\u001b[31m\u202e\u0085\n'), '"a?[31m???"');
  t.true(shown('x'.repeat(1_000_000)).length < 80);
  t.is(shown('例 👍'), '"例 👍"');
});
