import test, { type ExecutionContext } from 'ava';
import { loadConfig } from '../config.ts';
import { readingOf, smallWorld } from '../core/fixtures/small-world.ts';
import { openHere } from '../database.ts';
import { openOffice, type Office } from '../office.ts';
import { inProcess, newBank, oneLineOf, type Ended } from './testing/bench.ts';

const BUYER = 'takao@buyer.example';
const SHOP = 'shop@tea.example';
const ORDER = '2 Sencha 100g\n\nPassword: maple-7731-crow';

type Town = { readonly run: (...args: readonly string[]) => Promise<Ended>; readonly json: (...args: readonly string[]) => Promise<unknown>; readonly write: (from: string, text: string, thread?: string) => Promise<void>; readonly newest: (kind: string) => Promise<string> };

/** A bank with two parties; letters come as readings, the verbs are the real ones. */
async function openTown(t: ExecutionContext): Promise<Town> {
  const config = await newBank(t, (toml) => toml.replace('two_people_book = false', 'two_people_book = true').replace(/(\[refunds\][\s\S]*?\nper_day = )\[\]/, '$1["1,000 JPY"]'), '--domain', 'bank.example');
  const run = (...args: readonly string[]): Promise<Ended> => inProcess(...args, '--config', config);
  for (const [name, address] of [['Takao Sasaki', BUYER], ['Green Tea House', SHOP]] as const) t.is((await run('party', 'add', name, '--address', address, '--currency', 'JPY')).code, 0);
  const deposit = await run('deposit', BUYER, '20,000', 'JPY', '--reference', 'V-1', '--by', 'Sato', 'Mori');
  t.is(deposit.code, 0, deposit.err);
  const small = smallWorld();
  const office: Office = await openOffice(loadConfig(config), { report: (_level, event, fields) => t.log(event, fields), completeUntil: () => Number.POSITIVE_INFINITY, openStore: openHere });
  t.teardown(office.close);
  let letters = 0;
  const write = async (from: string, text: string, thread?: string): Promise<void> => {
    letters += 1;
    small.now = office.clock.now();
    const reading = readingOf(small, { from, to: ['pay@bank.example'], subject: thread === undefined ? 'Hello' : 'Re: Hello', text, ...(thread === undefined ? {} : { thread: [thread] }) });
    const envelope = { from, to: ['pay@bank.example'], clientAddress: null, helo: null };
    const { letterId } = await office.store.keepLetter({ bytes: Buffer.from(`${letters}\r\n\r\n${text}`), receivedAt: small.now, intake: 'lmtp', envelope, place: null }, { from, messageId: null }, small.now);
    await office.store.saveReading(letterId, reading);
    while (await office.clearing.clearDue());
  };
  const newest = async (kind: string): Promise<string> => (await office.store.listNotices({ payment: null, status: null, limit: 100 })).filter(({ notice }) => notice.facts.kind === kind).toSorted((a, b) => b.notice.owedAt - a.notice.owedAt)[0]?.notice.messageId ?? 'none';
  const json = async (...args: readonly string[]): Promise<unknown> => JSON.parse((await run(...args, '--json')).out);
  return { run, json, write, newest };
}

async function pay({ write, newest, json }: Town): Promise<string> {
  await write(BUYER, ORDER);
  await write(SHOP, `Invoice: GT-1042\nTotal: 4,741 JPY\n\n---------- Forwarded message ----------\nFrom: ${BUYER}\nTo: ${SHOP}\n\n${ORDER}`);
  await write(BUYER, 'OK maple-7731-crow', await newest('question'));
  const { payments } = (await json('payment', 'list', '--state', 'settled')) as { payments: readonly { reference: string }[] };
  return payments[0]?.reference ?? 'none';
}

test('a dispute as staff see it: listed, shown with the words of both, upheld by two people, the claim collected', async (t) => {
  const town = await openTown(t);
  const { run, json, write, newest } = town;
  const reference = await pay(town);
  t.is((await run('dispute', 'list')).out, 'No open disputes.\n');
  t.regex(oneLineOf(t, await run('dispute', 'show', reference)), /found no dispute/);
  await write(BUYER, `DISPUTE ${reference} the parcel \u202Ehas not arrived`);
  t.regex((await run('dispute', 'list')).out, new RegExp(`^${reference} +open: the shop answers, .* JPY 4,741 +Takao Sasaki +Green Tea House .* 1$`, 'm'));
  t.regex(oneLineOf(t, await run('dispute', 'uphold', reference, '--reason', 'too early', '--by', 'Sato', 'Mori')), /merchant-has-time.*dispute show/);
  await write(SHOP, 'We shipped it on 22 November,\nnumber 4711-0815.', await newest('dispute-opened'));
  const shown = await run('dispute', 'show', reference.toLowerCase());
  for (const part of [/^Dispute +open: staff decide, \d+ days left$/m, /^Left +JPY 4,741$/m, /^The shop has +JPY 4,741$/m, /the buyer, letter 4\n +\| the parcel has not arrived/, /the shop, letter 5\n +\| We shipped it on 22 November,\n +\| number 4711-0815\./]) t.regex(shown.out, part);
  t.notRegex(shown.out, /maple/);
  t.regex((await run('payment', 'show', reference)).out, /After the payment\n +Dispute +staff-decide until .*2 mails/);
  t.regex((await run('audit')).out, /Disputes\n.*\nstaff-decide +1 +0 minutes +0/);

  t.is((await run('withdraw', SHOP, '4,000', 'JPY', '--reference', 'V-2', '--by', 'Sato', 'Mori')).code, 0);
  t.regex(oneLineOf(t, await run('dispute', 'uphold', reference, '--reason', 'x', '--by', 'Sato')), /two-people/);
  t.regex(oneLineOf(t, await run('dispute', 'uphold', reference, '--reason', ' ', '--by', 'Sato', 'Mori')), /--reason/);
  t.regex(oneLineOf(t, await run('dispute', 'uphold', reference, '--amount', '4,742 JPY', '--reason', 'x', '--by', 'Sato', 'Mori')), /above-paid/);
  const upheld = await run('dispute', 'uphold', reference, '--amount', '1,741 JPY', '--reason', 'One cup was broken.', '--by', 'Sato', 'Mori');
  t.is(upheld.out, `The dispute about ${reference} is upheld: JPY 1,741 went back to the buyer. Both sides are told.\n`, upheld.err);
  t.is((await run('dispute', 'list')).out, 'No open disputes.\n');
  const { disputes } = (await json('dispute', 'list', '--all')) as { disputes: readonly { outcome: string; reason: string; returned: { minor: string }; words: readonly unknown[] }[] };
  t.like(disputes[0], { outcome: 'upheld', reason: 'One cup was broken.', returned: { minor: '1741' } });
  t.regex((await run('payment', 'show', reference)).out, /Given back +JPY 1,741 of JPY 4,741, in 1 transfer\n[\s\S]*bank:claims:JPY +JPY -1,000/);

  t.regex((await run('claim', 'list')).out, /^Green Tea House +JPY 1,000 +JPY 0$/m);
  t.regex((await run('audit')).out, /Suspense and claims\n.*\nclaims +JPY -1,000/);
  t.is((await run('deposit', SHOP, '700', 'JPY', '--reference', 'V-3', '--by', 'Sato', 'Mori')).code, 0);
  t.regex(oneLineOf(t, await run('claim', 'collect', SHOP, '1,001', 'JPY', '--reference', 'V-4', '--by', 'Sato', 'Mori')), /above-owed.*claim list/);
  t.regex(oneLineOf(t, await run('claim', 'collect', SHOP, '701', 'JPY', '--reference', 'V-4', '--by', 'Sato', 'Mori')), /funds-short/);
  t.is((await run('claim', 'collect', SHOP, '700', 'JPY', '--reference', 'V-4', '--by', 'Sato', 'Mori')).out, 'Collected JPY 700 from Green Tea House (V-4). JPY 300 is still owed.\n');
  t.regex(oneLineOf(t, await run('claim', 'collect', SHOP, '700', 'JPY', '--reference', 'V-4', '--by', 'Sato', 'Mori')), /voucher-used/);
  t.is((await run('deposit', SHOP, '300', 'JPY', '--reference', 'V-5', '--by', 'Sato', 'Mori')).code, 0);
  t.is((await run('claim', 'collect', SHOP, '300', 'JPY', '--reference', 'V-6', '--by', 'Sato', 'Mori')).out, 'Collected JPY 300 from Green Tea House (V-6). Nothing is owed any more.\n');
  t.is((await run('claim', 'list')).out, 'No merchant owes the bank anything.\n');
  const audit = await run('audit');
  t.is(audit.code, 0, audit.out);
});

test('a dispute is rejected; a refund above the daily limit waits for staff', async (t) => {
  const town = await openTown(t);
  const { run, json, write } = town;
  const reference = await pay(town);
  await write(BUYER, `DISPUTE ${reference} I changed my mind`);
  t.is((await run('dispute', 'reject', reference, '--reason', 'That is no ground.', '--by', 'Sato', 'Mori')).out, `The dispute about ${reference} is rejected. Both sides are told.\n`);
  t.regex(oneLineOf(t, await run('dispute', 'reject', reference, '--reason', 'again', '--by', 'Sato', 'Mori')), /no-dispute-open.*dispute list/);
  t.regex((await run('dispute', 'show', reference)).out, /^Dispute +closed: rejected$/m);
  t.is((await run('refund', 'list')).out, 'No refund waits.\n');
  await write(SHOP, `REFUND ${reference} 2,000 as agreed`);
  t.regex((await run('refund', 'list')).out, new RegExp(`^${reference} +staff +JPY 2,000 +JPY 2,000 +Green Tea House .* as agreed$`, 'm'));
  t.regex((await run('audit')).out, new RegExp(`Refunds that wait\n.*\n${reference} +JPY 2,000 +staff`));
  t.regex(oneLineOf(t, await run('refund', 'approve', reference, '--reason', 'called', '--by', 'Sato')), /two-people/);
  t.regex((await run('audit')).out, new RegExp(`^Holds by age\\n.*\\n${reference} +JPY 2,000 +0 minutes +refund$`, 'm'));
  t.like(await json('audit'), { holds: [{ reference, amount: { minor: '2000' }, what: 'refund' }] });
  t.is((await run('refund', 'approve', reference, '--reason', 'called', '--by', 'Sato', 'Mori')).out, `The shop is asked whether it gives back the money of ${reference}; its OK does it.\n`);
  const { refunds } = (await json('refund', 'list')) as { refunds: readonly { state: string }[] };
  t.deepEqual(refunds.map(({ state }) => state), ['answer']);
  t.regex(oneLineOf(t, await run('refund', 'refuse', reference, '--reason', 'no', '--by', 'Sato', 'Mori')), /no-refund-waits.*refund list/);
});

test('what the shop gave back by itself since the case was opened goes back a second time only where staff say so', async (t) => {
  const town = await openTown(t);
  const { run, write, newest } = town;
  const reference = await pay(town);
  const uphold = (...more: readonly string[]): Promise<Ended> => run('dispute', 'uphold', reference, ...more, '--reason', 'One cup was broken.', '--by', 'Sato', 'Mori');
  const refund = async (total: string): Promise<void> => {
    await write(SHOP, `REFUND ${reference} ${total} sorry`);
    await write(SHOP, 'OK', await newest('refund-question'));
  };
  await refund('100');
  await write(BUYER, `DISPUTE ${reference} one cup is broken`);
  await write(SHOP, 'It was whole.', await newest('dispute-opened'));
  t.regex(oneLineOf(t, await uphold('--amount', '500 JPY', '--besides', '100 JPY')), /found 100 JPY; expected none: the shop has given back nothing since the case was opened/);
  await refund('600');
  t.regex(oneLineOf(t, await uphold('--amount', '500 JPY')), new RegExp(`--besides, of payment ${reference}: found none; expected "JPY 500", which the shop has given back by itself since .* where JPY 500 shall go back besides it`));
  t.regex(oneLineOf(t, await uphold('--amount', '500 JPY', '--besides', '600 JPY')), /found 600 JPY; expected "JPY 500"/);
  t.is((await uphold('--amount', '300 JPY', '--besides', '500 JPY')).out, `The dispute about ${reference} is upheld: JPY 300 went back to the buyer. Both sides are told.\n`);
  t.regex((await run('payment', 'show', reference)).out, /Given back +JPY 900 of JPY 4,741, in 3 transfers/);
});
