/** `kakitome wallet revoke`: no cheque of a wallet is taken any more. */
import { lacksKey } from '../core/ended-keys.ts';
import { byOption, readPeople } from './booking.ts';
import { findParty, readAddress } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { schemeText } from './roads-text.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const walletRevoke: Verb = (parent, run) =>
  void parent
    .command('revoke')
    .description('end a buyer\'s wallet, and a wallet page that is not answered yet; every address of the party is told')
    .argument('<address>', 'one of the party\'s addresses')
    .option(...byOption)
    .addHelpText('after', examples('wallet revoke takao@buyer.example --by Mori --by Abe'))
    .action(run(revoke));

function revoke(terminal: Terminal, given: string, options: { readonly by?: readonly string[] }): Promise<ExitCode> {
  const address = readAddress(given);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    await instruct(office, { kind: 'revoke-wallet', address, by }, address);
    const { party } = await findParty(office.store, address);
    const { scheme } = party.roads;
    const text = [
      `${party.name} has no wallet any more; its cheques are void.`,
      `Pays: ${schemeText(party.roads)}.`,
      ...(lacksKey(party.roads) ? ['That asks for a cheque: nothing is paid until a new key is enrolled (`kakitome wallet enrol`), or another scheme is set (`kakitome party scheme`).'] : []),
    ];
    show(terminal, text.join('\n'), { party: party.id, name: party.name, scheme });
    return 0;
  });
}
