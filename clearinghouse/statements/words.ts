/** The words of statements, for the mail and for the printed page. */
import type { Language } from '../core/party.ts';
import type { Movement } from './statement.ts';

export type Words = {
  readonly title: string;
  readonly account: string;
  readonly holder: string;
  readonly addresses: string;
  readonly period: string;
  readonly made: string;
  readonly date: string;
  readonly what: string;
  readonly amount: string;
  readonly balance: string;
  readonly opening: string;
  readonly closing: string;
  readonly present: string;
  readonly held: string;
  readonly none: string;
  readonly totals: string;
  readonly telephone: string;
  readonly page: (page: number, of: number) => string;
  readonly reference: string;
  readonly voucher: string;
  readonly invoice: string;
  readonly comma: string;
  /** The entries that the mail has no room for stand in the files. */
  readonly more: (count: number) => string;
  readonly tooMany: string;
  readonly movements: Readonly<Record<Movement, string>>;
  /** With the other side, by its name. */
  readonly between: Readonly<Record<Movement, (name: string) => string>>;
};

const same = (words: string) => (): string => words;

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: 'Statement of account',
    account: 'Account',
    holder: 'Account holder',
    addresses: 'Registered address',
    period: 'Period',
    made: 'Made on',
    date: 'Date',
    what: 'Entry',
    amount: 'Amount',
    balance: 'Balance',
    opening: 'Opening balance',
    closing: 'Closing balance',
    present: 'Balance so far',
    held: 'Set aside for payments',
    none: 'Nothing was booked.',
    totals: 'Totals',
    telephone: 'telephone',
    page: (page, of) => `Page ${page} of ${of}`,
    reference: 'Ref.',
    voucher: 'Voucher',
    invoice: 'invoice',
    comma: ', ',
    more: (count) => `The ${count} entries after these stand in the attached files.`,
    tooMany: 'There are more entries than a mail can carry: ask us for them.',
    movements: {
      deposit: 'Deposit', withdrawal: 'Withdrawal', received: 'Payments received', paid: 'Payments made', 'refund-received': 'Refunds received', 'refund-given': 'Refunds given',
      fee: 'Fees', collection: 'Debt to the bank, collected',
    },
    between: {
      deposit: same('Deposit'), withdrawal: same('Withdrawal'), received: (name) => `Payment from ${name}`, paid: (name) => `Payment to ${name}`,
      'refund-received': (name) => `Refund from ${name}`, 'refund-given': (name) => `Refund to ${name}`, fee: (name) => `Fee, payment from ${name}`, collection: same('Debt to the bank, collected'),
    },
  },
  ja: {
    title: '取引明細書',
    account: '口座',
    holder: '口座名義',
    addresses: '登録アドレス',
    period: '対象期間',
    made: '作成日時',
    date: '日付',
    what: '取引',
    amount: '金額',
    balance: '残高',
    opening: '開始残高',
    closing: '終了残高',
    present: '現在の残高',
    held: '支払いのための取り置き',
    none: '取引はありません。',
    totals: '内訳',
    telephone: '電話',
    page: (page, of) => `${page}／${of}ページ`,
    reference: '参照番号',
    voucher: '伝票番号',
    invoice: '請求書番号',
    comma: '、',
    more: (count) => `以降の${count}件は添付ファイルに記載しています。`,
    tooMany: '取引の件数がメールで送れる数を超えています。明細は当行にお申し付けください。',
    movements: {
      deposit: '入金', withdrawal: '出金', received: '受け取った支払い', paid: '行った支払い', 'refund-received': '受け取った返金', 'refund-given': '行った返金',
      fee: '手数料', collection: '当行立替金の回収',
    },
    between: {
      deposit: same('入金'), withdrawal: same('出金'), received: (name) => `支払人 ${name}`, paid: (name) => `支払先 ${name}`,
      'refund-received': (name) => `返金（${name} から）`, 'refund-given': (name) => `返金（${name} へ）`, fee: (name) => `手数料（支払人 ${name}）`, collection: same('当行立替金の回収'),
    },
  },
};
