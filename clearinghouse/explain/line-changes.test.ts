import test from 'ava';
import fc from 'fast-check';
import { normaliseLine } from '../protocol/normalise.ts';
import { changesOf } from './line-changes.ts';
import { hide, hideAll, secretsOf } from './secrets-of.ts';
import { makeDigest } from '../protocol/secret.ts';

const changes = (raw: string, secret = false) => changesOf(raw, normaliseLine(raw), secret).map(({ kind, count, examples }) => `${kind} ${count} ${examples.join(' ')}`.trim());

test('each change is told by its kind and its characters', (t) => {
  t.deepEqual(changes('plain text'), []);
  t.deepEqual(changes('Ｔotal：５'), ['folded 3 U+FF34 → T U+FF1A → : U+FF15 → 5']);
  t.deepEqual(changes('a\u200bb'), ['removed 1 U+200B']);
  t.deepEqual(changes('a\u2013b'), ['dash 1 U+2013 → -']);
  t.deepEqual(changes('a\tb'), ['blank 1 U+0009']);
  t.deepEqual(changes('*bold*'), ['pair 1 *']);
});

test('of a line with a password no character is told', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (raw) => t.true(changesOf(raw, normaliseLine(raw), true).every((change) => change.examples.length === 0))));
});

const DIGEST = makeDigest([{ version: 1, key: new Uint8Array(32) }]);

test('passwords are hidden however they are written, in every text but the program\'s own words', (t) => {
  const secrets = secretsOf(['Password: signed-1'], DIGEST);
  t.is(hide('it is SIGNED 1, or ｓｉｇｎｅｄ１.', secrets), 'it is ••••, or ••••.');
  t.deepEqual(hideAll({ code: 'signed1', detail: 'signed1', list: [{ text: 'signed 1' }], count: 3, none: null }, secrets), { code: 'signed1', detail: '••••', list: [{ text: '••••' }], count: 3, none: null });
});

test('what follows a consent word is hidden, too', (t) => {
  t.is(hide('OK heron-4404-moss', secretsOf(['OK heron-4404-moss\n'], DIGEST)), 'OK ••••');
});
