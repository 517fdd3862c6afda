/** `kakitome address resume`: mails from an address that was suspended after a year of silence are taken again. */
import { shownAddress } from '../protocol/address.ts';
import { byOption, readPeople } from './booking.ts';
import { readAddress } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const addressResume: Verb = (parent, run) =>
  void parent
    .command('resume')
    .description('take mails again from an address that was suspended after a year without one; first find out by another way that it is still theirs')
    .argument('<address>', 'the suspended address')
    .option(...byOption)
    .addHelpText('after', examples('address resume takao@mobile.example --by Sato --by Mori'))
    .action(run(resumeAddress));

function resumeAddress(terminal: Terminal, text: string, options: { readonly by?: readonly string[] }): Promise<ExitCode> {
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const address = readAddress(text);
    const { decision } = await instruct(office, { kind: 'resume-address', address, by }, address);
    const resumed = decision.disposition.code === 'address-resumed';
    const line = resumed ? 'is taken again. What came from it meanwhile was set aside: `kakitome letter list`, then `kakitome letter requeue`.' : 'is not suspended; nothing was changed.';
    show(terminal, `${shownAddress(address)} ${line}`, { address, resumed });
    return 0;
  });
}
