/** What a party has agreed with the bank, through the command: fee, limits, name. */
import test, { type ExecutionContext } from 'ava';
import { inProcess, newBank, oneLineOf, type Ended } from './testing/bench.ts';

type Run = (...args: readonly string[]) => Promise<Ended>;

async function openBank(t: ExecutionContext, edit?: (toml: string) => string): Promise<Run> {
  const config = await newBank(t, edit);
  const run: Run = (...args) => inProcess(...args, '--config', config);
  for (const [name, currencies, address] of [['Green Tea House', ['JPY'], 'shop@tea.example'], ['Café Sol', ['EUR', 'JPY'], 'sol@cafe.example']] as const) {
    t.is((await run('party', 'add', name, '--address', address, '--currency', ...currencies)).code, 0);
  }
  return run;
}

const refuses = async (t: ExecutionContext, run: Run, expected: RegExp, ...args: readonly string[]): Promise<void> => {
  t.regex(oneLineOf(t, await run(...args)), expected, args.join(' '));
};

test('a fee is set, shown with an example, and taken back', async (t) => {
  const run = await openBank(t);
  t.regex((await run('party', 'fee', 'shop@tea.example')).out, /^Green Tea House: no fee\.$/m);
  t.regex((await run('party', 'fee', 'shop@tea.example', '--fixed', '30', '--per-mille', '14.5')).out, /JPY 30 \+ 14\.50 ‰ .*Of JPY 1,000,000 the bank keeps JPY 14,530\./);
  t.deepEqual((JSON.parse((await run('party', 'fee', '1', '--json')).out) as { fee: unknown }).fee, { fixed: { currency: 'JPY', minor: '30', text: '30' }, perMille: '14.50' });
  t.regex((await run('party', 'show', '1')).out, /^Fee +JPY 30 \+ 14\.50 ‰$/m);
  t.regex((await run('party', 'fee', '1', '--per-mille', '20')).out, /JPY 0 \+ 20\.00 ‰ .* Before: JPY 30 \+ 14\.50 ‰\.$/m);
  t.regex((await run('party', 'fee', '1', '--none')).out, /no fee\. Before: JPY 0 \+ 20\.00 ‰\.$/m);
  t.regex((await run('party', 'fee', '2', '--currency', 'EUR', '--fixed', '0.30')).out, /of each payment in EUR that it gets; payments in other currencies bear no fee\./);
  await refuses(t, run, /refused \(fee-other-currency\): .*expected --none first/, 'party', 'fee', '2', '--currency', 'JPY', '--fixed', '30');
  t.regex((await run('party', 'fee', '2')).out, /EUR 0\.30/);
});

test('a choice that --by has swallowed is told, not shown as what was', async (t) => {
  const run = await openBank(t);
  for (const [verb, swallowed] of [['scheme', 'wallet'], ['fee', ''], ['limits', ''], ['statements', ''], ['board', '']] as const) {
    await refuses(t, run, /--by: found no choice beside it; expected .* \(what stands behind --by are names: Mori.*\)/, 'party', verb, '1', '--by', 'Mori', ...(swallowed === '' ? [] : [swallowed]));
  }
});

test('limits are set, shown, and taken back; a name is changed', async (t) => {
  const run = await openBank(t);
  t.regex((await run('party', 'limits', '1', '--per-payment', '5,000 JPY', '--per-day', '10,000 JPY')).out, /at most JPY 5,000 in one payment, JPY 10,000 in a day/);
  t.regex((await run('party', 'show', '1')).out, /^Its own limits +JPY 5,000 a payment, JPY 10,000 a day$/m);
  t.regex((await run('party', 'limits', '1', '--none')).out, /no limits of its own/);
  t.regex((await run('party', 'rename', '1', 'Green Tea')).out, /Green Tea House is now Green Tea\./);
  t.regex((await run('party', 'list')).out, /Green Tea /);
});

test('every mistake has its line and changes nothing', async (t) => {
  const run = await openBank(t, (toml) => toml.replace('two_people_book = false', 'two_people_book = true'));
  await refuses(t, run, /two people/, 'party', 'fee', '1', '--fixed', '30', '--by', 'Mori');
  await refuses(t, run, /--per-mille: found "14,5"/, 'party', 'fee', '1', '--per-mille', '14,5');
  await refuses(t, run, /--per-mille: found "1000\.01"/, 'party', 'fee', '1', '--per-mille', '1000.01');
  await refuses(t, run, /--fixed: found "-3"/, 'party', 'fee', '1', '--fixed=-3');
  await refuses(t, run, /--currency: found none; expected one of the party's accounts: EUR, JPY/, 'party', 'fee', '2', '--fixed', '3');
  await refuses(t, run, /--currency: found "USD"/, 'party', 'fee', '2', '--fixed', '3', '--currency', 'USD');
  await refuses(t, run, /--none/, 'party', 'fee', '1', '--none', '--fixed', '3');
  await refuses(t, run, /--per-day: found "5,000"/, 'party', 'limits', '1', '--per-day', '5,000');
  await refuses(t, run, /one amount for each currency/, 'party', 'limits', '1', '--per-day', '5,000 JPY', '6,000 JPY');
  await refuses(t, run, /name-taken/, 'party', 'rename', '1', 'CAFÉ  SOL', '--by', 'Mori', '--by', 'Abe');
  t.regex((await run('party', 'show', '1')).out, /Green Tea House/);
  t.notRegex((await run('party', 'show', '1')).out, /^Fee/m);
});
