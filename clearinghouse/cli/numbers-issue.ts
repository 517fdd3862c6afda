/** `kakitome numbers issue`: draws a card of settlement numbers and makes its print file, sealed to the printer. No number is ever shown. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { FEWEST_DIGITS, MOST_DIGITS, MOST_NUMBERS } from '../protocol/settlement-number.ts';
import type { CardForm } from '../print/card-words.ts';
import { isRecipient } from '../sealing/age-keys.ts';
import { seal } from '../sealing/age.ts';
import type { Office } from '../office.ts';
import { byOption, readPeople } from './booking.ts';
import { drawCard, type CardSheet } from './card-draw.ts';
import { cardNumbersOf } from './card-facts.ts';
import type { PartyRow } from '../store/store.ts';
import { findParty, quoted, readAddress, readOneOf } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { requireNew, writeNew } from './out-file.ts';
import { postalAddressOf } from './postal-address.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = {
  readonly toName: string;
  readonly postcode?: string;
  readonly addressLine: readonly string[];
  readonly form: string;
  readonly count: string;
  readonly digits: string;
  readonly printer?: string;
  readonly plain?: boolean;
  readonly out: string;
  readonly by?: readonly string[];
};

const FORMS: readonly CardForm[] = ['postcard', 'letter'];

export const numbersIssue: Verb = (parent, run) =>
  void parent
    .command('issue')
    .description('make a card of settlement numbers: its print file, sealed to the printer. The card works once its owner has activated it; the one before is void at once')
    .argument('<address>', 'the registered address to which the card is announced')
    .requiredOption('--to-name <name>', 'the name on the address side')
    .option('--postcode <postcode>', 'of the address; Japanese ones are printed in their frames')
    .requiredOption('--address-line <line...>', 'of the postal address, once for each line')
    .requiredOption('--form <postcard|letter>', 'a concealed postcard, or a letter of two pages')
    .option('--count <number>', `how many numbers, 1 to ${MOST_NUMBERS}`, '30')
    .option('--digits <number>', `of each number, ${FEWEST_DIGITS} to ${MOST_DIGITS}`, '8')
    .option('--printer <recipient>', 'the printer\'s key, age1…: only they can open the file')
    .option('--plain', 'NOT SEALED, for trying with numbers of no customer')
    .requiredOption('--out <file>', 'the print file, which must not be there yet')
    .option(...byOption)
    .addHelpText('after', examples('numbers issue takao@buyer.example --to-name "佐々木 孝夫" --postcode 164-0023 --address-line 東京都中野区中野4-11-19 --form postcard --printer age1… --out card.age --by Mori --by Abe'))
    .action(run(issue));

async function issue(terminal: Terminal, given: string, options: Options): Promise<ExitCode> {
  const address = readAddress(given);
  const by = readPeople(options.by);
  const printer = readPrinter(options);
  const count = readCount('--count', options.count, 1, MOST_NUMBERS);
  const digits = readCount('--digits', options.digits, FEWEST_DIGITS, MOST_DIGITS);
  const form = readOneOf('--form', options.form, FORMS);
  requireNew(options.out);
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, address);
    const { id, pdf } = await drawCard(office, row.party.id, sheetOf(office, row, form, digits, options), count, await cardNumbersOf(office.store, address));
    const file = printer === null ? pdf : await seal([printer], pdf, { armor: false });
    writeNew(options.out, file);
    try {
      await instruct(office, { kind: 'issue-card', address, card: id, count, by }, address);
    } catch (error) {
      // Without the instruction its numbers have no effect: nobody shall print them.
      rmSync(options.out, { force: true });
      throw error;
    }
    tellMade(terminal, row, { file, count, digits, form, isSealed: printer !== null, out: options.out });
    return 0;
  });
}

function sheetOf(office: Office, { party }: PartyRow, form: CardForm, digits: number, { toName, postcode, addressLine }: Options): CardSheet {
  const { bank, policy } = office.rulebook;
  return {
    form,
    language: party.language,
    bank: { name: bank.name, address: postalAddressOf(office.config), telephone: bank.telephone, paymentAddress: bank.paymentAddress },
    to: { name: toName, postcode: postcode ?? null, address: addressLine },
    digits,
    issuedAt: office.clock.now(),
    timeZone: bank.timeZone,
    asked: policy.numbersInOrder ? 'in-order' : 'free',
  };
}

type Made = { readonly file: Uint8Array; readonly count: number; readonly digits: number; readonly form: CardForm; readonly isSealed: boolean; readonly out: string };

function tellMade(terminal: Terminal, { party }: PartyRow, { file, count, digits, form, isSealed, out }: Made): void {
  const sha256 = createHash('sha256').update(file).digest('hex');
  const replaces = party.roads.card !== null;
  const text = [
    `Made ${out}: a ${form} with ${count} numbers of ${digits} digits for ${party.name}${isSealed ? ', sealed to the printer' : ''}.`,
    `SHA-256 ${sha256}`,
    ...(replaces ? ['The card before is void from now on.'] : []),
    'Its owner is told by mail, and activates it with the card number that is printed inside (six letters and digits). It is shown nowhere else.',
    ...(isSealed ? [] : ['THE FILE IS NOT SEALED: WHOEVER READS IT HAS ALL NUMBERS. FOR TRYING ALONE. DESTROY IT.']),
  ];
  show(terminal, text.join('\n'), { party: party.id, file: resolve(out), sha256, form, count, digits, sealed: isSealed, replaces });
}

/** null: not sealed. */
function readPrinter({ printer, plain = false }: Options): string | null {
  if (printer === undefined && plain) return null;
  if (printer === undefined) throw mistake('--printer', 'nothing', 'the printer\'s key age1…, or --plain for trying');
  if (plain) throw mistake('--plain', '--printer beside it', 'one of them');
  const recipient = printer.trim().toLowerCase();
  if (!isRecipient(recipient)) throw mistake('--printer', quoted(printer), 'age1 and 58 letters behind it, as `age-keygen` shows it');
  return recipient;
}

function readCount(option: string, text: string, low: number, high: number): number {
  const value = /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw mistake(option, quoted(text), `a whole number from ${low} to ${high}`);
  return value;
}
