/**
 * Ordinary mails, each set written before the reader was tried on any mail of it: a hundred and twenty, of which a third is held out, then sixty, forty-eight, thirty-six and thirty.
 * Of those held out the tests say numbers alone.
 */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { corpusEighth } from './fixtures/corpus-eighth.ts';
import { corpusFifth } from './fixtures/corpus-fifth.ts';
import { corpusFourthHeldOut } from './fixtures/corpus-fourth-held-out.ts';
import { corpusFourth } from './fixtures/corpus-fourth.ts';
import { corpusSeventh } from './fixtures/corpus-seventh.ts';
import { corpusSixth } from './fixtures/corpus-sixth.ts';
import { directMail, scoreOf, scoreText, told, tryMail } from './fixtures/judge.ts';

/** So many came out sure; the reader may not fall behind that. */
const SEEN = [
  ['the fourth corpus', corpusFourth.map(tryMail), 62],
  ['the fifth corpus', corpusFifth.map(tryMail), 45],
  ['the sixth corpus', corpusSixth.map(tryMail), 33],
  ['the seventh corpus', corpusSeventh.map(tryMail), 31],
  ['the eighth corpus', corpusEighth.map(tryMail), 24],
] as const;
const SURE_HELD_OUT = 19;

const heldOut = scoreOf(corpusFourthHeldOut.map(tryMail));

test('no ordinary mail is sure and wrong', (t) => {
  t.deepEqual(SEEN.flatMap(([, results]) => results.filter(({ outcome }) => outcome === 'wrong').map(told)), []);
  t.is(heldOut.wrong, 0, scoreText(heldOut));
});

for (const [name, results, floor] of SEEN) {
  test(`no fewer mails of ${name} are sure than have been`, (t) => {
    const score = scoreOf(results);
    t.log(scoreText(score));
    if (score.sure < floor) for (const result of results) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
    t.true(score.sure >= floor, scoreText(score));
  });
}

test('no fewer ordinary mails held out are sure than have been', (t) => {
  t.log(scoreText(heldOut));
  t.true(heldOut.sure >= SURE_HELD_OUT, scoreText(heldOut));
});

test('the bank takes each, and what is expected can be shipped', (t) => {
  const seen = [...corpusFourth, ...corpusFifth, ...corpusSixth, ...corpusSeventh, ...corpusEighth];
  t.deepEqual([corpusFourth.length, corpusFourthHeldOut.length, corpusFifth.length, corpusSixth.length, corpusSeventh.length, corpusEighth.length], [80, 40, 60, 48, 36, 30]);
  t.is(new Set([...seen, ...corpusFourthHeldOut].map(({ id }) => id)).size, 294);
  const stocks = new Map(teaShop.items.map((item) => [item.sku, item.stock]));
  const can = ([sku, quantity]: readonly [string, number]): boolean => stocks.has(sku) && Number.isInteger(quantity) && quantity > 0 && quantity <= (stocks.get(sku) ?? 9999);
  for (const { id, text, items, certain } of seen) {
    const { order, isInDoubt } = directMail(text);
    t.true(order.secrets.length === 1 && !order.severalUpTo && !isInDoubt, id);
    t.true(Object.entries(items).every(can) && (!certain || Object.keys(items).length > 0), id);
  }
  t.is(corpusFourthHeldOut.filter(({ text }) => directMail(text).order.secrets.length !== 1).length, 0);
});
