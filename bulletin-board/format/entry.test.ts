import test from 'ava';
import fc from 'fast-check';
import { fromBase64Text, keyVectors, refused, vector, vectorJson } from './fixtures/vectors.ts';
import { commitment, commitmentText, DETAILS_DOMAIN, FACE_DOMAIN, fieldDigest } from './commitment.ts';
import { base64, utf8 } from './encoding.ts';
import { changeDetails, changeKinds, detailNames, faceNames, faceOpens, faceText, isShowable, leafBytes, leafText, openingOpens, openingText, parseFace, parseLeaf, parseOpening, parsePlace, placeText, type Leaf, type OpenedField, type SaltedField } from './entry.ts';

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

test('a version that can\'t be made a text, or only with a depth without end, is refused like any other', (t) => {
  for (const version of ['{"toString":1,"valueOf":1}', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '"2"', 'null']) {
    const bytes = utf8(`{"v":${version}}`);
    refused(t, 'entry', () => parseLeaf(bytes), version.slice(0, 40));
    refused(t, 'face', () => parseFace(bytes), version.slice(0, 40));
    refused(t, 'opening', () => parseOpening(bytes), version.slice(0, 40));
  }
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
    faceText([...FACE, field('kind', 'returned')]), faceText([{ ...FACE[0] ?? field('', ''), salt: base64(new Uint8Array(31)) }]), faceText([{ ...FACE[0] ?? field('', ''), salt: '' }]),
  ];
  for (const text of texts) refused(t, 'face', () => parseFace(utf8(text)), text.slice(0, 60));
  refused(t, 'encoding', () => parseFace(utf8(faceText([{ ...field('a', 'b'), salt: 'x' }]))));
  refused(t, 'face', () => parseFace(utf8(faceText([...FACE, field('shop', 'x'.repeat(70_000))]))), 'too long');
});

test('a face holds no control, no override of the writing direction, no half character', (t) => {
  for (const value of ['', 'A.D.', '緑茶堂', 'קפה \u200fב', 'خانه\u200cی', '👩‍🌾', '<b>&"\'\\', '__proto__']) {
    t.true(isShowable(value));
    t.is(parseFace(utf8(faceText([...FACE, field('shop', value)])))[3]?.value, value);
  }
  for (const bad of ['\n', '\r', '\t', '\0', '\u001b[31m', '\u007f', '\u0085', '\u009b', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069', '\ud800', '\udc00']) {
    t.false(isShowable(`a${bad}b`));
    refused(t, 'face', () => parseFace(utf8(faceText([...FACE, field('shop', `a${bad}b`)]))), JSON.stringify(bad));
    refused(t, 'face', () => parseFace(utf8(faceText([...FACE, field(`shop${bad}`, 'x')]))), JSON.stringify(bad));
  }
});

test('a face has the fields of its kind and no other', (t) => {
  const of = (kind: string, names: readonly string[]): Uint8Array => utf8(faceText([field('kind', kind), ...names.filter((name) => name !== 'kind').map((name) => field(name, 'x'))]));
  const kinds = [...changeKinds, 'withdrawn'] as const;
  const all = [...new Set(kinds.flatMap((kind) => faceNames(kind)))];
  for (const kind of kinds) {
    t.is(parseFace(of(kind, faceNames(kind))).length, faceNames(kind).length);
    for (const name of [...all.filter((one) => !faceNames(kind).includes(one)), 'total', 'payee', 'Signed by', 'Quorum', '', 'Kind', '__proto__', 'constructor']) refused(t, 'face', () => parseFace(of(kind, [name])), `${kind} ${name}`);
  }
  t.deepEqual(kinds.filter((kind) => faceNames(kind).includes('text')), ['posted']);
  t.deepEqual(faceNames('withdrawn'), ['kind', 'time', 'reason']);
  for (const kind of ['', 'Settled', 'ends', 'continues', 'constructor']) refused(t, 'face', () => parseFace(of(kind, [])), kind);
  refused(t, 'face', () => parseFace(utf8(faceText([field('reference', 'x')]))), 'no kind');
});

test('the details of an entry are named by their places: none twice, none of another name, none more or less', (t) => {
  for (const kind of [...changeKinds, 'withdrawn'] as const) {
    const names = detailNames(kind);
    const leafOf = (fields: readonly SaltedField[]): Extract<Leaf, { readonly details: string }> => {
      const details = commitmentText(DETAILS_DOMAIN, fields.map(toField));
      return kind === 'withdrawn' ? { kind, of: 'o#1', face: HASH, details } : { kind, face: HASH, details };
    };
    const opens = (...fields: readonly SaltedField[]): boolean => openingOpens(fields, leafOf(fields));
    const right = names.map((name, at) => field(name, `value ${at}`, at + 1));
    t.true(opens(...right));
    refused(t, 'opening', () => opens(...right, field('total', 'JPY 1')), 'one more');
    refused(t, 'opening', () => opens(...right.slice(1)), 'one less');
    refused(t, 'opening', () => opens(), 'none');
    for (const [at, one] of right.entries()) refused(t, 'opening', () => opens(...right.with(at, { ...one, name: 'tota1' })), `another name at ${at}`);
    if (right.length > 1) refused(t, 'opening', () => opens(...right.toReversed()), 'another order');
  }
  // A total that is committed to a second time, where the payer belongs, would be hidden from the one and open to the other.
  const twice = changeDetails.map((name, at) => field(name === 'payer' ? 'total' : name, name === 'payer' ? 'JPY 1' : 'x', at + 1));
  const leaf = { kind: 'settled', face: HASH, details: commitmentText(DETAILS_DOMAIN, twice.map(toField)) } as const;
  const only = (at: number): readonly OpenedField[] => twice.map((one, place) => (place === at ? one : { digest: base64(fieldDigest(toField(one))) }));
  refused(t, 'opening', () => openingOpens(only(1), leaf));
  t.true(openingOpens(only(3), leaf), 'only the one at its place can be shown');
});

test('an opening shows some fields and hides others, and still opens the leaf', (t) => {
  const values: Readonly<Record<string, string>> = { total: 'JPY 4741', payee: 'Green Tea House', 'order-message-id': 'x@y' };
  const details = changeDetails.map((name, at) => field(name, values[name] ?? '', at + 1));
  const leaf = { kind: 'settled', face: HASH, details: commitmentText(DETAILS_DOMAIN, details.map(toField)) } as const;
  const hidden = details.map((one): OpenedField => (one.name === 'total' ? one : { digest: base64(fieldDigest(toField(one))) }));
  for (const shown of [details, hidden, details.map((one): OpenedField => ({ digest: base64(fieldDigest(toField(one))) }))]) {
    t.deepEqual(parseOpening(utf8(openingText(shown))), shown);
    t.true(openingOpens(shown, leaf));
  }
  t.false(openingOpens(hidden.with(3, field('total', 'JPY 1', 4)), leaf));
  const [first = field('', ''), second = first] = hidden;
  t.false(openingOpens([second, first, ...hidden.slice(2)], leaf));
  t.is(openingText(details).slice(0, 38), '{"v":1,"of":"details","fields":[["refe');
  const whole = openingText(hidden);
  for (const text of ['{}\n', whole.trimEnd(), whole.replace('"of":"details"', '"of":"face"'), whole.replace('"v":1', '"v":2'), whole.replace('{"digest"', '{"x":1,"digest"'), whole.replace('{"digest"', '{"digest":"","digest"'), openingText([...details, field('total', 'JPY 1')]), openingText([{ digest: base64(new Uint8Array(31)) }]), openingText([{ digest: '' }]), '{"v":1,"of":"details","fields":[{"digest":1}]}\n']) refused(t, 'opening', () => parseOpening(utf8(text)), text.slice(0, 80));
});

test('what is written is read again', (t) => {
  const salts = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base64);
  const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
  const named = (names: readonly string[]) => fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), value: name === 'kind' ? fc.constant('settled') : texts, salt: salts }, { noNullPrototype: true })));
  fc.assert(fc.property(named(faceNames('settled')), named(changeDetails), (face, details) => {
    const showable = face.every(({ value }) => isShowable(value));
    if (showable) t.deepEqual(parseFace(utf8(faceText(face))), face);
    else refused(t, 'face', () => parseFace(utf8(faceText(face))));
    t.deepEqual(parseOpening(utf8(openingText(details))), details);
    t.true(openingOpens(details, { kind: 'settled', face: HASH, details: commitmentText(DETAILS_DOMAIN, details.map(toField)) }));
  }), { numRuns: 200 });
});

test('field boundaries are in the digest: no name and value can change places with others', (t) => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
    const salt = new Uint8Array(32);
    t.is(base64(fieldDigest({ name: a, value: b, salt })) === base64(fieldDigest({ name: c, value: d, salt })), a === c && b === d);
  }));
});
