/** The Chinese mails of the ninth set: fifty seen, and twenty-five held out, of which the tests say numbers alone. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { corpusNinthHeldOutZh } from './fixtures/corpus-ninth-held-out-zh.ts';
import { corpusNinthZh } from './fixtures/corpus-ninth-zh.ts';
import { directMail, scoreOf, scoreText, told, tryMails, WAYS } from './fixtures/judge.ts';

/** So many came out sure, where what is told behind an order is asked and where it is passed over; the reader may not fall behind that. */
const SURE_SEEN = { ask: 43, pass: 43 };
const SURE_HELD_OUT = { ask: 13, pass: 13 };

const seen = tryMails(corpusNinthZh);
const heldOut = tryMails(corpusNinthHeldOutZh);

for (const way of WAYS) {
  test(`${way}: no Chinese mail of the ninth set is sure and wrong`, (t) => {
    t.deepEqual(seen[way].filter(({ outcome }) => outcome === 'wrong').map(told), []);
    t.is(scoreOf(heldOut[way]).wrong, 0, scoreText(scoreOf(heldOut[way])));
  });

  test(`${way}: no fewer Chinese mails of the ninth set are sure than have been`, (t) => {
    const score = scoreOf(seen[way]);
    t.log(scoreText(score));
    if (score.sure < SURE_SEEN[way]) for (const result of seen[way]) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
    t.true(score.sure >= SURE_SEEN[way], scoreText(score));
  });

  test(`${way}: no fewer Chinese mails of the ninth set held out are sure than have been`, (t) => {
    const score = scoreOf(heldOut[way]);
    t.log(scoreText(score));
    t.true(score.sure >= SURE_HELD_OUT[way], scoreText(score));
  });
}

test('the bank takes each, and what is expected can be shipped', (t) => {
  const both = [...corpusNinthZh, ...corpusNinthHeldOutZh];
  t.deepEqual([corpusNinthZh.length, corpusNinthHeldOutZh.length, new Set(both.map(({ id }) => id)).size], [50, 25, 75]);
  const stocks = new Map(teaShop.items.map((item) => [item.sku, item.stock]));
  const can = ([sku, quantity]: readonly [string, number]): boolean => stocks.has(sku) && Number.isInteger(quantity) && quantity > 0 && quantity <= (stocks.get(sku) ?? 9999);
  for (const { id, text, items, certain } of both) {
    const { order, isInDoubt } = directMail(text);
    t.true(order.secrets.length === 1 && !order.severalUpTo && !isInDoubt, id);
    t.true(Object.entries(items).every(can) && (!certain || Object.keys(items).length > 0), id);
  }
});
