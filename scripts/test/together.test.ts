import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { leadersOf, ownTitle, sharedTitle, together } from './together.ts';

const PLAIN = "import test from 'ava';\ntest('adds', (t) => t.is(1 + 1, 2));\n";
const OWN: Readonly<Record<string, string>> = {
  ends: 'test.afterEach.always(() => end());',
  each: 'test.serial.beforeEach(() => begin());',
  context: 't.context = 1;',
  environment: "process.env['HOME'] = home;",
  cleared: "delete process.env['HOME'];",
  global: 'globalThis.Blob = Other;',
  signals: "process.on('exit', end);",
  clock: 'mock.timers.enable();',
};

test('files of one folder share threads of about one size; what changes its thread, or is kept alone, does not', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'together-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  const write = (file: string, more = ''): string => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), `${PLAIN}${more}\n`);
    return file;
  };
  const many = Array.from({ length: 20 }, (_, at) => write(`many/${at}.test.ts`));
  const few = ['a', 'b', 'c'].map((name) => write(`few/${name}.test.ts`));
  const own = Object.entries(OWN).map(([name, more]) => write(`few/${name}.test.ts`, more));
  const one = write('one/a.test.ts');
  const threads = together(root, [...many, ...few, ...own, one], (file) => file === 'few/b.test.ts');
  t.deepEqual(Object.values(threads).map((share) => share.length), [10, 10, 2]);
  t.deepEqual(Object.values(threads).flat().toSorted(), [...many, 'few/a.test.ts', 'few/c.test.ts'].toSorted());
  t.deepEqual(leadersOf([...many, ...few, ...own, one], threads), ['many/0.test.ts', 'many/1.test.ts', 'few/a.test.ts', 'few/b.test.ts', ...own, one]);
});

test('a test is called by its own file, whichever thread it shares', (t) => {
  t.is(ownTitle(`core › apply › ${sharedTitle('clearinghouse/core/about.test.ts', 'says [what] › it is')}`), 'clearinghouse › core › about › says [what] › it is');
  t.is(ownTitle(sharedTitle('a.test.ts', 'adds')), 'a › adds');
  for (const title of ['core › apply › adds', 'adds [twice] and more']) t.is(ownTitle(title), title);
});
