/** Faces: those that come late are found, those that are withdrawn leave nothing behind. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { paymentEntries, withdrawnEntry } from '../fixtures/entries.ts';
import { makeLog } from '../fixtures/make-log.ts';
import { facePath } from '../format/tile.ts';
import { ORIGIN, scene, type Scene } from './testing/follower-scene.ts';

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
