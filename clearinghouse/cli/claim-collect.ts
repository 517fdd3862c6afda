/** `kakitome claim collect`: takes from a merchant's account what the bank laid out for them. */
import { formatMoney } from '../protocol/money.ts';
import { bookingArguments, readPeople, readVoucher } from './booking.ts';
import { debtsOf } from './claims.ts';
import { findParty, readAddress, readCurrency, readPositive } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { amountJson, amountOrNull } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly reference: string; readonly by?: readonly string[] };

export const claimCollect: Verb = (parent, run) =>
  void bookingArguments(parent.command('collect').description('take from a merchant\'s account what the bank laid out for them in a dispute, at most what they owe and have'))
    .addHelpText('after', examples('claim collect shop@tea.example 741 JPY --reference V-20 --by Sato --by Mori'))
    .action(run(collect));

function collect(terminal: Terminal, addressText: string, amountText: string, currency: string, options: Options): Promise<ExitCode> {
  const address = readAddress(addressText);
  const amount = readPositive(amountText, readCurrency(currency));
  const reference = readVoucher(options.reference);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    await instruct(office, { kind: 'collect-claim', address, amount, reference, by }, `${address}, ${formatMoney(amount)}, ${by.length === 0 ? 'nobody named' : by.join(' and ')}`);
    const { party } = await findParty(office.store, address);
    const left = (await debtsOf(office.store)).find((one) => one.party === party.id && one.owed.currency === amount.currency)?.owed ?? null;
    show(terminal, `Collected ${formatMoney(amount)} from ${party.name} (${reference}). ${left === null ? 'Nothing is owed any more.' : `${formatMoney(left)} is still owed.`}`, { party: party.id, amount: amountJson(amount), reference, by, stillOwed: amountOrNull(left) });
    return 0;
  });
}
