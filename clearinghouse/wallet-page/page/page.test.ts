/** The parts of the page that need no browser: what people type, the wallet's key, the sealed file. */
import { createHash, webcrypto } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { armor, Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import test from 'ava';
import fc from 'fast-check';
import { LONGEST_CHEQUE_MS, readSignedCheque, signedChequeText } from '../../protocol/cheque-text.ts';
import { readAmount, currencyOf } from '../../protocol/money.ts';
import { shownFingerprint } from '../../protocol/page-fingerprint.ts';
import { foldSecret, SECRET_MAX_LETTERS, SECRET_MIN_LETTERS } from '../../protocol/secret.ts';
import { secretLettersOf, showWalletSecret } from '../../protocol/wallet-secret-text.ts';
import { walletKeyOf, walletSeed } from '../../protocol/wallet-secret.ts';
import type { Subtle } from './browser.ts';
import { chequeOf, judgeTyped, PASSWORD_MAX, PASSWORD_MIN, type Draft, type Trouble, type Typed } from './draft.ts';
import { pageKey } from './key.ts';
import { sealCheque } from './seal.ts';
import { Buffer as PageBuffer, URL as PageUrl } from './shims.ts';
import { english } from './words-en.ts';
import { japanese } from './words-ja.ts';

const LETTERS = 'K7Q2M9X4T8WZ5R3NVB6H';
const OWN = { account: 'hana@mail.example', bankAddress: 'pay@bank.example' };
const GOOD: Typed = { secret: 'k7q2 m9x4 t8wz 5r3n vb6h', payee: ' Shop@Tea.Example ', most: '４，７４１円', currency: 'JPY', password: 'maple-7731-crow', days: '3' };
const AT = Date.UTC(2026, 10, 21, 14, 5, 0, 987);
const subtle = webcrypto.subtle as unknown as Subtle;

const drafted = (typed: Partial<Typed>): Draft | readonly string[] => {
  const judged = judgeTyped({ ...GOOD, ...typed }, OWN);
  return 'draft' in judged ? judged.draft : judged.troubles.map(({ field, code }) => `${field} ${code}`);
};

test('what a person types becomes a draft in the forms that the bank compares', (t) => {
  t.deepEqual(drafted({}), { letters: LETTERS, payee: 'Shop@tea.example', most: { currency: 'JPY', minor: 4741n }, password: 'maple-7731-crow', days: 3 } as Draft);
  for (const [typed, payee] of [['Green Tea House <shop@tea.example>', 'shop@tea.example'], ['ｓｈｏｐ＠ｔｅａ．ｅｘａｍｐｌｅ', 'shop@tea.example'], ['mailto:shop@tea.example', 'shop@tea.example'], ['店@例え.jp', '店@xn--r8jz45g.jp']] as const) {
    t.is((drafted({ payee: typed }) as Draft).payee, payee, typed);
  }
  for (const [typed, password] of [['Password: maple-7731-crow', 'maple-7731-crow'], ['パスワード：まつたけ七七三一', 'まつたけ七七三一'], [' 12 34 56 ', '12 34 56']] as const) {
    t.is((drafted({ password: typed }) as Draft).password, password, typed);
  }
});

test('amounts are read as people write them, in the currency that is chosen', (t) => {
  const minor = (most: string, currency: string): unknown => {
    const draft = drafted({ most, currency });
    return 'most' in draft ? draft.most.minor : draft;
  };
  for (const [most, currency, expected] of [['1,080', 'JPY', 1080n], ['1080', 'JPY', 1080n], ['¥1,080', 'JPY', 1080n], ['12.50', 'EUR', 1250n], ['12,50 €', 'EUR', 1250n], ['4741', 'EUR', 474100n], ['1.080', 'KWD', 1080n]] as const) t.is(minor(most, currency), expected, most);
  const refused = [['', 'missing'], ['0', 'zero'], ['-5', 'negative'], ['1,080', 'ambiguous'], ['12.5', 'decimals'], ['12 JPY', 'other-currency'], ['四千', 'other-numerals'], ['1.2.3', 'grouping'], ['tea', 'no-number'], ['9'.repeat(13), 'too-long'], ['5 XYZ', 'unknown-currency']] as const;
  for (const [most, code] of refused) t.deepEqual(minor(most, 'EUR'), [`most ${code}`], most);
});

test('each field is told by itself, all of them at once', (t) => {
  t.deepEqual(drafted({ secret: '', payee: '', most: '', password: '' }), ['secret missing', 'payee missing', 'most missing', 'password missing']);
  for (const [typed, told] of [
    [{ secret: 'K7Q2-M9X4-T8WZ-5R3N' }, 'secret length'], [{ secret: 'K7Q2-M9X4-T8WZ-5R3N-VB6U' }, 'secret letter'], [{ secret: `${LETTERS}${LETTERS}` }, 'secret length'], [{ secret: 'か'.repeat(20) }, 'secret letter'],
    [{ payee: 'shop' }, 'payee no-address'], [{ payee: 'a@b.example, c@d.example' }, 'payee no-address'], [{ payee: 'Hana@MAIL.example' }, 'payee self'], [{ payee: 'pay@bank.example' }, 'payee bank'], [{ payee: 'pаypal@tea.example' }, 'payee no-address'],
    [{ password: '12345' }, 'password short'], [{ password: '-'.repeat(40) }, 'password short'], [{ password: 'a'.repeat(65) }, 'password long'], [{ password: 'Password:' }, 'password missing'],
  ] as const) t.deepEqual(drafted(typed), [told], JSON.stringify(typed));
  t.throws(() => drafted({ days: '8' }), { instanceOf: RangeError });
  t.throws(() => drafted({ currency: 'XYZ' }), { instanceOf: RangeError });
});

test('the page takes no password that the bank does not', (t) => {
  t.deepEqual([PASSWORD_MIN, PASSWORD_MAX], [SECRET_MIN_LETTERS, SECRET_MAX_LETTERS]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (password) => {
      const draft = drafted({ password });
      if (!('password' in draft)) return;
      const folded = foldSecret(password) ?? '';
      t.is(foldSecret(draft.password), folded);
      t.true((folded.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= SECRET_MIN_LETTERS);
    }),
  );
});

test('every trouble is said in both languages, with what was found in it, and nothing typed is left out of hand', (t) => {
  const troubles: readonly Trouble[] = [
    { field: 'secret', code: 'missing' }, { field: 'secret', code: 'length', count: 19 }, { field: 'secret', code: 'letter', found: 'U' },
    { field: 'payee', code: 'missing' }, { field: 'payee', code: 'self' }, { field: 'payee', code: 'bank' }, { field: 'payee', code: 'no-address', found: 'shop' },
    { field: 'most', code: 'missing' }, { field: 'most', code: 'zero' }, { field: 'most', code: 'other-currency', found: 'JPY', currency: 'EUR' },
    ...(['no-number', 'other-numerals', 'negative', 'too-long', 'too-large', 'unknown-currency', 'two-currencies', 'no-currency', 'grouping', 'decimals', 'ambiguous'] as const).map((code): Trouble => ({ field: 'most', code, found: '1,080', readings: ['EUR 1,080.00', 'EUR 1.080'] })),
    { field: 'password', code: 'missing' }, { field: 'password', code: 'short', count: 1 }, { field: 'password', code: 'long', count: 70 },
  ];
  for (const trouble of troubles) {
    for (const words of [english, japanese]) {
      const told = words.trouble(trouble);
      t.regex(told, /[.。]$/, told);
      t.notRegex(told, /undefined|\[object/);
      if ('found' in trouble) t.true(told.includes(trouble.found), told);
      if ('count' in trouble) t.true(told.includes(String(trouble.count)), told);
    }
    t.not(english.trouble(trouble), japanese.trouble(trouble));
  }
  t.true(english.trouble({ field: 'secret', code: 'length', count: 1 }).startsWith('Found 1 letter;'));
  const long = judgeTyped({ ...GOOD, payee: 'x'.repeat(100_000) }, OWN);
  t.is('troubles' in long && long.troubles[0]?.code === 'no-address' ? long.troubles[0].found.length : 0, 61);
});

test('the page’s own pieces in the place of Node’s give what Node’s give', (t) => {
  for (const text of ['', 'shop@tea.example', '店@例え.jp', '😀']) t.is(PageBuffer.byteLength(text), Buffer.byteLength(text));
  for (const text of ['http://例え.jp/', 'http://tea.example/', 'http://a b/', 'http:///', 'nothing']) t.is(PageUrl.parse(text)?.hostname, URL.parse(text)?.hostname);
});

/** A browser of some years ago: HKDF and SHA-256, but no Ed25519. */
const older: Subtle = {
  digest: subtle.digest.bind(webcrypto.subtle),
  deriveBits: subtle.deriveBits.bind(webcrypto.subtle),
  exportKey: subtle.exportKey.bind(webcrypto.subtle),
  sign: subtle.sign.bind(webcrypto.subtle),
  importKey: (format, data, algorithm, extractable, uses) => (algorithm.name === 'Ed25519' ? Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError')) : subtle.importKey.call(webcrypto.subtle, format, data, algorithm, extractable, uses)),
};
const newer: Subtle = { ...older, importKey: subtle.importKey.bind(webcrypto.subtle) };
const never = { getPublicKey: () => { throw new Error('not needed'); }, sign: () => { throw new Error('not needed'); } };

test('the key is the bank’s key of the same letters, in a browser with Ed25519 and in one without, and both sign the same', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 13, maxLength: 13 }), fc.uint8Array({ maxLength: 300 }), async (random, bytes) => {
      const letters = secretLettersOf(random);
      const [one, other] = [await pageKey(letters, newer, never), await pageKey(letters, older, ed25519)];
      t.is(one.publicKey, walletKeyOf(walletSeed(letters)).publicKey);
      t.deepEqual([other.publicKey, other.fingerprint, await other.sign(bytes)], [one.publicKey, one.fingerprint, await one.sign(bytes)]);
      t.is(one.fingerprint.replaceAll(' ', ''), createHash('sha256').update(Buffer.from(one.publicKey, 'base64url')).digest('hex').slice(0, 16));
      t.regex(one.fingerprint, /^(?:[0-9a-f]{4} ){3}[0-9a-f]{4}$/);
    }),
    { numRuns: 8 },
  );
});

test('a fingerprint of too short a digest is refused', (t) => {
  t.is(shownFingerprint(new Uint8Array(32)), '0000 0000 0000 0000');
  t.throws(() => shownFingerprint(new Uint8Array(7)), { instanceOf: RangeError });
});

test('a draft becomes a cheque of whole seconds, and at the bank its amount is the same again', (t) => {
  const draft = drafted({ most: '1,234.50', currency: 'EUR', days: '7' }) as Draft;
  const cheque = chequeOf(draft, OWN.account, AT, new Uint8Array(10).fill(255));
  t.deepEqual(cheque, { v: '1', serial: 'ZZZZZZZZZZZZZZZZ', account: 'hana@mail.example', payee: 'Shop@tea.example', most: '1234.50', currency: 'EUR', password: 'maple-7731-crow', issued: '2026-11-21T14:05:00Z', expires: '2026-11-28T14:05:00Z' });
  t.is(Date.parse(cheque.expires) - Date.parse(cheque.issued), LONGEST_CHEQUE_MS);
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999n }), fc.constantFrom('JPY', 'EUR', 'KWD', 'CLF'), (minor, code) => {
      const currency = currencyOf(code);
      const { most } = chequeOf({ ...draft, most: { currency: currency ?? draft.most.currency, minor } }, OWN.account, AT, new Uint8Array(10));
      const read = readAmount(most, currency);
      // What has three decimals behind a single digit group could be thousands elsewhere; in its own currency the bank reads it in one way.
      t.is(read.ok ? read.money.minor : read.code, minor, most);
    }),
  );
});

test('the sealed file is armoured, has one X25519 stanza, and opens to the signed text alone', async (t) => {
  const identity = await generateX25519Identity();
  const key = await pageKey(LETTERS, newer, never);
  const cheque = chequeOf(drafted({}) as Draft, OWN.account, AT, new Uint8Array(10));
  const file = await sealCheque(cheque, key, await identityToRecipient(identity));
  const bytes = armor.decode(file);
  t.is(new TextDecoder('latin1').decode(bytes).match(/^-> \S+/gm)?.join(), '-> X25519');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const text = await decrypter.decrypt(bytes, 'text');
  const signed = readSignedCheque(text);
  t.deepEqual(signed?.cheque, cheque);
  t.is(signed === null ? '' : signedChequeText(signed), text);
  t.false(file.includes('maple') || text.includes(showWalletSecret(LETTERS)) || text.includes(LETTERS));
});
