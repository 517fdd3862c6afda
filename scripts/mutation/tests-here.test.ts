import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { assertions, ownTestFiles } from './tests-here.ts';

const root = join(import.meta.dirname, '../..');

test('the tests of core and schemes assert nothing that is not known here: they would fail, and no mutant would be tried', (t) => {
  const used = new Set(ownTestFiles(root).flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/\bt\.(\w+)\(/g)].map(([, name = '']) => name)));
  t.true(used.size > 3);
  t.deepEqual([...used].filter((name) => !Object.hasOwn(assertions, name)), []);
});

const like = assertions['like'] as (found: unknown, expected: unknown) => void;

test('what is like: only what is named is looked at, and of a list each element', (t) => {
  t.notThrows(() => like({ a: 1, b: { c: [{ d: 2, e: 3 }], f: 4 } }, { b: { c: [{ d: 2 }] } }));
  for (const found of [{ a: 2 }, { b: 1 }, null, [1], 'a']) t.throws(() => like(found, { a: 1 }), undefined, JSON.stringify(found));
  for (const found of [[{ d: 3 }], [], [{ d: 2 }, { d: 2 }]]) t.throws(() => like({ c: found }, { c: [{ d: 2 }] }), undefined, JSON.stringify(found));
});
