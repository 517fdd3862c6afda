import { createHash, createHmac } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import * as ambient from './hash.ts';
import * as noble from './hashes/noble.ts';
import * as native from './hashes/node.ts';
import { concat, hex, utf8 } from './encoding.ts';

const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });

test('known digests: FIPS 180-4, RFC 4231', (t) => {
  for (const { sha256, hmacSha256 } of [noble, native]) {
    t.is(hex(sha256()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    t.is(hex(sha256(utf8('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    t.is(hex(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'))), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
    t.is(hex(hmacSha256(new Uint8Array(131).fill(0xaa), utf8('Test Using Larger Than Block-Size Key - Hash Key First'))), '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54');
  }
});

test('both implementations agree with each other and with Node\'s objects, on any bytes', (t) => {
  fc.assert(
    fc.property(fc.array(bytes(300), { maxLength: 5 }), bytes(200), bytes(9_000), (parts, key, message) => {
      t.deepEqual(native.sha256(...parts), noble.sha256(...parts));
      t.deepEqual(Buffer.from(native.sha256(...parts)), createHash('sha256').update(concat(...parts)).digest());
      t.deepEqual(native.hmacSha256(key, message), noble.hmacSha256(key, message));
      t.deepEqual(Buffer.from(native.hmacSha256(key, message)), createHmac('sha256', key).update(message).digest());
    }),
    { numRuns: 300 },
  );
});

test('lengths around the blocks of the hash, and around the bytes that are kept for it', (t) => {
  for (const length of [0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 119, 120, 127, 128, 4_031, 4_032, 4_033, 4_095, 4_096, 4_097]) {
    const some = Uint8Array.from({ length }, (_, at) => (at * 7 + length) % 256);
    t.deepEqual(native.sha256(some), noble.sha256(some), `${length}`);
    t.deepEqual(native.sha256(some, some), noble.sha256(some, some), `${length} twice`);
    t.deepEqual(native.hmacSha256(some, some), noble.hmacSha256(some, some), `key of ${length}`);
  }
});

test('a digest stays what it was when another is made, and no call changes what it is given', (t) => {
  const key = new Uint8Array(32).fill(3);
  const message = utf8('["kind","settled"]');
  const [first, second] = [native.hmacSha256(key, message), native.sha256(message)];
  const [before, after] = [hex(first), hex(second)];
  native.hmacSha256(new Uint8Array(64).fill(9), utf8('another'));
  native.sha256(utf8('another'), first);
  t.deepEqual([hex(first), hex(second)], [before, after]);
  t.deepEqual([key, message], [new Uint8Array(32).fill(3), utf8('["kind","settled"]')]);
});

test('Node hashes by its own crypto', (t) => {
  t.is(ambient.sha256, native.sha256);
  t.is(ambient.hmacSha256, native.hmacSha256);
});
