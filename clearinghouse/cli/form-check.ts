/** `kakitome form check`: whether a form that came back on paper was sent to the mail address that stands on it. */
import { FORM_DAYS } from '../core/form.ts';
import { quoted, readAddress } from './find.ts';
import { givenOn, LOOK_BACK, readForm } from './form-number.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly address: string; readonly within: string };

export const formCheck: Verb = (parent, run) =>
  void parent
    .command('check')
    .description('whether a form\'s number was given to this mail address, and on which day; exit code 1 where it was not')
    .argument('<number>', 'as it is printed, such as F-K7F3-29QX')
    .requiredOption('--address <address>', 'the mail address that stands on the form')
    .option('--within <days>', 'how far back it is looked for', String(LOOK_BACK))
    .addHelpText('after', examples('form check F-K7F3-29QX --address hana@new.example'))
    .action(run(check));

function check(terminal: Terminal, given: string, options: Options): Promise<ExitCode> {
  const number = readForm('form number', given);
  const address = readAddress(options.address);
  const within = readDays(options.within);
  return withOffice(terminal, async (office) => {
    const at = givenOn(office, number, address, within);
    const day = at === null ? null : new Date(at).toISOString().slice(0, 10);
    const late = at !== null && office.clock.now() > at + (FORM_DAYS + 1) * 86_400_000;
    const text = day === null ? `${number} was not given to ${address} in the last ${within} days.` : `${number} was given to ${address} on ${day} (UTC)${late ? `, more than ${FORM_DAYS} days ago: it came too late` : ''}.`;
    show(terminal, text, { formNumber: number, address, givenOn: day, late });
    return day === null ? 1 : 0;
  });
}

function readDays(text: string): number {
  if (!/^[1-9][0-9]{0,3}$/.test(text)) throw mistake('--within', quoted(text), 'a whole number of days from 1 to 9999');
  return Number(text);
}
