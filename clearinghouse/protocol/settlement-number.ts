/**
 * Settlement numbers: 7 to 10 decimal digits, several printed on a card, each good for one order. As text without separators, leading zeros kept.
 * Shown in groups: `1234 5678`.
 */
import { normaliseLine } from './normalise.ts';

export const FEWEST_DIGITS = 7;
export const MOST_DIGITS = 10;
/** On one card. */
export const MOST_NUMBERS = 60;

const GROUPS: Readonly<Record<number, readonly number[]>> = { 7: [3, 4], 8: [4, 4], 9: [3, 3, 3], 10: [3, 3, 4] };

/** The digits of a number that a person wrote: digits 0 to 9 in any width, with spaces and hyphens between groups. null: it is none. */
export function readSettlementNumber(text: string): string | null {
  // Superscripts, circled digits and fractions would become plain digits below: nobody copies those from a card.
  if (text.length > 60 || /[\p{No}]/u.test(text)) return null;
  const line = normaliseLine(text);
  if (!/^[0-9]+(?:[ -]{1,3}[0-9]+)*$/.test(line)) return null;
  const digits = line.replace(/[ -]/g, '');
  return isSettlementNumber(digits) ? digits : null;
}

/** A number's place on its card, as it is printed before the number or asked for: `01`, `#1`, `No. 01:`, `number 1`, `第1番`, `(01)`. */
const PLACE = /(?:^|[ :,、(])(?:(?:no|nr|n|num|number|番号)[.°º]? ?|[#№第] ?)?\(?[0-9]{1,2}\)?番?[号目]?[).:]?$/iu;

/** The text without a place on a card at its end; null where none stands there. */
export function withoutPlace(text: string): string | null {
  const end = text.slice(-20);
  const rest = end.replace(PLACE, '');
  return rest === end ? null : (text.slice(0, text.length - end.length) + rest).replace(/[ :,、(]+$/, '');
}

/** True of the digits alone, as `readSettlementNumber` gives them. */
export const isSettlementNumber = (digits: string): boolean => /^[0-9]{7,10}$/.test(digits);

/** The groups in which a number is printed and shown. Throws RangeError where the digits are no settlement number. */
export function settlementGroups(digits: string): readonly string[] {
  const lengths = isSettlementNumber(digits) ? GROUPS[digits.length] : undefined;
  // The text may be a secret, so the error does not hold it.
  if (lengths === undefined) throw new RangeError('not a settlement number: 7 to 10 digits are needed');
  let from = 0;
  return lengths.map((length) => digits.slice(from, (from += length)));
}

/** `12345678` as people see it: `1234 5678`. Throws RangeError as `settlementGroups`. */
export const showSettlementNumber = (digits: string): string => settlementGroups(digits).join(' ');

/**
 * True of numbers that people would guess first, and that are never printed: equal steps from digit to digit (all alike, 12345678, 97531975…), a group
 * of up to half the length again and again (12121212, 12341234), a run of doubled digits (11223344). Among 8 digits that is about one in 10,000.
 */
export function weakSettlementNumber(digits: string): boolean {
  if (hasEqualSteps(digits)) return true;
  for (let length = 2; length <= digits.length / 2; length += 1) if (repeats(digits, length)) return true;
  const singles = digits.replace(/(.)\1/g, '$1');
  return singles.length * 2 === digits.length && hasEqualSteps(singles);
}

const repeats = (digits: string, length: number): boolean => digits.startsWith(digits.slice(length));

function hasEqualSteps(digits: string): boolean {
  const values = [...digits].map(Number);
  const steps = values.slice(1).map((value, at) => (value - (values[at] ?? 0) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}

/**
 * The numbers of one card, in the order in which they are printed: no two alike, none weak, none for which `isTaken` is true (those of the party's older
 * cards). `draw` gives a whole number, uniform from 0 to 10^digits − 1. Throws RangeError on counts and draws out of bounds, and Error
 * where ten times as many draws as numbers (and a hundred more) are not enough: then the source of chance is broken, or nearly all is taken.
 */
export function cardNumbers(draw: () => number, count: number, digits: number, isTaken: (number: string) => boolean): readonly string[] {
  if (!Number.isInteger(digits) || digits < FEWEST_DIGITS || digits > MOST_DIGITS) throw new RangeError(`numbers have ${FEWEST_DIGITS} to ${MOST_DIGITS} digits, not ${digits}`);
  if (!Number.isInteger(count) || count < 1 || count > MOST_NUMBERS) throw new RangeError(`a card has 1 to ${MOST_NUMBERS} numbers, not ${count}`);
  const numbers = new Set<string>();
  for (let draws = count * 10 + 100; draws > 0; draws -= 1) {
    const drawn = draw();
    if (!Number.isSafeInteger(drawn) || drawn < 0 || drawn >= 10 ** digits) throw new RangeError('a draw out of bounds');
    const number = String(drawn).padStart(digits, '0');
    if (!weakSettlementNumber(number) && !isTaken(number)) numbers.add(number);
    if (numbers.size === count) return [...numbers];
  }
  throw new Error(`no ${count} different numbers in ${count * 10 + 100} draws`);
}
