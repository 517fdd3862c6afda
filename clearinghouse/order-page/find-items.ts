/** The catalogue's search. */
import type { Catalogue, Item } from '../protocol/catalogue/item.ts';

export const MOST_QUERY = 100;

/** One look for width, case, accents of Latin letters, hiragana and katakana; letters and digits alone. */
export function folded(text: string): string {
  const bare = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').normalize('NFC').replaceAll('ß', 'ss');
  const kana = bare.replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
  return kana.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

const known = new WeakMap<Catalogue, ReadonlyMap<Item, readonly string[]>>();

/** All names of each item, folded; its number is the last of them. Made once for each catalogue. */
export function foldedNames(catalogue: Catalogue): ReadonlyMap<Item, readonly string[]> {
  const names = known.get(catalogue) ?? new Map(catalogue.items.map((item) => [item, [...item.names, item.sku].map(folded)]));
  known.set(catalogue, names);
  return names;
}

/** Items of which one name, or the number, holds every word; all items where no word is left. */
export function findItems(query: string, catalogue: Catalogue): readonly Item[] {
  const words = query.slice(0, MOST_QUERY).split(/[\s\u3000]+/).map(folded).filter((word) => word !== '');
  if (words.length === 0) return catalogue.items;
  return [...foldedNames(catalogue)].filter(([, names]) => names.some((name) => words.every((word) => name.includes(word)))).map(([item]) => item);
}
