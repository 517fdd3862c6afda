/**
 * The catalogue's names as people write them: with the plural or an ending, with the size before, behind or left out, with other signs between the
 * words. A name is never recognised by a part of its words other than its size.
 */
import { foldText, writingsOf } from './lexicon.ts';
import { READINGS } from './words/readings.ts';
import { simplifiedOf } from './words/traditional.ts';
import type { Catalogue, Item } from './order.ts';

/** Something in the text that names an item: the items that it may be, and whether the size was named with it. */
export type Mention = { readonly skus: readonly string[]; readonly sized: boolean };

export type NameForm = { readonly pattern: RegExp; readonly mention: Mention; readonly first: string };

/** What is known of an item besides its names: its sizes, numbers in its names that a quantity could be mistaken for, and how many pieces are in one pack of it (1: it is none). */
export type ItemTraits = { readonly item: Item; readonly sizes: ReadonlySet<string>; readonly numbers: ReadonlySet<number>; readonly pieces: number; readonly isPaired: boolean };

/** `whole`: names of one word. `bare`: names without their sizes. `latinWords`: every word of every name. */
export type Names = { readonly forms: ReadonlyMap<string, readonly NameForm[]>; readonly traits: ReadonlyMap<string, ItemTraits>; readonly words: ReadonlyMap<string, readonly string[]>; readonly whole: ReadonlySet<string>; readonly bare: ReadonlySet<string>; readonly latinWords: ReadonlySet<string> };

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const UNITS: Readonly<Record<string, readonly [unit: string, thousandths: bigint]>> = {
  mg: ['g', 1n], g: ['g', 1000n], gr: ['g', 1000n], gram: ['g', 1000n], grams: ['g', 1000n], gramm: ['g', 1000n], gramme: ['g', 1000n], grammes: ['g', 1000n], gramos: ['g', 1000n],
  kg: ['g', 1_000_000n], kilo: ['g', 1_000_000n], ぐらむ: ['g', 1000n], 克: ['g', 1000n], 公斤: ['g', 1_000_000n], 그램: ['g', 1000n], きろ: ['g', 1_000_000n],
  ml: ['ml', 1000n], cl: ['ml', 10_000n], dl: ['ml', 100_000n], l: ['ml', 1_000_000n], 毫升: ['ml', 1000n], りっとる: ['ml', 1_000_000n], みりりっとる: ['ml', 1000n],
  mm: ['mm', 1000n], cm: ['mm', 10_000n], m: ['mm', 1_000_000n], oz: ['oz', 1000n], lb: ['lb', 1000n],
};
const longestFirst = (units: readonly string[]): string => units.toSorted((a, b) => b.length - a.length).join('|');
const UNIT_WORDS = longestFirst(Object.keys(UNITS));
/** Behind these a quantity may follow without a blank (`100グラム3袋`). */
const EASTERN_UNITS = longestFirst(Object.keys(UNITS).filter((unit) => !/[a-z]/.test(unit)));

/** A size at the start: `100g`, `0.5 l`, `100-g`. */
export const SIZE = new RegExp(`([0-9]{1,5})(?:[.,]([0-9]{1,3}))?[ -]?(${EASTERN_UNITS}|(?:${UNIT_WORDS})(?![a-z0-9]))-?`, 'uy');
const SIZES = new RegExp(`(?<![0-9a-z.,])([0-9]{1,5})(?:[.,]([0-9]{1,3}))?[ -]?(${UNIT_WORDS})(?![a-z0-9])`, 'gu');

/** `0.1 kg` and `100 g` are the same. */
export function sizeKey(whole: string, decimals: string | undefined, unitWord: string): string {
  const [unit, scale] = UNITS[unitWord] ?? [unitWord, 1000n];
  return `${(BigInt(whole + (decimals ?? '').padEnd(3, '0')) * scale) / 1000n} ${unit}`;
}

const sizesIn = (name: string): string[] => [...name.matchAll(SIZES)].map(([, whole = '', decimals, unit = '']) => sizeKey(whole, decimals, unit));

const known = new WeakMap<Catalogue, Names>();

/** Names, forms and traits of a whole catalogue, made once for each. */
export function namesOf(catalogue: Catalogue): Names {
  const names = known.get(catalogue) ?? makeNames(catalogue);
  known.set(catalogue, names);
  return names;
}

function makeNames(catalogue: Catalogue): Names {
  const mentions = new Map<string, { skus: Set<string>; sized: boolean }>();
  const words = new Map<string, Set<string>>();
  const whole = new Set<string>();
  const bareNames = new Set<string>();
  const put = (writing: string, sku: string, sized: boolean): void => {
    const key = `${sized ? 's' : 'b'} ${writing}`;
    const found = mentions.get(key) ?? { skus: new Set<string>(), sized };
    found.skus.add(sku);
    mentions.set(key, found);
  };
  for (const item of catalogue.items) {
    for (const writing of item.names.flatMap(inKana).flatMap(inSimplified).flatMap(writingsOf)) {
      const bare = bareName(writing);
      bareNames.add(bare);
      if (bare !== writing) put(writing, item.sku, true);
      // A number of its own in a name that is written whole can't be taken for the quantity.
      if (bare !== '') put(bare, item.sku, bare === writing && /(?<![a-z])[0-9]/.test(bare));
      const parts = bare.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 4 && !CJK.test(word));
      for (const word of parts) words.set(word, (words.get(word) ?? new Set()).add(item.sku));
      if (parts.length === 1 && parts[0] === bare) whole.add(bare);
    }
    // `ポストカードのセット` without the number that the name has.
    for (const name of item.names) {
      const [, thing, set] = /^([\p{Script=Katakana}\p{Script=Han}ー]{3,})[0-9]+[枚個本包](?:入り?)?(セット)$/u.exec(name) ?? [];
      if (thing !== undefined && set !== undefined) put(foldText(`${thing} ${set}`), item.sku, false);
    }
    if (/[0-9_-]/.test(item.sku)) put(foldText(item.sku), item.sku, true);
  }
  return { forms: formsOf(mentions), traits: new Map(catalogue.items.map((item) => [item.sku, traitsOf(item)])), words: new Map([...words].map(([word, skus]) => [word, [...skus]])), whole, bare: bareNames, latinWords: new Set([...bareNames].flatMap((name) => name.match(/[\p{Script=Latin}'-]+/gu) ?? [])) };
}

/** The name, and as it is written by whoever doesn't know its characters. */
function inKana(name: string): readonly string[] {
  const [han, kana] = [...READINGS].find(([one]) => one.length > 1 && name.includes(one)) ?? [];
  if (han === undefined || kana === undefined) return [name];
  const partly = name.replace(han, kana);
  return [...new Set([name, partly, partly.replace('茶', 'ちゃ')])];
}

/** Chinese letters are read in simplified characters, whichever their writer and the catalogue use. */
const inSimplified = (name: string): readonly string[] => [...new Set([name, simplifiedOf(name)])];

/** The name without its sizes, and without what joined them to it. */
function bareName(name: string): string {
  if (sizesIn(name).length === 0) return name;
  return name.replace(SIZES, ' ').replace(/[(（【\[]\s*[)）】\]]/g, ' ').replace(/\s+/g, ' ').trim().replace(/(?: (?:de|of|a|zu|in|von)|[,・-])+$/, '').trim();
}

/** `box of 20`, `10er-Set`, `100枚入` */
const PIECES = /(?:pack|packet|package|box|bag|set|case|tin|lot|carton|packung|schachtel|paket|beutel|dose|karton|boite|paquet|coffret|jeu|caja|paquete|juego|bolsa|estuche|scatola|confezione|pacco|busta|doos|pak|zak|caixa|pacote|embalagem)s? (?:of |with |a |mit |zu |von |de |d'|avec |con |da |di |van |met |com )([0-9]{1,5})(?![0-9.,]| ?(?:g|kg|mg|ml|cl|l|cm|mm)(?![a-z]))|(?<![a-z0-9.,])([0-9]{1,5})(?:er[- ]| ?(?:pcs|pieces?|count|ct|bags?|sheets?|sticks?|sachets?|stuck|stk|blatt|beutel|pieces|feuilles?|unidades|uds|piezas|pezzi|stuks|pecas|個|枚|包|本|入|粒|袋|片|张|張|支|只|颗|개|매)(?![a-z]))/g;

function traitsOf(item: Item): ItemTraits {
  const folded = item.names.map(foldText);
  const numbers = folded.flatMap((name) => [...name.matchAll(/(?<![a-z0-9])[0-9]{1,5}/g)].map(([digits]) => Number(digits)));
  const isPaired = folded.some((name) => /\b(?:pair|paar|paire|par|paio|chopsticks|scissors)\b|膳|組|一対|双/.test(name));
  const pieces = folded.flatMap((name) => [...name.matchAll(PIECES)].map(([, of, counted]) => Number(of ?? counted)));
  return { item, sizes: new Set(folded.flatMap(sizesIn)), numbers: new Set(numbers), pieces: Math.max(1, ...pieces.filter((count) => count < 10_000)), isPaired };
}

function formsOf(mentions: ReadonlyMap<string, { readonly skus: ReadonlySet<string>; readonly sized: boolean }>): Map<string, NameForm[]> {
  const forms = new Map<string, NameForm[]>();
  for (const [key, { skus, sized }] of mentions) {
    for (const writing of turned(key.slice(2))) {
      const pattern = patternOf(writing);
      if (pattern === null) continue;
      const first = writing.replace(/^[^\p{L}\p{N}]+/u, '').charAt(0);
      forms.set(first, [...(forms.get(first) ?? []), { pattern, mention: { skus: [...skus], sized }, first }]);
    }
  }
  return forms;
}

/** `Notebook A5` is `A5 notebook` too: a code goes before or behind its word. */
function turned(writing: string): readonly string[] {
  // `茶碗（黒）` is `黒の茶碗` too.
  const coloured = /^([\p{Script=Han}\p{Script=Hiragana}ー]{1,8}) ?[(（]([\p{Script=Han}]{1,2})[)）]$/u.exec(writing);
  if (coloured !== null) return [writing, `${coloured[2]} ${coloured[1]}`];
  const match = /^([\p{Script=Latin}']{3,}) ([a-z]{1,2}[0-9]{1,3})$/u.exec(writing);
  return match === null ? [writing] : [writing, `${match[2]} ${match[1]}`];
}

/** Words of a name with what may stand between them, each Latin word with the endings of a plural. Letters, digits and apostrophes alone reach the pattern. */
function patternOf(writing: string): RegExp | null {
  const parts = writing.split(/[^\p{L}\p{M}\p{N}ー']+/u).filter((part) => part !== '').flatMap(splitDigits);
  if (parts.length === 0) return null;
  let source = '';
  parts.forEach((part, at) => {
    const before = parts[at - 1];
    if (before !== undefined) source += CJK.test(before.slice(-1)) || CJK.test(part) || /^[0-9]/.test(part) !== /[0-9]$/.test(before) ? '[ ,()（）・の-]*' : `[ ,()・-]${isJoined(before, part) ? '*' : '+'}${QUALITY.test(part) ? CONNECTED : ''}`;
    source += at < parts.length - 1 && /^[a-z]{4,}er$|^(?:schwarz|weiss|rot|blau|grun|gelb|klein|gross)e$/.test(part) ? `${part.replace(/er?$/, '')}(?:er|en|es|em|e)` : inflected(part);
  });
  const end = /[\p{Script=Latin}0-9']$/u.test(parts.at(-1) ?? '') ? '(?![\\p{Script=Latin}\\p{M}0-9])' : '';
  return new RegExp(source + end + '(?:\\))?', 'uy');
}

/** A size or a colour may be joined to its thing (`notebook in A5`, `Teeschale in Schwarz`). */
const QUALITY = /^(?:[a-z]{1,2}[0-9]{1,3}|black|white|red|blue|green|schwarz|weiss|rot|blau|grun|noire?|blanche?|rouge|bleue?|verte?|negr[oa]|blanc[oa]|roj[oa]|azul|verde)$/;
const CONNECTED = '(?:(?:in|im|en|de|format|size|grosse|tamano|taille|color|colour|couleur|farbe) ){0,2}';
/** `giftbox` */
const isJoined = (before: string, part: string): boolean => /^[\p{Script=Latin}]{4,}$/u.test(before) && /^[\p{Script=Latin}]{3,}$/u.test(part);

/** `a5` and `30g` stay one word to the eye, but `ノートA5` and `20包入` change script or kind. */
const splitDigits = (part: string): string[] => (CJK.test(part) ? (part.match(/[0-9]+|[a-z']+|[^0-9a-z']+/gu) ?? []) : /^[0-9]+[a-z]{1,2}$/.test(part) ? (part.match(/[0-9]+|[a-z]+/g) ?? []) : [part]);

/** Latin words of four letters and more may have a plural or lose it; `y` becomes `ies`. */
function inflected(word: string): string {
  if (word === 'te') return 'tes?';
  // `黑色的茶碗`
  if (/^[黑白黒赤青红紅蓝藍绿綠][\p{Script=Han}]{2,}$/u.test(word)) return `${word.charAt(0)}色?[のい的]?${word.slice(1)}`;
  // `麦茶のティーバッグ`, `緑茶の石鹸`
  if (/^(?:\p{Script=Han}{2,}[\p{Script=Hiragana}ー]{3,}|\p{Script=Han}{4})$/u.test(word)) return word.replace(/^(?:(\p{Script=Han}{2})(?=\p{Script=Han}{2}$)|(\p{Script=Han}{2,})(?=\p{Script=Hiragana}))/u, '$&の?');
  if (!/^[\p{Script=Latin}']{3,}$/u.test(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}(?:y|ies)`;
  if (/(?:ss|sh|ch|x|z)$/.test(word)) return `${word}(?:es|e|en|er)?`;
  if (/s$/.test(word) && word.length > 4) return `${word.slice(0, -1)}(?:s)?`;
  if (/n$/.test(word)) return `${word}(?:s|es|en|e)?`;
  return `${word}(?:s|es|n|en|e|er|x)?`;
}

/** The longest name that stands at this place of folded text: all forms of the same length count together. */
export function nameAt(text: string, at: number, names: Names): { readonly length: number; readonly mention: Mention }[] {
  const found: { length: number; mention: Mention }[] = [];
  for (const { pattern, mention } of names.forms.get(text.charAt(at)) ?? []) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) found.push({ length: balanced(match[0]), mention });
  }
  return found;
}

/** Without a closing bracket that the name did not open. */
const balanced = (text: string): number => (text.endsWith(')') && !text.includes('(') ? text.length - 1 : text.length);

/** All sizes of the one thing that is named; null where several things are. */
export function familyOf(skus: readonly string[], names: Names): readonly string[] | null {
  const [first] = skus;
  if (first === undefined) return null;
  for (const forms of names.forms.values()) {
    for (const { mention } of forms) if (!mention.sized && mention.skus.length > 1 && skus.every((sku) => mention.skus.includes(sku))) return mention.skus;
  }
  return null;
}
