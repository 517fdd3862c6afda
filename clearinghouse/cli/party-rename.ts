/** `kakitome party rename`: another registered name, such as for an account that somebody opened by mail. */
import { byOption, readPeople } from './booking.ts';
import { findParty, mainAddressOf } from './find.ts';
import { instruct } from './instruct.ts';
import { readName } from './party-add.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const partyRename: Verb = (parent, run) =>
  void parent
    .command('rename')
    .description('another registered name; every address of the party hears of it')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .argument('<name>', 'the name that the other side of its payments reads')
    .option(...byOption)
    .addHelpText('after', examples('party rename "Member 42" "Hana Ito" --by Mori --by Abe'))
    .action(run(rename));

function rename(terminal: Terminal, which: string, name: string, options: { readonly by?: readonly string[] }): Promise<ExitCode> {
  const by = readPeople(options.by);
  const registered = readName(name);
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    await instruct(office, { kind: 'rename-party', address: mainAddressOf(row), name: registered, by }, JSON.stringify(registered));
    show(terminal, `${row.party.name} is now ${registered}.`, { party: row.party.id, before: row.party.name, name: registered });
    return 0;
  });
}
