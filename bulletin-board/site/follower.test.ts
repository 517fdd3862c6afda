import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { endsEntry, paymentEntries } from '../fixtures/entries.ts';
import { makeLog, type MadeLog } from '../fixtures/make-log.ts';
import { bundlePath, facePath } from '../format/tile.ts';
import { openCatalogue } from './catalogue.ts';
import { folderOf, ORIGIN, scene, stateOf } from './testing/follower-scene.ts';

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
