import test from 'ava';
import fc from 'fast-check';
import { writeMail } from '../../scripts/test-mail.ts';
import { GATE_LIMITS, gate0 } from './gate.ts';
import type { GateResult } from './gate.ts';

const DATE = Date.UTC(2026, 10, 21, 1, 32, 5);
const ORDER = { from: 'takao@buyer.example', to: 'shop@tea.example', subject: 'Order', text: '2 Sencha 100g\n', date: DATE, messageId: '8d1f@buyer.example' };

const gate = (text: string | Buffer): GateResult => gate0(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, GATE_LIMITS);
const codeOf = (text: string | Buffer): string => {
  const result = gate(text);
  return result.ok ? 'ok' : result.code;
};

test('an ordinary letter passes, with its fields in their order', (t) => {
  const result = gate(writeMail(ORDER));
  t.true(result.ok);
  t.deepEqual(result.fields.slice(0, 3).map((field) => field.key), ['from', 'to', 'subject']);
  t.is(result.fields[2]?.value, 'Order');
});

test('a letter with LF line ends, and one without a body, pass', (t) => {
  t.is(codeOf('From: a@b.example\nSubject: x\n\nhello\n'), 'ok');
  t.is(codeOf('From: a@b.example\r\nSubject: x\r\n'), 'ok');
});

const HEADER = 'From: a@b.example\r\n';
const REFUSED: readonly (readonly [string, string])[] = [
  ['', 'from-missing'],
  ['Subject: nobody\r\n\r\nx', 'from-missing'],
  [`${HEADER}From: c@d.example\r\n\r\nx`, 'from-doubled'],
  [`${HEADER}Subject: a\r\nSubject: b\r\n\r\nx`, 'field-doubled'],
  [`${HEADER}Reply-To: a@b.example\r\nreply-to: b@c.example\r\n\r\nx`, 'field-doubled'],
  [`From : a@b.example\r\n\r\nx`, 'space-before-colon'],
  [` From: a@b.example\r\n\r\nx`, 'header-begins-with-space'],
  [`${HEADER}no colon here\r\n\r\nx`, 'header-line-without-colon'],
  [`${HEADER}X-A\x80: y\r\n\r\nx`, 'bad-field-name'],
  [`${HEADER}Subject: a\0b\r\n\r\nx`, 'nul-in-header'],
  [`${HEADER}Subject: a\x07b\r\n\r\nx`, 'control-byte-in-header'],
  [`${HEADER}Subject: a\rFrom: c@d.example\r\n\r\nx`, 'bare-cr'],
  [`${HEADER}\r\nline\rOK secret\r\n`, 'bare-cr'],
  [`${HEADER}${'X-Many: 1\r\n'.repeat(10_000)}\r\nx`, 'too-many-fields'],
  [`${HEADER}${'DKIM-Signature: v=1\r\n'.repeat(11)}\r\nx`, 'too-many-signatures'],
  [`${HEADER}${'Received: by x\r\n'.repeat(51)}\r\nx`, 'too-many-received'],
  [`${HEADER}${'ARC-Seal: i=1\r\n'.repeat(6)}\r\nx`, 'too-many-arc-sets'],
  [`From: ${'a'.repeat(5_000_000)}@b.example\r\n\r\nx`, 'header-line-too-long'],
  [`From: ${'a'.repeat(10_000_000)}@b.example\r\n\r\nx`, 'too-large'],
  [`${HEADER}${`X-Fold: a\r\n${' b'.repeat(3_000)}\r\n`.repeat(12)}\r\nx`, 'header-too-large'],
  [`${HEADER}\r\n${'x'.repeat(1_048_577)}`, 'too-large'],
  [`${HEADER}Content-Type: multipart/mixed\r\n\r\n--a\r\n\r\nx\r\n--a--`, 'boundary-missing'],
  [`${HEADER}Content-Type: multipart/mixed; boundary=a; boundary=b\r\n\r\n--a\r\n\r\nx\r\n--a--`, 'boundary-doubled'],
  ...['a b', '"a"b', "'a'", '"a\\b"', '"a', "a,b"].map((boundary): readonly [string, string] => [`${HEADER}Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--a\r\n\r\nx\r\n--a--`, 'boundary-odd']),
  [`${HEADER}Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/mixed; boundary="a--"\r\n\r\n--a--\r\n\r\nx\r\n--a--`, 'boundary-doubled'],
  ['From: <a@b.example> <c@b.example>\r\n\r\nx', 'from-ambiguous'],
  [`${HEADER}Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nx`, 'boundary-missing'],
  [`${HEADER}Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nx\r\n--a--`, 'boundary-doubled'],
  [`${HEADER}Content-Type: multipart/mixed; boundary=a\r\nContent-Transfer-Encoding: base64\r\n\r\nLS1h`, 'encoded-multipart'],
  [`${HEADER}Content-Type: text/plain; charset=utf-7\r\n\r\n+AE8ASw-`, 'charset-utf-7'],
  [`${HEADER}Content-Type: text/plain; charset=klingon-1\r\n\r\nx`, 'unknown-charset'],
  [`${HEADER}Content-Type: text/plain; charset=utf-8; charset=utf-7\r\n\r\nx`, 'charset-doubled'],
  [`${HEADER}Content-Transfer-Encoding: x-uuencode\r\n\r\nx`, 'unknown-transfer-encoding'],
  [`${HEADER}Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain\r\nContent-Type: text/html\r\n\r\nx\r\n--a--`, 'field-doubled'],
  [`${HEADER}Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nSubject : y\r\n\r\nx\r\n--a--`, 'part-space-before-colon'],
];

/** A letter with boundary `outer-7` whose attached mail has this Content-Type. */
const holding = (...types: readonly string[]): string =>
  `${HEADER}Content-Type: multipart/mixed; boundary=outer-7\r\n\r\n--outer-7\r\n\r\ntext\r\n--outer-7\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\n${types.map((type) => `Content-Type: ${type}\r\n`).join('')}\r\n--outer-7\r\n\r\ninner\r\n--outer-7--\r\n\r\n--outer-7--\r\n`;

for (const types of [
  ['multipart/mixed; boundary=outer-7'], ['multipart/alternative; boundary="outer-7"'], ['multipart/mixed; boundary="outer-7--"'], ['multipart/mixed; boundary=inner; boundary=outer-7'],
  ['text/plain', 'multipart/mixed; boundary=outer-7'], ['multipart/mixed; boundary=inner; boundary*0=outer; boundary*1="-7"; boundary="outer-7"'], ['multipart/mixed; boundary=outer-7 7'],
]) {
  test(`an attached mail whose borders may be the letter's own: ${types.join(' and ')}`, (t) => t.is(codeOf(holding(...types)), 'boundary-doubled'));
}

test('likewise a mail that is attached as a file', (t) => {
  const asFile = (type: string): string => holding(type).replace('Content-Type: message/rfc822', 'Content-Type: application/octet-stream; name="Order.EML"');
  t.is(codeOf(asFile('multipart/mixed; boundary=outer-7')), 'boundary-doubled');
  t.is(codeOf(asFile('multipart/mixed; boundary=inner')), 'ok');
  t.is(codeOf(holding('multipart/mixed; boundary=outer-7').replace('message/rfc822', 'application/octet-stream; name="a.bin"')), 'ok');
});

test('an attached mail with borders of its own, or with the same ones twice within, is looked into', (t) => {
  t.is(codeOf(holding('multipart/mixed; boundary=inner')), 'ok');
  t.is(codeOf(holding('multipart/mixed; boundary=a; boundary=b')), 'ok');
  t.is(codeOf(`${HEADER}Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nx\r\n--i--\r\n--o--`), 'ok');
});

REFUSED.forEach(([letter, code], index) => {
  test(`refused: ${code} (${index})`, (t) => t.is(codeOf(letter), code));
});

const nested = (depth: number): string => {
  let body = '\r\ninnermost\r\n';
  for (let level = depth; level > 0; level -= 1) body = `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n${body}\r\n--b${level}--\r\n`;
  return HEADER + body;
};

test('depth and number of parts are bounded', (t) => {
  t.is(codeOf(nested(8)), 'ok');
  t.is(codeOf(nested(9)), 'too-deep');
  t.is(codeOf(nested(500)), 'too-deep');
  const parts = (count: number): string => `${HEADER}Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\n\r\nx\r\n'.repeat(count)}--a--\r\n`;
  t.is(codeOf(parts(99)), 'ok');
  t.is(codeOf(parts(100)), 'too-many-parts');
  t.is(codeOf(parts(40_000)), 'too-many-parts');
});

test('up to 5 MB only with an attached mail', (t) => {
  const big = Buffer.alloc(1_500_000, 'x\r\n');
  const original = writeMail(ORDER);
  const pdf = writeMail({ ...ORDER, attachments: [{ filename: 'a.pdf', type: 'application/pdf', content: big }] });
  t.is(codeOf(pdf), 'too-large');
  const forward = writeMail({ ...ORDER, attachments: [{ filename: 'a.pdf', type: 'application/pdf', content: big }, { filename: null, type: 'message/rfc822', content: original }] });
  t.is(codeOf(forward), 'ok');
  const eml = writeMail({ ...ORDER, attachments: [{ filename: 'Order.eml', type: 'application/octet-stream', content: Buffer.concat([original, big]) }] });
  t.is(codeOf(eml), 'ok');
  t.is(codeOf(Buffer.concat([forward, Buffer.alloc(5_000_000, 'y')])), 'too-large');
});

test('an attached mail may be as broken as it likes', (t) => {
  const spam = 'From : x\r\nContent-Type: multipart/mixed; charset=utf-7\r\nno colon\r\n\r\n--z\r\nrest';
  const report = `${HEADER}Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\ntext\r\n--a\r\nContent-Type: message/rfc822\r\n\r\n${spam}\r\n--a--\r\n`;
  t.is(codeOf(report), 'ok');
});

test('a bounce passes even when the charset of its human part is nobody\'s', (t) => {
  const bounce = `From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=unicode-1-1-utf-7\r\n\r\nhuh\r\n--a\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: failed\r\n--a--\r\n`;
  t.is(codeOf(bounce), 'ok');
});

test('a very long line and a line of white space in the header are findings, not refusals', (t) => {
  const result = gate(`${HEADER}Subject: ${'x'.repeat(1_500)}\r\n \r\n y\r\n\r\nbody`);
  t.true(result.ok);
  t.deepEqual(result.findings.filter((finding) => finding.hit).map((finding) => finding.code), ['long-header-line', 'blank-fold']);
});

test('parts have their exact places', (t) => {
  const letter = Buffer.from(`${HEADER}Content-Type: multipart/mixed; boundary="a b"\r\n\r\npreamble\r\n--a b\r\nContent-Type: text/html\r\n\r\n<b>\r\n\r\n--a b  \r\n\r\nlast\r\n--a b--\r\nepilogue\r\n--a b\r\nafter`);
  const result = gate(letter);
  const texts = result.parts.slice(1).map((part) => letter.toString('latin1', part.bodyStart, part.end));
  t.deepEqual(texts, ['<b>\r\n', 'last']);
  t.false(result.parts[0]?.bordersAtOnce);
});

test('property: whatever the bytes, the gate answers with a code or a pass, and never throws', (t) => {
  const pieces = fc.constantFrom('From: a@b.example', 'Content-Type: multipart/mixed; boundary=q', 'Content-Type: message/rfc822', '--q', '--q--', '\r\n', '\n', '\r', '\0', ' ', ':', 'Subject: =?x?', '\r\n\r\n', 'text');
  const outcome = fc.check(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 60 }), (parts) => {
      const letter = Buffer.from(parts.join(''), 'latin1');
      const result = gate0(letter, GATE_LIMITS);
      if (!result.ok) return /^[a-z0-9-]+$/.test(result.code);
      return result.parts.every((part) => part.start <= part.bodyStart && part.bodyStart <= part.end && part.end <= letter.length);
    }),
    { numRuns: 400 },
  );
  t.false(outcome.failed, String(outcome.counterexample));
});
