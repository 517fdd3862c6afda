import { generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { checkpointText, openCheckpoint } from './format/checkpoint.ts';
import { parseKey } from './format/key.ts';
import { formatNote } from './format/note.ts';
import { makeLogSigner } from './signer.ts';

const ORIGIN = 'bank.example/board/2026';
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const mlDsa44 = generateKeyPairSync('ml-dsa-44').privateKey;

test('what Node signs with both keys, the other implementation verifies; the time is in seconds', async (t) => {
  const signer = makeLogSigner(ORIGIN, { ed25519, mlDsa44 });
  const keys = signer.keys.map(parseKey);
  t.deepEqual(keys.map(({ name, type }) => [name, type]), [[ORIGIN, 1], [ORIGIN, 6]]);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.integer({ min: 1_000, max: 4_000_000_000_000 }), async (size, root, at) => {
      const text = checkpointText(ORIGIN, size, root);
      const lines = await signer.sign(text, at);
      const opened = openCheckpoint(formatNote(text, lines), { log: keys, witnesses: [] });
      t.is(opened.logKeys.length, 2);
      t.is(opened.signedAt, Math.floor(at / 1_000));
    }),
    { numRuns: 10 },
  );
});

test('a signature is about its text alone', async (t) => {
  const signer = makeLogSigner(ORIGIN, { ed25519, mlDsa44: null });
  const keys = signer.keys.map(parseKey);
  const lines = await signer.sign(checkpointText(ORIGIN, 1, new Uint8Array(32)), 5_000);
  t.is(lines.length, 1);
  t.throws(() => openCheckpoint(formatNote(checkpointText(ORIGIN, 2, new Uint8Array(32)), lines), { log: keys, witnesses: [] }), { message: /does not fit/ });
});

test('a key of another type is refused', (t) => {
  t.throws(() => makeLogSigner(ORIGIN, { ed25519: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, mlDsa44: null }), { message: /found a key of type rsa; expected Ed25519 or ML-DSA-44/ });
});
