import test from 'ava';
import fc from 'fast-check';
import { refused, vector } from './fixtures/vectors.ts';
import { decodeBundle, encodeBundle, MAX_ENTRY_BYTES } from './bundle.ts';
import { concat } from './encoding.ts';

for (const [path, width] of [['log5/tile/entries/000.p/5', 5], ['log5/tile/entries/000.p/1', 1], ['log300/tile/entries/000', 256], ['log300/tile/entries/001.p/44', 44], ['log-odd/tile/entries/000.p/5', 5]] as const) {
  test(`${path}: read and written again byte for byte`, (t) => {
    const bytes = vector(path);
    const entries = decodeBundle(bytes, width);
    t.is(entries.length, width);
    t.deepEqual(Buffer.from(encodeBundle(entries)), Buffer.from(bytes));
    for (const other of [width - 1, width + 1, 0]) refused(t, 'bundle', () => decodeBundle(bytes, other), `width ${other}`);
    for (const cut of [1, 2, 3, bytes.length - 1]) refused(t, 'bundle', () => decodeBundle(bytes.subarray(0, bytes.length - cut), width), `cut by ${cut}`);
    refused(t, 'bundle', () => decodeBundle(concat(bytes, Uint8Array.of(0)), width), 'half a length more');
    refused(t, 'bundle', () => decodeBundle(concat(bytes, Uint8Array.of(0, 0)), width), 'an empty entry more');
  });
}

test('the longest entry fits, a longer one is a fault', (t) => {
  const longest = new Uint8Array(MAX_ENTRY_BYTES).fill(7);
  t.deepEqual(decodeBundle(encodeBundle([longest, new Uint8Array()]), 2).map(({ length }) => length), [MAX_ENTRY_BYTES, 0]);
  t.throws(() => encodeBundle([new Uint8Array(MAX_ENTRY_BYTES + 1)]), { instanceOf: RangeError });
});

test('millions of empty entries are refused after the width', (t) => {
  t.throws(() => decodeBundle(new Uint8Array(50_000_000), 256), { name: 'Malformed', message: 'found an entry bundle of more than 256 entries; expected 256' });
});

test('what is written is read again', (t) => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 }), (entries) => {
    t.deepEqual(decodeBundle(encodeBundle(entries), entries.length).map((entry) => Buffer.from(entry)), entries.map((entry) => Buffer.from(entry)));
  }), { numRuns: 60 });
});
