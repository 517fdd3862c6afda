/** The currency of an e-invoice. */
import { currencyOf, type Currency } from '../protocol/money.ts';
import { Refused, valueOf } from './element.ts';
import type { XmlElement } from './xml.ts';

/** The ISO 4217 code that an element holds, in upper case as the standard writes it. */
export function currencyIn(element: XmlElement): Currency {
  const code = valueOf(element);
  const currency = /^[A-Z]{3}$/.test(code) ? currencyOf(code) : null;
  if (currency === null) throw new Refused('currency-unknown', `${element.name} "${code.slice(0, 20)}"`);
  return currency;
}
