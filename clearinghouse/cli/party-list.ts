/** `kakitome party list` */
import { shownAddress } from '../protocol/address.ts';
import { moreText, readPage, withPages, type PageOptions } from './party-pages.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { accountJson, addressJson, partyJson } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const partyList: Verb = (parent, run) =>
  void withPages(parent.command('list').description('parties with their addresses')).addHelpText('after', examples('party list', 'party list --after 200 --json')).action(run(listParties));

function listParties(terminal: Terminal, options: PageOptions): Promise<ExitCode> {
  return withOffice(terminal, async ({ store }) => {
    const { rows, more } = await readPage(store, options);
    const cells = rows.map(({ party, addresses, accounts }) => [
      String(party.id),
      party.name,
      party.language,
      accounts.map((account) => account.currency).join(' '),
      addresses.filter((one) => one.removedAt === null).map((one) => shownAddress(one.address)).join(', '),
      party.suspendedAt === null ? '' : 'suspended',
    ]);
    const heads = [{ title: 'Party', align: 'right' }, { title: 'Name' }, { title: 'Language' }, { title: 'Currencies' }, { title: 'Addresses' }, { title: '' }] as const;
    const text = rows.length > 0 ? `${table(heads, cells)}${moreText(more)}` : options.after === undefined ? 'No parties yet (`kakitome party add` opens one).' : 'No further parties.';
    show(terminal, text, { parties: rows.map(({ party, addresses, accounts }) => ({ ...partyJson(party), addresses: addresses.map(addressJson), accounts: accounts.map(accountJson) })), more });
    return 0;
  });
}
