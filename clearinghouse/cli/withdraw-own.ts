/** `kakitome withdraw-own`: pays out what the bank earned by fees, or what is on suspense. */
import { bankAccountId, type BankAccountName } from '../core/account.ts';
import { formatMoney, money } from '../protocol/money.ts';
import { byOption, readPeople, readVoucher } from './booking.ts';
import { readCurrency, readPositive } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { amountJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Own = Extract<BankAccountName, 'fees' | 'suspense'>;
type Options = { readonly reference: string; readonly by?: readonly string[] };

export const withdrawOwnVerb: Verb = (parent, run) =>
  void parent
    .command('withdraw-own')
    .description('book money that was paid out of the bank\'s own account: what it earned by fees, or what waits on suspense')
    .argument('<account>', 'fees or suspense')
    .argument('<amount>', 'as people write it, such as 5000 or 5,000')
    .argument('<currency>', 'ISO 4217 code')
    .requiredOption('--reference <voucher>', 'the number of the voucher')
    .option(...byOption)
    .addHelpText('after', examples('withdraw-own fees 30,000 JPY --reference V-21 --by Sato --by Mori', 'withdraw-own suspense 500 JPY --reference V-22 --by Sato --by Mori'))
    .action(run(withdrawOwn));

function withdrawOwn(terminal: Terminal, account: string, amountText: string, currency: string, options: Options): Promise<ExitCode> {
  const from = readOwn(account);
  const amount = readPositive(amountText, readCurrency(currency));
  const reference = readVoucher(options.reference);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    await instruct(office, { kind: 'withdraw-own', from, amount, reference, by }, `${from}, ${formatMoney(amount)}, ${by.length === 0 ? 'nobody named' : by.join(' and ')}`);
    const id = bankAccountId(from, amount.currency);
    const left = (await office.store.listAccounts({ party: null })).find((one) => one.id === id);
    if (left === undefined) throw new Error(`${id} was booked on and is not there`);
    const balance = money(amount.currency, left.balance);
    show(terminal, `Withdrew ${formatMoney(amount)} from ${from} (${reference}). Balance ${formatMoney(balance)}.`, { kind: 'withdraw-own', account: from, amount: amountJson(amount), reference, by, balance: amountJson(balance) });
    return 0;
  });
}

function readOwn(text: string): Own {
  if (text === 'fees' || text === 'suspense') return text;
  throw mistake('<account>', JSON.stringify(text.slice(0, 60)), 'fees or suspense');
}
