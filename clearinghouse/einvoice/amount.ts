/** Amounts of an e-invoice: plain decimals with a point (XML Schema `decimal`), in minor units. */
import { exponentOf, MAX_MINOR, money, type Currency, type Money } from '../protocol/money.ts';
import { Refused, valueOf } from './element.ts';
import type { XmlElement } from './xml.ts';

/** EN 16931 allows two decimals in every amount (BR-DEC-*), whatever the currency; a third one is more likely a sign between thousands. */
const COMMON_DECIMALS = 2;

/** `4741`, `4741.00`, `-12.5`. No sign but a minus, no exponent, no leading zero; decimals that the currency has not must be zeros. */
export function minorOf(text: string, currency: Currency): bigint | null {
  const match = /^(-?)(0|[1-9][0-9]{0,11})(?:\.([0-9]{1,4}))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', decimals = ''] = match;
  const exponent = exponentOf(currency);
  if (decimals.length > Math.max(COMMON_DECIMALS, exponent) || /[1-9]/.test(decimals.slice(exponent))) return null;
  const minor = BigInt(whole + decimals.slice(0, exponent).padEnd(exponent, '0'));
  return minor > MAX_MINOR ? null : sign === '-' ? -minor : minor;
}

/** The amount of an element; its `currencyID`, where it has one, must be the invoice's. */
export function amountOf(element: XmlElement, currency: Currency): Money {
  const text = valueOf(element, 'amount-unreadable');
  const written = element.attributes.get('currencyID');
  if (written !== undefined && written !== currency) throw new Refused('amount-unreadable', `${element.name} is in ${written.slice(0, 10)}, the invoice in ${currency}`);
  const minor = minorOf(text, currency);
  if (minor === null) throw new Refused('amount-unreadable', `${element.name} "${text.slice(0, 40)}"`);
  return money(currency, minor);
}
