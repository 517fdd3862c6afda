/** `kakitome party show`: addresses, accounts, roads, open payments. */
import { findParty } from './find.ts';
import { namesIn } from './names.ts';
import { partyShape, partyText } from './party-text.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

const MOST_PAYMENTS = 1_000;

export const partyShow: Verb = (parent, run) =>
  void parent
    .command('show')
    .description('one party: addresses, accounts, scheme, wallet, card, open payments')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .addHelpText('after', examples('party show 3', 'party show takao@buyer.example', 'party show "Green Tea House" --json'))
    .action(run(showParty));

function showParty(terminal: Terminal, which: string): Promise<ExitCode> {
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    const payments = await office.store.listPayments({ state: null, party: row.party.id, limit: MOST_PAYMENTS });
    const names = await namesIn(office.store, payments);
    show(terminal, partyText(row, payments, office, names), partyShape(row, payments, names, office.clock.now()));
    return 0;
  });
}
