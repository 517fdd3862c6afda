/** Rows of the database that do not open any more, on a real SQLite file: each is set aside and told, and everything else goes on. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { tellDamaged } from './damaged.ts';
import { answerTo, BANK, bankMail, HANA, openBench, ORDER_TEXT, proved, sentTo, SHOP, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

async function scene(t: ExecutionContext, shop: Parameters<typeof openBench>[0] = {}): Promise<Bench> {
  const bench = await openBench(shop);
  t.teardown(bench.stop);
  return bench;
}

/** One byte in the middle of what was sealed. */
function damage(bench: Bench, table: string, where = 'true'): void {
  const database = new DatabaseSync(join(bench.folder, 'merchant.db'), { timeout: 5_000 });
  database.exec('DROP TRIGGER IF EXISTS invoices_fixed');
  const rows = database.prepare(`SELECT rowid AS row, sealed FROM ${table} WHERE ${where}`).all();
  if (rows.length === 0) throw new Error(`nothing to damage in ${table}`);
  for (const { row, sealed } of rows) {
    if (!(sealed instanceof Uint8Array) || typeof row !== 'number') throw new Error('no sealed row');
    const bytes = Uint8Array.from(sealed);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    database.prepare(`UPDATE ${table} SET sealed = ? WHERE rowid = ?`).run(bytes, row);
  }
  database.close();
}

const another = (bench: Bench, n: number): Buffer => bench.order({ text: ORDER_TEXT.replace('maple-7731-crow', `maple-773${n}-crow`), messageId: `another-${n}@buyer.example` });
const subjects = (bench: Bench): readonly string[] => sentTo(bench, HANA).map(({ mail }) => mail.subject ?? '');
const stateOf = (bench: Bench, id: number): string | undefined => bench.store().order(id)?.state.name;

for (const [table, name] of [['orders', 'what was read of it'], ['letters', 'its mail']] as const) {
  test(`an order waits to be priced, and ${name} does not open: it is told and never forwarded, the next one is`, async (t) => {
    const bench = await scene(t);
    const { catalogue } = bench.outside;
    bench.outside.catalogue = async () => ({ ok: false, trouble: 'not there' });
    bench.arrive(bench.order());
    await bench.settle();
    t.is(stateOf(bench, 1), 'read');
    damage(bench, table, 'id = 1');
    bench.outside.catalogue = catalogue;
    bench.restart();
    bench.arrive(another(bench, 2));
    await bench.settle();
    t.is(stateOf(bench, 1), 'draft');
    t.is(stateOf(bench, 2), 'forwarded');
    t.is(sentTo(bench, BANK).length, 1);
    t.deepEqual(subjects(bench), ['An order needs you: what was kept of it is damaged [Order 1]']);
    t.deepEqual(bench.store().damage()[table], [1]);
    await bench.settle();
    t.is(subjects(bench).length, 1, 'told once');
  });
}

test('a letter that was kept and does not open is set aside and told; a mail to send is not sent, and told', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  damage(bench, 'letters');
  bench.arrive(another(bench, 2));
  await bench.settle();
  t.is(bench.store().counts().lettersSetAside, 1);
  t.deepEqual(subjects(bench), ['A mail to you and the bank could not be read']);
  t.is(sentTo(bench, BANK).length, 1);
});

test('a forward, a draft and a webhook that do not open: the forward is made anew by a draft, of the others a person hears', async (t) => {
  const bench = await scene(t);
  const { send } = bench.outside;
  bench.outside.send = async () => ({ outcome: 'later', reply: '451 not now' });
  bench.arrive(bench.order());
  bench.arrive(bench.order({ text: 'a flying carpet\n\nPassword: maple-7739-crow\n', messageId: 'carpet@buyer.example' }));
  await bench.settle();
  damage(bench, 'outbox');
  bench.outside.send = send;
  bench.advance(7_200_000);
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 0);
  t.is(stateOf(bench, 1), 'draft');
  t.deepEqual(bench.store().invoicesOf(1).map(({ standing }) => standing), [false]);
  t.deepEqual([...subjects(bench)].sort(), ['A mail of this program was lost [Order 2]', 'Your decision: order 1 of takao@buyer.example'].sort());
});

test('the answer SEND to a draft of an order that is damaged since forwards nothing', async (t) => {
  const bench = await scene(t, { mode: 'ask' });
  bench.arrive(bench.order());
  await bench.settle();
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  damage(bench, 'orders');
  bench.restart();
  bench.arrive(bench.signed(answerTo(draft, 'SEND\n2 Sencha 100 g 2,160\nTotal: 2,160 JPY\n'), bench.domains.tea));
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 0);
  t.is(subjects(bench).at(-1), 'An order needs you: what was kept of it is damaged [Order 1]');
});

test('damaged while the bank asks: it is told at the start, and the receipt is laid before a person; where only the invoice is, it ships', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  bench.arrive(another(bench, 2));
  await bench.settle();
  t.is(stateOf(bench, 2), 'forwarded');
  damage(bench, 'orders', 'id = 1');
  damage(bench, 'invoices', 'order_id = 2');
  bench.restart();
  await tellDamaged(bench.parts());
  await tellDamaged(bench.parts());
  await bench.settle();
  t.deepEqual(subjects(bench), ['An order needs you: what was kept of it is damaged [Order 1]']);
  for (const number of ['GT-42', 'GT-43']) {
    bench.outside.bankSays = async () => proved(number, yen(4_310n));
    bench.arrive(bankMail(bench, { messageId: `${number}@bank.example` }));
    await bench.settle();
  }
  t.is(subjects(bench).at(-1), 'Paid: ship this order yourself [Order 1]');
  t.is(stateOf(bench, 1), 'forwarded');
  t.is(stateOf(bench, 2), 'shipped');
  t.deepEqual(sentTo(bench, 'pack@tea.example').length, 1);
  t.deepEqual(bench.store().damage(), { orders: [1], invoices: ['GT-43'], letters: [], mails: [], tellings: [] });
});

test('a line of orders.csv that does not open is given up and told; its order still has its mail to ship', async (t) => {
  const bench = await scene(t);
  bench.outside.tell = async () => ({ outcome: 'later', reply: 'full disk', waitMs: 1_000 });
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
  damage(bench, 'tellings');
  bench.advance(7_200_000);
  await bench.settle();
  t.is(bench.store().counts().tellingsDead, 2);
  t.is(sentTo(bench, 'pack@tea.example').length, 1);
  t.true(subjects(bench).every((subject) => subject.startsWith('The webhook was not taken')));
  t.is(sentTo(bench, SHOP).length, 0);
});

test('what is damaged is erased with all else when its time is over', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order());
  await bench.settle();
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(bankMail(bench));
  await bench.settle();
  damage(bench, 'orders');
  bench.advance(401 * 86_400_000);
  await bench.settle();
  bench.advance(2 * 86_400_000);
  await bench.settle();
  t.like(bench.store().order(1), { buyer: '', opens: true, state: { name: 'shipped' } });
});

test('a forward that waits for the mail server is not sent once its order does not open: the shopkeeper has been told to do it by hand', async (t) => {
  const bench = await scene(t);
  const { send } = bench.outside;
  bench.outside.send = async () => ({ outcome: 'later', reply: '451 not now' });
  bench.arrive(bench.order());
  await bench.settle();
  t.is(stateOf(bench, 1), 'forwarding');
  damage(bench, 'orders');
  bench.restart();
  bench.outside.send = send;
  await tellDamaged(bench.parts());
  bench.advance(7_200_000);
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 0);
  t.is(stateOf(bench, 1), 'draft');
  t.is(sentTo(bench, HANA).length, 1);
});
