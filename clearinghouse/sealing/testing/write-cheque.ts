/** For tests: a cheque of one buyer to one shop, and files in which everything but one thing is right. */
import type { ChequeFields } from '../../protocol/cheque-text.ts';
import { makeDigest } from '../../protocol/secret.ts';
import { walletKeyOf, walletSeed } from '../../protocol/wallet-secret.ts';
import { newIdentity, type AgeKeys } from '../age-keys.ts';
import { seal } from '../age.ts';

export const PASSWORD = 'maple-7731-crow';
/** Always the same for one number. */
export const ageKeys = (number: number): AgeKeys => newIdentity(new Uint8Array(32).fill(number));
export const BANK = ageKeys(1);
export const BUYER_KEY = walletKeyOf(walletSeed('K7Q2M9X4T8WZ5R3NVB6H'));
export const OTHER_KEY = walletKeyOf(walletSeed('AAAAAAAAAAAAAAAAAAAA'));
export const DIGEST = makeDigest([{ version: 1, key: new Uint8Array(32).fill(7) }]);

export const CHEQUE: ChequeFields = {
  v: '1',
  serial: 'K7Q2M9X4T8WZ5R3N',
  account: 'takao@buyer.example',
  payee: 'shop@tea.example',
  most: '4741',
  currency: 'JPY',
  password: PASSWORD,
  issued: '2026-11-21T01:32:05Z',
  expires: '2026-11-24T01:32:05Z',
};

/** Any text, sealed to the bank as a cheque is. */
export const sealedText = (text: string | Uint8Array, armor = true): Promise<Uint8Array> => seal([BANK.recipient], Buffer.from(text), { armor });
