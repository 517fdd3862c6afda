import test from 'ava';
import fc from 'fast-check';
import { makeTileReader } from '../verify/tiles.ts';
import { FIRST_SECOND, knownKeys, readVector, refused, signLine, vector, vectorKey, vectorText } from './fixtures/vectors.ts';
import { checkpointText } from './checkpoint.ts';
import { base64, utf8 } from './encoding.ts';
import { leafHash, nodeHash } from './hash.ts';
import { formatNote, MAX_NOTE_BYTES } from './note.ts';
import { formatProof, hashLine, MAX_PROOF_BYTES, parseProof, verifyProof } from './proof.ts';

const proofs = [
  ...[0, 1, 2, 3, 4].map((index) => ['log5', `log5-proofs/${index}`, index, 5] as const),
  ...[0, 1, 4, 127, 128, 254, 255, 256, 257, 299].map((index) => ['log300', `log300-proofs/${index}`, index, 300] as const),
  ['log300', 'log300-proofs/0-at-size-1', 0, 1], ['log300', 'log300-proofs/4-at-size-5', 4, 5], ['log300', 'log300-proofs/3-with-extra', 3, 300], ['log300', 'mldsa/127', 127, 300],
] as const;

for (const [log, path, index, size] of proofs) {
  test(`${path}.tlog-proof: verified, written again, and made from the tiles`, async (t) => {
    const bytes = vector(`${path}.tlog-proof`);
    const entry = vector(`${path}.entry`);
    const keys = path.startsWith('mldsa') ? { log: [vectorKey('log'), vectorKey('log-pq')], witnesses: [vectorKey('witness1'), vectorKey('witness3')] } : knownKeys;
    const proved = verifyProof(entry, bytes, keys);
    t.deepEqual([proved.index, proved.checkpoint.size], [index, size]);
    const proof = parseProof(bytes);
    t.is(proof.extra !== null, path.endsWith('extra'));
    t.deepEqual(Buffer.from(formatProof(proof)), Buffer.from(bytes));
    const reader = makeTileReader(readVector(log), size);
    t.deepEqual((await reader.inclusionProof(index)).map(base64), proof.hashes.map(base64));
    t.deepEqual(Buffer.from(await reader.entry(index)), Buffer.from(entry));
    const checkpoint = path.startsWith('mldsa') ? vector('mldsa/checkpoint.300') : vector(size === 300 ? 'log300/checkpoint' : size === 5 && log === 'log5' ? 'log5/checkpoint' : `log300-history/checkpoint.${size}`);
    const made = formatProof({ index, hashes: await reader.inclusionProof(index), extra: proof.extra, checkpoint });
    t.is(Buffer.from(made).toString('utf8'), vectorText(`${path}.tlog-proof`));
  });
}

test('every other entry than its own is refused, and a node is no entry', (t) => {
  const proof = vector('log5-proofs/2.tlog-proof');
  for (const other of [0, 1, 3, 4]) refused(t, 'inclusion', () => verifyProof(vector(`log5-proofs/${other}.entry`), proof, knownKeys), String(other));
  refused(t, 'inclusion', () => verifyProof(new Uint8Array(), proof, knownKeys));
  // A leaf's and a node's hash have other prefixes: two hashes side by side are no entry.
  const [a, b] = [leafHash(utf8('a')), leafHash(utf8('b'))];
  const root = nodeHash(a, b);
  const text = checkpointText(vectorKey('log').name, 1, root);
  const forged = formatProof({ index: 0, hashes: [], extra: null, checkpoint: formatNote(text, [signLine('log', text)]) });
  refused(t, 'inclusion', () => verifyProof(Uint8Array.from([...a, ...b]), forged, knownKeys));
});

test('a proof under another log\'s key, without the log\'s signature, or with a bad cosignature is refused', (t) => {
  const proof = vector('log5-proofs/2.tlog-proof');
  const entry = vector('log5-proofs/2.entry');
  refused(t, 'no-log-signature', () => verifyProof(entry, proof, { log: [vectorKey('rogue')], witnesses: [] }));
  refused(t, 'origin', () => verifyProof(entry, proof, { log: [vectorKey('witness1')], witnesses: [] }));
  const parsed = parseProof(proof);
  const late = Buffer.from(parsed.checkpoint).toString('utf8') + signLine('witness2', checkpointText('another', 5, new Uint8Array(32)), FIRST_SECOND);
  refused(t, 'signature', () => verifyProof(entry, formatProof({ ...parsed, checkpoint: utf8(late) }), knownKeys));
});

test('proof texts that are refused', (t) => {
  const whole = vectorText('log300-proofs/3-with-extra.tlog-proof');
  const [first = '', extra = '', index = '', ...rest] = whole.split('\n');
  const text = (...lines: readonly string[]): Uint8Array => utf8([...lines, ...rest].join('\n'));
  t.is(parseProof(text(first, extra, index)).index, 3);
  refused(t, 'proof', () => parseProof(text(index)), 'no first line');
  refused(t, 'proof', () => parseProof(text(`${first} `, extra, index)), 'a blank after it');
  refused(t, 'proof', () => parseProof(text(`\ufeff${first}`, extra, index)), 'a byte order mark');
  refused(t, 'proof', () => parseProof(text(first.replace('v1', 'v2'), extra, index)), 'another version');
  refused(t, 'proof', () => parseProof(text(first, extra)), 'no index');
  refused(t, 'proof', () => parseProof(text(first, index, extra)), 'extra after index');
  refused(t, 'proof', () => parseProof(text(first, extra, extra, index)), 'extra twice');
  refused(t, 'proof', () => parseProof(text(first, extra, index, index)), 'index twice');
  refused(t, 'encoding', () => parseProof(text(first, 'extra !', index)), 'extra that is no base64');
  for (const bad of ['index 03', 'index +3', 'index 3 ', 'index  3', 'index ', 'index 0x3', 'index 9007199254740992', 'index 3.0']) refused(t, 'encoding', () => parseProof(text(first, bad)), bad);
  for (const bad of ['index', 'Index 3', ' index 3', 'index\u00a03']) refused(t, 'proof', () => parseProof(text(first, bad)), bad);
  refused(t, 'proof', () => parseProof(utf8(whole.replace(/\n\n[^]*/, '\n'))), 'no checkpoint');
  refused(t, 'encoding', () => parseProof(utf8(whole.replaceAll('\n', '\r\n'))), 'CRLF');
  refused(t, 'encoding', () => parseProof(utf8(whole.trimEnd())), 'no last line end');
  refused(t, 'proof', () => parseProof(text(first, index, ...Array.from({ length: 64 }, () => base64(new Uint8Array(32))))), 'more hashes than a tree has levels');
  refused(t, 'proof', () => parseProof(new Uint8Array(MAX_PROOF_BYTES + 1)), 'too long');
  t.true(MAX_PROOF_BYTES > MAX_NOTE_BYTES);
  t.deepEqual(parseProof(text(first, 'extra ', index)).extra, new Uint8Array());
});

test('a line of a proof is one hash in canonical base64', (t) => {
  const hash = base64(new Uint8Array(32).fill(255));
  t.is(base64(hashLine(hash)), hash);
  const others = ['', ' ', `${hash} `, hash.replaceAll('/', '_'), hash.replace('8=', '9='), hash.slice(1), base64(new Uint8Array(31)), base64(new Uint8Array(33)), `${hash}=`, hash.slice(0, -1), hash.replace('=', '')];
  for (const line of others) refused(t, 'proof', () => hashLine(line), JSON.stringify(line));
});

test('what is written is read again', (t) => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 });
  fc.assert(fc.property(fc.maxSafeNat(), hashes, fc.option(fc.uint8Array({ maxLength: 200 })), (index, path, extra) => {
    const checkpoint = vector('log5/checkpoint');
    const read = parseProof(formatProof({ index, hashes: path, extra, checkpoint }));
    t.deepEqual([read.index, read.hashes.map(base64), read.extra === null ? null : base64(read.extra), base64(read.checkpoint)], [index, path.map(base64), extra === null ? null : base64(extra), base64(checkpoint)]);
  }), { numRuns: 100 });
});
