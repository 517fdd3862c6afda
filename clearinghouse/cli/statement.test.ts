/** Statements through the command: every format, and who wants them by themselves. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import test, { type ExecutionContext } from 'ava';
import { monthAfter, monthStart } from '../protocol/calendar.ts';
import { breaksOf, parseXml } from '../statements/testing/camt-rules.ts';
import { inProcess, newBank, oneLineOf, type Ended } from './testing/bench.ts';

type Run = (...args: readonly string[]) => Promise<Ended>;

const monthOf = (at: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', year: 'numeric', month: '2-digit' }).format(at).slice(0, 7);
/** Set once: a test that runs over midnight of the first asks for the month in which it began. */
const month = monthOf(Date.now());
const before = monthOf(Date.now() - 32 * 86_400_000);

async function openBank(t: ExecutionContext): Promise<{ readonly run: Run; readonly folder: string }> {
  const config = await newBank(t, (toml) => toml.replace(/time_zone = ".*"/, 'time_zone = "Asia/Tokyo"'));
  const run: Run = (...args) => inProcess(...args, '--config', config);
  t.is((await run('party', 'add', 'Takao Sasaki', '--address', 'takao@buyer.example', '--currency', 'JPY')).code, 0);
  t.is((await run('party', 'add', 'Green Tea House', '--address', 'shop@tea.example', '--currency', 'JPY', 'EUR')).code, 0);
  t.is((await run('deposit', 'takao@buyer.example', '20,000', 'JPY', '--reference', 'V-17', '--by', 'Sato')).code, 0);
  t.is((await run('withdraw', 'takao@buyer.example', '500', 'JPY', '--reference', '=V-18', '--by', 'Sato')).code, 0);
  return { run, folder: join(config, '..') };
}

test('one month of an account, as text, JSON and files', async (t) => {
  const { run, folder } = await openBank(t);
  const text = await run('statement', 'takao@buyer.example', month);
  t.is(text.code, 0, text.err);
  t.regex(text.out, /^Takao Sasaki\nJPY \(Account party:1:JPY\)\n/);
  t.regex(text.out, /Deposit +20,000 +20,000\n +Voucher V-17\n/);
  t.regex(text.out, /Withdrawal +-500 +19,500\n +Voucher =V-18\n/);
  const json = JSON.parse((await run('statement', '1', month, '--json')).out) as { readonly closing: { readonly minor: string }; readonly entries: readonly { readonly entry: string; readonly reference: string }[]; readonly isRunning: boolean };
  t.is(json.closing.minor, '19500');
  t.deepEqual(json.entries.map(({ entry, reference }) => [entry, reference]), [['deposit', 'V-17'], ['withdrawal', '=V-18']]);
  t.true(json.isRunning);
  t.regex((await run('statement', '1', month, '--format', 'csv')).out, /,withdrawal,-500,19500,JPY,'=V-18,/);
  const pdf = join(folder, 'a.pdf');
  const made = await run('statement', '1', month, '--format', 'pdf', '--out', pdf);
  t.is(made.code, 0, made.err);
  t.is(statSync(pdf).mode & 0o777, 0o600);
  t.is((await PDFDocument.load(readFileSync(pdf))).getPageCount(), 1);
  const xml = join(folder, 'a.xml');
  t.is((await run('statement', '1', before, '--format', 'camt053', '--out', xml)).code, 0);
  t.deepEqual(breaksOf(parseXml(readFileSync(xml, 'utf8'))), []);
  t.regex((await run('statement', 'Green Tea House', month, '--account', 'eur')).out, /Opening balance +0\.00/);
});

test.serial('until two hours after its end a month is told as running, as by mail, with when it is closed; then as whole', async (t) => {
  const { run, folder } = await openBank(t);
  const end = monthStart(monthAfter(month), 'Asia/Tokyo');
  const now = Date.now;
  t.teardown(() => void (Date.now = now));
  const at = async (time: number, ...more: readonly string[]): Promise<Ended> => {
    Date.now = () => time;
    try {
      return await run('statement', '1', month, ...more);
    } finally {
      Date.now = now;
    }
  };
  type Shape = { readonly isRunning: boolean; readonly closesAt: string; readonly until: string; readonly held: unknown };
  const closes = new Date(end + 2 * 3_600_000).toISOString();
  const inGrace = await at(end + 2 * 3_600_000 - 1);
  t.is(inGrace.code, 0, inGrace.err);
  t.regex(inGrace.out, /^\d{4}-\d\d is not closed before \d{4}-\d\d-01 02:00:00 JST: this is what was booked so far, and more may come$/m);
  t.regex(inGrace.out, /Balance so far/);
  t.like(JSON.parse((await at(end + 1, '--json')).out) as Shape, { isRunning: true, closesAt: closes, until: new Date(end).toISOString(), held: { minor: '0' } });
  t.like(JSON.parse((await at(end - 1_000, '--json')).out) as Shape, { isRunning: true, closesAt: closes, until: new Date(end - 999).toISOString() });
  const csv = await at(end + 1, '--format', 'csv', '--out', join(folder, 'early.csv'));
  t.regex(csv.err, /is not closed before/);
  t.regex(oneLineOf(t, await at(end + 1, '--format', 'camt053')), /not closed before/);
  const whole = await at(end + 2 * 3_600_000);
  t.notRegex(whole.out, /not closed|so far/);
  t.regex(whole.out, /Closing balance/);
  t.like(JSON.parse((await at(end + 2 * 3_600_000, '--json')).out) as Shape, { isRunning: false, closesAt: closes, until: new Date(end).toISOString(), held: null });
  t.is((await at(end + 2 * 3_600_000, '--format', 'camt053')).code, 0);
});

test('every mistake has its line and writes nothing', async (t) => {
  const { run, folder } = await openBank(t);
  const refusals: readonly (readonly [RegExp, readonly string[]])[] = [
    [/a year and a month such as 2026-10/, ['statement', '1', '2026-13']],
    [/at the latest the running one/, ['statement', '1', '2199-01']],
    [/text, csv, pdf, camt053/, ['statement', '1', month, '--format', 'mt940']],
    [/has several accounts/, ['statement', '2', month]],
    [/one of JPY/, ['statement', '1', month, '--account', 'EUR']],
    [/not closed before .*a camt\.053 is of a whole month/, ['statement', '1', month, '--format', 'camt053', '--out', join(folder, 'no.xml')]],
    [/a file that is not there yet/, ['statement', '1', month, '--out', join(folder, 'kakitome.toml')]],
    [/an id, a registered address/, ['statement', 'nobody@x.example', month]],
    [/--on-request beside it/, ['party', 'statements', '1', '--monthly', '--on-request']],
  ];
  for (const [expected, args] of refusals) {
    t.regex(oneLineOf(t, await run(...args)), expected, args.join(' '));
  }
  t.false(existsSync(join(folder, 'no.xml')));
});

test('statements by themselves: wished, shown, and ended', async (t) => {
  const { run } = await openBank(t);
  t.regex((await run('party', 'show', '2')).out, /^Statements +on request$/m);
  t.regex((await run('party', 'statements', 'shop@tea.example', '--monthly', '--by', 'Sato')).out, /Green Tea House: statements monthly, by themselves; the next one is of the month after /);
  t.regex((await run('party', 'show', '2')).out, /^Statements +monthly, by themselves/m);
  const shown = JSON.parse((await run('party', 'statements', '2', '--json')).out) as { readonly statements: string; readonly statedUntil: string; readonly changed: boolean };
  t.deepEqual([shown.statements, shown.changed], ['monthly', false]);
  t.true(shown.statedUntil < month);
  t.is((await run('party', 'statements', '2', '--on-request')).code, 0);
  t.regex((await run('party', 'statements', '2')).out, /statements on request\./);
});
