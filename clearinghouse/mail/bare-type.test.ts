/** `Content-Type: text`, of which mail of programs before MIME is full: by RFC 2045 §5.2 plain text. Other malformed types stay refused. */
import test from 'ava';
import type { Envelope } from '../protocol/letter.ts';
import { GATE_LIMITS } from './gate.ts';
import { readContent } from './mime.ts';
import type { LetterContent } from './mime.ts';

const NOBODY: Envelope = { from: null, to: [], clientAddress: null, helo: null };
const raw = (text: string): Promise<LetterContent> => readContent(Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1'), NOBODY, ['pay@bank.example'], GATE_LIMITS);
const lines = (text: string | null): string[] => (text ?? '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');

const WRITTEN: readonly (readonly [what: string, letter: string, refusal: string | null])[] = [
  ['a type without a subtype', 'From: a@b.example\nContent-Type: text\n\nOK one\n', null],
  ['the same with a charset, in quoted-printable', 'From: a@b.example\nContent-Type: TEXT ;\n charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nOK =E9\n', null],
  ['the same on a line of its own', 'From: a@b.example\nContent-Type:\n text\n\nOK one\n', null],
  ['the same in a part, beside an attached mail', 'From: a@b.example\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text\n\nOK one\n--c\nContent-Type: message/rfc822\n\nFrom: x@y.example\nContent-Type: text\n\nOK two\n--c--\n', null],
  ['the same with a comment', 'From: a@b.example\nContent-Type: text (plain)\n\nOK one\n', 'ambiguous-text'],
  ['the same over what is a multipart to a guessing reader', 'From: a@b.example\nContent-Type: text; boundary=c\n\n--c\n\nOK one\n--c--\n', 'ambiguous-text'],
  ['a type without a type', 'From: a@b.example\nContent-Type: plain\n\nOK one\n', 'ambiguous-text'],
  ['a type of three', 'From: a@b.example\nContent-Type: text/plain/html\n\nOK one\n', 'ambiguous-text'],
];
for (const [what, letter, code] of WRITTEN) {
  test(`read by two parsers: ${what}`, async (t) => t.is((await raw(letter)).refusal?.code ?? null, code));
}

test('`Content-Type: text` is the text itself, and never its markup', async (t) => {
  const typed = async (type: string, body: string): Promise<readonly string[]> => lines((await raw(`From: a@b.example\nContent-Type: ${type}\n\n${body}\n`)).text);
  t.deepEqual(await typed('text', 'OK one'), ['OK one']);
  t.deepEqual(await typed('text; charset=utf-8', 'OK \xc3\xa9'), ['OK é']);
  t.deepEqual(await typed('text', '<p>OK one'), ['<p>OK one']);
  t.deepEqual(await typed('text; name=ok.txt', 'OK one'), []);
  t.deepEqual(await typed('text', 'OK \xe9'), ['OK \ufffd'], 'as without a type');
});
