/** The lines of the corpus with one item's name replaced by a thing that the shop does not have: it may not be passed over in silence. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { corpusMore } from './fixtures/corpus-more.ts';
import { corpus } from './fixtures/corpus.ts';
import { isSure } from './order.ts';
import type { OrderReading } from './order.ts';
import { readOrder } from './read-order.ts';

const UNKNOWN = { en: 'bamboo ladle', de: 'Zwirbel', fr: 'bidules', es: 'cachivaches', ja: 'ズンドコ', zh: '竹勺' } as const;
/** The longest first, so that a part of a name is never replaced. */
const NAMES = teaShop.items.flatMap((item) => item.names).toSorted((a, b) => b.length - a.length);
const PASSWORD = /^(?:password|passwort|mot de passe|contraseña|clave|pw|otp|kennwort|パスワード|密码|口令|up to|bis zu|limite|límite|hasta|上限).*[:：]/i;

const shown = (reading: OrderReading): string => reading.items.map(({ sku, quantity }) => `${quantity} ${sku}`).sort().join();

test('a thing that the shop does not have is never lost from an order that was sure', (t) => {
  let tried = 0;
  const lost: string[] = [];
  for (const { id, language, text } of [...corpus, ...corpusMore]) {
    const lines = text.split('\n').filter((line) => !PASSWORD.test(line));
    const before = readOrder(lines, teaShop, 'pass');
    if (!isSure(before)) continue;
    lines.forEach((line, at) => {
      const name = NAMES.find((one) => line.toLowerCase().includes(one.toLowerCase()));
      if (name === undefined) return;
      const start = line.toLowerCase().indexOf(name.toLowerCase());
      const other = line.slice(0, start) + UNKNOWN[language] + line.slice(start + name.length);
      const after = readOrder(lines.with(at, other), teaShop, 'pass');
      tried += 1;
      if (isSure(after) && shown(after) !== shown(before)) lost.push(`${id}: ${other} → ${shown(after)}`);
    });
  }
  t.deepEqual(lost, []);
  t.true(tried > 150, `${tried} tried`);
});
