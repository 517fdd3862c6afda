import test from 'ava';
import { ownBytes } from './own-bytes.ts';

test('a view of a shared buffer becomes a copy of its own, bytes with a buffer of their own stay as they are', (t) => {
  const pool = Buffer.from('the receipt of somebody else, then this file, then another one');
  const start = pool.indexOf('then this file');
  const own = ownBytes(pool.subarray(start, start + 14));
  t.is(Buffer.from(own).toString(), 'then this file');
  t.is(own.buffer.byteLength, 14);
  t.is(structuredClone(own).buffer.byteLength, 14, 'nothing else goes along');
  const whole = new Uint8Array(9);
  t.is(ownBytes(whole), whole);
});
