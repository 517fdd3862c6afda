/** `kakitome party scheme`: by which roads a party pays, and what follows where one of them stays empty. */
import type { PartyRoads, SchemeChoice } from '../core/party.ts';
import { byOption, readPeopleFor } from './booking.ts';
import { findParty, mainAddressOf, readOneOf } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { schemeText } from './roads-text.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly ifMissing?: string; readonly by?: readonly string[] };
type Choice = Pick<PartyRoads, 'scheme' | 'missing'>;

const SCHEMES: readonly (SchemeChoice | 'default')[] = ['two-mail', 'wallet', 'board', 'full', 'default'];
const MISSING: readonly PartyRoads['missing'][] = ['ask', 'end'];

export const partyScheme: Verb = (parent, run) =>
  void parent
    .command('scheme')
    .description('how the party pays: by two mails and OK, by cheque, by its own post, or by all of it; without a scheme it is shown')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .argument('[scheme]', `one of ${SCHEMES.join(', ')} (default: what the bank's policy says)`)
    .option('--if-missing <ask|end>', 'where a cheque or a post does not come in its time: the question, or the end')
    .option(...byOption)
    .addHelpText('after', examples('party scheme takao@buyer.example', 'party scheme takao@buyer.example wallet --if-missing end --by Mori --by Abe', 'party scheme 3 default --by Mori --by Abe'))
    .action(run(showOrSet));

function showOrSet(terminal: Terminal, which: string, given: string | undefined, options: Options): Promise<ExitCode> {
  const scheme = given === undefined ? undefined : readOneOf('scheme', given, SCHEMES);
  const missing = options.ifMissing === undefined ? undefined : readOneOf('--if-missing', options.ifMissing, MISSING);
  const changed = scheme !== undefined || missing !== undefined;
  const by = readPeopleFor(changed, options.by, `one of ${SCHEMES.join(', ')}, or --if-missing`);
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    const { roads } = row.party;
    const chosen: Choice = { scheme: scheme === undefined ? roads.scheme : scheme === 'default' ? null : scheme, missing: missing ?? roads.missing };
    if (changed) await instruct(office, { kind: 'set-scheme', address: mainAddressOf(row), ...chosen, by }, `${row.party.name}, ${chosen.scheme ?? 'default'}`);
    show(terminal, `${row.party.name}: ${schemeText({ ...roads, ...chosen })}.`, { party: row.party.id, name: row.party.name, scheme: chosen.scheme, ifMissing: chosen.missing, changed });
    return 0;
  });
}
