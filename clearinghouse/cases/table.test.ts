/** The table of README.md is true: each case has one row, and each row names a file in which a test bears the number. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { ANSWERS } from './fixtures/answers.ts';
import { AUTOMATIC } from './fixtures/automatic.ts';

const folder = import.meta.dirname;
/** Cases that need the whole daemon stand with its other tests. */
const beyond = join(folder, '../../scripts');
const ELSEWHERE = ['e2e/canary'];

type Row = { readonly number: number; readonly file: string };

const rows: readonly Row[] = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| (\d+) \|[^|]*\| `([\w/-]+)` \|.*\|$/gm)].map(([, number, file]) => ({ number: Number(number), file: file ?? '' }));

/** The numbers that stand in the titles of a file's tests; those of `ANSWERS` are titled by their data. */
function numbersIn(file: string): ReadonlySet<number> {
  const source = readFileSync(join(ELSEWHERE.includes(file) ? beyond : folder, `${file}.test.ts`), 'utf8');
  const written = [...source.matchAll(/\b[Cc]ase (\d+):/g)].map(([, number]) => Number(number));
  return new Set([...written, ...(source.includes('of ANSWERS) {') ? ANSWERS.map(([number]) => number) : [])]);
}

const files = [...ELSEWHERE, ...readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'table.test.ts').map((name) => name.slice(0, -'.test.ts'.length))];

test('the table has one row for each of the 114 cases, in their order', (t) => {
  t.deepEqual(rows.map(({ number }) => number), Array.from({ length: 114 }, (_, index) => index + 1));
});

test('every case has a test that bears its number', (t) => {
  const tested = new Set(files.flatMap((file) => [...numbersIn(file)]));
  t.deepEqual(rows.map(({ number }) => number).filter((number) => !tested.has(number)), []);
});

test('each row names a file that holds the case', (t) => {
  for (const { number, file } of rows) t.true(files.includes(file) && numbersIn(file).has(number), `case ${number}: ${file}`);
});

test('the numbers that the table tells of its data are true', (t) => {
  t.true(readFileSync(join(folder, 'README.md'), 'utf8').includes(`${AUTOMATIC.length} systems in`), `${AUTOMATIC.length} systems`);
});
