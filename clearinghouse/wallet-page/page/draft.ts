/** What a person has typed for a cheque, judged field by field, and the cheque that comes of it. Pure: the clock and chance are arguments. */
import { canonicalAddress, mailboxOf } from '../../protocol/address.ts';
import { serialOf, type ChequeFields } from '../../protocol/cheque-text.ts';
import { currencyOf, formatAmount, readAmount, type AmountRefusal, type Money } from '../../protocol/money.ts';
import { normaliseLine } from '../../protocol/normalise.ts';
import { afterLabel, vocabularyOf } from '../../protocol/vocabulary.ts';
import { readWalletSecret } from '../../protocol/wallet-secret-text.ts';
import { PASSWORD_LABELS } from '../../protocol/words.ts';

/** As it stands in the form. */
export type Typed = { readonly secret: string; readonly payee: string; readonly most: string; readonly currency: string; readonly password: string; readonly days: string };

export type Field = keyof Typed;

/** `letters`: the secret's 20. `payee` is canonical; `password` as typed, without blanks around it and without its label. */
export type Draft = { readonly letters: string; readonly payee: string; readonly most: Money; readonly password: string; readonly days: number };

type Bare<F extends Field, Code extends string> = Code extends string ? { readonly field: F; readonly code: Code } : never;

/** Why a field can't be taken. `found` is what stood there, shortened; `count` its letters; `readings` the two ways to read an amount. */
export type Trouble =
  | Bare<'secret', 'missing'>
  | { readonly field: 'secret'; readonly code: 'length'; readonly count: number }
  | { readonly field: 'secret'; readonly code: 'letter'; readonly found: string }
  | Bare<'payee', 'missing' | 'self' | 'bank'>
  | { readonly field: 'payee'; readonly code: 'no-address'; readonly found: string }
  | Bare<'most', 'missing' | 'zero'>
  | { readonly field: 'most'; readonly code: AmountRefusal; readonly found: string; readonly readings: readonly string[] }
  | { readonly field: 'most'; readonly code: 'other-currency'; readonly found: string; readonly currency: string }
  | Bare<'password', 'missing'>
  | { readonly field: 'password'; readonly code: 'short' | 'long'; readonly count: number };

export type Own = { readonly account: string; readonly bankAddress: string };

/** The bank takes passwords from 6 letters and digits to 64 characters (protocol/secret.ts). */
export const PASSWORD_MIN = 6;
export const PASSWORD_MAX = 64;
export const MOST_DAYS = 7;
const MOST_SHOWN = 60;
const DAY_MS = 86_400_000;

/** The draft, or everything that is wrong, in the order of the form. Throws RangeError for a currency or a number of days that the form does not offer. */
export function judgeTyped(typed: Typed, own: Own): { readonly draft: Draft } | { readonly troubles: readonly Trouble[] } {
  const [letters, payee, most, password] = [judgeSecret(typed.secret), judgePayee(typed.payee, own), judgeMost(typed.most, typed.currency), judgePassword(typed.password)];
  if (typeof letters === 'string' && typeof payee === 'string' && typeof password === 'string' && 'minor' in most) {
    return { draft: { letters, payee, most, password, days: daysOf(typed.days) } };
  }
  return { troubles: [letters, payee, most, password].filter((each): each is Trouble => typeof each === 'object' && 'field' in each) };
}

/** Also for the letters that are typed back. */
export function judgeSecret(text: string): string | Trouble {
  const letters = readWalletSecret(text);
  if (letters !== null) return letters;
  const typed = [...text.normalize('NFKC').replace(/[\s\u2010-\u2015\u2212\u30FC-]/g, '').toUpperCase()];
  if (typed.length === 0) return { field: 'secret', code: 'missing' };
  const strange = typed.find((letter) => !/[0-9A-TV-Z]/.test(letter));
  return strange === undefined ? { field: 'secret', code: 'length', count: typed.length } : { field: 'secret', code: 'letter', found: strange };
}

/** Full-width ASCII is what a Japanese keyboard gives; the address that it means is shown before anything is made. */
const halfWidth = (text: string): string => text.replace(/[\uFF01-\uFF5E]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));

function judgePayee(text: string, { account, bankAddress }: Own): string | Trouble {
  const written = halfWidth(text).trim();
  if (written === '') return { field: 'payee', code: 'missing' };
  const payee = mailboxOf(written.replace(/^mailto:/i, ''));
  if (payee === null) return { field: 'payee', code: 'no-address', found: shortened(text) };
  if (payee.toLowerCase() === canonicalAddress(account)?.toLowerCase()) return { field: 'payee', code: 'self' };
  return payee.toLowerCase() === canonicalAddress(bankAddress)?.toLowerCase() ? { field: 'payee', code: 'bank' } : payee;
}

function judgeMost(text: string, code: string): Money | Trouble {
  const currency = currencyOf(code);
  if (currency === null) throw new RangeError(`not a currency: ${JSON.stringify(code)}`);
  if (text.trim() === '') return { field: 'most', code: 'missing' };
  const read = readAmount(text, currency);
  if (!read.ok) return { field: 'most', code: read.code, found: shortened(read.found), readings: read.readings };
  if (read.money.currency !== currency) return { field: 'most', code: 'other-currency', found: read.money.currency, currency };
  return read.money.minor === 0n ? { field: 'most', code: 'zero' } : read.money;
}

const passwordLabels = vocabularyOf(PASSWORD_LABELS);

/** People copy the whole line of their order, `Password: maple-7731-crow`: the label is not part of it. */
function judgePassword(text: string): string | Trouble {
  const line = normaliseLine(text.slice(0, 10 * PASSWORD_MAX));
  const password = afterLabel(line, passwordLabels) ?? line;
  if (password === '') return { field: 'password', code: 'missing' };
  const count = password.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (count < PASSWORD_MIN) return { field: 'password', code: 'short', count };
  const length = [...password.replace(/[ -]/g, '')].length;
  return length > PASSWORD_MAX ? { field: 'password', code: 'long', count: length } : password;
}

function daysOf(text: string): number {
  if (!/^[1-7]$/.test(text)) throw new RangeError(`not a number of days from 1 to ${MOST_DAYS}: ${JSON.stringify(text)}`);
  return Number(text);
}

const shortened = (text: string): string => {
  const letters = [...text.trim()];
  return letters.length > MOST_SHOWN ? `${letters.slice(0, MOST_SHOWN).join('')}…` : letters.join('');
};

/** `at`: milliseconds since 1970; the cheque holds whole seconds. `random`: ten bytes at least. */
export function chequeOf(draft: Draft, account: string, at: number, random: Uint8Array): ChequeFields {
  const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return {
    v: '1',
    serial: serialOf(random),
    account,
    payee: draft.payee,
    most: formatAmount(draft.most).replaceAll(',', ''),
    currency: draft.most.currency,
    password: draft.password,
    issued: time(at),
    expires: time(at + draft.days * DAY_MS),
  };
}
