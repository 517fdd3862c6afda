/**
 * Nothing was paid. The buyer reads why and that the money is free; the merchant reads "do not ship" and the reason only where it is
 * their own doing or the bank's rule, never what the buyer did or has (9-rules 18, 26).
 */
import type { Language } from '../core/party.ts';
import type { EndReason } from '../core/payment.ts';
import { paragraph, rows, steps, strong, type Block } from './block.ts';
import { short } from './clean.ts';
import { orderAnew } from './how-to.ts';
import { party, subject, sum, type Letterhead, type Notice } from './letterhead.ts';

/** To the buyer; also what an answer that came too late is told. After a restore (`restored`) nobody says that nothing was paid: what is missing from the books, they can't know. */
export const reasonForBuyer: Readonly<Record<Language, Readonly<Record<EndReason, string>>>> = {
  en: {
    refused: 'You answered NO.',
    fraud: 'You answered FRAUD. This shop can ask nothing more of you here, and our staff look into it.',
    blocked: 'You answered FRAUD to this shop, and it is paid nothing more from your account.',
    cancelled: 'You cancelled the order.',
    withdrawn: 'The shop has withdrawn its invoice.',
    restored: 'We had to take up our books from a copy, so all that was open has ended. If you have a receipt for this payment, keep it and call us: it proves that it was paid.',
    stopped: 'The bank has ended it: an account or an address that takes part in it is not in use now.',
    'wrong-passwords': 'Too many answers came with a wrong password. If they were not yours, call us.',
    'no-forward': 'No invoice of the shop that we could take reached us in time.',
    'no-order': 'Your order did not reach us in time.',
    'no-answer': 'We had no answer from you in time.',
    'no-funds': 'Your account did not hold enough in time.',
    'above-limit': 'The total is above what can be paid by mail for your account now.',
    'invoice-paid': 'The shop asked for this with the number of an invoice that has been paid already.',
    'no-road': 'What this payment needed besides your order did not come in time.',
    'secret-refused': 'The password of the order was refused. Neither your mail nor the one of the shop will work: both have to be sent again, with a new password.',
    undeliverable: 'Our question could not be delivered to your address.',
  },
  ja: {
    refused: 'NO とのお返事をいただきました。',
    fraud: 'FRAUD とのお返事をいただきました。この店からの請求は以後お断りし、係員が調べます。',
    blocked: 'この店について FRAUD とのお返事をいただいたため、お客様の口座からこの店への支払いは行いません。',
    cancelled: 'ご注文の取り消しをいただきました。',
    withdrawn: '店が請求を取り下げました。',
    restored: '当行が帳簿を控えから復元したため、進行中だった支払いはすべて終了しました。この支払いの領収書をお持ちの場合は、支払い済みの証明になりますので、保管のうえお電話ください。',
    stopped: 'この支払いに関わる口座またはアドレスが現在使われていないため、当行が終了しました。',
    'wrong-passwords': 'パスワードの誤ったお返事が続きました。お心当たりがなければお電話ください。',
    'no-forward': 'お受けできる店からの請求が、期限までに届きませんでした。',
    'no-order': 'ご注文が期限までに当行に届きませんでした。',
    'no-answer': '期限までにお返事がありませんでした。',
    'no-funds': '期限までに口座の残高が足りませんでした。',
    'above-limit': '合計が、現在メールで支払える限度額を超えています。',
    'invoice-paid': '店が請求に使った請求書番号は、すでに支払い済みです。',
    'no-road': 'この支払いに必要な小切手や掲示が期限までに届きませんでした。',
    'secret-refused': 'ご注文のパスワードは使えません。お送りのメールも店からのメールも無効です。新しいパスワードで、両方とも送り直していただく必要があります。',
    undeliverable: '当行からの確認のメールが届きませんでした。',
  },
};

/** Not after FRAUD: that shop is paid nothing any more, whatever is ordered there. */
export const howToGoOn = (language: Language, reason: EndReason, head: Letterhead): readonly Block[] => (reason === 'fraud' || reason === 'blocked' ? [] : [steps(orderAnew[language](head))]);

export const endedBuyer: Notice<'ended-buyer'> = {
  en: (facts, head) => ({
    subject: subject((shop) => (facts.reason === 'restored' ? `Your payment to ${shop} has ended` : `Nothing was paid to ${shop}`), facts.shop?.name ?? 'the shop', facts.reference),
    blocks: [
      strong(facts.reason === 'restored' ? 'This payment is open no longer.' : facts.freed === null ? 'Nothing was paid.' : `Nothing was paid, and ${sum(facts.freed)} is free again.`),
      paragraph(reasonForBuyer.en[facts.reason]),
      rows(
        ['Reference', facts.reference],
        ['Shop', facts.shop === null ? null : party(facts.shop)],
        ['Total asked', facts.total === null ? null : sum(facts.total)],
        ['Order of', head.date(facts.orderedAt)],
        ['Ended on', head.date(facts.at)],
      ),
      ...howToGoOn('en', facts.reason, head),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => (facts.reason === 'restored' ? `${shop}への支払いの手続きは終了しました` : `${shop}への支払いは行われませんでした`), facts.shop?.name ?? '店', facts.reference),
    blocks: [
      strong(facts.reason === 'restored' ? 'この支払いの手続きは終了しました。' : facts.freed === null ? '支払いは行われませんでした。' : `支払いは行われず、取り置いた ${sum(facts.freed)} は元に戻りました。`),
      paragraph(reasonForBuyer.ja[facts.reason]),
      rows(
        ['参照番号', facts.reference],
        ['店', facts.shop === null ? null : party(facts.shop)],
        ['請求額', facts.total === null ? null : sum(facts.total)],
        ['ご注文日時', head.date(facts.orderedAt)],
        ['終了日時', head.date(facts.at)],
      ),
      ...howToGoOn('ja', facts.reason, head),
    ],
  }),
};

/** Whatever the buyer did or lacked reads the same. */
const alike = (words: string) => ({ refused: words, fraud: words, blocked: words, cancelled: words, stopped: words, restored: words, 'wrong-passwords': words, 'no-answer': words, 'no-funds': words, 'no-road': words, 'above-limit': words, undeliverable: words });

const reasonForMerchant: Readonly<Record<Language, Readonly<Record<EndReason, string>>>> = {
  en: {
    ...alike('The payment was not completed.'),
    restored: 'We had to take up our books from a copy, so all that was open has ended. If you have a receipt for this payment, keep it and call us: it proves that it was paid.',
    withdrawn: 'You have withdrawn your invoice.',
    'invoice-paid': 'An invoice of this number has been paid already.',
    'no-order': 'No order that fits your mail reached us in time.',
    'no-forward': 'An order that names you reached us, but no forward of it that we could take did in time.',
    'secret-refused': 'The password in the order was refused. Neither mail will work: the customer has to order again with a new password, and you forward the new order.',
  },
  ja: {
    ...alike('この支払いは成立しませんでした。'),
    restored: '当行が帳簿を控えから復元したため、進行中だった支払いはすべて終了しました。この支払いの領収書をお持ちの場合は、支払い済みの証明になりますので、保管のうえお電話ください。',
    withdrawn: '請求の取り下げを承りました。',
    'invoice-paid': 'この請求書番号はすでに支払い済みです。',
    'no-order': '転送に合う注文が、期限までに当行に届きませんでした。',
    'no-forward': '貴店あての注文は届きましたが、お受けできる転送が期限までに届きませんでした。',
    'secret-refused': '注文のパスワードは使えません。どちらのメールも無効です。お客様に新しいパスワードで注文し直していただき、新しい注文を転送してください。',
  },
};

export const endedMerchant: Notice<'ended-merchant'> = {
  en: (facts, head) => ({
    subject: subject((invoice) => `${facts.reason === 'restored' ? 'This payment has ended' : 'Not completed, do not ship'}${invoice === '' ? '' : `: invoice ${invoice}`}`, facts.invoice ?? '', facts.reference),
    blocks: [
      strong(facts.reason === 'restored' ? 'This payment is open no longer; do not ship by it unless you have its receipt.' : 'Not completed: do not ship. Nothing was paid.'),
      paragraph(reasonForMerchant.en[facts.reason]),
      rows(['Reference', facts.reference], ['Invoice', short(facts.invoice ?? '')], ['Customer', facts.buyer === null ? null : party(facts.buyer)], ['Total', facts.total === null ? null : sum(facts.total)], ['Ended on', head.date(facts.at)]),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((invoice) => `${facts.reason === 'restored' ? 'この支払いの手続きは終了しました' : '未完了・発送しないでください'}${invoice === '' ? '' : `：請求書番号 ${invoice}`}`, facts.invoice ?? '', facts.reference),
    blocks: [
      strong(facts.reason === 'restored' ? 'この支払いの手続きは終了しました。領収書をお持ちでなければ、発送しないでください。' : '支払いは完了していません。発送しないでください。'),
      paragraph(reasonForMerchant.ja[facts.reason]),
      rows(['参照番号', facts.reference], ['請求書番号', short(facts.invoice ?? '')], ['お客様', facts.buyer === null ? null : party(facts.buyer)], ['合計', facts.total === null ? null : sum(facts.total)], ['終了日時', head.date(facts.at)]),
    ],
  }),
};
