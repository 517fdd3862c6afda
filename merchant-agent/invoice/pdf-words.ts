/** Data: the words of the PDF invoice. */
import type { InvoiceLanguage } from './invoice.ts';

export type PdfWords = {
  readonly title: string;
  readonly number: string;
  readonly date: string;
  readonly to: (name: string) => string;
  readonly registration: string;
  readonly columns: readonly [item: string, rate: string, quantity: string, unit: string, amount: string];
  readonly shipping: string;
  readonly discount: string;
  readonly pricesIncludeTax: string;
  readonly atRate: (rate: string) => string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  /** Of goods at Japan's reduced rate. */
  readonly reduced: string;
  readonly payment: string;
  readonly page: (at: number, of: number) => string;
  readonly showDate: (date: { readonly year: string; readonly month: string; readonly day: string }) => string;
};

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const plain = (digits: string): number => Number.parseInt(digits, 10);

export const pdfWords: Readonly<Record<InvoiceLanguage, PdfWords>> = {
  en: {
    title: 'Invoice',
    number: 'Invoice number',
    date: 'Date',
    to: (name) => name,
    registration: 'Tax registration number',
    columns: ['Item', 'Tax', 'Qty', 'Price', 'Amount'],
    shipping: 'Shipping',
    discount: 'Discount',
    pricesIncludeTax: 'Prices include tax.',
    atRate: (rate) => `Goods and services at ${rate}%`,
    net: 'Without tax',
    tax: 'Tax',
    total: 'Total',
    reduced: '※ goods at the reduced rate',
    payment: 'This invoice is paid by mail: the bank asks you, and your answer pays it. Please do not transfer the amount as well.',
    page: (at, of) => `Page ${at} of ${of}`,
    showDate: ({ year, month, day }) => `${plain(day)} ${MONTHS[plain(month) - 1] ?? ''} ${year}`,
  },
  ja: {
    title: '請求書',
    number: '請求書番号',
    date: '発行日',
    to: (name) => `${name} 様`,
    registration: '登録番号',
    columns: ['品名', '税率', '数量', '単価', '金額'],
    shipping: '送料',
    discount: '割引',
    pricesIncludeTax: '単価・金額は税込です。',
    atRate: (rate) => `${rate}%対象`,
    net: '税抜金額',
    tax: '消費税額',
    total: '合計',
    reduced: '※は軽減税率対象です。',
    payment: 'お支払いは電子メールによります。銀行からの確認にお返事いただくと支払われますので、別途のお振込みは不要です。',
    page: (at, of) => `${at} / ${of}`,
    showDate: ({ year, month, day }) => `${year}年${plain(month)}月${plain(day)}日`,
  },
};
