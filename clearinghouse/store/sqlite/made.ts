/** For replay: decisions with what they were made of, and the rows of the books. */
import { bookSql, keyBound, toBookRow } from '../common/books.ts';
import { ABOUT_SQL, entriesIn, MADE_SQL, OPENING_SQL, sealedDecision, toMade } from '../common/made.ts';
import { integer, text } from '../common/rows.ts';
import type { BookName, BookRow, MadeDecision } from '../store.ts';
import type { Database } from './database.ts';

export function madeDecisions({ connection, sealer }: Database, after: number, limit: number): readonly MadeDecision[] {
  return connection.all(MADE_SQL, after, limit).map((row) => {
    const decision = sealedDecision(sealer, row);
    return toMade(sealer, row, decision, connection.all(ABOUT_SQL, integer(row, 'sequence')), entriesIn(decision.effects).flatMap((id) => connection.all(OPENING_SQL, id)));
  });
}

export const listRules = ({ connection }: Database): readonly string[] => connection.all('SELECT body FROM rulebooks ORDER BY rulebook_id').map((row) => text(row, 'body'));

/** Text is ordered by its bytes anyhow. */
export const bookRows = ({ connection, sealer }: Database, book: BookName, after: string | null, limit: number): readonly BookRow[] =>
  connection.all(bookSql(book, ''), keyBound(book, after), limit).map((row) => toBookRow(sealer, book, row));
