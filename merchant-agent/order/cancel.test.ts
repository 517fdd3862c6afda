import test from 'ava';
import { cancelIn, replacementIn, sizeExchange } from './cancel.ts';
import { teaShop } from './fixtures/catalogue.ts';
import { cut } from './fixtures/cut.ts';
import { namesOf } from './names.ts';

const names = namesOf(teaShop);

test('one item taken off, with or without a reason', (t) => {
  for (const text of ['scrap the yokan', 'Actually please cancel the yokan, we found two at home', 'Das Yokan bitte streichen', 'Oubliez le yokan, mon mari en a déjà.', 'Al final quiten el yokan', '羊羹はキャンセルでお願いします', '羊羹不要了']) {
    const meaning = cancelIn(cut(text));
    t.deepEqual(meaning, { kind: 'cancel', skus: ['YOK-1'] }, text);
  }
});

test('not taken off: conditions, two items, other goods, the contrary', (t) => {
  for (const text of ["don't forget the yokan", 'scrap the yokan if it has nuts', 'scrap the yokan and the teapot', 'scrap the yokan box', 'cancel the yokan unless it ships today', 'cancel one yokan', 'the yokan', 'cancel it', 'cancel the yokan, and 2 soaps', 'no yokan', '羊羹も不要']) t.is(cancelIn(cut(text)), null, text);
});

test('one thing instead of one taken off', (t) => {
  const found = replacementIn(cut('cancel the teapot and send a whisk instead'));
  t.deepEqual(found?.from, ['POT-1']);
  t.true(found?.rest.some((token) => token.mention?.skus.includes('WHI-1') === true));
  for (const text of ['cancel the teapot and send a whisk', 'cancel the teapot and the whisk', 'send a whisk instead']) t.is(replacementIn(cut(text)), null, text);
});

test('another size of the same thing', (t) => {
  t.deepEqual(sizeExchange(cut('はちみつは250gではなく500gでお願いします'), names), { kind: 'exchange', from: ['HON-250'], pair: { skus: ['HON-500'], quantity: null } });
  t.deepEqual(sizeExchange(cut('3 Sencha 200 g instead of 100 g'), names), { kind: 'exchange', from: ['SEN-100'], pair: { skus: ['SEN-200'], quantity: 3 } });
  for (const text of ['Sencha 200 g', 'Sencha 200 g or 100 g', 'Sencha 200 g instead of 100 g and 50 g', 'Sencha 200 g, not the blue 100 g', 'Sencha 200 g instead of honey 250 g', '2 or 3 Sencha 200 g instead of 100 g']) t.is(sizeExchange(cut(text), names), null, text);
});
