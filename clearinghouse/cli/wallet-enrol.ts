/** `kakitome wallet enrol`: the wallet page goes to a buyer by mail; the answer with its key enrols the wallet. */
import { shownAddress } from '../protocol/address.ts';
import { byOption, readPeople } from './booking.ts';
import { findParty, readAddress } from './find.ts';
import { instruct } from './instruct.ts';
import { Mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { showSpan, showTime, timeOrNull } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const walletEnrol: Verb = (parent, run) =>
  void parent
    .command('enrol')
    .description('send the wallet page to a registered address; its answer enrols the wallet, and ends the one before')
    .argument('<address>', 'the address to which the page is sent')
    .option(...byOption)
    .addHelpText('after', examples('wallet enrol takao@buyer.example --by Mori --by Abe'))
    .action(run(enrol));

function enrol(terminal: Terminal, given: string, options: { readonly by?: readonly string[] }): Promise<ExitCode> {
  const address = readAddress(given);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    if (office.keys.wallet.length === 0) throw new Mistake('wallet key: found none; expected the bank\'s own, to which cheques are sealed (`kakitome wallet rotate` makes it; then start the bank again)');
    await instruct(office, { kind: 'enrol-wallet', address, by }, address);
    const { party } = await findParty(office.store, address);
    const until = party.roads.offer?.until ?? null;
    const { bank, policy } = office.rulebook;
    const text = [
      `The wallet page for ${party.name} goes to ${shownAddress(address)}; its answer is taken${until === null ? '' : ` until ${showTime(until, bank.timeZone)}`}.`,
      ...(party.roads.wallet === null ? [] : ['The present wallet stays in force until the new key comes.']),
      `Whoever reads that mailbox can answer it. For ${showSpan(policy.newAddressWait)} from then on its cheques lift no limit, and are not what [[policy.steps]] asks for: compare the key's fingerprint (\`kakitome wallet list\`) with ${party.name} by telephone in that time.`,
    ];
    show(terminal, text.join('\n'), { party: party.id, address, until: timeOrNull(until), replaces: party.roads.wallet !== null });
    return 0;
  });
}
