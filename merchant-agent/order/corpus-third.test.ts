/**
 * Two hundred more mails, written by somebody who did not know the reader: long, careless, roundabout. Of the third held out the tests say numbers alone.
 */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { corpusThirdHeldOut } from './fixtures/corpus-third-held-out.ts';
import { corpusThird } from './fixtures/corpus-third.ts';
import { directMail, scoreOf, scoreText, told, tryMails, WAYS } from './fixtures/judge.ts';

const SURE_SEEN = { ask: 37, pass: 54 };
const SURE_HELD_OUT = { ask: 10, pass: 14 };
/** Mails in which the bank finds no password (no colon behind the label, everything quoted): none of them would ever be an order. */
const WITHOUT_PASSWORD = new Set(['t-de-28', 't-zh-02']);

const results = tryMails(corpusThird);
const resultsHeldOut = tryMails(corpusThirdHeldOut);

for (const way of WAYS) {
  const heldOut = scoreOf(resultsHeldOut[way]);

  test(`${way}: no mail of the third corpus is sure and wrong`, (t) => {
    t.deepEqual(results[way].filter(({ outcome }) => outcome === 'wrong').map(told), []);
    t.is(heldOut.wrong, 0, scoreText(heldOut));
  });

  test(`${way}: no fewer of them are sure than have been`, (t) => {
    const score = scoreOf(results[way]);
    t.log(scoreText(score));
    t.log(`held out: ${scoreText(heldOut)}`);
    if (score.sure < SURE_SEEN[way]) for (const result of results[way]) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
    t.true(score.sure >= SURE_SEEN[way], scoreText(score));
    t.true(heldOut.sure >= SURE_HELD_OUT[way], scoreText(heldOut));
  });
}

test('two hundred mails, a third held out; the bank takes each that has a password, and what is expected can be shipped', (t) => {
  t.deepEqual([corpusThird.length, corpusThirdHeldOut.length, new Set([...corpusThird, ...corpusThirdHeldOut].map(({ id }) => id)).size], [131, 69, 200]);
  const stocks = new Map(teaShop.items.map((item) => [item.sku, item.stock]));
  const can = ([sku, quantity]: readonly [string, number]): boolean => stocks.has(sku) && Number.isInteger(quantity) && quantity > 0 && quantity <= (stocks.get(sku) ?? 9999);
  for (const { id, text, items, certain } of corpusThird) {
    const { order, isInDoubt } = directMail(text);
    if (!WITHOUT_PASSWORD.has(id)) t.true(order.secrets.length === 1 && !order.severalUpTo && !isInDoubt, id);
    t.true(Object.entries(items).every(can) && (!certain || Object.keys(items).length > 0), id);
  }
});
