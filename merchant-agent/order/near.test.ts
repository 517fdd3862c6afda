import test from 'ava';
import fc from 'fast-check';
import { teaShop } from './fixtures/catalogue.ts';
import { namesOf } from './names.ts';
import type { Catalogue } from './order.ts';
import { isSameSlip, onlyName } from './near.ts';

const names = namesOf(teaShop);

test('one slip between the first letter and the last, in a name that stands alone', (t) => {
  for (const [written, name] of [['gennmaicha', 'genmaicha'], ['hoijcha', 'hojicha'], ['furochiki', 'furoshiki'], ['postkaten', 'postkarten'], ['gyokoro', 'gyokuro']] as const) t.is(onlyName(written, names), name);
});

test('words that may be others', (t) => {
  for (const written of ['nettle', 'filler', 'batido', 'senca', 'sincha', 'wisk', 'jenmaicha', 'genmaichi', 'gemmaichaa', 'hojicha', 'soup', 'bowls', 'oolong', '']) t.is(onlyName(written, names), null, written);
});

test('a word that comes near to two names is neither', (t) => {
  const [first] = teaShop.items;
  if (first === undefined) throw new Error('an empty shop');
  const shop = (...written: string[]): Catalogue => ({ ...teaShop, items: written.map((name, at) => ({ ...first, sku: `S-${at}`, names: [name] })) });
  t.is(onlyName('lavinder', namesOf(shop('Lavender'))), 'lavender');
  t.is(onlyName('lavinder', namesOf(shop('Lavender', 'Lavandir'))), null);
  t.is(onlyName('lavinder', namesOf(shop('Lavender', 'Lavander'))), null);
});

test('what is given is a word of the catalogue with the same first and last letter', (t) => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abcehijkmnorstuyz'), maxLength: 10 }), (written) => {
    const name = onlyName(written, names);
    t.true(name === null || (names.words.has(name) && name.charAt(0) === written.charAt(0) && name.at(-1) === written.at(-1)));
  }), { numRuns: 500 });
});

test('two letters swapped, a letter doubled or an apostrophe left out make no other word; another letter does', (t) => {
  t.true(isSameSlip('möhcte', 'möchte') && isSameSlip('wolte', 'wollte') && isSameSlip('jaimerais', "j'aimerais"));
  t.false(isSameSlip('schinken', 'schicken') || isSameSlip('order', 'older') || isSameSlip('send', 'sned') || isSameSlip('please', 'please'));
});
