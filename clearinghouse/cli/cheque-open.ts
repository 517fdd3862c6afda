/** `kakitome cheque open`: staff look into a cheque. It is void from then on, and only then is it opened. */
import type { FoundCheque, OpenedCheque } from './cheque-found.ts';
import { findCheque, openKept, readSerial } from './cheque-found.ts';
import { shownAddress } from '../protocol/address.ts';
import { formatMoney } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import { byOption, readPeople } from './booking.ts';
import { readAddress } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { amountJson, showTime, timeJson } from './shapes.ts';
import { labelled } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly address: string; readonly reason: string; readonly by?: readonly string[] };

export const chequeOpen: Verb = (parent, run) =>
  void parent
    .command('open')
    .description('look into a cheque: it is VOID from then on, its writer is told, and payee, most and times are shown; never the password')
    .argument('<serial>', 'the 16 letters of its name')
    .requiredOption('--address <address>', 'a registered address of its writer')
    .requiredOption('--reason <text>', 'why; it is kept in the journal')
    .option(...byOption)
    .addHelpText('after', examples('cheque open K7Q2M9X4T8WZ5R3N --address takao@buyer.example --reason "ticket 311" --by Mori --by Abe'))
    .action(run(openCheque));

function openCheque(terminal: Terminal, given: string, options: Options): Promise<ExitCode> {
  const serial = readSerial(given);
  const address = readAddress(options.address);
  const reason = readReason(options.reason);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const found = await findCheque(office, serial, address);
    const { decision } = await instruct(office, { kind: 'open-cheque', address, serial, reason, by }, `${serial} of ${address}`);
    const wasOver = decision.disposition.code === 'cheque-was-over';
    const opened = found.letterId === null ? null : await openKept(office, found.letterId, serial);
    const head = `Cheque ${serial} ${wasOver ? `was ${found.state === 'spent' ? 'spent' : 'void'} already` : 'is void now; its writer is told'}. Payment ${showReference(found.payment.reference)}.`;
    show(terminal, `${head}\n\n${contentText(opened, (at) => showTime(at, office.rulebook.bank.timeZone))}`, shapeOf(found, wasOver, opened));
    return 0;
  });
}

const contentText = (opened: OpenedCheque | null, time: (at: number) => string): string =>
  opened === null
    ? 'The file can not be opened any more: its letter or the wallet key that it was sealed to is not there.'
    : labelled([
        ['Account', shownAddress(opened.account)],
        ['Payee', shownAddress(opened.payee)],
        ['Most', formatMoney(opened.most)],
        ['Issued', time(opened.issuedAt)],
        ['Expires', time(opened.expiresAt)],
      ]);

const shapeOf = ({ serial, payment, letterId }: FoundCheque, wasOver: boolean, opened: OpenedCheque | null) => ({
  serial,
  payment: showReference(payment.reference),
  letter: letterId,
  wasOver,
  content: opened === null ? null : { account: opened.account, payee: opened.payee, most: amountJson(opened.most), issuedAt: timeJson(opened.issuedAt), expiresAt: timeJson(opened.expiresAt) },
});
