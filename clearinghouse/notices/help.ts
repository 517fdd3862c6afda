/** How to pay, with an example to copy; asked for, or in answer to a mail that the bank could not make use of. */
import { paragraph, quotedText, rows, steps, strong, type Block } from './block.ts';
import { short } from './clean.ts';
import { orderExample } from './how-to.ts';
import { subject, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';

export const help: Notice<'help'> = {
  en: (facts, head) => ({
    subject: subject((mail) => (facts.asked || mail === '' ? 'How to pay by mail' : `We could not make use of your mail "${mail}"`), facts.asked ? '' : facts.subject, null),
    blocks: [...unasked(facts, { intro: 'We could not make use of your mail. Nothing was done.', mail: 'Your mail', line: 'Its first line was:' }), ...howToPay.en(facts, head)],
  }),
  ja: (facts, head) => ({
    subject: subject((mail) => (facts.asked || mail === '' ? 'メールでの支払い方' : `メール「${mail}」の用件を読み取れませんでした`), facts.asked ? '' : facts.subject, null),
    blocks: [...unasked(facts, { intro: 'お送りのメールの用件を読み取れませんでした。何も行っていません。', mail: 'お送りのメール', line: 'その1行目：' }), ...howToPay.ja(facts, head)],
  }),
};

function unasked(facts: FactsOf<'help'>, words: { readonly intro: string; readonly mail: string; readonly line: string }): readonly Block[] {
  if (facts.asked) return [];
  return [strong(words.intro), rows([words.mail, short(facts.subject)]), ...(facts.shown === '' ? [] : [quotedText(words.line, short(facts.shown))])];
}

/** `perhaps`: a printed number, a cheque or a post may pay without a question. It is no promise either where there is none of these. */
const whenInvoiced = {
  en: {
    always: ['The shop forwards your order to us with its invoice. We ask you by mail before anything is paid.', 'Answer our question as it tells you. The password is then used up.'],
    perhaps: [
      'The shop forwards your order to us with its invoice. Where a printed number, a cheque or a post of yours pays for it, with shop and price in your own signed words, it may be paid without a question, and we write to you. In all other cases we ask you by mail before anything is paid.',
      'When we ask, answer our question as it tells you. The password is then used up.',
    ],
  },
  ja: {
    always: ['店は、請求の明細を付けて注文を当行に転送します。支払いの前に、当行からメールでおたずねします。', 'その案内のとおりに返信してください。パスワードはそれで使用済みになります。'],
    perhaps: [
      '店は、請求の明細を付けて注文を当行に転送します。カードの番号・小切手・掲示のいずれかで支払い、店と上限額がご本人の署名のある言葉で定まっているときは、おたずねせずに支払い、結果をお知らせすることがあります。それ以外は、支払いの前に当行からメールでおたずねします。',
      'おたずねが届きましたら、その案内のとおりに返信してください。パスワードはそれで使用済みになります。',
    ],
  },
} as const;

const howToPay = {
  en: (facts: FactsOf<'help'>, head: Letterhead): readonly Block[] => [
    strong('How to pay'),
    steps(
      `Write your order to the shop, with ${head.paymentAddress} in Cc, from the address that you have registered with us. Put a one-time password of your own in it.`,
      ...whenInvoiced.en[facts.asks === true ? 'always' : 'perhaps'],
    ),
    ...orderExample.en(facts.currency ?? null),
    strong('Other mails that we answer'),
    rows(['BALANCE', 'what your account holds, what is set aside, what is available'], ['STATUS', 'where your open payments stand; with a reference, that payment'], ['CANCEL', 'with a reference, or as an answer to our notice: ends a payment that is not paid yet'], ['STATEMENT', 'your statement; with a month, such as STATEMENT 2026-10, of that month'], ['REFUND', 'for shops: with a reference and the total to have been given back'], ['DISPUTE', 'with the reference of what you paid, and what is wrong'], ['HELP', 'this mail']),
    paragraph('Write the word, and what belongs to it, on the first line of a new mail.'),
  ],
  ja: (facts: FactsOf<'help'>, head: Letterhead): readonly Block[] => [
    strong('支払い方'),
    steps(
      `ご登録のアドレスから店あてに注文を書き、Cc に ${head.paymentAddress} を入れてください。自分で決めた1回限りのパスワードを本文に書きます。`,
      ...whenInvoiced.ja[facts.asks === true ? 'always' : 'perhaps'],
    ),
    ...orderExample.ja(facts.currency ?? null),
    strong('ほかにお答えできるメール'),
    rows(['BALANCE', '口座の残高、取り置き額、利用可能額'], ['STATUS', '進行中の支払いの状況（参照番号を付けると、その支払いの状況）'], ['CANCEL', '参照番号を付けて送るか、当行のお知らせに返信すると、まだ済んでいない支払いを取り消します'], ['STATEMENT', '取引明細（STATEMENT 2026-10 のように月を付けると、その月の明細）'], ['REFUND', '店の方：参照番号と、これまでの分を含む返金の合計を付けて送ると、返金の手続きをします'], ['DISPUTE', '支払い済みの参照番号と、問題の内容を付けて送ると、異議を受け付けます'], ['HELP', 'このメール']),
    paragraph('新しいメールの1行目に、その語と、必要なものだけを書いてください。'),
  ],
} as const;

/** A command that this bank does not take by mail. */
export const commandLater: Notice<'command-later'> = {
  en: (facts, head) => ({
    subject: subject((name) => `${name} can't be done by mail here`, facts.name, null),
    blocks: [strong(`We do not take ${short(facts.name)} by mail. Nothing was done.`), steps(`Call us instead: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} はメールではお受けしていません`, facts.name, null),
    blocks: [strong(`メールでの ${short(facts.name)} はお受けしていません。何も行っていません。`), steps(`${head.telephone} へお電話ください。`)],
  }),
};
