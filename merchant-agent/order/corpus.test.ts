/**
 * Three hundred order mails on the real road: as the bank reads a letter, its own lines without password, ceiling and payee, then the shop's reader. Of the mails
 * held out the tests say numbers alone, so that a reader is not fitted to them.
 */
import test from 'ava';
import type { SecretDigests } from '../../clearinghouse/protocol/reading.ts';
import { teaShop, teaShopCsv } from './fixtures/catalogue.ts';
import { heldOutCorpus } from './fixtures/corpus-held-out.ts';
import { corpusMore } from './fixtures/corpus-more.ts';
import { corpus } from './fixtures/corpus.ts';
import type { OrderMail } from './fixtures/corpus.ts';
import { directMail, judge, scoreOf, scoreText, told, tryMails, WAYS } from './fixtures/judge.ts';
import type { DirectMail } from './fixtures/judge.ts';
import type { OrderReading } from './order.ts';

/**
 * Of the mails that a careful shopkeeper would ship so many came out sure; the reader may not fall behind that. The goal is 85 in a hundred of mails never
 * seen: it is reached on those by which the reader was built, and not on the others.
 */
const SURE_SEEN = { ask: 114, pass: 117 };
const SURE_MORE = { ask: 50, pass: 74 };
const SURE_HELD_OUT = { ask: 35, pass: 37 };

const results = tryMails(corpus);
const more = tryMails(corpusMore);
const resultsHeldOut = tryMails(heldOutCorpus);

for (const way of WAYS) {
  const heldOut = scoreOf(resultsHeldOut[way]);

  test(`${way}: no mail of the corpus is sure and wrong`, (t) => {
    t.deepEqual([...results[way], ...more[way]].filter(({ outcome }) => outcome === 'wrong').map(told), []);
  });

  for (const [name, read, floor] of [['the corpus', results[way], SURE_SEEN[way]], ['the longer mails', more[way], SURE_MORE[way]]] as const) {
    test(`${way}: no fewer mails of ${name} are sure than have been`, (t) => {
      const score = scoreOf(read);
      t.log(scoreText(score));
      if (score.sure < floor) for (const result of read) if (result.outcome === 'open' && result.mail.certain) t.log(told(result));
      t.true(score.sure >= floor, scoreText(score));
    });
  }

  test(`${way}: no mail held out is sure and wrong`, (t) => {
    t.is(heldOut.wrong, 0, scoreText(heldOut));
  });

  test(`${way}: no fewer mails held out are sure than have been`, (t) => {
    t.log(scoreText(heldOut));
    t.true(heldOut.sure >= SURE_HELD_OUT[way], scoreText(heldOut));
  });
}

test('the judge: other items, other quantities and a sure reading of an unclear mail are wrong', (t) => {
  const mail: OrderMail = { id: 'x', language: 'en', kind: 'list', certain: true, items: { 'SEN-100': 2, 'WHI-1': 1 }, text: '' };
  const read = (...items: [sku: string, quantity: number][]): OrderReading => ({ items: items.map(([sku, quantity]) => ({ sku, quantity, lines: [] })), open: [], notes: [] });
  const right = read(['WHI-1', 1], ['SEN-100', 2]);
  t.is(judge(mail, right), 'right');
  t.is(judge(mail, read(['SEN-100', 1], ['WHI-1', 1], ['SEN-100', 1])), 'right');
  t.is(judge(mail, { ...right, open: [{ reason: 'unknown-item', line: 0, text: '', candidates: [] }] }), 'open');
  t.is(judge(mail, read()), 'open');
  t.is(judge(mail, read(['SEN-100', 2])), 'wrong');
  t.is(judge(mail, read(['SEN-100', 3], ['WHI-1', 1])), 'wrong');
  t.is(judge(mail, read(['SEN-200', 2], ['WHI-1', 1])), 'wrong');
  t.is(judge(mail, read(['SEN-100', 2], ['WHI-1', 1], ['BOX-1', 1])), 'wrong');
  t.is(judge({ ...mail, certain: false }, right), 'wrong');
});

const all = [...corpus, ...heldOutCorpus];

/** Identifiers of the mails of the corpus, and of those held out their number alone, for which something does not hold. */
function without(holds: (mail: OrderMail, direct: DirectMail) => boolean): { readonly ids: readonly string[]; readonly heldOut: number } {
  const failing = (mails: readonly OrderMail[]): OrderMail[] => mails.filter((mail) => !holds(mail, directMail(mail.text)));
  return { ids: failing(corpus).map((mail) => mail.id), heldOut: failing(heldOutCorpus).length };
}

test('two hundred mails, a third held out, six languages evenly, about one in eight unclear', (t) => {
  t.deepEqual([corpus.length, heldOutCorpus.length, new Set(all.map((mail) => mail.id)).size], [134, 66, 200]);
  for (const language of new Set(all.map((mail) => mail.language))) {
    t.is(heldOutCorpus.filter((mail) => mail.language === language).length, 11);
    t.true(corpus.filter((mail) => mail.language === language).length >= 22);
  }
  t.deepEqual([corpus, heldOutCorpus].map((mails) => mails.filter((mail) => !mail.certain).length), [16, 8]);
  t.deepEqual(without((mail) => mail.certain === (mail.kind !== 'unclear')), { ids: [], heldOut: 0 });
});

test('the bank takes each mail: one password of its own that is not weak, at most one ceiling, no doubt', (t) => {
  t.deepEqual(without((_mail, { order, isInDoubt }) => order.secrets.length === 1 && order.secrets[0]?.weakness === null && !order.severalUpTo && !order.severalPayTo && !isInDoubt), { ids: [], heldOut: 0 });
  const digests = all.flatMap((mail) => directMail(mail.text).order.secrets.map((secret): SecretDigests => secret.digests));
  t.is(new Set(digests.flat()).size, all.length);
});

test('what is expected can be shipped, and lines of the order are left to be read', (t) => {
  const stocks = new Map(teaShop.items.map((item) => [item.sku, item.stock]));
  const can = ([sku, quantity]: readonly [string, number]): boolean => stocks.has(sku) && Number.isInteger(quantity) && quantity > 0 && quantity <= (stocks.get(sku) ?? 9999);
  const isSound = (mail: OrderMail): boolean => Object.entries(mail.items).every(can) && (!mail.certain || Object.keys(mail.items).length > 0);
  t.deepEqual(without((mail, { lines }) => lines.length > 0 && isSound(mail)), { ids: [], heldOut: 0 });
});

test('the catalogue as CSV says the same', (t) => {
  const [head, ...rows] = teaShopCsv.trimEnd().split('\n');
  t.is(head, 'sku,name,names,price,currency,tax,stock');
  const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const said = teaShop.items.map(({ sku, names, unit, taxRate, stock }) =>
    [sku, names[0] ?? '', names.slice(1).join(';'), `${unit.minor}`, unit.currency, `${taxRate / 100}`, stock === null ? '' : `${stock}`].map(quoted).join(','));
  t.deepEqual(rows, said);
});
