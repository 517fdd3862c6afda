import test from 'ava';
import fc from 'fast-check';
import { fromBase64Text, keyVectors, refused, vector, vectorJson } from './fixtures/vectors.ts';
import { commitment, commitmentText, DETAILS_DOMAIN, FACE_DOMAIN, fieldDigest } from './commitment.ts';
import { base64, utf8 } from './encoding.ts';
import { changeKinds, faceOpens, faceText, isShowable, leafBytes, leafText, openingOpens, openingText, parseFace, parseLeaf, parseOpening, parsePlace, placeText, type Leaf, type OpenedField, type SaltedField } from './entry.ts';

const HASH = base64(new Uint8Array(32).fill(7));
const SETTLED = `{"v":1,"kind":"settled","face":"${HASH}","details":"${HASH}"}`;
const field = (name: string, value: string, seed = 1): SaltedField => ({ name, value, salt: base64(new Uint8Array(32).fill(seed)) });
const toField = ({ name, value, salt }: SaltedField) => ({ name, value, salt: fromBase64Text(salt) });

test('the commitment of the vectors, field by field', (t) => {
  type Sample = { readonly fields: readonly (readonly [string, string])[]; readonly salts_b64: readonly string[]; readonly digests_b64: readonly string[]; readonly commitment_b64: string };
  const { samples } = vectorJson<{ readonly samples: readonly Sample[] }>('commitment-sample.json');
  t.is(samples.length, 5);
  for (const sample of samples) {
    const fields = sample.fields.map(([name, value], at) => ({ name, value, salt: fromBase64Text(sample.salts_b64[at] ?? '') }));
    t.deepEqual(fields.map((one) => base64(fieldDigest(one))), sample.digests_b64);
    t.is(base64(commitment('clearing.example/board-details/v1', fields.map(fieldDigest))), sample.commitment_b64);
    t.is(commitmentText('clearing.example/board-details/v1', fields), sample.commitment_b64);
    t.not(commitmentText(FACE_DOMAIN, fields), commitmentText(DETAILS_DOMAIN, fields));
  }
});

test('leaves of every kind', (t) => {
  for (const kind of changeKinds) {
    const text = leafText({ kind, face: HASH, details: HASH });
    t.is(text, SETTLED.replace('settled', kind));
    t.deepEqual(parseLeaf(utf8(text)), { kind, face: HASH, details: HASH });
    t.true(text.length <= 160);
  }
  const others: readonly Leaf[] = [
    { kind: 'withdrawn', of: 'bank.example/board/2026#17', face: HASH, details: HASH },
    { kind: 'ends', next: [keyVectors.log.vkey] },
    { kind: 'continues', checkpoint: base64(vector('log5/checkpoint')), keys: [keyVectors.log.vkey, keyVectors['log-pq'].vkey] },
  ];
  for (const leaf of others) t.deepEqual(parseLeaf(leafBytes(leaf)), leaf);
});

test('leaves that are refused', (t) => {
  const refusedTexts = [
    '', '{}', '[]', 'null', '1', '"x"', 'x', `${SETTLED}\n`, ` ${SETTLED}`, `\ufeff${SETTLED}`, SETTLED.replace(':', ': '), SETTLED.replace('"v":1', '"v":1.0'), SETTLED.replace('"v":1', '"v":1e0'), SETTLED.replace('"v":1', '"v":"1"'), SETTLED.replace('"v":1', '"v":2'), SETTLED.replace('"v":1,', ''),
    SETTLED.replace('settled', 'Settled'), SETTLED.replace('settled', '\\u0073ettled'), SETTLED.replace('settled', 'constructor'), SETTLED.replace('settled', '__proto__'), SETTLED.replace('"settled"', '["settled"]'),
    SETTLED.replace('{', '{"__proto__":{},'), SETTLED.replace('}', ',"extra":1}'), SETTLED.replace('{', '{"kind":"settled",'), SETTLED.replace('}', ',"kind":"settled"}'), SETTLED.replace('"v":1,"kind":"settled"', '"kind":"settled","v":1'),
    SETTLED.replace(`"face":"${HASH}",`, ''), SETTLED.replace(`"${HASH}"`, 'null'), SETTLED.replace(HASH, base64(new Uint8Array(31))), SETTLED.replace(HASH, ''),
    '{"v":1,"kind":"ends"}', '{"v":1,"kind":"ends","next":[1]}', '{"v":1,"kind":"ends","next":{"length":0}}', `{"v":1,"kind":"withdrawn","of":"x","face":"${HASH}","details":"${HASH}"}`, `{"v":1,"kind":"withdrawn","face":"${HASH}","details":"${HASH}"}`,
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  ];
  for (const text of refusedTexts) refused(t, 'entry', () => parseLeaf(utf8(text)), text.slice(0, 80));
  refused(t, 'encoding', () => parseLeaf(utf8(SETTLED.replace(HASH, HASH.replace('=', '')))));
  refused(t, 'encoding', () => parseLeaf(Uint8Array.of(0xff)));
  refused(t, 'entry', () => parseLeaf(new Uint8Array(65_536).fill(32)), 'longer than a bundle can hold');
  refused(t, 'key', () => parseLeaf(utf8('{"v":1,"kind":"ends","next":["x"]}')));
  refused(t, 'note', () => parseLeaf(leafBytes({ kind: 'continues', checkpoint: base64(utf8('x\n')), keys: [] })));
  refused(t, 'encoding', () => parseLeaf(leafBytes({ kind: 'continues', checkpoint: 'x', keys: [] })));
});

test('the place of an entry', (t) => {
  t.deepEqual(parsePlace('bank.example/board/2026#17'), { origin: 'bank.example/board/2026', index: 17 });
  for (const text of ['', '#', '#1', 'a', 'a b#1', 'a+b#1', 'a#1#2', 'a\u0085#1', 'a\u0000#1']) refused(t, 'entry', () => parsePlace(text), JSON.stringify(text));
  for (const text of ['a#', 'a#01', 'a#-1', 'a# 1', 'a#1 ', 'a#9007199254740992', 'a#9999999999999999']) refused(t, 'encoding', () => parsePlace(text), text);
  fc.assert(fc.property(fc.maxSafeNat(), (index) => t.deepEqual(parsePlace(placeText('o', index)), { origin: 'o', index })));
});

const FACE = [field('kind', 'settled', 1), field('reference', 'K7F3-K29Q', 2), field('time', '2026-11-21T10:32Z', 3)];

test('a face opens its leaf, and no other face does', (t) => {
  t.is(faceText(FACE).slice(0, 44), '{"v":1,"fields":[["kind","settled","AQEBAQEB');
  t.true(faceText(FACE).endsWith(']]}\n'));
  t.deepEqual(parseFace(utf8(faceText(FACE))), FACE);
  const leaf = { kind: 'settled', face: commitmentText(FACE_DOMAIN, FACE.map(toField)), details: HASH } as const;
  t.true(faceOpens(FACE, leaf));
  const [kind = field('', ''), ...rest] = FACE;
  for (const other of [[], rest, [...rest, kind], [...FACE, field('shop', 'x')], [field('kind', 'returned', 1), ...rest], [field('kind', 'settled', 9), ...rest], [field('kinds', 'ettled', 1), ...rest]]) t.false(faceOpens(other, leaf), JSON.stringify(other));
  t.false(faceOpens(FACE, { ...leaf, face: commitmentText(DETAILS_DOMAIN, FACE.map(toField)) }), 'a commitment of details');
});

test('faces that are refused', (t) => {
  const whole = faceText(FACE);
  const texts = [
    '', '{}\n', '{"v":1}\n', '{"v":1,"fields":{}}\n', '{"v":1,"fields":[1]}\n', '{"v":1,"fields":[["a","b"]]}\n', '{"v":1,"fields":[["a","b","c","d"]]}\n', '{"v":1,"fields":[["a",1,""]]}\n', '{"v":1,"fields":[null]}\n',
    whole.trimEnd(), `${whole}\n`, ` ${whole}`, `\ufeff${whole}`, whole.replace('\n', '\r\n'), whole.replace('"v":1', '"v":1.0'), whole.replace('settled', '\\u0073ettled'), whole.replace('"v":1', '"v":1,"v":1'), whole.replace('{', '{"__proto__":null,'),
    faceText([...FACE, field('kind', 'returned')]), faceText([{ ...field('a', 'b'), salt: base64(new Uint8Array(31)) }]), faceText([{ ...field('a', 'b'), salt: '' }]),
  ];
  for (const text of texts) refused(t, 'face', () => parseFace(utf8(text)), text.slice(0, 60));
  refused(t, 'encoding', () => parseFace(utf8(faceText([{ ...field('a', 'b'), salt: 'x' }]))));
  refused(t, 'face', () => parseFace(utf8(faceText([field('a', 'x'.repeat(70_000))]))), 'too long');
});

test('a face holds no control, no override of the writing direction, no half character', (t) => {
  for (const value of ['', 'A.D.', '緑茶堂', 'קפה \u200fב', 'خانه\u200cی', '👩‍🌾', '<b>&"\'\\', '__proto__']) {
    t.true(isShowable(value));
    t.is(parseFace(utf8(faceText([field('shop', value)])))[0]?.value, value);
  }
  for (const bad of ['\n', '\r', '\t', '\0', '\u001b[31m', '\u007f', '\u0085', '\u009b', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069', '\ud800', '\udc00']) {
    t.false(isShowable(`a${bad}b`));
    refused(t, 'face', () => parseFace(utf8(faceText([field('shop', `a${bad}b`)]))), JSON.stringify(bad));
    refused(t, 'face', () => parseFace(utf8(faceText([field(`shop${bad}`, 'x')]))), JSON.stringify(bad));
  }
});

test('an opening shows some fields and hides others, and still opens the leaf', (t) => {
  const details = [field('total', 'JPY 4741', 4), field('payee', 'Green Tea House', 5), field('order-message-id', 'x@y', 6)];
  const leaf = { kind: 'settled', face: HASH, details: commitmentText(DETAILS_DOMAIN, details.map(toField)) } as const;
  const hidden = details.map((one): OpenedField => (one.name === 'total' ? one : { digest: base64(fieldDigest(toField(one))) }));
  for (const shown of [details, hidden, hidden.map((one, at) => (at === 0 ? { digest: base64(fieldDigest(toField(details[0] ?? field('', '')))) } : one))]) {
    t.deepEqual(parseOpening(utf8(openingText(shown))), shown);
    t.true(openingOpens(shown, leaf));
  }
  const forged: OpenedField[] = [field('total', 'JPY 1', 4), ...hidden.slice(1)];
  t.false(openingOpens(forged, leaf));
  t.false(openingOpens(hidden.slice(1), leaf));
  t.false(openingOpens(hidden.toReversed(), leaf));
  t.is(openingText(hidden).slice(0, 38), '{"v":1,"of":"details","fields":[["tota');
  const whole = openingText(hidden);
  for (const text of ['{}\n', whole.trimEnd(), whole.replace('"of":"details"', '"of":"face"'), whole.replace('"v":1', '"v":2'), whole.replace('{"digest"', '{"x":1,"digest"'), whole.replace('{"digest"', '{"digest":"","digest"'), openingText([...details, field('total', 'JPY 1')]), openingText([{ digest: base64(new Uint8Array(31)) }]), openingText([{ digest: '' }]), '{"v":1,"of":"details","fields":[{"digest":1}]}\n']) refused(t, 'opening', () => parseOpening(utf8(text)), text.slice(0, 80));
});

test('what is written is read again', (t) => {
  const salts = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base64);
  const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
  const fields = fc.uniqueArray(fc.record({ name: texts, value: texts, salt: salts }, { noNullPrototype: true }), { selector: ({ name }) => name, maxLength: 8 });
  fc.assert(fc.property(fields, (list) => {
    const showable = list.every(({ name, value }) => isShowable(name) && isShowable(value));
    if (showable) t.deepEqual(parseFace(utf8(faceText(list))), list);
    else refused(t, 'face', () => parseFace(utf8(faceText(list))));
    t.deepEqual(parseOpening(utf8(openingText(list))), list);
    t.true(openingOpens(list, { kind: 'settled', face: HASH, details: commitmentText(DETAILS_DOMAIN, list.map(toField)) }));
  }), { numRuns: 200 });
});

test('field boundaries are in the digest: no name and value can change places with others', (t) => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
    const salt = new Uint8Array(32);
    t.is(base64(fieldDigest({ name: a, value: b, salt })) === base64(fieldDigest({ name: c, value: d, salt })), a === c && b === d);
  }));
});
