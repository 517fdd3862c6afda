/** What `deposit` and `withdraw` share: money that moves by hand, with a voucher and the people who booked it. */
import type { Command } from 'commander';
import { cashAccountId, partyAccountId } from '../core/account.ts';
import type { Office } from '../office.ts';
import { formatMoney, type Currency } from '../protocol/money.ts';
import { partyOf, readCurrency, readHolder, readPositive } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { accountJson, amountJson, showTime } from './shapes.ts';
import { mistake } from './mistake.ts';
import { amountCells } from './party-text.ts';
import type { ExitCode, Terminal } from './verb.ts';

/** Who does it, by name. */
export const byOption = ['--by <name...>', 'who does it: two names where the bank asks for two (staff.two_people_book)'] as const;

export const readPeople = (names: readonly string[] | undefined): readonly string[] => [...new Set((names ?? []).map((name) => readLine('--by', name)))];

/** For a verb that only shows where nothing is chosen: a word behind --by is a name, and what was meant as the choice may have become one. */
export function readPeopleFor(isChosen: boolean, names: readonly string[] | undefined, choices: string): readonly string[] {
  if (!isChosen && names !== undefined) throw mistake('--by', 'no choice beside it', `${choices} (what stands behind --by are names: ${names.join(', ')})`);
  return readPeople(names);
}

type Options = { readonly reference: string; readonly by?: readonly string[] };

/** Arguments and options of both verbs. */
export const bookingArguments = (command: Command): Command =>
  command
    .argument('<party>', 'one of its registered addresses, or its id')
    .argument('<amount>', 'as people write it, such as 5000 or 5,000')
    .argument('<currency>', 'ISO 4217 code of the account')
    .requiredOption('--reference <voucher>', 'the number of the voucher')
    .option(...byOption);

export const book =
  (kind: 'deposit' | 'withdraw') =>
  (terminal: Terminal, address: string, amount: string, currency: string, options: Options): Promise<ExitCode> =>
    bookIt(terminal, kind, { address, amount, currency }, options);

type Given = { readonly address: string; readonly amount: string; readonly currency: string };

function bookIt(terminal: Terminal, kind: 'deposit' | 'withdraw', given: Given, options: Options): Promise<ExitCode> {
  const amount = readPositive(given.amount, readCurrency(given.currency));
  const reference = readLine('--reference', options.reference);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const address = await readHolder(office.store, given.address);
    const others = await bookedUnder(office, kind, amount.currency, reference);
    await instruct(office, { kind, address, amount, reference, by }, `${address}, ${formatMoney(amount)}, ${by.length === 0 ? 'nobody named' : by.join(' and ')}`);
    const row = await partyOf(office.store, address);
    const account = row?.accounts.find((one) => one.id === partyAccountId(row.party.id, amount.currency));
    if (row === null || account === undefined) throw new Error(`${address} was booked on and has no account`);
    const [balance] = amountCells(account);
    const text = `${kind === 'deposit' ? 'Deposited' : 'Withdrew'} ${formatMoney(amount)} ${kind === 'deposit' ? 'to' : 'from'} ${row.party.name} (${reference}). Balance ${amount.currency} ${balance}.`;
    for (const other of others) terminal.note(`${reference} is the voucher of another booking too: ${other}. Both stand; if one was meant to correct the other, take the wrong one back by \`kakitome ${kind === 'deposit' ? 'withdraw' : 'deposit'}\``);
    show(terminal, text, { kind, amount: amountJson(amount), reference, by, party: row.party.id, account: accountJson(account) });
    return 0;
  });
}

const LOOKED_THROUGH = 300;
const SHOWN = 3;

/**
 * A voucher is booked once with one amount on one account; with another amount it counts as another booking. Who corrects a slip by typing it anew has booked twice,
 * so the newest bookings of the currency are looked through. The bank's cash account has a posting of each.
 */
async function bookedUnder({ store, rulebook }: Office, kind: 'deposit' | 'withdraw', currency: Currency, reference: string): Promise<readonly string[]> {
  const postings = await store.listPostings(cashAccountId(currency), LOOKED_THROUGH);
  const booked = kind === 'deposit' ? 'deposit' : 'withdrawal';
  const same = postings.filter(({ transfer }) => transfer.kind === booked && transfer.reference.toUpperCase() === reference.toUpperCase());
  return same.slice(0, SHOWN).map(({ amount, transfer }) => {
    const account = transfer.postings.find((posting) => posting.account !== cashAccountId(currency))?.account ?? '';
    return `${formatMoney({ currency, minor: amount < 0n ? -amount : amount })} on ${account}, ${showTime(transfer.at, rulebook.bank.timeZone)}`;
  });
}

export const readVoucher = (text: string): string => readLine('--reference', text);

/** It stands in statements and in the journal: one line of visible text. */
function readLine(option: string, text: string): string {
  const line = text.trim();
  if (line === '' || line.length > 100 || /[\p{C}\p{Zl}\p{Zp}]/u.test(line)) throw mistake(option, JSON.stringify(text.slice(0, 120)), 'one line of 1 to 100 characters');
  return line;
}
