/** Texts that are made to keep a reader thread busy: the work grows with their length, not with its square. */
import test from 'ava';
import { growthOf, LINEAR_GROWTH } from '../../scripts/test-growth.ts';
import { alternativesDiffer } from './alternatives.ts';
import { readAnswer } from './consent.ts';
import { normalise } from './normalise.ts';
import { makeDigest } from './secret.ts';
import { readInClear, readText } from './text-reading.ts';

const digest = makeDigest([{ version: 1, key: Buffer.from('pepper') }]);

const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_none, index) => line(index)).join('\n');

/** One word with a stop or a hyphen behind some of its letters, in as many ways as there are numbers. */
const written = (mark: string, index: number): string => [...'maplegreenriver'].map((letter, at) => ((index >> at) & 1 ? `${letter}${mark}` : letter)).join('');

/** As the reader compares a plain text with its HTML. */
const compareWithItself = (text: string): unknown => {
  const { read, clear } = readInClear(text, digest);
  return alternativesDiffer(clear, read, readAnswer(clear, digest), text, digest);
};
const read = (text: string): unknown => readText(text, digest);

const HOSTILE: readonly (readonly [what: string, size: number, textOf: (size: number) => string, work: (text: string) => unknown])[] = [
  ['two passwords on many lines, in text and HTML', 250, (size) => `${lines(size, () => 'PW:abcde1')}\n${lines(size, () => 'PW:abcde2')}`, compareWithItself],
  ['a password within many brackets', 1_000, (size) => `PW: ${'「'.repeat(size)}x${'」'.repeat(size)}`, read],
  ['a password within many pairs of two kinds', 1_000, (size) => `PW: ${'「*'.repeat(size)}x${'*」'.repeat(size)}`, read],
  ['one password with hyphens in many ways', 400, (size) => `${lines(size, (index) => `PW: ${written('-', index)}`)}\n${lines(size, () => 'some other words')}`, read],
  ['one password with stops in many ways', 400, (size) => `${lines(size, (index) => `PW: ${written('.', index)}`)}\n${lines(size, () => 'some other words')}`, read],
  ['combining and half-width voiced marks', 5_000, (size) => `a${'\u0301\uff9e'.repeat(size)}`, normalise],
];

for (const [what, size, textOf, work] of HOSTILE) {
  test.serial(`${what}: eight times the text is no more than some eight times the work`, async (t) => {
    const growth = await growthOf(textOf, size, work);
    t.true(growth < LINEAR_GROWTH, `${growth.toFixed(1)} times`);
  });
}

test('passwords are counted as they are compared: more than sixteen are too many, whatever their letters', (t) => {
  const trouble = (count: number, mark: string): string | null => readText(lines(count, (index) => `PW: ${written(mark, index)}`), digest).trouble;
  t.deepEqual([trouble(16, '.'), trouble(17, '.'), trouble(100, '-'), trouble(100, ' ')], [null, 'too-many-passwords', null, null]);
});
