/** Words before a colon, above goods: what they say of it. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { isSure } from './order.ts';
import { readOrder } from './read-order.ts';

const isOrdered = (text: string): boolean => isSure(readOrder(text.split('\n'), teaShop, 'ask'));

test('goods that somebody had, bought or received are not ordered', (t) => {
  for (const head of [
    'Last year we had:', 'We already received:', 'In the parcel there came:', 'What I bought:', 'Wir hatten:', 'Im Paket kamen:', 'Bisher gekauft:', 'Erhalten:', 'Nous avons reçu :', "L'an dernier nous avions :",
    'El año pasado recibimos:', 'Compré:', '前回届いたもの：', '去年買ったもの：', '去年买的：', '已收到：',
  ]) for (const line of ['3 Hojicha', 'Hojicha 3']) t.false(isOrdered(`${head}\n${line}`), `${head} ${line}`);
});

test('heads of orders stay heads of orders', (t) => {
  for (const head of ['I would like to order:', 'I have an order for you:', 'Wir hätten gerne:', 'Unsere Bestellung:', 'Nous voudrions commander :', 'Quisiera pedir:', '以下を注文します：', '我想订购：']) t.true(isOrdered(`${head}\n3 Hojicha`), head);
});
