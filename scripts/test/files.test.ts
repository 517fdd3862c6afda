import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { reaches, selectTests } from './files.ts';

function tree(t: ExecutionContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'tree-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const files = { 'a/x.test.ts': '', 'a/y.test.ts': '', 'a/y.ts': '', 'ab/z.test.ts': '', 'node_modules/p/n.test.ts': '', 'a/node_modules/q.test.ts': '' };

test('no argument takes every test, but none of what is installed', (t) => {
  t.deepEqual(selectTests(tree(t, files), []), { files: ['a/x.test.ts', 'a/y.test.ts', 'ab/z.test.ts'], options: [], unmatched: [], whole: true });
});

test('files, folders, patterns and parts of a name pick; options go to ava with their values', (t) => {
  const root = tree(t, files);
  const picked = (...args: string[]) => selectTests(root, args).files;
  t.deepEqual(picked('a'), ['a/x.test.ts', 'a/y.test.ts']);
  t.deepEqual(picked('./a/y.test.ts'), ['a/y.test.ts']);
  t.deepEqual(picked('**/x.*'), ['a/x.test.ts']);
  t.deepEqual(picked('z.test'), ['ab/z.test.ts']);
  t.deepEqual(selectTests(root, ['nothing', 'a']).unmatched, ['nothing']);
  t.deepEqual(selectTests(root, ['--match', '*pays*', '--serial', 'ab']), { files: ['ab/z.test.ts'], options: ['--match', '*pays*', '--serial'], unmatched: [], whole: false });
});

test('a file reaches what it imports, also through others, also in a circle', (t) => {
  const root = tree(t, {
    'far.test.ts': "import { a } from './one.ts';",
    'one.ts': "export * from './lib/two.ts';\nimport './far.test.ts';",
    'lib/two.ts': "const t = await import('../server.ts');",
    'near.test.ts': "import { b } from './other.ts';",
    'server.ts': '',
  });
  t.true(reaches(root, 'far.test.ts', 'server.ts'));
  t.false(reaches(root, 'near.test.ts', 'server.ts'));
});
