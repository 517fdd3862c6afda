/** Which number counts which item. Only where there is one way to see it. */
import { exponentOf } from '../../clearinghouse/protocol/money.ts';
import type { Atom } from './atoms.ts';
import type { Pair } from './meaning.ts';
import type { ItemTraits, Names } from './names.ts';
import type { OpenReason } from './order.ts';

export type Paired =
  | { readonly kind: 'pairs'; readonly pairs: readonly Pair[] }
  | { readonly kind: 'item'; readonly skus: readonly string[] }
  | { readonly kind: 'number'; readonly quantity: number }
  | { readonly kind: 'neither' }
  | { readonly kind: 'fault'; readonly reason: OpenReason; readonly skus: readonly string[] };

type ItemAtom = Atom & { kind: 'item' };
type NumberAtom = Atom & { kind: 'number' };
type PriceAtom = Atom & { kind: 'price' };

const isItem = (atom: Atom): atom is ItemAtom => atom.kind === 'item';
const isNumber = (atom: Atom): atom is NumberAtom => atom.kind === 'number';
const isPrice = (atom: Atom): atom is PriceAtom => atom.kind === 'price';
const isBreak = (atom: Atom): boolean => atom.kind === 'comma' || atom.kind === 'and';

const fault = (reason: OpenReason, skus: readonly string[] = []): Paired => ({ kind: 'fault', reason, skus });

/** `shared`: the one quantity is that of every item. */
export function pairUp(atoms: readonly Atom[], shared: boolean, names: Names): Paired {
  const items = atoms.filter(isItem);
  const numbers = atoms.filter(isNumber);
  const [item, number] = [items[0], numbers[0]];
  if (item === undefined) return withoutItems(atoms, numbers);
  if (number === undefined) return items.length === 1 && !atoms.some(isPrice) ? { kind: 'item', skus: item.skus } : fault('which-quantity', item.skus);
  if (items.length === 1 && numbers.length > 1) return oneItem(atoms, item, numbers, names);
  if (shared && numbers.length === 1) return judged(items.map((one) => ({ item: one, number, prices: atoms.filter(isPrice) })), names);
  const pairs = bySegments(atoms, names) ?? byTurns(atoms);
  return pairs === null ? fault('which-quantity', items.flatMap((one) => one.skus)) : judged(pairs, names);
}

function withoutItems(atoms: readonly Atom[], numbers: readonly NumberAtom[]): Paired {
  const [number] = numbers;
  if (atoms.some(isPrice) || numbers.length > 1) return fault('needs-a-person');
  return number === undefined ? { kind: 'neither' } : { kind: 'number', quantity: number.value };
}

type Found = { readonly item: ItemAtom; readonly number: NumberAtom; readonly prices: readonly PriceAtom[] };

/** Parts between commas and `and`, each with one item and its number. */
function bySegments(atoms: readonly Atom[], names: Names): Found[] | null {
  const found: Found[] = [];
  let part: Atom[] = [];
  for (const atom of [...atoms, { kind: 'and' } as const]) {
    if (!isBreak(atom)) {
      part.push(atom);
      continue;
    }
    const [items, numbers, prices] = [part.filter(isItem), part.filter(isNumber), part.filter(isPrice)];
    const last = found.at(-1);
    const named = items.length === 1 && numbers.length === 2 && items[0] !== undefined ? namedNumber(part, items[0], numbers, names) : null;
    if (named !== null) found.push({ ...named, prices });
    else if (items.length === 1 && numbers.length === 1 && items[0] !== undefined && numbers[0] !== undefined) found.push({ item: items[0], number: numbers[0], prices });
    else if (items.length + numbers.length > 0) return null;
    else if (prices.length > 0 && last === undefined) return null;
    else if (last !== undefined) found[found.length - 1] = { ...last, prices: [...last.prices, ...prices] };
    part = [];
  }
  return found;
}

/** Item and number by turns, all the line long: `Sencha 2 whisk 3`, `Sencha, 2, whisk, 3`. */
function byTurns(atoms: readonly Atom[]): Found[] | null {
  const core = atoms.filter((atom) => isItem(atom) || isNumber(atom));
  const found: Found[] = [];
  for (let at = 0; at < core.length; at += 2) {
    const [first, second] = [core[at], core[at + 1]];
    if (first === undefined || second === undefined || first.kind === second.kind || first.kind !== core[0]?.kind) return null;
    const [item, number] = isItem(first) ? [first, second] : [second, first];
    if (!isItem(item) || !isNumber(number)) return null;
    found.push({ item, number, prices: [] });
  }
  if (atoms.some(isPrice) && found.length > 1) return null;
  return isEvenlyParted(atoms, core) ? found.map((one) => ({ ...one, prices: atoms.filter(isPrice) })) : null;
}

/** No `and` and, before the number, no comma within a pair; where commas stand within pairs, breaks stand between all of them. */
function isEvenlyParted(atoms: readonly Atom[], core: readonly Atom[]): boolean {
  const gaps = core.slice(1).map((atom, at) => atoms.slice(atoms.indexOf(core[at] ?? atom) + 1, atoms.indexOf(atom)).filter(isBreak));
  const inner = gaps.filter((_gap, at) => at % 2 === 0);
  const outer = gaps.filter((_gap, at) => at % 2 === 1);
  if (inner.some((gap) => gap.some((atom) => atom.kind === 'and') || gap.length > 1)) return false;
  const isParted = inner.some((gap) => gap.length > 0);
  return !isParted || (core[0]?.kind === 'item' && outer.every((gap) => gap.length > 0));
}

/** One item and several numbers: a row of a table with its prices, or a size or set number that belongs to the name. */
function oneItem(atoms: readonly Atom[], item: ItemAtom, numbers: readonly NumberAtom[], names: Names): Paired {
  const prices = atoms.filter(isPrice);
  const [sku] = item.skus;
  const traits = sku === undefined || item.skus.length !== 1 ? undefined : names.traits.get(sku);
  const rows = numbers.filter((number) => traits !== undefined && number.value <= 9999 && fits(number.value, traits, [...numbers.filter((other) => other !== number).map((other) => `${other.value}`), ...prices.map((price) => price.digits)]));
  const [row] = rows;
  if (rows.length === 1 && row !== undefined) return traits !== undefined && isAmount(row.value, traits, [...numbers.map(({ value }) => `${value}`), ...prices.map(({ digits }) => digits)]) ? { kind: 'pairs', pairs: [{ skus: item.skus, quantity: row.value }] } : judged([{ item, number: row, prices: [] }], names);
  const named = rows.length > 1 ? null : namedNumber(atoms, item, numbers, names);
  return named === null ? fault('which-quantity', item.skus) : judged([{ ...named, prices }], names);
}

/** True where all other figures are the unit price or the amount of so many. */
function fits(quantity: number, { item }: ItemTraits, figures: readonly string[]): boolean {
  const scale = 10n ** BigInt(exponentOf(item.unit.currency));
  const expected = [item.unit.minor, item.unit.minor * BigInt(quantity)];
  return figures.every((digits) => expected.some((minor) => minor === BigInt(digits) || minor === BigInt(digits) * scale));
}

/** `2 sencha 100`, `Teefilter, 3 Packungen à 100 Stück`: one of two numbers is the size, or the number of a set, as the name has it. */
function namedNumber(atoms: readonly Atom[], item: ItemAtom, numbers: readonly NumberAtom[], names: Names): { readonly item: ItemAtom; readonly number: NumberAtom } | null {
  const behind = atoms[atoms.indexOf(item) + 1];
  const inner = numbers.filter((number) => (number.isInner || (number === behind && number.counter === null)) && withNumber(item.skus, number.value, names).length > 0);
  const [only] = inner;
  const number = numbers.find((one) => one !== only);
  if (numbers.length !== 2 || inner.length !== 1 || only === undefined || number === undefined) return null;
  return { item: { ...item, skus: withNumber(item.skus, only.value, names), sized: true }, number };
}

const withNumber = (skus: readonly string[], value: number, names: Names): string[] => skus.filter((sku) => names.traits.get(sku)?.numbers.has(value) === true);

/**
 * `300 filters`, where a pack holds 100: so many, or so many packs? Behind a counter of packs it is these; of sheets and sticks it never is; of bags it may be, if few. Where the
 * pack is named with the thing it is these too, unless so many before it are just what some packs hold (`200 filters, pack of 100`).
 */
function isOfPieces({ value, counter, leads }: NumberAtom, { sized, isPack }: ItemAtom, { pieces }: ItemTraits): boolean {
  if (pieces === 1 || counter === 'packs' || value === 1) return false;
  if (counter === 'pieces') return true;
  if (sized || isPack) return sized && leads && value > pieces && value % pieces === 0;
  return value % pieces === 0 || counter === null && value >= pieces || counter === 'bags' && value * 2 >= pieces;
}

/** `20 boxes of mugicha` of 20: boxes, since they are counted before the thing. */
const isOfPacks = ({ value, counter, leads }: NumberAtom, { pieces }: ItemTraits): boolean => counter === 'packs' && leads && pieces > 1 && pieces === value;

const LEAST_PRICE = 10;
const LEAST_SUM = 100;
/** `Hojicha 760`: the price of one, or of several, or one of last year's. */
function isLikePrice(value: number, { item }: ItemTraits): boolean {
  const scale = 10 ** exponentOf(item.unit.currency);
  const price = Number(item.unit.minor) / scale;
  if (value < LEAST_PRICE) return false;
  return value === price || (value >= LEAST_SUM && (value % price === 0 || (value * 2 >= price && value <= price * 2)));
}

/** The amount of so many stands beside it. */
const isAmount = (quantity: number, { item }: ItemTraits, figures: readonly string[]): boolean => quantity > 1 && figures.some((digits) => BigInt(digits) === item.unit.minor * BigInt(quantity) || BigInt(digits) * 10n ** BigInt(exponentOf(item.unit.currency)) === item.unit.minor * BigInt(quantity));

/** From here only what the catalogue says can speak against it. */
function judged(found: readonly Found[], names: Names): Paired {
  for (const { item, number, prices } of found) {
    const traits = item.skus.flatMap((sku) => names.traits.get(sku) ?? []);
    if (number.value > 9999) return fault('which-quantity', item.skus);
    if (traits.some((one) => (!item.sized && !(item.isPack && number.leads) && one.numbers.has(number.value) && !isOfPacks(number, one)) || isOfPieces(number, item, one))) return fault('which-quantity', item.skus);
    if (number.counter === null && traits.some((one) => isLikePrice(number.value, one))) return fault('which-quantity', item.skus);
    if (!prices.every((price) => traits.some((one) => fits(number.value, one, [price.digits])))) return fault('needs-a-person', item.skus);
  }
  return { kind: 'pairs', pairs: found.map(({ item, number }) => ({ skus: item.skus, quantity: number.value })) };
}
