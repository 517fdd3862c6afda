/**
 * Numbers of membership forms. Nothing is kept of a form: its number is made of the address and the day with the bank's own key, so it can be made
 * again, and nobody else can make one.
 */
import { formNumber } from '../protocol/form-number.ts';
import { macOf } from '../protocol/mac.ts';
import type { CoreKeys } from './context.ts';

/** A form is to arrive within so many days of the mail that brought it. */
export const FORM_DAYS = 90;

/** The number of the form that this address gets on this day (days since 1970 in UTC), `F-K7F3-29QX`. `address` in canonical form. */
export const formNumberFor = (keys: CoreKeys, address: string, day: number): string =>
  formNumber(macOf(keys.token, ['form', address, day].join('|')));

/** The latest day, of `within` days before `today` and itself, on which the number was this address's; null: on none. `number` as it is shown. */
export function formDay(keys: CoreKeys, address: string, number: string, today: number, within: number): number | null {
  for (let day = today; day >= today - within; day -= 1) if (formNumberFor(keys, address, day) === number) return day;
  return null;
}
