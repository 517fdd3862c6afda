/** `kakitome accounts`: balance, held, available; also the bank's own. */
import type { Account } from '../core/account.ts';
import { findParty } from './find.ts';
import { namesOf } from './names.ts';
import { amountCells } from './party-text.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { accountJson, type Names } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly party?: string };

export const accounts: Verb = (parent, run) =>
  void parent
    .command('accounts')
    .description('balances: what is held for payments, what is available; also the bank\'s own accounts')
    .option('--party <party>', 'only this party\'s: id, address or registered name')
    .addHelpText('after', examples('accounts', 'accounts --party takao@buyer.example --json'))
    .action(run(listAccounts));

function listAccounts(terminal: Terminal, options: Options): Promise<ExitCode> {
  return withOffice(terminal, async ({ store, rulebook }) => {
    const rows = options.party === undefined ? await store.listAccounts() : await store.listAccounts({ party: (await findParty(store, options.party)).party.id });
    const names = await namesOf(store, rows.flatMap(({ party }) => (party === null ? [] : [party])));
    const heads = [{ title: 'Account' }, { title: 'Of' }, { title: 'Currency' }, { title: 'Balance', align: 'right' }, { title: 'Held', align: 'right' }, { title: 'Available', align: 'right' }] as const;
    const cells = rows.map((account) => [account.id, ownerOf(account, names, rulebook.bank.name), account.currency, ...amountCells(account)]);
    show(terminal, rows.length === 0 ? 'No accounts yet (`kakitome party add` opens them).' : table(heads, cells), { accounts: rows.map(accountJson) });
    return 0;
  });
}

const ownerOf = ({ party, id }: Account, names: Names, bank: string): string => (party === null ? `${bank} (${id.split(':')[1] ?? 'own'})` : (names.get(party) ?? `party ${party}`));
