import test from 'ava';
import fc from 'fast-check';
import { cut } from './fixtures/cut.ts';
import { withoutOtherNumbers } from './numbers.ts';
import { withoutLife } from './sentence.ts';
import { isAboutHandling, isAskedOfTheWay, isLiked, isTale, isTimed, mayChange } from './tale.ts';
import type { Token } from './tokens.ts';

const read = (text: string): readonly Token[] => withoutOtherNumbers(withoutLife(cut(text)));

test('what people tell, with numbers and words that nobody knows', (t) => {
  for (const text of ['We had 12 guests for dinner and the cat stole the roast.', 'Yesterday my brother bought 3 bicycles.', 'Unsere Katze hat gestern 3 Vasen umgeworfen.', 'Ayer rompimos 3 platos en casa.', 'Hier nos enfants ont mangé 4 crêpes.', '昨日は孫が3人来ました。', '昨天来了3个客人。', 'She teaches 24 pupils in a village near Bath.']) t.true(isTale(read(text), 'sentence'), text);
});

test('what may be goods, a wish, a change, a condition or a list', (t) => {
  for (const text of ['3 scoops', 'Three scoops for my mother please', 'We would like 3 scoops', 'We could use 3 scoops', 'and three scoops from the window', 'My sister takes one as well', 'We had three, so make it two', 'My husband says two is enough', 'Yesterday I cancelled it', 'Mein Mann meint, das reicht', 'Ma femme en prendrait un aussi', 'Mi marido dice que ya basta', '妹の分も3つ', '我妹妹也要一包', '昨日の件はキャンセルで']) t.false(isTale(read(text), 'sentence') && !mayChange(read(text)), text);
});

test('beside goods only clauses about somebody', (t) => {
  t.true(isTale(read('my mother was so happy with it'), 'clause'));
  for (const text of ['in the big bag', 'carved by hand', 'the ones from Kyoto', 'wrapped']) t.false(isTale(read(text), 'clause'), text);
});

test('how it is liked, packed, paid and brought, and by when', (t) => {
  for (const text of ['which my mother loves', 'die riecht so gut', '我妈爱吃']) t.true(isLiked(read(text)), text);
  for (const text of ['the black one', 'which is organic and blue', 'die blauen']) t.false(isLiked(read(text)), text);
  for (const text of ['no plastic please', 'お支払いは月末でお願いします']) t.true(isAboutHandling(read(text)), text);
  for (const text of ['no ladle please', '発送しないでください', 'no plastic and 2 ladles']) t.false(isAboutHandling(read(text)), text);
  t.true(isAskedOfTheWay(read('Could you send it to the office?')));
  for (const text of ['Could you send a scoop?', 'Could you send it again?', 'Could you double it?']) t.false(isAskedOfTheWay(read(text)), text);
  t.true(isTimed(read('it would be great to have it here by the 15th')));
  for (const text of ['only if it is here by the 15th', 'if it is not here by the 15th, forget it', 'have 3 here by the 15th']) t.false(isTimed(read(text)), text);
});

test('no words around them make an item, a price or a question a tale', (t) => {
  const word = fc.constantFrom('we', 'had', 'yesterday', 'my', 'mother', 'gestern', 'haben', 'hier', 'avons', 'ayer', 'and', 'the', 'guests', '12');
  fc.assert(fc.property(fc.array(word, { maxLength: 9 }), fc.constantFrom('hojicha', '?', 'ほうじ茶'), fc.array(word, { maxLength: 9 }), (before, core, behind) => {
    for (const setting of ['sentence', 'clause', 'brackets'] as const) t.false(isTale(read([...before, core, ...behind].join(' ')), setting));
  }), { numRuns: 200 });
});
