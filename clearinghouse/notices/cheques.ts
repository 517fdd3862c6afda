/** Cheques and posts on their way: taken, missing, void. A void file never harms a true one, and the mail says so. */
import type { ChequeVoid } from '../core/void-road.ts';
import type { Language } from '../core/party.ts';
import type { Road } from '../core/payment.ts';
import { paragraph, quotedText, rows, steps, strong, when } from './block.ts';
import { clean, shorten, shownAddress, short } from './clean.ts';
import { newAddress } from './how-to.ts';
import { party, subject, sum, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';

const ROADS: Readonly<Record<Language, Readonly<Record<Road, string>>>> = {
  en: { cheque: 'your cheque', post: 'your post on the board' },
  ja: { cheque: '小切手', post: '掲示板へのご自身の掲示' },
};

const listed = (language: Language, roads: readonly Road[]): string => roads.map((road) => ROADS[language][road]).join(language === 'en' ? ' and ' : 'と');

const WAITS = {
  en: { order: 'your order, which has not reached us yet', forward: 'the invoice of the shop', answer: 'your answer to our question', more: 'what else this payment needs' },
  ja: { order: 'まだ届いていないご注文', forward: '店からの請求', answer: '当行からのおたずねへのお返事', more: 'この支払いに必要な残りのもの' },
} as const;

/** What else is missing stands in other mails of ours, if it is the buyer's to send. */
const toDo: Readonly<Record<Language, (facts: FactsOf<'road-taken'>, head: Letterhead) => readonly string[]>> = {
  en: ({ waitsFor }, head) => {
    if (waitsFor === 'more') return [];
    if (waitsFor === 'order') return [`If you have not sent the order yet, send it with the same password to the shop and to ${head.paymentAddress}.`];
    return [waitsFor === 'answer' ? 'Answer our question as it tells you.' : 'You need not do anything now.'];
  },
  ja: ({ waitsFor }, head) => {
    if (waitsFor === 'more') return [];
    if (waitsFor === 'order') return [`ご注文がまだの場合は、同じパスワードを書いて、店と ${head.paymentAddress} の両方に送ってください。`];
    return [waitsFor === 'answer' ? '当行からのおたずねに、その案内のとおり返信してください。' : '今は何もする必要はありません。'];
  },
};

export const roadTaken: Notice<'road-taken'> = {
  en: (facts, head) => ({
    subject: subject(() => (facts.road === 'cheque' ? 'Your cheque is here' : 'Your post is taken'), '', facts.reference),
    blocks: [
      strong(facts.road === 'cheque' ? 'Your cheque has reached us and is good.\nNothing is paid yet.' : 'Your post for the board is taken.\nNothing is paid yet.'),
      paragraph(`The payment waits for ${WAITS.en[facts.waitsFor]}, until ${head.date(facts.until)}.`),
      rows(['Reference', facts.reference], ['Shop', facts.shop === null ? null : party(facts.shop)], ['Cheque', facts.cheque?.serial ?? null], ['At most', facts.cheque === null ? null : sum(facts.cheque.most)], ['Good until', facts.cheque === null ? null : head.date(facts.cheque.expiresAt)]),
      ...when(facts.post, (text) => (text === '' ? [] : [quotedText('You let stand on the board:', shorten(clean(text), 140))])),
      steps(...toDo.en(facts, head), 'To cancel, answer this mail with the word CANCEL on the first line.'),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject(() => (facts.road === 'cheque' ? '小切手が届きました' : '掲示を承りました'), '', facts.reference),
    blocks: [
      strong(facts.road === 'cheque' ? '小切手が届きました。有効なものです。\nまだ支払いは行われていません。' : '掲示板への掲示を承りました。\nまだ支払いは行われていません。'),
      paragraph(`${WAITS.ja[facts.waitsFor]}を ${head.date(facts.until)} までお待ちします。`),
      rows(['参照番号', facts.reference], ['店', facts.shop === null ? null : party(facts.shop)], ['小切手番号', facts.cheque?.serial ?? null], ['上限', facts.cheque === null ? null : sum(facts.cheque.most)], ['有効期限', facts.cheque === null ? null : head.date(facts.cheque.expiresAt)]),
      ...when(facts.post, (text) => (text === '' ? [] : [quotedText('掲示板に載る言葉：', shorten(clean(text), 140))])),
      steps(...toDo.ja(facts, head), '取り消す場合は、1行目に CANCEL と書いてこのメールに返信してください。'),
    ],
  }),
};

const howTo = {
  en: (road: Road, head: Letterhead): string => (road === 'cheque' ? `Write a cheque for this order with your wallet page, and send the file to ${head.paymentAddress}, attached to a mail.` : `Send the same order, with the same password, to ${head.boardAddress ?? head.paymentAddress}; a line "Post:" in it is shown to everybody.`),
  ja: (road: Road, head: Letterhead): string => (road === 'cheque' ? `ウォレットのページでこの注文の小切手を作り、メールに添付して ${head.paymentAddress} へ送ってください。` : `同じ注文を同じパスワードのまま、${head.boardAddress ?? head.paymentAddress} へ送ってください。「掲示：」の行は誰でも読めるようになります。`),
} as const;

export const roadMissing: Notice<'road-missing'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `Still needed to pay ${shop}`, facts.shop.name, facts.reference),
    blocks: [
      strong(`To pay ${sum(facts.total)} to ${party(facts.shop)}, ${listed('en', facts.missing)} ${facts.missing.length === 1 ? 'is' : 'are'} missing.`),
      paragraph(`Nothing is paid, and nothing is set aside. We wait until ${head.date(facts.until)}. ${facts.then === 'ask' ? 'Without it we ask you by mail instead.' : 'Without it nothing is paid.'}`),
      rows(['Reference', facts.reference], ['Order of', head.date(facts.orderedAt)], ['Total', sum(facts.total)]),
      steps(...facts.missing.map((road) => howTo.en(road, head)), 'If you do not want to pay, answer this mail with the word CANCEL on the first line.'),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `${shop}への支払いに足りないもの`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} へ ${sum(facts.total)} を支払うには、${listed('ja', facts.missing)}が必要です。`),
      paragraph(`支払いも取り置きも行われていません。${head.date(facts.until)} までお待ちします。${facts.then === 'ask' ? '届かない場合は、代わりにメールでおたずねします。' : '届かない場合、支払いは行われません。'}`),
      rows(['参照番号', facts.reference], ['ご注文日時', head.date(facts.orderedAt)], ['合計', sum(facts.total)]),
      steps(...facts.missing.map((road) => howTo.ja(road, head)), '支払わない場合は、1行目に CANCEL と書いてこのメールに返信してください。'),
    ],
  }),
};

/** Why, and what to do; for an address that is too new see `newAddress`. */
const VOID: Readonly<Record<Language, Readonly<Record<ChequeVoid, readonly [why: string, what: string]>>>> = {
  en: {
    'too-large': ['The file is too large for a cheque.', 'Attach the file cheque-….age that your wallet page has saved, and nothing else.'],
    'not-sealed': ['The file is no sealed cheque.', 'Attach the file cheque-….age as your wallet page has saved it.'],
    'several-recipients': ['Somebody besides us could open this file, so it counts as opened.', 'Write a new cheque with the wallet page that we have sent you.'],
    'not-ours': ['We can not open this file: it was altered on the way, or sealed to another key than ours.', 'Attach the saved file again; if that does not help, write a new cheque, with the newest wallet page that we have sent you.'],
    altered: ['The file was altered or cut off on the way.', 'Attach the saved file again, or write a new cheque.'],
    malformed: ['What lies in the file is no cheque as our wallet page writes it.', 'Write a new cheque with the wallet page that we have sent you.'],
    'amount-unreadable': ['The amount in the cheque can not be read for sure.', 'Write a new cheque.'],
    'times-unfit': ['The times in the cheque can not be right: it may be good for a week at most.', 'Look at the clock of your device, and write a new cheque.'],
    'signature-wrong': ['The signature in the cheque is not that of its own words.', 'Write a new cheque.'],
    expired: ['The cheque was good until an earlier day.', 'Write a new cheque.'],
    'other-payee': ['The cheque names another payee than the order.', 'Write a new cheque to the shop that the order goes to.'],
    'too-small': ['The cheque covers less than the shop asks for.', 'Write a new cheque if the total is right; else ask the shop.'],
    'no-wallet': ['There is no wallet for your account.', 'Ask our staff for a wallet page.'],
    'other-signer': ['The cheque was signed with another key than the one that you have enrolled.', 'Write a new cheque with your present wallet secret. If you have not written this one, call us.'],
    'other-account': ['The cheque is of another account than yours.', 'Write the cheque on the wallet page that we have sent to your own address.'],
    'payee-unknown': ['The payee in the cheque is not registered here.', 'Look at the shop\'s address, and write a new cheque.'],
    currency: ['You have no account in the currency of the cheque.', 'Write a new cheque in the currency of your account.'],
    doubled: ['Another cheque with the same number came before. Both are void.', 'Call us: somebody may know your wallet secret. Your wallet is closed: until you have a new one no cheque is taken.'],
    'already-paid': ['The payment of this password was made before.', 'Nothing is to be done. A new order needs a new password and a new cheque.'],
    'too-late': ['The payment of this password has ended.', 'Order again, with a new password and a new cheque.'],
    'address-too-new': ['This address was registered a short time ago and can not pay yet.', ''],
    'wallet-too-new': ['Your wallet was enrolled a short time ago, and this payment needs one that is in force for longer.', 'Cheques for smaller orders are taken at once. For one like this order again after the day that our mail about your wallet names, or call us.'],
    opened: ['Our staff have had to look into it. Whatever was opened for a look is void.', 'Write a new cheque. If anything else is needed for this payment, we write to you.'],
  },
  ja: {
    'too-large': ['小切手としては大きすぎるファイルです。', 'ウォレットのページが保存した cheque-….age だけを添付してください。'],
    'not-sealed': ['封をした小切手ではありません。', 'ウォレットのページが保存した cheque-….age をそのまま添付してください。'],
    'several-recipients': ['当行以外にも開けられる人がいるファイルのため、開封されたものとして扱います。', '当行からお送りしたウォレットのページで、新しい小切手を作ってください。'],
    'not-ours': ['開くことができません。途中で変わったか、当行のものではない鍵で封がされています。', '保存したファイルをもう一度添付してください。それでもお受けできない場合は、最新のウォレットのページで作り直してください。'],
    altered: ['途中で変わったか、途切れています。', '保存したファイルをもう一度添付するか、新しい小切手を作ってください。'],
    malformed: ['中身が、当行のウォレットのページの書く小切手ではありません。', '当行からお送りしたウォレットのページで、新しい小切手を作ってください。'],
    'amount-unreadable': ['小切手の金額を確実に読み取れません。', '新しい小切手を作ってください。'],
    'times-unfit': ['小切手の日時が正しくありません（有効期間は最長1週間です）。', 'お使いの機器の時計を確かめ、新しい小切手を作ってください。'],
    'signature-wrong': ['小切手の署名が、その内容のものではありません。', '新しい小切手を作ってください。'],
    expired: ['有効期限の過ぎた小切手です。', '新しい小切手を作ってください。'],
    'other-payee': ['小切手の支払先が、ご注文の店と異なります。', 'ご注文の店あてに、新しい小切手を作ってください。'],
    'too-small': ['小切手の金額が、店の請求に足りません。', '請求額が正しければ新しい小切手を作り、そうでなければ店にお問い合わせください。'],
    'no-wallet': ['ウォレットが登録されていません。', 'ウォレットのページを窓口でお申し込みください。'],
    'other-signer': ['登録された鍵とは別の鍵で署名されています。', '現在のウォレットの秘密の文字で新しい小切手を作ってください。お心当たりがなければお電話ください。'],
    'other-account': ['ほかの口座の小切手です。', 'ご自身のアドレスに届いたウォレットのページで作ってください。'],
    'payee-unknown': ['小切手の支払先は登録されていません。', '店のアドレスを確かめ、新しい小切手を作ってください。'],
    currency: ['小切手の通貨の口座がありません。', '口座の通貨で、新しい小切手を作ってください。'],
    doubled: ['同じ番号の別の小切手が先に届いています。どちらも無効です。', 'ウォレットの秘密の文字が知られているおそれがあります。お電話ください。ウォレットは閉じました。新しいウォレットができるまで、小切手はお受けしません。'],
    'already-paid': ['このパスワードの支払いはすでに済んでいます。', '何もする必要はありません。新しい注文には、新しいパスワードと新しい小切手が必要です。'],
    'too-late': ['このパスワードの支払いは終了しています。', '新しいパスワードと新しい小切手で、注文し直してください。'],
    'address-too-new': ['このアドレスは登録したばかりのため、まだ支払いに使えません。', ''],
    'wallet-too-new': ['ウォレットは登録したばかりのため、この支払いにはまだ使えません。', '少額のご注文の小切手はすぐにお受けします。このようなお支払いは、ウォレット登録のお知らせに記した日より後に注文し直していただくか、お電話ください。'],
    opened: ['係員が中身を確認しました。確認のために開いた小切手は無効になります。', '新しい小切手を作ってください。この支払いにほかに必要なものがあれば、メールでお知らせします。'],
  },
};

const details = (language: Language, facts: FactsOf<'cheque-void'>) => {
  const [cheque, most, payee, reference, mail] = language === 'en' ? ['Cheque', 'At most', 'To', 'Reference', 'Your mail'] : ['小切手番号', '上限', '支払先', '参照番号', 'お送りのメール'];
  return rows([cheque, facts.serial], [most, facts.most === null ? null : sum(facts.most)], [payee, facts.payee === null ? null : shownAddress(facts.payee)], [reference, facts.reference], [mail, facts.subject === '' ? null : short(facts.subject)]);
};

const whatToDo = (language: Language, { why, usableFrom }: FactsOf<'cheque-void'>, head: Letterhead): string => (why === 'address-too-new' ? newAddress[language](head, usableFrom) : VOID[language][why][1]);

export const chequeVoid: Notice<'cheque-void'> = {
  en: (facts, head) => ({
    subject: subject(() => 'This cheque is void', '', facts.reference),
    blocks: [
      strong('This cheque is void. Nothing was paid by it.'),
      paragraph(VOID.en[facts.why][0]),
      details('en', facts),
      ...(facts.why === 'doubled' || facts.why === 'opened' ? [] : [paragraph('Your order, and any good cheque of yours, are as they were.')]),
      steps(`${whatToDo('en', facts, head)}${facts.asks === true ? ' Until then nothing is paid before we have asked you by mail.' : ''}`, `If you have not sent it, call us: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject(() => 'この小切手は無効です', '', facts.reference),
    blocks: [
      strong('この小切手は無効です。これによる支払いは行われていません。'),
      paragraph(VOID.ja[facts.why][0]),
      details('ja', facts),
      ...(facts.why === 'doubled' || facts.why === 'opened' ? [] : [paragraph('ご注文と、ほかの有効な小切手には影響ありません。')]),
      steps(`${whatToDo('ja', facts, head)}${facts.asks === true ? 'それまでは、支払いの前に必ずメールでおたずねします。' : ''}`, `お心当たりがなければ ${head.telephone} へお電話ください。`),
    ],
  }),
};
