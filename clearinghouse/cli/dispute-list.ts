/** `kakitome dispute list`: the cases that are open, the one that is due first on top. */
import { DISPUTED, OPEN_DISPUTES } from '../core/keys.ts';
import type { Dispute, Payment } from '../core/payment.ts';
import { showReference } from '../protocol/reference.ts';
import { disputeJson, paidAndLeft, showDisputeState } from './dispute-text.ts';
import { readLimit } from './find.ts';
import { namesIn } from './names.ts';
import { paymentShape } from './payment-table.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { showMoneyOrDash, showTime } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly all?: boolean; readonly limit: string };

export const disputeList: Verb = (parent, run) =>
  void parent
    .command('list')
    .description('disputes that are open, the one that is due first on top')
    .option('--all', 'also those that are closed')
    .option('--limit <number>', 'at most so many, the newest payments', '200')
    .addHelpText('after', examples('dispute list', 'dispute list --all --json'))
    .action(run(listDisputes));

type Case = { readonly payment: Payment; readonly dispute: Dispute };

/** Open ones in the order in which they are due, then the closed, the newest first. */
const dueOf = ({ dispute: { state } }: Case): number => (state.name === 'closed' ? Number.MAX_SAFE_INTEGER - state.at : state.until);

function listDisputes(terminal: Terminal, options: Options): Promise<ExitCode> {
  const limit = readLimit(options.limit);
  return withOffice(terminal, async ({ store, rulebook, clock }) => {
    const payments = await store.listPayments({ state: null, party: null, key: options.all === true ? DISPUTED : OPEN_DISPUTES, limit });
    const cases = payments.flatMap((payment): readonly Case[] => (payment.after?.dispute == null ? [] : [{ payment, dispute: payment.after.dispute }])).toSorted((a, b) => dueOf(a) - dueOf(b));
    const names = await namesIn(store, payments);
    const nameOf = (party: number | undefined): string => (party === undefined ? '-' : (names.get(party) ?? `party ${party}`));
    const rows = cases.map(({ payment, dispute }) => [
      showReference(payment.reference), showDisputeState(dispute.state, clock.now()), showMoneyOrDash(paidAndLeft(payment)?.left ?? null), nameOf(payment.buyer?.party), nameOf(payment.merchant?.party),
      showTime(dispute.openedAt, rulebook.bank.timeZone), String(dispute.words.length),
    ]);
    const heads = [{ title: 'Payment' }, { title: 'State' }, { title: 'Not given back', align: 'right' }, { title: 'Buyer' }, { title: 'Merchant' }, { title: 'Opened' }, { title: 'Mails', align: 'right' }] as const;
    const text = rows.length === 0 ? (options.all === true ? 'No disputes.' : 'No open disputes.') : table(heads, rows);
    show(terminal, text, { disputes: cases.map(({ payment, dispute }) => ({ ...paymentShape(payment, names), ...disputeJson(payment, dispute) })) });
    return 0;
  });
}
