/** What stands below the goods and looks like a signature or a wish about the parcel, on the real road. */
import test from 'ava';
import type { OrderMail } from './fixtures/corpus.ts';
import { tryMails } from './fixtures/judge.ts';
import { namesOfNobody, onceMore } from './fixtures/must-stay-open-below.ts';
import type { Trap } from './fixtures/must-stay-open.ts';
import type { ToldBehind } from './order.ts';
import { isVoiding } from './signatures.ts';

const mailOf = ({ text }: Trap): OrderMail => ({ id: text, language: 'en', kind: 'unclear', certain: false, items: {}, text: `${text}\n\nPassword: maple-4410-otter` });
const misread = (letters: readonly Trap[], way: ToldBehind): readonly string[] => tryMails(letters.map(mailOf))[way].filter(({ outcome }) => outcome === 'wrong').map(({ mail, said }) => `${mail.text} → ${said}`);

test('ask: no line that says that the order is none is taken for a name', (t) => {
  t.true(namesOfNobody.length >= 350);
  t.deepEqual(misread(namesOfNobody, 'ask'), []);
});

test('ask: no wish about the parcel or the invoice is passed over that makes more or less of the order', (t) => {
  t.true(onceMore.length >= 175);
  t.deepEqual(misread(onceMore, 'ask'), []);
});

test('names, thanks and offices void nothing', (t) => {
  for (const text of ['Anna Prove', 'Max Muster', 'Testa & Sons Ltd.', '12 Void Street', 'Registered in Scotland no. SC 204518', 'See you tomorrow', 'Bis morgen', '安倍', '大空']) t.false(isVoiding({ text, tokens: [] }), text);
  for (const text of ['TEST ORDER', 'Void.', 'Three', 'Annulé', 'Drei.', 'テスト', '作废']) t.true(isVoiding({ text, tokens: [] }), text);
});
