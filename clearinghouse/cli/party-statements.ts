/** `kakitome party statements`: whether the statement of each month comes by itself. */
import { findParty, mainAddressOf, partyAgain } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { statementWish } from './party-text.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { byOption, readPeopleFor } from './booking.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly monthly?: boolean; readonly onRequest?: boolean; readonly by?: readonly string[] };

export const partyStatements: Verb = (parent, run) =>
  void parent
    .command('statements')
    .description('whether the statement of each month comes by itself; without an option it is shown')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .option('--monthly', 'by itself, two hours after the end of the month')
    .option('--on-request', 'only when asked for, by a mail STATEMENT or `kakitome statement`')
    .option(...byOption)
    .addHelpText('after', examples('party statements shop@tea.example --monthly --by Sato', 'party statements shop@tea.example --on-request', 'party statements "Green Tea House"'))
    .action(run(showOrSet));

function showOrSet(terminal: Terminal, which: string, { monthly = false, onRequest = false, by }: Options): Promise<ExitCode> {
  if (monthly && onRequest) throw mistake('--monthly', '--on-request beside it', 'one of them');
  const changed = monthly || onRequest;
  const people = readPeopleFor(changed, by, '--monthly or --on-request');
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    if (changed) await instruct(office, { kind: 'set-statements', address: mainAddressOf(row), statements: monthly ? 'monthly' : 'on-request', by: people }, row.party.name);
    const { party } = changed ? await partyAgain(office.store, row.party.id) : row;
    show(terminal, `${party.name}: statements ${statementWish(party)}.`, { party: party.id, name: party.name, statements: party.statements, statedUntil: party.statedUntil, changed });
    return 0;
  });
}
