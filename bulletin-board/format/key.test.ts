import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { fromHexText, hexText, keyNames, keyVectors, privateKey, refused, signLine, vectorJson, vectorKey, vectorText } from './fixtures/vectors.ts';
import { concat, utf8 } from './encoding.ts';
import { isKeyName, makeKey, parseKey, sameKey, verifyEd25519, verifyMlDsa } from './key.ts';
import { parseSignatureLine } from './note.ts';

for (const name of keyNames) {
  test(`the vector's key ${name}: its id, its text, its public half`, (t) => {
    const expected = keyVectors[name];
    const key = parseKey(expected.vkey);
    t.deepEqual([key.name, key.type, key.id, hexText(key.publicKey), key.text], [expected.name, expected.type, expected.key_id_hex, expected.public_hex, expected.vkey]);
    t.deepEqual(makeKey(expected.name, expected.type, fromHexText(expected.public_hex)), key);
    t.true(sameKey(key, makeKey(expected.name, expected.type, fromHexText(expected.public_hex))));
    if (name !== 'rogue') t.is(vectorText(`keys/${name}.vkey`), `${expected.vkey}\n`);
    t.is(vectorText(`keys/${name}.seed.hex`).trim(), expected.seed_hex);
    const spki = createPublicKey(privateKey(name)).export({ format: 'der', type: 'spki' });
    t.is(hexText(spki.subarray(-key.publicKey.length)), expected.public_hex);
  });
}

test('the vectors\' PKCS#8 files hold the same keys', (t) => {
  for (const name of ['log', 'log-second', 'witness1', 'witness2', 'rogue'] as const) {
    t.true(createPrivateKey(vectorText(`keys/${name}.pkcs8.pem`)).equals(privateKey(name)), name);
  }
});

test('a key id is over name, line feed, type and public key', (t) => {
  const { key_id_input_hex: input, key_id_hex: id } = vectorJson<{ key_id_input_hex: string; key_id_hex: string }>('intermediate.json');
  const key = vectorKey('log');
  t.is(hexText(concat(utf8(`${key.name}\n`), Uint8Array.of(1), key.publicKey)), input);
  t.is(key.id, id);
});

test('keys that are refused', (t) => {
  const { vkey } = keyVectors.log;
  const [name = '', id = '', data = ''] = vkey.split(/\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/);
  refused(t, 'key', () => parseKey(''));
  refused(t, 'key', () => parseKey(name));
  refused(t, 'key', () => parseKey(`${name}+${id}`));
  refused(t, 'key', () => parseKey(`+${id}+${data}`), 'no name');
  refused(t, 'key', () => parseKey(`${name}+${id.toUpperCase()}+${data}`), 'capitals');
  refused(t, 'key', () => parseKey(`${name}+00000000+${data}`), 'another id');
  refused(t, 'key', () => parseKey(`${name} +${id}+${data}`), 'a blank in the name');
  refused(t, 'encoding', () => parseKey(`${vkey}\n`), 'a line feed');
  refused(t, 'encoding', () => parseKey(`${vkey}=`), 'padding');
  refused(t, 'key', () => parseKey(`${name}+${id}+`), 'no key');
  refused(t, 'key', () => parseKey(`${name}+${id}+Ag==`), 'type 2');
  refused(t, 'key', () => parseKey(`${name}+${id}+AQ==`), 'no public key');
  refused(t, 'key', () => makeKey(name, 6, fromHexText(keyVectors.log.public_hex)), 'a public key of another type');
  refused(t, 'key', () => makeKey('n'.repeat(256), 6, fromHexText(keyVectors['log-pq'].public_hex)), 'a name that ML-DSA-44\'s message can\'t hold');
  t.is(makeKey('é'.repeat(127), 6, fromHexText(keyVectors['log-pq'].public_hex)).type, 6);
});

test('names have no Unicode space, no plus, no control, no half character', (t) => {
  for (const name of ['a.example/b', '例え.example', 'a#b', '👩‍🌾']) t.true(isKeyName(name), name);
  const spaces = ['\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u00a0', '\u1680', '\u2000', '\u2007', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000'];
  for (const bad of ['', '+', '\0', '\u007f', '\u009b', '\ud800', ...spaces]) t.false(isKeyName(bad === '' ? '' : `a${bad}b`), JSON.stringify(bad));
});

test('Ed25519 by noble and by Node agree, and one changed bit fails both', (t) => {
  const text = 'clearing.example/board/2026\n1\nbstX0x6oaBVfAMPxvWJY8A1+c7ejGeKWoY6/aszCUP8=\n';
  const { blob } = parseSignatureLine(signLine('log', text));
  const { publicKey } = vectorKey('log');
  const publicObject = createPublicKey(privateKey('log'));
  t.true(verifyEd25519(blob, utf8(text), publicKey));
  fc.assert(fc.property(fc.nat({ max: 511 }), (bit) => {
    const changed = Uint8Array.from(blob, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    return !verifyEd25519(changed, utf8(text), publicKey) && !verify(null, utf8(text), publicObject, changed);
  }), { numRuns: 60 });
  for (const length of [0, 1, 63, 65, 2_420]) t.false(verifyEd25519(new Uint8Array(length), utf8(text), publicKey));
});

test('signatures of wrong lengths and keys that are no points are no signatures, not faults', (t) => {
  t.false(verifyEd25519(new Uint8Array(64), utf8('x'), new Uint8Array(32).fill(255)));
  t.false(verifyEd25519(new Uint8Array(64), utf8('x'), new Uint8Array(31)));
  // The neutral element as key and R with S = 0 satisfies the equation for every message: ZIP 215 would take it.
  const neutral = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0));
  t.false(verifyEd25519(concat(neutral, new Uint8Array(32)), utf8('x'), neutral));
  for (const length of [0, 64, 2_419, 2_421]) t.false(verifyMlDsa(new Uint8Array(length), utf8('x'), vectorKey('log-pq').publicKey));
});
