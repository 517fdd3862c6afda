/** Checks every invariant over everything that is stored, in one snapshot. Breaks are sentences for the bank's staff. */
import { text } from '../shared/rows.ts';
import type { Break } from '../store.ts';
import { auditQueries } from './audit-queries.ts';
import { auditSealed } from './audit-sealed.ts';
import type { Database } from './database.ts';

/** Of one invariant no more breaks are listed than this, and how many there are. */
const MOST_LISTED = 100;

/** Takes as long as it takes, on a connection of its own; it holds up no one. */
export async function audit(database: Database): Promise<readonly Break[]> {
  await database.connection.exec('SET LOCAL statement_timeout = 0');
  const breaks: Break[] = [];
  for (const { invariant, sql } of auditQueries) {
    breaks.push(...(await noted(database, invariant, async () => (await database.connection.all(sql)).map((row) => ({ invariant, found: text(row, 'found') })))));
  }
  breaks.push(...(await noted(database, 'Everything sealed opens and is what it was.', () => auditSealed(database))));
  return breaks;
}

/** An invariant that can't be checked does not hold. */
async function noted({ connection }: Database, invariant: string, check: () => Promise<readonly Break[]>): Promise<readonly Break[]> {
  await connection.exec('SAVEPOINT one_check');
  try {
    const breaks = await check();
    const more = breaks.length - MOST_LISTED;
    return more <= 0 ? breaks : [...breaks.slice(0, MOST_LISTED), { invariant, found: `And ${more} more.` }];
  } catch (error) {
    await connection.exec('ROLLBACK TO one_check');
    return [{ invariant, found: `It could not be checked: ${error instanceof Error ? error.message : String(error)}.` }];
  } finally {
    await connection.exec('RELEASE one_check');
  }
}
