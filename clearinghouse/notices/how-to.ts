/** What many notices tell alike: how to answer the question, how to order anew, examples to copy. */
import type { Language } from '../core/party.ts';
import { currencyOf, formatAmount, type Currency } from '../protocol/money.ts';
import { isShownReference } from '../protocol/reference.ts';
import { SECRET_MIN_LETTERS } from '../protocol/secret.ts';
import { example, paragraph, type Block } from './block.ts';
import { glue } from './clean.ts';
import type { Letterhead } from './letterhead.ts';

/** `undefined`: no number is asked for; null: any that is left. */
type AskedNumber = number | null | undefined;

/** What stands behind the password where a total is above a limit: never the number itself. */
const behindPassword: Readonly<Record<Language, (number: AskedNumber) => string>> = {
  en: (number) => (number === undefined ? '' : number === null ? ', and after it a number of your card that you have not used,' : `, and after it number ${two(number)} of your card,`),
  ja: (number) => (number === undefined ? '' : number === null ? '、その後に1字あけてカードの未使用の番号' : `、その後に1字あけてカードの${two(number)}番の番号`),
};

const two = (index: number): string => String(index).padStart(2, '0');

/** The instructions of the question. The word is never at a line's start, the password never in the mail. */
export const howToAnswer: Readonly<Record<Language, (number: AskedNumber) => readonly string[]>> = {
  en: (number) => [
    `To pay, answer with ${glue('the word OK')} and the password of your order${behindPassword.en(number)} on the first line.`,
    'To refuse, answer NO.',
    'If you did not order this, answer FRAUD: nothing is paid, this shop can ask nothing more of you, and our staff look into it.',
    'Only the first line of your answer counts.',
  ],
  ja: (number) => [
    `支払う場合は、返信の${glue('1行目に OK という')}語と、ご注文に書いたパスワード${behindPassword.ja(number)}を書いてください。`,
    '断る場合は NO と返信してください。',
    '注文した覚えがない場合は FRAUD と返信してください。支払いは行われず、この店からの請求は以後お断りし、係員が調べます。',
    '返信は最初の1行だけが有効です。',
  ],
};

/** For notices that are not the question: an answer to them does not reach it. */
export const answerTheQuestion: Readonly<Record<Language, (question: string, number?: number | null) => readonly string[]>> = {
  en: (question, number) => [
    `Open our mail ${question} again and answer that one.`,
    `To pay, write ${glue('the word OK')} and the password of your order${behindPassword.en(number)} on the first line. To refuse, write NO.`,
  ],
  ja: (question, number) => [
    `当行からのメール${question}をもう一度開き、そちらに返信してください。`,
    `支払う場合は${glue('1行目に OK という')}語と、ご注文に書いたパスワード${behindPassword.ja(number)}を、断る場合は NO を書いてください。`,
  ],
};

/** A reference as it is to be copied. */
export const written = (reference: string): string => (isShownReference(reference) ? reference : 'K7F3-K29Q');

export const orderAnew: Readonly<Record<Language, (head: Letterhead) => string>> = {
  en: (head) => `To order again, send a new order with a new password to the shop and to ${head.paymentAddress}.`,
  ja: (head) => `改めて注文する場合は、新しいパスワードを書いた注文を、店と ${head.paymentAddress} の両方に送ってください。`,
};

/** From an address that is too new; the bank sets how long that is. */
export const newAddress: Readonly<Record<Language, (head: Letterhead, usableFrom: number | undefined) => string>> = {
  en: (head, from) => `Write from another of your registered addresses, or wait until ${from === undefined ? 'the day that our mail about this one names' : head.date(from)}.`,
  ja: (head, from) => `ほかのご登録アドレスからお送りいただくか、${from === undefined ? 'アドレス登録のお知らせに記した日' : ` ${head.date(from)} `}までお待ちください。`,
};

/** `50.00 EUR`, `5,000円`; an amount of so many minor units is a likely one in most currencies. */
const shownSum: Readonly<Record<Language, (currency: Currency, minor: bigint) => string>> = {
  en: (currency, minor) => `${formatAmount({ currency, minor })} ${currency}`,
  ja: (currency, minor) => formatAmount({ currency, minor }) + (currency === 'JPY' ? '円' : ` ${currency}`),
};

/** Null: the reader has no account, and no ceiling that could be taken. */
const ceilingLine = (label: string, language: Language, currency: Currency | null): readonly string[] => (currency === null ? [] : [label + shownSum[language](currency, 5_000n)]);

type ExampleIn = (currency: Currency | null) => readonly Block[];

/** The password is left open, in a way that is read as none: an example that works would be everybody's password. `currency`: the reader's own, as an order in another is refused. */
export const orderExample: Readonly<Record<Language, ExampleIn>> = {
  en: (currency) => [
    paragraph('An order to copy, with your own words and a new password that you make up:'),
    example('2 Sencha 100g', '1 bamboo whisk', '', 'Password: ------------', ...ceilingLine('Up to: ', 'en', currency)),
    paragraph(`Make up a password of at least ${SECRET_MIN_LETTERS} letters and digits, a new one for each order.${currency === null ? '' : ' The line "Up to:" may be left out.'}`),
  ],
  ja: (currency) => [
    paragraph('注文の例です。内容を書き換え、新しいパスワードを自分で決めて入れてください。'),
    example('煎茶 100g 2袋', '茶筅 1本', '', 'パスワード：------------', ...ceilingLine('上限：', 'ja', currency)),
    paragraph(`パスワードは文字と数字を合わせて${SECRET_MIN_LETTERS}文字以上とし、注文ごとに新しくしてください。${currency === null ? '' : '「上限：」の行は省略できます。'}`),
  ],
};

/** Where a shop has no account any currency shows how lines are written. */
const YEN = currencyOf('JPY') as Currency;

const amounts = (currency: Currency): readonly string[] => [1_080n, 1_650n, 500n, 431n].map((minor) => formatAmount({ currency, minor }));

export const forwardExample: Readonly<Record<Language, ExampleIn>> = {
  en: (currency) => {
    const [sencha, whisk, shipping, tax] = amounts(currency ?? YEN);
    return [
      paragraph('An example to copy, above the forwarded order:'),
      example('Invoice: GT-1042', `2 x Sencha 100g @ ${sencha}`, `1 x Bamboo whisk @ ${whisk}`, `Shipping ${shipping}`, `Tax (10%) ${tax}`, `Total: ${shownSum.en(currency ?? YEN, 4_741n)}`),
      paragraph('Only the line "Total:" is a must. Leave the forwarded order as it is, with its password line.'),
    ];
  },
  ja: (currency) => {
    const [sencha, whisk, shipping, tax] = amounts(currency ?? YEN);
    return [
      paragraph('転送する注文の上に書く明細の例です。'),
      example('請求書番号：GT-1042', `2 x 煎茶 100g @ ${sencha}`, `1 x 茶筅 @ ${whisk}`, `送料 ${shipping}`, `消費税 ${tax}`, `合計：${shownSum.ja(currency ?? YEN, 4_741n)}`),
      paragraph('必ず要るのは「合計：」の行だけです。転送する注文の文は、パスワードの行も含めて変えないでください。'),
    ];
  },
};
