/** The membership form as poppler sees it. */
import test from 'ava';
import { applicationForm } from './application-form.ts';
import { boxesOf, fontsOf, pagesOf, textOf, wordsOf } from './testing/poppler.ts';
import { formEn, formJa } from './testing/samples.ts';
import { UnprintableError } from './unprintable.ts';

const close = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

const said = {
  en: [['Application for membership', 'Form number', 'to arrive by 21 February 2027', 'Do not write card or account numbers into a mail; they go on this paper only', 'Postcode', 'E-mail address', 'Account in (currency)', 'card of settlement numbers', 'Card number', 'Never write the security code', 'Signature', 'Send this page to', 'Dublin D02 X285'], ['Keep this page', 'Do not write card or account numbers into a mail', 'What happens next', 'What we do with what you write', 'says REGISTER', '+353 1 234 5678', 'Where to send page 1']],
  ja: [['入会申込書', '申込書番号', '2027年2月21日必着', 'カード番号や口座番号は、メールに書かないでください', 'フリガナ', '郵便番号', 'メールアドレス', '決済番号カード', 'カード番号', 'セキュリティコード', 'ご署名', '印', 'この面の送り先', 'みどりビル3階'], ['お申込み控え', 'メールに書かないでください', 'このあとの流れ', '個人情報の取り扱い', 'REGISTER', '03-1234-5678', '一枚目の送り先']],
} as const;

for (const options of [formEn, formJa]) {
  test(`a page to send and a page to keep: ${options.language}`, async (t) => {
    const bytes = await applicationForm(options);
    t.is(pagesOf(bytes), 2);
    for (const font of fontsOf(bytes)) t.true(font.embedded && font.unicode, font.name);
    const size = boxesOf(bytes, 1).get('TrimBox');
    t.true(Math.abs((size?.right ?? 0) - 210) < 0.1 && Math.abs((size?.top ?? 0) - 297) < 0.1);
    said[options.language].forEach((words, at) => {
      const text = close(textOf(bytes, at + 1));
      for (const each of [...words, options.formNumber, options.bank.name]) t.true(text.includes(close(each)), each);
      for (const word of wordsOf(bytes, at + 1)) t.true(word.left >= 14 && word.right <= 196 && word.bottom <= 287, word.text);
    });
  });
}

test('the same form gives the same bytes', async (t) => {
  t.is(Buffer.compare(await applicationForm(formJa), await applicationForm(structuredClone(formJa))), 0);
});

test('long names and addresses of a bank stay in their places', async (t) => {
  for (const options of [formEn, formJa]) {
    const bank = { ...options.bank, name: 'みどり Credit Union '.repeat(4).slice(0, 60), address: ['W'.repeat(60), 'あ'.repeat(60), 'Maria Magdalena von und zu Hohenlohe-Waldenburg-Schillings, 1'] };
    const bytes = await applicationForm({ ...options, bank });
    const page = close(textOf(bytes, 1, ['-raw']));
    for (const text of [bank.name, ...bank.address]) t.true(page.includes(close(text)), text);
    for (const at of [1, 2]) for (const word of wordsOf(bytes, at)) t.true(word.right <= 196 && word.bottom <= 287, word.text);
    for (const word of wordsOf(bytes, 1)) if (word.top > 252 && word.left < 119) t.true(word.right <= 119, word.text);
  }
});

test('what can not be printed, and numbers that are none, are told', async (t) => {
  const error = await t.throwsAsync(applicationForm({ ...formEn, bank: { ...formEn.bank, name: 'Bank 👍' } }), { instanceOf: UnprintableError });
  t.like(error.trouble, { reason: 'character', character: '👍' });
  await t.throwsAsync(applicationForm({ ...formEn, bank: { ...formEn.bank, address: Array.from({ length: 12 }, () => 'あ'.repeat(60)) } }), { instanceOf: UnprintableError });
  for (const formNumber of ['F-KKF3-29Q9', 'f-kkf3-29q8', 'KKF3-29Q8', '']) await t.throwsAsync(applicationForm({ ...formEn, formNumber }), { instanceOf: RangeError });
});
