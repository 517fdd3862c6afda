import type { Row } from './connection.ts';

/** Values out of rows; a column that is missing or of another type is a fault of the program. */

const fault = (column: string, expected: string): Error => new Error(`column ${column} holds no ${expected}`);

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw fault(column, 'text');
  return value;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw fault(column, 'whole number');
  return value;
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw fault(column, 'bytes');
  return value;
}

export const textOrNull = (row: Row, column: string): string | null => (row[column] === null ? null : text(row, column));
export const integerOrNull = (row: Row, column: string): number | null => (row[column] === null ? null : integer(row, column));

/** A text out of a closed list. */
export function oneOf<const T extends string>(row: Row, column: string, values: readonly T[]): T {
  const value = text(row, column);
  const found = values.find((one) => one === value);
  if (found === undefined) throw fault(column, `one of ${values.join(', ')}`);
  return found;
}
