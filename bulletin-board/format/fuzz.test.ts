/** Whatever bytes come, a parser reads them or refuses them with `Malformed`; what it reads, it writes again byte for byte. */
import test from 'ava';
import fc from 'fast-check';
import { keyVectors, knownKeys, vector } from './fixtures/vectors.ts';
import { decodeBundle, encodeBundle } from './bundle.ts';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { base64, fromUtf8, utf8 } from './encoding.ts';
import { faceText, leafBytes, openingText, parseFace, parseLeaf, parseOpening, parsePlace, placeText } from './entry.ts';
import { evidenceBytes, parseEvidence } from './evidence.ts';
import { parseKey } from './key.ts';
import { Malformed } from './malformed.ts';
import { formatNote, parseNote, parseSignatureLine } from './note.ts';
import { parsePolicy } from './policy.ts';
import { formatProof, parseProof, verifyProof } from './proof.ts';
import { indexOfPath, indexPath, parsePath } from './tile.ts';
import { formatRequest, parseRequest, parseSizeAnswer } from './witness.ts';

const HASH = base64(new Uint8Array(32));

type Case = readonly [name: string, seeds: readonly Uint8Array[], read: (bytes: Uint8Array) => Uint8Array | null];

const texts = (...seeds: readonly string[]): readonly Uint8Array[] => seeds.map(utf8);

const cases: readonly Case[] = [
  ['note', [vector('log5/checkpoint'), vector('mldsa/checkpoint.300')], (bytes) => {
    const { text, signatures } = parseNote(bytes);
    return formatNote(text, signatures.map(({ line }) => line));
  }],
  ['checkpoint', [vector('log5/checkpoint')], (bytes) => utf8(`${openCheckpoint(bytes, knownKeys).text}`) && null],
  ['checkpoint text', texts(`o\n5\n${HASH}\n`, `o\n5\n${HASH}\next\n`), (bytes) => {
    const { origin, size, root, extensions } = parseCheckpoint(fromUtf8(bytes));
    return utf8([origin, size, base64(root), ...extensions, ''].join('\n'));
  }],
  ['signature line', texts(`\u2014 a ${HASH}\n`), (bytes) => utf8(parseSignatureLine(fromUtf8(bytes)).line)],
  ['proof', [vector('log5-proofs/2.tlog-proof'), vector('log300-proofs/3-with-extra.tlog-proof')], (bytes) => formatProof(parseProof(bytes))],
  ['proved entry', [vector('log5-proofs/2.tlog-proof')], (bytes) => utf8(String(verifyProof(vector('log5-proofs/2.entry'), bytes, knownKeys).index)) && null],
  ['bundle', [vector('log5/tile/entries/000.p/5')], (bytes) => encodeBundle(decodeBundle(bytes, 5))],
  ['key', texts(keyVectors.log.vkey, keyVectors.witness1.vkey), (bytes) => utf8(parseKey(fromUtf8(bytes)).text)],
  ['leaf', [leafBytes({ kind: 'settled', face: HASH, details: HASH }), leafBytes({ kind: 'withdrawn', of: 'o#1', face: HASH, details: HASH }), leafBytes({ kind: 'ends', next: [keyVectors.log.vkey] })], (bytes) => leafBytes(parseLeaf(bytes))],
  ['face', texts(faceText([{ name: 'kind', value: 'settled', salt: HASH }, { name: 'shop', value: '例', salt: HASH }])), (bytes) => utf8(faceText(parseFace(bytes)))],
  ['opening', texts(openingText([{ name: 'total', value: 'JPY 1', salt: HASH }, { digest: HASH }])), (bytes) => utf8(openingText(parseOpening(bytes)))],
  ['evidence', [evidenceBytes({ kind: 'settled', eventTime: '2026-11-21T10:32:00Z', origin: 'o', index: 1, entry: utf8('x'), reference: 'r', url: null, answers: 'm' })], (bytes) => evidenceBytes(parseEvidence(bytes)) && null],
  ['policy', texts(`log ${keyVectors.log.vkey}\nwitness w ${keyVectors.witness1.vkey}\ngroup g any w\nquorum g\n`), (bytes) => utf8(String(parsePolicy(fromUtf8(bytes)).quorum)) && null],
  ['place', texts('bank.example/board/2026#17'), (bytes) => {
    const { origin, index } = parsePlace(fromUtf8(bytes));
    return utf8(placeText(origin, index));
  }],
  ['index path', texts('x001/x234/067', '000'), (bytes) => utf8(indexPath(indexOfPath(fromUtf8(bytes))))],
  ['path', texts('tile/0/x001/000.p/5', 'face/000.json'), (bytes) => {
    if (parsePath(fromUtf8(bytes)) === null) throw new Malformed('tile', 'no path of a log');
    return null;
  }],
  ['request', [vector('witness/5-255.request')], (bytes) => formatRequest(parseRequest(bytes))],
  ['size of a witness', texts('255\n'), (bytes) => utf8(`${parseSizeAnswer(bytes)}\n`)],
];

type Change = { readonly at: number; readonly kind: 'bit' | 'drop' | 'add' | 'double' | 'cut'; readonly byte: number };

const changes = fc.array(fc.record<Change>({ at: fc.double({ min: 0, max: 0.999_999, noNaN: true }), kind: fc.constantFrom('bit', 'drop', 'add', 'double', 'cut'), byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 10, 13, 32, 34, 43, 61, 92, 0xed, 0xef)) }), { maxLength: 4 });

function change(bytes: Uint8Array, { at: part, kind, byte }: Change): Uint8Array {
  const at = Math.floor(part * bytes.length);
  const all = [...bytes];
  if (kind === 'bit') all[at] = (all[at] ?? 0) ^ (1 << (byte & 7));
  if (kind === 'drop') all.splice(at, 1 + (byte & 3));
  if (kind === 'add') all.splice(at, 0, byte);
  if (kind === 'double') all.splice(at, 0, ...all.slice(at, at + byte));
  if (kind === 'cut') all.length = at;
  return Uint8Array.from(all);
}

for (const [name, seeds, read] of cases) {
  test(`${name}: read, or refused`, (t) => {
    const outcome = { read: 0, refused: 0 };
    const attempt = (bytes: Uint8Array): void => {
      try {
        const again = read(bytes);
        if (again !== null) t.deepEqual(Buffer.from(again), Buffer.from(bytes));
        outcome.read += 1;
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        outcome.refused += 1;
      }
    };
    for (const seed of seeds) attempt(seed);
    t.deepEqual(outcome, { read: seeds.length, refused: 0 });
    fc.assert(fc.property(fc.constantFrom(...seeds), changes, (seed, list) => attempt(list.reduce(change, seed))), { numRuns: 400 });
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 100 }).map(utf8), fc.json().map(utf8)), attempt), { numRuns: 300 });
    for (const length of [1_000, 1_000_000]) for (const byte of [0, 10, 32, 34, 48, 65, 91, 123, 0xe2]) attempt(new Uint8Array(length).fill(byte));
    t.true(outcome.refused > 100);
  });
}
