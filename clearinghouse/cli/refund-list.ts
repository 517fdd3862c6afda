/** `kakitome refund list`: merchants' wishes to give money back that are open; those that wait for staff on top. */
import { OPEN_REFUNDS } from '../core/keys.ts';
import { openRefund, type OpenRefund } from '../core/refund.ts';
import type { Payment } from '../core/payment.ts';
import { formatMoney, money } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import { refundJson } from './dispute-text.ts';
import { namesIn } from './names.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { amountJson, showTime } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const refundList: Verb = (parent, run) =>
  void parent.command('list').description('refunds that wait for staff, then those that wait for the shop\'s answer').addHelpText('after', examples('refund list', 'refund list --json')).action(run(listRefunds));

const ALL = 1_000_000;

type Open = { readonly payment: Payment; readonly ask: OpenRefund };

const returns = ({ payment, ask }: Open): ReturnType<typeof money> => money(ask.total.currency, ask.total.minor - (payment.after?.givenBack ?? 0n));

function listRefunds(terminal: Terminal): Promise<ExitCode> {
  return withOffice(terminal, async ({ store, rulebook }) => {
    const payments = await store.listPayments({ state: null, party: null, key: OPEN_REFUNDS, limit: ALL });
    const open = payments.flatMap((payment): readonly Open[] => {
      const ask = openRefund(payment);
      return ask === null ? [] : [{ payment, ask }];
    });
    const waiting = open.toSorted((a, b) => a.ask.state.name.localeCompare(b.ask.state.name) * -1 || a.ask.state.until - b.ask.state.until);
    const names = await namesIn(store, payments);
    const rows = waiting.map((one) => [
      showReference(one.payment.reference), one.ask.state.name === 'staff' ? 'staff' : 'the shop\'s answer', formatMoney(returns(one)), formatMoney(one.ask.total), names.get(one.ask.by.party) ?? one.ask.by.address,
      showTime(one.ask.state.until, rulebook.bank.timeZone), one.ask.reason,
    ]);
    const heads = [{ title: 'Payment' }, { title: 'Waits for' }, { title: 'Returns', align: 'right' }, { title: 'In all', align: 'right' }, { title: 'Merchant' }, { title: 'Until' }, { title: 'The shop\'s reason' }] as const;
    show(terminal, rows.length === 0 ? 'No refund waits.' : table(heads, rows), { refunds: waiting.map((one) => ({ reference: showReference(one.payment.reference), returns: amountJson(returns(one)), ...refundJson(one.ask) })) });
    return 0;
  });
}
