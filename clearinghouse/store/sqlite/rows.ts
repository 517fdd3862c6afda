/** Columns of rows with their types (shared/rows.ts), and conditions in SQLite's words. */
export * from '../shared/rows.ts';

/** `WHERE …` of the conditions whose value is given; each has one `?`. A value that is null sets no condition. */
export function where(conditions: readonly (readonly [condition: string, value: string | number | null])[]): { readonly sql: string; readonly bound: readonly (string | number)[] } {
  const given = conditions.filter(([, value]) => value !== null);
  const bound = given.map(([, value]) => value).filter((value) => value !== null);
  return { sql: given.length === 0 ? '' : `WHERE ${given.map(([condition]) => condition).join(' AND ')}`, bound };
}
