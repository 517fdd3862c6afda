/** The 40 things that a verifier must refuse, each for the reason that the vectors state. Of the logs, what formats and tiles can tell. */
import test from 'ava';
import { makeTileReader } from '../verify/tiles.ts';
import { knownKeys, readVector, refused, vector, vectorJson } from './fixtures/vectors.ts';
import { openCheckpoint } from './checkpoint.ts';
import { sameBytes } from './encoding.ts';
import { leafHash } from './hash.ts';
import { Malformed, type MalformedCode } from './malformed.ts';
import { verifyProof } from './proof.ts';
import { consistencyRanges, verifyConsistency } from './tree.ts';

const manifest = vectorJson<readonly { readonly name: string; readonly why: string; readonly check: string }[]>('negative/manifest.json');

type Reason = readonly [code: MalformedCode, said: RegExp];

const checkpoints: Readonly<Record<string, Reason>> = {
  'cp-signature-flipped': ['signature', /clearing\.example\/board\/2026 \(key c55bc24e\) that does not fit/],
  'cp-rogue-key': ['no-log-signature', /no signature of the log .* by its key c55bc24e/],
  'cp-rogue-key-id-forged': ['signature', /\(key c55bc24e\) that does not fit/],
  'cp-no-log-signature': ['no-log-signature', /no signature of the log .* by its key c55bc24e/],
  'cp-other-origin': ['origin', /expected clearing\.example\/board\/2026/],
  'cp-leading-zero': ['encoding', /"05"; expected a decimal number without leading zero/],
  'cp-noncanonical-base64': ['encoding', /expected canonical base64/],
  'cp-short-root': ['checkpoint', /a root of 31 bytes; expected 32/],
  'cp-two-lines': ['checkpoint', /fewer than three lines/],
  'cp-crlf': ['encoding', /control character \(CR\?\)/],
  'cp-no-final-newline': ['encoding', /last line that is not ended/],
  'cp-no-blank-line': ['note', /no empty line between text and signatures/],
  'cp-hyphen': ['note', /expected a signature line/],
  'cp-bad-cosignature': ['signature', /witness1\.example\/w \(key 084127d4\) that does not fit/],
  'cp-cosignature-little-endian': ['encoding', /the number \d+; expected at most/],
};

const proofs: Readonly<Record<string, Reason>> = {
  'proof-other-entry': ['inclusion', /at index 4 to the root of 300/],
  'proof-index-off': ['inclusion', /at index 5 /],
  'proof-hash-missing': ['inclusion', /path that does not lead/],
  'proof-hash-extra': ['inclusion', /path that does not lead/],
  'proof-hashes-reversed': ['inclusion', /path that does not lead/],
  'proof-index-beyond': ['inclusion', /at index 300 to the root of 300/],
  'proof-index-leading-zero': ['encoding', /"04"; expected a decimal number without leading zero/],
  'proof-old-checkpoint': ['inclusion', /to the root of 257 entries/],
  'proof-version': ['proof', /expected c2sp\.org\/tlog-proof@v1/],
  'proof-crlf': ['encoding', /control character \(CR\?\)/],
  'proof-no-empty-line': ['proof', /"clearing\.example\/board\/2026"; expected a hash of 32 bytes/],
  'proof-extra-after-index': ['proof', /"extra [^"]*"; expected a hash of 32 bytes/],
  'proof-leaf-as-node': ['inclusion', /path that does not lead/],
};

/** What a reader of the whole folder finds: the place, or the code of the refusal. */
const logs: Readonly<Record<string, string>> = {
  'entry-altered': 'entry 2',
  'entry-removed': 'bundle: found an entry bundle of 4 entries; expected 5',
  'entries-swapped': 'entry 1',
  'entry-extra': 'bundle: found an entry bundle of more than 5 entries; expected 5',
  'tile-flipped': 'root',
  'tile-long': 'tile: found a tile of 192 bytes; expected 5 hashes of 32 bytes',
  'tile-short': 'tile: found a tile of 128 bytes; expected 5 hashes of 32 bytes',
  fork: 'sound',
  'fork-same-size': 'sound',
  rollback: 'sound',
  'root-wrong': 'root',
  'zero-root-empty': 'consistency: found another root for a log without entries; expected the hash of no bytes',
};

async function audited(folder: string): Promise<string> {
  try {
    const checkpoint = openCheckpoint(vector(`${folder}/checkpoint`), knownKeys);
    const reader = makeTileReader(readVector(folder), checkpoint.size);
    if (!sameBytes(await reader.root(), checkpoint.root)) return 'root';
    for (let index = 0; index < checkpoint.size; index += 1) {
      if (!sameBytes(leafHash(await reader.entry(index)), await reader.hashOfNode({ height: 0, index }))) return `entry ${index}`;
    }
    return 'sound';
  } catch (error) {
    if (error instanceof Malformed) return `${error.code}: ${error.message}`;
    throw error;
  }
}

test('the manifest has 40, and each is in one of the tables', (t) => {
  t.is(manifest.length, 40);
  t.deepEqual(manifest.map(({ name }) => name).toSorted(), [...Object.keys(checkpoints), ...Object.keys(proofs), ...Object.keys(logs)].toSorted());
});

for (const { name, why, check } of manifest) {
  test(`${name}: ${why}`, async (t) => {
    const [code, said] = checkpoints[name] ?? proofs[name] ?? ['note', /^$/];
    const work = check === 'checkpoint' ? () => openCheckpoint(vector(`negative/${name}/checkpoint`), knownKeys) : () => verifyProof(vector(`negative/${name}/p.entry`), vector(`negative/${name}/p.tlog-proof`), knownKeys);
    if (check.startsWith('log')) {
      t.is(await audited(`negative/${name}`), logs[name] ?? '');
    } else {
      refused(t, code, work);
      t.throws(work, { message: said });
    }
  });
}

test('the same checks take what is sound', async (t) => {
  for (const folder of ['log5', 'log300', 'log-odd', 'log256-nopartials']) t.is(await audited(folder), 'sound', folder);
});

test('fork, same size and rollback contradict the checkpoint kept before', async (t) => {
  const kept = openCheckpoint(vector('log5-history/checkpoint.5'), knownKeys);
  const fork = openCheckpoint(vector('negative/fork/checkpoint'), knownKeys);
  t.is(fork.size, 6);
  const reader = makeTileReader(readVector('negative/fork'), 6);
  const proof = await Promise.all(consistencyRanges(5, 6).map(reader.hashOfRange));
  t.false(verifyConsistency(5, 6, kept.root, fork.root, proof));
  const other = openCheckpoint(vector('negative/fork-same-size/checkpoint'), knownKeys);
  t.is(other.size, 5);
  t.false(verifyConsistency(5, 5, kept.root, other.root, []));
  const back = openCheckpoint(vector('negative/rollback/checkpoint'), knownKeys);
  t.true(back.size < 5);
  t.false(verifyConsistency(5, back.size, kept.root, back.root, []));
});
