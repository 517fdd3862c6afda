/** The table of a statement in a mail: lines of at most 68 columns, so that it still fits when it is set in, and none that begins with words from outside. */
import type { Language } from '../core/party.ts';
import { clean, unglued } from '../notices/clean.ts';
import { columns, fit, padEnd, padStart } from '../notices/columns.ts';
import { showDate } from '../notices/date.ts';
import { dayIn } from '../protocol/calendar.ts';
import { formatAmount } from '../protocol/money.ts';
import { entryReference, entryTitle } from './entry.ts';
import { amountIn, totalsOf, type Statement, type StatementRow } from './statement.ts';
import { WORDS, type Words } from './words.ts';

/** Each takes two lines. */
const MOST_SHOWN = 200;
const LINE_COLUMNS = 68;
const GAP = '  ';
const LEAST_TITLE = 8;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `02 Oct`, `10/02`: the year and the month stand above. */
function shortDay(at: number, timeZone: string, language: Language): string {
  const [, month = '', day = ''] = dayIn(at, timeZone).split('-');
  switch (language) {
    case 'en':
      return `${day} ${MONTHS[Number.parseInt(month, 10) - 1] ?? ''}`;
    case 'ja':
      return `${month}/${day}`;
    default:
      return language satisfies never;
  }
}

type Widths = { readonly date: number; readonly title: number; readonly amount: number; readonly balance: number };
type Cells = { readonly date: string; readonly title: string; readonly amount: string; readonly balance: string };

/** The lines of one account; `most` entries, the others stand in the files. */
export function statementText(statement: Statement, most = MOST_SHOWN): readonly string[] {
  const words = WORDS[statement.language];
  const shown = statement.rows.slice(0, most);
  const left = statement.rows.length - shown.length;
  const entries = shown.map((row) => ({ cells: cellsOf(statement, words, row), below: entryReference(words, row) }));
  const first = edge(statement, words.opening, statement.opening, statement.from);
  const last = edge(statement, statement.isRunning ? words.present : words.closing, statement.closing, statement.until - 1);
  const head: Cells = { date: words.date, title: words.what, amount: words.amount, balance: words.balance };
  const widths = widthsOf([head, first, last, ...entries.map(({ cells }) => cells)]);
  const indent = ' '.repeat(widths.date + GAP.length);
  return [
    line(head, widths),
    line(first, widths),
    ...entries.flatMap(({ cells, below }) => [line(cells, widths), indent + fit(below, LINE_COLUMNS - indent.length)]),
    ...(statement.isWhole ? [] : [fit(words.tooMany, LINE_COLUMNS)]),
    ...(left === 0 ? [] : [fit(words.more(left), LINE_COLUMNS)]),
    ...(statement.isWhole && statement.rows.length === 0 ? [words.none] : []),
    line(last, widths),
    ...sums(statement, words),
  ];
}

const amount = (statement: Statement, minor: bigint): string => formatAmount(amountIn(statement, minor));

const cellsOf = (statement: Statement, words: Words, row: StatementRow): Cells => ({
  date: shortDay(row.at, statement.timeZone, statement.language),
  title: entryTitle(words, row),
  amount: amount(statement, row.amount),
  balance: amount(statement, row.balanceAfter),
});

const edge = (statement: Statement, title: string, balance: bigint, at: number): Cells => ({
  date: shortDay(at, statement.timeZone, statement.language),
  title,
  amount: '',
  balance: amount(statement, balance),
});

function widthsOf(all: readonly Cells[]): Widths {
  const widest = (pick: (cells: Cells) => string): number => all.reduce((width, cells) => Math.max(width, columns(pick(cells))), 0);
  const [date, sum, balance] = [widest((cells) => cells.date), widest((cells) => cells.amount), widest((cells) => cells.balance)];
  return { date, amount: sum, balance, title: Math.max(LEAST_TITLE, LINE_COLUMNS - date - sum - balance - 3 * GAP.length) };
}

const line = (cells: Cells, widths: Widths): string =>
  [padEnd(cells.date, widths.date), padEnd(fit(cells.title, widths.title), widths.title), padStart(cells.amount, widths.amount), padStart(cells.balance, widths.balance)].join(GAP).trimEnd();

/** What came in and went out, by kind; and what is set aside where the month is running. */
function sums(statement: Statement, words: Words): readonly string[] {
  const held = statement.held === null || statement.held === 0n ? [] : [[words.held, amount(statement, statement.held)] as const];
  const rows = [...totalsOf(statement).map((total) => [`${words.movements[total.movement]} (${total.count})`, amount(statement, total.amount)] as const), ...held];
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([label]) => columns(label)));
  const right = Math.max(...rows.map(([, value]) => columns(value)));
  return ['', ...rows.map(([label, value]) => `${padEnd(label, width)}${GAP}${padStart(value, right)}`)];
}

/** `JPY (Account party:3:JPY)`; the notice tells the period. */
export const accountTitle = ({ account, currency, language }: Statement): string => `${currency} (${WORDS[language].account} ${clean(account)})`;

/** From the first instant to the last one that counts. */
export const periodOf = ({ from, until, isRunning, timeZone, language }: Pick<Statement, 'from' | 'until' | 'isRunning' | 'timeZone' | 'language'>): string =>
  `${unglued(showDate(from, timeZone, language))} – ${unglued(showDate(isRunning ? until - 1 : until - 60_000, timeZone, language))}`;
