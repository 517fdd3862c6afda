import test from 'ava';
import { createHash } from 'node:crypto';
import { bodyHashOf } from './body-hash.ts';

const hashOf = (body: string): string => bodyHashOf(Buffer.from(body.replaceAll('\n', '\r\n'), 'latin1'));
const ORDER = '2 Sencha 100g\n\n of it\n';

test('what a relaxed signature does not see makes no other mail (RFC 6376 §3.4.4)', (t) => {
  for (const same of ['2  Sencha\t100g\n\n of it\n', '2 Sencha 100g \t\n \n\tof it', '2 Sencha 100g\n\n  of it   \n\n \n\t\t\n']) t.is(hashOf(same), hashOf(ORDER), JSON.stringify(same));
  t.is(bodyHashOf(Buffer.from(ORDER)), hashOf(ORDER), 'line feeds alone');
  for (const empty of ['\n', ' ', '\t\n \n\n']) t.is(hashOf(empty), hashOf(''), JSON.stringify(empty));
});

test('what it sees does', (t) => {
  for (const other of ['2 Sencha 100g\n\nof it\n', '2 Sencha 100 g\n\n of it\n', '2 Sencha 100g\n of it\n', `\n${ORDER}`, `${ORDER}.`, ORDER.toUpperCase(), ORDER.replace(' of', '\u00a0of')]) t.not(hashOf(other), hashOf(ORDER), JSON.stringify(other));
});

test('a body without such blanks has the hash that it always had', (t) => {
  t.is(hashOf(ORDER), createHash('sha256').update('2 Sencha 100g\n\n of it').digest('hex'));
});

test('a megabyte of blanks or empty lines is hashed as what remains of it', (t) => {
  for (const [long, rest] of [[' '.repeat(1_000_000), ''], ['\t\n'.repeat(400_000), ''], ['\n'.repeat(1_000_000), ''], [`${' '.repeat(500_000)}x`.repeat(2), ' x x']] as const) t.is(hashOf(`a${long}`), hashOf(`a${rest}`));
});
