/**
 * The account does not hold enough: the buyer reads how much is missing, by when, and whether they are asked before it is paid; the merchant only
 * that it can't be completed now (9-rules 18).
 */
import { paragraph, rows, steps, strong, sums, type Block } from './block.ts';
import { short } from './clean.ts';
import type { Language } from '../core/party.ts';
import { party, subject, sum, type FactsOf, type Notice } from './letterhead.ts';

type Short = FactsOf<'funds-short-buyer'>;

/** What follows the deposit, and how to do without the order. */
const NEXT: Readonly<Record<Language, (facts: Short) => readonly [then: string, stop: string]>> = {
  en: ({ asks, reference }) => {
    if (asks === undefined) return ['As soon as it is booked the payment goes on.', 'If you do not want the order any more, answer this mail with the word CANCEL on the first line.'];
    if (asks) return ['As soon as it is booked we ask you by mail whether to pay.', 'If you do not want the order any more, answer this mail with the word CANCEL on the first line.'];
    return ['As soon as it is booked this is paid at once, without a question: you have sent us all that it needs.', `If you do not want it to be paid, answer this mail with CANCEL ${reference} on the first line before the money is there.`];
  },
  ja: ({ asks, reference }) => {
    if (asks === undefined) return ['記帳され次第、お手続きを進めます。', '注文を取りやめる場合は、1行目に CANCEL と書いてこのメールに返信してください。'];
    if (asks) return ['記帳され次第、支払うかどうかをメールでおたずねします。', '注文を取りやめる場合は、1行目に CANCEL と書いてこのメールに返信してください。'];
    return ['必要なものはすべて届いていますので、記帳され次第、おたずねせずにすぐ支払います。', `支払いを取りやめる場合は、ご入金の前に、1行目に CANCEL ${reference} と書いてこのメールに返信してください。`];
  },
};

const nextSteps = (language: Language, facts: Short, payIn: string): Block => {
  const [then, stop] = NEXT[language](facts);
  return steps(`${payIn}${language === 'en' ? ' ' : ''}${then}`, stop);
};

export const fundsShortBuyer: Notice<'funds-short-buyer'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `${sum(facts.missing)} missing to pay ${shop}`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} asks you to pay ${sum(facts.total)}.\nYour account does not hold enough. Nothing is paid.`),
      sums(['Total asked', sum(facts.total)], ['Available', sum(facts.available)], ['Missing', sum(facts.missing)]),
      rows(['Reference', facts.reference]),
      nextSteps('en', facts, `Pay in ${sum(facts.missing)} by ${head.date(facts.until)}.`),
      paragraph('Without the deposit nothing is paid. The shop is not told why.'),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `${shop} への支払いに ${sum(facts.missing)} 足りません`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} からの請求 ${sum(facts.total)}\n口座の残高が足りません。支払いは行われていません。`),
      sums(['請求額', sum(facts.total)], ['利用可能額', sum(facts.available)], ['不足額', sum(facts.missing)]),
      rows(['参照番号', facts.reference]),
      nextSteps('ja', facts, `${head.date(facts.until)} までに ${sum(facts.missing)} をご入金ください。`),
      paragraph('ご入金がなければ、支払いは行われません。理由は店には知らせません。'),
    ],
  }),
};

export const fundsShortMerchant: Notice<'funds-short-merchant'> = {
  en: (facts, head) => ({
    subject: subject((invoice) => `Cannot be completed now, do not ship${invoice === '' ? '' : `: invoice ${invoice}`}`, facts.invoice ?? '', facts.reference),
    blocks: [
      strong('This payment cannot be completed now: do not ship.'),
      rows(['Reference', facts.reference], ['Invoice', short(facts.invoice ?? '')], ['Customer', party(facts.buyer)], ['Total', sum(facts.total)]),
      steps('You need not do anything. We write to you when it is paid, or when it has ended without payment.'),
      paragraph(`As things stand it ends on ${head.date(facts.until)}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((invoice) => `現在は完了できません・発送しないでください${invoice === '' ? '' : `：請求書番号 ${invoice}`}`, facts.invoice ?? '', facts.reference),
    blocks: [
      strong('この支払いは現在完了できません。発送しないでください。'),
      rows(['参照番号', facts.reference], ['請求書番号', short(facts.invoice ?? '')], ['お客様', party(facts.buyer)], ['合計', sum(facts.total)]),
      steps('何もする必要はありません。支払われたとき、または支払われずに終了したときにお知らせします。'),
      paragraph(`現在のところ、期限は ${head.date(facts.until)} です。`),
    ],
  }),
};
