/** `kakitome payment list`, the newest first. */
import type { StateName } from '../core/payment.ts';
import { findParty, readLimit, readOneOf } from './find.ts';
import { namesIn } from './names.ts';
import { paymentShape, paymentTable } from './payment-table.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly state?: string; readonly party?: string; readonly limit: string };

const STATES: readonly StateName[] = Object.keys({
  'awaiting-forward': true,
  'awaiting-order': true,
  'awaiting-roads': true,
  'awaiting-funds': true,
  'awaiting-answer': true,
  settled: true,
  ended: true,
} satisfies Record<StateName, true>) as StateName[];

export const paymentList: Verb = (parent, run) =>
  void parent
    .command('list')
    .description('payments, the newest first')
    .option('--state <state>', `only these: ${STATES.join(', ')}`)
    .option('--party <party>', 'only this party\'s, as buyer or merchant: id, address or registered name')
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText('after', examples('payment list --state awaiting-answer', 'payment list --party shop@tea.example --limit 200 --json'))
    .action(run(listPayments));

async function listPayments(terminal: Terminal, options: Options): Promise<ExitCode> {
  const state = options.state === undefined ? null : readOneOf('--state', options.state, STATES);
  const limit = readLimit(options.limit);
  return withOffice(terminal, async ({ store, rulebook }) => {
    const party = options.party === undefined ? null : (await findParty(store, options.party)).party.id;
    const payments = await store.listPayments({ state, party, limit });
    const names = await namesIn(store, payments);
    const text = payments.length === 0 ? 'No such payments.' : paymentTable(payments, names, rulebook.bank.timeZone);
    show(terminal, text, { payments: payments.map((payment) => paymentShape(payment, names)) });
    return 0;
  });
}
