/** `kakitome party limits`: what one party may pay at most, beside the bank's own limits. */
import type { PartyLimits } from '../core/party.ts';
import { formatMoney, readAmount, type Money } from '../protocol/money.ts';
import { byOption, readPeopleFor } from './booking.ts';
import { findParty, mainAddressOf, partyAgain, quoted } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { limitsJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly perPayment?: readonly string[]; readonly perDay?: readonly string[]; readonly none?: boolean; readonly by?: readonly string[] };

export const partyLimits: Verb = (parent, run) =>
  void parent
    .command('limits')
    .description('what the party may pay at most, beside the bank\'s own limits: what is given is all of it, without an option it is shown')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .option('--per-payment <amount...>', 'with its currency, such as "5,000 JPY"')
    .option('--per-day <amount...>', 'with its currency, such as "10,000 JPY"')
    .option('--none', 'no limits of its own')
    .option(...byOption)
    .addHelpText('after', examples('party limits takao@buyer.example', 'party limits takao@buyer.example --per-payment "5,000 JPY" --per-day "10,000 JPY" --by Mori --by Abe', 'party limits 3 --none --by Mori --by Abe'))
    .action(run(showOrSet));

function showOrSet(terminal: Terminal, which: string, options: Options): Promise<ExitCode> {
  const chosen = readLimits(options);
  const by = readPeopleFor(chosen !== undefined, options.by, '--per-payment, --per-day, or --none');
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    if (chosen !== undefined) await instruct(office, { kind: 'set-limits', address: mainAddressOf(row), limits: chosen, by }, row.party.name);
    const { party } = chosen === undefined ? row : await partyAgain(office.store, row.party.id);
    show(terminal, text(party.name, party.limits), { party: party.id, name: party.name, limits: limitsJson(party.limits), changed: chosen !== undefined });
    return 0;
  });
}

const list = (amounts: readonly Money[]): string => amounts.map(formatMoney).join(', ') || 'no limit';

const text = (name: string, limits: PartyLimits | null): string =>
  limits === null ? `${name}: no limits of its own; the bank's hold.` : `${name}: at most ${list(limits.perPayment)} in one payment, ${list(limits.perDay)} in a day.`;

/** Undefined: nothing was given, they are to be shown. */
function readLimits({ perPayment = [], perDay = [], none = false }: Options): PartyLimits | null | undefined {
  const something = perPayment.length + perDay.length > 0;
  if (none && something) throw mistake('--none', 'another option beside it', 'it alone, or the limits');
  if (none) return null;
  return something ? { perPayment: readAmounts('--per-payment', perPayment), perDay: readAmounts('--per-day', perDay) } : undefined;
}

function readAmounts(option: string, texts: readonly string[]): readonly Money[] {
  const amounts = texts.map((text) => {
    const reading = readAmount(text, null);
    if (!reading.ok) throw mistake(option, quoted(text), 'an amount with its currency such as "5,000 JPY"');
    return reading.money;
  });
  if (new Set(amounts.map((amount) => amount.currency)).size < amounts.length) throw mistake(option, texts.join(', '), 'one amount for each currency');
  return amounts;
}
