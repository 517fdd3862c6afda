/** Every story of this folder on the embedded store. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Store } from '../store/store.ts';
import { parseStories, type Story } from './grammar.ts';
import { playStory, StoryBroken } from './runner.ts';
import type { OpenStore } from './world.ts';

const folder = import.meta.dirname;
const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.story'))
  .sort()
  .flatMap((name) => parseStories(name, readFileSync(join(folder, name), 'utf8')));

const LETTER_KEY = new Uint8Array(32).fill(7);

/** Gives the use a store in a folder of its own; closes and removes it afterwards. */
async function withStore<T>(use: (openStore: OpenStore) => Promise<T>): Promise<T> {
  const place = mkdtempSync(join(tmpdir(), 'kakitome-story-'));
  let store: Store | null = null;
  try {
    return await use(async () => (store = await openSqliteStore({ path: join(place, 'story.db'), letterKey: LETTER_KEY, busyTimeoutMs: 10_000 })));
  } finally {
    await (store as Store | null)?.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** Plays it, and turns a broken story into its printed conversation. */
async function play(story: Story): Promise<string | null> {
  try {
    await withStore((openStore) => playStory(story, openStore));
    return null;
  } catch (error) {
    if (error instanceof StoryBroken) return error.message;
    throw error;
  }
}

for (const story of stories) {
  test(`${story.file}: ${story.title}`, async (t) => {
    const broken = await play(story);
    if (broken === null) t.pass();
    else t.fail(`\n${broken}`);
  });
}
