/**
 * The shop's catalogue from its file: CSV (UTF-8, comma or semicolon, the head in any order) or SQLite (table `items`, opened read-only). Which of them it
 * is the file's first bytes tell.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { readCatalogue } from './check-catalogue.ts';
import type { CatalogueReading } from './check-catalogue.ts';
import { readCsv } from './csv.ts';
import type { CatalogueFault, CatalogueRow, Column } from './row.ts';

const MAX_BYTES = 20_000_000;
const COLUMNS: readonly Column[] = ['sku', 'name', 'other names', 'price', 'currency', 'tax', 'stock'];
/** How heads may be written, beside the column's own name. */
const HEADS: ReadonlyMap<string, Column> = new Map([...COLUMNS.map((column): [string, Column] => [column, column]), ['names', 'other names'], ['other_names', 'other names'], ['othernames', 'other names'], ['aliases', 'other names'], ['tax rate', 'tax'], ['tax_rate', 'tax'], ['unit price', 'price'], ['unit_price', 'price']]);

const fault = (row: number | null, column: Column | null, found: string, expected: string, toDo: string): CatalogueReading => ({ ok: false, faults: [{ row, column, found, expected, toDo } satisfies CatalogueFault] });

/** Reads the file anew at each call. A file that is not there or can't be read throws, as does a database that is no database. */
export function loadCatalogue(path: string): CatalogueReading {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 16).toString('latin1') === 'SQLite format 3\0') return fromTable(path);
  if (bytes.length > MAX_BYTES) return fault(null, null, `${bytes.length} bytes`, `at most ${MAX_BYTES}`, 'keep only what is sold by mail');
  return fromCsv(bytes);
}

function fromCsv(bytes: Uint8Array): CatalogueReading {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fault(null, null, 'bytes that are no UTF-8', 'a file in UTF-8', 'save it as "CSV UTF-8"');
  }
  const csv = readCsv(text);
  if (!csv.ok) return fault(csv.line, null, csv.found, csv.expected, 'put the cell in quote marks and double those within');
  const [head, ...rows] = csv.rows;
  if (head === undefined) return fault(null, null, 'an empty file', `a head with ${COLUMNS.join(', ')}`, 'write the head');
  const columns = head.cells.map((cell) => HEADS.get(cell.trim().toLowerCase()) ?? null);
  const wrong = headFault(head.cells, columns);
  if (wrong !== null) return wrong;
  const uneven = rows.find(({ cells }) => cells.length !== columns.length);
  if (uneven !== undefined) return fault(uneven.line, null, `${uneven.cells.length} cells`, `${columns.length}, as in the head`, 'put cells with separators in quote marks');
  return readCatalogue(rows.map(({ line, cells }): CatalogueRow => ({ row: line, cells: cellsOf((column) => cells[columns.indexOf(column)]) })));
}

/** `other names` and `stock` may be missing; nothing may stand twice or be unknown. */
function headFault(cells: readonly string[], columns: readonly (Column | null)[]): CatalogueReading | null {
  const unknown = columns.indexOf(null);
  if (unknown !== -1) return fault(1, null, cells[unknown] ?? '', `one of ${COLUMNS.join(', ')}`, 'take the column out or name it so');
  const double = columns.find((column, at) => columns.indexOf(column) !== at) ?? null;
  if (double !== null) return fault(1, double, double, 'each column once', 'take one of them out');
  const missing = COLUMNS.find((column) => column !== 'other names' && column !== 'stock' && !columns.includes(column)) ?? null;
  return missing === null ? null : fault(1, missing, 'no such column', missing, 'add the column');
}

const cellsOf = (value: (column: Column) => string | undefined): Record<Column, string> => Object.fromEntries(COLUMNS.map((column) => [column, value(column) ?? ''])) as Record<Column, string>;

const SELECT = `
  SELECT rowid AS row, CAST(sku AS TEXT) AS sku, CAST(name AS TEXT) AS name, CAST(other_names AS TEXT) AS "other names",
         CAST(price AS TEXT) AS price, CAST(currency AS TEXT) AS currency, CAST(tax AS TEXT) AS tax, CAST(stock AS TEXT) AS stock
    FROM items ORDER BY rowid`;

function fromTable(path: string): CatalogueReading {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const named = new Set(database.prepare("SELECT name FROM pragma_table_info('items')").all().map(({ name }) => String(name)));
    const missing = COLUMNS.find((column) => !named.has(column.replace(' ', '_'))) ?? null;
    if (missing !== null) return fault(null, missing, named.size === 0 ? 'no table items' : 'no such column', `a table items with ${COLUMNS.map((column) => column.replace(' ', '_')).join(', ')}`, 'add it');
    const rows = database.prepare(SELECT).all();
    return readCatalogue(rows.map((row, at): CatalogueRow => ({ row: Number(row['row'] ?? at + 1), cells: cellsOf((column) => textOf(row[column])) })));
  } finally {
    database.close();
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
