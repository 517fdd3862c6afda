/** Chinese letters whose kind words and stories change the order, ask, or speak of others: on the real road none of them is sure. */
import test from 'ava';
import type { OrderMail } from './fixtures/corpus.ts';
import { cut } from './fixtures/cut.ts';
import { tryMails } from './fixtures/judge.ts';
import { chineseTraps } from './fixtures/must-stay-open-zh.ts';
import { isKind } from './formulas.ts';

const mails = chineseTraps.map(({ text }): OrderMail => ({ id: text, language: 'zh', kind: 'unclear', certain: false, items: {}, text: `${text}\n\nPassword: maple-4410-otter` }));

test('ask: no Chinese letter is sure that changes its order, asks, or tells of another', (t) => {
  t.true(chineseTraps.length >= 250);
  t.deepEqual(tryMails(mails).ask.filter(({ outcome }) => outcome === 'wrong').map(({ mail, said }) => `${mail.text} → ${said}`), []);
});

test('Chinese clauses of kind words do nothing to an order; one word more and they are none', (t) => {
  for (const text of ['麻烦您了，寄到老地方就行。', '地址和电话都不变。', '请尽快发货，谢谢。', '不着急，您方便的时候寄出就好。', '快递放门口的丰巢柜就可以，我白天上班不在家。', '如有缺货，请提前告知。', '请不要放价格单，谢谢！', '发货后请告诉我一声。', '收到银行的邮件我会马上确认。', '麻煩您了，地址不變。', '祝您身体健康，生意兴隆。', '请在12月5日之前送到。', '玻璃瓶易碎，请包装得严实一点，以免路上打碎。', '和上面的一起寄就好。', '您家的茶真好喝，以后还会再来的。', '天气冷了，请多保重身体。', '老板，最近生意好吗？']) t.true(isKind(cut(text)), text);
  for (const text of ['寄到老地方，再寄一份到公司。', '地址不变，数量减半。', '请尽快发货，来不及就算了。', '不着急，等我通知再发。', '如有缺货，请换成别的。', '请不要放价格单，也不要寄了。', '发货前请告诉我一声。', '收到银行的邮件我再决定。', '请在12月5日之前送到，不然就不要了。', '今天收到了。', '以后再来买吧。', '您家的茶真难喝。', '下个月再寄。']) t.false(isKind(cut(text)), text);
});
