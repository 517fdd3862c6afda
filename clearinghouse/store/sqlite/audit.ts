/** Checks every invariant over everything that is stored, in one snapshot. Breaks are sentences for the bank's staff. */
import type { Break } from '../store.ts';
import { auditSealed } from './audit-sealed.ts';
import type { Database } from './database.ts';
import { auditQueriesIn, type AuditQuery } from '../common/audit-queries.ts';
import { integerOrNull, text } from '../common/rows.ts';

/** Of one invariant no more breaks are listed than this, and how many there are. */
const MOST_LISTED = 100;

export const auditQueries = auditQueriesIn({
  handedOut: (table) => `coalesce((SELECT seq FROM sqlite_sequence WHERE name = '${table}'), 0)`,
  json: (column, ...path) => `json_extract(${column}, '$.${path.join('.')}')`,
  utf8: (column) => `CAST(${column} AS BLOB)`,
});

export function audit(database: Database): readonly Break[] {
  return [
    ...noted('The database file is whole.', () => checkFile(database)),
    ...noted('Each row that another row refers to is there.', () => checkReferences(database)),
    ...auditQueries.flatMap((query) => noted(query.invariant, () => ask(database, query))),
    ...noted('Everything sealed opens and is what it was.', () => auditSealed(database)),
  ];
}

/** An invariant that can't be checked does not hold. */
function noted(invariant: string, check: () => readonly Break[]): readonly Break[] {
  try {
    const breaks = check();
    const more = breaks.length - MOST_LISTED;
    return more <= 0 ? breaks : [...breaks.slice(0, MOST_LISTED), { invariant, found: `And ${more} more.` }];
  } catch (error) {
    return [{ invariant, found: `It could not be checked: ${error instanceof Error ? error.message : String(error)}.` }];
  }
}

const ask = ({ connection }: Database, { invariant, sql }: AuditQuery): readonly Break[] => connection.all(sql).map((row) => ({ invariant, found: text(row, 'found') }));

function checkFile({ connection }: Database): readonly Break[] {
  // Without the pages that an earlier audit has left in memory: it is the disk that is checked.
  connection.exec('PRAGMA shrink_memory');
  const lines = connection.all('PRAGMA integrity_check').map((row) => text(row, 'integrity_check'));
  return lines.filter((line) => line !== 'ok').map((line) => ({ invariant: 'The database file is whole.', found: line }));
}

function checkReferences({ connection }: Database): readonly Break[] {
  return connection.all('PRAGMA foreign_key_check').map((row) => ({
    invariant: 'Each row that another row refers to is there.',
    found: `Row ${integerOrNull(row, 'rowid') ?? '?'} of ${text(row, 'table')} refers to a row of ${text(row, 'parent')} that is absent.`,
  }));
}
