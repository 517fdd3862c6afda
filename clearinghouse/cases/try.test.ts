import test from 'ava';
import { openBank, outcomeOf, told } from './testing/bank.ts';
import { answer, ask, PW } from './testing/trade.ts';
test('x', async (t) => {
  const a = performance.now();
  const bank = await openBank('x');
  t.log('open', performance.now() - a);
  for (let i = 0; i < 3; i++) {
  const b = performance.now();
  const asked = await ask(bank);
  t.log('ask', performance.now() - b);
  const r = await answer(bank, asked, `OK ${PW}\n`);
  t.log('answer', performance.now() - b, outcomeOf(r), told(r).join(', '), r.moved);
  }
  t.deepEqual(await bank.store.audit(), []);
  await bank.stop();
});
