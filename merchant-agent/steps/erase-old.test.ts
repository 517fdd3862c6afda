/** What is erased when its time is over, on real SQLite and with a clock that is moved. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { BANK, bankMail, openBench, proved, sentTo, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const DAY = 86_400_000;

async function scene(t: ExecutionContext): Promise<Bench> {
  const bench = await openBench();
  t.teardown(bench.stop);
  return bench;
}

/** So long a time passes in which nothing was erased: a jump is believed after a day. */
async function pass(bench: Bench, days: number): Promise<void> {
  bench.advance((days - 1) * DAY);
  await bench.settle();
  bench.advance(DAY);
  await bench.settle();
}

/** An order that was forwarded, paid and shipped. */
async function shipped(bench: Bench): Promise<void> {
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
}

test('400 days after it was shipped: the customer\'s data goes, numbers, dates, goods and sums stay', async (t) => {
  const bench = await scene(t);
  const { send, tell } = bench.outside;
  bench.outside.send = async (envelope, bytes) => ({ ...(await send(envelope, bytes)), reply: '250 taken: Takao Sasaki <takao@buyer.example>' });
  bench.outside.tell = async (telling) => ({ ...(await tell(telling)), outcome: 'done', reply: 'thanks, takao@buyer.example' });
  await shipped(bench);
  const before = bench.store().order(1);
  t.is(before?.state.name, 'shipped');
  await pass(bench, 399);
  t.like(bench.store().order(1), { buyer: 'takao@buyer.example', detail: { subject: 'Order' } }, 'not a day too early');
  bench.advance(2 * DAY);
  await bench.settle();
  const store = bench.store();
  const order = store.order(1);
  t.like(order, { buyer: '', messageId: null, secret: null, reference: before?.reference ?? '', state: before?.state });
  t.deepEqual(order?.detail, { subject: '', buyerName: null, lines: [], leftOut: [], shown: null, apart: [], words: '', upTo: null, reading: null, priced: before?.detail.priced ?? null, doubts: [] });
  t.is(store.letter(1)?.bytes?.length, 0);
  t.is(store.letter(2)?.bytes?.length, 0, 'the receipt names the customer too');
  t.deepEqual(store.invoicesOf(1).map(({ number, total, standing }) => [number, total, standing]), [['GT-42', yen(4_310n), true]]);
  t.true(store.mailsOf(1).every(({ state }) => state === 'sent'));
  t.deepEqual(store.tellingsOf(1).map(({ kind, payload }) => [kind, payload]), [['csv', '{}'], ['webhook', '{}']]);
  t.true(store.events(1).length > 2);
  t.true(store.events(1).every(({ detail }) => detail === ''));
  t.deepEqual(store.erasable(Number.MAX_SAFE_INTEGER), { orders: 0, letters: 0, mails: 0, tellings: 0, words: 0 });
  t.deepEqual([...store.mailsOf(1), ...store.tellingsOf(1)].map(({ reply }) => reply).filter((reply) => reply !== ''), [], 'nor what servers answered');
  for (const file of ['merchant.db', 'merchant.db-wal']) t.false(readFileSync(join(bench.folder, file)).includes('takao@'), `nor in pages that were freed, nor in the log: ${file}`);
});

test('the same mail once more is known after it was erased', async (t) => {
  const bench = await scene(t);
  const order = bench.order();
  bench.arrive(order);
  await bench.settle();
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
  await pass(bench, 401);
  bench.arrive(order);
  await bench.settle();
  t.is(bench.store().orders(['read', 'draft', 'forwarding', 'forwarded'], 10).length, 0);
  t.is(sentTo(bench, BANK).length, 1);
});

test('what is open is not erased: an order that waits for its catalogue, a mail that waits to be sent', async (t) => {
  const bench = await scene(t);
  bench.outside.catalogue = async () => ({ ok: false, trouble: 'gone' });
  bench.arrive(bench.order());
  await bench.settle();
  t.is(bench.store().order(1)?.state.name, 'read');
  bench.store().addMail({ messageId: 'waits@tea.example', purpose: 'tell', orderId: null, from: 'a@tea.example', to: 'b@tea.example', bytes: Buffer.from('words'), at: 0 });
  bench.outside.send = async () => ({ outcome: 'later', reply: '451 busy' });
  await pass(bench, 800);
  t.like(bench.store().order(1), { buyer: 'takao@buyer.example', state: { name: 'read' } });
  t.true((bench.store().letter(1)?.bytes?.length ?? 0) > 0);
  t.is(bench.store().erasable(Number.MAX_SAFE_INTEGER).mails, 0);
});

test('a draft that nobody answers, and a forward of which the bank says nothing, end when their time is over', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.arrive(bench.order({ messageId: 'o2@buyer.example', text: '1 flying carpet\n\nPassword: heron-4412-pine\n' }));
  await bench.settle();
  t.deepEqual([1, 2].map((id) => bench.store().order(id)?.state.name), ['forwarded', 'draft']);
  await pass(bench, 401);
  t.like(bench.store().order(1), { buyer: '', state: { name: 'ended', code: 'no-word' } });
  t.like(bench.store().order(2), { buyer: '', state: { name: 'dropped' } });
});

test('once a day, in small batches, until nothing is left', async (t) => {
  const bench = await scene(t);
  const store = bench.store();
  const at = Date.UTC(2026, 10, 21);
  for (let number = 0; number < 120; number += 1) {
    const { letterId } = store.keepLetter({ bytes: Buffer.from(`mail ${number}`), receivedAt: at, intake: 'imap', keptAt: at });
    store.endLetter(letterId, 'suspicious', null);
  }
  await bench.settle();
  t.is(store.erasable(at + DAY).letters, 120);
  await pass(bench, 402);
  const erased = bench.events.filter(({ event }) => event === 'erased').map(({ fields }) => fields['letters']);
  t.deepEqual(erased, [50, 50, 20]);
  const { letterId } = store.keepLetter({ bytes: Buffer.from('one more'), receivedAt: at, intake: 'imap', keptAt: at });
  store.endLetter(letterId, 'suspicious', null);
  bench.advance(DAY - 60_000);
  await bench.settle();
  t.is(store.erasable(at + DAY).letters, 1, 'not before the next day');
  bench.advance(2 * 60_000);
  await bench.settle();
  t.is(store.erasable(at + DAY).letters, 0);
});

test('a clock that jumps ahead by years erases and drops nothing, but alarms; set right, all is as before', async (t) => {
  const bench = await scene(t);
  await shipped(bench);
  bench.arrive(bench.order({ messageId: 'o2@buyer.example', text: '1 flying carpet\n\nPassword: heron-4412-pine\n' }));
  await bench.settle();
  bench.advance(3 * 365 * DAY);
  await bench.settle();
  bench.arrive(bench.order({ messageId: 'o3@buyer.example', text: '1 flying carpet\n\nPassword: birch-1234-owl\n' }));
  bench.restart();
  await bench.settle();
  t.like(bench.store().order(1), { buyer: 'takao@buyer.example', state: { name: 'shipped' } });
  t.like(bench.store().order(2), { state: { name: 'draft' } });
  t.is(bench.events.filter(({ event }) => event === 'clock-jumped').length, 1);
  bench.advance(-3 * 365 * DAY + 2 * DAY);
  await bench.settle();
  bench.advance(DAY);
  await bench.settle();
  t.like(bench.store().order(2), { state: { name: 'draft' } });
  bench.advance(3 * 365 * DAY);
  await bench.settle();
  t.like(bench.store().order(1), { buyer: 'takao@buyer.example' }, 'the next jump is doubted anew');
});

test('a machine that was off for weeks erases a day later, also where it is started anew each time', async (t) => {
  const bench = await scene(t);
  await shipped(bench);
  bench.advance(500 * DAY);
  await bench.settle();
  bench.advance(DAY / 2);
  bench.restart();
  await bench.settle();
  t.like(bench.store().order(1), { buyer: 'takao@buyer.example' });
  bench.advance(DAY / 2);
  bench.restart();
  await bench.settle();
  t.like(bench.store().order(1), { buyer: '' });
});

test('the database itself lets nothing of the history be changed but its words be taken away', async (t) => {
  const bench = await scene(t);
  await shipped(bench);
  const raw = new DatabaseSync(join(bench.folder, 'merchant.db'));
  t.teardown(() => raw.close());
  for (const change of ["detail = 'other'", "kind = 'paid'", "at = 0, detail = ''", "order_id = NULL, detail = ''"]) t.throws(() => raw.exec(`UPDATE events SET ${change}`), { message: /never changed/ }, change);
  raw.exec("UPDATE events SET detail = ''");
  t.throws(() => raw.exec('DELETE FROM events'), { message: /never deleted/ });
});
