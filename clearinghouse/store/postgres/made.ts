/** For replay: decisions with what they were made of, and the rows of the books. */
import { bookSql, keyBound, toBookRow } from '../common/books.ts';
import { ABOUT_SQL, entriesIn, MADE_SQL, OPENING_SQL, sealedDecision, toMade } from '../common/made.ts';
import { integer, text, type Row } from '../common/rows.ts';
import type { BookName, BookRow, MadeDecision } from '../store.ts';
import type { Database } from './database.ts';

export async function madeDecisions({ connection, sealer }: Database, after: number, limit: number): Promise<readonly MadeDecision[]> {
  const made: MadeDecision[] = [];
  for (const row of await connection.all(MADE_SQL, after, limit)) {
    const decision = sealedDecision(sealer, row);
    const openings: Row[] = [];
    for (const id of entriesIn(decision.effects)) openings.push(...(await connection.all(OPENING_SQL, id)));
    made.push(toMade(sealer, row, decision, await connection.all(ABOUT_SQL, integer(row, 'sequence')), openings));
  }
  return made;
}

export const listRules = async ({ connection }: Database): Promise<readonly string[]> => (await connection.all('SELECT body FROM rulebooks ORDER BY rulebook_id')).map((row) => text(row, 'body'));

export const bookRows = async ({ connection, sealer }: Database, book: BookName, after: string | null, limit: number): Promise<readonly BookRow[]> =>
  (await connection.all(bookSql(book, 'COLLATE "C"'), keyBound(book, after), limit)).map((row) => toBookRow(sealer, book, row));
