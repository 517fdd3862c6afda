/** Compares the books row by row: what is kept, and what came of the same decisions in an empty store. */
import { fromJson } from '../protocol/json.ts';
import type { BookName, BookRow, Store } from '../store/store.ts';
import { differencesOf, type Difference } from './difference.ts';

const BOOKS: readonly BookName[] = ['accounts', 'transfers', 'postings', 'holds', 'payments', 'entries', 'parties', 'addresses', 'deadlines', 'blocks', 'tallies', 'notices', 'tasks', 'letters', 'cards', 'numbers'];
/** They hold what people wrote, or tokens. */
const PRIVATE: readonly BookName[] = ['payments', 'notices', 'tasks', 'parties', 'entries', 'numbers'];
/** Their keys are text; all others are numbered. */
const BY_TEXT: readonly BookName[] = ['accounts', 'addresses', 'deadlines', 'blocks', 'tallies', 'cards', 'numbers'];
const PIECE = 1_000;

export async function compareBooks(kept: Store, rebuilt: Store, tell: (difference: Difference) => void): Promise<void> {
  for (const book of BOOKS) await compareBook(book, rowsOf(kept, book), rowsOf(rebuilt, book), tell);
}

/** All rows of a book in the order of their keys. */
export async function* rowsOf(store: Store, book: BookName): AsyncGenerator<BookRow> {
  let after: string | null = null;
  for (;;) {
    const rows: readonly BookRow[] = await store.bookRows(book, after, PIECE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.key;
  }
}

/** Both are in one order, so a row that only one of them has is found by the next row of the other. */
async function compareBook(book: BookName, kept: AsyncGenerator<BookRow>, rebuilt: AsyncGenerator<BookRow>, tell: (difference: Difference) => void): Promise<void> {
  let [one, other] = [await next(kept), await next(rebuilt)];
  while (one !== null || other !== null) {
    const order = one === null ? 1 : other === null ? -1 : compareKeys(book, one.key, other.key);
    if (order < 0 && one !== null) {
      tell({ place: `${book} ${one.key}`, kept: 'there', replayed: 'nothing' });
      one = await next(kept);
    } else if (order > 0 && other !== null) {
      tell({ place: `${book} ${other.key}`, kept: 'nothing', replayed: 'there' });
      other = await next(rebuilt);
    } else if (one !== null && other !== null) {
      for (const difference of differencesOf(`${book} ${one.key}`, opened(one), opened(other), PRIVATE.includes(book))) tell(difference);
      [one, other] = [await next(kept), await next(rebuilt)];
    }
  }
}

async function next(rows: AsyncGenerator<BookRow>): Promise<BookRow | null> {
  const { value, done } = await rows.next();
  return done === true ? null : value;
}

/** As the stores order them: whole numbers by their size, text by its bytes. */
const compareKeys = (book: BookName, one: string, other: string): number => (BY_TEXT.includes(book) ? 0 : one.length - other.length) || Buffer.compare(Buffer.from(one), Buffer.from(other));

function opened({ columns }: BookRow): Readonly<Record<string, unknown>> {
  const { sealed, ...plain } = columns;
  return sealed == null ? plain : { ...plain, sealed: fromJson(sealed) };
}
