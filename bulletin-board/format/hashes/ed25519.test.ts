/** Node's verdicts are noble's, on good, broken and hostile signatures. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import test from 'ava';
import fc from 'fast-check';
import { verifyEd25519 as byNoble } from './ed25519-noble.ts';
import { verifyEd25519 as byNode } from './ed25519-node.ts';

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const PRIME = 2n ** 255n - 19n;
const bytesOf = (value: bigint): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n));
const numberOf = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
const publicOf = (key: KeyObject): Uint8Array => Uint8Array.from(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'));

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const own = publicOf(publicKey);

/** The points of small order, reduced and not, with either sign. */
const SMALL = [0n, 1n, PRIME - 1n, PRIME, PRIME + 1n, numberOf(Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex')), numberOf(Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex'))].flatMap((y) => [bytesOf(y), bytesOf(y | (1n << 255n))]);

const verdict = (verify: typeof byNode, signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean | 'throws' => {
  try {
    return verify(signature, message, key);
  } catch {
    return 'throws';
  }
};

const same = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean => verdict(byNode, signature, message, key) === verdict(byNoble, signature, message, key);

test('good signatures are good, and nothing else that one of their bits makes of them', (t) => {
  const arbitrary = fc.record({ message: fc.uint8Array({ maxLength: 200 }), bit: fc.nat({ max: 511 }) });
  t.notThrows(() => fc.assert(fc.property(arbitrary, ({ message, bit }) => {
    const signature = Uint8Array.from(sign(null, message, privateKey));
    const broken = signature.with(bit >> 3, (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
    return byNode(signature, message, own) && !byNode(broken, message, own) && same(broken, message, own) && !byNode(signature, joined(message, Uint8Array.of(0)), own);
  }), { numRuns: 40 }));
});

test('a number that is not reduced is refused by both', (t) => {
  const message = Buffer.from('checkpoint');
  const signature = Uint8Array.from(sign(null, message, privateKey));
  const larger = joined(signature.subarray(0, 32), bytesOf(numberOf(signature.subarray(32)) + ORDER));
  t.false(byNode(larger, message, own));
  t.false(verdict(byNoble, larger, message, own) === true);
});

test('public keys of small order and R of small order: as noble says, which takes no such key', (t) => {
  const message = Buffer.from('checkpoint');
  for (const key of SMALL) for (const r of SMALL) for (const s of [0n, 1n, 8n]) {
    const signature = joined(r, bytesOf(s));
    t.true(same(signature, message, key), `${Buffer.from(key).toString('hex')} ${Buffer.from(signature).toString('hex')}`);
    t.not(verdict(byNode, signature, message, key), true);
  }
});

test('a key with a part of small order: what only the equation with the cofactor takes is taken, as by noble', (t) => {
  const small = ed25519.Point.fromBytes(Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'), false);
  const secret = 1_234_567n;
  const mixed = ed25519.Point.BASE.multiply(secret).add(small).toBytes();
  const verdicts = Array.from({ length: 24 }, (_, at) => {
    const message = Buffer.from(`checkpoint ${at}`);
    const r = BigInt(at + 5);
    const R = ed25519.Point.BASE.multiply(r).toBytes();
    const k = numberOf(createHash('sha512').update(R).update(mixed).update(message).digest()) % ORDER;
    const signature = joined(R, bytesOf((r + k * secret) % ORDER));
    t.true(same(signature, message, mixed));
    return byNode(signature, message, mixed);
  });
  t.true(verdicts.every(Boolean));
});

test('other lengths: as by noble', (t) => {
  for (const length of [0, 31, 33, 63, 65]) {
    t.true(same(new Uint8Array(length), new Uint8Array(), own));
    t.true(same(new Uint8Array(64), new Uint8Array(), new Uint8Array(length)));
  }
});
