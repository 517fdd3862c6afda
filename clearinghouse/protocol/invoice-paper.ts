/**
 * What stands on a shop's paper, ends with figures and is no amount: the page, a street with its house above the town, the numbers of bank account and register. Only
 * what can be nothing else: `Silberring 120` may be a ring, `Hauptstr. 12` a job done there.
 */
import { foldWord } from './vocabulary.ts';
import { PAGE_WORDS, STREET_ENDINGS, STREET_HEADS } from './words.ts';

const LONGEST = 80;
const pages = new Set(PAGE_WORDS.map(foldWord));
const heads = STREET_HEADS.map(foldWord);
const endings = STREET_ENDINGS.map(foldWord);

/** `below`: the next line that holds anything; '' where there is none. Both normalised. */
export const isOnPaper = (line: string, below: string): boolean => line.length <= LONGEST && (isPage(line) || isRegister(line) || (isTown(below) && isStreet(line)));

/** `Seite 1 von 1`, `- Page 2 of 3 -`, `Page 1 / 1`: never beyond the last. */
function isPage(line: string): boolean {
  const [, word = '', page = '', last = ''] = /^[-–—·|( ]{0,3}(\p{L}{1,10}\.?)[: ]{0,2}([1-9][0-9]{0,2})(?: ?\/ ?| \p{L}{1,3} )([1-9][0-9]{0,2})[-–—·|) ]{0,3}$/u.exec(line) ?? [];
  return pages.has(foldWord(word)) && Number(page) <= Number(last);
}

/** `IBAN DE02 1203 0000 0000 2020 51`, by its check digits; `Amtsgericht Berlin HRB 12345`. */
function isRegister(line: string): boolean {
  const [, account = ''] = /(?:^|[ (:])([A-Z]{2}[0-9]{2}[ 0-9A-Z]{11,40})\)?$/.exec(line) ?? [];
  return isIban(account.replaceAll(' ', '')) || /^(?:[^0-9]{0,60}[ ,:(])?HR[AB][: ]{1,2}[0-9]{1,6}\)?$/.test(line);
}

/** ISO 13616: the first four characters behind the others, letters as 10 to 35, leave 1 over by 97. */
function isIban(account: string): boolean {
  const moved = account.slice(4) + account.slice(0, 4);
  return account.length >= 15 && account.length <= 34 && BigInt([...moved].map((character) => String(Number.parseInt(character, 36))).join('')) % 97n === 1n;
}

/** `12345 Berlin`, `D-12345 Berlin`, `1234 AB Amsterdam`, `00-123 Warszawa`, `114 55 Stockholm`. */
const isTown = (line: string): boolean => line.length <= LONGEST && /^(?:[A-Z]{1,3}-)?(?:[0-9]{4,5}(?: [A-Z]{2})?|[0-9]{2}-[0-9]{3}|[0-9]{3} [0-9]{2}|[0-9]{4}-[0-9]{3}) \p{Lu}[\p{L}.'()/ -]{1,40}$/u.test(line);

/** `Hauptstr. 12`, `Berliner Straße 5`, `Calle Mayor, 5`; before it at the most the shop's name. */
function isStreet(line: string): boolean {
  const [, before = '', street = ''] = /^(?:([^0-9]{1,40}) ?[,·|•–-] )?([^0-9,·|•]{4,40}),? [1-9][0-9]{0,3}$/u.exec(line) ?? [];
  const words = street.split(' ').map((word) => foldWord(word).replace(/\.$/, ''));
  const last = words.at(-1) ?? '';
  if (/\p{Sc}/u.test(before)) return false;
  if (heads.includes(words[0] ?? '')) return words.length > 1 && words.length <= 5 && /^\S+ \p{Lu}|^\p{Lu}/u.test(street);
  return /^\p{Lu}/u.test(street) && (words.length === 1 ? endings.some((ending) => last.length > ending.length + 2 && last.endsWith(ending)) : words.length === 2 && endings.includes(last) && /ER$/.test(words[0] ?? ''));
}
