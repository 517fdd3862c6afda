/** The last pieces: sold once, whoever asks first. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { teaShop } from '../order/fixtures/catalogue.ts';
import type { BankMail } from '../receipt/bank-mail.ts';
import { answerTo, BANK, bankMail, HANA, NOON, openBench, proved, sentTo, yen } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const kettles = (bench: Bench, index: number, pieces: number): void => void bench.arrive(bench.order({ text: `${pieces} Iron kettle\n\nPassword: maple-${index}731-crow\n`, messageId: `order.${index}@buyer.example` }));
const states = (bench: Bench): readonly (string | undefined)[] => [1, 2, 3, 4].flatMap((id) => bench.store().order(id)?.state.name ?? []);

async function scene(t: ExecutionContext): Promise<Bench> {
  const bench = await openBench();
  t.teardown(bench.stop);
  return bench;
}

test('two orders at once for the last two pieces: the second is a draft that says so, and the shopkeeper may sell all the same', async (t) => {
  const bench = await scene(t);
  kettles(bench, 1, 2);
  kettles(bench, 2, 1);
  await bench.settle();
  t.deepEqual(states(bench), ['forwarded', 'draft']);
  t.like(bench.store().order(2)?.detail.reading?.open[0], { reason: 'out-of-stock' });
  const [draft] = sentTo(bench, HANA);
  if (draft !== undefined) bench.arrive(bench.signed(answerTo(draft, 'SEND'), bench.domains.tea));
  await bench.settle();
  t.deepEqual(states(bench), ['forwarded', 'forwarded']);
});

test('an order that ends unpaid gives its pieces back; one that is paid keeps them until the catalogue is written anew', async (t) => {
  const bench = await scene(t);
  kettles(bench, 1, 2);
  await bench.settle();
  const id = (sentTo(bench, BANK)[0]?.mail.messageId ?? '').replace(/[<>]/g, '');
  bench.outside.bankSays = async (): Promise<BankMail> => ({ kind: 'notice', notice: 'ended-merchant', reference: 'K7F3-K29Q', code: null, givesBack: null, inReplyTo: [id], references: [], subject: 'Not completed' });
  bench.arrive(bankMail(bench));
  await bench.settle();
  kettles(bench, 2, 2);
  await bench.settle();
  t.deepEqual(states(bench), ['ended', 'forwarded']);
  bench.outside.bankSays = async () => proved('GT-43', yen(20_100n), 'ZZZZ-ZZZ2');
  bench.arrive(bankMail(bench));
  await bench.settle();
  kettles(bench, 3, 1);
  await bench.settle();
  t.deepEqual(states(bench), ['ended', 'shipped', 'draft']);
  bench.advance(60_000);
  bench.outside.catalogue = async () => ({ ok: true, catalogue: teaShop, writtenAt: NOON + 60_000 });
  kettles(bench, 4, 1);
  await bench.settle();
  t.deepEqual(states(bench), ['ended', 'shipped', 'draft', 'forwarded']);
});
