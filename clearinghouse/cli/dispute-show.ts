/** `kakitome dispute show`: one case with the words of both, for the people who decide it. */
import { available, partyAccountId } from '../core/account.ts';
import type { Payment } from '../core/payment.ts';
import { formatMoney } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import type { Store } from '../store/store.ts';
import { afterJson, paidAndLeft, showDisputeState, wordsText } from './dispute-text.ts';
import { findPayment } from './find.ts';
import { Mistake } from './mistake.ts';
import { namesIn } from './names.ts';
import { paymentShape } from './payment-table.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { amountOrNull, showMoneyOrDash, showSide, showTime } from './shapes.ts';
import { labelled } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const disputeShow: Verb = (parent, run) =>
  void parent
    .command('show')
    .description('one dispute: its clock, the words of both sides, what is left of the payment')
    .argument('<reference>', 'of the payment, K7F3-K29Q')
    .addHelpText('after', examples('dispute show K7F3-K29Q', 'dispute show K7F3-K29Q --json'))
    .action(run(showDispute));

/** What the merchant could pay at this moment; null: they have no such account. */
export async function merchantHas(store: Store, { merchant, claim }: Payment): Promise<ReturnType<typeof available> | null> {
  if (merchant === null || claim === null) return null;
  const account = (await store.listAccounts({ party: merchant.party })).find((one) => one.id === partyAccountId(merchant.party, claim.total.currency));
  return account === undefined ? null : available(account);
}

function showDispute(terminal: Terminal, which: string): Promise<ExitCode> {
  return withOffice(terminal, async ({ store, rulebook, clock }) => {
    const payment = await findPayment(store, which);
    const dispute = payment.after?.dispute ?? null;
    const sums = paidAndLeft(payment);
    if (dispute === null || sums === null) throw new Mistake(`payment ${showReference(payment.reference)}: found no dispute; expected one that was disputed (\`kakitome dispute list --all\` shows them)`);
    const names = await namesIn(store, [payment]);
    const time = (at: number): string => showTime(at, rulebook.bank.timeZone);
    const has = await merchantHas(store, payment);
    const { state } = dispute;
    const head = labelled([
      ['Payment', showReference(payment.reference)],
      ['Dispute', showDisputeState(state, clock.now())],
      ['Until', state.name === 'closed' ? null : time(state.until)],
      ['Closed', state.name === 'closed' ? `${time(state.at)}, ${formatMoney({ ...sums.paid, minor: state.returned })} went back by it` : null],
      ['Reason', state.name === 'closed' && state.reason !== '' ? state.reason : null],
      ['Opened', `${time(dispute.openedAt)} by ${dispute.by.address}`],
      ['On the board', dispute.shown ? 'shown: both sides have chosen so' : 'not shown'],
      ['Buyer', showSide(payment.buyer, names)],
      ['Merchant', showSide(payment.merchant, names)],
      ['Paid', payment.state.name === 'settled' ? `${formatMoney(sums.paid)} on ${time(payment.state.at)}` : null],
      ['Given back', formatMoney(sums.givenBack)],
      ['Left', formatMoney(sums.left)],
      ['The shop has', showMoneyOrDash(has)],
      ['Order', payment.order === null ? null : `letter ${payment.order.letterId}`],
      ['Invoice', payment.claim?.invoice ?? null],
    ]);
    show(terminal, `${head}\n\nWhat they wrote\n${wordsText(dispute, time).replace(/^(?=.)/gm, '  ')}`, { ...paymentShape(payment, names), after: afterJson(payment), merchantHas: amountOrNull(has) });
    return 0;
  });
}
