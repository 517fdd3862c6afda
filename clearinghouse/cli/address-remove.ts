/** `kakitome address remove`: the address is not the party's any more. What is open from it ends first. */
import { shownAddress } from '../protocol/address.ts';
import { byOption, readPeople } from './booking.ts';
import { readAddress } from './find.ts';
import { endedBy, instruct, leftBy } from './instruct.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const addressRemove: Verb = (parent, run) =>
  void parent
    .command('remove')
    .description('take an address from its party; its open payments end unpaid, its other addresses are told')
    .argument('<address>', 'the address to remove')
    .option(...byOption)
    .addHelpText('after', examples('address remove takao@mobile.example'))
    .action(run(removeAddress));

function removeAddress(terminal: Terminal, text: string, options: { readonly by?: readonly string[] }): Promise<ExitCode> {
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const address = readAddress(text);
    const { decision } = await instruct(office, { kind: 'remove-address', address, by }, address);
    const ended = endedBy(decision);
    show(terminal, `${shownAddress(address)} is removed.${ended === 0 ? '' : ` ${ended} open payment${ended === 1 ? ' was' : 's were'} ended.`}${leftBy(decision)}`, { address, removed: true, paymentsEnded: ended });
    return 0;
  });
}
