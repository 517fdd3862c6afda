/** Checks every invariant over everything that is stored, in one snapshot. Breaks are sentences for the bank's staff. */
import { auditQueriesIn } from '../common/audit-queries.ts';
import { integer, text } from '../common/rows.ts';
import type { Break } from '../store.ts';
import { auditSealed } from './audit-sealed.ts';
import type { Database } from './database.ts';

/** Of one invariant no more breaks are listed than this, and how many there are. */
const MOST_LISTED = 100;

const auditQueries = auditQueriesIn({
  handedOut: (table) => `(SELECT last FROM counters WHERE name = '${table}')`,
  json: (column, ...path) => `${column} #>> '{${path.join(',')}}'`,
  utf8: (column) => `convert_to(${column}, 'UTF8')`,
});

/** All invariants that SQL can tell as one statement; `place` is the invariant's own in the list. */
const atOnce = `${auditQueries.map(({ sql }, place) => `SELECT ${place} AS place, found FROM (${sql}) AS query_${place}`).join('\nUNION ALL ')} ORDER BY place`;

/** Takes as long as it takes, on a connection of its own; it holds up no one. */
export async function audit(database: Database): Promise<readonly Break[]> {
  await database.connection.unbound();
  await database.connection.exec('SAVEPOINT audit');
  try {
    const rows = await database.connection.all(atOnce);
    const found = Map.groupBy(rows, (row) => integer(row, 'place'));
    const breaks = auditQueries.flatMap(({ invariant }, place) => listed(invariant, (found.get(place) ?? []).map((row) => ({ invariant, found: text(row, 'found') }))));
    return [...breaks, ...(await noted(database, SEALED, () => auditSealed(database)))];
  } catch {
    await database.connection.exec('ROLLBACK TO audit');
    return oneByOne(database);
  }
}

const SEALED = 'Everything sealed opens and is what it was.';

/** Where one of them can't be checked the others are. */
async function oneByOne(database: Database): Promise<readonly Break[]> {
  const breaks: Break[] = [];
  for (const { invariant, sql } of auditQueries) {
    breaks.push(...(await noted(database, invariant, async () => (await database.connection.all(sql)).map((row) => ({ invariant, found: text(row, 'found') })))));
  }
  return [...breaks, ...(await noted(database, SEALED, () => auditSealed(database)))];
}

/** An invariant that can't be checked does not hold. */
async function noted({ connection }: Database, invariant: string, check: () => Promise<readonly Break[]>): Promise<readonly Break[]> {
  await connection.exec('SAVEPOINT one_check');
  try {
    return listed(invariant, await check());
  } catch (error) {
    await connection.exec('ROLLBACK TO one_check');
    return [{ invariant, found: `It could not be checked: ${error instanceof Error ? error.message : String(error)}.` }];
  } finally {
    await connection.exec('RELEASE one_check');
  }
}

function listed(invariant: string, breaks: readonly Break[]): readonly Break[] {
  const more = breaks.length - MOST_LISTED;
  return more <= 0 ? breaks : [...breaks.slice(0, MOST_LISTED), { invariant, found: `And ${more} more.` }];
}
