/** The shop's records on real SQLite: what is durable, what the database itself refuses. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import fc from 'fast-check';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import type { PricedOrder } from '../order/order.ts';
import { openMerchantStore, takeDaemonLock } from './open.ts';
import { STATE_NAMES, TRANSITIONS } from './order-state.ts';
import type { OrderState, StateName } from './order-state.ts';
import { makeSealer } from './sealing.ts';
import type { MerchantStore, NewOrder, OrderDetail } from './store.ts';

const AT = Date.UTC(2026, 10, 21);
const KEY = new Uint8Array(32).fill(7);

type Opened = { readonly path: string; readonly store: MerchantStore; readonly again: () => MerchantStore };

function open(t: ExecutionContext, start = 1): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-shop-store-'));
  const path = join(folder, 'merchant.db');
  const opened: MerchantStore[] = [];
  const again = (): MerchantStore => {
    const store = openMerchantStore({ path, key: KEY, random: randomBytes, begin: { at: AT, invoiceStart: start } });
    opened.push(store);
    return store;
  };
  t.teardown(() => {
    for (const store of opened) store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { path, store: again(), again };
}

const JPY = currencyOf('JPY');
if (JPY === null) throw new Error('JPY is a currency');
const yen = (minor: bigint) => money(JPY, minor);
const PRICED: PricedOrder = { lines: [{ sku: 'S', name: 'Sencha', quantity: 1, unit: yen(1_080n), amount: yen(1_080n), taxRate: 800 }], taxes: [], taxIncluded: true, total: yen(1_080n) };
const DETAIL: OrderDetail = { subject: 'Order', buyerName: null, lines: ['1 Sencha'], leftOut: [], shown: null, apart: [], words: '1 Sencha', upTo: null, reading: null, priced: null, doubts: [] };

function addOrder(store: MerchantStore, name: string): number {
  const { letterId } = store.keepLetter({ bytes: Buffer.from(`mail ${name}`), receivedAt: AT, intake: 'imap', keptAt: AT });
  const order: NewOrder = { identity: name, letterId, buyer: 'takao@buyer.example', messageId: `${name}@buyer.example`, secret: 's', receivedAt: AT, detail: DETAIL, at: AT };
  return store.addOrder(order) ?? 0;
}

const addInvoice = (store: MerchantStore, orderId: number, counter: number): void => store.addInvoice({ counter, number: `GT-${counter}`, orderId, total: yen(1_080n), madeAt: AT, messageId: `f.${counter}@tea.example`, priced: PRICED });

test('the invoice sequence begins where it is told, has no gap, and nothing in it is changed or deleted', (t) => {
  const { store, path } = open(t, 42);
  const [one, two] = [addOrder(store, 'one'), addOrder(store, 'two')];
  t.is(store.nextCounter(), 42);
  t.throws(() => addInvoice(store, one, 43), { message: /out of sequence/ });
  addInvoice(store, one, 42);
  t.throws(() => addInvoice(store, one, 43), { message: /UNIQUE/ }, 'one standing invoice for each order');
  t.throws(() => addInvoice(store, two, 44), { message: /out of sequence/ });
  addInvoice(store, two, 43);
  store.voidInvoice(42, 'refused');
  addInvoice(store, one, 44);
  t.deepEqual(store.invoicesOf(one).map(({ number, standing, voidReason }) => [number, standing, voidReason]), [['GT-42', false, 'refused'], ['GT-44', true, null]]);
  const raw = new DatabaseSync(path);
  t.throws(() => raw.exec('DELETE FROM invoices WHERE counter = 44'), { message: /never deleted/ });
  t.throws(() => raw.exec("UPDATE invoices SET number = 'GT-1' WHERE counter = 44"), { message: /never changed/ });
  t.throws(() => raw.exec('UPDATE invoices SET total_minor = 1 WHERE counter = 44'), { message: /never changed/ });
  store.note({ at: AT, orderId: one, letterId: null, kind: 'priced', detail: '' });
  t.throws(() => raw.exec("UPDATE events SET detail = 'x'"), { message: /never changed/ });
  t.throws(() => raw.exec('DELETE FROM events'), { message: /never deleted/ });
  raw.close();
});

test('whatever transactions fail, the sequence is gapless and what was committed stays', (t) => {
  const { store, again } = open(t);
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (fails) => {
      for (const fail of fails) {
        const order = addOrder(store, `p${Math.random()}`);
        const before = store.nextCounter();
        const work = (): void => {
          addInvoice(store, order, store.nextCounter());
          store.addMail({ messageId: `m${order}@tea.example`, purpose: 'forward', orderId: order, from: 'shop@tea.example', to: 'pay@bank.example', bytes: Buffer.from('x'), at: AT });
          store.move(order, { name: 'forwarding', since: AT, invoice: before });
          if (fail) throw new Error('crash');
        };
        if (fail) t.throws(() => store.atomically(work));
        else store.atomically(work);
        t.is(store.nextCounter(), fail ? before : before + 1);
        t.is(store.mailsOf(order).length, fail ? 0 : 1);
        t.is(store.order(order)?.state.name, fail ? 'read' : 'forwarding');
      }
    }),
    { numRuns: 20 },
  );
  t.is(again().nextCounter(), store.nextCounter());
});

test('amounts up to the largest that the bank knows come back exactly', (t) => {
  const { store } = open(t);
  const order = addOrder(store, 'large');
  const total = yen(9_007_199_254_740_991n);
  store.addInvoice({ counter: 1, number: 'GT-1', orderId: order, total, madeAt: AT, messageId: 'f@tea.example', priced: { ...PRICED, total } });
  t.deepEqual(store.invoice(1)?.total, total);
  t.deepEqual(store.invoice(1)?.priced?.total, total);
});

test('an order goes only the ways of its table, and keeps what its state says', (t) => {
  const { store } = open(t);
  let name = 0;
  const reach: Readonly<Record<StateName, readonly StateName[]>> = { read: [], draft: ['draft'], forwarding: ['forwarding'], forwarded: ['forwarding', 'forwarded'], paid: ['forwarding', 'paid'], shipped: ['forwarding', 'paid', 'shipped'], ended: ['forwarding', 'ended'], dropped: ['draft', 'dropped'] };
  for (const from of STATE_NAMES) {
    for (const to of STATE_NAMES) {
      const order = addOrder(store, `way ${(name += 1)}`);
      const counter = store.nextCounter();
      addInvoice(store, order, counter);
      const states: Readonly<Record<StateName, OrderState>> = {
        read: { name: 'read', since: AT },
        draft: { name: 'draft', since: AT, reason: 'bank-refused', code: 'above-ceiling', draft: 1 },
        forwarding: { name: 'forwarding', since: AT, invoice: counter },
        forwarded: { name: 'forwarded', since: AT, invoice: counter },
        paid: { name: 'paid', since: AT, invoice: counter, reference: 'K7F3-K29Q' },
        shipped: { name: 'shipped', since: AT, invoice: counter, reference: 'K7F3-K29Q' },
        ended: { name: 'ended', since: AT, code: 'no-answer' },
        dropped: { name: 'dropped', since: AT },
      };
      for (const step of reach[from]) store.move(order, states[step]);
      t.deepEqual(store.order(order)?.state, states[from]);
      if (TRANSITIONS[from].includes(to)) {
        store.move(order, states[to]);
        t.deepEqual(store.order(order)?.state, states[to], `${from} to ${to}`);
      } else t.throws(() => store.move(order, states[to]), { message: /no way from/ }, `${from} to ${to}`);
    }
  }
});

test('the README has every state with its ways', (t) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  for (const name of STATE_NAMES) {
    const ways = TRANSITIONS[name].map((to) => `\`${to}\``).join(', ');
    t.true(readme.includes(`| \`${name}\` |`), name);
    t.regex(readme, new RegExp(`\\| \`${name}\` \\|[^\\n]*\\| ${ways === '' ? '—' : ways} \\|`), name);
  }
});

test('letters are kept once and lie sealed; a foreign key or a foreign file is refused', (t) => {
  const { store, path } = open(t);
  const bytes = Buffer.from('Subject: x\r\n\r\nPassword: maple-7731-crow\r\n');
  const kept = store.keepLetter({ bytes, receivedAt: AT, intake: 'lmtp', keptAt: AT });
  t.deepEqual(store.keepLetter({ bytes, receivedAt: AT + 1, intake: 'imap', keptAt: AT + 1 }), { letterId: kept.letterId, duplicate: true });
  t.deepEqual(Buffer.from(store.letter(kept.letterId)?.bytes ?? []), bytes);
  for (const file of [path, `${path}-wal`]) t.false(readFileSync(file).includes('maple'), file);
  const wrong = (key: Uint8Array, file = path) => () => openMerchantStore({ path: file, key, random: randomBytes, begin: null });
  t.throws(wrong(new Uint8Array(32)), { message: /letter key is not the one/ });
  const foreign = `${path}.foreign`;
  new DatabaseSync(foreign).exec('CREATE TABLE other (x)');
  t.throws(wrong(KEY, foreign), { message: /another program/ });
  t.throws(wrong(KEY, `${path}.none`), { message: /empty file/ });
});

function oldDatabase(t: ExecutionContext, migrations: readonly string[]): { readonly path: string; readonly old: DatabaseSync } {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-shop-old-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'merchant.db');
  const old = new DatabaseSync(path);
  for (const name of migrations) old.exec(readFileSync(new URL(`./schema/${name}`, import.meta.url), 'utf8'));
  old.exec('PRAGMA application_id = 1801547105');
  const check = makeSealer(KEY, randomBytes).seal('key-check', Buffer.from('key-check'));
  old.prepare('INSERT INTO meta (only_row, schema_version, key_check, began_at, invoice_start) VALUES (1, ?, ?, ?, 42)').run(migrations.length, check, AT);
  return { path, old };
}

test('a database of the first version is brought up to date, with what is in it', (t) => {
  const { path, old } = oldDatabase(t, ['0001.sql']);
  old.prepare("INSERT INTO events (at, kind, detail) VALUES (?, 'suspicious', 'from takao@buyer.example')").run(AT);
  old.close();
  const store = openMerchantStore({ path, key: KEY, random: randomBytes, begin: null });
  t.is(store.invoiceStart, 42);
  t.is(store.lastErasure(), null);
  t.is(store.erase(AT + 1, AT + 2, 10).words, 1);
  t.deepEqual(store.events(null).map(({ kind, detail }) => [kind, detail]), [['suspicious', '']]);
  store.close();
});

test('what servers had answered of mails that were erased before goes when the database is brought up to date', (t) => {
  const { path, old } = oldDatabase(t, ['0001.sql', '0002.sql', '0003.sql', '0004.sql', '0005.sql']);
  const mail = old.prepare("INSERT INTO outbox (message_id, purpose, mail_from, rcpt_to, sealed, state, next_try_at, made_at, ended_at, reply, erased_at) VALUES (?, 'tell', '', '', x'00', 'sent', 0, 0, 0, '250 takao@buyer.example', ?)");
  for (const [id, erasedAt] of [['erased', AT], ['kept', null]] as const) mail.run(id, erasedAt);
  old.close();
  openMerchantStore({ path, key: KEY, random: randomBytes, begin: null }).close();
  const now = new DatabaseSync(path);
  t.deepEqual(now.prepare('SELECT reply FROM outbox ORDER BY message_id').all().map(({ reply }) => reply), ['', '250 takao@buyer.example']);
  now.close();
});

test('a sealed value opens under its own label and key alone, to the last bit', (t) => {
  const sealer = makeSealer(KEY, randomBytes);
  const sealed = sealer.seal('letter:1', Buffer.from('secret'));
  t.is(Buffer.from(sealer.open('letter:1', sealed)).toString(), 'secret');
  t.throws(() => sealer.open('letter:2', sealed));
  t.throws(() => makeSealer(new Uint8Array(32), randomBytes).open('letter:1', sealed));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    t.throws(() => sealer.open('letter:1', changed), undefined, `byte ${at}`);
  }
  t.throws(() => makeSealer(new Uint8Array(31), randomBytes), { instanceOf: RangeError });
});

test('one daemon to a database; the lock goes with its holder', (t) => {
  const { path } = open(t);
  const first = takeDaemonLock(path);
  t.is(takeDaemonLock(path), null);
  first?.();
  const second = takeDaemonLock(path);
  t.not(second, null);
  second?.();
});

test('a mail and a telling have one name: a second one of it is left out', (t) => {
  const { store } = open(t);
  const order = addOrder(store, 'one');
  const mail = { messageId: 'm@tea.example', purpose: 'ship' as const, orderId: order, from: 'a@tea.example', to: 'b@tea.example', bytes: Buffer.from('first'), at: AT };
  t.true(store.addMail(mail));
  t.false(store.addMail({ ...mail, bytes: Buffer.from('second') }));
  t.is(Buffer.from(store.dueMails(AT, 10)[0]?.bytes ?? []).toString(), 'first');
  const telling = { orderId: order, kind: 'csv' as const, key: 'csv:K7F3-K29Q', payload: '{}', at: AT };
  t.true(store.addTelling(telling));
  t.false(store.addTelling(telling));
  t.false(store.addTelling({ ...telling, key: 'other' }), 'one of a kind for each order');
  t.true(store.isOwnMessage('m@tea.example'));
  t.is(store.nextDueAt(), AT);
});

test('what was put off under a clock that was ahead is due once it is set right', (t) => {
  const { store } = open(t);
  const [hour, year] = [3_600_000, 365 * 86_400_000];
  const order = addOrder(store, 'one');
  const { letterId } = store.keepLetter({ bytes: Buffer.from('ahead'), receivedAt: AT, intake: 'imap', keptAt: AT });
  store.addMail({ messageId: 'm@tea.example', purpose: 'tell', orderId: null, from: 'a@tea.example', to: 'b@tea.example', bytes: Buffer.from('x'), at: AT + year });
  store.addTelling({ orderId: order, kind: 'webhook', key: 'paid:K7F3-K29Q', payload: '{}', at: AT });
  const [telling] = store.dueTellings(AT, 10);
  const due = (now: number): readonly boolean[] => [store.dueLetters(now, 10).some(({ id }) => id === letterId), store.dueMails(now, 10).length === 1, store.dueTellings(now, 10).length === 1];
  store.postponeLetter(letterId, AT + year);
  store.tellingLater(telling?.id ?? 0, AT + year, '');
  t.deepEqual(due(AT + hour), [true, true, true]);
  t.deepEqual(due(AT + year - hour), [false, false, false], 'a wait as it is meant');
  t.deepEqual(due(AT + year), [true, true, true]);
});
