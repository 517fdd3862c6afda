/** What the tests of the page give to it. */
import type { WalletPageOptions } from '../wallet-page.ts';

/** A recipient of age whose identity nobody has kept. */
export const RECIPIENT = 'age1vy80ar3hfgm0capx8svdwhkxzwx7fupdalrc2ffcry9hp4je04usz05vv8';

export const madeOptions = (changed: Partial<WalletPageOptions> = {}): WalletPageOptions => ({
  language: 'en',
  bankName: 'Sumida Credit Union',
  bankAddress: 'pay@bank.example',
  recipient: RECIPIENT,
  account: 'hana@mail.example',
  enrolTo: 'pay+w.8k2m.q7r4tz9y0b3c5d6f@bank.example',
  telephone: '+81 3 0000 0000',
  currencies: ['JPY', 'EUR'],
  ...changed,
});
