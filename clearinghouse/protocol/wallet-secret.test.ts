import { createHmac } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { readWalletSecret, secretLettersOf, SECRET_LETTERS, showWalletSecret, WALLET_INFO, WALLET_SALT } from './wallet-secret-text.ts';
import { walletKeyOf, walletSeed } from './wallet-secret.ts';

const LETTERS = 'K7Q2M9X4T8WZ5R3NVB6H';

test('a secret is shown in five groups and read however it is typed', (t) => {
  t.is(showWalletSecret(LETTERS), 'K7Q2-M9X4-T8WZ-5R3N-VB6H');
  for (const typed of ['K7Q2-M9X4-T8WZ-5R3N-VB6H', ' k7q2 m9x4 t8wz 5r3n vb6h\n', 'Ｋ７Ｑ２－Ｍ９Ｘ４－Ｔ８ＷＺ－５Ｒ３Ｎ－ＶＢ６Ｈ', 'K7Q2–M9X4–T8WZ–5R3N–VB6H']) t.is(readWalletSecret(typed), LETTERS, typed);
  t.is(readWalletSecret('OoIi-LlAA-AAAA-AAAA-AAAA'), '001111AAAAAAAAAAAAAA');
});

test('what is not 20 letters of the alphabet is no secret', (t) => {
  for (const typed of ['', LETTERS.slice(1), `${LETTERS}A`, 'UUUU-UUUU-UUUU-UUUU-UUUU', LETTERS.replace('K', '_'), 'A'.repeat(100_000), '-'.repeat(150), `${LETTERS} ${LETTERS}`]) t.is(readWalletSecret(typed), null, typed.slice(0, 30));
});

test('thirteen bytes make the letters; fewer are refused', (t) => {
  t.is(secretLettersOf(new Uint8Array(13)), '0'.repeat(20));
  t.is(secretLettersOf(new Uint8Array(13).fill(255)), 'Z'.repeat(20));
  t.is(secretLettersOf(Uint8Array.from([0b00001_000, 0b10_00011_0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])), '1230' + '0'.repeat(16));
  t.throws(() => secretLettersOf(new Uint8Array(12)), { instanceOf: RangeError });
});

test('whatever is made is read again as it is shown', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 13, maxLength: 13 }), (random) => {
      const letters = secretLettersOf(random);
      t.is(letters.length, SECRET_LETTERS);
      t.is(readWalletSecret(showWalletSecret(letters).toLowerCase()), letters);
    }),
  );
});

/** HKDF by hand (RFC 5869 §2.2 and §2.3), one block. */
const hkdfByHand = (input: string): Buffer => {
  const extracted = createHmac('sha256', WALLET_SALT).update(input).digest();
  return createHmac('sha256', extracted).update(WALLET_INFO).update(Uint8Array.of(1)).digest();
};

test('the seed is the HKDF of the letters, and the key signs', (t) => {
  const seed = walletSeed(LETTERS);
  t.deepEqual(Buffer.from(seed), hkdfByHand(LETTERS));
  const { privateKey, publicKey } = walletKeyOf(seed);
  t.regex(publicKey, /^[A-Za-z0-9_-]{43}$/);
  t.is(privateKey.asymmetricKeyType, 'ed25519');
  t.throws(() => walletSeed(LETTERS.toLowerCase()), { instanceOf: RangeError });
  t.throws(() => walletKeyOf(new Uint8Array(31)), { instanceOf: RangeError });
});

test('the key of a seed is that of RFC 8032 §7.1, test 1', (t) => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  t.is(Buffer.from(walletKeyOf(seed).publicKey, 'base64url').toString('hex'), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
});
