/** What the bank's mails do to an order: receipts, notices, and mails that only pretend. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { BankMail } from '../receipt/bank-mail.ts';
import type { Shop } from './shop.ts';
import { answerTo, BANK, bankMail, HANA, openBench, proved, sentTo, textOf, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const PASSWORD = /maple-?7731-?crow/i;
const PASSWORD_LOOSE = 'maple-7731-crow';

async function scene(t: ExecutionContext, shop: Partial<Shop> = {}): Promise<Bench> {
  const bench = await openBench(shop);
  t.teardown(bench.stop);
  return bench;
}

const stateOf = (bench: Bench, order = 1): string => bench.store().order(order)?.state.name ?? 'none';

test('a proved receipt ships: one mail, one line, one webhook, whatever comes twice', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
  t.is(stateOf(bench), 'shipped');
  bench.arrive(bankMail(bench));
  bench.restart();
  await bench.settle();
  const ships = sentTo(bench, 'pack@tea.example');
  t.is(ships.length, 1);
  t.regex(ships[0] === undefined ? '' : textOf(ships[0]), /2 x Sencha 100 g/);
  t.notRegex(Buffer.from(ships[0]?.bytes ?? []).toString('latin1'), PASSWORD);
  t.deepEqual(bench.told.map(({ kind, key }) => [kind, key]), [['csv', 'csv:K7F3-K29Q'], ['webhook', 'paid:K7F3-K29Q']]);
  t.false(bench.told.some(({ payload }) => payload.includes(PASSWORD_LOOSE)));
});

test('a receipt that differs from what was forwarded ships nothing and is told', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  for (const word of [proved('GT-42', yen(4_311n)), proved('GT-41', yen(4_310n))]) {
    bench.outside.bankSays = async () => word;
    bench.arrive(bankMail(bench));
    await bench.settle();
  }
  t.is(stateOf(bench), 'forwarded');
  t.is(bench.told.length, 0);
  t.is(sentTo(bench, HANA).length, 2);
});

test('a suspicious mail moves nothing, is counted and told; the true receipt still ships', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = async () => ({ kind: 'suspicious', codes: ['not-signed'], reasons: ['no signature'], claims: { reference: null, subject: 'Paid, ship: JPY 4,310, invoice GT-42 [K7F3-K29Q]', paid: true } });
  bench.arrive(bankMail(bench));
  await bench.settle();
  t.like(bench.store().order(1), { suspicious: 1, state: { name: 'forwarded' } });
  t.regex(sentTo(bench, HANA)[0]?.mail.subject ?? '', /SUSPICIOUS/);
  t.is(sentTo(bench, 'pack@tea.example').length, 0);
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
  t.is(stateOf(bench), 'shipped');
});

const notice = (bench: Bench, kind: string, code: string | null = null) => async (): Promise<BankMail> => {
  const id = (sentTo(bench, BANK).at(-1)?.mail.messageId ?? '').replace(/[<>]/g, '');
  return { kind: 'notice' as const, notice: kind, reference: 'K7F3-K29Q', code, givesBack: null, inReplyTo: [id], references: [], subject: 'About your forward' };
};

test('a refused forward opens the order again with the bank\'s words; the next forward has the next number', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = notice(bench, 'forward-refused', 'above-ceiling');
  bench.arrive(bankMail(bench, { subject: 'Not taken', text: 'We could not take your forward.\n\nThe total is above what the buyer allowed.\n' }));
  await bench.settle();
  t.like(bench.store().order(1)?.state, { name: 'draft', reason: 'bank-refused', code: 'above-ceiling' });
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  t.regex(textOf(draft), /above what the buyer allowed/);
  t.regex(textOf(draft), /It was forwarded, and the bank did not take it\./);
  t.notRegex(textOf(draft), /Nothing was sent/);
  t.like(bench.store().invoice(42), { standing: false, voidReason: 'above-ceiling' });
  bench.arrive(bench.signed(answerTo(draft, 'SEND'), bench.domains.tea));
  await bench.settle();
  t.is(stateOf(bench), 'forwarded');
  t.like(bench.store().invoice(43), { number: 'GT-43', standing: true });
});

test('what the bank says of a refused forward is said whole, with what to do, and again below an answer that was not taken; no code and no doubt of before stands for it', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order({ text: '2 Sencha 100 g\n\nPassword: maple-7731-crow\nUp to: 2,000 JPY\n' }));
  await bench.settle();
  const [first] = sentTo(bench, HANA);
  if (first === undefined) return t.fail('no draft');
  t.regex(textOf(first), /what the customer allows in the line "Up to:"\. The bank will refuse it: lower the total, or ask the customer for a new order/);
  bench.arrive(bench.signed(answerTo(first, 'SEND\n1 x Sencha 100 g @ 1,080\nShipping 500\nTotal: 1,580 JPY'), bench.domains.tea));
  await bench.settle();
  t.is(stateOf(bench), 'forwarded');
  bench.outside.bankSays = notice(bench, 'forward-refused', 'above-ceiling');
  const read = Array.from({ length: 40 }, (_, at) => `| Line ${at}   not read\n`).join('');
  bench.arrive(bankMail(bench, { subject: 'Not taken', text: `We could not take your forward.\n\nThe total is above what an order without a line "Up to:" may cost here.\n\n${read}\nAsk the customer for a new order with a line "Up to:".\n` }));
  await bench.settle();
  const refused = sentTo(bench, HANA).at(-1);
  if (refused === undefined || refused === first) return t.fail('no second draft');
  const said = /The bank wrote:\n\| We could not take your forward\.[^]*\| Ask the customer for a new order with a line "Up to:"\./;
  t.regex(textOf(refused), said);
  t.notRegex(textOf(refused), /\(above-ceiling\)|what the customer allows/);
  bench.arrive(bench.signed(answerTo(refused, 'What is this?'), bench.domains.tea));
  await bench.settle();
  const again = sentTo(bench, HANA).at(-1);
  if (again === undefined || again === refused) return t.fail('no third draft');
  t.regex(textOf(again), /Your answer was not taken/);
  t.regex(textOf(again), said);
});

test('paid under another reference than that of a forward that was refused before: it ships; a second payment of the same order is told', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = notice(bench, 'forward-refused', 'no-order');
  bench.arrive(bankMail(bench, { subject: 'Not taken' }));
  await bench.settle();
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  bench.arrive(bench.signed(answerTo(draft, 'SEND'), bench.domains.tea));
  await bench.settle();
  t.like(bench.store().order(1), { reference: 'K7F3-K29Q', state: { name: 'forwarded' } });
  bench.outside.bankSays = async () => proved('GT-43', yen(4_310n), 'W2W2-W2W2');
  bench.arrive(bankMail(bench));
  await bench.settle();
  t.like(bench.store().order(1), { reference: 'W2W2-W2W2', state: { name: 'shipped' } });
  t.is(sentTo(bench, 'pack@tea.example').length, 1);
  bench.outside.bankSays = async () => proved('GT-43', yen(4_310n), 'V3V3-V3V3');
  bench.arrive(bankMail(bench));
  await bench.settle();
  t.is(sentTo(bench, 'pack@tea.example').length, 1);
  t.regex(sentTo(bench, HANA)[1]?.mail.subject ?? '', /Look before you ship/);
});

test('a notice about the forward that stands replaces the reference of a refused one; one about an older forward does not', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = notice(bench, 'forward-refused', 'no-order');
  bench.arrive(bankMail(bench, { subject: 'Not taken' }));
  await bench.settle();
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  const first = await notice(bench, 'forward-waiting')();
  bench.arrive(bench.signed(answerTo(draft, 'SEND'), bench.domains.tea));
  await bench.settle();
  const second = await notice(bench, 'forward-waiting')();
  for (const [word, reference] of [[second, 'W2W2-W2W2'], [first, 'V3V3-V3V3']] as const) {
    bench.outside.bankSays = async () => ({ ...word, reference }) as BankMail;
    bench.arrive(bankMail(bench, { subject: 'Waiting' }));
    await bench.settle();
  }
  t.is(bench.store().order(1)?.reference, 'W2W2-W2W2');
});

test('waiting and short funds are noted, an end is told', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  for (const kind of ['forward-waiting', 'funds-short-merchant']) {
    bench.outside.bankSays = notice(bench, kind);
    bench.arrive(bankMail(bench, { subject: kind }));
    await bench.settle();
  }
  t.like(bench.store().order(1), { reference: 'K7F3-K29Q', state: { name: 'forwarded' } });
  bench.outside.bankSays = notice(bench, 'ended-merchant');
  bench.arrive(bankMail(bench, { subject: 'Not completed, do not ship' }));
  await bench.settle();
  t.is(stateOf(bench), 'ended');
  t.regex(sentTo(bench, HANA)[0]?.mail.subject ?? '', /Do not ship/);
  t.deepEqual(bench.store().events(1).map(({ kind }) => kind), ['received', 'priced', 'sent', 'forward-waiting', 'funds-short-merchant', 'ended-merchant', 'sent']);
});

test('a flood of forged mails silences nothing but itself: an end, and a mail that could not be read, are told all the same', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = async () => ({ kind: 'suspicious', codes: ['not-signed'], reasons: ['no signature'], claims: { reference: null, subject: 'Paid, ship', paid: true } });
  for (let index = 0; index < 25; index += 1) bench.arrive(bankMail(bench));
  await bench.settle();
  t.is(sentTo(bench, HANA).length, 20);
  t.is(bench.store().events(null).filter(({ kind }) => kind === 'not-told').length, 5);
  bench.outside.bankSays = notice(bench, 'ended-merchant');
  bench.arrive(bankMail(bench, { subject: 'Not completed, do not ship' }));
  bench.arrive(bench.order({ text: `2 Sencha 100 g\n\nGift note:\nFrom: Takao\nTo: Hana\nDate: 24 Dec 2026\n\nPassword: ${PASSWORD_LOOSE}\n`, messageId: 'gift@buyer.example' }));
  await bench.settle();
  t.deepEqual(sentTo(bench, HANA).slice(20).map(({ mail }) => mail.subject).sort(), ['A mail to you and the bank could not be read', 'Do not ship [Order 1]']);
});

test('a number in somebody\'s name is no invoice: a notice moves the order that it answers, or whose invoice it names', async (t) => {
  const bench = await scene(t, { invoicePrefix: '' });
  for (const index of [1, 2]) bench.arrive(bench.order({ messageId: `order.${index}@buyer.example`, text: `${index} Sencha 100 g\n\nPassword: maple-773${index}-crow\n` }));
  await bench.settle();
  const says = (kind: string, subject: string, references: readonly string[] = []) => async (): Promise<BankMail> => ({ kind: 'notice', notice: kind, reference: null, code: null, givesBack: null, inReplyTo: [], references, subject });
  for (const [word, states] of [
    [says('order-refused-merchant', 'An order that will not work, from Member 42'), ['forwarded', 'forwarded']],
    [says('order-refused-merchant', 'An order that will not work, from Invoice 42'), ['forwarded', 'forwarded']],
    [says('ended-merchant', 'Not completed, do not ship: Member 42'), ['forwarded', 'forwarded']],
    [says('ended-merchant', 'Not completed, do not ship: invoice 42', ['order.2@buyer.example']), ['forwarded', 'ended']],
    [says('ended-merchant', '未完了・発送しないでください：請求書番号 42'), ['ended', 'ended']],
  ] as const) {
    bench.outside.bankSays = word;
    bench.arrive(bankMail(bench));
    await bench.settle();
    t.deepEqual([stateOf(bench, 1), stateOf(bench, 2)], states, JSON.stringify(await word()));
  }
});

test('a forged mail about an order that is proved as paid says that it adds nothing, not that the order must not be shipped', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
  bench.outside.bankSays = async () => ({ kind: 'suspicious', codes: ['not-signed'], reasons: ['no signature'], claims: { reference: null, subject: 'Paid, ship: JPY 4,310, invoice GT-42', paid: true } });
  bench.arrive(bankMail(bench));
  await bench.settle();
  const [told] = sentTo(bench, HANA);
  t.is(told?.mail.subject, 'Suspicious mail about an order that is paid already [Order 1]');
  t.regex(told === undefined ? '' : textOf(told), /already proved as paid[\s\S]*adds nothing/);
  t.like(bench.store().order(1), { suspicious: 1, state: { name: 'shipped' } });
});

test('a webhook that is given up is told without a word on what else has been done', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  const { send } = bench.outside;
  bench.outside.send = async (envelope, bytes) => (envelope.to === 'pack@tea.example' ? { outcome: 'later', reply: '451 busy' } : send(envelope, bytes));
  bench.outside.tell = async ({ kind }) => (kind === 'csv' ? { outcome: 'later', reply: 'EACCES', waitMs: null } : { outcome: 'dead', reply: 'answered 410' });
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
  t.is(stateOf(bench), 'paid');
  const [told] = sentTo(bench, HANA);
  t.regex(told?.mail.subject ?? '', /webhook was not taken/);
  t.regex(told === undefined ? '' : textOf(told), /given up, for the reason below[\s\S]*answered 410/);
  t.notRegex(told === undefined ? '' : textOf(told), /has left|stands in|schedule/);
});
