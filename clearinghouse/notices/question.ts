/**
 * The question (design 2.3): payee and total in the first line and again last, the shop's own lines between them, how to answer, and by
 * when. Beside it the copy for the buyer's other addresses (9-rules 16), in answer to which NO and FRAUD are taken, and nothing else.
 */
import type { Language } from '../core/party.ts';
import { paragraph, steps, strong, when, type Block } from './block.ts';
import { shownAddress } from './clean.ts';
import { howToAnswer } from './how-to.ts';
import { party, subject, sum, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';
import { shopLines } from './lines.ts';

type Facts = FactsOf<'question'>;

export const question: Notice<'question'> = {
  en: (facts, head) => {
    const lines = shopLines('en', facts.reference, facts.invoice, facts.lines);
    return {
      subject: subject((shop) => `${isReminder(facts) ? 'Reminder: pay' : 'Pay'} ${sum(facts.total)} to ${shop}?`, facts.shop.name, facts.reference),
      blocks: [
        strong(`${party(facts.shop)} asks you to pay ${sum(facts.total)}\nfor your order of ${head.date(facts.orderedAt)}.`),
        ...context('en', facts, head),
        ...lines.blocks,
        strong(`Total ${sum(facts.total)} to ${party(facts.shop)}.\nIt is set aside until your answer; NO frees it at once.`),
        ...when(facts.number === undefined ? null : true, () => [paragraph('This total is above your limit, so the next number of your card is needed as well: it proves more than your mailbox does.')]),
        steps(...howToAnswer.en(facts.number)),
        paragraph(`Without an answer by ${head.date(facts.until)} nothing is paid.`),
      ],
      attachments: lines.attachments,
    };
  },
  ja: (facts, head) => {
    const lines = shopLines('ja', facts.reference, facts.invoice, facts.lines);
    return {
      subject: subject((shop) => `${isReminder(facts) ? '再度のご確認：' : ''}${shop} に ${sum(facts.total)} を支払いますか？`, facts.shop.name, facts.reference),
      blocks: [
        strong(`${party(facts.shop)} からの請求 ${sum(facts.total)}\n（${head.date(facts.orderedAt)} のご注文分）`),
        ...context('ja', facts, head),
        ...lines.blocks,
        strong(`支払先は ${party(facts.shop)}、合計は ${sum(facts.total)} です。\nこの金額はお返事があるまで取り置きます。\nNO と返信されると、すぐに元に戻ります。`),
        ...when(facts.number === undefined ? null : true, () => [paragraph('限度額を超える金額ですので、カードの次の番号も必要です。メールボックスだけでは支払えないようにするためです。')]),
        steps(...howToAnswer.ja(facts.number)),
        paragraph(`${head.date(facts.until)} までにお返事がなければ、支払いは行われません。`),
      ],
      attachments: lines.attachments,
    };
  },
};

/** Not so the question that is sent again since an older one was answered. */
const isReminder = (facts: Facts): boolean => facts.again && facts.replaces === null;

/** What the buyer has to know before they answer: what it replaces, that it was asked before, that the same was paid lately. */
function context(language: Language, facts: Facts, head: Letterhead): readonly Block[] {
  const words = CONTEXT[language];
  return [
    ...(isReminder(facts) ? [paragraph(words.again)] : []),
    ...when(facts.replaces, (old) => [paragraph((facts.again ? words.oldAnswered : words.replaces)(sum(old), old.minor === facts.total.minor && old.currency === facts.total.currency))]),
    ...when(facts.paidBefore, (paid) => [paragraph(words.paidBefore(head.date(paid.at), paid.reference))]),
  ];
}

type Words = {
  readonly again: string;
  /** `same`: not the total has changed, but the lines or the number of the invoice; or nothing has, where the question was void in between. */
  readonly replaces: (old: string, same: boolean) => string;
  readonly oldAnswered: (old: string, same: boolean) => string;
  readonly paidBefore: (at: string, reference: string) => string;
};

const CONTEXT: Readonly<Record<Language, Words>> = {
  en: {
    again: 'We have asked you this before and have no answer yet.',
    replaces: (old, same) => `This replaces our question about ${old}.${same ? ' The total is the same; the shop may have changed its lines.' : ''} An answer to the older question pays nothing.`,
    oldAnswered: (old, same) => `You have answered an older question, about ${old}. The shop has changed ${same ? 'its invoice, not the total,' : 'the total'} since; please answer this one.`,
    paidBefore: (at, reference) => `Note: you paid the same total to this shop on ${at} (reference ${reference}). Refuse this one if it is the same order.`,
  },
  ja: {
    again: '先にもおたずねしましたが、まだお返事をいただいておりません。',
    replaces: (old, same) => `これは ${old} についての先の確認に代わるものです。${same ? '合計は同じですが、明細が変わった可能性があります。' : ''}先の確認に返信しても支払いは行われません。`,
    oldAnswered: (old, same) => `いただいたお返事は ${old} についての古い確認へのものでした。その後、店が${same ? '合計以外の請求内容' : '合計'}を変えましたので、こちらに返信してください。`,
    paidBefore: (at, reference) => `ご注意：この店には ${at} にも同じ金額を支払っています（参照番号 ${reference}）。同じ注文であれば断ってください。`,
  },
};

export const questionCopy: Notice<'question-copy'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `Copy of a question: pay ${sum(facts.total)} to ${shop}?`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} asks you to pay ${sum(facts.total)}.`),
      paragraph(`We have asked at ${shownAddress(facts.asked)} whether this is to be paid, and wait for the answer until ${head.date(facts.until)}.`),
      steps(
        'This is a copy for your safety, sent to your other addresses. No answer to it pays anything.',
        'To stop the payment, answer this mail with NO on the first line. If you know nothing about it, answer FRAUD: this shop can ask nothing more of you here, and our staff look into it.',
        `You can call us as well: ${head.telephone}. Name the reference ${facts.reference}.`,
      ),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `控え：${shop} への支払い ${sum(facts.total)} の確認`, facts.shop.name, facts.reference),
    blocks: [
      strong(`${party(facts.shop)} からの請求 ${sum(facts.total)}`),
      paragraph(`この支払いについて ${shownAddress(facts.asked)} におたずねし、${head.date(facts.until)} までお返事をお待ちしています。`),
      steps(
        'これは安全のため、ほかのご登録アドレスにお送りする控えです。どのように返信しても、支払いは行われません。',
        '支払いを止める場合は、このメールの返信の1行目に NO と書いてください。お心当たりがなければ FRAUD と返信してください。この店からの請求は以後お断りし、係員が調べます。',
        `お電話でも承ります：${head.telephone}（参照番号 ${facts.reference}）`,
      ),
    ],
  }),
};
