import test from 'ava';
import fc from 'fast-check';
import { keyVectors, refused, vector, vectorText } from './fixtures/vectors.ts';
import { base64, concat, utf8 } from './encoding.ts';
import { formatNote, MAX_NOTE_BYTES, parseNote, parseSignatureLine, signatureLine } from './note.ts';

const LINE = signatureLine('a.example', '01020304', new Uint8Array(64));

test('a vector is read and written again byte for byte', (t) => {
  for (const path of ['log5/checkpoint', 'log300/checkpoint', 'log-odd/checkpoint', 'mldsa/checkpoint.300', ...[0, 1, 3, 5].map((size) => `log5-history/checkpoint.${size}`), ...[0, 1, 5, 255, 256, 257, 300].map((size) => `log300-history/checkpoint.${size}`)]) {
    const { text, signatures } = parseNote(vector(path));
    t.deepEqual(Buffer.from(formatNote(text, signatures.map(({ line }) => line))), Buffer.from(vector(path)), path);
    for (const { name, id, blob, line } of signatures) t.is(signatureLine(name, id, blob), line);
  }
});

test('the text ends at the last empty line, and may hold others', (t) => {
  const text = 'one\n\ntwo\n';
  t.is(parseNote(formatNote(text, [LINE])).text, text);
  t.is(parseNote(utf8(`\n\n${LINE}`)).text, '\n');
});

test('notes that are refused', (t) => {
  const note = vectorText('log5/checkpoint');
  const cases: readonly (readonly [about: string, bytes: Uint8Array, code: 'note' | 'encoding'])[] = [
    ['nothing', utf8(''), 'encoding'],
    ['no signature', utf8('text\n\n'), 'encoding'],
    ['only the text', utf8('text\n'), 'note'],
    ['CRLF', utf8(note.replaceAll('\n', '\r\n')), 'encoding'],
    ['one CR', utf8(note.replace('5\n', '5\r\n')), 'encoding'],
    ['a tab', utf8(note.replace('5\n', '5\t\n')), 'encoding'],
    ['a zero', utf8(note.replace('5\n', '5\0\n')), 'encoding'],
    ['no last line end', utf8(note.slice(0, -1)), 'encoding'],
    ['an empty line after the signatures', utf8(`${note}\n`), 'encoding'],
    ['text after the signatures', utf8(`${note}text\n`), 'note'],
    ['no UTF-8', concat(utf8('text'), Uint8Array.of(0xff), utf8(`\n\n${LINE}`)), 'encoding'],
    ['a surrogate in UTF-8', concat(utf8('text'), Uint8Array.of(0xed, 0xa0, 0x80), utf8(`\n\n${LINE}`)), 'encoding'],
    ['an overlong form', concat(utf8('text'), Uint8Array.of(0xc0, 0x8a), utf8(`\n\n${LINE}`)), 'encoding'],
    ['a hyphen', utf8(note.replaceAll('\u2014', '-')), 'note'],
    ['an en dash', utf8(note.replaceAll('\u2014', '\u2013')), 'note'],
    ['a BOM before a signature', utf8(`text\n\n\ufeff${LINE}`), 'note'],
    ['too many signatures', formatNote('text\n', Array.from({ length: 65 }, () => LINE)), 'note'],
    ['too many bytes', new Uint8Array(MAX_NOTE_BYTES + 1).fill(10), 'note'],
  ];
  for (const [about, bytes, code] of cases) refused(t, code, () => parseNote(bytes), about);
});

test('signature lines that are refused', (t) => {
  const blob = base64(new Uint8Array(68));
  const lines = ['', '\n', '\u2014\n', `\u2014 a\n`, `\u2014 a ${blob}`, `\u2014  a ${blob}\n`, `\u2014 a  ${blob}\n`, `\u2014 a ${blob} \n`, ` \u2014 a ${blob}\n`, `\u2014 a+b ${blob}\n`, `\u2014 a\u00a0b ${blob}\n`, `\u2014 a\u0085b ${blob}\n`, `\u2014 a\u3000b ${blob}\n`, `\u2014 a b ${blob}\n`, `\u2014 a ${base64(new Uint8Array(4))}\n`, `\u2014 a ${blob}\n\n`];
  for (const line of lines) refused(t, 'note', () => parseSignatureLine(line), JSON.stringify(line));
  refused(t, 'encoding', () => parseSignatureLine(`\u2014 a ${blob.replace(/=+$/, '')}\n`), 'no padding');
  refused(t, 'encoding', () => parseSignatureLine(`\u2014 a ${blob.replace('A', '-')}\n`), 'another alphabet');
});

test('sixteen signatures of the largest post-quantum kind are taken', (t) => {
  const line = signatureLine(keyVectors.log.name, '01020304', new Uint8Array(8 + 4_627));
  t.is(parseNote(formatNote('text\n', Array.from({ length: 16 }, () => line))).signatures.length, 16);
});

const word = fc.stringMatching(/^[a-z0-9./#例👍-]{1,20}$/u);
const blobs = fc.uint8Array({ minLength: 1, maxLength: 80 });
const lines = fc.array(fc.tuple(word, fc.uint8Array({ minLength: 4, maxLength: 4 }), blobs), { minLength: 1, maxLength: 16 });

test('what is written is read again', (t) => {
  fc.assert(fc.property(fc.array(fc.oneof(word, fc.constant('')), { minLength: 1, maxLength: 6 }), lines, (texts, signers) => {
    const text = `${texts.join('\n')}\n`;
    const written = signers.map(([name, id, blob]) => signatureLine(name, Buffer.from(id).toString('hex'), blob));
    const note = parseNote(formatNote(text, written));
    t.is(note.text, text);
    t.deepEqual(note.signatures.map(({ line }) => line), written);
    t.deepEqual(note.signatures.map(({ name, blob }) => [name, Buffer.from(blob)]), signers.map(([name, , blob]) => [name, Buffer.from(blob)]));
  }), { numRuns: 200 });
});
