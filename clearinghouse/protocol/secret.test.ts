import test from 'ava';
import fc from 'fast-check';
import { foldSecret, makeDigest, sameSecret, suggestSecret, weaknessOf } from './secret.ts';
import { looseSecret, maskSecrets, placesOf } from './secret-places.ts';
import { SECRET_WORDS } from './secret-words.ts';

const peppers = [{ version: 1, key: Buffer.from('one') }, { version: 2, key: Buffer.from('two') }];

test('one secret however it is written', (t) => {
  for (const text of ['maple-7731-crow', 'MAPLE 7731 CROW', 'ｍａｐｌｅ－７７３１－ｃｒｏｗ', 'maple‑7731−crow', '*maple-7731-crow*', '「maple7731crow」', 'maple\u200b-7731-\u00a0crow', 'mapleー7731ーcrow']) {
    t.is(foldSecret(text), 'MAPLE7731CROW', text);
  }
  t.is(foldSecret('マロン・ケーキ'), 'マロン・ケーキ');
  t.is(foldSecret(' - '), null);
  t.not(foldSecret('мaple-7731-crow'), 'MAPLE7731CROW');
  for (const text of ['maple-77³¹-crow', 'maple-⑦⑦₃1-crow']) t.is(foldSecret(text), 'MAPLE7731CROW', text);
  t.is(maskSecrets('maple-77³¹-crow, maple-7731-crow ½', [{ loose: looseSecret('maple ⑦731 crow'), mark: '[0]' }]), '[0], [0] ½');
  t.is(weaknessOf('senchas-½', ['2 senchas-½']), 'word-of-order');
});

test('weak secrets', (t) => {
  const order = ['2 Sencha 100g', '1 bamboo whisk', '煎茶百グラム詰合せ二箱'];
  for (const [secret, weakness] of [
    ['maple-7731-crow', null], ['abc12', 'too-short'], ['a-b-c-1-2', 'too-short'], ['......', 'too-short'], ['a'.repeat(65), 'too-long'], ['1'.repeat(6), 'repeated'], ['aA-aA-aA', 'repeated'],
    ['sencha', 'word-of-order'], ['Bamboo-Whisk', 'word-of-order'], ['bamboo', 'word-of-order'], ['Sencha 100g', 'word-of-order'], ['senchado', null], ['煎茶百グラム詰', 'word-of-order'], ['暗い森の中で', null],
  ] as const) {
    t.is(weaknessOf(secret, order), weakness, secret);
  }
});

test('a secret is found on a line as words, not inside of a word', (t) => {
  const places = (line: string): readonly string[] => placesOf(line, looseSecret('maple-7731-crow')).map(({ from, to }) => line.slice(from, to));
  t.deepEqual(places('> (Maple 7731 crow), maple-7731-crow.'), ['Maple 7731 crow', 'maple-7731-crow']);
  t.deepEqual(places('2MAPLE7731CROW|m*a*p*l*e7731crow'), ['MAPLE7731CROW', 'm*a*p*l*e7731crow']);
  for (const line of ['maple-7731-crows', 'maple 7731', 'crow 7731 maple', '', 'xmaple7731crow']) t.deepEqual(places(line), [], line);
  t.deepEqual(placesOf('合言葉は暗い森の中でです', looseSecret('暗い森の中で')), [{ from: 4, to: 10 }]);
  t.is(maskSecrets('OK maple-7731-crow and green7, green70', [{ loose: 'MAPLE7731CROW', mark: '[0]' }, { loose: 'GREEN7', mark: '[1]' }]), 'OK [0] and [1], green70');
});

test('digests under every pepper; one in common is enough', (t) => {
  const [old, both] = [makeDigest(peppers.slice(0, 1)), makeDigest(peppers)];
  t.regex(old('maple-7731-crow')[0] ?? '', /^v1\.[A-Za-z0-9_-]{43}$/);
  t.is(both('maple').length, 2);
  t.true(sameSecret(old('maple-7731-crow'), both('MAPLE 7731 crow')));
  t.false(sameSecret(old('maple-7731-crow'), both('maple-7731-cros')));
  t.false(sameSecret([], []));
  t.deepEqual(both(' - '), []);
});

test('suggestions', (t) => {
  t.is(suggestSecret(Uint8Array.of(0, 255, 0, 30, 67)), `${SECRET_WORDS[0]}-7747-${SECRET_WORDS[255]}`);
  t.throws(() => suggestSecret(Uint8Array.of(1, 2, 3, 4)), { instanceOf: RangeError });
  t.is(new Set(SECRET_WORDS).size, 256);
  t.true(SECRET_WORDS.every((word) => /^[a-z]{3,8}$/.test(word)));
});

test('a suggestion is never weak and folds to itself', (t) => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 5, maxLength: 8 }), (random) => t.is(weaknessOf(suggestSecret(random), ['2 Sencha 100g']), null)));
});

test('folding twice changes nothing', (t) => {
  const odd = fc.string({ unit: fc.oneof(fc.constantFrom(...'*_"「」- ーaßŉΐ１'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 30 });
  fc.assert(fc.property(odd, (text) => {
    const folded = foldSecret(text);
    if (folded !== null) t.is(foldSecret(folded), folded);
    t.deepEqual(makeDigest(peppers)(text), makeDigest(peppers)(folded ?? ''));
  }), { numRuns: 2000 });
});

test('hostile length', (t) => {
  for (const unit of ['*', '"', '- ', 'ß', '「', 'a ', '\u0301\u0323']) t.notThrows(() => weaknessOf(unit.repeat(500_000), [unit.repeat(500_000)]));
});
