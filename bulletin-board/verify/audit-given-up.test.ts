/** A log that was given up as it was published: it has no end that names the next one, and that one alone says where it ended. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { continuesEntry, endsEntry, FIRST_TIME, paymentEntries, paymentEntry, withdrawnEntry, type FixtureEntry } from '../fixtures/entries.ts';
import { makeLog, type MadeLog } from '../fixtures/make-log.ts';
import { parsePolicy } from '../format/policy.ts';
import type { AuditRequest } from './audit.ts';
import { folderReader } from './folder.ts';
import { audited, found, keysOf, oneLog, origin, removeFace, SEED, turned, webRoot, type Years } from './testing/years.ts';

/** 2026 without an end, continued by 2027 at its size of then; afterwards 2026 may be published again with more or other entries. */
function givenUp(t: ExecutionContext, later: { readonly entries?: readonly FixtureEntry[]; readonly next?: string | null; readonly year?: string } = {}): Years {
  const root = webRoot(t);
  const year = later.year ?? origin(2027);
  const before = makeLog(root, { origin: origin(2026), entries: paymentEntries(6, SEED), seed: SEED });
  const second = makeLog(root, { origin: year, entries: [continuesEntry(before.head.checkpoint, keysOf(2026)), withdrawnEntry(origin(2026), 2, FIRST_TIME, SEED)], seed: SEED, previous: origin(2026) });
  const first = makeLog(root, { origin: origin(2026), entries: later.entries ?? paymentEntries(6, SEED), seed: SEED, next: later.next === undefined ? year : later.next });
  return { root, first, second };
}

const withKeysOf = ({ first, second }: Years): Partial<AuditRequest> => ({ policy: parsePolicy(`${[...first.keys, ...second.keys].map((key) => `log ${key}`).join('\n')}\nquorum none\n`) });

test('given up: a log that has an entry more than the log that goes on from it knows is refused, by itself too, where the key of that one is known', async (t) => {
  const grown = givenUp(t, { entries: paymentEntries(8, SEED) });
  const result = await audited(grown.first, withKeysOf(grown));
  t.deepEqual([result.outcome, ...found(result)], ['refused', `refused chain ${origin(2026)}`]);
  t.regex(result.findings[0]?.what ?? '', /found 8 entries .* expected 6 .* at which bank\.example\/board\/2027 goes on: .* signed more than one end/);
  t.deepEqual(found(await audited(grown.second)), [`refused chain ${origin(2026)}`]);
  t.is((await audited(grown.first, { sibling: () => null })).outcome, 'sound', 'where the later log is not at hand nobody can know');
});

test('anybody\'s log that holds an old checkpoint of another does not refuse that one', async (t) => {
  const root = webRoot(t);
  const log = makeLog(root, { origin: origin(2026), entries: paymentEntries(8, SEED), seed: SEED, sizes: [5] });
  makeLog(root, { origin: origin(2027), entries: [continuesEntry(log.heads[0]?.checkpoint ?? log.head.checkpoint, log.keys)], seed: 'stranger' });
  for (const faces of [true, false]) {
    const result = await audited(log, { faces });
    t.deepEqual([result.outcome, ...found(result)], ['unjudged', `unjudged chain ${origin(2026)}`]);
    t.regex(result.findings[0]?.what ?? '', /found bank\.example\/board\/2027, a log whose key is not known here and which says that it goes on from 5 entries; .* give that key too/);
  }
  const ended = makeLog(webRoot(t), { origin: origin(2026), entries: [...paymentEntries(8, SEED), endsEntry(keysOf(2028))], seed: SEED, sizes: [5], next: origin(2027) });
  const stranger = makeLog(webRoot(t), { origin: origin(2027), entries: [continuesEntry(ended.heads[0]?.checkpoint ?? ended.head.checkpoint, ended.keys)], seed: 'stranger' });
  t.deepEqual(found(await audited(ended, { sibling: (of) => (of === origin(2027) ? folderReader(stranger.folder) : null) })), [], 'an end that names another log has the last word');
});

test('two heads of one log that contradict each other refuse it, whoever shows the other one', async (t) => {
  const root = webRoot(t);
  const other = makeLog(webRoot(t), { origin: origin(2026), entries: [...paymentEntries(4, SEED), paymentEntry(9, SEED)], seed: SEED });
  const log = makeLog(root, { origin: origin(2026), entries: paymentEntries(8, SEED), seed: SEED });
  makeLog(root, { origin: origin(2027), entries: [continuesEntry(other.head.checkpoint, log.keys)], seed: 'stranger' });
  const result = await audited(log);
  t.deepEqual([result.outcome, ...found(result)], ['refused', `refused chain ${origin(2026)}`]);
  t.regex(result.findings[0]?.what ?? '', /its key signed both, and they contradict each other/);
});

test('given up: other entries, or fewer, than the log that goes on from it knows', async (t) => {
  t.deepEqual(found(await audited(givenUp(t, { entries: [...paymentEntries(5, SEED), paymentEntry(9, SEED)] }).first)), [`refused chain ${origin(2026)}`]);
  const short = givenUp(t, { entries: paymentEntries(4, SEED) }).first;
  t.deepEqual(found(await audited(short)), [`refused rollback ${origin(2026)}`]);
  const long = makeLog(webRoot(t), { origin: origin(2026), entries: paymentEntries(6, SEED), seed: SEED });
  const read = folderReader(short.folder);
  let asked = 0;
  const moving: AuditRequest['read'] = (path) => (path === 'checkpoint' && (asked += 1) > 1 ? Promise.resolve(long.head.checkpoint) : read(path));
  t.deepEqual(found(await audited(short, { read: moving })), [`unjudged moving ${origin(2026)}`]);
});

test('given up: it is sound as it was published, and said to be given up', async (t) => {
  for (const years of [givenUp(t), givenUp(t, { next: null }), givenUp(t, { year: `${origin(2026)}b` })]) {
    const result = await audited(years.first, { faces: false });
    t.is(result.outcome, 'sound');
    t.deepEqual(found(result), [`note chain ${origin(2026)}`]);
  }
  const turnedYears = turned(t);
  t.deepEqual(found(await audited(turnedYears.first)), [], 'one that has an end has the last word');
});

test('given up: a face that a later entry withdrew is in order where the key of the later log is known, and unjudged elsewhere', async (t) => {
  const years = givenUp(t);
  removeFace(years.first, 2);
  const known = await audited(years.first, withKeysOf(years));
  t.is(known.outcome, 'sound', JSON.stringify(known.findings));
  const unknown = await audited(years.first);
  t.deepEqual(found(unknown), [`unjudged face-missing ${origin(2026)}#2`, `note chain ${origin(2026)}`]);
  t.regex(unknown.findings[0]?.what ?? '', /its key is not known here: give it too/);
  t.deepEqual(found(await audited(years.first, { sibling: () => null })), [`unjudged face-missing ${origin(2026)}#2`], 'it says that one goes on');
  removeFace(years.first, 3);
  t.deepEqual(found(await audited(years.first, withKeysOf(years))), [`refused face-missing ${origin(2026)}#3`, `note chain ${origin(2026)}`]);
});

test('given up: what only stands in the place of a later log changes nothing', async (t) => {
  const continued = (log: MadeLog): readonly FixtureEntry[] => [continuesEntry(log.head.checkpoint, log.keys), withdrawnEntry(origin(2026), 2, FIRST_TIME, SEED)];
  const strangers: readonly ((root: string, log: MadeLog) => unknown)[] = [
    () => undefined,
    (root) => makeLog(root, { origin: origin(2027), entries: paymentEntries(2, SEED), seed: SEED }),
    (root) => makeLog(root, { origin: origin(2027), entries: [], seed: SEED }),
    // It continues a log of this name with keys of its own.
    (root) => makeLog(root, { origin: origin(2027), entries: continued(makeLog(webRoot(t), { origin: origin(2026), entries: 3, seed: 'stranger' })), seed: SEED }),
    // Its first entry is not under its checkpoint.
    (root, log) => {
      const other = makeLog(webRoot(t), { origin: origin(2027), entries: continued(log), seed: SEED });
      const { folder } = makeLog(root, { origin: origin(2027), entries: paymentEntries(2, SEED), seed: SEED });
      writeFileSync(join(folder, 'tile/entries/000.p/2'), readFileSync(join(other.folder, 'tile/entries/000.p/2')));
    },
    (root, log) => writeFileSync(join(makeLog(root, { origin: origin(2027), entries: continued(log), seed: SEED }).folder, 'checkpoint'), '<html>'),
    (root, log) => writeFileSync(join(makeLog(root, { origin: origin(2027), entries: continued(log), seed: SEED }).folder, 'log.json'), '['),
  ];
  for (const [at, place] of strangers.entries()) {
    const root = webRoot(t);
    const log = makeLog(root, { origin: origin(2026), entries: paymentEntries(6, SEED), seed: SEED });
    place(root, log);
    t.deepEqual(found(await audited(log)), [], `${at}`);
    removeFace(log, 2);
    t.deepEqual(found(await audited(log)), [`refused face-missing ${origin(2026)}#2`], `${at}`);
  }
});

test('what a log says of itself in log.json is a hint only, whatever stands there', async (t) => {
  for (const text of ['', '[', 'null', '[]', '{"next":7}', '{"next":"x y"}', `{"next":"${origin(2026)}"}`, `{"next":"${'x'.repeat(2_000_000)}"}`, '{"next":"bank.example/board/../2027","keys":[7]}', '\ufffe']) {
    const log = oneLog(t, paymentEntries(4, SEED));
    writeFileSync(join(log.folder, 'log.json'), text);
    t.is((await audited(log)).outcome, 'sound', text.slice(0, 50));
  }
});
