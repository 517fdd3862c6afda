/**
 * A statement for spreadsheets and programs: RFC 4180, UTF-8 with a byte order mark (without it spreadsheets take UTF-8 for something else), one line
 * for each entry between the two balances. Columns, their order and their values are a promise to programs, the same in every language.
 */
import { clean } from '../notices/clean.ts';
import { timeIn } from '../protocol/calendar.ts';
import { exponentOf } from '../protocol/money.ts';
import { movementOf, type Statement, type StatementRow } from './statement.ts';

export const csvColumns = ['time', 'entry', 'amount', 'balance', 'currency', 'reference', 'counterparty', 'counterparty_address', 'invoice', 'account', 'transfer'] as const;

type Line = Readonly<Record<(typeof csvColumns)[number], string>>;

/** `entry` is opening-balance, closing-balance (balance-so-far where the month is running), or what the entry is to the account's owner. */
export function statementCsv(statement: Statement): Uint8Array {
  const lines = [edge(statement, 'opening-balance', statement.from, statement.opening), ...statement.rows.map((row) => entry(statement, row)), edge(statement, statement.isRunning ? 'balance-so-far' : 'closing-balance', statement.until - 1, statement.closing)];
  const text = [csvColumns.join(','), ...lines.map((line) => csvColumns.map((column) => cell(line[column])).join(','))].join('\r\n');
  return new TextEncoder().encode(`\uFEFF${text}\r\n`);
}

/** Decimals of the currency, a point before them, no grouping. */
export function plainAmount({ currency }: Pick<Statement, 'currency'>, minor: bigint): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

function entry(statement: Statement, row: StatementRow): Line {
  return {
    time: timeIn(row.at, statement.timeZone),
    entry: movementOf(row),
    amount: plainAmount(statement, row.amount),
    balance: plainAmount(statement, row.balanceAfter),
    currency: statement.currency,
    reference: harmless(row.reference),
    counterparty: harmless(row.other?.name ?? ''),
    counterparty_address: harmless(row.other?.address ?? ''),
    invoice: harmless(row.invoice ?? ''),
    account: statement.account,
    transfer: harmless(row.transferId),
  };
}

const edge = (statement: Statement, name: string, at: number, balance: bigint): Line => ({
  time: timeIn(at, statement.timeZone), entry: name, amount: '', balance: plainAmount(statement, balance), currency: statement.currency,
  reference: '', counterparty: '', counterparty_address: '', invoice: '', account: statement.account, transfer: '',
});

/** Where a spreadsheet may begin a cell: at its start, and after whatever it may take for a separator, whichever it was told to split at (OWASP, CSV injection). */
const BEGINNING = /(?<=^|[;,"|])( *)([^ ])/gu;
/** Full-width, small, raised and lowered signs count like the others. */
const isSign = (first: string): boolean => /^[=+\-@|%]/.test(first.normalize('NFKC'));

/** Text from outside: one visible line that no spreadsheet calculates; what it would take for a formula is text to it behind an apostrophe. */
export const harmless = (text: string): string => clean(text).replace(BEGINNING, (all: string, blanks: string, first: string) => (isSign(first) ? `${blanks}'${first}` : all));

const cell = (text: string): string => (/[",;|\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
