/**
 * The tests that a mutant has to survive, played in this process: all stories on the embedded store, and what `core/` and `schemes/` test of themselves. `ava` is answered by a
 * collector of our own meanwhile, since AVA's runner has no way into a process that is there already.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Store } from '../../clearinghouse/store/store.ts';
import type { Story } from '../../clearinghouse/stories/grammar.ts';

/** `play` rejects where the test goes another way. */
export type TestHere = { readonly id: string; readonly play: () => Promise<void> };

type Assertions = Readonly<Record<string, (...parameters: never[]) => unknown>>;
type Body = (t: Assertions) => unknown;

/** `root`: the folder of the project whose modules are tested. Modules are loaded here and stay loaded. */
export async function testsOf(root: string): Promise<readonly TestHere[]> {
  return [...(await ownTests(root)), ...(await stories(root))];
}

const load = async <T>(root: string, path: string): Promise<T> => (await import(pathToFileURL(join(root, path)).href)) as T;

type Modules = {
  readonly grammar: { readonly parseStories: (file: string, text: string) => readonly Story[] };
  readonly runner: { readonly playStory: (story: Story, open: () => Promise<Store>) => Promise<unknown> };
  readonly local: { readonly openLocal: (path: string) => Store };
};

/** One story of each file first, then the second of each: every subject comes soon. */
async function stories(root: string): Promise<readonly TestHere[]> {
  const { parseStories } = await load<Modules['grammar']>(root, 'clearinghouse/stories/grammar.ts');
  const { playStory } = await load<Modules['runner']>(root, 'clearinghouse/stories/runner.ts');
  const { openLocal } = await load<Modules['local']>(root, 'clearinghouse/store/sqlite/testing/local.ts');
  const folder = join(root, 'clearinghouse/stories');
  const files = readdirSync(folder).filter((name) => name.endsWith('.story')).sort();
  const ranked = files.flatMap((name) => parseStories(name, readFileSync(join(folder, name), 'utf8')).map((story, rank) => ({ story, rank })));
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ story }) => ({ id: `${story.file}: ${story.title}`, play: () => playOne(story, playStory, openLocal) }));
}

async function playOne(story: Story, playStory: Modules['runner']['playStory'], openLocal: Modules['local']['openLocal']): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'kakitome-mutation-'));
  const opened: Store[] = [];
  try {
    await playStory(story, async () => {
      const store = openLocal(join(place, `${opened.length}.db`));
      opened.push(store);
      return store;
    });
  } finally {
    for (const store of opened) await store.close().catch(() => undefined);
    rmSync(place, { recursive: true, force: true });
  }
}

/** The files of the two folders' own tests, from the root. */
export const ownTestFiles = (root: string): readonly string[] =>
  ['clearinghouse/core', 'clearinghouse/schemes'].flatMap((folder) => readdirSync(join(root, folder)).filter((one) => one.endsWith('.test.ts')).sort().map((name) => `${folder}/${name}`));

async function ownTests(root: string): Promise<readonly TestHere[]> {
  const collected: TestHere[] = [];
  const place = globalThis as { collectTest?: (title: string, body: Body) => void };
  const hooks = registerHooks({ resolve: (specifier, context, next) => (specifier === 'ava' ? { url: COLLECTOR, shortCircuit: true } : next(specifier, context)) });
  try {
    for (const path of ownTestFiles(root)) {
      place.collectTest = (title, body) => void collected.push({ id: `${path}: ${title}`, play: async () => void (await body(assertions)) });
      await load(root, path);
    }
  } finally {
    hooks.deregister();
    delete place.collectTest;
  }
  return collected;
}

const COLLECTOR = 'data:text/javascript,export default (title, body) => globalThis.collectTest(title, body);';

/** The part of `found` that `expected` speaks of: of objects the keys it names, of lists each element. */
function likeness(found: unknown, expected: unknown): unknown {
  if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null) return found;
  if (Array.isArray(expected)) return Array.isArray(found) ? found.map((one, at) => (at < expected.length ? likeness(one, expected[at]) : one)) : found;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, likeness((found as Readonly<Record<string, unknown>>)[key], value)]));
}

/** Those of AVA's assertions that these tests use. */
export const assertions: Assertions = {
  is: (found: unknown, expected: unknown, message?: string) => assert.equal(found, expected, message),
  not: (found: unknown, other: unknown, message?: string) => assert.notEqual(found, other, message),
  notDeepEqual: (found: unknown, other: unknown, message?: string) => assert.notDeepEqual(found, other, message),
  like: (found: unknown, expected: unknown, message?: string) => assert.deepEqual(likeness(found, expected), expected, message),
  deepEqual: (found: unknown, expected: unknown, message?: string) => assert.deepEqual(found, expected, message),
  true: (found: unknown, message?: string) => assert.equal(found, true, message),
  false: (found: unknown, message?: string) => assert.equal(found, false, message),
  regex: (found: string, pattern: RegExp, message?: string) => assert.match(found, pattern, message),
  notRegex: (found: string, pattern: RegExp, message?: string) => assert.doesNotMatch(found, pattern, message),
  notThrows: (work: () => unknown) => void work(),
  throws: (work: () => unknown, expected?: { readonly message?: RegExp | string }) => {
    const { message } = expected ?? {};
    if (message === undefined) return assert.throws(work);
    return assert.throws(work, { message });
  },
};
