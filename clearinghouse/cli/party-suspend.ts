/** `kakitome party suspend` and `kakitome party resume`: a party that neither pays nor is paid for a while. */
import { byOption, readPeople } from './booking.ts';
import { findParty, mainAddressOf } from './find.ts';
import { endedBy, instruct, leftBy } from './instruct.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type People = { readonly by?: readonly string[] };

export const partySuspend: Verb = (parent, run) =>
  void parent
    .command('suspend')
    .description('no payment by or to this party from now on; its open payments end unpaid, its mails are set aside, its addresses are told')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .requiredOption('--reason <text>', 'why; it is kept in the journal')
    .option(...byOption)
    .addHelpText('after', examples('party suspend takao@buyer.example --reason "mailbox taken over, ticket 312" --by Sato --by Mori'))
    .action(run(suspend));

export const partyResume: Verb = (parent, run) =>
  void parent
    .command('resume')
    .description('end a suspension: the party pays and is paid again, its addresses are told')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .option(...byOption)
    .addHelpText('after', examples('party resume takao@buyer.example --by Sato --by Mori'))
    .action(run(resume));

function suspend(terminal: Terminal, which: string, options: People & { readonly reason: string }): Promise<ExitCode> {
  const by = readPeople(options.by);
  const reason = readReason(options.reason);
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    const { decision } = await instruct(office, { kind: 'suspend-party', address: mainAddressOf(row), reason, by }, which);
    const suspended = decision.disposition.code === 'suspended';
    const ended = endedBy(decision);
    const payments = ended === 0 ? '' : ` ${ended} open payment${ended === 1 ? '' : 's'} ended unpaid.`;
    show(terminal, suspended ? `${row.party.name} is suspended.${payments}${leftBy(decision)} \`kakitome party resume\` ends it.` : `${row.party.name} is suspended already; nothing was changed.`, { party: row.party.id, suspended, paymentsEnded: ended });
    return 0;
  });
}

function resume(terminal: Terminal, which: string, options: People): Promise<ExitCode> {
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    const { decision } = await instruct(office, { kind: 'resume-party', address: mainAddressOf(row), by }, which);
    const resumed = decision.disposition.code === 'resumed';
    show(terminal, resumed ? `${row.party.name} can pay and be paid again. What came from them meanwhile was set aside: \`kakitome letter list\`.` : `${row.party.name} is not suspended; nothing was changed.`, { party: row.party.id, resumed });
    return 0;
  });
}
