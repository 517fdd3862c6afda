import test from 'ava';
import fc from 'fast-check';
import { normalise, normaliseLine, plainFigures } from './normalise.ts';

test('one look for every way of writing', (t) => {
  for (const [text, plain] of [
    ['ＯＫ　４Ｋ７Ｍ－２２２２', 'OK 4K7M-2222'], ['4K7M−2222', '4K7M-2222'], ['4K7M‑2222', '4K7M-2222'], ['4K7M—2222', '4K7M-2222'], ['mapleー7731ーcrow', 'maple-7731-crow'], ['パスワード', 'パスワード'], ['ﾊﾟｽﾜｰﾄﾞ', 'パスワード'], ['\u200f\ufeffO\u200bK\u00a0\t x \u200e', 'OK x'],
    ['*OK*', 'OK'], ['「はい」', 'はい'], ['"a"', 'a'], ['**', '**'], ['O\u0000K', 'O K'], ['a\u0085b\u2028c', 'a b c'], ['x\ue000\uf8ff\u{f0000}y', 'xy'], ['ОК', 'ОК'], ['🆗', '🆗'], ['>  > x', '> > x'], ['1\u0660', '1\u0660'],
  ] as const) {
    t.is(normaliseLine(text), plain, JSON.stringify(text));
  }
});

test('figures above or below the line, in circles and in fractions stay apart from those on it', (t) => {
  for (const text of ['12⁹⁹ EUR', '10 m²', 'H₂O', '①500円', '1½', '⑴', '⒈', '12⓪⓪']) t.is(normaliseLine(text), text);
  t.is(normaliseLine('ｍ²　１２⁹⁹　ＥＵＲ'), 'm² 12⁹⁹ EUR');
  for (const [text, plain] of [['12⁹⁹ EUR', '1299 EUR'], ['m²', 'm2'], ['①', '1'], ['１', '１']] as const) t.is(plainFigures(text), plain);
});

test('every character of the tables: what is invisible goes, every dash is one, blanks are one', (t) => {
  const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const invisible = [0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0xfeff, ...range(0x180b, 0x180f), ...range(0x200b, 0x200f), ...range(0x2060, 0x2064), ...range(0x206a, 0x206f), ...range(0xfe00, 0xfe0f), ...range(0xfff9, 0xfffb), ...range(0xe0000, 0xe0fff)];
  t.deepEqual(invisible.filter((code) => normaliseLine(`O${String.fromCodePoint(code)}K`) !== 'OK'), []);
  t.deepEqual([...range(0x2010, 0x2015), 0x2212, 0x2500, 0xfe58, 0xfe63, 0xff0d].filter((code) => normaliseLine(`4K7M${String.fromCodePoint(code)}2222`) !== '4K7M-2222'), []);
  t.deepEqual([0xa0, 0x1680, ...range(0x2000, 0x200a), 0x202f, 0x205f, 0x3000].filter((code) => normaliseLine(`O${String.fromCodePoint(code, code)}K`) !== 'O K'), []);
});

test('lines by any line end', (t) => {
  t.deepEqual(normalise('a\r\nb\rc\n\nd').lines, ['a', 'b', 'c', '', 'd']);
});

test('trouble in the first lines and characters only', (t) => {
  t.is(normalise('a\n\ufffd').trouble, 'replacement-character');
  t.is(normalise('a\n\ud800').trouble, 'replacement-character');
  t.is(normalise(`${'a\n\n'.repeat(10)}\ufffd`).trouble, null);
  t.is(normalise('\u202eOK').trouble, 'direction-override');
  t.is(normalise(`${'a\n'.repeat(100)}\u2066`).trouble, 'direction-override');
  t.is(normalise(`${'a'.repeat(4000)}\u202e`).trouble, null);
  t.is(normalise(`${'a'.repeat(4000)}\u202eb`).lines[0]?.length, 4001);
});

test('a second time changes nothing but a pair', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
    const once = normaliseLine(text);
    t.true(normaliseLine(once) === once || /^[*_"「]/.test(once) || normaliseLine(normaliseLine(once)) === normaliseLine(once));
    t.false(/[\ue000-\uf8ff\n\r\t\0]/.test(once));
  }), { numRuns: 1000 });
});

test('hostile length', (t) => {
  for (const unit of [' ', '\n', '>', '\u0301\u0323', '\ufdfa', '*', 'ー1', '\u202e', '\ud800']) t.notThrows(() => normalise(unit.repeat(400_000)), JSON.stringify(unit));
});
