/** The auditor's own few lines against the board's: all that the board makes is taken, and what a log takes back is found. */
import { generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import { checkpointText } from '../../../bulletin-board/format/checkpoint.ts';
import { leafHash } from '../../../bulletin-board/format/hash.ts';
import { formatNote } from '../../../bulletin-board/format/note.ts';
import { formatProof } from '../../../bulletin-board/format/proof.ts';
import { tilePath } from '../../../bulletin-board/format/tile.ts';
import { appendLeaf, inclusionRanges, noPeaks, rootOf } from '../../../bulletin-board/format/tree.ts';
import { makeLogSigner } from '../../../bulletin-board/signer.ts';
import { makeProofKeeper, type MailedProof } from './proofs.ts';

const ORIGIN = 'log.example/1';
const signerOf = (): ReturnType<typeof makeLogSigner> => makeLogSigner(ORIGIN, { ed25519: generateKeyPairSync('ed25519').privateKey, mlDsa44: null });
const SIGNER = signerOf();
const entriesOf = (count: number, changed = -1): readonly Uint8Array[] => Array.from({ length: count }, (_, at) => Buffer.from(`entry ${at}${at === changed ? ', another one' : ''}`));
const hashOf = (entries: readonly Uint8Array[]): Uint8Array => rootOf(entries.reduce((peaks, entry) => appendLeaf(peaks, leafHash(entry)), noPeaks));

async function checkpointOf(entries: readonly Uint8Array[], signer = SIGNER): Promise<Uint8Array> {
  const text = checkpointText(ORIGIN, entries.length, hashOf(entries));
  return formatNote(text, await signer.sign(text, 0));
}

async function mailed(entries: readonly Uint8Array[], index: number, signer = SIGNER): Promise<MailedProof> {
  const hashes = inclusionRanges(index, entries.length).map(({ start, end }) => hashOf(entries.slice(start, end)));
  return { entry: entries[index] ?? Buffer.of(), proof: formatProof({ index, hashes, extra: null, checkpoint: await checkpointOf(entries, signer) }), whose: 'b@people.example', payment: null };
}

/** The hash tiles of a log. */
function filesOf(entries: readonly Uint8Array[]): (path: string) => Promise<Uint8Array | null> {
  const files = new Map<string, Uint8Array>();
  const blocks: Uint8Array[] = [];
  for (let from = 0; from < entries.length; from += 256) {
    const tile = entries.slice(from, from + 256);
    files.set(tilePath(0, from / 256, tile.length), Buffer.concat(tile.map(leafHash)));
    if (tile.length === 256) blocks.push(hashOf(tile));
  }
  if (blocks.length > 0) files.set(tilePath(1, 0, blocks.length), Buffer.concat(blocks));
  return async (path) => files.get(path) ?? null;
}

const keeperOf = (entries: readonly Uint8Array[]): ReturnType<typeof makeProofKeeper> => makeProofKeeper(filesOf(entries), SIGNER.keys);

test('every proof of the board proves its entry, and is valid under all later checkpoints', async (t) => {
  const all = entriesOf(600);
  const [keeper, now] = [keeperOf(all), Buffer.from(await checkpointOf(all)).toString()];
  for (const size of [1, 2, 3, 7, 8, 21, 256, 257, 300, 512, 599, 600]) {
    for (const index of new Set([0, Math.floor(size / 3), size - 1])) keeper.keep(await mailed(all.slice(0, size), index));
  }
  t.true((await keeper.checkAll(now)) > 20);
  await t.notThrowsAsync(keeper.checkSome(now, 5));
});

test('a proof of another entry, of another key or with a hash too many is none', async (t) => {
  const all = entriesOf(20);
  const good = await mailed(all, 5);
  const keeper = keeperOf(all);
  t.throws(() => keeper.keep({ ...good, entry: Buffer.from('entry 6') }), { message: /does not lead from its entry/ });
  t.throws(() => keeper.keep({ ...good, proof: Buffer.from(Buffer.from(good.proof).toString().replace('index 5', 'index 4')) }), { message: /does not lead from its entry/ });
  t.throws(() => keeper.keep({ ...good, proof: Buffer.from(Buffer.from(good.proof).toString().replace('\n\n', `\n${Buffer.alloc(32).toString('base64')}\n\n`)) }), { message: /does not lead from its entry/ });
  const other = await mailed(all, 5, signerOf());
  t.throws(() => keeper.keep(other), { message: /no key of the log has signed/ });
  t.throws(() => keeper.keep({ ...good, proof: Buffer.from('') }), { message: /none of the kind/ });
});

test('a log that signs another past than it has mailed is found', async (t) => {
  const all = entriesOf(300);
  for (const changed of [3, 270]) {
    const other = entriesOf(300, changed);
    const keeper = keeperOf(other);
    keeper.keep(await mailed(all.slice(0, 280), 100));
    await t.throwsAsync(keeper.checkAll(Buffer.from(await checkpointOf(other)).toString()), { message: /is valid no more: its checkpoint of 280 leaves/ });
  }
  const shorter = keeperOf(all.slice(0, 200));
  shorter.keep(await mailed(all, 5));
  await t.throwsAsync(shorter.checkAll(Buffer.from(await checkpointOf(all.slice(0, 200))).toString()), { message: /is valid no more/ });
  const mixed = makeProofKeeper(filesOf(entriesOf(300, 3)), SIGNER.keys);
  mixed.keep(await mailed(all, 5));
  await t.throwsAsync(mixed.checkAll(Buffer.from(await checkpointOf(all)).toString()), { message: /do not lead to the root/ });
});
