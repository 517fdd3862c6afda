/** One sentence beside an order that is read for sure without it: whether it is still sure, and whether it may be. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { directMail } from './fixtures/judge.ts';
import { sentences } from './fixtures/sentences.ts';
import type { Language } from './fixtures/sentences.ts';
import { isSure } from './order.ts';
import type { OrderReading, ToldBehind } from './order.ts';
import { readOrder } from './read-order.ts';

const ORDERS: Readonly<Record<Language, readonly [greeting: string, goods: string, below: string]>> = {
  en: ['Hello,', '2 x Sencha 100g\n1 x Hojicha', 'Password: maple-7731-crow\n\nKind regards\nJane Holt'],
  de: ['Guten Tag,', '2 x Sencha 100 g\n1 x Hojicha', 'Passwort: maple-7731-crow\n\nMit freundlichen Grüßen\nJana Holt'],
  fr: ['Bonjour,', '2 x Sencha 100 g\n1 x Hojicha', 'Mot de passe : maple-7731-crow\n\nCordialement\nJeanne Martin'],
  es: ['Hola:', '2 x Sencha 100 g\n1 x Hojicha', 'Contraseña: maple-7731-crow\n\nUn saludo\nJuana Martín'],
  ja: ['お世話になっております。', '煎茶100g 2袋\nほうじ茶 1袋', 'よろしくお願いいたします。\n\nパスワード: maple-7731-crow\n\n佐藤 花子'],
  zh: ['您好!', '煎茶100克 2袋\n焙茶 1袋', '密码: maple-7731-crow\n\n林小姐'],
};

const read = (parts: readonly string[], toldBehind: ToldBehind): OrderReading => readOrder(directMail(parts.join('\n\n')).lines, teaShop, toldBehind);
const isRight = (reading: OrderReading): boolean => isSure(reading) && reading.items.map(({ sku, quantity }) => `${quantity} ${sku}`).sort().join() === '1 HOJ-100,2 SEN-100';

/** A third of the 720 harmless ones are tried; of all of them 293 and 516 are sure. */
const SURE = { ask: 92, pass: 175 };
/** Of 360 sure and wrong: when they were first read 21 and 60. A shop that has chosen `pass` has chosen the latter. */
const WRONG = { ask: 1, pass: 39 };
const isTried = (_one: unknown, at: number): boolean => at % 3 === 0;

for (const toldBehind of ['ask', 'pass'] as const) {
  test(`${toldBehind}: what stands beside an order and does nothing to it leaves it sure, at least as often as it has; what turns it never does`, (t) => {
    const harmless = sentences.flatMap(({ language, before, behind }) => {
      const [greeting, goods, below] = ORDERS[language];
      return [...before.map((one) => [greeting, one, goods, below]), ...behind.map((one) => [greeting, goods, one, below])];
    }).filter(isTried);
    const sure = harmless.filter((parts) => isRight(read(parts, toldBehind))).length;
    const wrong = sentences.flatMap(({ language, turning }) => turning.filter((one) => isSure(read([ORDERS[language][0], ORDERS[language][1], one, ORDERS[language][2]], toldBehind))));
    t.log(`${sure} of ${harmless.length} harmless ones are sure, ${wrong.length} that turn it`);
    t.true(sure >= SURE[toldBehind], `${sure}`);
    t.true(wrong.length <= WRONG[toldBehind], wrong.join('\n'));
  });
}

test('without a sentence each of the orders is sure', (t) => {
  for (const [language, parts] of Object.entries(ORDERS)) t.true(isRight(read(parts, 'ask')), language);
});
