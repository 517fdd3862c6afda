/** One sentence beside an order that is read for sure without it: whether it is still sure, and whether it may be. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { sentences } from './fixtures/sentences.ts';
import type { Language } from './fixtures/sentences.ts';
import { isSure } from './order.ts';
import type { OrderReading, ToldBehind } from './order.ts';
import { readOrder } from './read-order.ts';

const ORDERS: Readonly<Record<Language, readonly [greeting: string, goods: string, below: string]>> = {
  en: ['Hello,', '2 x Sencha 100g\n1 x Hojicha', 'Kind regards\nJane Holt'],
  de: ['Guten Tag,', '2 x Sencha 100 g\n1 x Hojicha', 'Mit freundlichen Grüßen\nJana Holt'],
  fr: ['Bonjour,', '2 x Sencha 100 g\n1 x Hojicha', 'Cordialement\nJeanne Martin'],
  es: ['Hola:', '2 x Sencha 100 g\n1 x Hojicha', 'Un saludo\nJuana Martín'],
  ja: ['お世話になっております。', '煎茶100g 2袋\nほうじ茶 1袋', 'よろしくお願いいたします。\n\n佐藤 花子'],
  zh: ['您好!', '煎茶100克 2袋\n焙茶 1袋', '林小姐'],
};

const read = (parts: readonly string[], toldBehind: ToldBehind): OrderReading => readOrder(parts.join('\n\n').split('\n'), teaShop, toldBehind);
const isRight = (reading: OrderReading): boolean => isSure(reading) && reading.items.map(({ sku, quantity }) => `${quantity} ${sku}`).sort().join() === '1 HOJ-100,2 SEN-100';

/** A third of the 720 harmless ones are tried; of all of them 271 and 494 are sure. */
const SURE = { ask: 87, pass: 169 };
/** Of 720 sure and wrong. When they were first read 22 of the first 360 and 10 of the others with `ask`, 60 of the first with `pass`; a shop that has chosen the latter has chosen that. */
const WRONG = { ask: 2, pass: 22 };
const isTried = (_one: unknown, at: number): boolean => at % 3 === 0;

for (const toldBehind of ['ask', 'pass'] as const) {
  test(`${toldBehind}: what stands beside an order and does nothing to it leaves it sure, at least as often as it has; what turns it never does`, (t) => {
    const harmless = sentences.flatMap(({ language, before, behind }) => {
      const [greeting, goods, below] = ORDERS[language];
      return [...before.map((one) => [greeting, one, goods, below]), ...behind.map((one) => [greeting, goods, one, below])];
    }).filter(isTried);
    const sure = harmless.filter((parts) => isRight(read(parts, toldBehind))).length;
    const wrong = sentences.flatMap(({ language, turning, turningMore }) => [...turning, ...turningMore].filter((one, at) => toldBehind === 'ask' || isTried(one, at)).filter((one) => isSure(read([ORDERS[language][0], ORDERS[language][1], one, ORDERS[language][2]], toldBehind))));
    t.log(`${sure} of ${harmless.length} harmless ones are sure, ${wrong.length} that turn it`);
    t.true(sure >= SURE[toldBehind], `${sure}`);
    t.true(wrong.length <= WRONG[toldBehind], wrong.join('\n'));
  });
}

test('without a sentence each of the orders is sure', (t) => {
  for (const [language, parts] of Object.entries(ORDERS)) t.true(isRight(read(parts, 'ask')), language);
});
