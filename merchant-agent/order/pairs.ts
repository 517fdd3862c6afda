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
  if (rows.length === 1 && row !== undefined) return judged([{ item, number: row, prices: [] }], names);
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
  const inner = numbers.filter((number) => (number.isInner || (number === behind && !number.isCounted)) && withNumber(item.skus, number.value, names).length > 0);
  const [only] = inner;
  const number = numbers.find((one) => one !== only);
  if (numbers.length !== 2 || inner.length !== 1 || only === undefined || number === undefined) return null;
  return { item: { ...item, skus: withNumber(item.skus, only.value, names), sized: true }, number };
}

const withNumber = (skus: readonly string[], value: number, names: Names): string[] => skus.filter((sku) => names.traits.get(sku)?.numbers.has(value) === true);

/** From here only what the catalogue says can speak against it. */
function judged(found: readonly Found[], names: Names): Paired {
  for (const { item, number, prices } of found) {
    const traits = item.skus.flatMap((sku) => names.traits.get(sku) ?? []);
    if (number.value > 9999) return fault('which-quantity', item.skus);
    if (!item.sized && traits.some((one) => one.numbers.has(number.value))) return fault('which-quantity', item.skus);
    if (!prices.every((price) => traits.some((one) => fits(number.value, one, [price.digits])))) return fault('needs-a-person', item.skus);
  }
  return { kind: 'pairs', pairs: found.map(({ item, number }) => ({ skus: item.skus, quantity: number.value })) };
}
