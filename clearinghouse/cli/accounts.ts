/** `kakitome accounts`: balance, held, available; also the bank's own. */
import type { Account } from '../core/account.ts';
import type { Store } from '../store/store.ts';
import { findParty } from './find.ts';
import { namesOf } from './names.ts';
import { moreText, readPage, withPages, type PageOptions } from './party-pages.ts';
import { amountCells } from './party-text.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { accountJson, type Names } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = PageOptions & { readonly party?: string };

export const accounts: Verb = (parent, run) =>
  void withPages(parent.command('accounts').description('balances: what is held for payments, what is available; the bank\'s own accounts first'))
    .option('--party <party>', 'only this party\'s: id, address or registered name')
    .addHelpText('after', examples('accounts', 'accounts --after 200', 'accounts --party takao@buyer.example --json'))
    .action(run(listAccounts));

function listAccounts(terminal: Terminal, options: Options): Promise<ExitCode> {
  return withOffice(terminal, async ({ store, rulebook }) => {
    const { rows, more } = await accountsOf(store, options);
    const names = await namesOf(store, rows.flatMap(({ party }) => (party === null ? [] : [party])));
    const heads = [{ title: 'Account' }, { title: 'Of' }, { title: 'Currency' }, { title: 'Balance', align: 'right' }, { title: 'Held', align: 'right' }, { title: 'Available', align: 'right' }] as const;
    const cells = rows.map((account) => [account.id, ownerOf(account, names, rulebook.bank.name), account.currency, ...amountCells(account)]);
    show(terminal, rows.length === 0 ? 'No accounts yet (`kakitome party add` opens them).' : `${table(heads, cells)}${moreText(more)}`, { accounts: rows.map(accountJson), more });
    return 0;
  });
}

async function accountsOf(store: Store, options: Options): Promise<{ readonly rows: readonly Account[]; readonly more: number | null }> {
  if (options.party !== undefined) return { rows: await store.listAccounts({ party: (await findParty(store, options.party)).party.id }), more: null };
  const { rows, more } = await readPage(store, options);
  const own = options.after === undefined ? await store.listAccounts({ party: null }) : [];
  return { rows: [...own, ...rows.flatMap(({ accounts: theirs }) => theirs)], more };
}

const ownerOf = ({ party, id }: Account, names: Names, bank: string): string => (party === null ? `${bank} (${id.split(':')[1] ?? 'own'})` : (names.get(party) ?? `party ${party}`));
