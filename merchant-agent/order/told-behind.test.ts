/** What people tell behind an order, in words that nobody foresaw: asked, as the shop is set up by default, and passed over where the shop wants it so. */
import test from 'ava';
import { cut } from './fixtures/cut.ts';
import { scoreOf, scoreText, tryMail, WAYS, type Result } from './fixtures/judge.ts';
import type { Trap } from './fixtures/must-stay-open.ts';
import { harmless, takenBack } from './fixtures/told-behind.ts';
import { isKind } from './formulas.ts';
import type { ToldBehind } from './order.ts';

const tried = (letters: readonly Trap[], way: ToldBehind): readonly Result[] =>
  letters.map(({ text, items }, at) => tryMail({ id: `${at}`, language: 'en', kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\nPassword: maple-4410-otter` }, way));

/** So many of the harmless ones are sure; the reader may not fall behind that. */
const SURE = { ask: 8, pass: 37 };

test('ask: no letter is sure that takes its order back behind it', (t) => {
  t.true(takenBack.length >= 208);
  t.deepEqual(tried(takenBack, 'ask').filter(({ outcome }) => outcome === 'wrong').map(({ mail, said }) => `${mail.text} → ${said}`), []);
});

for (const way of WAYS) {
  test(`${way}: harmless words behind an order never make it another, and no fewer are sure than have been`, (t) => {
    const score = scoreOf(tried(harmless, way));
    t.log(scoreText(score));
    t.is(score.wrong, 0);
    t.true(score.sure >= SURE[way], scoreText(score));
  });
}

test('sentences of kind words alone do nothing to an order; one word more and they are none', (t) => {
  for (const text of ['I pay through my bank as always.', 'We are looking forward to it very much!', 'Warm greetings to everyone in the shop!', 'Ich bezahle wie gewohnt über meine Bank.', 'Wir freuen uns schon auf das Paket.', 'Je règle par ma banque, comme la dernière fois.', 'Nous nous réjouissons d’avance.', 'Pago por el banco, como siempre.', '¡Qué ilusión me hace!', '支払いはいつもどおり銀行からいたします。', '届くのを楽しみにしております。', '祝生意兴隆！']) t.true(isKind(cut(text)), text);
  for (const text of ['I pay through my bank as soon as my salary is there.', 'We are looking forward to your offer.', 'Greetings to the shop, we have plenty.', 'Ich bezahle lieber bar.', 'Wir freuen uns auf Ihre Antwort.', 'Je règle par ma banque si le prix est juste.', 'Pago por el banco el mes que viene.', '支払いは来月銀行からいたします。', '期待收到您的报价。']) t.false(isKind(cut(text)), text);
});
