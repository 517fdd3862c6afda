/**
 * A catalogue's rows as items, or everything that is wrong with them at once: what was found where, what was expected, and what to do. A catalogue with any
 * fault is not used, since an order priced from it could be wrong. Two items may share a name here: who reads orders from people's words looks for that
 * as well, by `further`.
 */
import { currencyOf, readAmount } from '../money.ts';
import type { Currency, Money } from '../money.ts';
import type { Catalogue, Item } from './item.ts';
import { oddName } from './odd-name.ts';
import type { CatalogueFault, CatalogueRow, Column, NumberedItem } from './row.ts';

export type CatalogueReading = { readonly ok: true; readonly catalogue: Catalogue } | { readonly ok: false; readonly faults: readonly CatalogueFault[] };

export const MAX_ITEMS = 5000;
const MAX_CELL = 200;

/** `further`: faults that the caller looks for in the items, beside those of each row and name. */
export function readRows(rows: readonly CatalogueRow[], further: (items: readonly NumberedItem[]) => readonly CatalogueFault[] = () => []): CatalogueReading {
  if (rows.length === 0) return broken(null, null, 'no row', 'one row for each item', 'write the items below the head');
  if (rows.length > MAX_ITEMS) return broken(null, null, `${rows.length} rows`, `at most ${MAX_ITEMS}`, 'keep only what is sold by mail');
  const faults: CatalogueFault[] = [];
  const items = rows.map((row) => ({ row: row.row, item: itemOf(row, faults) }));
  faults.push(...doubleSkus(items), ...currencyFaults(rows), ...items.flatMap(({ row, item }) => item.names.flatMap((name, at) => oddName(row, name, at))), ...further(items));
  const [first] = items;
  if (faults.length > 0 || first === undefined) return { ok: false, faults: faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)) };
  return { ok: true, catalogue: { currency: first.item.unit.currency, items: items.map(({ item }) => item) } };
}

const broken = (row: number | null, column: Column | null, found: string, expected: string, toDo: string): CatalogueReading => ({ ok: false, faults: [{ row, column, found, expected, toDo }] });

type Report = (column: Column, found: string, expected: string, toDo: string) => void;

/** The item as far as it can be read; what can't be is reported and stands as nothing, which no caller sees. */
function itemOf({ row, cells }: CatalogueRow, faults: CatalogueFault[]): Item {
  const report: Report = (column, found, expected, toDo) => faults.push({ row, column, found: found.slice(0, 80), expected, toDo });
  for (const [column, text] of Object.entries(cells) as [Column, string][]) checkText(column, text, report);
  const names = [cells.name, ...cells['other names'].split(/[|;\n]/)].map((name) => name.normalize('NFC').trim()).filter((name) => name !== '');
  if (cells.name.trim() === '') report('name', '', 'the name that stands on invoices', 'write a name');
  const sku = cells.sku.trim();
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(sku)) report('sku', sku, 'up to 40 letters, digits and . _ / -', 'give the item a number of its own');
  return { sku, names: [...new Set(names)], unit: priceOf(cells, report), taxRate: taxOf(cells.tax, report), stock: stockOf(cells.stock, report) };
}

function checkText(column: Column, text: string, report: Report): void {
  if (/[\p{Cc}\u2028\u2029]/u.test(text.replace(column === 'other names' ? /\n/g : /(?!)/, ''))) report(column, JSON.stringify(text), 'no control characters', 'write the cell anew');
  if (/[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFD]/.test(text)) report(column, JSON.stringify(text), 'no invisible characters or marks of direction', 'write the cell anew, without copying');
  if (column !== 'other names' && text.length > MAX_CELL) report(column, text, `at most ${MAX_CELL} characters`, 'shorten it');
}

const NOTHING = currencyOf('EUR');

function priceOf(cells: CatalogueRow['cells'], report: Report): Money {
  const currency = currencyOf(cells.currency.trim());
  if (currency === null) report('currency', cells.currency, 'the code of a currency, like JPY or EUR', 'write the code');
  const reading = readAmount(cells.price, currency);
  const of = currency ?? NOTHING;
  if (of === null) throw new Error('EUR is a currency');
  if (!reading.ok) {
    const expected = reading.readings.length > 0 ? `one reading, not ${reading.readings.join(' or ')}` : 'an amount with all decimals of its currency, like 1080 or 12.50';
    if (currency !== null) report('price', cells.price, expected, 'write the price with a point before the decimals and nothing between thousands; in SQLite as text or a whole number');
    return { currency: of, minor: 0n };
  }
  if (reading.money.minor === 0n) report('price', cells.price, 'more than zero', 'write the price, or take the row out');
  if (reading.money.currency !== of) report('price', cells.price, `an amount in ${of}`, 'write the price in the currency of its row');
  return { currency: of, minor: reading.money.minor };
}

/** Percent with up to two decimals, as hundredths. */
function taxOf(text: string, report: Report): number {
  const match = /^([0-9]{1,2})(?:[.,]([0-9]{1,2}))? ?%?$/.exec(text.trim());
  if (match === null) report('tax', text, 'a percentage from 0 to 99.99, like 10 or 7.7', 'write the rate of tax');
  return match === null ? 0 : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

function stockOf(text: string, report: Report): number | null {
  const plain = text.trim();
  if (plain === '') return null;
  if (!/^(?:0|[1-9][0-9]{0,8})$/.test(plain)) {
    report('stock', text, 'a number of pieces, or nothing where they are not counted', 'write 0, 1, 2 … or leave it empty');
    return 0;
  }
  return Number(plain);
}

function doubleSkus(items: readonly NumberedItem[]): CatalogueFault[] {
  const seen = new Map<string, number>();
  return items.flatMap(({ row, item }): CatalogueFault[] => {
    const key = item.sku.toUpperCase();
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row);
    return first === undefined || key === '' ? [] : [{ row, column: 'sku', found: item.sku, expected: `a number that row ${first} does not have`, toDo: 'give each item its own number' }];
  });
}

function currencyFaults(rows: readonly CatalogueRow[]): CatalogueFault[] {
  const known = rows.flatMap(({ row, cells }) => {
    const currency: Currency | null = currencyOf(cells.currency.trim());
    return currency === null ? [] : [{ row, currency }];
  });
  const other = known.find(({ currency }) => currency !== known[0]?.currency);
  return other === undefined ? [] : [{ row: other.row, column: 'currency', found: other.currency, expected: `${known[0]?.currency}, as in row ${known[0]?.row}`, toDo: 'keep one catalogue for each currency' }];
}
