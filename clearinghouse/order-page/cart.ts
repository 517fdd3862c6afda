/** What was chosen, and what it costs: exact to the minor unit, as the shop will reckon it. */
import { createHash } from 'node:crypto';
import type { Catalogue, Item } from '../protocol/catalogue/item.ts';
import { MAX_MINOR } from '../protocol/money.ts';

export type Line = { readonly sku: string; readonly quantity: number };

/** More pieces of one item, or more lines, are for a mail to the shop. */
export const MOST_PIECES = 9_999;
export const MOST_LINES = 100;

/** A quantity field that can't be taken, with what was typed into it (at most 20 characters). */
export type WrongQuantity = { readonly sku: string; readonly typed: string };
/** `gone`: numbers of what was chosen and is not in the catalogue any more. */
export type Chosen = { readonly lines: readonly Line[]; readonly wrong: readonly WrongQuantity[]; readonly gone: readonly string[] };

/** Text of a quantity field: empty or 0 chooses nothing, null is no quantity. */
export function readQuantity(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return 0;
  return /^0{0,3}[0-9]{1,4}$/.test(plain) ? Number(plain) : null;
}

/** `2*SEN-100 1*WHI-1`: all that was chosen, in one field. */
export const packLines = (lines: readonly Line[]): string => lines.map(({ sku, quantity }) => `${quantity}*${sku}`).join(' ');

const unpackLines = (text: string): Line[] =>
  text.split(' ').flatMap((part) => {
    const match = /^([1-9][0-9]{0,3})\*(.{1,40})$/.exec(part);
    return match === null ? [] : [{ sku: match[2] ?? '', quantity: Number(match[1]) }];
  });

/** As catalogues write an item's number. Nothing else that a form or an address holds is told as one: it would be a stranger's words on the shop's page. */
const SKU = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

/** From `chosen` and the fields `n.SKU`, of which the latter count. The lines in the catalogue's order. */
export function chosenIn(fields: URLSearchParams, catalogue: Catalogue): Chosen {
  const quantities = new Map(unpackLines(fields.get('chosen') ?? '').map(({ sku, quantity }) => [sku, quantity]));
  const wrong: WrongQuantity[] = [];
  for (const [name, value] of fields) {
    if (!name.startsWith('n.')) continue;
    const quantity = readQuantity(value);
    if (quantity === null) wrong.push({ sku: name.slice(2), typed: value.slice(0, 20) });
    else quantities.set(name.slice(2), quantity);
  }
  const lines = catalogue.items.flatMap(({ sku }): Line[] => {
    const quantity = quantities.get(sku) ?? 0;
    return quantity === 0 ? [] : [{ sku, quantity }];
  });
  const known = new Set(catalogue.items.map(({ sku }) => sku));
  const gone = [...quantities].flatMap(([sku, quantity]) => (quantity === 0 || known.has(sku) || !SKU.test(sku) ? [] : [sku]));
  return { lines, wrong: wrong.filter(({ sku }) => known.has(sku)), gone: gone.slice(0, MOST_LINES) };
}

export type CartLine = { readonly item: Item; readonly quantity: number; readonly amount: bigint };

/** `taxes`: what is added to the prices, zero where they contain it. `sum`: all goods with it. */
export type Cart = { readonly lines: readonly CartLine[]; readonly goods: bigint; readonly taxes: bigint; readonly sum: bigint };

/** `gone`: all that are not in the catalogue any more. `short`: fewer are there. */
export type CartTrouble = { readonly kind: 'nothing' | 'too-many-lines' | 'too-much' } | { readonly kind: 'gone'; readonly skus: readonly string[] } | { readonly kind: 'short'; readonly item: Item };

export function cartOf(lines: readonly Line[], catalogue: Catalogue, taxIncluded: boolean): Cart | CartTrouble {
  if (lines.length === 0) return { kind: 'nothing' };
  if (lines.length > MOST_LINES) return { kind: 'too-many-lines' };
  const gone = lines.filter(({ sku }) => !catalogue.items.some((one) => one.sku === sku));
  if (gone.length > 0) return { kind: 'gone', skus: gone.map(({ sku }) => sku) };
  const found: CartLine[] = [];
  for (const { sku, quantity } of lines) {
    const item = catalogue.items.find((one) => one.sku === sku);
    if (item === undefined) continue;
    if (item.stock !== null && quantity > item.stock) return { kind: 'short', item };
    found.push({ item, quantity, amount: item.unit.minor * BigInt(quantity) });
  }
  const goods = found.reduce((sum, { amount }) => sum + amount, 0n);
  const taxes = taxIncluded ? 0n : addedTaxes(found);
  return goods + taxes > MAX_MINOR ? { kind: 'too-much' } : { lines: found, goods, taxes, sum: goods + taxes };
}

/** Each rate is rounded once, half up. */
function addedTaxes(lines: readonly CartLine[]): bigint {
  const sums = new Map<number, bigint>();
  for (const { item, amount } of lines) sums.set(item.taxRate, (sums.get(item.taxRate) ?? 0n) + amount);
  return [...sums].reduce((taxes, [rate, sum]) => taxes + (sum * BigInt(rate) + 5_000n) / 10_000n, 0n);
}

/** Of all that is shown of it: the same only where every line has the same goods, by number and name, the same pieces, price and tax. Two carts may cost the same and be different things. */
export function shownMark({ lines, goods, taxes }: Cart): string {
  const shown = [...lines.map(({ item: { sku, names, unit, taxRate }, quantity }) => [sku, names[0] ?? '', unit.currency, String(unit.minor), taxRate, quantity]), String(goods), String(taxes)];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22);
}
