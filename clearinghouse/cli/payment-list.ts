/** `kakitome payment list`, the newest first, and what a customer on the telephone knows of one: its invoice number, its total. */
import type { Payment, StateName } from '../core/payment.ts';
import { formatMoney, readAmount, type Money } from '../protocol/money.ts';
import { findParty, quoted, readLimit, readOneOf } from './find.ts';
import { mistake } from './mistake.ts';
import { namesIn } from './names.ts';
import { paymentShape, paymentTable } from './payment-table.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly state?: string; readonly party?: string; readonly invoice?: string; readonly total?: string; readonly limit: string };

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
    .option('--invoice <number>', 'only with this invoice number of the shop\'s, in any case of letters')
    .option('--total <amount>', 'only of this total, with its currency, such as "4,741 JPY"')
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText('after', examples('payment list --state awaiting-answer', 'payment list --invoice GT-1042', 'payment list --total "4,741 JPY" --party takao@buyer.example', 'payment list --party shop@tea.example --limit 200 --json'))
    .action(run(listPayments));

/** A payment's words are sealed, so each is opened to be compared: a second's work or two. */
const SEARCHED = 20_000;

async function listPayments(terminal: Terminal, options: Options): Promise<ExitCode> {
  const state = options.state === undefined ? null : readOneOf('--state', options.state, STATES);
  const limit = readLimit(options.limit);
  const wanted = wantedOf(options);
  return withOffice(terminal, async ({ store, rulebook }) => {
    const party = options.party === undefined ? null : (await findParty(store, options.party)).party.id;
    const looked = wanted === null ? limit : SEARCHED;
    const rows = await store.listPayments({ state, party, limit: looked + 1 });
    const found = rows.slice(0, looked).filter(wanted ?? ((): boolean => true));
    const payments = found.slice(0, limit);
    const names = await namesIn(store, payments);
    const text = payments.length === 0 ? 'No such payments.' : paymentTable(payments, names, rulebook.bank.timeZone);
    const more = found.length > limit || (wanted === null && rows.length > looked);
    const older = wanted !== null && rows.length > looked;
    const notes = [more ? `There are more: --limit shows more than ${limit}.` : [], older ? `Only the newest ${SEARCHED.toLocaleString('en')} were looked at: --party looks at as many of that party.` : []].flat();
    show(terminal, [text, ...notes].join('\n'), { payments: payments.map((payment) => paymentShape(payment, names)), more: more || older });
    return 0;
  });
}

/** Null: any payment. */
function wantedOf({ invoice, total }: Options): ((payment: Payment) => boolean) | null {
  if (invoice === undefined && total === undefined) return null;
  const number = invoice?.trim().toUpperCase();
  const sum = total === undefined ? null : readTotal(total);
  return ({ claim }) => claim !== null && (number === undefined || claim.invoice?.toUpperCase() === number) && (sum === null || formatMoney(claim.total) === formatMoney(sum));
}

function readTotal(text: string): Money {
  const reading = readAmount(text, null);
  if (!reading.ok) throw mistake('--total', quoted(text), 'one amount with its currency, such as "4,741 JPY"');
  return reading.money;
}
