/** Seventy-five ordinary Japanese mails, written before the reader was tried on any of them. Of the third that is held out the tests say numbers alone. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { corpusNinthHeldOutJa } from './fixtures/corpus-ninth-held-out-ja.ts';
import { corpusNinthJa } from './fixtures/corpus-ninth-ja.ts';
import { directMail, scoreOf, scoreText, told, tryMails, WAYS } from './fixtures/judge.ts';

/** So many came out sure, where what is told behind an order is asked and where it is passed over; the reader may not fall behind that. */
const SURE_SEEN = { ask: 38, pass: 39 };
const SURE_HELD_OUT = { ask: 13, pass: 14 };

const seen = tryMails(corpusNinthJa);
const heldOut = tryMails(corpusNinthHeldOutJa);

for (const way of WAYS) {
  test(`${way}: no Japanese mail of the ninth set is sure and wrong`, (t) => {
    t.deepEqual(seen[way].filter(({ outcome }) => outcome === 'wrong').map(told), []);
    t.is(scoreOf(heldOut[way]).wrong, 0, scoreText(scoreOf(heldOut[way])));
  });

  test(`${way}: no fewer Japanese mails of the ninth set are sure than have been`, (t) => {
    const score = scoreOf(seen[way]);
    t.log(scoreText(score));
    if (score.sure < SURE_SEEN[way]) for (const result of seen[way]) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
    t.true(score.sure >= SURE_SEEN[way], scoreText(score));
  });

  test(`${way}: no fewer Japanese mails of the ninth set held out are sure than have been`, (t) => {
    const score = scoreOf(heldOut[way]);
    t.log(scoreText(score));
    t.true(score.sure >= SURE_HELD_OUT[way], scoreText(score));
  });
}

test('the bank takes each Japanese mail of the ninth set, and what is expected can be shipped', (t) => {
  const all = [...corpusNinthJa, ...corpusNinthHeldOutJa];
  t.deepEqual([corpusNinthJa.length, corpusNinthHeldOutJa.length], [50, 25]);
  t.is(new Set(all.map(({ id }) => id)).size, 75);
  const stocks = new Map(teaShop.items.map((item) => [item.sku, item.stock]));
  const can = ([sku, quantity]: readonly [string, number]): boolean => stocks.has(sku) && Number.isInteger(quantity) && quantity > 0 && quantity <= (stocks.get(sku) ?? 9999);
  const isTaken = ({ text, items, certain }: (typeof all)[number]): boolean => {
    const { order, isInDoubt } = directMail(text);
    return order.secrets.length === 1 && !order.severalUpTo && !isInDoubt && Object.entries(items).every(can) && (!certain || Object.keys(items).length > 0);
  };
  t.deepEqual(corpusNinthJa.filter((mail) => !isTaken(mail)).map(({ id }) => id), []);
  t.is(corpusNinthHeldOutJa.filter((mail) => !isTaken(mail)).length, 0);
});
