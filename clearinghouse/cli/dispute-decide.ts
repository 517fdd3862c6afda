/** `kakitome dispute uphold` and `kakitome dispute reject`: two people, where the bank asks for two, end a case. Both sides read the reason. */
import type { Money } from '../protocol/money.ts';
import { formatMoney } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import { afterOf } from '../core/after.ts';
import type { Payment } from '../core/payment.ts';
import { byOption, readPeople } from './booking.ts';
import { paidAndLeft } from './dispute-text.ts';
import { findPayment, readPositive } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { amountOrNull } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly amount?: string; readonly besides?: string; readonly reason: string; readonly by?: readonly string[] };

const reasonOption = ['--reason <text>', 'why, in one paragraph; both sides read it'] as const;

export const disputeUphold: Verb = (parent, run) =>
  void parent
    .command('uphold')
    .description('give money back to the buyer: all that is left of the payment, or a part; what the shop lacks the bank lays out')
    .argument('<reference>', 'of the payment, K7F3-K29Q')
    .option('--amount <amount>', 'a part of it, such as "1,080 JPY"')
    .option('--besides <amount>', 'with --amount: what the shop has given back by itself since the case was opened, where it has; the amount goes back besides it')
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
    if (amount !== null) checkBesides(before, amount, options.besides);
    else if (options.besides !== undefined) throw mistake('--besides', options.besides, 'it beside --amount alone: without that all that is left goes back');
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

/** A part that was agreed upon may have been given back by the shop meanwhile: whoever decides must know of it, or it would go back twice. */
function checkBesides(payment: Payment, amount: Money, text: string | undefined): void {
  const given = givenBackSince(payment);
  const told = amountOf(payment, text);
  if ((told?.minor ?? 0n) === given) return;
  const what = `--besides, of payment ${showReference(payment.reference)}`;
  const found = text ?? 'none';
  if (given === 0n) throw mistake(what, found, 'none: the shop has given back nothing since the case was opened');
  const since = formatMoney({ ...amount, minor: given });
  throw mistake(what, found, `"${since}", which the shop has given back by itself since the case was opened, where ${formatMoney(amount)} shall go back besides it`);
}

/** By the shop's own refunds: their totals count all that was given back until then. */
function givenBackSince(payment: Payment): bigint {
  const { dispute, refunds, givenBack } = afterOf(payment);
  if (dispute === null || dispute.state.name === 'closed') return 0n;
  const earlier = refunds.flatMap(({ state, total }) => (state.name === 'closed' && state.how === 'made' && state.at < dispute.openedAt ? [total.minor] : []));
  return givenBack - (earlier.at(-1) ?? 0n);
}

function returnedBy(payment: Payment): Money | null {
  const state = payment.after?.dispute?.state;
  const sums = paidAndLeft(payment);
  return state?.name !== 'closed' || sums === null ? null : { ...sums.paid, minor: state.returned };
}
