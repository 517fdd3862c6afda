/** `kakitome cheque show`: what became of a cheque. Nothing that is sealed in it is opened. */
import { showReference } from '../protocol/reference.ts';
import { findCheque, readSerial, type ChequeState } from './cheque-found.ts';
import { readAddress } from './find.ts';
import { showState } from './payment-table.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { showTime, timeOrNull } from './shapes.ts';
import { labelled } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const chequeShow: Verb = (parent, run) =>
  void parent
    .command('show')
    .description('what became of a cheque that the bank has: waiting, spent or void, with its payment; opens nothing')
    .argument('<serial>', 'the 16 letters of its name')
    .requiredOption('--address <address>', 'a registered address of its writer')
    .addHelpText('after', examples('cheque show K7Q2M9X4T8WZ5R3N --address takao@buyer.example'))
    .action(run(showCheque));

const SENTENCES: Readonly<Record<ChequeState, string>> = {
  waits: 'opened once by the reader; it waits with its payment',
  spent: 'spent',
  void: 'void',
};

function showCheque(terminal: Terminal, given: string, options: { readonly address: string }): Promise<ExitCode> {
  const serial = readSerial(given);
  const address = readAddress(options.address);
  return withOffice(terminal, async (office) => {
    const { row, payment, state, letterId } = await findCheque(office, serial, address);
    const cheque = payment.roads?.cheque?.serial === serial ? payment.roads.cheque : null;
    const time = (at: number): string => showTime(at, office.rulebook.bank.timeZone);
    const text = labelled([
      ['Cheque', serial],
      ['Of', row.party.name],
      ['State', SENTENCES[state]],
      ['Payment', `${showReference(payment.reference)}, ${showState(payment.state)}`],
      ['Letter', letterId === null ? null : String(letterId)],
      ['Expires', cheque === null ? null : time(cheque.expiresAt)],
    ]);
    show(terminal, text, { serial, party: row.party.id, state, payment: showReference(payment.reference), paymentState: payment.state.name, letter: letterId, expiresAt: timeOrNull(cheque?.expiresAt ?? null) });
    return 0;
  });
}
