/** `kakitome party fee`: what the bank keeps of each payment to a party. */
import { partyAccountId } from '../core/account.ts';
import { feeOf } from '../core/fee.ts';
import type { Fee } from '../core/party.ts';
import { formatMoney, money, readAmount, type Currency } from '../protocol/money.ts';
import { byOption, readPeopleFor } from './booking.ts';
import type { PartyRow } from '../store/store.ts';
import { findParty, mainAddressOf, partyAgain, quoted, readCurrency } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { feeJson, showFee } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly fixed?: string; readonly perMille?: string; readonly currency?: string; readonly none?: boolean; readonly by?: readonly string[] };

export const partyFee: Verb = (parent, run) =>
  void parent
    .command('fee')
    .description('what the bank keeps of each payment to the party in one currency: a fixed sum and so many per mille, rounded half to even; payments in other currencies bear no fee; what is given is all of it, without an option it is shown')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .option('--fixed <amount>', 'of each payment, such as 30')
    .option('--per-mille <number>', 'of each payment\'s total, with at most two decimals, such as 14.5')
    .option('--currency <code>', 'of the fee, where the party has more than one account')
    .option('--none', 'no fee')
    .option(...byOption)
    .addHelpText('after', examples('party fee shop@tea.example', 'party fee shop@tea.example --fixed 30 --per-mille 14.5 --by Mori --by Abe', 'party fee "Green Tea House" --none'))
    .action(run(showOrSet));

function showOrSet(terminal: Terminal, which: string, options: Options): Promise<ExitCode> {
  const isChosen = options.fixed !== undefined || options.perMille !== undefined || options.none === true;
  const by = readPeopleFor(isChosen, options.by, '--fixed, --per-mille, or --none');
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    const fee = readFee(row, options);
    if (fee !== undefined) await instruct(office, { kind: 'set-fee', address: mainAddressOf(row), fee, by }, row.party.name);
    const { party } = fee === undefined ? row : await partyAgain(office.store, row.party.id);
    const before = fee === undefined ? '' : ` Before: ${row.party.fee === null ? 'no fee' : showFee(row.party.fee)}.`;
    show(terminal, `${text(party.name, party.fee)}${before}`, { party: party.id, name: party.name, fee: feeJson(party.fee), changed: fee !== undefined, ...(fee === undefined ? {} : { before: feeJson(row.party.fee) }) });
    return 0;
  });
}

function text(name: string, fee: Fee | null): string {
  if (fee === null) return `${name}: no fee.`;
  const example = money(fee.fixed.currency, 1_000_000n);
  return `${name}: ${showFee(fee)} of each payment in ${fee.fixed.currency} that it gets; payments in other currencies bear no fee. Of ${formatMoney(example)} the bank keeps ${formatMoney(feeOf(fee, example) ?? money(fee.fixed.currency, 0n))}.`;
}

/** Undefined: nothing was given, it is to be shown. */
function readFee(row: PartyRow, { fixed, perMille, currency, none = false }: Options): Fee | null | undefined {
  if (none && (fixed !== undefined || perMille !== undefined)) throw mistake('--none', 'another option beside it', 'it alone, or --fixed and --per-mille');
  if (none) return null;
  if (fixed === undefined && perMille === undefined) return undefined;
  const code = feeCurrency(row, currency);
  return { fixed: fixed === undefined ? money(code, 0n) : readFixed(fixed, code), perMille100: perMille === undefined ? 0 : readPerMille(perMille) };
}

function feeCurrency({ party, accounts }: PartyRow, given: string | undefined): Currency {
  if (given !== undefined) {
    const code = readCurrency(given);
    if (!accounts.some((account) => account.id === partyAccountId(party.id, code))) throw mistake('--currency', quoted(given), `one of the party's accounts: ${accounts.map((account) => account.currency).join(', ')}`);
    return code;
  }
  const [only, more] = accounts;
  if (only === undefined || more !== undefined) throw mistake('--currency', 'none', `one of the party's accounts: ${accounts.map((account) => account.currency).join(', ')}`);
  return only.currency;
}

function readFixed(text: string, currency: Currency): Fee['fixed'] {
  const reading = readAmount(text, currency);
  if (!reading.ok || reading.money.currency !== currency) throw mistake('--fixed', quoted(text), `an amount in ${currency} such as 30, or 0`);
  return reading.money;
}

function readPerMille(text: string): number {
  const [, whole, part = ''] = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  const hundredths = whole === undefined ? Number.NaN : Number.parseInt(whole, 10) * 100 + Number.parseInt(part.padEnd(2, '0'), 10);
  if (!(hundredths <= 100_000)) throw mistake('--per-mille', quoted(text), 'a number from 0 to 1000 with at most two decimals, such as 14.5');
  return hundredths;
}
