/** Texts of lines: the merchant's words in one normalised line, and what is said where the standard has none. */
import { normaliseLine } from '../protocol/normalise.ts';

const MAX_TEXT = 200;
const MAX_NOTE = 500;
const MAX_NOTES = 100;

/** One line; a code point is never cut in two. */
export const lineOf = (text: string): string => [...normaliseLine(text.slice(0, 4 * MAX_NOTE))].slice(0, MAX_TEXT).join('').trim();

/** Does a party bear a name that none of the seller's is? One without a name counts as another. */
export function isAnother(party: readonly string[], seller: readonly string[]): boolean {
  const own = new Set(seller.map((name) => name.toLowerCase()));
  return party.length === 0 || party.some((name) => !own.has(name.toLowerCase()));
}

/** Units of UN/ECE Recommendation 20 and 21 that people read; pieces of any kind have none. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ['EA', ''], ['C62', ''], ['H87', ''], ['NAR', ''], ['XPP', ''], ['PCE', ''], ['ZZ', ''], ['NPR', ''],
  ['KGM', 'kg'], ['GRM', 'g'], ['TNE', 't'], ['LTR', 'l'], ['MLT', 'ml'], ['MTR', 'm'], ['CMT', 'cm'], ['KMT', 'km'], ['MTK', 'm²'], ['MTQ', 'm³'],
  ['HUR', 'h'], ['MIN', 'min'], ['DAY', 'days'], ['WEE', 'weeks'], ['MON', 'months'], ['ANN', 'years'], ['KWH', 'kWh'],
]);

/** `2 x Sencha 100g`, `2.5 kg x Gyokuro`: the quantity as it is written, without zeros that say nothing. */
export function itemText(name: string, quantity: string | null, unit: string | null): string {
  if (quantity === null) return lineOf(name);
  const shown = UNITS.get(unit ?? 'C62') ?? unit ?? '';
  return `${quantity}${shown === '' ? '' : ` ${lineOf(shown).slice(0, 10)}`} x ${lineOf(name)}`;
}

/** `2.0000` and `2.` are `2`; what is no plain decimal is left out. */
export function quantityOf(text: string): string | null {
  const match = /^(-?)(0|[1-9][0-9]{0,11})(?:\.([0-9]{0,8})0{0,20})?$/.exec(text);
  if (match === null) return null;
  const decimals = (match[3] ?? '').replace(/0+$/, '');
  return `${match[1] ?? ''}${match[2] ?? ''}${decimals === '' ? '' : `.${decimals}`}`;
}

/** `Tax 10 %`, with the rate as it is written. */
export function taxText(rate: string): string {
  const shown = quantityOf(rate);
  return shown === null || shown.startsWith('-') ? 'Tax' : `Tax ${shown} %`;
}

export const notesOf = (texts: readonly string[]): readonly string[] =>
  texts
    .map((text) => normaliseLine(text.slice(0, MAX_NOTE)))
    .filter((text) => text !== '')
    .slice(0, MAX_NOTES);
