/**
 * Every durable step of an order's life broken once, in two ways: it did not happen, or it happened and was reported as failed. The process then ends and
 * starts again. Whatever was broken: one invoice number, one forward, one shipping.
 */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Parts } from './parts.ts';
import type { Shop } from './shop.ts';
import { answerTo, BANK, bankMail, HANA, openBench, proved, sentTo, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

class Crash extends Error {}

type Way = 'not done' | 'done, reported failed';

/** Counts durable steps; the `at`-th of them breaks. */
function breaking(at: number, way: Way) {
  let count = 0;
  const isBroken = (): boolean => (count += 1) === at;
  const wrap = (parts: Parts): Parts => ({
    ...parts,
    store: {
      ...parts.store,
      atomically: (work) => {
        if (!isBroken()) return parts.store.atomically(work);
        if (way === 'done, reported failed') parts.store.atomically(work);
        throw new Crash(`transaction ${way}`);
      },
    },
    send: async (envelope, bytes) => {
      if (!isBroken()) return parts.send(envelope, bytes);
      if (way === 'done, reported failed') await parts.send(envelope, bytes);
      // A server that hangs up behind the last byte, and a process that dies in the middle: both must do no harm.
      if (at % 2 === 0) throw new Crash(`mail ${way}`);
      return { outcome: 'unsent', reply: 'connection lost' };
    },
    tell: async (telling) => {
      if (!isBroken()) return parts.tell(telling);
      if (way === 'done, reported failed') await parts.tell(telling);
      if (at % 2 === 0) throw new Crash(`telling ${way}`);
      return { outcome: 'later', reply: 'no answer', waitMs: 1_000 };
    },
  });
  return { wrap, count: () => count };
}

type Scene = { readonly bench: Bench };

/** Settles; where the process ends, it starts again and settles once more. */
async function live({ bench }: Scene): Promise<void> {
  for (let tries = 0; tries < 4; tries += 1) {
    try {
      await bench.settle();
      // What was put off is due again.
      bench.advance(7_200_000);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      bench.restart();
    }
  }
}

async function liveOrder(bench: Bench, mode: Shop['mode'], receipt: Buffer): Promise<void> {
  const scene: Scene = { bench };
  const order = bench.order({ date: Date.UTC(2026, 10, 21, 12) });
  bench.arrive(order);
  await live(scene);
  // A watcher whose cursor was lost brings everything again.
  bench.arrive(order);
  if (mode === 'ask') {
    const draft = sentTo(bench, HANA)[0];
    if (draft !== undefined) {
      const answer = bench.signed(answerTo(draft, 'SEND', { date: Date.UTC(2026, 10, 21, 14) }), bench.domains.tea);
      bench.arrive(answer);
      bench.arrive(answer);
    }
    await live(scene);
  }
  if (bench.store().order(1)?.state.name !== 'forwarded') throw new Error('the forward was sent, and the order does not know it');
  bench.outside.bankSays = async () => proved('GT-42', yen(4_310n));
  bench.arrive(receipt);
  await live(scene);
  bench.arrive(receipt);
  await live(scene);
}

function check(t: ExecutionContext, bench: Bench, what: string): void {
  const store = bench.store();
  t.is(store.order(1)?.state.name, 'shipped', what);
  t.is(store.nextCounter(), 43, `${what}: one invoice number`);
  t.deepEqual(store.invoicesOf(1).map(({ number, standing }) => [number, standing]), [['GT-42', true]], what);
  for (const to of [BANK, 'pack@tea.example']) {
    const mails = sentTo(bench, to);
    t.is(new Set(mails.map(({ mail }) => mail.messageId)).size, 1, `${what}: one mail to ${to}`);
    t.is(new Set(mails.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))).size, 1, `${what}: the same bytes at every try`);
  }
  for (const purpose of ['forward', 'ship']) t.is(store.mailsOf(1).filter((mail) => mail.purpose === purpose).length, 1, `${what}: one ${purpose}`);
  t.deepEqual([...new Set(bench.told.map(({ key }) => key))].sort(), ['csv:K7F3-K29Q', 'paid:K7F3-K29Q'], what);
  t.is(new Set(bench.told.map(({ key, payload }) => key + payload)).size, 2, `${what}: told the same at every try`);
}

test('orders at which the program fails become drafts, or are told, and hold up no other', async (t) => {
  for (const [alsoDrafts, subject] of [[false, /^Your decision: order 1 /], [true, /^An order needs you[^\n]*\[Order 1\]/]] as const) {
    const bench = await openBench();
    bench.restart((parts) => ({ ...parts, write: async (draft) => {
      if (draft.references.includes('good@buyer.example')) return parts.write(draft);
      if (draft.original !== null || (alsoDrafts && draft.subject.startsWith('Your decision'))) throw new RangeError('a fault of ours');
      return parts.write(draft);
    } }));
    for (let index = 0; index < 21; index += 1) bench.arrive(bench.order({ messageId: `bad.${index}@buyer.example`, text: `1 Sencha 100 g\n\nPassword: maple-${7_000 + index}-crow\n` }));
    bench.arrive(bench.order({ messageId: 'good@buyer.example' }));
    await bench.settle();
    t.deepEqual([bench.store().counts().orders.draft, bench.store().counts().orders.forwarded], [21, 1]);
    t.regex(sentTo(bench, HANA)[0]?.mail.subject ?? '', subject);
    t.is(bench.store().nextCounter(), 43, 'no number was used for what was not forwarded');
    await bench.stop();
  }
});

test('a letter that has waited for DNS, and an answer that has waited for the catalogue, are not set aside at their first crash', async (t) => {
  const bench = await openBench({ mode: 'ask' });
  t.teardown(bench.stop);
  let crashes = 0;
  const crashing = (parts: Parts): Parts => ({ ...parts, read: async (letter, lookUp) => {
    if (crashes === 0) return parts.read(letter, lookUp);
    crashes -= 1;
    throw new TypeError('a bug of ours');
  } });
  const wait = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await bench.settle();
      bench.advance(1_800_000);
    }
  };
  bench.dns.behave('buyer.example', 'servfail');
  bench.restart(crashing);
  bench.arrive(bench.order());
  await wait(4);
  t.is(bench.store().letter(1)?.tries, 4);
  bench.dns.behave('buyer.example', null);
  crashes = 1;
  await wait(2);
  t.like(bench.store().letter(1), { crashes: 1 });
  t.is(bench.store().order(1)?.state.name, 'draft');
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) return t.fail('no draft');
  const { catalogue } = bench.outside;
  bench.outside.catalogue = async () => ({ ok: false, trouble: 'gone' });
  bench.arrive(bench.signed(answerTo(draft, 'SEND', { date: bench.parts().now() }), bench.domains.tea));
  await wait(4);
  t.like(bench.store().letter(2), { tries: 0, crashes: 0 });
  bench.outside.catalogue = catalogue;
  crashes = 1;
  await wait(2);
  t.is(bench.store().order(1)?.state.name, 'forwarded');
  t.is(bench.store().counts().lettersSetAside, 0);
});

for (const mode of ['automatic', 'ask'] as const) {
  test(`${mode}: every durable step, not done or done and reported failed`, async (t) => {
    t.timeout(300_000);
    const whole = await openBench({ mode });
    const receipt = bankMail(whole);
    const counting = breaking(0, 'not done');
    whole.restart(counting.wrap);
    await liveOrder(whole, mode, receipt);
    check(t, whole, 'nothing broken');
    await whole.stop();
    t.true(counting.count() >= 10, `${counting.count()} durable steps`);
    for (let at = 1; at <= counting.count(); at += 1) {
      for (const way of ['not done', 'done, reported failed'] as const) {
        const bench = await openBench({ mode });
        bench.restart(breaking(at, way).wrap);
        await liveOrder(bench, mode, receipt);
        check(t, bench, `step ${at} ${way}`);
        await bench.stop();
      }
    }
  });
}
