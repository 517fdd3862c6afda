/** `kakitome audit`: every invariant over everything that is stored, and what auditors ask first (9-rules 33). Exit code 1 on any break. */
import { afterReportShape, afterReportText } from './audit-after.ts';
import { findingsOfAudit, type AuditReport } from './audit-report.ts';
import { readCurrency, readPositive } from './find.ts';
import { show, type Json } from './print.ts';
import { withOffice } from './session.ts';
import { amountJson, showSpan, showTime, timeJson } from './shapes.ts';
import { labelled, table } from './table.ts';
import { formatAmount, formatMoney, money, type Money } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const audit: Verb = (parent, run) =>
  void parent
    .command('audit')
    .description('check every invariant of what is stored; balances, holds, bookings, key ages; exit code 1 on any break')
    .option('--outside <amount...>', 'what the bank\'s real account holds, for each currency: compared with what it must hold')
    .addHelpText('after', examples('audit', 'audit --outside "1,204,300 JPY" --outside "880.50 EUR"', 'audit --json'))
    .action(run(runAudit));

function runAudit(terminal: Terminal, options: { readonly outside?: readonly string[] }): Promise<ExitCode> {
  const outside = (options.outside ?? []).map(readOutside);
  return withOffice(terminal, async (office) => {
    const report = await findingsOfAudit(office, outside);
    show(terminal, reportText(report, office.rulebook.bank.timeZone), reportShape(report));
    return report.breaks.length === 0 ? 0 : 1;
  });
}

/** `1,204,300 JPY`; an empty account holds 0. */
function readOutside(text: string): Money {
  const [, amount = '', currency = ''] = /^(.*\S)\s+(\S+)$/u.exec(text.trim()) ?? [];
  const known = readCurrency(currency);
  return /^0+(?:[.,]0+)?$/.test(amount) ? money(known, 0n) : readPositive(amount, known);
}

const outsideLine = ({ holds, must }: AuditReport['outside'][number]): string => `${formatMoney(holds)}: ${holds.minor === must.minor ? 'as it must be' : `it must hold ${formatMoney(must)}`}`;

const reconciliationLine = ({ letters: { received, waiting, byDisposition: by } }: AuditReport): string =>
  `received ${received} = advanced ${by.advanced} + answered ${by.answered} + recorded ${by.recorded} + nothing-new ${by['nothing-new']} + refused ${by.refused} + set-aside ${by['set-aside']} + waiting ${waiting}`;

function reportText(report: AuditReport, timeZone: string): string {
  const amount = { align: 'right' } as const;
  const money = report.currencies.map(({ customers, held, bank, outside }) => [customers.currency, ...[customers, held, bank, outside].map(formatAmount)]);
  const holds = report.holds?.map((hold) => [showReference(hold.reference), formatMoney(hold.amount), showSpan(hold.age), hold.what]);
  const bookings = report.singleHanded?.map((one) => [showTime(one.at, timeZone), one.kind, formatMoney(one.amount), one.reference, one.by.join(', ') || 'nobody named']);
  const sections = [
    reconciliationLine(report),
    money.length === 0 ? '' : `Balances (the bank's real account must hold what customers hold)\n${table([{ title: 'Currency' }, { title: 'Customers', ...amount }, { title: 'of it held', ...amount }, { title: 'Bank\'s own', ...amount }, { title: 'To be outside', ...amount }], money)}`,
    report.outside.length === 0 ? '' : `The bank's real account\n${report.outside.map((one) => `  ${outsideLine(one)}`).join('\n')}`,
    holds === undefined ? notRead('Holds') : holds.length === 0 ? 'Holds: none' : `Holds by age\n${table([{ title: 'Payment' }, { title: 'Amount', ...amount }, { title: 'Since', ...amount }, { title: 'For' }], holds)}`,
    bookings === undefined ? notRead('Manual bookings without two named people') : bookings.length === 0 ? 'Manual bookings without two named people: none' : `Manual bookings without two named people: ${bookings.length}\n${table([{ title: 'At' }, { title: 'Kind' }, { title: 'Amount', ...amount }, { title: 'Voucher' }, { title: 'By' }], bookings)}`,
    report.refused === null ? notRead('Refused letters') : report.refused.length === 0 ? 'Refused letters: none' : `Refused letters by reason${report.refusedAll ? '' : ' (the newest alone)'}\n${labelled(report.refused.map(({ code, count }) => [code, String(count)]))}`,
    ...(report.after === null ? [notRead('Disputes, refunds, suspense and claims')] : afterReportText(report.after)),
    `Key ages\n${labelled(report.keys.map((key) => [key.file, showSpan(key.age)]))}`,
    report.breaks.length === 0 ? 'All invariants hold.' : `BROKEN (${report.breaks.length})\n${report.breaks.map((line) => `  ${line}`).join('\n')}`,
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

/** Not "none": what is broken in the books is told at the end. */
const notRead = (section: string): string => `${section}: could not be read, see below`;

const reportShape = (report: AuditReport): Json => ({
  ok: report.breaks.length === 0,
  breaks: report.breaks,
  reconciliation: { received: report.letters.received, ...report.letters.byDisposition, waiting: report.letters.waiting },
  currencies: report.currencies.map(({ customers, held, bank, outside }) => ({ currency: customers.currency, customers: amountJson(customers), held: amountJson(held), bank: amountJson(bank), outside: amountJson(outside) })),
  holds: report.holds?.map((hold) => ({ reference: showReference(hold.reference), amount: amountJson(hold.amount), since: timeJson(hold.since), what: hold.what })) ?? null,
  outside: report.outside.map(({ holds, must }) => ({ holds: amountJson(holds), must: amountJson(must) })),
  refused: report.refused?.map(({ code, count }) => ({ code, count })) ?? null,
  singleHandedBookings: report.singleHanded?.map((one) => ({ at: timeJson(one.at), kind: one.kind, amount: amountJson(one.amount), reference: one.reference, by: one.by })) ?? null,
  ...(report.after === null ? { disputes: null, refunds: null, ownAccounts: null, claims: null } : afterReportShape(report.after)),
  keys: report.keys.map(({ file, madeAt }) => ({ file, madeAt: timeJson(madeAt) })),
});
