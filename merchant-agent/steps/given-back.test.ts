/** What was paid is given back before, while and after it is told to ship. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { BankMail } from '../receipt/bank-mail.ts';
import { BANK, bankMail, HANA, openBench, proved, sentTo, textOf, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const PACK = 'pack@tea.example';

async function forwarded(t: ExecutionContext): Promise<Bench> {
  const bench = await openBench();
  t.teardown(bench.stop);
  bench.arrive(bench.order());
  await bench.settle();
  return bench;
}

async function says(bench: Bench, word: BankMail, text = 'Paid.\n'): Promise<void> {
  bench.outside.bankSays = async () => word;
  bench.arrive(bankMail(bench, { text }));
  await bench.settle();
}

const PAID = proved('GT-42', yen(4_310n));
const back = (notice: 'refund-receipt' | 'dispute-closed', givesBack: 'all' | 'part' | 'unsaid' | null, reference = 'K7F3-K29Q'): BankMail => ({ kind: 'notice', notice, reference, code: null, givesBack, inReplyTo: [], references: [], subject: 'JPY 4,310 was given back' });

/** The warehouse's server defers, the file is locked and the webhook's receiver is away: what is owed waits. */
function waiting(bench: Bench): () => void {
  const { send, tell } = bench.outside;
  bench.outside.send = async (envelope, bytes) => (envelope.to === PACK ? { outcome: 'later', reply: '451 greylisted' } : send(envelope, bytes));
  bench.outside.tell = async () => ({ outcome: 'later', reply: 'answered 503', waitMs: 60_000 });
  return () => Object.assign(bench.outside, { send, tell });
}

const stateOf = (bench: Bench): unknown => bench.store().order(1)?.state;
const later = async (bench: Bench): Promise<void> => {
  bench.advance(3 * 3_600_000);
  await bench.settle();
};

for (const notice of ['refund-receipt', 'dispute-closed'] as const) {
  test(`${notice} before the telling is done: nothing is told to ship any more, and both read that nothing must be shipped`, async (t) => {
    const bench = await forwarded(t);
    const goOn = waiting(bench);
    await says(bench, PAID);
    t.like(stateOf(bench), { name: 'paid' });
    await says(bench, back(notice, 'all'), 'Everything was given back to the customer.\n');
    goOn();
    await later(bench);
    t.like(stateOf(bench), { name: 'ended', code: 'given-back' });
    t.deepEqual(bench.told, []);
    t.deepEqual(sentTo(bench, PACK).map(({ mail }) => mail.subject), ['Do not ship, the money was given back [Order 1]']);
    t.deepEqual(sentTo(bench, HANA).map(({ mail }) => mail.subject), ['Do not ship, the money was given back [Order 1]']);
    t.regex(sentTo(bench, HANA).map(textOf).join(), /mail to ship to pack@tea\.example: tried[\s\S]*Everything was given back/);
    await says(bench, PAID);
    await says(bench, back(notice === 'refund-receipt' ? 'dispute-closed' : 'refund-receipt', 'all'));
    await later(bench);
    t.like(stateOf(bench), { name: 'ended', code: 'given-back' }, 'the receipt once more ships nothing');
    t.is(bench.sent.filter(({ to }) => to !== BANK).length, 2, 'told once');
  });
}

test('a shipped order: the webhook that still waits ends, and both are told', async (t) => {
  const bench = await forwarded(t);
  const { tell } = bench.outside;
  bench.outside.tell = async (telling) => (telling.kind === 'webhook' ? { outcome: 'later', reply: 'answered 503', waitMs: 60_000 } : tell(telling));
  await says(bench, PAID);
  t.like(stateOf(bench), { name: 'shipped' });
  await says(bench, back('refund-receipt', 'all'));
  bench.outside.tell = tell;
  await later(bench);
  t.like(stateOf(bench), { name: 'shipped' });
  t.deepEqual(bench.told.map(({ kind }) => kind), ['csv']);
  t.is(sentTo(bench, PACK).length, 2);
  t.regex(sentTo(bench, HANA).map(textOf).join(), /mail to ship to pack@tea\.example: sent[\s\S]*orders\.csv: told[\s\S]*webhook: tried/);
});

test('a part of it, a rejected dispute, or another payment of the order stops nothing', async (t) => {
  const bench = await forwarded(t);
  const goOn = waiting(bench);
  await says(bench, PAID);
  await says(bench, back('refund-receipt', 'part'));
  await says(bench, back('dispute-closed', null));
  await says(bench, back('refund-receipt', 'all', 'ZZZZ-ZZZZ'));
  goOn();
  await later(bench);
  t.like(stateOf(bench), { name: 'shipped' });
  t.deepEqual(sentTo(bench, PACK).map(({ mail }) => mail.subject), ['Ship: invoice GT-42 [K7F3-K29Q]']);
  t.deepEqual(sentTo(bench, HANA).map(({ mail }) => mail.subject), ['A part of the money was given back [Order 1]']);
});

test('a dispute upheld for a part: the rest is paid, and ships', async (t) => {
  const bench = await forwarded(t);
  const goOn = waiting(bench);
  await says(bench, PAID);
  await says(bench, back('dispute-closed', 'part'), 'It was upheld: JPY 1,080 goes back to the buyer.\n');
  goOn();
  await says(bench, PAID);
  await later(bench);
  t.like(stateOf(bench), { name: 'shipped' });
  t.deepEqual(sentTo(bench, PACK).map(({ mail }) => mail.subject), ['Ship: invoice GT-42 [K7F3-K29Q]']);
  t.deepEqual(sentTo(bench, HANA).map(({ mail }) => mail.subject), ['A part of the money was given back [Order 1]']);
});

test('a dispute upheld, nobody says for how much: nothing ships, and the shopkeeper reads that a rest may be theirs to ship', async (t) => {
  const bench = await forwarded(t);
  const goOn = waiting(bench);
  await says(bench, PAID);
  await says(bench, back('dispute-closed', 'unsaid'), 'It was upheld: JPY 1,080 goes back to the buyer.\n');
  await says(bench, back('refund-receipt', 'part'));
  goOn();
  await later(bench);
  t.like(stateOf(bench), { name: 'ended', code: 'given-back' });
  t.deepEqual(bench.told, []);
  t.deepEqual(sentTo(bench, PACK).map(({ mail }) => mail.subject), ['Look before you ship: a dispute was decided for the customer [Order 1]']);
  t.regex(sentTo(bench, HANA).map(textOf).join(), /It was upheld: JPY 1,080 goes back/);
  await says(bench, back('refund-receipt', 'all'));
  t.is(sentTo(bench, HANA).at(-1)?.mail.subject, 'Do not ship, the money was given back [Order 1]');
});

test('a receipt that comes, or is proved, after the money went back ships nothing', async (t) => {
  const bench = await forwarded(t);
  await says(bench, back('refund-receipt', 'all'));
  t.like(stateOf(bench), { name: 'forwarded' });
  await says(bench, PAID);
  await later(bench);
  t.like(stateOf(bench), { name: 'ended', code: 'given-back' });
  t.deepEqual(bench.told, []);
  t.is(sentTo(bench, PACK).length, 0);
});
