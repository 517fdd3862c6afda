import { fileURLToPath } from 'node:url';
import test from 'ava';
import { checkTree, readTree, tellFinding } from './tidy.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = JSON.stringify({ dependencies: { zod: '1', mailauth: '1', pino: '1' }, devDependencies: { ava: '1' } });

/** `#a` is one file in a browser and another one elsewhere. */
const named = JSON.stringify({ imports: { '#a': { browser: './bulletin-board/format/hashes/a.ts', default: './bulletin-board/site/a.ts' } } });

/** The findings over a small tree, as `path:line rule`; pages are only looked at where a test asks for it. */
function found(files: Record<string, string>): string[] {
  const tree = new Map(Object.entries({ 'package.json': packages, ...files }));
  return checkTree(tree).filter((finding) => finding.rule !== 'pages').map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

test('the tree is clean', (t) => {
  t.deepEqual(checkTree(readTree(root)).map(tellFinding), []);
});

const core = 'clearinghouse/core/payment.ts';
const stage = 'clearinghouse/stages/clear.ts';
const money = 'export const a = 1n;\n';

const red: [title: string, files: Record<string, string>, expected: string[]][] = [
  ['core imports a stage', { [core]: "\nimport { s } from '../stages/s.ts';", 'clearinghouse/stages/s.ts': money }, [`${core}:2 imports`]],
  ['protocol imports core, by export', { 'clearinghouse/protocol/a.ts': "export * from '../core/b.ts';", 'clearinghouse/core/b.ts': money }, ['clearinghouse/protocol/a.ts:1 imports']],
  ['a stage imports an adapter, dynamically', { [stage]: "const x = await import('../mail/imap.ts');", 'clearinghouse/mail/imap.ts': money }, [`${stage}:1 imports`]],
  ['a stage imports an adapter, for its types', { [stage]: "import type { a } from '../mail/imap.ts';", 'clearinghouse/mail/imap.ts': money }, [`${stage}:1 imports`]],
  ['a notice imports values of core', { 'clearinghouse/notices/n.ts': "import { a } from '../core/b.ts';", 'clearinghouse/core/b.ts': money }, ['clearinghouse/notices/n.ts:1 imports']],
  ['the board imports the clearinghouse', { 'bulletin-board/site/page.ts': "import { a } from '../../clearinghouse/protocol/money.ts';", 'clearinghouse/protocol/money.ts': money }, ['bulletin-board/site/page.ts:1 imports']],
  ['the merchant imports the core', { 'merchant-agent/watch.ts': "import { a } from '../clearinghouse/core/b.ts';", 'clearinghouse/core/b.ts': money }, ['merchant-agent/watch.ts:1 imports']],
  ['main is imported', { [stage]: "import { a } from '../main.ts';", 'clearinghouse/main.ts': money }, [`${stage}:1 imports`]],
  ['scripts are imported', { [stage]: "import { a } from '../../scripts/a.ts';", 'scripts/a.ts': money }, [`${stage}:1 imports`]],
  ['code imports what belongs to tests', { [core]: "import { a } from './fixtures/a.ts';", 'clearinghouse/core/fixtures/a.ts': money }, [`${core}:1 imports`]],
  ['a file that does not exist', { [core]: "import { a } from './gone.ts';" }, [`${core}:1 imports`]],
  ['a computed import', { [core]: 'const a = await import(name);' }, [`${core}:1 imports`]],
  ['a folder without a row', { 'clearinghouse/misc/a.ts': money }, ['clearinghouse/misc/a.ts:1 folders']],
  ['a mail library outside of mail', { [stage]: "import { a } from 'mailauth/lib/dkim/verify.js';" }, [`${stage}:1 imports`]],
  ['a library in the pure core', { [core]: "import { z } from 'zod';" }, [`${core}:1 imports`]],
  ['a package that is not named', { 'scripts/a.ts': "import x from 'left-pad';" }, ['scripts/a.ts:1 imports']],
  ['files in the pure core', { [core]: "import { readFileSync } from 'node:fs';" }, [`${core}:1 imports`]],
  ['the database driver in a stage', { [stage]: "import { DatabaseSync } from 'node:sqlite';" }, [`${stage}:1 imports`]],
  ['what a name of package.json may stand for', { 'package.json': named, 'bulletin-board/format/a.ts': "import { a } from '#a';", 'bulletin-board/format/hashes/a.ts': money, 'bulletin-board/site/a.ts': money }, ['bulletin-board/format/a.ts:1 imports']],
  ['a name that package.json does not have', { [core]: "import { a } from '#a';" }, [`${core}:1 imports`]],
  ['a cycle by a name', { 'package.json': named, 'bulletin-board/site/b.ts': "import { a } from '#a';", 'bulletin-board/site/a.ts': "import { b } from './b.ts';", 'bulletin-board/format/hashes/a.ts': money }, ['bulletin-board/site/a.ts:1 cycles']],
  ['a cycle', { [core]: "import { b } from './b.ts';", 'clearinghouse/core/b.ts': "import type { c } from './c.ts';", 'clearinghouse/core/c.ts': "import { a } from './payment.ts';" }, ['clearinghouse/core/c.ts:1 cycles']],
  ['a long file', { [core]: 'const a = 1;\n'.repeat(301) }, [`${core}:301 file-length`]],
  ['a long function', { [core]: `export function f() {\n${'  g();\n'.repeat(59)}}\n` }, [`${core}:1 function-length`]],
  ['a long method', { [core]: `class A {\n  m = () => {\n${'  g();\n'.repeat(59)}  };\n}\n` }, [`${core}:2 function-length`]],
  ['a file that is no table, though it says so', { [core]: `/** @table */\n${'const a = 1;\n'.repeat(301)}` }, [`${core}:101 file-length`]],
  ['code hidden in a table', { [core]: `/** @table */\nconst t = {\n${'  f() {\n    g();\n  },\n'.repeat(101)}};\n` }, [`${core}:101 file-length`]],
  ['a table that only a later comment names', { [core]: `/** words */\n/** @table */\nconst t = [\n${'  1,\n'.repeat(300)}];\n` }, [`${core}:301 file-length`]],
  ['the environment', { [stage]: 'const a = process.env.PORT;' }, [`${stage}:1 environment`]],
  ['the environment, taken apart', { [stage]: 'const { env } = process;' }, [`${stage}:1 environment`]],
  ['the environment, by name', { [stage]: "const a = process['env'];" }, [`${stage}:1 environment`]],
  ['the clock', { [stage]: 'const a = Date.now();' }, [`${stage}:1 clock`]],
  ['the clock, handed on', { [stage]: 'const clock = globalThis.Date.now;' }, [`${stage}:1 clock`]],
  ['the clock, as a date', { [stage]: 'const a = new Date();' }, [`${stage}:1 clock`]],
  ['the clock that counts', { [core]: 'const a = performance.now();' }, [`${core}:1 clock`]],
  ['chance', { [core]: 'const a = Math.random();' }, [`${core}:1 random`]],
  ['chance, imported under another name', { [stage]: "import { randomBytes as noise } from 'node:crypto';" }, [`${stage}:1 random`]],
  ['chance, from the whole module', { [core]: "import * as c from 'node:crypto';\nconst a = c.randomUUID();" }, [`${core}:2 random`]],
  ['a float', { 'clearinghouse/mail/a.ts': "const a = parseFloat('1.5');\nconst b = Number.parseFloat('1');" }, ['clearinghouse/mail/a.ts:1 numbers', 'clearinghouse/mail/a.ts:2 numbers']],
  ['money as a number', { [core]: 'const a = Number(sum);' }, [`${core}:1 numbers`]],
  ['a switch for tests', { [stage]: 'if (settings.skipDkim) go();' }, [`${stage}:1 gates`]],
  ['a switch by environment', { 'clearinghouse/config.ts': "const a = process.env['NODE_ENV'];" }, ['clearinghouse/config.ts:1 gates']],
  ['certificates unchecked', { 'clearinghouse/mail/a.ts': 'const a = { rejectUnauthorized: false };' }, ['clearinghouse/mail/a.ts:1 gates']],
  ['a transaction outside the store', { [stage]: "db.exec('BEGIN IMMEDIATE');\ndb.exec(`COMMIT`);" }, [`${stage}:1 transactions`, `${stage}:2 transactions`]],
  ['a timer in pure code', { [core]: 'setTimeout(f, 1);' }, [`${core}:1 purity`]],
  ['a test that runs alone', { 'clearinghouse/core/a.test.ts': `test.serial.${'only'}('x', f);` }, ['clearinghouse/core/a.test.ts:1 tests']],
  ['a test that is left out', { 'clearinghouse/core/a.test.ts': `test.${'skip'}('x', f);` }, ['clearinghouse/core/a.test.ts:1 tests']],
  ['a test that passes by itself', { 'clearinghouse/core/a.test.ts': `t.${'pass'}();\nt.true(${'true'});` }, ['clearinghouse/core/a.test.ts:1 tests', 'clearinghouse/core/a.test.ts:2 tests']],
  ['an unfinished mark', { [core]: `// ${'TO' + 'DO'} later\n` }, [`${core}:1 unfinished`]],
  ['a dead link', { 'README.md': 'see [a](clearinghouse/gone.md#part)' }, ['README.md:1 links']],
  ['a dead link by reference', { 'scripts/README.md': '[a]: ../gone.md' }, ['scripts/README.md:1 links']],
];

for (const [title, files, expected] of red) test(`red: ${title}`, (t) => t.deepEqual(found(files), expected));

const green: [title: string, files: Record<string, string>][] = [
  ['comments and strings are no code', { [core]: "// import { a } from '../stages/a.ts'; Date.now()\nconst a = 'Math.random() process.env';\nconst b = `new Date()`;\nconst c = /import('x')/;" }],
  ['types of core in a notice', { 'clearinghouse/notices/n.ts': "import type { A } from '../core/b.ts';\nimport { type B } from '../core/b.ts';", 'clearinghouse/core/b.ts': money }],
  ['the clock in an adapter', { 'clearinghouse/mail/imap.ts': "import { randomBytes } from 'node:crypto';\nconst a = Date.now();" }],
  ['a clock and chance that were handed in', { [stage]: 'const a = clock.now();\nconst b = chance.randomBytes(8);\nconst c = new Date(a);' }],
  ['a name of package.json', { 'package.json': named, 'bulletin-board/site/b.ts': "import { a } from '#a';", 'bulletin-board/site/a.ts': money, 'bulletin-board/format/hashes/a.ts': money }],
  ['tests may import all', { 'clearinghouse/core/a.test.ts': "import { x } from 'mailauth';\nimport { a } from '../main.ts';\nimport { db } from 'node:sqlite';", 'clearinghouse/main.ts': money }],
  ['a table of words', { 'clearinghouse/protocol/words.ts': `/** The words. @table */\nexport const words = {\n${'  a: (x: string) => `${x}`,\n'.repeat(400)}} as const;\n` }],
  ['a function of sixty lines', { [core]: `export function f() {\n${'  g();\n'.repeat(58)}}\n` }],
  ['a transaction in the store', { 'clearinghouse/store/sqlite/writer.ts': "db.exec('BEGIN IMMEDIATE');" }],
  ['words that only begin like one', { [stage]: "const a = 'BEGIN:VCARD';\nconst b = 'COMMITMENT';" }],
  ['links that lead somewhere', { 'README.md': '[a](scripts/) [b](#part) [c](https://example.org) `[d](gone)`\n```\n[e](gone)\n```\n', 'scripts/a.ts': money }],
];

for (const [title, files] of green) test(`green: ${title}`, (t) => t.deepEqual(found(files), []));

test('every page that is missing is told', (t) => {
  const missing = checkTree(new Map([['package.json', packages], ['scripts/a.ts', money], ['README.md', '']])).map(tellFinding);
  t.deepEqual(missing.map((line) => line.split('  ').slice(0, 2).join(' ')), ['CHANGELOG.md:1 pages', 'CONTRIBUTING.md:1 pages', 'scripts/README.md:1 pages']);
});

test('a finding is one line that says where, what rule, what was found and what is expected', (t) => {
  const [line] = checkTree(new Map([['package.json', packages], [core, 'const a = Date.now();']])).filter(({ rule }) => rule === 'clock').map(tellFinding);
  t.is(line, `${core}:1  clock  reads the clock (Date.now); main.ts and adapters do, everything else gets the time as an argument`);
});
