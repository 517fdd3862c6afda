/** `kakitome party list` */
import { shownAddress } from '../protocol/address.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { accountJson, addressJson, partyJson } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const partyList: Verb = (parent, run) =>
  void parent.command('list').description('all parties with their addresses').addHelpText('after', examples('party list', 'party list --json')).action(run(listParties));

function listParties(terminal: Terminal): Promise<ExitCode> {
  return withOffice(terminal, async ({ store }) => {
    const rows = await store.listParties();
    const cells = rows.map(({ party, addresses, accounts }) => [
      String(party.id),
      party.name,
      party.language,
      accounts.map((account) => account.currency).join(' '),
      addresses.filter((one) => one.removedAt === null).map((one) => shownAddress(one.address)).join(', '),
      party.suspendedAt === null ? '' : 'suspended',
    ]);
    const heads = [{ title: 'Party', align: 'right' }, { title: 'Name' }, { title: 'Language' }, { title: 'Currencies' }, { title: 'Addresses' }, { title: '' }] as const;
    const text = rows.length === 0 ? 'No parties yet (`kakitome party add` opens one).' : table(heads, cells);
    show(terminal, text, { parties: rows.map(({ party, addresses, accounts }) => ({ ...partyJson(party), addresses: addresses.map(addressJson), accounts: accounts.map(accountJson) })) });
    return 0;
  });
}
