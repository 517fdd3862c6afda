/** What the wallet page makes in a buyer's browser, run here on the same web cryptography: the bank reads it, and both know one key. */
import { webcrypto } from 'node:crypto';
import test from 'ava';
import { walletKeyOf, walletSeed } from '../protocol/wallet-secret.ts';
import type { Subtle } from '../wallet-page/page/browser.ts';
import { pageKey, type Ed25519 } from '../wallet-page/page/key.ts';
import { sealCheque } from '../wallet-page/page/seal.ts';
import { makeChequeReader } from './cheque-file.ts';
import { BANK, CHEQUE, DIGEST } from './testing/write-cheque.ts';

const NONE: Ed25519 = {
  getPublicKey: () => {
    throw new Error('not asked for');
  },
  sign: () => {
    throw new Error('not asked for');
  },
};

test('a cheque of the wallet page', async (t) => {
  const letters = 'K7Q2M9X4T8WZ5R3NVB6H';
  const key = await pageKey(letters, webcrypto.subtle as unknown as Subtle, NONE);
  t.is(key.publicKey, walletKeyOf(walletSeed(letters)).publicKey);
  const reading = await makeChequeReader([BANK.identity])(Buffer.from(await sealCheque(CHEQUE, key, BANK.recipient)), DIGEST);
  t.like(reading, { ok: true, serial: CHEQUE.serial, account: CHEQUE.account, payee: CHEQUE.payee, key: key.publicKey });
});
