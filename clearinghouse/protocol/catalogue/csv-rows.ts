/** A catalogue in CSV as rows: its head may name the columns in any order. */
import { readCsv } from './csv.ts';
import type { CatalogueFault, CatalogueRow, Column } from './row.ts';

export const MAX_BYTES = 20_000_000;
export const COLUMNS: readonly Column[] = ['sku', 'name', 'other names', 'price', 'currency', 'tax', 'stock'];
/** How heads may be written, beside the column's own name. */
const HEADS: ReadonlyMap<string, Column> = new Map([...COLUMNS.map((column): [string, Column] => [column, column]), ['names', 'other names'], ['other_names', 'other names'], ['othernames', 'other names'], ['aliases', 'other names'], ['tax rate', 'tax'], ['tax_rate', 'tax'], ['unit price', 'price'], ['unit_price', 'price']]);

export type RowsReading = { readonly ok: true; readonly rows: readonly CatalogueRow[] } | { readonly ok: false; readonly faults: readonly CatalogueFault[] };

const fault = (row: number | null, column: Column | null, found: string, expected: string, toDo: string): RowsReading & { ok: false } => ({ ok: false, faults: [{ row, column, found, expected, toDo }] });

/** The rows of a file's bytes: UTF-8, comma or semicolon, `other names` and `stock` may be missing. */
export function csvRows(bytes: Uint8Array): RowsReading {
  if (bytes.length > MAX_BYTES) return fault(null, null, `${bytes.length} bytes`, `at most ${MAX_BYTES}`, 'keep only what is sold by mail');
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
  return { ok: true, rows: rows.map(({ line, cells }): CatalogueRow => ({ row: line, cells: cellsOf((column) => cells[columns.indexOf(column)]) })) };
}

/** `other names` and `stock` may be missing; nothing may stand twice or be unknown. */
function headFault(cells: readonly string[], columns: readonly (Column | null)[]): (RowsReading & { ok: false }) | null {
  const unknown = columns.indexOf(null);
  if (unknown !== -1) return fault(1, null, cells[unknown] ?? '', `one of ${COLUMNS.join(', ')}`, 'take the column out or name it so');
  const double = columns.find((column, at) => columns.indexOf(column) !== at) ?? null;
  if (double !== null) return fault(1, double, double, 'each column once', 'take one of them out');
  const missing = COLUMNS.find((column) => column !== 'other names' && column !== 'stock' && !columns.includes(column)) ?? null;
  return missing === null ? null : fault(1, missing, 'no such column', missing, 'add the column');
}

/** A row's cells; what is not there is empty. */
export const cellsOf = (value: (column: Column) => string | undefined): Record<Column, string> => Object.fromEntries(COLUMNS.map((column) => [column, value(column) ?? ''])) as Record<Column, string>;
