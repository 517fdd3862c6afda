/**
 * The shop's catalogue from its file: CSV (UTF-8, comma or semicolon, the head in any order) or SQLite (table `items`, opened read-only). Which of them it
 * is the file's first bytes tell.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { cellsOf, COLUMNS, csvRows } from '../../clearinghouse/protocol/catalogue/csv-rows.ts';
import type { CatalogueReading } from '../../clearinghouse/protocol/catalogue/read-rows.ts';
import type { CatalogueFault, CatalogueRow, Column } from '../../clearinghouse/protocol/catalogue/row.ts';
import { readCatalogue } from './check-catalogue.ts';

const fault = (row: number | null, column: Column | null, found: string, expected: string, toDo: string): CatalogueReading => ({ ok: false, faults: [{ row, column, found, expected, toDo } satisfies CatalogueFault] });

/** Reads the file anew at each call. A file that is not there or can't be read throws, as does a database that is no database. */
export function loadCatalogue(path: string): CatalogueReading {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 16).toString('latin1') === 'SQLite format 3\0') return fromTable(path);
  const read = csvRows(bytes);
  return read.ok ? readCatalogue(read.rows) : read;
}

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
