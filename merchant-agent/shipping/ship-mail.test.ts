/** The mail to the shipping department. */
import fc from 'fast-check';
import test from 'ava';
import { generateKeyPairSync } from 'node:crypto';
import { makeMailSigner } from '../../clearinghouse/mail/compose.ts';
import { shipMail } from './ship-mail.ts';
import type { ShipFacts } from './ship-mail.ts';
import { paidOrder, TOLD_AT } from './testing/orders.ts';

const facts = (changed: Partial<ShipFacts> = {}): ShipFacts => ({
  order: paidOrder(),
  words: '2 Sencha 100g\n1 bamboo whisk\n\nTo: 1-1 Shijo, Kyoto\n\nPassword: maple-7731-crow\nUp to: 5,000 JPY\n(it is maple 7731 crow)\n',
  from: { name: 'Green Tea House', address: 'shop@tea.example' },
  to: 'warehouse@tea.example',
  messageId: 'ship.k7f3k29q@tea.example',
  date: TOLD_AT,
  timeZone: 'Asia/Tokyo',
  language: 'en',
  ...changed,
});

test('what, for whom, by which invoice, that it was checked, and the own words of the order without its password', (t) => {
  const { subject, text, to, autoSubmitted } = shipMail(facts());
  t.is(subject, 'Ship: invoice GT-1042 [K7F3-K29Q]');
  t.is(to, 'warehouse@tea.example');
  t.is(autoSubmitted, 'auto-generated');
  t.is(text, `Please ship:

    2 x Sencha 100g  [S1]
    1 x Bamboo whisk  [W1]

For: Takao Sasaki <takao@buyer.example>
Invoice: GT-1042
Reference: K7F3-K29Q
Paid: JPY 4,741 at 2026-11-21 11:04 (Asia/Tokyo)

Checked: signature of the bank and board proof
(board.bank.example/board/2026#2).

The customer wrote:
> 2 Sencha 100g
> 1 bamboo whisk
> 
> To: 1-1 Shijo, Kyoto
> 
> Password: …
> Up to: 5,000 JPY
> (it is …)
> 
`);
});

test('in Japanese', (t) => {
  const { subject, text } = shipMail(facts({ language: 'ja', words: '煎茶 2袋\nパスワード：ｍａｐｌｅ－７７３１', order: paidOrder({ buyer: { name: null, address: 'takao@buyer.example' }, paidAt: null }) }));
  t.is(subject, '発送してください：請求書番号 GT-1042 [K7F3-K29Q]');
  for (const part of ['次の商品を発送してください。', 'お客様: takao@buyer.example\n', '支払い: JPY 4,741\n', '確認済み：銀行の署名と、掲示板の証明', '> 煎茶 2袋', '> パスワード:…']) t.true(text.includes(part), `${part}\n${text}`);
  t.notRegex(text, /7731/);
});

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

test('whatever a buyer writes, the draft can be sent and its own lines stay its own', async (t) => {
  const send = makeMailSigner({ domain: 'tea.example', selector: 'a', privateKey: key });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 200 }), async (name, words) => {
      const draft = shipMail(facts({ words, order: paidOrder({ buyer: { name, address: 'takao@buyer.example' }, invoice: name }) }));
      const wrote = draft.text.indexOf('The customer wrote:\n');
      t.true(draft.text.slice(wrote).split('\n').slice(1, -1).every((line) => line.startsWith('> ')));
      t.is(draft.text.slice(0, wrote).split('\n').length, 14);
      t.notRegex(draft.html, /<(?!\/?(?:!doctype|html|head|meta|body|pre)\b)/i);
      t.true((await send(draft)).length > 0);
    }),
    { numRuns: 60 },
  );
});
