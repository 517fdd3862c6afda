/**
 * What one mutant has to survive: one story of each subject, on the embedded store, then what `core/` and `schemes/` test of themselves, then all other stories. Ends with 1 at
 * the first that goes another way; with none, with 0.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { openLocal } from '../../clearinghouse/store/sqlite/testing/local.ts';
import type { Store } from '../../clearinghouse/store/store.ts';
import { parseStories, type Story } from '../../clearinghouse/stories/grammar.ts';
import { playStory, StoryBroken } from '../../clearinghouse/stories/runner.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'clearinghouse/stories');
const stories = readdirSync(folder).filter((name) => name.endsWith('.story')).sort().flatMap((name) => parseStories(name, readFileSync(join(folder, name), 'utf8')));

/** One of each file first, then the second of each: a mutant meets every subject soon. */
const rank = new Map<Story, number>();
const seen = new Map<string, number>();
for (const story of stories) {
  const nth = seen.get(story.file) ?? 0;
  seen.set(story.file, nth + 1);
  rank.set(story, nth);
}
const ordered = stories.toSorted((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0));
const firsts = ordered.filter((story) => rank.get(story) === 0);

async function goesAnotherWay(story: Story): Promise<string | null> {
  const place = mkdtempSync(join(tmpdir(), 'kakitome-mutation-'));
  const opened: Store[] = [];
  try {
    await playStory(story, async () => {
      const store = openLocal(join(place, `${opened.length}.db`));
      opened.push(store);
      return store;
    });
    return null;
  } catch (error) {
    return error instanceof StoryBroken ? `${story.file}: ${story.title}` : `${story.file}: ${story.title}: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    for (const store of opened) await store.close().catch(() => undefined);
    rmSync(place, { recursive: true, force: true });
  }
}

async function playAll(all: readonly Story[]): Promise<void> {
  for (const story of all) {
    const killed = await goesAnotherWay(story);
    if (killed === null) continue;
    process.stdout.write(`killed by ${killed}\n`);
    process.exit(1);
  }
}

await playAll(firsts);
const own = spawnSync(process.execPath, [join(root, 'node_modules/ava/entrypoints/cli.js'), '--fail-fast', 'clearinghouse/core/**', 'clearinghouse/schemes/**'], { cwd: root, stdio: 'inherit' });
if (own.status !== 0) process.exit(1);
await playAll(ordered.slice(firsts.length));
