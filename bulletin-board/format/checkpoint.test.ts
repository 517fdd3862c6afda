import { createPublicKey, verify } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { FIRST_SECOND, fromBase64Text, fromHexText, hexText, keyVectors, knownKeys, ORIGIN, privateKey, refused, signLine, vector, vectorJson, vectorKey, vectorText } from './fixtures/vectors.ts';
import { checkpointText, cosignedSubtree, cosignedText, makeOpener, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { base64, utf8 } from './encoding.ts';
import { emptyRoot, sha256 } from './hash.ts';
import { makeKey } from './key.ts';
import { formatNote, parseNote, signatureLine } from './note.ts';

const histories = [...[0, 1, 3, 5].map((size) => `log5-history/checkpoint.${size}`), ...[0, 1, 5, 255, 256, 257, 300].map((size) => `log300-history/checkpoint.${size}`)];

for (const path of histories) {
  test(`${path}: opened, and signed again byte for byte`, (t) => {
    const size = Number(path.split('.').at(-1));
    const opened = openCheckpoint(vector(path), knownKeys);
    const { text } = opened;
    t.is(opened.size, size);
    t.is(text, checkpointText(ORIGIN, size, opened.root));
    t.deepEqual(opened.logKeys, [vectorKey('log')]);
    t.is(opened.signedAt, null);
    const cosigners = parseNote(vector(path)).signatures.length > 1 ? (['witness1', 'witness2'] as const) : [];
    const time = FIRST_SECOND + 10 * size + 1;
    t.deepEqual(opened.cosignatures.map((one) => [one.key.text, one.time]), cosigners.map((name) => [keyVectors[name].vkey, time]));
    t.is(Buffer.from(formatNote(text, [signLine('log', text), ...cosigners.map((name) => signLine(name, text, time))])).toString('utf8'), vectorText(path));
  });
}

test('each step of the log of five: text, signature, cosigned text, origin hash', (t) => {
  const step = vectorJson<{ readonly checkpoint_text: string; readonly ed25519_signature_hex: string; readonly witness1_cosigned_text: string; readonly witness1_timestamp: number; readonly origin_hash_hex: string }>('intermediate.json');
  const { text, signatures } = parseNote(vector('log5/checkpoint'));
  t.is(text, step.checkpoint_text);
  t.is(hexText(signatures[0]?.blob ?? new Uint8Array()), step.ed25519_signature_hex);
  t.is(Buffer.from(cosignedText(step.witness1_timestamp, text)).toString('utf8'), step.witness1_cosigned_text);
  t.is(openCheckpoint(vector('log5/checkpoint'), knownKeys).cosignatures[0]?.time, step.witness1_timestamp);
  t.is(hexText(sha256(utf8(ORIGIN))), step.origin_hash_hex);
});

test('ML-DSA-44: the log\'s second signature and witness3, verified by noble and by Node', (t) => {
  const bytes = vector('mldsa/checkpoint.300');
  const opened = openCheckpoint(bytes, { log: [vectorKey('log'), vectorKey('log-pq')], witnesses: [vectorKey('witness1'), vectorKey('witness3')] });
  t.deepEqual(opened.logKeys.map(({ type }) => type), [1, 6]);
  t.is(opened.signedAt, FIRST_SECOND + 3_000);
  t.deepEqual(opened.cosignatures.map(({ key, time }) => [key.name, time]), [['witness1.example/w', FIRST_SECOND + 3_001], ['witness3.example/pq', FIRST_SECOND + 3_001]]);
  const message = cosignedSubtree('witness3.example/pq', FIRST_SECOND + 3_001, opened);
  t.is(hexText(message), vectorText('mldsa/witness3-cosigned_message.hex').trim());
  const { blob } = parseNote(bytes).signatures.find(({ name }) => name === 'witness3.example/pq') ?? t.fail();
  t.true(verify(null, message, createPublicKey(privateKey('witness3')), blob.subarray(8)));
  refused(t, 'no-log-signature', () => openCheckpoint(bytes, { log: [vectorKey('log-pq')], witnesses: [] }), 'Ed25519 is a must');
});

test('a checkpoint whose ML-DSA-44 line was taken away is refused by whoever knows that key', (t) => {
  const { text, signatures } = parseNote(vector('mldsa/checkpoint.300'));
  const without = formatNote(text, signatures.filter(({ name, blob }) => name !== ORIGIN || blob.length < 1_000).map(({ line }) => line));
  const both = { log: [vectorKey('log'), vectorKey('log-pq')], witnesses: [] };
  t.is(openCheckpoint(vector('mldsa/checkpoint.300'), both).logKeys.length, 2);
  refused(t, 'no-log-signature', () => openCheckpoint(without, both));
  t.is(openCheckpoint(without, knownKeys).logKeys.length, 1);
});

test('ML-DSA-44 by Node is taken; extension lines are outside of it, but inside of Ed25519\'s', (t) => {
  const plain = checkpointText(ORIGIN, 0, emptyRoot());
  const extended = `${plain}extension\n`;
  const keys = { log: [vectorKey('log'), vectorKey('log-pq')], witnesses: [vectorKey('witness3'), vectorKey('witness1')] };
  const opened = openCheckpoint(formatNote(extended, [signLine('log', extended), signLine('log-pq', plain, 7), signLine('witness3', plain, 8)]), keys);
  t.deepEqual([opened.signedAt, opened.extensions, opened.cosignatures[0]?.time], [7, ['extension'], 8]);
  refused(t, 'signature', () => openCheckpoint(formatNote(extended, [signLine('log', plain)]), keys));
  refused(t, 'signature', () => openCheckpoint(formatNote(extended, [signLine('log', extended), signLine('log-pq', plain, 7), signLine('witness1', plain, 8)]), keys));
  refused(t, 'checkpoint', () => cosignedSubtree('n'.repeat(256), 0, parseCheckpoint(plain)), 'a length of one byte would wrap');
});

const text5 = parseNote(vector('log5/checkpoint')).text;
const good = signLine('log', text5);

test('one known key, several lines: one bad among good ones refuses the note; two good ones are one witness', (t) => {
  const bad = signLine('log', checkpointText(ORIGIN, 0, emptyRoot()));
  for (const lines of [[good, bad], [bad, good], [bad]]) refused(t, 'signature', () => openCheckpoint(formatNote(text5, lines), knownKeys));
  const times = [20, 30, 10];
  const opened = openCheckpoint(formatNote(text5, [good, good, ...times.map((time) => signLine('witness1', text5, time))]), knownKeys);
  t.deepEqual(opened.logKeys, [vectorKey('log')]);
  t.deepEqual(opened.cosignatures.map(({ key, time, line }) => [key.name, time, line]), [['witness1.example/w', 30, signLine('witness1', text5, 30)]]);
  const badWitness = signLine('witness1', checkpointText(ORIGIN, 0, emptyRoot()), 20);
  refused(t, 'signature', () => openCheckpoint(formatNote(text5, [good, signLine('witness1', text5, 20), badWitness]), knownKeys));
});

test('two keys of one log: each has to sign, a bad one of the two refuses, an unknown one is passed over', (t) => {
  const both = { log: [vectorKey('log'), vectorKey('log-second')], witnesses: [] };
  const second = signLine('log-second', text5);
  t.deepEqual(openCheckpoint(formatNote(text5, [good, second]), both).logKeys.map(({ id }) => id), ['c55bc24e', '80c4e9f0']);
  for (const [lines, silent] of [[[second], /by its key c55bc24e/], [[good], /by its key 80c4e9f0/]] as const) {
    refused(t, 'no-log-signature', () => openCheckpoint(formatNote(text5, lines), both));
    t.throws(() => openCheckpoint(formatNote(text5, lines), both), { message: silent });
  }
  t.is(openCheckpoint(formatNote(text5, [good, second]), knownKeys).logKeys.length, 1, 'who knows one key only is content with it');
  refused(t, 'signature', () => openCheckpoint(formatNote(text5, [good, signLine('log-second', checkpointText(ORIGIN, 0, emptyRoot()))]), both));
  t.is(openCheckpoint(formatNote(text5, [signLine('rogue', text5), good]), knownKeys).logKeys.length, 1);
  refused(t, 'no-log-signature', () => openCheckpoint(formatNote(text5, [signLine('rogue', text5)]), knownKeys));
});

test('a line under a known id and another name, or the other way round, is unknown', (t) => {
  const { blob } = parseNote(formatNote(text5, [good])).signatures[0] ?? t.fail();
  const lines = [signatureLine('other.example', 'c55bc24e', blob), signatureLine(ORIGIN, '00000000', blob)];
  refused(t, 'no-log-signature', () => openCheckpoint(formatNote(text5, lines), knownKeys));
  refused(t, 'signature', () => openCheckpoint(formatNote(text5, [signatureLine(ORIGIN, 'c55bc24e', blob.subarray(1))]), knownKeys));
});

test('a witness\'s signature is no log\'s, and a log\'s key among the witnesses makes no cosignature', (t) => {
  const keys = { log: [vectorKey('log')], witnesses: [vectorKey('log'), vectorKey('log-second')] };
  t.deepEqual(openCheckpoint(formatNote(text5, [good, signLine('log-second', text5)]), keys).cosignatures, []);
  // The same secret as type 04 under the log's name signs other bytes.
  const asWitness = makeKey(ORIGIN, 4, vectorKey('log').publicKey);
  refused(t, 'no-log-signature', () => openCheckpoint(formatNote(text5, [signLine('witness1', text5, 5)]), { log: [asWitness], witnesses: knownKeys.witnesses }));
});

test('times of cosignatures: zero is told as it is, beyond the year 9999 is refused', (t) => {
  const open = (time: number) => openCheckpoint(formatNote(text5, [good, signLine('witness1', text5, time)]), knownKeys).cosignatures[0]?.time;
  for (const time of [0, 1, 253_402_300_799]) t.is(open(time), time);
  for (const time of [253_402_300_800, Number.MAX_SAFE_INTEGER]) refused(t, 'signature', () => open(time), String(time));
  const { blob } = parseNote(formatNote(text5, [signLine('witness1', text5, 1)])).signatures[0] ?? t.fail();
  const absurd = (byte: number): Uint8Array => Uint8Array.from([...Array.from({ length: 8 }, () => byte), ...blob.subarray(8)]);
  for (const byte of [0x7f, 0xff]) refused(t, 'encoding', () => openCheckpoint(formatNote(text5, [good, signatureLine('witness1.example/w', '084127d4', absurd(byte))]), knownKeys));
  for (const length of [1, 7, 8, 9]) refused(t, 'signature', () => openCheckpoint(formatNote(text5, [good, signatureLine('witness1.example/w', '084127d4', new Uint8Array(length))]), knownKeys));
});

test('checkpoint texts that are refused', (t) => {
  const root = base64(emptyRoot());
  const other = base64(new Uint8Array(32));
  t.deepEqual(parseCheckpoint(`o\n0\n${root}\next\n`), { origin: 'o', size: 0, root: fromBase64Text(root), extensions: ['ext'] });
  t.is(parseCheckpoint(`o\n9007199254740991\n${root}\n`).size, Number.MAX_SAFE_INTEGER);
  refused(t, 'consistency', () => parseCheckpoint(`o\n0\n${other}\n`));
  refused(t, 'consistency', () => openCheckpoint(formatNote(checkpointText(ORIGIN, 0, new Uint8Array(32)), [signLine('log', checkpointText(ORIGIN, 0, new Uint8Array(32)))]), knownKeys));
  for (const text of ['o\n', 'o\n0\n', `\n0\n${root}\n`, `o o\n0\n${root}\n`, `o\n0\n${root}\n\n`, `o\n1\n${base64(new Uint8Array(31))}\n`, `o\n1\n${base64(new Uint8Array(33))}\n`]) refused(t, 'checkpoint', () => parseCheckpoint(text), JSON.stringify(text));
  for (const size of ['', ' 1', '1 ', '+1', '-1', '01', '1.0', '1e1', '0x10', '１', '9007199254740992', '99999999999999999', '123456789012345678901']) refused(t, 'encoding', () => parseCheckpoint(`o\n${size}\n${root}\n`), size);
  for (const bad of ['', root.slice(0, -1), `${root}=`, ` ${root}`, root.replace('=', ''), root.replaceAll('/', '_').replaceAll('+', '-')]) refused(t, bad === '' ? 'checkpoint' : 'encoding', () => parseCheckpoint(`o\n1\n${bad}\n`), bad);
  refused(t, 'origin', () => openCheckpoint(formatNote(text5, [good]), { log: [], witnesses: [] }));
  refused(t, 'checkpoint', () => openCheckpoint(formatNote(`\n${text5}`, [good]), knownKeys), 'an empty first line');
  refused(t, 'origin', () => openCheckpoint(formatNote(`\ufeff${text5}`, [good]), knownKeys), 'a byte order mark');
});

test('one changed bit of a signed text or signature refuses it', (t) => {
  const whole = formatNote(text5, [good]);
  fc.assert(fc.property(fc.nat({ max: whole.length * 8 - 1 }), (bit) => {
    const changed = Uint8Array.from(whole, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    t.throws(() => openCheckpoint(changed, knownKeys), { name: 'Malformed' }, `bit ${bit}`);
  }), { numRuns: 300 });
});

test('a text is read as it was written', (t) => {
  fc.assert(fc.property(fc.stringMatching(/^[!-*,-~例]{1,30}$/u), fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (origin, size, bytes) => {
    const root = size === 0 ? emptyRoot() : bytes;
    t.deepEqual(parseCheckpoint(checkpointText(origin, size, root)), { origin, size, root: fromHexText(hexText(root)), extensions: [] });
  }));
});

test('an opener knows the last checkpoint again, by every byte and every key', (t) => {
  const open = makeOpener();
  const bytes = Uint8Array.from(vector('log300-history/checkpoint.300'));
  const log = { ...knownKeys, witnesses: [] };
  const first = open(bytes, log);
  t.deepEqual(first, openCheckpoint(bytes, log));
  t.is(open(bytes.slice(), log), first);
  t.true(open(bytes, knownKeys).cosignatures.length > 0, 'with witnesses it is another question');
  refused(t, 'origin', () => open(bytes, { log: [], witnesses: [] }), 'no key');
  t.is(open(bytes, log).size, 300);
  const outcome = (opening: typeof openCheckpoint, of: Uint8Array): string => {
    try {
      return opening(of, log).text;
    } catch (error) {
      return String(error);
    }
  };
  for (const at of bytes.keys()) {
    const changed = Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));
    open(bytes, log);
    t.is(outcome(open, changed), outcome(openCheckpoint, changed), `byte ${at}`);
  }
});

test('an opener keeps its own copy: bytes that are changed after they were opened are opened anew', (t) => {
  const open = makeOpener();
  const bytes = Uint8Array.from(vector('log5/checkpoint'));
  open(bytes, knownKeys);
  bytes[bytes.indexOf(10) + 1] = 0x36;
  refused(t, 'signature', () => open(bytes, knownKeys), 'a size that nobody signed');
});
