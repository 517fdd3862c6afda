/** `kakitome letter show`: what the bank made of a letter. Its words only with a reason, its bytes only when no password in them can pay any more. */
import { makeDigest } from '../protocol/secret.ts';
import { findLetter } from './find.ts';
import { hiderOf } from './letter-explain-hide.ts';
import { paymentsOf } from './letter-payments.ts';
import { letterShape, letterText } from './letter-text.ts';
import { noteView, requireSpent } from './letter-view.ts';
import { liveNumbersIn } from './live-number.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

/** Words of a letter in which passwords are looked for; what is longer is not shown. */
const MOST_SHOWN = 20_000;

type Options = { readonly raw?: boolean; readonly reason?: string; readonly all?: boolean };

export const letterShow: Verb = (parent, run) =>
  void parent
    .command('show')
    .description('one letter: sender, reading, findings, disposition; with a reason also its text, passwords masked')
    .argument('<letter>', 'the number of the letter')
    .option('--reason <text>', 'why its text is looked at; each view is noted beside the database')
    .option('--raw', 'the bytes as they were received; needs --reason, and that no password in them can pay any more')
    .option('--all', 'also the questions that were answered no')
    .addHelpText('after', examples('letter show 12', 'letter show 12 --reason "customer called about the total"', 'letter show 12 --raw --reason "ticket 311: DKIM fails" > letter.eml'))
    .action(run(showLetter));

async function showLetter(terminal: Terminal, id: string, options: Options): Promise<ExitCode> {
  const { raw = false, reason, all = false } = options;
  if (raw && reason === undefined) throw mistake('--reason', 'nothing', '--reason TEXT with --raw: each view of a letter is noted with its reason');
  return withOffice(terminal, async (office) => {
    const letter = await findLetter(office.store, id);
    if (raw) await requireSpent(office, letter.row, letter.reading);
    if (reason !== undefined) noteView(office, letter.row.letterId, raw ? 'raw' : 'text', reason);
    if (raw) {
      if (terminal.json) show(terminal, '', { letter: letter.row.letterId, base64: Buffer.from(letter.bytes).toString('base64') });
      else terminal.write(letter.bytes);
      return 0;
    }
    const decisions = (await office.store.listDecisions({ payment: null, letter: letter.row.letterId, limit: 1_000 })).toSorted((a, b) => a.sequence - b.sequence);
    const known = reason === undefined ? [] : (await paymentsOf(office, letter.row.letterId, letter.reading)).flatMap((payment) => payment.secret);
    const numbers = reason === undefined || letter.reading === null ? [] : await liveNumbersIn(office, letter.reading);
    const hide = hiderOf([...known, ...numbers], makeDigest(office.keys.peppers), '…', MOST_SHOWN);
    const page = { ...letter, decisions, withText: reason !== undefined, hide, all, timeZone: office.rulebook.bank.timeZone };
    show(terminal, letterText(page), letterShape(page));
    return 0;
  });
}
