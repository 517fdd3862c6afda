/** About an answer to a question that paid nothing: unclear, with a wrong password, too late, after the payment; FRAUD without a question. */
import type { Language } from '../core/party.ts';
import { beginsLikeConsent } from '../protocol/consent.ts';
import { example, paragraph, rows, steps, strong, type Block } from './block.ts';
import { doubtShown } from './doubts.ts';
import { howToGoOn, reasonForBuyer } from './ended.ts';
import { answerTheQuestion, written } from './how-to.ts';
import { party, subject, sum, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';

/** A word of consent alone; what may be a password is shown as `…`. */
const lacksPassword = ({ shown, doubt }: FactsOf<'answer-unclear'>): boolean => doubt === null && shown !== '' && !shown.includes('…') && beginsLikeConsent(shown);

export const answerUnclear: Notice<'answer-unclear'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `We could not read your answer about ${shop}`, facts.shop.name, facts.reference),
    blocks: [
      strong(`We could not take your answer about ${sum(facts.total)} to ${party(facts.shop)}. Nothing is paid.`),
      rows(['Your first line', facts.shown], ['What is missing', lacksPassword(facts) ? 'the password, on the same line' : null], ['What is in doubt', doubtShown('en', facts.doubt)], ['Reference', facts.reference]),
      steps(...answerTheQuestion.en(`with [${facts.reference}] in its subject`, facts.number), 'Write nothing else on that line. The password is in your order: look in your Sent folder.'),
      paragraph(`Without an answer by ${head.date(facts.until)} nothing is paid. If your next answer can't be read either, we do not write again; STATUS tells how it stands.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `${shop} についてのお返事を読み取れませんでした`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} への支払い ${sum(facts.total)} について、お返事をお受けできませんでした。支払いは行われていません。`),
      rows(['お返事の1行目', facts.shown], ['足りないもの', lacksPassword(facts) ? '同じ行のパスワード' : null], ['はっきりしない点', doubtShown('ja', facts.doubt)], ['参照番号', facts.reference]),
      steps(...answerTheQuestion.ja(`（件名に [${facts.reference}] とあるもの）`, facts.number), 'その行には、ほかに何も書かないでください。パスワードはご注文のメールに書かれています（送信済みフォルダーをご覧ください）。'),
      paragraph(`${head.date(facts.until)} までにお返事がなければ、支払いは行われません。次のお返事も読み取れない場合、当行からは改めてお送りしません。支払いの状態は STATUS でお調べいただけます。`),
    ],
  }),
};

export const wrongPassword: Notice<'wrong-password'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `Wrong password: nothing is paid to ${shop} yet`, facts.shop.name, facts.reference),
    blocks: [
      strong(`That is not the password of your order of ${head.date(facts.orderedAt)}.\nNothing is paid: ${facts.triesLeft === 1 ? '1 try' : `${facts.triesLeft} tries`} left.`),
      rows(['Total', sum(facts.total)], ['Shop', party(facts.shop)], ['Reference', facts.reference]),
      steps('Look in your Sent folder: the password is in your order.', ...answerTheQuestion.en(`with [${facts.reference}] in its subject`, facts.number)),
      paragraph(`Without an answer by ${head.date(facts.until)} nothing is paid.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `パスワードが違います：${shop} への支払いはまだです`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${head.date(facts.orderedAt)} のご注文のパスワードではありません。\n支払いは行われていません。あと${facts.triesLeft}回お試しいただけます。`),
      rows(['合計', sum(facts.total)], ['店', party(facts.shop)], ['参照番号', facts.reference]),
      steps('送信済みフォルダーをご覧ください。パスワードはご注文のメールに書かれています。', ...answerTheQuestion.ja(`（件名に [${facts.reference}] とあるもの）`, facts.number)),
      paragraph(`${head.date(facts.until)} までにお返事がなければ、支払いは行われません。`),
    ],
  }),
};

export const answerLate: Notice<'answer-late'> = {
  en: (facts, head) => ({
    subject: subject((shop) => (facts.reason === 'restored' ? `Too late: your payment to ${shop} has ended` : `Too late: nothing was paid to ${shop}`), facts.shop?.name ?? 'the shop', facts.reference),
    blocks: [
      strong(`Your answer came after this payment had ended on ${head.date(facts.endedAt)}.\n${facts.reason === 'restored' ? 'It pays nothing.' : 'Nothing was paid.'}`),
      paragraph(reasonForBuyer.en[facts.reason]),
      rows(['Reference', facts.reference], ['Shop', facts.shop === null ? null : party(facts.shop)], ['Total asked', facts.total === null ? null : sum(facts.total)]),
      ...howToGoOn('en', facts.reason, head),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => (facts.reason === 'restored' ? `期限切れ：${shop}への支払いの手続きは終了しています` : `期限切れ：${shop}への支払いは行われませんでした`), facts.shop?.name ?? '店', facts.reference),
    blocks: [
      strong(`お返事は、この支払いが ${head.date(facts.endedAt)} に終了した後に届きました。\n${facts.reason === 'restored' ? 'お返事による支払いはありません。' : '支払いは行われませんでした。'}`),
      paragraph(reasonForBuyer.ja[facts.reason]),
      rows(['参照番号', facts.reference], ['店', facts.shop === null ? null : party(facts.shop)], ['請求額', facts.total === null ? null : sum(facts.total)]),
      ...howToGoOn('ja', facts.reason, head),
    ],
  }),
};

/** What came too late; words as they are to be written in a mail. */
const TOO_LATE = {
  en: { no: 'Your NO', cancel: 'Your CANCEL', fraud: 'Your FRAUD', copy: 'Another copy of your order' },
  ja: { no: 'NO とのメール', cancel: 'CANCEL とのメール', fraud: 'FRAUD とのメール', copy: '同じご注文の別のメール' },
} as const;

export const alreadyPaid: Notice<'already-paid'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `Already paid: ${sum(facts.total)} to ${shop}`, facts.shop.name, facts.reference),
    blocks: [
      strong(`Already paid on ${head.date(facts.paidAt)}:\n${sum(facts.total)} to ${party(facts.shop)}.`),
      paragraph(`${TOO_LATE.en[facts.answer]} reached us after the payment was made, and a payment can't be taken back by mail.`),
      ...(facts.answer === 'copy' ? [paragraph('Nothing more is paid by it, and an "Up to:" in it has changed nothing. A further order needs a new password.')] : []),
      ...(facts.answer === 'fraud' ? [paragraph('From now on this shop can ask nothing more of you here, and our staff look into this payment.')] : []),
      rows(['Reference', facts.reference]),
      paragraph('If something is wrong with it, open a dispute: write to us from your registered address, on the first line:'),
      example(`DISPUTE ${written(facts.reference)} the parcel has not arrived`),
      steps(`Or call us: ${head.telephone}. Name the reference and say what is wrong.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `支払い済みです：${shop} に ${sum(facts.total)}`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${head.date(facts.paidAt)} に支払い済みです。\n支払先 ${party(facts.shop)}、金額 ${sum(facts.total)}`),
      paragraph(`${TOO_LATE.ja[facts.answer]}は、支払いの後に届きました。支払いをメールで取り消すことはできません。`),
      ...(facts.answer === 'copy' ? [paragraph('このメールによる支払いはなく、「上限：」の行があっても何も変わっていません。新しいご注文には、新しいパスワードが必要です。')] : []),
      ...(facts.answer === 'fraud' ? [paragraph('この店からの請求は以後お断りし、この支払いについて係員が調べます。')] : []),
      rows(['参照番号', facts.reference]),
      paragraph('問題がある場合は、ご登録のアドレスから1行目に次のように書いてお送りいただくと、異議の申し立てになります。'),
      example(`DISPUTE ${written(facts.reference)} 商品が届きません`),
      steps(`${head.telephone} へお電話のうえ、参照番号と問題の内容をお伝えいただくこともできます。`),
    ],
  }),
};

/** What became of the payment that FRAUD was written about. */
const FRAUD_NOTED = {
  en: {
    nothing: 'It belongs to no question of ours, so nothing else has changed: a payment that waits for your answer still waits.',
    ended: (at: string) => `The payment that you answer had ended before, on ${at}; nothing was paid. The shop that asked for it can ask nothing more of you here.`,
    stopped: 'The payment that you wrote about is stopped: nothing is paid for it.',
    blocked: 'The shop that asked for it can ask nothing more of you here.',
    paid: (at: string) => `The payment that you wrote about was made before, on ${at}, and a payment can't be taken back by mail.`,
    dispute: 'If something is wrong with the payment, open a dispute: write to us from your registered address, on the first line:',
    words: 'I did not order this',
    stop: 'To stop a payment that is not made yet, write CANCEL with its reference on the first line of a mail to us, or answer our question with NO or FRAUD.',
  },
  ja: {
    nothing: '当行からの確認への返信ではないため、ほかには何も変えていません。お返事待ちの支払いは、そのままお待ちしています。',
    ended: (at: string) => `この支払いは ${at} に終了しており、支払いは行われていません。請求した店からの請求は、以後お断りします。`,
    stopped: 'この支払いを止めました。支払いは行われません。',
    blocked: '請求した店からの請求は、以後お断りします。',
    paid: (at: string) => `この支払いは ${at} に済んでおり、メールで取り消すことはできません。`,
    dispute: '問題がある場合は、ご登録のアドレスから1行目に次のように書いてお送りいただくと、異議の申し立てになります。',
    words: '注文した覚えがありません',
    stop: 'まだ済んでいない支払いを止める場合は、当行へのメールの1行目に CANCEL と参照番号を書いてお送りいただくか、当行からの確認のメールに、1行目に NO または FRAUD と書いて返信してください。',
  },
} as const;

function becameOfFraud(language: Language, { ended, stopped, paid, reference }: FactsOf<'fraud-noted'>, head: Letterhead): readonly Block[] {
  const words = FRAUD_NOTED[language];
  if (ended !== undefined) return [paragraph(words.ended(head.date(ended.at)))];
  if (stopped !== undefined) return [paragraph(words.stopped), ...(stopped.isShopBlocked ? [paragraph(words.blocked)] : [])];
  if (paid !== undefined && reference !== null) return [paragraph(words.paid(head.date(paid.at))), paragraph(words.dispute), example(`DISPUTE ${written(reference)} ${words.words}`)];
  return [paragraph(words.nothing)];
}

const stepsAfterFraud = (language: Language, { ended, stopped, paid }: FactsOf<'fraud-noted'>): readonly string[] => (ended === undefined && stopped === undefined && paid === undefined ? [FRAUD_NOTED[language].stop] : []);

export const fraudNoted: Notice<'fraud-noted'> = {
  en: (facts, head) => ({
    subject: subject(() => 'We have your FRAUD report', '', facts.reference),
    blocks: [
      strong('Your FRAUD has reached us, and our staff have been called.'),
      ...becameOfFraud('en', facts, head),
      rows(['Reference', facts.reference]),
      steps(...stepsAfterFraud('en', facts), `If it is urgent, call us: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject(() => 'FRAUD のご連絡を受け取りました', '', facts.reference),
    blocks: [
      strong('FRAUD のご連絡を受け取り、係員に知らせました。'),
      ...becameOfFraud('ja', facts, head),
      rows(['参照番号', facts.reference]),
      steps(...stepsAfterFraud('ja', facts), `お急ぎの場合は ${head.telephone} へお電話ください。`),
    ],
  }),
};
