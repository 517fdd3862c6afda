/** Refunds: the question to the merchant, why one can't be, that staff look first, how one ended, and the receipt to both sides. */
import { isShownReference } from '../protocol/reference.ts';
import { formatMoney } from '../protocol/money.ts';
import type { Language } from '../core/party.ts';
import type { RefusalCode } from '../core/refusals.ts';
import { example, paragraph, rows, steps, strong, sums, when, type Block } from './block.ts';
import { clean, short, shorten } from './clean.ts';
import { doubtShown } from './doubts.ts';
import { entryProof } from './entry-proof.ts';
import { saidLines } from './lines.ts';
import { party, subject, sum, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';

export const refundQuestion: Notice<'refund-question'> = {
  en: (facts, head) => ({
    subject: subject((buyer) => `Give ${sum(facts.returns)} back to ${buyer}?`, facts.buyer.name, facts.reference),
    blocks: [
      strong(`You asked us to give ${sum(facts.returns)} back to ${party(facts.buyer)}.`),
      sums(['Paid', sum(facts.paid)], ['Given back so far', sum(facts.before)], ['Given back in all', sum(facts.total)], ['This mail returns', sum(facts.returns)]),
      rows(['Reference', facts.reference], ['Invoice', short(facts.invoice ?? '')]),
      ...ofReason('en', 'You wrote:', facts),
      ...when(facts.isHeld ? facts.returns : null, (held) => [paragraph(`${sum(held)} is set aside on your account until your answer; NO frees it at once.`)]),
      strong(`${sum(facts.returns)} to ${party(facts.buyer)}.`),
      steps('To give it back, answer with the word OK alone on the first line.', 'If it is not to be given back, answer NO. If you did not ask for this, answer FRAUD: we then look at it with you.', 'Only the first line of your answer counts.'),
      paragraph(`Without an answer by ${head.date(facts.until)} nothing is given back.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((buyer) => `${buyer} に ${sum(facts.returns)} を返金しますか？`, facts.buyer.name, facts.reference),
    blocks: [
      strong(`${party(facts.buyer)} への ${sum(facts.returns)} の返金のご依頼を受け付けました。`),
      sums(['支払われた額', sum(facts.paid)], ['これまでの返金', sum(facts.before)], ['返金の合計', sum(facts.total)], ['今回の返金', sum(facts.returns)]),
      rows(['参照番号', facts.reference], ['請求書番号', short(facts.invoice ?? '')]),
      ...ofReason('ja', 'お書きになった理由：', facts),
      ...when(facts.isHeld ? facts.returns : null, (held) => [paragraph(`${sum(held)} は、お返事があるまで貴店の口座で取り置きます。返信が NO であれば、すぐに戻ります。`)]),
      strong(`返金先は ${party(facts.buyer)}、今回の返金は ${sum(facts.returns)} です。`),
      steps('返金するには、1行目に OK とだけ書いて返信してください。', '返金しない場合は NO と返信してください。ご依頼に覚えがなければ FRAUD と返信してください。担当者が確認します。', '返信の1行目だけを読みます。'),
      paragraph(`${head.date(facts.until)} までにお返事がなければ、返金は行われません。`),
    ],
  }),
};

function ofReason(language: Language, title: string, { wrote, reference }: { readonly wrote: string; readonly reference: string }): readonly Block[] {
  return wrote === '' ? [] : saidLines(language, title, reference, [shorten(clean(wrote), MOST_WROTE)]).blocks;
}

const MOST_WROTE = 200;

const HOW_TO: Readonly<Record<Language, (facts: FactsOf<'refund-refused'>) => readonly Block[]>> = {
  en: (facts) => [
    paragraph('To give money back, write to us from your registered address, on the first line; the sum is what is to have been given back in all, without it everything:'),
    example(`REFUND ${exampleOf(facts)}${exampleSum(facts)} one cup was broken`),
  ],
  ja: (facts) => [
    paragraph('返金するには、ご登録のアドレスから、1行目に次のように書いてお送りください。金額はこれまでの分を含む返金の合計で、書かなければ全額です。'),
    example(`REFUND ${exampleOf(facts)}${exampleSum(facts)} 破損のため`),
  ],
};

const exampleOf = ({ asked }: FactsOf<'refund-refused'>): string => (asked !== null && isShownReference(asked) ? asked : 'K7F3-K29Q');

/** All that was paid is the one sum that is never refused for its size. */
const exampleSum = ({ paid }: FactsOf<'refund-refused'>): string => (paid === null ? '' : ` ${formatMoney(paid)}`);

type Refused = FactsOf<'refund-refused'>;

const FIRST = {
  en: { made: 'This refund was made before your answer came.', before: 'Your mail changes nothing.', over: 'Your answer gives nothing back.', nothing: 'Nothing was given back.' },
  ja: { made: 'お返事が届く前に、この返金は完了しています。', before: 'このメールによって変わることはありません。', over: 'お返事による返金は行われません。', nothing: '返金は行われませんでした。' },
} as const satisfies Record<Language, unknown>;

/** "Nothing was given back" only where nothing of this wish was: whoever says NO too late must not take it for done. */
function firstOf(language: Language, { code, answered }: Refused): string {
  const words = FIRST[language];
  if (code === 'given-back-already') return answered === undefined ? words.before : words.made;
  return code === 'refund-over' ? words.over : words.nothing;
}

const withoutStop = (sentence: string): string => sentence.replace(/[.。]$/, '');

/** Whether a REFUND as in the example would be taken: not where everything is given back, or where it is not the wish that was at fault. */
const isLeft = ({ code, paid, before }: Refused): boolean => !NOT_THE_WISH.includes(code) && (paid === null || before === null || before.minor < paid.minor);

const NOT_THE_WISH: readonly string[] = ['not-settled', 'too-many-refunds', 'address-too-new'] satisfies RefusalCode[];

/** After a NO or FRAUD that came too late nobody looks for how to give more back. */
const NEXT: Readonly<Record<Language, (facts: Refused, telephone: string) => readonly Block[]>> = {
  en: (facts, telephone) => {
    if (facts.answered === 'fraud') return [paragraph(`Our staff have been told, and look into it. If it is urgent, call us: ${telephone}.`)];
    if (facts.answered === 'no' && facts.code === 'given-back-already') return [paragraph(`It can not be taken back by mail. If you did not wish it, call us at once: ${telephone}.`)];
    return [...(isLeft(facts) ? HOW_TO.en(facts) : []), paragraph(`If you need help, call us: ${telephone}.`)];
  },
  ja: (facts, telephone) => {
    if (facts.answered === 'fraud') return [paragraph(`担当者に知らせました。内容を確認いたします。お急ぎの場合は ${telephone} へお電話ください。`)];
    if (facts.answered === 'no' && facts.code === 'given-back-already') return [paragraph(`メールで取り消すことはできません。お心当たりがなければ、すぐに ${telephone} へお電話ください。`)];
    return [...(isLeft(facts) ? HOW_TO.ja(facts) : []), paragraph(`お困りの場合は ${telephone} へお電話ください。`)];
  },
};

export const refundRefused: Notice<'refund-refused'> = {
  en: (facts, head) => ({
    subject: subject(() => withoutStop(firstOf('en', facts)), '', facts.asked),
    blocks: [
      strong(firstOf('en', facts)),
      paragraph(facts.sentence),
      rows(['Reference', facts.asked], ['Paid', facts.paid === null ? null : sum(facts.paid)], ['Given back so far', facts.before === null ? null : sum(facts.before)], ['It can be read as', facts.readings.length === 0 ? null : facts.readings.map(short).join(' or ')]),
      ...NEXT.en(facts, head.telephone),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject(() => withoutStop(firstOf('ja', facts)), '', facts.asked),
    blocks: [
      strong(firstOf('ja', facts)),
      paragraph(facts.sentence),
      rows(['参照番号', facts.asked], ['支払われた額', facts.paid === null ? null : sum(facts.paid)], ['これまでの返金', facts.before === null ? null : sum(facts.before)], ['読み方', facts.readings.length === 0 ? null : facts.readings.map(short).join(' または ')]),
      ...NEXT.ja(facts, head.telephone),
    ],
  }),
};

export const refundStaff: Notice<'refund-staff'> = {
  en: (facts, head) => ({
    subject: subject(() => `We look at your refund of ${sum(facts.returns)} first`, '', facts.reference),
    blocks: [
      strong(`With what you asked for today, your refund of ${sum(facts.returns)} is above what a shop may give back in a day by mail. Our staff look at it first.`),
      rows(['Reference', facts.reference], ['Given back in all', sum(facts.total)]),
      paragraph(`You then get our question and answer it with OK. Nothing is given back before that, nor after ${head.date(facts.until)}. If it is urgent, call us: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject(() => `返金 ${sum(facts.returns)} を担当者が確認します`, '', facts.reference),
    blocks: [
      strong(`返金 ${sum(facts.returns)} は、本日ご依頼の分と合わせて、1日にメールで返金できる額を超えています。先に担当者が確認します。`),
      rows(['参照番号', facts.reference], ['返金の合計', sum(facts.total)]),
      paragraph(`確認後に当行からおたずねしますので、OK と返信してください。それまで、また ${head.date(facts.until)} を過ぎると、返金は行われません。お急ぎの場合は ${head.telephone} へお電話ください。`),
    ],
  }),
};

const ENDED: Readonly<Record<Language, Readonly<Record<FactsOf<'refund-ended'>['how'], string>>>> = {
  en: { refused: 'It was refused.', expired: 'There was no answer in time.', undecided: 'Our staff had not looked at it in time, so you were not asked. We are sorry.', undeliverable: 'Our question could not be delivered.', 'address-removed': 'Our question went to an address that is registered no longer.', restored: 'We had to take up our books from a copy, so all that was open has ended. If you have a receipt for this refund, keep it and call us: it proves that it was made.' },
  ja: { refused: '返金しないとのお返事、または当行の判断によるものです。', expired: '期限までにお返事がありませんでした。', undecided: '当行の確認が期限までに終わらず、貴店におたずねしておりませんでした。申し訳ございません。', undeliverable: '当行からの確認のメールが届きませんでした。', 'address-removed': 'ご登録のなくなったアドレスに、確認のメールをお送りしていました。', restored: '当行が帳簿を控えから復元したため、進行中だった手続きはすべて終了しました。この返金の領収書をお持ちの場合は、返金済みの証明になりますので、保管のうえお電話ください。' },
};

/** After a restore it may have been made in the time that is missing from the books. */
const notGivenBack: Readonly<Record<Language, (facts: FactsOf<'refund-ended'>) => string>> = {
  en: ({ how, returns }) => (how === 'restored' ? `Your refund of ${sum(returns)} has ended` : `${sum(returns)} was not given back`),
  ja: ({ how, returns }) => (how === 'restored' ? `返金 ${sum(returns)} の手続きは終了しました` : `${sum(returns)} は返金されませんでした`),
};

export const refundEnded: Notice<'refund-ended'> = {
  en: (facts) => ({
    subject: subject(() => notGivenBack.en(facts), '', facts.reference),
    blocks: [strong(`${notGivenBack.en(facts)}.`), paragraph(ENDED.en[facts.how]), rows(['Reference', facts.reference], ['Free again', facts.freed === null ? null : sum(facts.freed)]), steps('To give money back after all, send REFUND with the reference again.')],
  }),
  ja: (facts) => ({
    subject: subject(() => notGivenBack.ja(facts), '', facts.reference),
    blocks: [strong(`${notGivenBack.ja(facts)}。`), paragraph(ENDED.ja[facts.how]), rows(['参照番号', facts.reference], ['口座に戻った取り置き', facts.freed === null ? null : sum(facts.freed)]), steps('改めて返金するには、REFUND と参照番号をもう一度お送りください。')],
  }),
};

export const refundUnclear: Notice<'refund-unclear'> = {
  en: (facts, head) => ({
    subject: subject(() => `We could not read your answer about the refund of ${sum(facts.returns)}`, '', facts.reference),
    blocks: [
      strong(`We could not take your answer. ${sum(facts.returns)} is not given back yet.`),
      rows(['Your first line', facts.shown], ['What is in doubt', doubtShown('en', facts.doubt)], ['Reference', facts.reference]),
      steps(`Answer our question with [${facts.reference}] in its subject once more: the word OK alone on the first line, or NO.`),
      paragraph(`Without an answer by ${head.date(facts.until)} nothing is given back.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject(() => `返金 ${sum(facts.returns)} についてのお返事を読み取れませんでした`, '', facts.reference),
    blocks: [
      strong(`お返事をお受けできませんでした。${sum(facts.returns)} はまだ返金されていません。`),
      rows(['お返事の1行目', facts.shown], ['はっきりしない点', doubtShown('ja', facts.doubt)], ['参照番号', facts.reference]),
      steps(`件名に [${facts.reference}] とある確認のメールに、もう一度、1行目に OK とだけ（または NO と）書いて返信してください。`),
      paragraph(`${head.date(facts.until)} までにお返事がなければ、返金は行われません。`),
    ],
  }),
};

type Receipt = FactsOf<'refund-receipt'>;

const receiptRows = (language: Language, facts: Receipt, head: Letterhead): readonly Block[] => {
  const words = language === 'en' ? ['Paid', 'Returned now', 'Returned in all', 'Balance now', 'Reference', 'Invoice', 'On'] : ['支払われた額', '今回の返金', '返金の合計', '現在の残高', '参照番号', '請求書番号', '日時'];
  const [paid = '', returned = '', total = '', balance = '', reference = '', invoice = '', on = ''] = words;
  return [
    sums([paid, sum(facts.paid)], [returned, sum(facts.returned)], [total, sum(facts.total)], [balance, facts.balance === null ? null : sum(facts.balance)]),
    rows([reference, facts.reference], [invoice, short(facts.invoice ?? '')], [on, head.date(facts.at)]),
  ];
};

export const refundReceipt: Notice<'refund-receipt'> = {
  en: (facts, head, evidence) => {
    const proof = entryProof('en', facts.entry, evidence);
    const toBuyer = facts.side === 'buyer';
    return {
      subject: subject((other) => (toBuyer ? `${other} gave ${sum(facts.returned)} back to you` : `${sum(facts.returned)} was given back to ${other}`), facts.other.name, facts.reference),
      blocks: [
        strong(toBuyer ? `${sum(facts.returned)} is back on your account, from ${party(facts.other)}.` : `${sum(facts.returned)} was given back to ${party(facts.other)}.`),
        ...(facts.by === 'dispute' ? [paragraph('So it was decided in the dispute about this payment.')] : []),
        ...receiptRows('en', facts, head),
        ...ofReason('en', facts.by === 'dispute' ? 'The reason:' : 'The shop wrote:', facts),
        ...proof.blocks,
        steps(`If anything is wrong, call us: ${head.telephone}. Name the reference.`),
      ],
      attachments: proof.attachments,
    };
  },
  ja: (facts, head, evidence) => {
    const proof = entryProof('ja', facts.entry, evidence);
    const toBuyer = facts.side === 'buyer';
    return {
      subject: subject((other) => (toBuyer ? `${other} から ${sum(facts.returned)} が返金されました` : `${other} に ${sum(facts.returned)} を返金しました`), facts.other.name, facts.reference),
      blocks: [
        strong(toBuyer ? `${party(facts.other)} から ${sum(facts.returned)} が口座に戻りました。` : `${party(facts.other)} に ${sum(facts.returned)} を返金しました。`),
        ...(facts.by === 'dispute' ? [paragraph('この支払いについての異議申し立ての結果によるものです。')] : []),
        ...receiptRows('ja', facts, head),
        ...ofReason('ja', facts.by === 'dispute' ? '理由：' : '店からの連絡：', facts),
        ...proof.blocks,
        steps(`お心当たりのない点があれば、${head.telephone} へお電話のうえ、参照番号をお伝えください。`),
      ],
      attachments: proof.attachments,
    };
  },
};
