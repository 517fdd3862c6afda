import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { isSure } from './order.ts';
import type { OrderReading } from './order.ts';
import { readOrder } from './read-order.ts';

const read = (text: string): OrderReading => readOrder(text.split('\n'), teaShop, 'pass');

/** `2 SEN-100, 1 WHI-1` where it is sure, else `open` with the reasons. */
function said(text: string): string {
  const reading = read(text);
  const items = reading.items.map(({ sku, quantity }) => `${quantity} ${sku}`).join(', ');
  return isSure(reading) ? items : `open ${[...new Set(reading.open.map(({ reason }) => reason))].join(' ')}`;
}

/** Rows of a letter, and what is read of it. */
const story = (title: string, rows: readonly (readonly [text: string, expected: string])[]): void =>
  test(title, (t) => {
    for (const [text, expected] of rows) t.is(said(text), expected, text);
  });

story('English', [
  ['2 Sencha 100 g\n1 bamboo whisk', '2 SEN-100, 1 WHI-1'],
  ["Hello! I'd like two bags of the 100g sencha and one teapot, please.", '2 SEN-100, 1 POT-1'],
  ['hojicha x 5 pls', '5 HOJ-100'],
  ['Could I order half a dozen sets of postcards please?', '6 PC-10'],
  ['one each of gyokuro, hojicha and genmaicha please.', '1 GYO-50, 1 HOJ-100, 1 GEN-200'],
  ['I would like to order one (1) teapot and six (6) yokan.', '1 POT-1, 6 YOK-1'],
  ['20 pcs Sencha 200 g (JPY 1,980 each)', '20 SEN-200'],
  ["it's me again. Could you send two hojicha and\none soap to the usual address?", '2 HOJ-100, 1 SOA-1'],
  ['My neighbour told me about you, so I would like 2 hojicha.', '2 HOJ-100'],
  ['a pair of furoshiki and a dozen soaps', '2 FUR-1, 12 SOA-1'],
]);

story('Japanese', [
  ['煎茶１００ｇ　２袋', '2 SEN-100'],
  ['煎茶100gを二つ、茶筅を1本お願いします。', '2 SEN-100, 1 WHI-1'],
  ['玉露と抹茶を1つずつお願いします。', '1 GYO-50, 1 MAT-30'],
  ['お世話になっております。喫茶むらさきの藤井です。\nほうじ茶×3\n玄米茶×3\n以上、よろしくお願いいたします。', '3 HOJ-100, 3 GEN-200'],
  ['商品名：煎茶200g\n数量：4', '4 SEN-200'],
  ['①せんべい　10袋\n②羊羹　10本', '10 SEM-12, 10 YOK-1'],
  ['羊羹を十二本いただけますか？', '12 YOK-1'],
]);

story('German', [
  ['Hallo, ich möchte bitte zwei Beutel Sencha 100 g und einen Beutel Hojicha bestellen.', '2 SEN-100, 1 HOJ-100'],
  ['ein Dutzend Seifen bitte', '12 SOA-1'],
  ['Notizbuch A5\n3 Stück\n\nNotizbuch A6\n3 Stück', '3 NB-A5, 3 NB-A6'],
  ['Teefilter, 3 Packungen à 100 Stück', '3 FIL-100'],
  ['Für meine Schwägerin brauche ich eine weisse Teeschale.', '1 BOW-W'],
  ['Könnten Sie mir bitte vier Beutel Hojicha schicken? Liebe Grüße, Marlies', '4 HOJ-100'],
]);

story('French', [
  ['deux sachets de sencha 100 g et une théière', '2 SEN-100, 1 POT-1'],
  ['Je souhaite commander :\n- Sencha : 2 x 100 g\n- Miel 250 g : 1 pot', '2 SEN-100, 1 HON-250'],
  ["je vous passe commande de deux gyokuro et d'une théière.", '2 GYO-50, 1 POT-1'],
  ['une demi-douzaine de savons, merci d’avance julien', '6 SOA-1'],
]);

story('Spanish', [
  ['Hola, me gustaría encargar 2 bolsas de 100 g de Sencha y una de Hojicha.', '2 SEN-100, 1 HOJ-100'],
  ['media docena de jabones y una caja de incienso, por favor', '6 SOA-1, 1 INC-40'],
  ['Artículo | Cantidad\nMatcha 30 g | 5\nBatidor de bambú | 5', '5 MAT-30, 5 WHI-1'],
]);

story('Chinese', [
  ['您好，我想订购两包煎茶100克和一个茶壶，谢谢。\n李明', '2 SEN-100, 1 POT-1'],
  ['煎茶100克两包 谢谢', '2 SEN-100'],
  ['玄米茶、煎茶50克、羊羹各一份，谢谢！', '1 GEN-200, 1 SEN-50, 1 YOK-1'],
]);

story('Italian, Dutch, Portuguese, Korean', [
  ['Buongiorno, vorrei due buste di hojicha e una di genmaicha, grazie', '2 HOJ-100, 1 GEN-200'],
  ['Ik wil graag twee zakjes hojicha en drie genmaicha, bedankt', '2 HOJ-100, 3 GEN-200'],
  ['Bom dia, gostaria de encomendar duas latas de matcha. Obrigado', '2 MAT-30'],
  ['안녕하세요. hojicha 2개 주문합니다. 감사합니다.', '2 HOJ-100'],
]);

story('sizes, set numbers and prices are no quantities', [
  ['2 sencha 100', '2 SEN-100'],
  ['sencha 100', 'open which-quantity'],
  ['50 sencha', 'open which-quantity'],
  ['100 filters', 'open which-quantity'],
  ['3 Filters, pack of 100', '3 FIL-100'],
  ['Juego de 10 postales – 3', '3 PC-10'],
  ['0.1 kg sencha x 2', '2 SEN-100'],
  ['2 sencha 500 g', 'open which-item'],
  ['2 hojicha at JPY 760 each', '2 HOJ-100'],
  ['2 hojicha at JPY 700 each', 'open needs-a-person'],
  ['Notizbuch A5     10 x 620 =  6.200\nSumme  6.200', '10 NB-A5'],
  ['2 hojicha\nTotal: 1,520 JPY', '2 HOJ-100'],
  ['2 hojicha\nTotal: 1,500 JPY', 'open needs-a-person'],
  ['2 hojicha, 1 yokan, 4 in total', 'open needs-a-person'],
]);

story('ambiguous, unknown, more than there is', [
  ['2 sencha', 'open which-item'],
  ['1 oolong', 'open unknown-item'],
  ['2 hojicha\n1 hoijcha', 'open which-quantity'],
  ['4 iron kettles', 'open out-of-stock'],
  ['', 'open nothing-ordered'],
  ['Hello!\nThank you', 'open nothing-ordered'],
]);

story('corrections that are certain, and others', [
  ['2 hojicha\n\nSorry, make it 3 hojicha', '3 HOJ-100'],
  ['2 hojicha\nSorry, make it three', '3 HOJ-100'],
  ['2 hojicha, 1 yokan\nSorry, make it three', 'open needs-a-person'],
  ['2 Gyokuro bitte.\nNein, doch lieber 3 Gyokuro.', '3 GYO-50'],
  ['煎茶100g 2袋\n訂正：煎茶は3袋で', '3 SEN-100'],
  ['煎茶100克 2包\n不好意思，煎茶改成3包。', '3 SEN-100'],
  ['2 Sencha 100 g\nFinalement, mettez plutôt 4 Sencha au lieu de 2.', '4 SEN-100'],
  ['2 Sencha 100 g\nFinalement, mettez plutôt 4 Sencha au lieu de 3.', 'open needs-a-person'],
  ['2 hojicha\nactually 3 genmaicha', 'open needs-a-person'],
  ['ほうじ茶を1袋お願いします。\nすみません、ほうじ茶は1袋ではなく2袋でお願いします。', '2 HOJ-100'],
  ['2 genmaicha\nPardon, pas de genmaicha mais 2 hojicha.', '2 HOJ-100'],
  ['2 genmaicha\n3 hojicha instead of the genmaicha please', '3 HOJ-100'],
  ['2 genmaicha\nhojicha instead of the genmaicha please', 'open needs-a-person'],
  ['2 yokan\n3 hojicha instead of the genmaicha please', 'open needs-a-person'],
  ['2 hojicha\n3 hojicha', 'open which-quantity'],
]);

story('additions further down', [
  ['玄米茶　2袋\n近藤\n追伸：せんべいも1袋お願いします。', '2 GEN-200, 1 SEM-12'],
  ['2 Genmaicha please.\nBest wishes\nCarol Dunn\nPS: and one pack of filters too.', '2 GEN-200, 1 FIL-100'],
]);

story('items that are spoken of and not ordered', [
  ['Your hojicha is the best!\n2 genmaicha', '2 GEN-200'],
  ['The 3 hojicha last time were great.\n2 genmaicha', '2 GEN-200'],
  ['We have no need of filters this time.\n2 genmaicha', '2 GEN-200'],
  ['We have no need of genmaicha this time.\n2 genmaicha', 'open needs-a-person'],
  ['2 genmaicha\nnot the whisk', 'open needs-a-person'],
]);

story('addresses, dates, telephone numbers, names', [
  ['3 x 50g Sencha\nDelivery to: 8 Orchard Road, Flat 21, Leeds LS6 2AB\nCheers\nBen', '3 SEN-50'],
  ['2 hojicha\nbitte an Lindenstraße 12, 3. Stock links, 10969 Berlin\nTel. 030 901820', '2 HOJ-100'],
  ['焙茶3包\n王芳\n上海市静安区南京西路1266号18楼\n电话 13800138000', '3 HOJ-100'],
  ['2 Hojicha\nLiefertermin: 12. Dezember\nKunden-Nr. 88123', '2 HOJ-100'],
  ['2 hojicha\nDelivery address: Teapot Lane 3', 'open needs-a-person'],
]);

test('each line is told with what it was taken for, each open point with the words and what they may mean', (t) => {
  const reading = read('Hello,\n2 sencha\n3 hojicha\nBest wishes\nAnn');
  t.deepEqual(reading.notes.map(({ line, readAs }) => `${line} ${readAs}`), ['0 signature', '1 2 × Sencha 50 g or Sencha 100 g or Sencha 200 g', '2 3 × Hojicha 100 g', '3 greeting', '4 signature'].map((note, at) => (at === 1 ? '1 open; 2 × Sencha 50 g or Sencha 100 g or Sencha 200 g' : note)));
  t.deepEqual(reading.items, [{ sku: 'HOJ-100', quantity: 3, lines: [2] }]);
  t.deepEqual(reading.open, [{ reason: 'which-item', line: 1, text: '2 sencha', candidates: ['SEN-50', 'SEN-100', 'SEN-200'].map((sku) => ({ sku, quantity: 2 })) }]);
});
