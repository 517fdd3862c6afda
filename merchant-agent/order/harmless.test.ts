import test from 'ava';
import fc from 'fast-check';
import { cut } from './fixtures/cut.ts';
import { isAboutAbsence, isHarmless, isUnchanged, withoutBrackets, withoutHarmless } from './harmless.ts';
import type { Token } from './tokens.ts';

const shown = (tokens: readonly Token[] | null): string | null => (tokens === null ? null : tokens.map((token) => token.text).join(' '));

test('sentences that ask for nothing', (t) => {
  for (const text of ['We were so happy with the colours of your garden', 'Wie geht es Ihnen?', 'Comment va votre petit-fils ?', 'Danke aus Hamburg', 'Saludos desde Zaragoza,', 'The rest stays the same']) t.true(isHarmless(cut(text), true), text);
});

test('sentences that name, count, wish or change something', (t) => {
  for (const text of ['2 hojicha', 'We need a scoop', 'and a scoop', 'Please add a scoop', 'Forget it', 'make it three', 'one more', 'How much is it?', 'und einen Löffel', 'lieber Genmaicha', 'お茶碗も', '算了']) t.false(isHarmless(cut(text), true), text);
});

test('who takes the parcel while nobody is there, and what calls the order off', (t) => {
  for (const text of ["If I'm out please leave it with the neighbour", 'Falls ich nicht da bin, bitte beim Nachbarn abgeben', 'Si no estoy, déjenlo en la portería', '不在の場合は宅配ボックスへ']) t.true(isAboutAbsence(cut(text)), text);
  for (const text of ['If I am out please cancel', 'If we are away then forget the order', 'Falls ich nicht da bin, bitte nichts schicken', 'If I am out send 3 hojicha']) t.false(isAboutAbsence(cut(text)), text);
});

test('clauses beside goods: what tells is taken off, what says of which kind stays', (t) => {
  t.is(shown(withoutHarmless(cut('2 hojicha, my mother loves it so much, and 1 yokan'))), '2 hojicha , and 1 yokan');
  for (const text of ['2 hojicha, but the big ones', '2 hojicha, wrapped', '2 hojicha, 1 yokan', '2 hojicha']) t.is(withoutHarmless(cut(text)), null, text);
});

test('brackets that tell are taken off, those behind goods stay', (t) => {
  t.is(shown(withoutBrackets(cut('our house (finally a kitchen with windows) needs 2 hojicha'))), 'our house needs 2 hojicha');
  for (const text of ['2 hojicha (the big ones)', '2 hojicha (no, three)', 'my aunt (or 3 hojicha) and', '(((']) t.is(shown(withoutBrackets(cut(text))), shown(cut(text)), text);
});

test('the rest stays as it is; another rest does not', (t) => {
  t.true(isUnchanged(cut('everything else stays the same')));
  t.true(isUnchanged(cut('其他不变')));
  for (const text of ['the rest as usual', 'the rest later', 'the rest without soap']) t.false(isUnchanged(cut(text)), text);
});

test('an item with its number is harmless in no words', (t) => {
  const word = fc.constantFrom('we', 'had', 'lovely', 'last', 'week', 'my', 'mother', 'loves', 'thanks', 'for', 'the', 'weather', 'cat', 'gestern', 'hier', 'ayer');
  fc.assert(fc.property(fc.array(word, { maxLength: 8 }), fc.array(word, { maxLength: 8 }), (before, behind) => {
    t.false(isHarmless(cut([...before, '2 hojicha', ...behind].join(' ')), true));
  }), { numRuns: 200 });
});
