/** The account does not hold enough: the buyer reads how much is missing and by when, the merchant only that it can't be completed now (9-rules 18). */
import { paragraph, rows, steps, strong, sums } from './block.ts';
import { short } from './clean.ts';
import { party, subject, sum, type Notice } from './letterhead.ts';

export const fundsShortBuyer: Notice<'funds-short-buyer'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `${sum(facts.missing)} missing to pay ${shop}`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} asks ${sum(facts.total)}.\nYour account does not hold enough. Nothing is paid.`),
      sums(['Total asked', sum(facts.total)], ['Available', sum(facts.available)], ['Missing', sum(facts.missing)]),
      rows(['Reference', facts.reference]),
      steps(`Pay in ${sum(facts.missing)} by ${head.date(facts.until)}. As soon as it is booked we ask you by mail whether to pay.`, 'If you do not want the order any more, answer this mail with the word CANCEL on the first line.'),
      paragraph('Without the deposit nothing is paid. The shop is not told why.'),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `${shop} への支払いに ${sum(facts.missing)} 足りません`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} からの請求 ${sum(facts.total)}\n口座の残高が足りません。支払いは行われていません。`),
      sums(['請求額', sum(facts.total)], ['利用可能額', sum(facts.available)], ['不足額', sum(facts.missing)]),
      rows(['参照番号', facts.reference]),
      steps(`${head.date(facts.until)} までに ${sum(facts.missing)} をご入金ください。記帳され次第、支払うかどうかをメールでおたずねします。`, '注文を取りやめる場合は、1行目に CANCEL と書いてこのメールに返信してください。'),
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
