/** Receipts that can't be proved now: DNS is out, or the policy file does not name the new year's log. The customer has paid all the same. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { BankMail } from '../receipt/bank-mail.ts';
import { bankMail, HANA, openBench, proved, sentTo, textOf, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const HOUR = 3_600_000;

async function forwarded(t: ExecutionContext, orders = 1): Promise<Bench> {
  const bench = await openBench();
  t.teardown(bench.stop);
  for (let index = 0; index < orders; index += 1) bench.arrive(bench.order({ messageId: `order.${index}@buyer.example`, text: `2 Sencha 100 g\n1 Bamboo whisk\n\nPassword: maple-${7_731 + index}-crow\n` }));
  await bench.settle();
  return bench;
}

const unanswered = (invoice: number | null, cause: 'dns' | 'policy' = 'dns'): BankMail => ({
  kind: 'retry', cause, reason: cause === 'dns' ? 'DNS does not answer for bank.example' : 'The proof is of a board that your policy file does not name: board.bank.example/board/2027.',
  claims: { reference: 'K7F3-K29Q', subject: invoice === null ? 'Opening hours' : `Paid, ship: JPY 4,310, invoice GT-${invoice} [K7F3-K29Q]`, paid: invoice !== null },
});

async function hours(bench: Bench, count: number): Promise<void> {
  for (let hour = 0; hour < count; hour += 1) {
    await bench.settle();
    bench.advance(HOUR * 1.3);
  }
  await bench.settle();
}

const subjects = (bench: Bench): readonly string[] => sentTo(bench, HANA).map(({ mail }) => mail.subject ?? '');

test('a receipt that lay in the mailbox overnight is not told for one DNS timeout', async (t) => {
  const bench = await forwarded(t);
  bench.outside.bankSays = async () => unanswered(42);
  bench.store().keepLetter({ bytes: bankMail(bench), receivedAt: bench.parts().now() - 12 * HOUR, intake: 'imap', keptAt: bench.parts().now() });
  await bench.settle();
  t.is(sentTo(bench, HANA).length, 0);
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.advance(60_000);
  await bench.settle();
  t.is(bench.store().order(1)?.state.name, 'shipped');
  t.is(sentTo(bench, HANA).length, 0);
});

test('a day without DNS: told once, with what the mail says, and not as suspicious; the receipt ships when DNS is back', async (t) => {
  const bench = await forwarded(t);
  bench.outside.bankSays = async () => unanswered(42);
  bench.arrive(bankMail(bench));
  await hours(bench, 30);
  t.deepEqual(subjects(bench), ['Paid, as a mail says, but not proved yet: do not ship [Order 1]']);
  const [told] = sentTo(bench, HANA);
  t.regex(told === undefined ? '' : textOf(told), /do not ship[\s\S]*DNS does not answer[\s\S]*invoice GT-42 \[K7F3-K29Q\]/i);
  t.like(bench.store().order(1), { suspicious: 0, state: { name: 'forwarded' } });
  t.is(bench.store().events(1).filter(({ kind }) => kind === 'not-proved').length, 1);
  t.is(sentTo(bench, 'pack@tea.example').length, 0);
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  await hours(bench, 2);
  t.is(bench.store().order(1)?.state.name, 'shipped');
});

test('without DNS every paid order is told, however many they are; what names no order of ours is bounded', async (t) => {
  const bench = await forwarded(t, 24);
  let mail = 0;
  const says = new Map<string, BankMail>();
  bench.outside.bankSays = async (bytes) => says.get(Buffer.from(bytes).toString('latin1')) ?? { kind: 'other' };
  for (let index = 0; index < 24; index += 1) {
    for (const word of [unanswered(42 + index), unanswered(42 + index), unanswered(null)]) {
      const bytes = bankMail(bench, { messageId: `n.${(mail += 1)}@bank.example` });
      says.set(bytes.toString('latin1'), { ...word, ...(word.kind === 'retry' ? { claims: { ...word.claims, reference: null } } : {}) } as BankMail);
      bench.arrive(bytes);
    }
  }
  await hours(bench, 12);
  t.is(subjects(bench).filter((subject) => subject.startsWith('Paid, as a mail says')).length, 24);
  t.is(new Set(subjects(bench)).size, 25);
  t.is(subjects(bench).filter((subject) => subject.includes('can not be checked yet')).length, 20);
});

test('what a week has not proved is suspicious, and marks the order that it names', async (t) => {
  const bench = await forwarded(t);
  bench.outside.bankSays = async () => unanswered(42);
  bench.arrive(bankMail(bench));
  await hours(bench, 150);
  t.deepEqual(subjects(bench).slice(1), ['SUSPICIOUS, do not ship [Order 1]']);
  t.is(bench.store().order(1)?.suspicious, 1);
});

test('a log that the policy file lacks is told at once; the receipt ships when the file names it', async (t) => {
  const bench = await forwarded(t);
  bench.outside.bankSays = async () => unanswered(42, 'policy');
  bench.arrive(bankMail(bench));
  await bench.settle();
  t.deepEqual(subjects(bench), ['Paid, as a mail says, but not proved yet: do not ship [Order 1]']);
  t.regex(textOf(sentTo(bench, HANA)[0] ?? t.fail()), /policy file does not name: board\.bank\.example\/board\/2027/);
  await hours(bench, 20);
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  await hours(bench, 2);
  t.is(bench.store().order(1)?.state.name, 'shipped');
  t.is(subjects(bench).length, 1);
});
