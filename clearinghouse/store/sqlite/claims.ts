/** Claims of a process that is no more. */
import type { Database } from './database.ts';

/** Claims and waits share one column: a letter or notice that had been put back is tried a little early, which does no harm. */
export function releaseClaims({ connection }: Database): void {
  connection.run("UPDATE letters SET due_at = 0 WHERE stage = 'unread' AND due_at <> 0");
  connection.run("UPDATE notices SET due_at = 0 WHERE status IN ('owed', 'made') AND due_at <> 0");
}
