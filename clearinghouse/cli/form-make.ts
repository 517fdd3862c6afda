/** `kakitome form make`: the form of membership on paper, such as for the counter. */
import { randomBytes } from 'node:crypto';
import type { Language } from '../core/party.ts';
import { formOptions } from '../enclosures.ts';
import type { Office } from '../office.ts';
import { applicationForm, type FormOptions } from '../print/application-form.ts';
import { UnprintableError } from '../print/unprintable.ts';
import { formNumber } from '../protocol/form-number.ts';
import { unprintable } from './card-draw.ts';
import { readAddress, readOneOf } from './find.ts';
import { requireNew, writeNew } from './out-file.ts';
import { postalAddressOf } from './postal-address.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { timeJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly language: string; readonly address?: string; readonly out: string };

const LANGUAGES: readonly Language[] = ['en', 'ja'];

export const formMake: Verb = (parent, run) =>
  void parent
    .command('make')
    .description('the form of membership to print (PDF), as the answer to REGISTER carries it')
    .option('--language <en|ja>', 'of the form', 'en')
    .option('--address <address>', 'to whose mail address it is given; without one the number belongs to nobody, and can\'t be checked')
    .requiredOption('--out <file>', 'into this file, which must not be there yet')
    .addHelpText('after', examples('form make --language ja --out form.pdf', 'form make --address hana@new.example --out form.pdf'))
    .action(run(make));

async function make(terminal: Terminal, given: Options): Promise<ExitCode> {
  const language = readOneOf('--language', given.language, LANGUAGES);
  const address = given.address === undefined ? null : readAddress(given.address);
  requireNew(given.out);
  return withOffice(terminal, async (office) => {
    const options = optionsOf(office, address, language);
    writeNew(given.out, await printed(options));
    const whose = address === null ? 'It was given to no mail address: whoever brings it, show that they are who they say.' : `It is ${address}'s: \`kakitome form check\` tells so.`;
    show(terminal, `Made ${given.out}: form ${options.formNumber}. ${whose}`, { file: given.out, formNumber: options.formNumber, address, validUntil: timeJson(options.validUntil) });
    return 0;
  });
}

function optionsOf({ rulebook, config, clock }: Office, address: string | null, language: Language): FormOptions {
  const options = formOptions({ bank: rulebook.bank, postalAddress: postalAddressOf(config), keys: rulebook.keys }, address ?? '', language, clock.now());
  return address === null ? { ...options, formNumber: formNumber(randomBytes(5)) } : options;
}

async function printed(options: FormOptions): Promise<Uint8Array> {
  try {
    return await applicationForm(options);
  } catch (error) {
    throw error instanceof UnprintableError ? unprintable(error) : error;
  }
}
