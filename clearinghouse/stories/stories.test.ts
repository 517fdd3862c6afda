/** Every story of this folder on the embedded store, letter by letter. Where nothing but letters happens, all of them once more as one group; each other story is replayed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { openLocal } from '../store/sqlite/testing/local.ts';
import type { Store } from '../store/store.ts';
import { parseStories, type Story } from './grammar.ts';
import { endState, isOnlyLetters, madeAgain, replayAsOneGroup } from './replay.ts';
import { playStory, StoryBroken } from './runner.ts';
import type { OpenStore } from './world.ts';

const folder = import.meta.dirname;
const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.story'))
  .sort()
  .flatMap((name) => parseStories(name, readFileSync(join(folder, name), 'utf8')));

const LETTER_KEY = new Uint8Array(32).fill(7);

/**
 * Every so many stories the store runs in its own threads, as in daily life; else in this one, where the story's many audits cost no thread each. It is the
 * same store on the same kind of file.
 */
const IN_THREADS = 25;

/** Gives the use a way to open stores in a folder of its own; closes and removes them afterwards. */
async function withStores<T>(inThreads: boolean, use: (openStore: OpenStore) => Promise<T>): Promise<T> {
  const place = mkdtempSync(join(tmpdir(), 'kakitome-story-'));
  const opened: Store[] = [];
  const openStore = async (): Promise<Store> => {
    const path = join(place, `${opened.length}.db`);
    const store = inThreads ? await openSqliteStore({ path, letterKey: LETTER_KEY, busyTimeoutMs: 10_000 }) : openLocal(path);
    opened.push(store);
    return store;
  };
  try {
    return await use(openStore);
  } finally {
    for (const store of opened) await store.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** Plays it; a broken story comes back as its printed conversation. */
async function play(story: Story, openStore: OpenStore): Promise<string | null> {
  try {
    const world = await playStory(story, openStore);
    if (!isOnlyLetters(story)) {
      const differences = await madeAgain(world, openStore);
      return differences.length === 0 ? null : `${story.file}: ${story.title}\nis not the same when its decisions are made again:\n${differences.join('\n')}`;
    }
    const [one, all] = [await endState(world), await endState(await replayAsOneGroup(story, world, openStore))];
    const differs = [...one.filter((line) => !all.includes(line)).map((line) => `letter by letter: ${line}`), ...all.filter((line) => !one.includes(line)).map((line) => `as one group:     ${line}`)];
    return differs.length === 0 ? null : `${story.file}: ${story.title}\nends in another way when its letters are decided as one group:\n${differs.join('\n')}`;
  } catch (error) {
    if (error instanceof StoryBroken) return error.message;
    throw error;
  }
}

// One after the other: each story has its own database.
for (const [at, story] of stories.entries()) {
  test.serial(`${story.file.replace('.story', '')}: ${story.title}`, async (t) => {
    const broken = await withStores(at % IN_THREADS === 0, (openStore) => play(story, openStore));
    t.true(broken === null, `\n${broken}`);
  });
}

test('enough stories are played', (t) => {
  t.true(stories.length >= 130, `${stories.length} stories`);
  t.true(stories.filter(isOnlyLetters).length >= 60, `${stories.filter(isOnlyLetters).length} stories of letters alone`);
});
