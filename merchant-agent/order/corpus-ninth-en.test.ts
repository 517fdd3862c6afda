/** English mails of the ninth set, each written before the reader was tried on any of them. A third is held out: of those the test says numbers alone. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { corpusNinthEn } from './fixtures/corpus-ninth-en.ts';
import { corpusNinthHeldOutEn } from './fixtures/corpus-ninth-held-out-en.ts';
import { directMail, scoreOf, scoreText, told, tryMails, WAYS } from './fixtures/judge.ts';

/** So many came out sure, where what is told behind an order is asked and where it is passed over; the reader may not fall behind that. */
const SURE_SEEN = { ask: 41, pass: 41 };
const SURE_HELD_OUT = { ask: 18, pass: 18 };

const seen = tryMails(corpusNinthEn);
const heldOut = tryMails(corpusNinthHeldOutEn);

for (const way of WAYS) {
  test(`${way}: no English mail of the ninth set is sure and wrong`, (t) => {
    t.deepEqual(seen[way].filter(({ outcome }) => outcome === 'wrong').map(told), []);
    t.is(scoreOf(heldOut[way]).wrong, 0, scoreText(scoreOf(heldOut[way])));
  });

  test(`${way}: no fewer English mails of the ninth set are sure than have been`, (t) => {
    const score = scoreOf(seen[way]);
    t.log(scoreText(score));
    if (score.sure < SURE_SEEN[way]) for (const result of seen[way]) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
    t.true(score.sure >= SURE_SEEN[way], scoreText(score));
  });

  test(`${way}: no fewer English mails of the ninth set held out are sure than have been`, (t) => {
    const score = scoreOf(heldOut[way]);
    t.log(`held out: ${scoreText(score)}`);
    t.true(score.sure >= SURE_HELD_OUT[way], scoreText(score));
  });
}

test('the bank takes each English mail of the ninth set, and what is expected can be shipped', (t) => {
  t.deepEqual([corpusNinthEn.length, corpusNinthHeldOutEn.length], [50, 25]);
  const all = [...corpusNinthEn, ...corpusNinthHeldOutEn];
  t.is(new Set(all.map(({ id }) => id)).size, 75);
  const stocks = new Map(teaShop.items.map((item) => [item.sku, item.stock]));
  const can = ([sku, quantity]: readonly [string, number]): boolean => stocks.has(sku) && Number.isInteger(quantity) && quantity > 0 && quantity <= (stocks.get(sku) ?? 9999);
  for (const { id, text, items, certain } of all) {
    const { order, isInDoubt } = directMail(text);
    t.true(order.secrets.length === 1 && !order.severalUpTo && !isInDoubt, id);
    t.true(Object.entries(items).every(can) && (!certain || Object.keys(items).length > 0), id);
  }
});
