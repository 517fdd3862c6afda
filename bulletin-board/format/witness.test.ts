import test from 'ava';
import fc from 'fast-check';
import { refused, vector, vectorText } from './fixtures/vectors.ts';
import { base64, utf8 } from './encoding.ts';
import { formatRequest, MAX_ANSWER_BYTES, MAX_REQUEST_BYTES, parseRequest, parseSignatures, parseSizeAnswer } from './witness.ts';

for (const [from, to] of [[0, 1], [1, 5], [5, 255], [255, 256], [256, 257], [257, 300]] as const) {
  test(`the vector's request ${from}-${to} is read and written again byte for byte`, (t) => {
    const bytes = vector(`witness/${from}-${to}.request`);
    const request = parseRequest(bytes);
    t.is(request.old, from);
    t.is(Buffer.from(formatRequest(request)).toString('utf8'), Buffer.from(bytes).toString('utf8'));
    t.is(parseSignatures(vector(`witness/${from}-${to}.response`))[0]?.name, 'witness1.example/w');
  });
}

test('requests that are refused', (t) => {
  const whole = vectorText('witness/5-255.request');
  const hash = `${base64(new Uint8Array(32))}\n`;
  for (const first of ['old', 'Old 5', ' old 5', 'old\u00a05', 'new 5', '']) refused(t, 'proof', () => parseRequest(utf8(whole.replace('old 5', first))), first);
  for (const first of ['old ', 'old  5', 'old 5 ', 'old 05', 'old -5', 'old 5.0', 'old 9007199254740992', 'old 0x5']) refused(t, 'encoding', () => parseRequest(utf8(whole.replace('old 5', first))), first);
  refused(t, 'encoding', () => parseRequest(utf8(whole.replaceAll('\n', '\r\n'))), 'CRLF');
  refused(t, 'encoding', () => parseRequest(utf8(whole.trimEnd())), 'no last line end');
  refused(t, 'encoding', () => parseRequest(utf8('')));
  refused(t, 'proof', () => parseRequest(utf8('old 0\n')), 'no checkpoint');
  refused(t, 'proof', () => parseRequest(utf8(whole.replace('\n', '\nnot a hash\n'))));
  refused(t, 'proof', () => parseRequest(utf8(`old 5\n${hash.repeat(64)}\nx\n`)));
  t.is(parseRequest(utf8(`old 5\n${hash.repeat(63)}\nx\n`)).hashes.length, 63);
  refused(t, 'proof', () => parseRequest(new Uint8Array(MAX_REQUEST_BYTES + 1)));
  t.throws(() => formatRequest({ old: 0, hashes: Array.from({ length: 64 }, () => new Uint8Array(32)), checkpoint: utf8('x\n') }), { instanceOf: RangeError });
});

test('answers that are refused', (t) => {
  t.is(parseSizeAnswer(utf8('300\n')), 300);
  for (const text of ['', '300', '300\r\n', ' 300\n', '0300\n', '300\n\n', '300\n5\n', '-1\n', 'x\n', '9007199254740992\n']) refused(t, 'encoding', () => parseSizeAnswer(utf8(text)), JSON.stringify(text));
  for (const text of ['\n', 'x\n', `${vectorText('witness/0-1.response')}\n`]) refused(t, 'note', () => parseSignatures(utf8(text)), JSON.stringify(text));
  for (const text of ['', vectorText('witness/0-1.response').trimEnd()]) refused(t, 'encoding', () => parseSignatures(utf8(text)), JSON.stringify(text));
  refused(t, 'note', () => parseSignatures(new Uint8Array(MAX_ANSWER_BYTES + 1)));
});

test('what is written is read again', (t) => {
  const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 });
  fc.assert(fc.property(fc.maxSafeNat(), hashes, (old, path) => {
    const checkpoint = vector('log5/checkpoint');
    const read = parseRequest(formatRequest({ old, hashes: path, checkpoint }));
    t.deepEqual([read.old, read.hashes.map(base64), base64(read.checkpoint)], [old, path.map(base64), base64(checkpoint)]);
  }), { numRuns: 100 });
});
