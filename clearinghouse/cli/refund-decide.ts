/** `kakitome refund approve` and `kakitome refund refuse`: a refund above the merchant's daily limit (9-rules 20). Approved, the merchant is asked. */
import { showReference } from '../protocol/reference.ts';
import { byOption, readPeople } from './booking.ts';
import { findPayment } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly reason: string; readonly by?: readonly string[] };

const verbOf =
  (name: 'approve' | 'refuse', about: string): Verb =>
  (parent, run) =>
    void parent
      .command(name)
      .description(about)
      .argument('<reference>', 'of the payment, K7F3-K29Q')
      .requiredOption('--reason <text>', 'why; stands in the journal')
      .option(...byOption)
      .addHelpText('after', examples(`refund ${name} K7F3-K29Q --reason "called the shop back" --by Sato --by Mori`))
      .action(run((terminal: Terminal, reference: string, options: Options) => decide(terminal, name === 'approve', reference, options)));

export const refundApprove = verbOf('approve', 'let the shop be asked: the money goes back at its OK');
export const refundRefuse = verbOf('refuse', 'end it; the shop is told that nothing is given back');

function decide(terminal: Terminal, approve: boolean, which: string, options: Options): Promise<ExitCode> {
  const reason = readReason(options.reason);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const { reference } = await findPayment(office.store, which);
    const shown = showReference(reference);
    await instruct(office, { kind: 'decide-refund', reference, approve, reason, by }, `payment ${shown}, ${by.length === 0 ? 'nobody named' : by.join(' and ')}`);
    show(terminal, approve ? `The shop is asked whether it gives back the money of ${shown}; its OK does it.` : `The refund of ${shown} is refused. The shop is told.`, { reference: shown, approved: approve, reason, by });
    return 0;
  });
}
