/** Faces that were withdrawn, and logs that go on from year to year. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { committed, continuesEntry, endsEntry, FIRST_TIME, paymentEntries, paymentEntry, salted, withdrawnEntry } from '../fixtures/entries.ts';
import { logKeysOf } from '../fixtures/keys.ts';
import { makeLog } from '../fixtures/make-log.ts';
import { DETAILS_DOMAIN, FACE_DOMAIN } from '../format/commitment.ts';
import { faceText, leafBytes } from '../format/entry.ts';
import { parsePolicy } from '../format/policy.ts';
import { facePath } from '../format/tile.ts';
import type { AuditRequest } from './audit.ts';
import type { KnownHead } from './audit-log.ts';
import { Unreachable } from './finding.ts';
import { folderReader } from './folder.ts';
import { originsAt } from './limits.ts';
import { audited, found, keysOf, oneLog, origin, removeFace, SEED, turned, webRoot } from './testing/years.ts';

// Faces

test('a face that is gone after an entry withdrew it is in order', async (t) => {
  const log = oneLog(t, [...paymentEntries(6, SEED), withdrawnEntry(origin(2026), 3, FIRST_TIME, SEED)]);
  t.deepEqual(found(await audited(log)), [`note face-left ${origin(2026)}#3`], 'as long as it stands there');
  removeFace(log, 3);
  const result = await audited(log);
  t.is(result.outcome, 'sound');
  t.deepEqual(found(result), []);
  t.deepEqual(result.faces, { opened: 6, absent: 1 });
});

test('a face that is gone without a word refuses the log', async (t) => {
  const log = oneLog(t, [...paymentEntries(6, SEED), withdrawnEntry(origin(2026), 3, FIRST_TIME, SEED)]);
  removeFace(log, 3);
  removeFace(log, 4);
  const result = await audited(log);
  t.deepEqual(found(result), [`refused face-missing ${origin(2026)}#4`]);
  t.is((await audited(log, { faces: false })).outcome, 'sound', 'the log itself is whole');
});

test('an entry of another log withdraws nothing here', async (t) => {
  const log = oneLog(t, [...paymentEntries(6, SEED), withdrawnEntry(origin(2025), 3, FIRST_TIME, SEED)]);
  removeFace(log, 3);
  t.deepEqual(found(await audited(log)), [`refused face-missing ${origin(2026)}#3`]);
});

for (const [name, alter] of [
  ['another value', (text: string) => text.replace('settled', 'returned')],
  ['a field more', (text: string) => text.replace(']]}', '],["shop","Elsewhere","AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]]}')],
  ['a field less', (text: string) => text.replace(/,\["time"[^\]]*\]/, '')],
  ['fields in another order', (text: string) => text.replace(/\[(\["kind"[^\]]*\]),(\["reference"[^\]]*\])/, '[$2,$1')],
  ['the face of another entry', () => paymentEntry(1, 'other').face ?? ''],
  ['a nest of brackets', () => '['.repeat(60_000)],
  ['no text', () => ''],
] as const) {
  test(`a face with ${name} is fraud and named`, async (t) => {
    const log = oneLog(t, paymentEntries(4, SEED));
    const file = join(log.folder, facePath(1));
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, alter(before));
    t.not(readFileSync(file, 'utf8'), before);
    t.deepEqual(found(await audited(log)), ['refused face-wrong face/001.json']);
  });
}

test('a face that opens its entry and says another kind is fraud too', async (t) => {
  const face = salted([['kind', 'returned']], 'face');
  const leaf = leafBytes({ kind: 'settled', face: committed(FACE_DOMAIN, face), details: committed(DETAILS_DOMAIN, []) });
  const result = await audited(oneLog(t, [{ leaf, face: faceText(face), opening: null }]));
  t.regex(result.findings[0]?.what ?? '', /found the kind "returned"; expected "settled"/);
  t.is(result.outcome, 'refused');
});

test('a face that is gone while the log grows is not judged', async (t) => {
  const log = oneLog(t, paymentEntries(6, SEED));
  const longer = oneLog(t, [...paymentEntries(6, SEED), withdrawnEntry(origin(2026), 3, FIRST_TIME, SEED)]);
  removeFace(log, 3);
  const read = folderReader(log.folder);
  let asked = 0;
  const moving: AuditRequest['read'] = (path) => (path === 'checkpoint' && (asked += 1) > 1 ? Promise.resolve(longer.head.checkpoint) : read(path));
  t.deepEqual(found(await audited(log, { read: moving })), [`unjudged face-missing ${origin(2026)}#3`]);
});

// Years

test('a log that continues another: the chain holds from the first', async (t) => {
  const { second, first } = turned(t);
  const result = await audited(second);
  t.is(result.outcome, 'sound', JSON.stringify(result.findings));
  t.deepEqual(result.chain, { from: origin(2026), to: origin(2027), links: [{ origin: origin(2026), size: 9, checked: 'audited' }] });
  t.like(result.counts, { continues: 1, withdrawn: 1 });
  t.like((await audited(first)).counts, { ends: 1 });
});

test('an older log that contradicts what was seen of it breaks the chain, as it is refused by itself', async (t) => {
  const { second, first } = turned(t);
  const asks: string[] = [];
  const seen = (size: number, root: Uint8Array) => (of: string): KnownHead | null => {
    asks.push(of);
    return of === origin(2026) ? { size, root } : null;
  };
  t.is((await audited(second, { previous: seen(9, first.head.root) })).outcome, 'sound');
  t.true(asks.includes(origin(2026)), 'it is looked up by its own origin');
  for (const [code, size] of [['same-size', 9], ['fork', 5], ['rollback', 12]] as const) {
    const result = await audited(second, { previous: seen(size, second.head.root) });
    t.deepEqual(found(result), [`refused ${code} ${origin(2026)}`, `refused chain ${origin(2026)}`]);
    t.is(result.chain?.links[0]?.checked, 'broken');
  }
  t.is((await audited(second, { previous: { size: second.head.size, root: second.head.root } })).outcome, 'sound', 'a head without an origin is of the log itself');
});

test('without the older log its end is signed for', async (t) => {
  const { second, root } = turned(t);
  rmSync(join(root, 'board/2026'), { recursive: true });
  const result = await audited(second);
  t.is(result.outcome, 'sound');
  t.deepEqual(result.chain, { from: origin(2026), to: origin(2027), links: [{ origin: origin(2026), size: 9, checked: 'signed' }] });
  t.deepEqual((await audited(second, { sibling: () => null })).chain, result.chain);
});

test('an older log that can\'t be had leaves it unjudged', async (t) => {
  const { second } = turned(t);
  const result = await audited(second, { sibling: () => () => Promise.reject(new Unreachable('no answer')) });
  t.deepEqual(found(result), [`unjudged unreachable ${origin(2026)}`]);
});

test('an older log that has no end was given up: it joins, and its own last word is missing', async (t) => {
  const result = await audited(turned(t, { ends: null }).second);
  t.is(result.outcome, 'unjudged');
  t.deepEqual(found(result), [`unjudged chain ${origin(2026)}`]);
  t.regex(result.findings[0]?.what ?? '', /no entry "ends" .* given up/);
  t.is(result.chain?.from, origin(2026));
  t.is(result.chain?.links[0]?.checked, 'audited');
});

const broken: readonly (readonly [string, Parameters<typeof turned>[1], RegExp])[] = [
  ['names the keys of another successor', { ends: keysOf(2028) }, /does not name the key/],
  ['is continued at an earlier checkpoint', { checkpoint: (log) => log.heads[0]?.checkpoint ?? log.head.checkpoint }, /found 9 entries .* expected 5/],
];
for (const [name, wrong, what] of broken) {
  test(`an older log that ${name} breaks the chain`, async (t) => {
    const result = await audited(turned(t, wrong).second);
    t.is(result.outcome, 'refused');
    t.deepEqual(found(result), [`refused chain ${origin(2026)}`]);
    t.regex(result.findings[0]?.what ?? '', what);
    t.is(result.chain?.from, origin(2027));
    t.is(result.chain?.links[0]?.checked, 'broken');
  });
}

test('a checkpoint that its keys did not sign breaks the chain, with and without the older log', async (t) => {
  const result = await audited(turned(t, { keys: logKeysOf(origin(2026), 'another', false).map(({ key }) => key.text) }).second, { sibling: () => null });
  t.deepEqual(found(result), [`refused chain ${origin(2027)}#0`]);
});

test('an older log that was altered is named with its place', async (t) => {
  const { second, first } = turned(t);
  const file = join(first.folder, 'tile/entries/000.p/9');
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, -1));
  t.deepEqual(found(await audited(second)), [`refused bundle ${origin(2026)}/tile/entries/000.p/9`, `refused chain ${origin(2026)}`]);
});

test('a log that continues itself is no chain', async (t) => {
  const root = webRoot(t);
  const first = makeLog(root, { origin: origin(2026), entries: 2, seed: SEED });
  const log = makeLog(root, { origin: origin(2026), entries: [continuesEntry(first.head.checkpoint, keysOf(2026)), ...paymentEntries(2, SEED)], seed: SEED });
  t.deepEqual(found(await audited(log)), [`refused chain ${origin(2026)}`]);
});

test('an entry of a log\'s own that stands elsewhere refuses it', async (t) => {
  const early = oneLog(t, [endsEntry(keysOf(2027)), ...paymentEntries(2, SEED)]);
  t.deepEqual(found(await audited(early)), [`refused own-leaf ${origin(2026)}#0`]);
  const late = oneLog(t, [...paymentEntries(2, SEED), continuesEntry(early.head.checkpoint, keysOf(2026))]);
  t.deepEqual(found(await audited(late)), [`refused own-leaf ${origin(2026)}#2`]);
});

test('the log that goes on may withdraw a face of the one before', async (t) => {
  const { first, root } = turned(t);
  removeFace(first, 2);
  t.deepEqual(found(await audited(first)), []);
  removeFace(first, 3);
  t.deepEqual(found(await audited(first)), [`refused face-missing ${origin(2026)}#3`]);
  rmSync(join(root, 'board/2027'), { recursive: true });
  t.deepEqual(found(await audited(first)), [`unjudged face-missing ${origin(2026)}#2`, `unjudged face-missing ${origin(2026)}#3`]);
});

test('what a stranger puts in the place of the log that goes on withdraws nothing', async (t) => {
  const { first, root } = turned(t);
  removeFace(first, 2);
  makeLog(root, { origin: origin(2027), entries: [withdrawnEntry(origin(2026), 2, FIRST_TIME, SEED)], seed: 'stranger' });
  const result = await audited(first);
  t.not(result.outcome, 'sound');
  t.true(found(result).includes(`unjudged face-missing ${origin(2026)}#2`), JSON.stringify(found(result)));
});

// Which log stands where

test('last year\'s log in the place of this year\'s is refused, also where its key is known', async (t) => {
  const { first, second } = turned(t);
  const policy = parsePolicy(`${first.policy.replace(/quorum.*\n/, '')}${second.policy}`);
  t.is((await audited(first, { policy, origins: originsAt(first.folder, policy) })).outcome, 'sound');
  const place = join(webRoot(t), 'board', '2027');
  cpSync(first.folder, place, { recursive: true });
  const result = await audited(first, { read: folderReader(place), policy, origins: originsAt(place, policy) });
  t.deepEqual(found(result), ['refused origin checkpoint']);
  t.is(result.origin, origin(2027), 'what was asked for is named');
  t.is((await audited(first, { read: folderReader(place), policy })).outcome, 'sound', 'where no place is named any of them may stand');
});

test('another log that comes into the place meanwhile is no log that went on', async (t) => {
  const { first, second } = turned(t);
  const policy = parsePolicy(`${first.policy.replace(/quorum.*\n/, '')}${second.policy}`);
  const grown = makeLog(webRoot(t), { origin: origin(2027), entries: 30, seed: SEED });
  removeFace(first, 4);
  let asked = 0;
  const read = (path: string): Promise<Uint8Array | null> => (path === 'checkpoint' && (asked += 1) > 1 ? folderReader(grown.folder)(path) : folderReader(first.folder)(path));
  t.deepEqual(found(await audited(first, { read, policy })), [`refused face-missing ${origin(2026)}#4`]);
  t.is(asked, 2);
});

test('which of several logs belongs at a place: the one of this address, else those of its last part, else any', (t) => {
  const line = (name: string, url = ''): string => `log ${logKeysOf(name, SEED, false).map(({ key }) => key.text).join('')} ${url}\n`;
  const policy = parsePolicy(`${line('a.example/board/2025')}${line('a.example/board/2026')}${line('b.example/board/2026', 'https://mirror.example/b/')}quorum none\n`);
  const at = (place: string): readonly string[] => originsAt(place, policy);
  t.deepEqual(at('https://a.example/board/2026'), ['a.example/board/2026']);
  t.deepEqual(at('https://mirror.example/board/2025'), ['a.example/board/2025']);
  t.deepEqual(at('https://mirror.example/b'), ['b.example/board/2026']);
  t.deepEqual(at('/srv/web/board/2026'), ['a.example/board/2026', 'b.example/board/2026']);
  t.deepEqual(at('/srv/copy'), ['a.example/board/2025', 'a.example/board/2026', 'b.example/board/2026']);
});
