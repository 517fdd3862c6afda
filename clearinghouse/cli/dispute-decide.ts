/** `kakitome dispute uphold` and `kakitome dispute reject`: two people, where the bank asks for two, end a case. Both sides read the reason. */
import type { Money } from '../protocol/money.ts';
import { formatMoney } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import type { Payment } from '../core/payment.ts';
import { byOption, readPeople } from './booking.ts';
import { paidAndLeft } from './dispute-text.ts';
import { findPayment, readPositive } from './find.ts';
import { instruct } from './instruct.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { amountOrNull } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly amount?: string; readonly reason: string; readonly by?: readonly string[] };

const reasonOption = ['--reason <text>', 'why, in one paragraph; both sides read it'] as const;

export const disputeUphold: Verb = (parent, run) =>
  void parent
    .command('uphold')
    .description('give money back to the buyer: all that is left of the payment, or a part; what the shop lacks the bank lays out')
    .argument('<reference>', 'of the payment, K7F3-K29Q')
    .option('--amount <amount>', 'a part of it, such as "1,080 JPY"')
    .requiredOption(...reasonOption)
    .option(...byOption)
    .addHelpText('after', examples('dispute uphold K7F3-K29Q --reason "The parcel can not be traced." --by Sato --by Mori', 'dispute uphold K7F3-K29Q --amount "1,080 JPY" --reason "One cup was broken." --by Sato --by Mori'))
    .action(run((terminal: Terminal, reference: string, options: Options) => decide(terminal, 'upheld', reference, options)));

export const disputeReject: Verb = (parent, run) =>
  void parent
    .command('reject')
    .description('close the case; no money moves')
    .argument('<reference>', 'of the payment, K7F3-K29Q')
    .requiredOption(...reasonOption)
    .option(...byOption)
    .addHelpText('after', examples('dispute reject K7F3-K29Q --reason "It was handed over on 23 November." --by Sato --by Mori'))
    .action(run((terminal: Terminal, reference: string, options: Options) => decide(terminal, 'rejected', reference, options)));

function decide(terminal: Terminal, outcome: 'upheld' | 'rejected', which: string, options: Options): Promise<ExitCode> {
  const reason = readReason(options.reason);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const before = await findPayment(office.store, which);
    const shown = showReference(before.reference);
    const amount = amountOf(before, options.amount);
    const found = `payment ${shown}${amount === null ? '' : `, ${formatMoney(amount)}`}, ${by.length === 0 ? 'nobody named' : by.join(' and ')}`;
    await instruct(office, { kind: 'decide-dispute', reference: before.reference, outcome, amount, reason, by }, found);
    const after = await findPayment(office.store, before.reference);
    const returned = returnedBy(after);
    const text = outcome === 'rejected' ? `The dispute about ${shown} is rejected. Both sides are told.` : `The dispute about ${shown} is upheld: ${returned === null ? '' : formatMoney(returned)} went back to the buyer. Both sides are told.`;
    show(terminal, text, { reference: shown, outcome, returned: amountOrNull(returned), reason, by });
    return 0;
  });
}

const amountOf = (payment: Payment, text: string | undefined): Money | null => (text === undefined || payment.claim === null ? null : readPositive(text, payment.claim.total.currency));

function returnedBy(payment: Payment): Money | null {
  const state = payment.after?.dispute?.state;
  const sums = paidAndLeft(payment);
  return state?.name !== 'closed' || sums === null ? null : { ...sums.paid, minor: state.returned };
}
