/** `kakitome party add`: opens a party with its addresses and accounts. */
import type { Language } from '../core/party.ts';
import { noteCapitals, partyOf, readAddress, readCurrency, readOneOf } from './find.ts';
import { givenOn, LOOK_BACK, readForm } from './form-number.ts';
import { instruct } from './instruct.ts';
import { Mistake, mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { partyShape, partyText } from './party-text.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly address?: readonly string[]; readonly currency?: readonly string[]; readonly language: string; readonly balanceInReceipts?: boolean; readonly form?: string };

const LANGUAGES: readonly Language[] = ['en', 'ja'];
const LONGEST_NAME = 100;

export const partyAdd: Verb = (parent, run) =>
  void parent
    .command('add')
    .description('open a party: a buyer, a merchant, or both')
    .argument('<name>', 'the registered name, shown to the other side of each payment')
    .option('--address <address...>', 'the addresses that the party writes from')
    .option('--currency <code...>', 'one account in each (ISO 4217)')
    .option('--language <en|ja>', 'the language in which the bank writes', 'en')
    .option('--balance-in-receipts', 'put the new balance into the party\'s receipts')
    .option('--form <number>', 'of the form that came back on paper: it must have been given to one of the addresses')
    .addHelpText('after', examples('party add "Takao Sasaki" --address takao@buyer.example --currency JPY --language ja', 'party add "Green Tea House" --address shop@tea.example orders@tea.example --currency JPY EUR'))
    .action(run(addParty));

async function addParty(terminal: Terminal, name: string, options: Options): Promise<ExitCode> {
  const addresses = [...new Set((options.address ?? []).map(readAddress))];
  if (addresses.length === 0) throw mistake('--address', 'none', 'at least one address that the party writes from');
  const currencies = [...new Set((options.currency ?? []).flatMap((codes) => codes.split(',')).map((code) => readCurrency(code.trim())))];
  if (currencies.length === 0) throw mistake('--currency', 'none', 'at least one ISO 4217 code such as JPY, so that the party has an account');
  const language = readOneOf('--language', options.language, LANGUAGES);
  const balanceInReceipts = options.balanceInReceipts === true;
  const registered = readName(name);
  const form = options.form === undefined ? null : readForm('--form', options.form);
  return withOffice(terminal, async (office) => {
    if (form !== null && !addresses.some((address) => givenOn(office, form, address, LOOK_BACK) !== null)) throw notGiven(form, addresses);
    await instruct(office, { kind: 'open-party', name: registered, language, addresses, currencies, balanceInReceipts }, `${JSON.stringify(registered)}, ${addresses.join(', ')}`);
    const opened = await partyOf(office.store, addresses[0] ?? '');
    if (opened === null) throw new Error(`the party of ${addresses[0]} was opened and is not there`);
    noteCapitals(terminal, addresses);
    show(terminal, partyText(opened, [], office), partyShape(opened, [], new Map(), office.clock.now()));
    return 0;
  });
}

const notGiven = (form: string, addresses: readonly string[]): Error =>
  mistake('--form', `${form}, which was not given to ${addresses.join(' or ')} in the last ${LOOK_BACK} days`, 'the number of a form that was sent to this mail address (compare both with the paper, letter by letter)');

/** It stands in mails to others, and staff name parties by it: one line of visible text that can't be taken for an address, nor for the id of another party. */
export function readName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > LONGEST_NAME) throw mistake('name', `${name.length} characters`, `1 to ${LONGEST_NAME}`);
  if (/[\p{C}\p{Zl}\p{Zp}<>@"]/u.test(name)) throw new Mistake(`name: found a control character or one of < > @ "; expected a name that can't be taken for an address`);
  if (/^[\p{Nd}\s]+$/u.test(name)) throw mistake('name', JSON.stringify(name), 'a name that can\'t be taken for the id of a party: with a letter in it');
  return name;
}
