/** Disputes: that one is open, what the other side wrote in it, how it ended, and why a mail could not be taken. None of them is a receipt. */
import type { Language } from '../core/party.ts';
import { isShownReference } from '../protocol/reference.ts';
import { example, paragraph, rows, steps, strong, when, type Block } from './block.ts';
import { short } from './clean.ts';
import { party, subject, sum, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';
import { saidLines, type Shown } from './lines.ts';

type Opened = FactsOf<'dispute-opened'>;
type Said = FactsOf<'dispute-said'>;
type Closed = FactsOf<'dispute-closed'>;

const NO_RECEIPT: Readonly<Record<Language, string>> = {
  en: 'This mail is no receipt and carries no proof. If money is given back, its receipt comes by itself.',
  ja: 'このメールは受領書ではなく、証明も付いていません。返金があれば、その受領書を別にお送りします。',
};
const NO_PROOF: Readonly<Record<Language, string>> = { en: 'This mail is no receipt and carries no proof.', ja: 'このメールは受領書ではなく、証明も付いていません。' };
const ofReceipt = (language: Language, { returned }: Closed): Block => paragraph((returned.minor > 0n ? NO_RECEIPT : NO_PROOF)[language]);

/** What follows a word of consent on the first line is masked by the reader, whatever it answers. */
const NOT_OK: Readonly<Record<Language, string>> = {
  en: 'Do not begin a reply with OK or YES: what follows on that line is taken for a password and shown to nobody.',
  ja: '返信を OK や「はい」で始めないでください。同じ行の続きはパスワードとみなし、どなたにも表示しません。',
};

/** To be copied; facts that hold no reference give an example of one. */
const written = (reference: string | null): string => (reference !== null && isShownReference(reference) ? reference : 'K7F3-K29Q');

const LEFT_OUT: Readonly<Record<Language, string>> = { en: 'There was more, which is left out here; our staff have the whole mail.', ja: '続きはここでは省いています。メールの全文は担当者が確認できます。' };

function said(language: Language, title: string, { reference, said: lines }: { readonly reference: string; readonly said: readonly string[] }): Shown {
  const shown = saidLines(language, title, reference, lines);
  return lines.at(-1) === '…' ? { ...shown, blocks: [...shown.blocks, paragraph(LEFT_OUT[language])] } : shown;
}

const openedRows = (language: Language, facts: Opened, head: Letterhead): Block => {
  const [reference = '', invoice = '', on = '', left = ''] = language === 'en' ? ['Reference', 'Invoice', 'Paid on', 'Not given back yet'] : ['参照番号', '請求書番号', '支払日時', '未返金の額'];
  return rows([reference, facts.reference], [invoice, short(facts.invoice ?? '')], [on, head.date(facts.paidAt)], [left, facts.left.minor === facts.paid.minor ? null : sum(facts.left)]);
};

export const disputeOpened: Notice<'dispute-opened'> = {
  en: (facts, head) => (facts.side === 'buyer' ? openedForBuyerEn(facts, head) : openedForShopEn(facts, head)),
  ja: (facts, head) => (facts.side === 'buyer' ? openedForBuyerJa(facts, head) : openedForShopJa(facts, head)),
};

function openedForBuyerEn(facts: Opened, head: Letterhead): ReturnType<Notice<'dispute-opened'>['en']> {
  const words = said('en', 'You wrote:', facts);
  return {
    subject: subject((shop) => `Your dispute about ${sum(facts.paid)} to ${shop} is open`, facts.other.name, facts.reference),
    blocks: [
      strong(`Your dispute about ${sum(facts.paid)} to ${party(facts.other)} is open.`),
      openedRows('en', facts, head),
      ...words.blocks,
      steps(
        `The shop has until ${head.date(facts.until)} to answer. Then our staff decide, whether it has answered or not.`,
        'To add something, reply to this mail; the shop reads it, too.',
        NOT_OK.en,
        'To take the dispute back, reply with CANCEL on the first line.',
      ),
      paragraph(NO_RECEIPT.en),
    ],
    attachments: words.attachments,
  };
}

function openedForShopEn(facts: Opened, head: Letterhead): ReturnType<Notice<'dispute-opened'>['en']> {
  const words = said('en', `${party(facts.other)} wrote:`, facts);
  return {
    subject: subject((buyer) => `${buyer} disputes a payment of ${sum(facts.paid)}`, facts.other.name, facts.reference),
    blocks: [
      strong(`${party(facts.other)} disputes the payment of ${sum(facts.paid)} to you.\nNothing has been taken from your account.`),
      openedRows('en', facts, head),
      ...words.blocks,
      strong(`Please answer by ${head.date(facts.until)}.`),
      steps(
        `Reply to this mail, or write DISPUTE ${written(facts.reference)} and your words on the first line of a new one.`,
        'Say what was shipped, when, and its tracking number. The buyer reads your words, too.',
        NOT_OK.en,
        `To give the money back, write REFUND ${written(facts.reference)} on the first line of a new mail. When everything is given back, the dispute is over.`,
      ),
      paragraph('Without your answer our staff decide by what the buyer wrote.'),
      paragraph(NO_RECEIPT.en),
    ],
    attachments: words.attachments,
  };
}

function openedForBuyerJa(facts: Opened, head: Letterhead): ReturnType<Notice<'dispute-opened'>['ja']> {
  const words = said('ja', 'お書きになった内容：', facts);
  return {
    subject: subject((shop) => `${shop} への支払い ${sum(facts.paid)} について異議を受け付けました`, facts.other.name, facts.reference),
    blocks: [
      strong(`${party(facts.other)} への支払い ${sum(facts.paid)} について、異議の申し立てを受け付けました。`),
      openedRows('ja', facts, head),
      ...words.blocks,
      steps(
        `店の回答期限は ${head.date(facts.until)} です。その後、回答の有無にかかわらず担当者が判断します。`,
        '書き足すことがあれば、このメールに返信してください。店にも伝わります。',
        NOT_OK.ja,
        '異議を取り下げる場合は、1行目に CANCEL と書いて返信してください。',
      ),
      paragraph(NO_RECEIPT.ja),
    ],
    attachments: words.attachments,
  };
}

function openedForShopJa(facts: Opened, head: Letterhead): ReturnType<Notice<'dispute-opened'>['ja']> {
  const words = said('ja', `${party(facts.other)} からの連絡：`, facts);
  return {
    subject: subject((buyer) => `${buyer} から支払い ${sum(facts.paid)} に異議が申し立てられました`, facts.other.name, facts.reference),
    blocks: [
      strong(`${party(facts.other)} から、貴店への支払い ${sum(facts.paid)} に異議が申し立てられました。\n貴店の口座からは何も引き落とされていません。`),
      openedRows('ja', facts, head),
      ...words.blocks,
      strong(`${head.date(facts.until)} までにご回答ください。`),
      steps(
        `このメールに返信するか、新しいメールの1行目に DISPUTE ${written(facts.reference)} と回答をお書きください。`,
        '発送した品、発送日、追跡番号をお知らせください。ご回答は購入者にも伝わります。',
        NOT_OK.ja,
        `返金する場合は、新しいメールの1行目に REFUND ${written(facts.reference)} とお書きください。全額が返金されると、異議は終了します。`,
      ),
      paragraph('ご回答がない場合は、購入者からの連絡をもとに担当者が判断します。'),
      paragraph(NO_RECEIPT.ja),
    ],
    attachments: words.attachments,
  };
}

/** Who has to do something next. */
const NEXT: Readonly<Record<Language, (facts: Said, head: Letterhead) => string>> = {
  en: ({ waitsFor, side, until }, head) => {
    if (until === null) return 'Our staff are late with their decision; it is still to come.';
    if (waitsFor === 'staff') return `Our staff are to decide by ${head.date(until)}.`;
    return side === 'merchant' ? `Please answer by ${head.date(until)}.` : `The shop has until ${head.date(until)} to answer.`;
  },
  ja: ({ waitsFor, side, until }, head) => {
    if (until === null) return '担当者の判断が遅れております。いましばらくお待ちください。';
    if (waitsFor === 'staff') return `担当者の判断の期限は ${head.date(until)} です。`;
    return side === 'merchant' ? `${head.date(until)} までにご回答ください。` : `店の回答期限は ${head.date(until)} です。`;
  },
};

export const disputeSaid: Notice<'dispute-said'> = {
  en: (facts, head) => {
    const words = said('en', `${party(facts.other)} wrote:`, facts);
    return {
      subject: subject((other) => `${other} wrote about the disputed payment`, facts.other.name, facts.reference),
      blocks: [strong(`${party(facts.other)} wrote about the disputed payment.`), rows(['Reference', facts.reference]), ...words.blocks, paragraph(NEXT.en(facts, head)), steps('To answer, reply to this mail; the other side reads it, too.', NOT_OK.en)],
      attachments: words.attachments,
    };
  },
  ja: (facts, head) => {
    const words = said('ja', `${party(facts.other)} からの連絡：`, facts);
    return {
      subject: subject((other) => `異議のある支払いについて ${other} から連絡がありました`, facts.other.name, facts.reference),
      blocks: [strong(`異議のある支払いについて、${party(facts.other)} から連絡がありました。`), rows(['参照番号', facts.reference]), ...words.blocks, paragraph(NEXT.ja(facts, head)), steps('お返事がある場合は、このメールに返信してください。相手にも伝わります。', NOT_OK.ja)],
      attachments: words.attachments,
    };
  },
};

function outcomeEn(facts: Closed): string {
  const buyer = facts.side === 'buyer';
  if (facts.ended === 'refund') return buyer ? 'The shop has given everything back.' : 'You have given everything back.';
  if (facts.ended === 'buyer') return buyer ? 'You have taken it back. Nothing is given back by it.' : 'The buyer has taken it back. Nothing is taken from your account.';
  if (facts.outcome === 'rejected') return `It was rejected: ${buyer ? 'nothing is given back' : 'nothing is taken from your account'}.`;
  return buyer ? `It was upheld: ${sum(facts.returned)} goes back to you.` : `It was upheld: ${sum(facts.returned)} goes back to the buyer.`;
}

function outcomeJa(facts: Closed): string {
  const buyer = facts.side === 'buyer';
  if (facts.ended === 'refund') return buyer ? '店から全額が返金されました。' : '貴店から全額が返金されました。';
  if (facts.ended === 'buyer') return buyer ? 'ご本人により取り下げられました。これによる返金はありません。' : '購入者により取り下げられました。貴店の口座からの引き落としはありません。';
  if (facts.outcome === 'rejected') return buyer ? '異議は認められませんでした。返金はありません。' : '異議は認められませんでした。貴店の口座からの引き落としはありません。';
  return buyer ? `異議が認められ、${sum(facts.returned)} を返金します。` : `異議が認められ、${sum(facts.returned)} が購入者に返金されます。`;
}

const LAID_OUT: Readonly<Record<Language, (facts: Closed, laidOut: string) => string>> = {
  en: (facts, laidOut) => (facts.side === 'buyer' ? 'What the shop could not pay at once our bank has laid out.' : `Your account did not hold enough: our bank has laid out ${laidOut} and will collect it from you.`),
  ja: (facts, laidOut) => (facts.side === 'buyer' ? '店がすぐに支払えない分は、当行が立て替えました。' : `貴店の口座の残高が足りないため、当行が ${laidOut} を立て替えました。後日、貴店の口座からお支払いいただきます。`),
};

const byStaff = (facts: Closed): boolean => facts.ended === 'staff';

export const disputeClosed: Notice<'dispute-closed'> = {
  en: (facts, head) => ({
    subject: subject((other) => `The dispute about ${sum(facts.paid)} ${facts.side === 'buyer' ? 'to' : 'from'} ${other} is closed`, facts.other.name, facts.reference),
    blocks: [
      strong(`The dispute about ${sum(facts.paid)} ${facts.side === 'buyer' ? 'to' : 'from'} ${party(facts.other)} is closed.\n${outcomeEn(facts)}`),
      ...when(facts.laidOut, (laidOut) => [paragraph(LAID_OUT.en(facts, sum(laidOut)))]),
      ...(facts.reason === '' ? [] : saidLines('en', 'The reason:', facts.reference, [facts.reason]).blocks),
      rows(['Reference', facts.reference], ['Invoice', short(facts.invoice ?? '')]),
      ...(byStaff(facts) ? [steps(`If you do not agree, call us: ${head.telephone}. Name the reference.`)] : []),
      ofReceipt('en', facts),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((other) => `${other} ${facts.side === 'buyer' ? 'への' : 'からの'}支払い ${sum(facts.paid)} についての異議が終了しました`, facts.other.name, facts.reference),
    blocks: [
      strong(`${party(facts.other)} ${facts.side === 'buyer' ? 'への' : 'からの'}支払い ${sum(facts.paid)} についての異議は終了しました。\n${outcomeJa(facts)}`),
      ...when(facts.laidOut, (laidOut) => [paragraph(LAID_OUT.ja(facts, sum(laidOut)))]),
      ...(facts.reason === '' ? [] : saidLines('ja', '理由：', facts.reference, [facts.reason]).blocks),
      rows(['参照番号', facts.reference], ['請求書番号', short(facts.invoice ?? '')]),
      ...(byStaff(facts) ? [steps(`ご不明な点があれば、${head.telephone} へお電話のうえ、参照番号をお伝えください。`)] : []),
      ofReceipt('ja', facts),
    ],
  }),
};

/** What to do instead, by what was wrong. */
function whatToDo(language: Language, { code, asked }: FactsOf<'dispute-refused'>): readonly Block[] {
  const reference = written(asked);
  const en = language === 'en';
  switch (code) {
    case 'payment-unknown':
    case 'dispute-empty':
      return [
        paragraph(en ? 'To dispute a payment that you made, write to us from your registered address, on the first line:' : 'ご自分の支払いに異議を申し立てるには、ご登録のアドレスから、1行目に次のように書いてお送りください。'),
        example(en ? `DISPUTE ${reference} the parcel has not arrived` : `DISPUTE ${reference} 商品が届きません`),
      ];
    case 'dispute-unpaid':
      return [steps(en ? `To stop it, write CANCEL ${reference} on the first line of a new mail.` : `取り消す場合は、新しいメールの1行目に CANCEL ${reference} とお書きください。`)];
    case 'dispute-by-payer':
      return [steps(en ? `To give money back, write REFUND ${reference} on the first line of a new mail.` : `返金する場合は、新しいメールの1行目に REFUND ${reference} とお書きください。`)];
    default:
      return [];
  }
}

export const disputeRefused: Notice<'dispute-refused'> = {
  en: (facts, head) => ({
    subject: subject(() => 'Your mail about a dispute was not taken', '', facts.asked),
    blocks: [strong('Your mail about a dispute was not taken. Nothing has changed by it.'), paragraph(facts.sentence), rows(['Reference', facts.asked]), ...whatToDo('en', facts), paragraph(`If you need help, call us: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject(() => '異議についてのメールをお受けできませんでした', '', facts.asked),
    blocks: [strong('異議についてのメールをお受けできませんでした。これによる変更はありません。'), paragraph(facts.sentence), rows(['参照番号', facts.asked]), ...whatToDo('ja', facts), paragraph(`お困りの場合は ${head.telephone} へお電話ください。`)],
  }),
};
