/** `kakitome claim list`: what merchants owe the bank, and what they could pay of it now. */
import { available, partyAccountId } from '../core/account.ts';
import { formatMoney } from '../protocol/money.ts';
import { debtsOf } from './claims.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { amountJson, amountOrNull, showMoneyOrDash } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const claimList: Verb = (parent, run) => void parent.command('list').description('what the bank has laid out for merchants in disputes and not collected yet').addHelpText('after', examples('claim list', 'claim list --json')).action(run(listClaims));

function listClaims(terminal: Terminal): Promise<ExitCode> {
  return withOffice(terminal, async ({ store }) => {
    const debts = await debtsOf(store);
    const parties = await store.findParties({ ids: debts.map(({ party }) => party) });
    const names = new Map(parties.map(({ party }) => [party.id, party.name]));
    const accounts = parties.flatMap((row) => row.accounts);
    const rows = debts.map(({ party, owed }) => {
      const account = accounts.find((one) => one.id === partyAccountId(party, owed.currency));
      return { party, name: names.get(party) ?? `party ${party}`, owed, has: account === undefined ? null : available(account) };
    });
    const heads = [{ title: 'Merchant' }, { title: 'Owes', align: 'right' }, { title: 'Available', align: 'right' }] as const;
    const text = rows.length === 0 ? 'No merchant owes the bank anything.' : table(heads, rows.map(({ name, owed, has }) => [name, formatMoney(owed), showMoneyOrDash(has)]));
    show(terminal, text, { claims: rows.map(({ party, name, owed, has }) => ({ party, name, owed: amountJson(owed), available: amountOrNull(has) })) });
    return 0;
  });
}
