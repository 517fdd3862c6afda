/** Reads the columns of a row with their types; a column that is not what the schema says is a fault, never a guess. */

/** Integers are bigint, bytes Uint8Array, JSON its text; a yes or no is 1 or 0. */
export type Row = Readonly<Record<string, unknown>>;

function fault(row: Row, column: string, expected: string): never {
  throw new Error(`column ${column} holds ${row[column] === null ? 'null' : typeof row[column]}, expected ${expected}`);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : fault(row, column, 'text');
}

export const textOrNull = (row: Row, column: string): string | null => (row[column] === null ? null : text(row, column));

/** Ids, counts and times; never money. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'bigint') return fault(row, column, 'an integer');
  const whole = Number(value);
  return Number.isSafeInteger(whole) ? whole : fault(row, column, 'an integer within ±(2^53−1)');
}

export const integerOrNull = (row: Row, column: string): number | null => (row[column] === null ? null : integer(row, column));

/** Money: minor units as bigint. */
export function minor(row: Row, column: string): bigint {
  const value = row[column];
  return typeof value === 'bigint' ? value : fault(row, column, 'an integer');
}

export const minorOrNull = (row: Row, column: string): bigint | null => (row[column] === null ? null : minor(row, column));

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : fault(row, column, 'bytes');
}

/** The column's name is that of the union's discriminant; the schema's CHECK keeps the list. */
export const word = <T extends string>(row: Row, column: string): T => text(row, column) as T;
export const wordOrNull = <T extends string>(row: Row, column: string): T | null => (row[column] === null ? null : word<T>(row, column));

export const json = <T>(row: Row, column: string): T => JSON.parse(text(row, column)) as T;

/** Exactly one row, or a fault. */
export function only<R extends Row>(row: R | undefined, what: string): R {
  if (row === undefined) throw new Error(`${what} is not in the store`);
  return row;
}

/** `WHERE …` of the conditions whose value is given; each has one `?`. A value that is null sets no condition. */
export function where(conditions: readonly (readonly [condition: string, value: string | number | Uint8Array | null])[]): { readonly sql: string; readonly bound: readonly (string | number | Uint8Array)[] } {
  const given = conditions.filter(([, value]) => value !== null);
  const bound = given.map(([, value]) => value).filter((value) => value !== null);
  return { sql: given.length === 0 ? '' : `WHERE ${given.map(([condition]) => condition).join(' AND ')}`, bound };
}
