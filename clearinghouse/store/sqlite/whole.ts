/** Whether the pages of a database file fit together: what an audit looks for too, in less time, since no index is compared with its table. Reads the whole file. */
import { text } from '../common/rows.ts';
import { openConnection } from './connection.ts';
import { StoreFault } from './messages.ts';

const MOST_LISTED = 3;

/** Throws a fault `damaged` where they do not. Read only in the file too: closing a handle that may write carries the log over, also one that belongs to another file. */
export function requireWhole(path: string, busyTimeoutMs: number): void {
  const connection = openConnection({ path, busyTimeoutMs, mode: 'read-only-file' });
  try {
    const lines = connection.all(`PRAGMA quick_check(${MOST_LISTED})`).map((row) => text(row, 'quick_check'));
    const wrong = lines.filter((line) => line !== 'ok');
    if (wrong.length > 0) throw new StoreFault({ code: 'damaged', message: wrong.join('; '), stack: null });
  } finally {
    connection.close();
  }
}
