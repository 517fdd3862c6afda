/** Anonymous mails that are made to keep a reader thread busy: the work grows with their length, not with its square. */
import test from 'ava';
import { growthOf, LINEAR_GROWTH } from '../../scripts/test-growth.ts';
import { GATE_LIMITS } from './gate.ts';
import { readContent } from './mime.ts';
import type { LetterContent } from './mime.ts';

/** In lines of some 900 characters, as a header field may be folded. */
const folded = (field: string): string => field.replaceAll(/.{900}/gsu, '$&\r\n ');
const mail = (fields: readonly string[], body: string): Buffer => Buffer.from(['From: a@b.example', ...fields, '', body].join('\r\n'));
const text = (body: string, encoding = '8bit'): Buffer => mail(['Content-Type: text/plain; charset=utf-8', `Content-Transfer-Encoding: ${encoding}`], body);

const read = (bytes: Buffer): Promise<LetterContent> => readContent(bytes, { from: 'a@b.example', to: [], clientAddress: null, helo: null }, [], GATE_LIMITS);

/** The size is that of the smaller mail. */
const HOSTILE: readonly (readonly [what: string, size: number, mailOf: (size: number) => Buffer])[] = [
  ['parameters of a type', 1_400, (size) => mail([folded(`Content-Type: text/plain;${Array.from({ length: size }, (_none, index) => `${index.toString(36)}=`).join(';')}`)], 'x')],
  ['blanks in a boundary', 7_000, (size) => mail([folded(`Content-Type: multipart/mixed; boundary="a${' '.repeat(size)}x"`)], 'x')],
  ['blanks in a return path', 7_000, (size) => mail([folded(`Return-Path: <${' '.repeat(size)}x`)], 'x')],
  ['blanks behind a daemon in a return path', 7_000, (size) => mail([folded(`Return-Path: <mailer-daemon@${' '.repeat(size)}x`)], 'x')],
  ['line ends in base64 with a wrong end', 8_000, (size) => text(`QUFB${'\r\n'.repeat(size)}======`, 'base64')],
  ['combining marks', 8_000, (size) => text(`a${'\u0301\u0323'.repeat(size)}`)],
  ['half-width voiced marks', 8_000, (size) => text(`a${'\u0301\uff9e'.repeat(size)}`)],
];

for (const [what, size, mailOf] of HOSTILE) {
  test.serial(`${what}: eight times the mail is no more than some eight times the work`, async (t) => {
    const growth = await growthOf(mailOf, size, read);
    t.true(growth < LINEAR_GROWTH, `${growth.toFixed(1)} times`);
  });
}

test('many texts that are short by themselves are too long together', async (t) => {
  const parts = (type: string, size: number): Buffer => mail(['Content-Type: multipart/mixed; boundary=b'], `${`--b\r\nContent-Type: ${type}\r\n\r\n${'word '.repeat(size / 5)}\r\n`.repeat(4)}--b--\r\n`);
  for (const type of ['text/plain', 'text/html']) {
    t.is((await read(parts(type, 100_000))).refusal?.code, 'text-too-long', type);
    t.is((await read(parts(type, 10_000))).refusal, null, type);
  }
});

test('more line ends than any mail has are not handed to a parser, wherever they stand', async (t) => {
  const file = (lines: number): Buffer => mail(['Content-Type: multipart/mixed; boundary=b'], `--b\r\n\r\nHello.\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n${'\n'.repeat(lines)}\r\n--b--\r\n`);
  t.is((await read(file(110_000))).refusal?.code, 'too-many-lines');
  t.is((await read(file(10_000))).refusal, null);
});
