/**
 * A hundred and twenty ordinary mails, written before the reader was tried on any of them. Of the third held out the tests say numbers alone.
 */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { corpusFourthHeldOut } from './fixtures/corpus-fourth-held-out.ts';
import { corpusFourth } from './fixtures/corpus-fourth.ts';
import { directMail, scoreOf, scoreText, told, tryMail } from './fixtures/judge.ts';

const SURE_SEEN = 61;
const SURE_HELD_OUT = 19;

const results = corpusFourth.map(tryMail);
const heldOut = scoreOf(corpusFourthHeldOut.map(tryMail));

test('no mail of the fourth corpus is sure and wrong', (t) => {
  t.deepEqual(results.filter(({ outcome }) => outcome === 'wrong').map(told), []);
  t.is(heldOut.wrong, 0, scoreText(heldOut));
});

test('no fewer of the fourth corpus are sure than have been', (t) => {
  const score = scoreOf(results);
  t.log(scoreText(score));
  t.log(`held out: ${scoreText(heldOut)}`);
  if (score.sure < SURE_SEEN) for (const result of results) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
  t.true(score.sure >= SURE_SEEN, scoreText(score));
  t.true(heldOut.sure >= SURE_HELD_OUT, scoreText(heldOut));
});

test('a hundred and twenty mails, a third held out; the bank takes each, and what is expected can be shipped', (t) => {
  t.deepEqual([corpusFourth.length, corpusFourthHeldOut.length, new Set([...corpusFourth, ...corpusFourthHeldOut].map(({ id }) => id)).size], [80, 40, 120]);
  const stocks = new Map(teaShop.items.map((item) => [item.sku, item.stock]));
  const can = ([sku, quantity]: readonly [string, number]): boolean => stocks.has(sku) && Number.isInteger(quantity) && quantity > 0 && quantity <= (stocks.get(sku) ?? 9999);
  for (const { id, text, items, certain } of corpusFourth) {
    const { order, isInDoubt } = directMail(text);
    t.true(order.secrets.length === 1 && !order.severalUpTo && !isInDoubt, id);
    t.true(Object.entries(items).every(can) && (!certain || Object.keys(items).length > 0), id);
  }
  t.is(corpusFourthHeldOut.filter(({ text }) => directMail(text).order.secrets.length !== 1).length, 0);
});
