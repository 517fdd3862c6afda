import test from 'ava';
import { commonKind } from './common.ts';
import { cut } from './fixtures/cut.ts';
import { teaShop } from './fixtures/catalogue.ts';
import { isDoubtful } from './guards.ts';
import { namesOf } from './names.ts';
import { isSure } from './order.ts';
import { readOrder } from './read-order.ts';
import { thingsIn } from './segments.ts';
import { soundsAs } from './sound.ts';
import { isTalk } from './talk.ts';
import { rawOf } from './tokens.ts';

const names = namesOf(teaShop);
const read = (text: string): string | null => {
  const reading = readOrder(text.split('\n'), teaShop, 'pass');
  return isSure(reading) ? reading.items.map(({ sku, quantity }) => `${quantity} ${sku}`).sort().join(', ') : null;
};

test('ordinary words in all their forms; what shops sell is none', (t) => {
  for (const [word, language, kind] of [['wandering', 'en', 'verb'], ['neighbours', 'en', 'noun'], ['sleepily', 'en', 'adjective'], ['aufgestanden', 'de', 'verb'], ['familientreffen', 'de', 'noun'], ['jouaient', 'fr', 'verb'], ['voisines', 'fr', 'noun'], ['llegamos', 'es', 'verb'], ['hermosas', 'es', 'adjective']] as const) t.is(commonKind(word, word, language), kind, word);
  for (const [word, language] of [['ladle', 'en'], ['spoons', 'en'], ['löffel', 'de'], ['cuillere', 'fr'], ['cuchara', 'es'], ['zwirbel', 'de']] as const) t.is(commonKind(word, word, language), null, word);
  t.is(commonKind('haruki', 'Haruki', 'en'), 'name');
  t.is(commonKind('zwirbel', 'Zwirbel', 'de'), null);
});

test('sentences of ordinary words are talk; wishes for something nameless, parts of the order, conditions and doubts are not', (t) => {
  for (const text of ['The big dog barks at our neighbours', 'Tell Haruki his haircut suits him', 'Ich kann wieder nicht schlafen', 'Le chat ne sort plus', 'We slept eleven hours']) t.true(isTalk(cut(text), false), text);
  for (const text of ['I want another one', 'Please send them both', 'The first line is wrong', 'If the dog barks wait', 'We need a zwirbel', 'Three would do', 'Meine Nachbarin nimmt auch einen']) t.false(isTalk(cut(text), false), text);
  for (const text of ['We still have some at home', 'Das war nur ein Scherz', 'Mon mari n’est pas d’accord', 'No puedo pagar tanto', '我先生不同意', 'まだ決めていません']) t.true(isDoubtful(cut(text)), text);
});

test('one thing with its quantity in each clause', (t) => {
  const things = (text: string): readonly string[] | null => thingsIn(cut(text))?.map(rawOf) ?? null;
  t.deepEqual(things('Two hojicha please, my darling, and a whisk for my brother'), ['Two hojicha', 'a whisk']);
  for (const text of ['My sister has 2 hojicha', '2 hojicha in the large bag', '2 hojicha that we do not need', '2 hojicha, 1 zwirbel', 'I would like to know about 2 hojicha']) t.is(things(text), null, text);
});

test('as it sounds, broken over lines, said shorter, put right', (t) => {
  t.deepEqual([soundsAs('gayetas', names, 'es'), soundsAs('seiffe', names, 'de'), soundsAs('macha', names, 'en'), soundsAs('soup', names, 'en'), soundsAs('nettle', names, 'en')], ['galletas', 'seife', 'matcha', null, null]);
  t.is(read('It has rained here for nine days straight, and so we should be most grateful for\ntwo packets of hojicha, and one yokan for my brother.'), '1 YOK-1, 2 HOJ-100');
  t.is(read('Un cuenco negro y otro blanco, porfa.'), '1 BOW-B, 1 BOW-W');
  t.is(read('Two of each, please:\nhojicha\nyokan\nmatcha'), '2 HOJ-100, 2 MAT-30, 2 YOK-1');
  t.is(read('All that we drink now is the barley tea bags.\nSend me six boxes, please.'), '6 MUG-20');
  t.is(read('3 notebooks A5\nSorry, I meant the A6 notebooks, not A5. Still three of them.'), '3 NB-A6');
  t.is(read('3 notebooks A5\nSorry, I meant the A6 notebooks, not A5. Still four of them.'), null);
  t.is(read('茶碗（白）1個\n茶碗は白ではなく黒でお願いします。'), '1 BOW-B');
  t.is(read('[x] hojicha 2\n[ ] iron kettle'), '2 HOJ-100');
  t.is(read('[x] hojicha 2\n[ ] iron kettle 1'), null);
});
