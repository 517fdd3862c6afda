import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test, { type ExecutionContext } from 'ava';
import { endsEntry, paymentEntries, withdrawnEntry } from '../fixtures/entries.ts';
import { makeLog, type MadeLog } from '../fixtures/make-log.ts';
import { bundlePath, facePath } from '../format/tile.ts';
import { openCatalogue, type Catalogue } from './catalogue.ts';
import { makeFollower, type Follower } from './follower.ts';
import { makeTimes } from './times.ts';

const ORIGIN = 'bank.example/board/2026';

type Scene = { readonly folder: string; readonly publish: (count: number, seed?: string) => MadeLog; readonly catalogue: Catalogue; readonly follower: Follower; readonly codes: string[]; readonly news: string[]; readonly again: () => Scene };

function scene(t: ExecutionContext, folder = folderOf(t), index = join(folder, 'catalogue.sqlite')): Scene {
  const catalogue = openCatalogue(index, 'UTC');
  t.teardown(() => catalogue.close());
  const codes: string[] = [];
  const news: string[] = [];
  const follower = makeFollower({ folder, catalogue, times: makeTimes('UTC'), logs: [], witnesses: [], report: (_level, code) => void codes.push(code), onNew: (log, from) => void news.push(`${from}-${log.verified}`) });
  return { folder, catalogue, follower, codes, news, publish: (count, seed = 'follower') => makeLog(folder, { origin: ORIGIN, entries: count, seed }), again: () => scene(t, folder, index) };
}

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-follower-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const stateOf = ({ follower }: Scene): unknown => follower.logs().map(({ verified, trouble }) => [verified, trouble]);

test('files that do not let themselves be put into words are false or unreadable, and the look goes on', async (t) => {
  const here = scene(t);
  const log = here.publish(3);
  writeFileSync(join(log.folder, facePath(1)), '{"v":{"toString":1,"valueOf":1}}');
  await here.follower.look();
  t.deepEqual(stateOf(here), [[3, null]]);
  t.is(here.catalogue.entry({ log: 0, index: 1 })?.state, 'false');
  writeFileSync(join(log.folder, 'log.json'), JSON.stringify({ v: 1, origin: ORIGIN, keys: [{ toString: 1, valueOf: 1 }] }));
  await here.follower.look();
  t.deepEqual(stateOf(here), [[3, 'unreadable']]);
});

test('a log that has ended does not go on, whether its end was seen before or comes with what stands behind it', async (t) => {
  const here = scene(t);
  const entries = [...paymentEntries(4, 'follower'), endsEntry([])];
  const publish = (more: number): MadeLog => makeLog(here.folder, { origin: ORIGIN, entries: [...entries, ...paymentEntries(more, 'later')] });
  publish(0);
  await here.follower.look();
  t.deepEqual(stateOf(here), [[5, null]]);
  publish(3);
  await here.follower.look();
  t.deepEqual([stateOf(here), here.codes, here.news], [[[5, 'unreadable']], ['site-log-unreadable'], ['0-5']]);
  const other = scene(t, here.folder, ':memory:');
  await other.follower.look();
  t.deepEqual(stateOf(other), [[0, 'unreadable']]);
});

test('it follows a log that grows, across bundles, and tells only what is new', async (t) => {
  const here = scene(t);
  await here.follower.look();
  t.deepEqual(here.follower.logs(), []);
  for (const size of [1, 2, 255, 256, 257, 600]) {
    here.publish(size);
    await here.follower.look();
    t.deepEqual(stateOf(here), [[size, null]]);
  }
  await here.follower.look();
  t.deepEqual(here.news, ['0-1', '1-2', '2-255', '255-256', '256-257', '257-600']);
  t.is(here.catalogue.newest({}, 1_000).length, 600);
  t.deepEqual(here.catalogue.countSince(0), { accepted: 300, settled: 270, returned: 30 });
  t.deepEqual(here.codes, []);
});

test('after a restart it goes on where it was; what was read and never verified is read again', async (t) => {
  const here = scene(t);
  here.publish(300);
  await here.follower.look();
  here.catalogue.append(0, [], { size: 301, hashes: [] });
  const later = here.again();
  const { folder } = here.publish(300);
  rmSync(join(folder, bundlePath(0)));
  await later.follower.look();
  t.deepEqual(stateOf(later), [[300, 'altered']], 'a tree that is not the signed one is not believed, though the catalogue said so');
  here.publish(310);
  await later.follower.look();
  t.deepEqual(stateOf(later), [[310, null]], 'the first bundle was not needed again');
  t.deepEqual(later.news, ['300-310']);
});

test('a log of other entries, a shorter one and a broken file are told, once, and nothing of them is shown', async (t) => {
  const here = scene(t);
  here.publish(300);
  await here.follower.look();
  const known = here.catalogue.newest({}, 500);

  here.publish(280);
  for (let at = 0; at < 3; at += 1) await here.follower.look();
  t.deepEqual(stateOf(here), [[300, 'shrunk']]);

  // The same key signs another history.
  rmSync(join(here.folder, 'board'), { recursive: true });
  const other = makeLog(here.folder, { origin: ORIGIN, entries: paymentEntries(320, 'another history'), seed: 'follower' });
  for (let at = 0; at < 3; at += 1) await here.follower.look();
  t.deepEqual(stateOf(here), [[300, 'altered']]);
  t.deepEqual(here.catalogue.newest({}, 500), known);

  here.publish(330);
  await here.follower.look();
  t.deepEqual(stateOf(here), [[330, null]], 'healed by the true files');
  t.true(other.head.size < 330);

  const { folder } = here.publish(340);
  renameSync(join(folder, bundlePath(1, 84)), join(folder, 'aside'));
  for (let at = 0; at < 3; at += 1) await here.follower.look();
  t.deepEqual(stateOf(here), [[330, 'unreadable']]);
  renameSync(join(folder, 'aside'), join(folder, bundlePath(1, 84)));
  await here.follower.look();
  t.deepEqual(stateOf(here), [[340, null]]);
  t.deepEqual(here.codes, ['site-log-shrunk', 'site-log-altered', 'site-log-unreadable']);
});

test('trouble is over when the same files are back, and never hides an older one', async (t) => {
  const here = scene(t);
  const { folder } = here.publish(300);
  await here.follower.look();
  const [checkpoint, about] = [join(folder, 'checkpoint'), join(folder, 'log.json')];
  const awayAndBack = async (after: number, trouble: string | null): Promise<void> => {
    for (const [file, told] of [[checkpoint, 'absent'], [about, 'unreadable']] as const) {
      const good = readFileSync(file);
      if (told === 'absent') rmSync(file);
      else writeFileSync(file, '{');
      await here.follower.look();
      t.deepEqual(stateOf(here), [[after, told]]);
      writeFileSync(file, good);
      await here.follower.look();
      t.deepEqual(stateOf(here), [[after, trouble]], `${told} is over`);
    }
  };
  await awayAndBack(300, null);
  const good = readFileSync(checkpoint);
  here.publish(280);
  await here.follower.look();
  t.deepEqual(stateOf(here), [[300, 'shrunk']]);
  here.publish(300);
  writeFileSync(checkpoint, good);
  await here.follower.look();
  t.deepEqual(stateOf(here), [[300, null]]);
  // The same key signs another history.
  rmSync(join(here.folder, 'board'), { recursive: true });
  makeLog(here.folder, { origin: ORIGIN, entries: paymentEntries(320, 'another history'), seed: 'follower' });
  await here.follower.look();
  await awayAndBack(300, 'altered');
});

test('a checkpoint that the log did not sign, and a log.json of another log', async (t) => {
  const here = scene(t);
  const { folder } = here.publish(5);
  const checkpoint = readFileSync(join(folder, 'checkpoint'), 'utf8');
  writeFileSync(join(folder, 'checkpoint'), checkpoint.replace('\n5\n', '\n6\n'));
  await here.follower.look();
  t.deepEqual(stateOf(here), [[0, 'unreadable']]);
  here.publish(6);
  writeFileSync(join(folder, 'log.json'), '{"v":1,"origin":"else.example/board/2026","keys":[]}');
  await here.again().follower.look();
  t.deepEqual(here.catalogue.newest({}, 10), []);
});

test('a face that comes later is found; a withdrawn one is gone from lists and search', async (t) => {
  const here = scene(t);
  const entries = [...paymentEntries(8, 'follower')];
  const { folder } = makeLog(here.folder, { origin: ORIGIN, entries, seed: 'follower' });
  const late = readFileSync(join(folder, facePath(5)));
  rmSync(join(folder, facePath(5)));
  await here.follower.look();
  t.is(here.catalogue.entry({ log: 0, index: 5 })?.state, 'missing');
  writeFileSync(join(folder, facePath(5)), late);
  for (let at = 0; at < 10; at += 1) await here.follower.look();
  const found = here.catalogue.entry({ log: 0, index: 5 });
  t.is(found?.state, 'shown');
  t.is(found?.shop, 'Green Tea House');

  makeLog(here.folder, { origin: ORIGIN, entries: [...entries, withdrawnEntry(ORIGIN, 5, Date.UTC(2026, 10, 3), 'follower')], seed: 'follower' });
  await here.follower.look();
  t.deepEqual(here.catalogue.entry({ log: 0, index: 5 }), { log: 0, index: 5, kind: 'settled', state: 'withdrawn', reference: null, at: null, day: null, alias: null, ordered: null, shop: null, text: null, of: null });
  t.deepEqual(here.catalogue.newest({ reference: found?.reference ?? '' }, 10).map(({ index }) => index), [4]);
  t.deepEqual(here.catalogue.withdrawalOf(ORIGIN, 5), { log: 0, index: 8 });
  if (found === null) return t.fail('the entry was found before');
  here.catalogue.setFace({ log: 0, index: 5 }, { ...found, state: 'shown' }, found.day);
  t.is(here.catalogue.entry({ log: 0, index: 5 })?.state, 'withdrawn', 'whoever had read the file before puts nothing back');
  t.false(readFileSync(join(here.folder, 'catalogue.sqlite')).includes(Buffer.from(`settled${found?.reference ?? ''}`)));
});

test('faces that never come keep no other from being found, and one that opened nothing is read again', async (t) => {
  const here = scene(t);
  const { folder } = makeLog(here.folder, { origin: ORIGIN, entries: paymentEntries(600, 'follower'), seed: 'follower' });
  const late = readFileSync(join(folder, facePath(5)));
  const false_ = readFileSync(join(folder, facePath(6)));
  for (let index = 0; index < 600; index += 1) rmSync(join(folder, facePath(index)), { force: true });
  writeFileSync(join(folder, facePath(6)), late);
  await here.follower.look();
  t.deepEqual([5, 6].map((index) => here.catalogue.entry({ log: 0, index })?.state), ['missing', 'false']);
  writeFileSync(join(folder, facePath(5)), late);
  writeFileSync(join(folder, facePath(6)), false_);
  for (let at = 0; at < 30; at += 1) await here.follower.look();
  t.deepEqual([5, 6].map((index) => here.catalogue.entry({ log: 0, index })?.state), ['shown', 'shown']);
  rmSync(join(folder, facePath(7)), { force: true });
  for (let at = 0; at < 30; at += 1) await here.follower.look();
  t.is(here.catalogue.entry({ log: 0, index: 7 })?.state, 'missing');
});

const NAME = 'Green Tea House';
/** Whether these words stand in any of the catalogue's files, as a thief of the disk would look for them. */
const onDisk = ({ folder }: Scene, words: string): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('catalogue.sqlite') && readFileSync(join(folder, name)).includes(words));

test('what was withdrawn is gone from every file of the catalogue while it is open; a reader that holds it up is waited for', async (t) => {
  const here = scene(t);
  const entries = [...paymentEntries(8, 'follower')];
  const shops = entries.flatMap(({ face }, index) => (face?.includes(NAME) === true ? [index] : []));
  t.true(shops.length > 0);
  const publish = (withdrawn: number) => makeLog(here.folder, { origin: ORIGIN, entries: [...entries, ...shops.slice(0, withdrawn).map((of) => withdrawnEntry(ORIGIN, of, Date.UTC(2026, 10, 3), 'follower'))], seed: 'follower' });
  const { folder } = publish(0);
  await here.follower.look();
  t.not(onDisk(here, NAME).length, 0);
  const reader = new DatabaseSync(join(here.folder, 'catalogue.sqlite'));
  reader.exec('BEGIN');
  t.is(reader.prepare('SELECT count(*) AS count FROM entry WHERE shop = ?').get(NAME)?.['count'], shops.length);
  publish(shops.length);
  for (const of of shops) rmSync(join(folder, facePath(of)), { force: true });
  for (let looks = 0; looks < 3; looks += 1) await here.follower.look();
  t.deepEqual(here.catalogue.newest({ shop: NAME }, 10), []);
  t.not(onDisk(here, NAME).length, 0, 'the reader still sees it');
  t.deepEqual(here.codes, ['site-catalogue-held'], 'said once');
  reader.exec('COMMIT');
  await here.follower.look();
  t.deepEqual(onDisk(here, NAME), []);
  t.deepEqual(onDisk(here, 'Green Tea'), []);
  reader.close();
});

test('a face that a page finds erased, and entries that were never verified, leave nothing on the disk either', async (t) => {
  const here = scene(t);
  here.publish(8);
  await here.follower.look();
  const place = here.catalogue.newest({ shop: NAME }, 1)[0];
  t.truthy(place);
  here.catalogue.setFace(place ?? { log: 0, index: 0 }, { state: 'missing', reference: null, at: null, alias: null, ordered: null, shop: null, text: null }, null);
  for (const one of here.catalogue.newest({ shop: NAME }, 10)) here.catalogue.setFace(one, { state: 'false', reference: null, at: null, alias: null, ordered: null, shop: null, text: null }, null);
  t.deepEqual(onDisk(here, NAME), []);
  here.catalogue.append(0, [{ log: 0, index: 8, kind: 'accepted', state: 'shown', reference: null, at: null, day: null, alias: 'Never Verified', ordered: null, shop: null, text: null, of: null }], { size: 9, hashes: [] });
  here.catalogue.retract(0);
  t.deepEqual(onDisk(here, 'Never Verified'), []);
});

test('what is withdrawn by a log that could be read first is not shown when its own comes; a shop is named once an entry of it is verified', async (t) => {
  const here = scene(t);
  const place = (log: number, index: number) => ({ log, index, kind: 'accepted' as const, state: 'shown' as const, reference: null, at: null, day: null, alias: null, ordered: null, text: null });
  here.catalogue.adopt([ORIGIN, 'bank.example/board/2027']);
  here.catalogue.append(1, [{ ...place(1, 0), kind: 'withdrawn', state: 'none', shop: null, of: { origin: ORIGIN, index: 1 } }], { size: 1, hashes: [] });
  here.catalogue.verify(1);
  here.catalogue.append(0, [{ ...place(0, 0), shop: NAME, of: null }, { ...place(0, 1), shop: 'Erased', of: null }, { ...place(0, 2), shop: NAME, of: null }], { size: 3, hashes: [] });
  t.deepEqual(here.catalogue.shops(10), [], 'nothing of it is verified yet');
  here.catalogue.verify(0);
  t.deepEqual(here.catalogue.newest({}, 10).map(({ state }) => state), ['none', 'shown', 'withdrawn', 'shown']);
  t.deepEqual(here.catalogue.shops(10), [NAME]);
  t.deepEqual(onDisk(here, 'Erased'), []);
});

test('a list of logs that is absent, broken, shorter or another one while it runs is a fault: nothing is forgotten, and what is known is followed on', async (t) => {
  const here = scene(t);
  here.publish(300);
  const list = join(here.folder, 'board', 'logs.json');
  await here.follower.look();
  const good = readFileSync(list);
  const others = [null, '{', '{"v":1,"logs":[]}', '{"v":1,"logs":["bank.example/board/2030"]}', `{"v":1,"logs":["bank.example/board/2030","${ORIGIN}"]}`];
  for (const [at, other] of others.entries()) {
    here.publish(301 + at);
    if (other === null) rmSync(list);
    else writeFileSync(list, other);
    await t.throwsAsync(here.follower.look(), undefined, String(other));
    t.deepEqual(stateOf(here), [[301 + at, null]], String(other));
    t.is(here.catalogue.newest({}, 1_000).length, 301 + at);
  }
  here.publish(200);
  writeFileSync(list, good);
  await here.follower.look();
  t.deepEqual(stateOf(here), [[305, 'shrunk']], 'what was seen before is what a roll-back is known by');
  makeLog(here.folder, { origin: 'bank.example/board/2027', entries: 2, seed: 'follower' });
  writeFileSync(list, `{"v":1,"logs":["${ORIGIN}","bank.example/board/2027"]}`);
  await here.follower.look();
  t.deepEqual(stateOf(here), [[305, 'shrunk'], [2, null]], 'a list that goes on is taken, and trouble stays');
  t.deepEqual(here.codes, ['site-log-shrunk'], 'told once');
});

test('another list of logs, or another zone, begins the catalogue anew', async (t) => {
  const here = scene(t);
  here.publish(3);
  await here.follower.look();
  const copy = folderOf(t);
  cpSync(here.folder, copy, { recursive: true });
  rmSync(join(copy, 'board'), { recursive: true });
  makeLog(copy, { origin: 'bank.example/board/2030', entries: 2, seed: 'follower' });
  const other = scene(t, copy);
  await other.follower.look();
  t.deepEqual(other.catalogue.newest({}, 10).map(({ index }) => index), [1, 0]);
  const abroad = openCatalogue(join(copy, 'catalogue.sqlite'), 'Asia/Tokyo');
  t.deepEqual(abroad.newest({}, 10), []);
  abroad.close();
});
