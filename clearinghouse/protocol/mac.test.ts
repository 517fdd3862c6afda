import { createHmac } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { macOf } from './mac.ts';

test('the same as Node\'s object gives, for any key and any text', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 80 })), fc.string({ unit: 'grapheme', maxLength: 2_000 }), (key, text) => {
      t.deepEqual(macOf(key, text), createHmac('sha256', key).update(text).digest());
    }),
  );
});

test('a mac is the caller\'s own', (t) => {
  const first = macOf('key', 'one');
  const before = first.toString('hex');
  macOf('another', 'two').fill(0);
  t.is(first.toString('hex'), before);
});
