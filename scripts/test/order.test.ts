import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { LONGEST, longestFirst } from './order.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

test('the files that are begun first are there, each once', (t) => {
  t.deepEqual(LONGEST.filter((file) => !existsSync(join(root, file))), []);
  t.is(new Set(LONGEST).size, LONGEST.length);
});

test('the longest come first, the others keep their order', async (t) => {
  const [longest = '', next = ''] = LONGEST;
  const order = ['z.test.ts', next, 'a/b.test.ts', longest].map((file) => join(root, file));
  const { default: settings } = (await import(new URL('ava.config.mjs', import.meta.url).href)) as { default: (place: { projectDir: string }) => { sortTestFiles: ReturnType<typeof longestFirst> } };
  t.deepEqual(order.toSorted(settings({ projectDir: root }).sortTestFiles), [longest, next, 'z.test.ts', 'a/b.test.ts'].map((file) => join(root, file)));
});

test('files that share a thread come behind the longest, most of them first, and before those alone', (t) => {
  const [longest = ''] = LONGEST;
  const order = ['alone.test.ts', 'two.test.ts', 'three.test.ts', longest, 'other.test.ts'].map((file) => join(root, file));
  const threads = { 'two.test.ts': ['two.test.ts', 'b.test.ts'], 'three.test.ts': ['three.test.ts', 'd.test.ts', 'e.test.ts'] };
  t.deepEqual(order.toSorted(longestFirst(root, threads)), [longest, 'three.test.ts', 'two.test.ts', 'alone.test.ts', 'other.test.ts'].map((file) => join(root, file)));
});
