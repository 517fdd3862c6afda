/** `kakitome numbers void`: no number of a card is taken any more. */
import { byOption, readPeople } from './booking.ts';
import { findParty, readAddress } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly reason: string; readonly by?: readonly string[] };

export const numbersVoid: Verb = (parent, run) =>
  void parent
    .command('void')
    .description('end a card: lost, stolen, or seen by somebody; every address of the party is told')
    .argument('<address>', 'a registered address of the party')
    .requiredOption('--reason <text>', 'why; it is kept in the journal')
    .option(...byOption)
    .addHelpText('after', examples('numbers void takao@buyer.example --reason "lost, ticket 312" --by Mori --by Abe'))
    .action(run(voidIt));

function voidIt(terminal: Terminal, given: string, options: Options): Promise<ExitCode> {
  const address = readAddress(given);
  const reason = readReason(options.reason);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const { party } = await findParty(office.store, address);
    await instruct(office, { kind: 'void-card', address, reason, by }, address);
    show(terminal, `The card of ${party.name} is void; none of its numbers is taken any more. \`kakitome numbers issue\` makes another one.`, { party: party.id, name: party.name });
    return 0;
  });
}
