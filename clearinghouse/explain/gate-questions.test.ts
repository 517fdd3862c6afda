import test from 'ava';
import fc from 'fast-check';
import { GATE_LIMITS, gate0 } from '../mail/gate.ts';
import { askGate } from './gate-questions.ts';

const ask = (text: string | Buffer) => {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
  return askGate(bytes, gate0(bytes, GATE_LIMITS), GATE_LIMITS);
};

const HEAD = 'From: <takao@buyer.example>\r\nTo: <pay@bank.example>\r\nSubject: Hello\r\n';

const HOSTILE: readonly (readonly [code: string, text: string, place: RegExp])[] = [
  ['from-doubled', `From: <eve@evil.example>\r\n${HEAD}\r\nx`, /^lines 1, 2$/],
  ['from-ambiguous', 'To: <pay@bank.example>\r\nFrom: <takao@buyer.example> <eve@evil.example>\r\n\r\nx', /^lines 2$/],
  ['from-missing', 'To: <pay@bank.example>\r\n\r\nx', /^$/],
  ['field-doubled', `${HEAD}Subject: two\r\n\r\nx`, /^lines 3, 4$/],
  ['nul-in-header', `${HEAD}X-Nul: a\0b\r\n\r\nx`, /^line 4, byte 77, field X-Nul$/],
  ['control-byte-in-header', `${HEAD}X-Bell: \x07\r\n\r\nx`, /^line 4, byte 77, field X-Bell$/],
  ['header-begins-with-space', ` ${HEAD}\r\nx`, /^line 1, byte 0/],
  ['header-line-without-colon', `${HEAD}nonsense\r\n\r\nx`, /^line 4, byte 69$/],
  ['space-before-colon', `${HEAD}X-A : b\r\n\r\nx`, /^line 4, byte 69, field X-A$/],
  ['bad-field-name', `${HEAD}X A: b\r\n\r\nx`, /^line 4, byte 69/],
  ['header-line-too-long', `${HEAD}X-Long: ${'a'.repeat(9_000)}\r\n\r\nx`, /^line 4, byte 69, field X-Long$/],
  ['too-many-fields', `${HEAD}${'X: y\r\n'.repeat(300)}\r\nx`, /^$/],
  ['too-many-signatures', `${HEAD}${'DKIM-Signature: v=1\r\n'.repeat(11)}\r\nx`, /^lines 4, 5, .*…$/],
  ['bare-cr', `${HEAD}\r\na\rb`, /^byte 72, in the body$/],
  ['boundary-missing', `${HEAD}Content-Type: multipart/mixed\r\n\r\nx`, /^part 1 \(multipart\/mixed\), byte 0$/],
  ['boundary-odd', `${HEAD}Content-Type: multipart/mixed; boundary=a b\r\n\r\n--a b\r\n\r\nx`, /^part 1 \(multipart\/mixed\), byte 0$/],
  ['unknown-charset', `${HEAD}Content-Type: text/plain; charset=x-klingon\r\n\r\nx`, /^part 1/],
  ['unknown-transfer-encoding', `${HEAD}Content-Transfer-Encoding: rot13\r\n\r\nx`, /^part 1/],
];

test('the gate\'s own refusal is among the questions that hit, with its place', (t) => {
  for (const [code, text, place] of HOSTILE) {
    const view = ask(text);
    t.is(view.refusal, code);
    const hit = view.questions.find((question) => question.code === code);
    t.true(hit?.hit, code);
    t.regex(hit?.place ?? '?', place, code);
  }
});

test('a mail that passes has no fatal hit; a long line is noted', (t) => {
  const view = ask(`${HEAD}X-Long: ${'a'.repeat(1_000)}\r\n\r\nx`);
  t.is(view.refusal, null);
  t.deepEqual(view.questions.filter((question) => question.hit === true).map(({ code, fatal }) => [code, fatal]), [['long-header-line', false]]);
});

test('questions and gate never differ: a refusal has its hit, a mail that passes has none that is fatal', (t) => {
  const piece = fc.constantFrom('From: <a@b.example>\r\n', 'Subject: x\r\n', 'Subject : x\r\n', ' folded\r\n', '\t\r\n', 'X\r\n', 'X-\x01: y\r\n', 'X: \0\r\n', 'X: a\rb\r\n', 'X: y\n', 'Content-Type: multipart/mixed; boundary=b\r\n', 'Content-Type: text/plain; charset=utf-7\r\n', '\r\n', '--b\r\n', '--b--\r\n', 'text\r\n', '\r', 'é: x\r\n');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const view = ask(pieces.join(''));
      const fatal = view.questions.filter((question) => question.fatal && question.hit === true).map((question) => question.code);
      if (view.refusal === null) t.deepEqual(fatal, []);
      else t.true(fatal.includes(view.refusal), `${view.refusal} of ${fatal.join()}`);
    }),
    { numRuns: 2_000 },
  );
});

test('any bytes are asked in bounded time', (t) => {
  const bytes = Buffer.concat([Buffer.from('X'.repeat(1_000_000)), Buffer.alloc(3_000_000, 0x0a)]);
  t.is(ask(bytes).questions.length > 20, true);
});
