/** The table of README.md is true: each case has one row, and each row names a file in which a test bears the number. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { ANSWERS } from './fixtures/answers.ts';
import { AUTOMATIC } from './fixtures/automatic.ts';

const NOT_YET = [112];
const folder = import.meta.dirname;

type Row = { readonly number: number; readonly file: string | null };

const rows: readonly Row[] = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| (\d+) \|[^|]*\| (not yet|`([\w-]+)`) \|.*\|$/gm)].map(([, number, , file]) => ({ number: Number(number), file: file ?? null }));

/** The numbers that stand in the titles of a file's tests; those of `ANSWERS` are titled by their data. */
function numbersIn(file: string): ReadonlySet<number> {
  const source = readFileSync(join(folder, `${file}.test.ts`), 'utf8');
  const written = [...source.matchAll(/\b[Cc]ase (\d+):/g)].map(([, number]) => Number(number));
  return new Set([...written, ...(source.includes('of ANSWERS) {') ? ANSWERS.map(([number]) => number) : [])]);
}

const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'table.test.ts').map((name) => name.slice(0, -'.test.ts'.length));

test('the table has one row for each of the 114 cases, in their order', (t) => {
  t.deepEqual(rows.map(({ number }) => number), Array.from({ length: 114 }, (_, index) => index + 1));
});

test('every case has a test that bears its number, but for those that are known to be missing', (t) => {
  const tested = new Set(files.flatMap((file) => [...numbersIn(file)]));
  t.deepEqual(rows.map(({ number }) => number).filter((number) => !tested.has(number)), NOT_YET);
  t.deepEqual(rows.filter(({ file }) => file === null).map(({ number }) => number), NOT_YET);
});

test('each row names a file that holds the case', (t) => {
  for (const { number, file } of rows) if (file !== null) t.true(files.includes(file) && numbersIn(file).has(number), `case ${number}: ${file}`);
});

test('the numbers that the table tells of its data are true', (t) => {
  t.true(readFileSync(join(folder, 'README.md'), 'utf8').includes(`${AUTOMATIC.length} systems in`), `${AUTOMATIC.length} systems`);
});
