/**
 * Every tenth story on a real PostgreSQL, letter by letter; some of them replayed in an embedded store, and where nothing but letters happens also as one group. With
 * KAKITOME_ALL_WAYS=1 all stories, in both ways.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { parseStories, type Story } from '../../stories/grammar.ts';
import { endState, isOnlyLetters, madeAgain, replayAsOneGroup } from '../../stories/replay.ts';
import { playStory, StoryBroken } from '../../stories/runner.ts';
import type { OpenStore } from '../../stories/world.ts';
import { openLocal } from '../sqlite/testing/local.ts';
import type { Store } from '../store.ts';
import { startServer, type Server } from './testing/server.ts';

const [EVERY, GROUPED] = process.env['KAKITOME_ALL_WAYS'] === '1' ? [1, 1] : [20, 4];

const folder = join(import.meta.dirname, '..', '..', 'stories');
const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.story'))
  .sort()
  .flatMap((name) => parseStories(name, readFileSync(join(folder, name), 'utf8')))
  .filter((_story, at) => at % EVERY === 0);

let server: Promise<Server> | null = null;

test.after.always(async () => (await server)?.stop());

/** As `kakitome replay` rebuilds every bank. */
async function inSqlite<T>(work: (openRebuilt: OpenStore) => Promise<T>): Promise<T> {
  const place = mkdtempSync(join(tmpdir(), 'kakitome-replay-'));
  const rebuilt = openLocal(join(place, 'rebuilt.db'));
  try {
    return await work(async () => rebuilt);
  } finally {
    await rebuilt.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** Plays it; a broken story comes back as its printed conversation. */
async function play(story: Story, grouped: boolean, openStore: OpenStore): Promise<string | null> {
  try {
    const world = await playStory(story, openStore);
    if (!grouped) return null;
    const differences = await inSqlite((openRebuilt) => madeAgain(world, openRebuilt));
    if (differences.length > 0) return `${story.file}: ${story.title}\nis not the same when its decisions are made again in an embedded store:\n${differences.join('\n')}`;
    if (!isOnlyLetters(story)) return null;
    const [one, all] = [await endState(world), await endState(await replayAsOneGroup(story, world, openStore))];
    const differs = [...one.filter((line) => !all.includes(line)), ...all.filter((line) => !one.includes(line))];
    return differs.length === 0 ? null : `${story.file}: ${story.title}\nends in another way when its letters are decided as one group:\n${differs.join('\n')}`;
  } catch (error) {
    if (error instanceof StoryBroken) return error.message;
    throw error;
  }
}

for (const [at, story] of stories.entries()) {
  test.serial(`PostgreSQL, ${story.file.replace('.story', '')}: ${story.title}`, async (t) => {
    const { openCopy } = await (server ??= startServer());
    const opened: Store[] = [];
    const broken = await play(story, at % GROUPED === 0, async () => {
      const { store } = await openCopy();
      opened.push(store);
      return store;
    });
    for (const store of opened) await store.close();
    t.true(broken === null, `\n${broken}`);
  });
}

test('enough stories are played', (t) => {
  t.true(stories.length >= 13, `${stories.length} stories`);
});
