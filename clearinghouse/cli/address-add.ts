/** `kakitome address add`: one more address for a known party. It waits before it may order, and all others of the party hear of it. */
import { shownAddress } from '../protocol/address.ts';
import { byOption, readPeople } from './booking.ts';
import { noteCapitals, findParty, partyAgain, readAddress } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { addressJson, showTime } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const addressAdd: Verb = (parent, run) =>
  void parent
    .command('add')
    .description('register one more address of a party; its other addresses are told')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .argument('<address>', 'the new address')
    .option(...byOption)
    .addHelpText('after', examples('address add takao@buyer.example takao@mobile.example --by Sato --by Mori'))
    .action(run(addAddress));

function addAddress(terminal: Terminal, which: string, text: string, options: { readonly by?: readonly string[] }): Promise<ExitCode> {
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const address = readAddress(text);
    const { party } = await findParty(office.store, which);
    await instruct(office, { kind: 'add-address', party: party.id, address, by }, address);
    const row = (await partyAgain(office.store, party.id)).addresses.find((one) => one.address === address && one.removedAt === null);
    if (row === undefined) throw new Error(`${address} was added and is not there`);
    const from = showTime(row.usableFrom, office.rulebook.bank.timeZone);
    noteCapitals(terminal, [address]);
    show(terminal, `${shownAddress(address)} is an address of ${party.name} (party ${party.id}) now; it may order from ${from}.`, { party: party.id, address: addressJson(row) });
    return 0;
  });
}
