/**
 * The words of orders by meaning and language, and how text is folded before words are looked for. Nothing is a word of an order that is not in
 * one of these tables or in the catalogue.
 */

/** Languages of orders. */
export type Language = 'en' | 'ja' | 'de' | 'fr' | 'es' | 'zh' | 'it' | 'nl' | 'pt' | 'ko';

/**
 * `article`: one, where a thing follows. `container`: counts pieces and says nothing else. `and`: between two things. `each`: the quantity is that of
 * every thing named with it. `filler`: changes nothing in any sentence. `order`: asks for goods. `ask`: a question in form, an order in
 * meaning. `aside`: greeting, thanks, politeness; changes nothing in any sentence. `chat`: known, but no part of an order's line. `opener`: begins a
 * sentence that tells and orders nothing. `goods`: things in general, or things that shops sell. `label`: stands before a quantity. `vague`: a quantity
 * that nobody can count. `stop`: negation, condition, change, wish. `correction`: what follows puts something right. `total`: what follows is a sum. `past`: tells of an earlier order. `life`: people
 * and spans of time; a number before it counts no goods. `paper`: what goes with a parcel and costs nothing. `gift`: says that it is one. `shipping`: how a parcel
 * gets there. `done`: that something was ordered or came; beside goods it makes them none that are asked for.
 */
export type WordKind =
  | 'article'
  | 'container'
  | 'and'
  | 'each'
  | 'filler'
  | 'order'
  | 'ask'
  | 'aside'
  | 'chat'
  | 'opener'
  | 'goods'
  | 'label'
  | 'vague'
  | 'stop'
  | 'correction'
  | 'total'
  | 'past'
  | 'life'
  | 'paper'
  | 'gift'
  | 'shipping'
  | 'done';

/** Words separated by `|`, lower case, as people write them; accents and umlauts may be missing in the mail. */
export type Lexicon = {
  readonly language: Language;
  readonly words: Readonly<Record<WordKind, string>>;
  /** Numbers in words, to their value. */
  readonly numbers: ReadonlyMap<string, number>;
};

const KATAKANA = /[\u30A1-\u30F6]/g;

/** Has one look already: most words of the tables, of which there are some hundred thousands. */
const FOLDED = /^[a-z0-9'.,-]+(?: [a-z0-9'.,-]+)*$/;

/** The same words in one look: case, accents of Latin letters, kana, apostrophes, blanks. Takes text that `normalise` has been through. */
export function foldText(text: string): string {
  if (FOLDED.test(text)) return text;
  const plain = text.normalize('NFKC').toLowerCase().replace(/[\u2018\u2019\u02BC\u00B4`]/g, "'").replace(/ß/g, 'ss').replace(/œ/g, 'oe');
  const bare = plain.normalize('NFD').replace(/[\u0300-\u036F]/g, '').normalize('NFC');
  const hiragana = bare.replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
  return hiragana.replace(/[\u201C\u201D\u201E\u00AB\u00BB"]/g, ' ').replace(/\s+/g, ' ').trim();
}

/** All folded writings of a word: with umlauts left out and written as two letters (`für`, `fur`, `fuer`). */
export function writingsOf(word: string): readonly string[] {
  const folded = foldText(word);
  if (folded === word) return [word];
  const spelled = word.toLowerCase().normalize('NFC').replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue');
  return spelled === word ? [folded] : [...new Set([folded, foldText(spelled)])];
}

export const wordsOf = (list: string): readonly string[] => list.split('|').map((word) => word.trim()).filter((word) => word !== '');

const folds = new Map<string, string>();

/** The fold of one character; few are ever met. */
function foldCharacter(character: string): string {
  const known = folds.get(character);
  if (known !== undefined) return known;
  const folded = character === '…' ? '…' : /\s/.test(character) ? ' ' : foldText(character) || (/["\u201C\u201D\u201E\u00AB\u00BB]/.test(character) ? '"' : '');
  if (folds.size < 20_000) folds.set(character, folded);
  return folded;
}

/** Folded text with, for each of its characters, the place in the text that it comes from. */
export type Folded = { readonly text: string; readonly places: readonly number[] };

/** As `foldText`, character by character, without taking blanks off. */
export function foldWithPlaces(text: string): Folded {
  let folded = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const one = foldCharacter(character);
    for (let at = 0; at < one.length; at += 1) places.push(place);
    folded += one;
    place += character.length;
  }
  places.push(text.length);
  return { text: folded, places };
}
