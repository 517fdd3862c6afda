/** What the page's script says, in English. @table */
import type { AmountRefusal } from '../../protocol/money.ts';
import type { Trouble } from './draft.ts';
import { MOST_DAYS, PASSWORD_MAX, PASSWORD_MIN } from './draft.ts';

export type Words = {
  readonly trouble: (trouble: Trouble) => string;
  readonly backDiffers: string;
  readonly copied: string;
  readonly selected: string;
  readonly most: (amount: string) => string;
  /** `until` is a local time, already in words. */
  readonly days: (days: number, until: string) => string;
  readonly key: (fingerprint: string) => string;
  readonly savedAs: (file: string) => string;
  readonly sendBy: (until: string) => string;
  readonly fault: (message: string) => string;
};

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const amounts: Readonly<Record<AmountRefusal, (found: string, readings: readonly string[]) => string>> = {
  'no-number': (found) => `Found “${found}”, but no number. Write the amount in digits, such as 4741 or 12.50.`,
  'other-numerals': (found) => `Found “${found}”. Write the amount with the digits 0 to 9, such as 4741 or 12.50.`,
  negative: (found) => `Found “${found}”. The most to be paid can’t be below zero: leave the minus out.`,
  'too-long': (found) => `Found “${found}”: too long for an amount. Write at most 12 digits.`,
  'too-large': (found) => `Found “${found}”: more than the bank can pay. Write a smaller amount.`,
  'unknown-currency': (found) => `Found “${found}”, with words or a currency that this page does not know. Write the number alone and choose the currency beside it.`,
  'two-currencies': (found) => `Found “${found}”, with two currencies. Write the number alone and choose the currency beside it.`,
  'no-currency': (found) => `Found “${found}”, without a sure currency. Write the number alone and choose the currency beside it.`,
  grouping: (found) => `Found “${found}”, which is not one number. Write it without separators between the thousands, such as 4741 or 12.50.`,
  decimals: (found) => `Found “${found}”: not as many decimals as this currency has. Write all of them or none, such as 12.50 euros or 1080 yen.`,
  ambiguous: (found, readings) => `Found “${found}”, which could be ${readings.join(' or ')}. Write it without a separator between the thousands.`,
};

function tell(trouble: Trouble): string {
  switch (trouble.field) {
    case 'secret':
      if (trouble.code === 'missing') return 'Type the 20 letters of your wallet, from the paper on which you wrote them.';
      if (trouble.code === 'letter') return `Found “${trouble.found}”, which is in no wallet’s letters. They are digits and capitals without I, L, O and U: look at your paper again.`;
      return `Found ${plural(trouble.count, 'letter')}; your wallet has 20, in five groups of four. Look for one that is missing or typed twice.`;
    case 'payee':
      if (trouble.code === 'missing') return 'Write the mail address of the shop that is to be paid.';
      if (trouble.code === 'self') return 'This is your own address. Write the address of the shop to which you sent your order.';
      if (trouble.code === 'bank') return 'This is the bank’s address. Write the address of the shop to which you sent your order.';
      return `Found “${trouble.found}”, which is not one mail address. Write the shop’s address as in your order, such as shop@tea.example.`;
    case 'most':
      if (trouble.code === 'missing') return 'Write the most that may be paid, such as 4741 or 12.50.';
      if (trouble.code === 'zero') return 'Found zero. Write the most that may be paid, such as 4741 or 12.50.';
      if (trouble.code === 'other-currency') return `Found an amount in ${trouble.found}, but ${trouble.currency} is chosen beside it. Write the number alone, or choose the other currency.`;
      return amounts[trouble.code](trouble.found, trouble.readings);
    case 'password':
      if (trouble.code === 'missing') return 'Write the password that stands in your order.';
      if (trouble.code === 'short') return `Found ${plural(trouble.count, 'letter')} or digits; the bank takes passwords from ${PASSWORD_MIN} on. Look at your order again.`;
      return `Found ${trouble.count} letters; a password has at most ${PASSWORD_MAX}. Write the password alone, without other words of your order.`;
    default:
      return trouble satisfies never;
  }
}

export const english: Words = {
  trouble: tell,
  backDiffers: 'These are 20 letters, but not the ones that were shown. Compare with your paper; if the paper is wrong, have them shown again and mend it.',
  copied: 'Copied.',
  selected: 'This browser does not let the page copy. The line is selected: copy it with Ctrl+C, or by a long press.',
  most: (amount) => `${amount}, and never more`,
  days: (days, until) => `${plural(days, 'day')}, until ${until}${days === MOST_DAYS ? ' (the longest there is)' : ''}`,
  key: (fingerprint) => `${fingerprint} (must be the one that you wrote down when you made the wallet)`,
  savedAs: (file) => `Your browser has saved ${file}, in most cases in the folder Downloads.`,
  sendBy: (until) => `Send it now: the cheque is void after ${until}.`,
  fault: (message) => `This browser could not do it, and nothing was made (${message}). Try it again, or open the page in another browser.`,
};
