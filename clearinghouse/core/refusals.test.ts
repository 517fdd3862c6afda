/** The catalogue of refusals and the table in README.md, both ways; and codes that the sources use. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { refusals } from './refusals.ts';

type Row = { readonly code: string; readonly mayDiffer: string; readonly sentence: string };

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const section = readme.split(/^## Refusals$/m)[1]?.split(/^## /m)[0] ?? '';
const rows: readonly Row[] = section
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, code = '', mayDiffer = '', sentence = ''] = line.split('|').map((cell) => cell.trim());
    return { code: code.replaceAll('`', ''), mayDiffer, sentence };
  });

test('the table in README.md is the catalogue, row by row and in its order', (t) => {
  const expected = Object.entries(refusals).map(([code, one]) => ({ code, mayDiffer: one.mayDiffer ? 'yes' : 'no', sentence: one.en }));
  t.deepEqual(rows, expected);
});

test('every sentence is one line that ends, in both languages', (t) => {
  for (const [code, { en, ja }] of Object.entries(refusals)) {
    t.regex(en, /^[A-Z][^\n|]*\.$/, code);
    t.regex(ja, /^[^\n|]+。?.*[。）]$/, code);
  }
});

test('every code of the catalogue is used somewhere', (t) => {
  const root = join(import.meta.dirname, '..');
  const sources = ['core', 'core/rules', 'schemes', 'cli'].flatMap((folder) =>
    readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'refusals.ts').map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  const text = sources.join('\n');
  t.deepEqual(Object.keys(refusals).filter((code) => !text.includes(`'${code}'`)), []);
});
