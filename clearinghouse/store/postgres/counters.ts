/** Numbers without a gap, for what is written in turn: counted in memory, written with the group. */
import { integer, text } from '../common/rows.ts';
import type { Database } from './database.ts';

const counted = ['decisions', 'transfers', 'postings', 'holds', 'entries', 'notices', 'staff_tasks'] as const;
type Counted = (typeof counted)[number];

export type Counters = { readonly next: (name: Counted) => number; readonly write: () => Promise<void> };

export async function loadCounters({ connection }: Database): Promise<Counters> {
  const rows = await connection.all('SELECT name, last FROM counters WHERE name = ANY (?::text[])', counted);
  const last = new Map<string, number>(rows.map((row) => [text(row, 'name'), integer(row, 'last')]));
  const changed = new Set<string>();
  return {
    next: (name) => {
      const number = (last.get(name) ?? 0) + 1;
      last.set(name, number);
      changed.add(name);
      return number;
    },
    write: async () => {
      const names = [...changed];
      changed.clear();
      if (names.length > 0) await connection.run('UPDATE counters SET last = counted.last FROM unnest(?::text[], ?::bigint[]) AS counted (name, last) WHERE counters.name = counted.name', names, names.map((name) => last.get(name) ?? 0));
    },
  };
}
