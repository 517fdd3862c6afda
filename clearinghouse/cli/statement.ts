/** `kakitome statement`: one month of one account, as its owner gets it by mail. */
import { existsSync, writeFileSync } from 'node:fs';
import type { NoticeFacts } from '../core/notice.ts';
import { closesAt } from '../core/statement.ts';
import type { Account } from '../core/account.ts';
import type { Office } from '../office.ts';
import { monthAfter, monthOf, monthStart, readMonth } from '../protocol/calendar.ts';
import { readStatements } from '../statement-evidence.ts';
import { statementFile, type FileKind } from '../statements/files.ts';
import { accountTitle, periodOf, statementText } from '../statements/text.ts';
import { movementOf, type Statement } from '../statements/statement.ts';
import type { PartyRow } from '../store/store.ts';
import { findParty, quoted, readCurrency, readOneOf } from './find.ts';
import { mistake } from './mistake.ts';
import { show, type Json } from './print.ts';
import { withOffice } from './session.ts';
import { amountJson, amountOrNull, showTime, timeJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

const FORMATS = ['text', 'csv', 'pdf', 'camt053'] as const;
type Options = { readonly account?: string; readonly format: string; readonly out?: string };

/** By mail an account with more entries has its balances alone; here all are read, whatever the time it takes. */
const ALL = 10_000_000;

export const statement: Verb = (parent, run) =>
  void parent
    .command('statement')
    .description('one month of an account: balances, and every booking between them')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .argument('<month>', 'such as 2026-10, in the bank\'s time zone; until two hours after its end it is told as running, until now')
    .option('--account <currency>', 'the account, where the party has several')
    .option('--format <format>', FORMATS.join(', '), 'text')
    .option('--out <file>', 'into this file, which must not be there yet; without it on stdout')
    .addHelpText('after', examples('statement takao@buyer.example 2026-10', 'statement "Green Tea House" 2026-10 --account EUR --format csv > october.csv', 'statement shop@tea.example 2026-10 --format camt053 --out october.xml', 'statement 3 2026-10 --format pdf --out october.pdf'))
    .action(run(print));

function print(terminal: Terminal, which: string, asked: string, options: Options): Promise<ExitCode> {
  const month = readMonth(asked);
  if (month === null) throw mistake('month', quoted(asked), 'a year and a month such as 2026-10');
  const format = readOneOf('--format', options.format, FORMATS);
  if (options.out !== undefined && existsSync(options.out)) throw mistake('--out', quoted(options.out), 'the name of a file that is not there yet');
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    const made = await read(office, row, month, accountOf(row, options.account));
    if (format === 'text' && options.out === undefined) show(terminal, textOf(made), shapeOf(made));
    else {
      write(terminal, format === 'text' ? Buffer.from(`${textOf(made)}\n`) : await fileOf(made, format), options.out);
      if (made.isRunning && format !== 'text') terminal.note(soFar(made));
    }
    return 0;
  });
}

function accountOf({ party, accounts }: PartyRow, wanted: string | undefined): Account {
  const currency = wanted === undefined ? null : readCurrency(wanted);
  const own = accounts.filter((account) => currency === null || account.currency === currency);
  const [account] = own;
  const expected = accounts.map((one) => one.currency).join(', ');
  if (account === undefined) throw mistake('--account', wanted ?? `${party.name}, which has no account`, accounts.length === 0 ? 'a party with an account' : `one of ${expected}`);
  if (own.length > 1) throw mistake('--account', 'none', `one of ${expected}: ${party.name} has several accounts`);
  return account;
}

async function read({ store, rulebook, clock }: Office, { party, addresses }: PartyRow, month: string, account: Account): Promise<Statement> {
  const { bank } = rulebook;
  const now = clock.now();
  const running = monthOf(now, bank.timeZone);
  if (month > running) throw mistake('month', month, `at the latest the running one, ${running}`);
  const end = monthStart(monthAfter(month), bank.timeZone);
  const isRunning = now < closesAt(month, bank.timeZone);
  const { id, currency, held } = account;
  const facts: Extract<NoticeFacts, { kind: 'statement' }> = {
    kind: 'statement', name: party.name, addresses: addresses.filter(({ removedAt }) => removedAt === null).map(({ address }) => address).sort(), month,
    from: monthStart(month, bank.timeZone), until: Math.min(now + 1, end), asked: 'named', accounts: [{ id, currency, held: isRunning ? { currency, minor: held } : null }], isRunning, at: now,
  };
  const [made] = await readStatements(store, bank, facts, party.language, ALL);
  if (made === undefined) throw new Error(`no statement of ${id}`);
  return made;
}

const closing = ({ month, timeZone }: Statement): number => closesAt(month, timeZone);

/** A page that looks whole is filed as such. */
const soFar = (made: Statement): string => `${made.month} is not closed before ${showTime(closing(made), made.timeZone)}: this is what was booked so far, and more may come`;

const textOf = (made: Statement): string => [made.party.name, accountTitle(made), periodOf(made), ...(made.isRunning ? [soFar(made)] : []), '', ...statementText(made, made.rows.length)].join('\n');

async function fileOf(made: Statement, format: FileKind): Promise<Uint8Array> {
  const file = await statementFile(made, format);
  if (file === null) throw mistake('--format', `camt053 of ${made.month}, which is not closed before ${showTime(closing(made), made.timeZone)}`, 'csv, pdf or text: a camt.053 is of a whole month');
  return file.content;
}

function write(terminal: Terminal, bytes: Uint8Array, out: string | undefined): void {
  if (out === undefined) return terminal.write(bytes);
  // It shows somebody's account: only its owner may read it.
  writeFileSync(out, bytes, { flag: 'wx', mode: 0o600 });
  terminal.note(`wrote ${out}, ${bytes.length} bytes`);
}

function shapeOf(made: Statement): Json {
  const sum = (minor: bigint): Json => amountJson({ currency: made.currency, minor });
  return {
    party: made.party.name,
    account: made.account,
    month: made.month,
    from: timeJson(made.from),
    until: timeJson(made.until),
    isRunning: made.isRunning,
    closesAt: timeJson(closing(made)),
    opening: sum(made.opening),
    closing: sum(made.closing),
    held: amountOrNull(made.held === null ? null : { currency: made.currency, minor: made.held }),
    entries: made.rows.map((row) => ({
      time: timeJson(row.at), entry: movementOf(row), amount: sum(row.amount), balance: sum(row.balanceAfter), reference: row.reference,
      counterparty: row.other === null ? null : { name: row.other.name, address: row.other.address }, invoice: row.invoice, transfer: row.transferId,
    })),
  };
}
