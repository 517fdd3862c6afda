/**
 * Money: whole minor units with their ISO 4217 currency, never a float. Amounts are read only where they can be read in one way.
 */
import { CURRENCY_EXPONENTS, CURRENCY_WRITINGS } from './currencies.ts';

declare const currencyBrand: unique symbol;
/** An active ISO 4217 code in upper case; made by `currencyOf` alone. */
export type Currency = string & { readonly [currencyBrand]: true };

export type Money = { readonly currency: Currency; readonly minor: bigint };

/** No amount, balance or sum goes beyond ± this: every driver and JSON reader on the way holds it exactly. */
export const MAX_MINOR: bigint = 2n ** 53n - 1n;

const MAX_DIGITS = 12;

/** The currency of a code in any case, null where ISO 4217 has no such active code with a minor unit. */
export function currencyOf(code: string): Currency | null {
  const upper = /^[A-Za-z]{3}$/.test(code) ? code.toUpperCase() : '';
  return CURRENCY_EXPONENTS.has(upper) ? (upper as Currency) : null;
}

/** How many decimals the minor unit has: 0 for JPY, 2 for EUR, 3 for KWD. */
export function exponentOf(currency: Currency): number {
  const exponent = CURRENCY_EXPONENTS.get(currency);
  if (exponent === undefined) throw new RangeError(`not a currency: ${JSON.stringify(currency)}`);
  return exponent;
}

/** Throws RangeError beyond ±MAX_MINOR. */
export function money(currency: Currency, minor: bigint): Money {
  if (minor > MAX_MINOR || minor < -MAX_MINOR) throw new RangeError(`amount beyond ±(2^53−1) minor units: ${minor}`);
  return { currency, minor };
}

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new RangeError(`two currencies in one sum: ${a.currency} and ${b.currency}`);
  return a.currency;
}

/** The four below throw RangeError where currencies differ or the result is beyond ±MAX_MINOR. */
export const add = (a: Money, b: Money): Money => money(sameCurrency(a, b), a.minor + b.minor);
export const subtract = (a: Money, b: Money): Money => money(sameCurrency(a, b), a.minor - b.minor);
export const negate = (a: Money): Money => money(a.currency, -a.minor);

/** Below, equal or above zero as `a` is less than, equal to or more than `b`. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.minor === b.minor) return 0;
  return a.minor < b.minor ? -1 : 1;
}

export const isZero = (a: Money): boolean => a.minor === 0n;

/** A canonical decimal integer (`0`, `-12`; no plus, no leading zero) within ±MAX_MINOR, else null. */
export function parseMinor(text: string): bigint | null {
  if (!/^(?:0|-?[1-9][0-9]{0,15})$/.test(text)) return null;
  const minor = BigInt(text);
  return minor > MAX_MINOR || minor < -MAX_MINOR ? null : minor;
}

function groupThousands(digits: string): string {
  const head = digits.length % 3;
  const groups = head === 0 ? [] : [digits.slice(0, head)];
  for (let at = head; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3));
  return groups.join(',');
}

/** `4,741`, `-1,080.50`: commas between thousands, a point before the decimals, all decimals of the currency. */
export function formatAmount(amount: Money): string {
  const exponent = exponentOf(amount.currency);
  const digits = (amount.minor < 0n ? -amount.minor : amount.minor).toString().padStart(exponent + 1, '0');
  const whole = groupThousands(digits.slice(0, digits.length - exponent));
  const sign = amount.minor < 0n ? '-' : '';
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/** `JPY 4,741`. */
export const formatMoney = (amount: Money): string => `${amount.currency} ${formatAmount(amount)}`;

/**
 * Why an amount was not read. `ambiguous`: two ways to read the number. `decimals`: not as many decimals as the currency has.
 * `grouping`: separators that no way of writing numbers has, or more than one number. `two-currencies`: two different ones at one number.
 * `unknown-currency`: words or signs that are no currency, or one whose country is not known. `no-currency`: none written, none given.
 */
export type AmountRefusal =
  | 'no-number'
  | 'other-numerals'
  | 'negative'
  | 'too-long'
  | 'too-large'
  | 'unknown-currency'
  | 'two-currencies'
  | 'no-currency'
  | 'grouping'
  | 'decimals'
  | 'ambiguous';

export type AmountReading =
  | { readonly ok: true; readonly money: Money; readonly currencyWritten: boolean }
  | {
      readonly ok: false;
      readonly code: AmountRefusal;
      /** What stood there, at most 80 characters. */
      readonly found: string;
      /** The two ways to read it, for `ambiguous`; else empty. */
      readonly readings: readonly string[];
    };

/**
 * Reads one amount that a person wrote: `1,080`, `1 080円`, `¥1,080`, `JPY 4,741`, `4.741,00 EUR`, `1'080.00`. The whole text must be the
 * amount. Without a written currency it is in `defaultCurrency`. What can be read in two ways is refused with both; a minus is refused.
 */
export function readAmount(text: string, defaultCurrency: Currency | null): AmountReading {
  const reading = readSignedAmount(text, defaultCurrency);
  if (reading.ok && reading.money.minor < 0n) return refuse('negative', text);
  return reading;
}

/** As `readAmount`, but one leading minus, before or after the currency, is taken. */
export function readSignedAmount(text: string, defaultCurrency: Currency | null): AmountReading {
  const plain = plainAmount(text);
  if (plain === null) return refuse('too-long', text);
  // As it was written: of one width it would be another sum.
  if (/\p{No}/u.test(text)) return refuse('other-numerals', text);
  const numerals = numeralsOf(plain);
  if (numerals !== null) return refuse(numerals, text);
  const parts = splitAmount(plain);
  if (parts === null) return refuse('grouping', text);
  if (parts.trailingMinus) return refuse('negative', text);
  if (parts.number.replace(/[^0-9]/g, '').length > MAX_DIGITS) return refuse('too-long', text);
  const currency = currencyWritten(parts.before, parts.after, defaultCurrency);
  if (currency.code !== null) return refuse(currency.code, text);
  const value = readNumber(parts.number + writtenOut(parts.emptyDecimals, currency.found), currency.found);
  if (!value.ok) return { ...refuse(value.code, text), readings: value.readings };
  if (value.minor > MAX_MINOR) return refuse('too-large', text);
  return { ok: true, money: money(currency.found, parts.minus ? -value.minor : value.minor), currencyWritten: currency.written };
}

function refuse(code: AmountRefusal, text: string): AmountReading & { ok: false } {
  return { ok: false, code, found: text.trim().slice(0, 80), readings: [] };
}

/** `¥4,741-`, `4,741円-`, `金4,741円也`: nothing can be written behind such a sum. */
const CLOSED_YEN = /^(?:金 ?)?(¥ ?[0-9][0-9,]*|[0-9][0-9,]* ?円)(?: ?[-ー]|(?<=円) ?也)$/;

/** Width and look of digits, separators and minus folded; null where it is too long to be an amount. */
function plainAmount(text: string): string | null {
  if (text.length > 200) return null;
  const folded = text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u2018\u2019\u02BC\u00B4`]/g, "'");
  const plain = folded.replace(/\s+/g, ' ').trim().replace(/[.。]$/, '').trim();
  return plain.replace(/^[▲△]/, '-').replace(CLOSED_YEN, '$1');
}

/** Without a numeral of any kind there is no amount. */
export const holdsNumeral = (text: string): boolean => /[〇零一二三四五六七八九十百千万萬億兆壱壹弐貳参參拾\p{N}]/u.test(text);

/** Numerals that are not 0 to 9 are never half read: neither beside digits (`4千`, `12⁹⁹`) nor alone. */
function numeralsOf(plain: string): AmountRefusal | null {
  if (/[〇零一二三四五六七八九十百千万萬億兆壱壹弐貳参參拾]|(?![0-9])\p{N}/u.test(plain)) return 'other-numerals';
  return /[0-9]/.test(plain) ? null : 'no-number';
}

/** `emptyDecimals` is the separator of `1'080.-`: no decimals follow. `trailingMinus` also tells of `(1,080)`. */
type AmountParts = {
  readonly before: string;
  readonly minus: boolean;
  readonly number: string;
  readonly emptyDecimals: string;
  readonly trailingMinus: boolean;
  readonly after: string;
};

function splitAmount(plain: string): AmountParts | null {
  const first = plain.search(/[0-9]/);
  let end = plain.length;
  while (!isDigit(plain.charAt(end - 1))) end -= 1;
  const number = plain.slice(first, end);
  if (!/^[0-9][0-9,.' ]*$/.test(number)) return null;
  const before = plain.slice(0, first);
  const signs = before.split('-').length - 1;
  if (signs > 1) return null;
  const emptyDecimals = /^[.,]-/.test(plain.slice(end)) ? plain.charAt(end) : '';
  const after = plain.slice(emptyDecimals === '' ? end : end + 2).trim();
  return { before: before.replace('-', ' ').trim(), minus: signs === 1, number, emptyDecimals, trailingMinus: after.includes('-') || before.startsWith('('), after };
}

const writtenOut = (separator: string, currency: Currency): string => (separator === '' || exponentOf(currency) === 0 ? '' : separator + '0'.repeat(exponentOf(currency)));

const isDigit = (character: string): boolean => character >= '0' && character <= '9';

type FoundCurrency = { readonly code: null; readonly found: Currency; readonly written: boolean } | { readonly code: AmountRefusal };

function currencyWritten(before: string, after: string, defaultCurrency: Currency | null): FoundCurrency {
  const writings = [...new Set([before, after].filter((word) => word !== ''))];
  if (writings.length === 0) return defaultCurrency === null ? { code: 'no-currency' } : { code: null, found: defaultCurrency, written: false };
  const sets = writings.map(candidatesOf);
  if (sets.some((set) => set.length === 0)) return { code: 'unknown-currency' };
  const shared = (sets[0] ?? []).filter((code) => sets.every((set) => set.includes(code)));
  if (shared.length === 0) return { code: 'two-currencies' };
  const only = shared.length === 1 ? shared[0] : shared.find((code) => code === defaultCurrency);
  if (only === undefined) return { code: defaultCurrency === null ? 'no-currency' : 'unknown-currency' };
  return { code: null, found: only, written: true };
}

function candidatesOf(word: string): readonly Currency[] {
  const codes = CURRENCY_WRITINGS.get(word.toUpperCase()) ?? [word];
  return codes.map(currencyOf).filter((currency) => currency !== null);
}

type NumberReading = { readonly ok: true; readonly minor: bigint } | { readonly ok: false; readonly code: AmountRefusal; readonly readings: readonly string[] };

/**
 * The separators decide: all of them between thousands, or the last one before the decimals. One comma or point before exactly three digits
 * could be either; only a yen's comma (a currency without decimals) and the point of a currency with three decimals are sure.
 */
function readNumber(text: string, currency: Currency): NumberReading {
  const exponent = exponentOf(currency);
  const groups = text.split(/[,.' ]/);
  const separators = text.replace(/[0-9]/g, '');
  if (separators === '') return { ok: true, minor: BigInt(text) * 10n ** BigInt(exponent) };
  const last = separators.slice(-1);
  const whole = isGrouped(groups, separators) || isGroupedInLakhs(groups, separators, currency) ? BigInt(groups.join('')) * 10n ** BigInt(exponent) : null;
  const couldBeDecimal = (last === ',' || last === '.') && (separators.length === 1 || isGrouped(groups.slice(0, -1), separators.slice(0, -1)) || isGroupedInLakhs(groups.slice(0, -1), separators.slice(0, -1), currency)) && !separators.slice(0, -1).includes(last);
  const decimals = groups.at(-1) ?? '';
  if (whole !== null && couldBeDecimal && !(exponent === 0 && last === ',') && !(exponent === 3 && last === '.')) {
    const shown = `${groupThousands(groups.slice(0, -1).join(''))}.${decimals}`;
    return { ok: false, code: 'ambiguous', readings: [formatMoney({ currency, minor: whole }), `${currency} ${shown}`] };
  }
  if (whole !== null && !(couldBeDecimal && exponent === 3)) return { ok: true, minor: whole };
  if (!couldBeDecimal) return { ok: false, code: 'grouping', readings: [] };
  if (exponent === 0 || decimals.length !== exponent) return { ok: false, code: 'decimals', readings: [] };
  return { ok: true, minor: BigInt(groups.join('')) };
}

/** `1,080,000`: one kind of separator, one to three digits and no zero in front, then threes. */
function isGrouped(groups: readonly string[], separators: string): boolean {
  const [head, ...rest] = groups;
  if (head === undefined || !/^[1-9][0-9]{0,2}$/.test(head)) return false;
  return rest.every((group) => group.length === 3) && new Set(separators).size === 1;
}

const LAKHS: ReadonlySet<string> = new Set(['INR', 'PKR', 'BDT', 'NPR', 'LKR']);

/** `1,04,741`: in South Asia pairs stand before the last three. */
function isGroupedInLakhs(groups: readonly string[], separators: string, currency: Currency): boolean {
  const [head, ...rest] = groups;
  if (!LAKHS.has(currency) || head === undefined || !/^[1-9][0-9]?$/.test(head) || rest.length < 2) return false;
  return rest.at(-1)?.length === 3 && rest.slice(0, -1).every((group) => group.length === 2) && /^,+$/.test(separators);
}
