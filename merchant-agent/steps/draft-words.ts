import type { InvoiceLanguage } from '../invoice/invoice.ts';
import type { InvoiceTrouble } from '../invoice/invoice-text.ts';
import type { OpenReason } from '../order/order.ts';
import type { DraftReason } from '../store/order-state.ts';
import type { Doubt } from './order-mail.ts';

/** @table The words of drafts, in the shopkeeper's language. */
export type DraftWords = {
  readonly subject: (buyer: string, order: number) => string;
  readonly intro: (buyer: string, at: string) => string;
  /** Whether anything has reached the bank. */
  readonly sent: (reason: DraftReason) => string;
  readonly why: string;
  readonly reasons: Readonly<Record<DraftReason, string>>;
  readonly doubts: Readonly<Record<Doubt, string>>;
  readonly wrote: string;
  readonly apart: string;
  readonly shown: string;
  readonly open: string;
  readonly points: Readonly<Record<OpenReason, string>>;
  readonly candidates: string;
  readonly none: string;
  readonly lines: string;
  readonly noLines: string;
  readonly says: Readonly<Record<'bank' | 'server', string>>;
  readonly how: readonly string[];
  readonly unproved: string;
  readonly see: (order: number) => string;
  readonly notTaken: string;
  readonly problems: Readonly<Record<'unclear' | 'unreadable' | 'no-lines' | 'damaged', string>>;
  /** Why the lines are no invoice for the bank. */
  readonly troubles: Readonly<Record<InvoiceTrouble, string>>;
  readonly readAs: string;
};

const EN: DraftWords = {
  subject: (buyer, order) => `Your decision: order ${order} of ${buyer}`,
  intro: (buyer, at) => `An order of ${buyer} (${at}) waits for you.`,
  sent: (reason) => {
    if (reason === 'bank-refused') return 'It was forwarded, and the bank did not take it.';
    return reason === 'mail-refused' ? 'Its forward was given up; where your mail server gave no clear answer, it may have reached the bank all the same.' : 'Nothing was sent to the bank.';
  },
  why: 'Why:',
  reasons: {
    unsure: 'it can\'t be read for sure',
    'not-authenticated': 'the mail does not prove who wrote it (no DKIM signature of its sender\'s domain)',
    password: 'its password',
    ceiling: 'what the customer allows at most',
    asked: 'your settings ask for it',
    'bank-refused': 'the bank did not take what was forwarded',
    'mail-refused': 'your mail server did not take what was to be forwarded',
  },
  doubts: {
    'not-authenticated': 'The mail does not prove who wrote it. The bank will not pay an order like this.',
    'other-payee': 'Its line "Pay to:" names somebody else.',
    'not-addressed': 'This shop does not stand in its To or Cc.',
    'several-passwords': 'It holds more than one password.',
    'weak-password': 'The bank will refuse its password: too short, too easy, a word of the order, or on one line with another key.',
    'same-password': 'An earlier order of this customer has the same password: perhaps it is a correction of that one.',
    'several-ceilings': 'It has more than one line "Up to:".',
    'ceiling-unreadable': 'The line "Up to:" can\'t be read.',
    'above-ceiling': 'The total is above what the customer allows in the line "Up to:". The bank will refuse it: lower the total, or ask the customer for a new order with a higher amount there.',
    forwarded: 'It holds a forwarded or quoted mail; the bank takes no such mail as an order.',
    'text-doubtful': 'Its text can be read in two ways, or its HTML shows other goods than its text.',
    attachment: 'It has an attachment, which is not read: goods may stand in it. Look into the mail.',
    'words-apart': 'Words outside the order itself may belong to it (below).',
    unsure: 'Not every line is clear (below).',
    'cannot-invoice': 'These lines can\'t be written as an invoice that the bank reads.',
    'above-limit': 'The total is above the sum that you want to see first.',
    'our-fault': 'This program failed at it, by a fault of its own: read the customer\'s mail yourself.',
    asked: 'You want to see every order first.',
  },
  wrote: 'The customer wrote, and it was read as:',
  apart: 'It also wrote, in the subject, quoted or below a signature:',
  shown: 'Its HTML part shows instead:',
  open: 'Open:',
  points: {
    'unknown-item': 'nothing in the catalogue is called so',
    'which-item': 'more than one thing is called so',
    'which-quantity': 'how many?',
    'out-of-stock': 'more than there is in stock',
    'needs-a-person': 'a wish, a condition or a question',
    'nothing-ordered': 'nothing is ordered',
  },
  candidates: 'perhaps:',
  none: '(nothing fits)',
  lines: 'This would be forwarded. Change, add or remove lines; they must add up to the total:',
  noLines: 'No lines could be made. Write them yourself, as in this example:',
  says: { bank: 'The bank wrote:', server: 'Your mail server said:' },
  how: ['To forward it, answer this mail with SEND on the first line.', 'With corrections: SEND on the first line, and below it all lines as they are to be forwarded, or change them in the quoted text.', 'To end it without forwarding, answer with DROP.'],
  unproved: 'Look closely: it may not be from that customer.',
  see: (order) => `History: kakitome-merchant order show ${order}`,
  notTaken: 'Your answer was not taken, nothing was forwarded:',
  problems: {
    unclear: 'its first line is neither SEND nor DROP.',
    unreadable: 'its lines can\'t be taken as they stand.',
    'no-lines': 'there are no lines to forward.',
    damaged: 'the lines between [lines] and [/lines] can\'t be found any more. Type all lines below SEND; or change them between the two marks, and leave both marks as they are.',
  },
  troubles: {
    number: 'the bank can\'t read the number that the invoice would have: mend [invoice] in merchant.toml.',
    'nothing-to-pay': 'the lines come to nothing that could be paid.',
    'too-many-lines': 'these are more lines than the bank takes on an invoice: 200, with those for tax.',
    'amount-too-long': 'an amount has more than 12 digits; the bank takes no more.',
    misread: 'the bank would read these lines as another invoice. Write them more plainly: names without amounts, and no line for tax.',
  },
  readAs: 'Your lines were read as:',
};

const JA: DraftWords = {
  subject: (buyer, order) => `ご判断ください：${buyer} 様の注文 ${order}`,
  intro: (buyer, at) => `${buyer} 様の注文（${at}）が、ご判断を待っています。`,
  sent: (reason) => {
    if (reason === 'bank-refused') return '銀行に転送しましたが、受け付けられませんでした。';
    return reason === 'mail-refused' ? '転送を取りやめました。送信サーバーの返答が不明な場合は、銀行に届いている可能性があります。' : '銀行にはまだ何も送っていません。';
  },
  why: '理由：',
  reasons: {
    unsure: '確実に読み取れない点があります',
    'not-authenticated': '差出人を確認できないメールです（送信ドメインのDKIM署名がありません）',
    password: '合言葉に問題があります',
    ceiling: 'お客様の定めた上限に関する点があります',
    asked: '設定により、すべての注文を確認します',
    'bank-refused': '転送を銀行が受け付けませんでした',
    'mail-refused': '転送を送信サーバーが受け付けませんでした',
  },
  doubts: {
    'not-authenticated': '差出人を確認できません。このような注文には、銀行は支払いません。',
    'other-payee': '「支払先：」の行に別の店が書かれています。',
    'not-addressed': '宛先・Ccにこの店のアドレスがありません。',
    'several-passwords': '合言葉が複数あります。',
    'weak-password': '合言葉が短い、推測されやすい、または注文文の語と同じ、または別の項目と同じ行にあるため、銀行は受け付けません。',
    'same-password': '同じお客様の以前の注文と同じ合言葉です。その訂正かもしれません。',
    'several-ceilings': '「上限：」の行が複数あります。',
    'ceiling-unreadable': '「上限：」の金額を読み取れません。',
    'above-ceiling': '合計が、お客様が「上限：」の行に定めた金額を超えています。このままでは銀行が受け付けません。合計を下げるか、上限を上げた新しい注文をお客様にお願いしてください。',
    forwarded: '転送や引用を含むメールです。銀行はこれを注文として受け付けません。',
    'text-doubtful': '本文が二通りに読めるか、HTML部分に別の品が書かれています。',
    attachment: '添付ファイルがあります（内容は読み取りません）。メールをご確認ください。',
    'words-apart': '注文文の外にも、注文に関わるかもしれない語があります（下記）。',
    unsure: '明確でない行があります（下記）。',
    'cannot-invoice': 'この明細は、銀行が読める請求書になりません。',
    'above-limit': '合計が、事前に確認する金額を超えています。',
    'our-fault': 'プログラムの不具合で処理できませんでした。お客様のメールをご自身でご確認ください。',
    asked: 'すべての注文を事前に確認する設定です。',
  },
  wrote: 'お客様の文と、その読み取り：',
  apart: '件名・引用・署名の下などに書かれた語：',
  shown: 'HTML部分の内容：',
  open: '未確定の点：',
  points: {
    'unknown-item': '該当する商品がありません',
    'which-item': '該当する商品が複数あります',
    'which-quantity': '数量が分かりません',
    'out-of-stock': '在庫を超えています',
    'needs-a-person': '希望・条件・質問が書かれています',
    'nothing-ordered': '注文の品がありません',
  },
  candidates: '候補：',
  none: '（該当なし）',
  lines: '転送する内容です。行を変更・追加・削除できます（合計と一致させてください）：',
  noLines: '明細を作れませんでした。次の例のように書いてください：',
  says: { bank: '銀行からの連絡：', server: '送信サーバーの返答：' },
  how: ['転送するには、1行目に SEND と書いて返信してください。', '訂正する場合は、1行目に SEND、その下に転送する明細をすべて書くか、引用文の中の行を書き換えてください。', '転送せずに終えるには、1行目に DROP と書いて返信してください。'],
  unproved: 'ご注意ください。本人からのメールではない可能性があります。',
  see: (order) => `履歴：kakitome-merchant order show ${order}`,
  notTaken: 'お返事は受け付けられず、何も転送していません：',
  problems: {
    unclear: '1行目が SEND でも DROP でもありません。',
    unreadable: '明細をそのまま受け付けられません。',
    'no-lines': '転送する明細がありません。',
    damaged: '[lines] と [/lines] の間の明細が見つかりません。SEND の下にすべての明細を書くか、二つの印を残したまま、その間を直してください。',
  },
  troubles: {
    number: '請求書番号を銀行が読み取れません。merchant.toml の [invoice] を直してください。',
    'nothing-to-pay': '合計が0以下のため、支払うものがありません。',
    'too-many-lines': '行数が多すぎます。銀行が受け付ける請求書は、税の行を含めて200行までです。',
    'amount-too-long': '12桁を超える金額があり、銀行が受け付けません。',
    misread: 'このままでは、銀行が別の内容の請求書として読み取ります。品名に金額を入れず、税の行も書かずに、より簡潔に書いてください。',
  },
  readAs: '書かれた行の読み取り：',
};

export const draftWords = (language: InvoiceLanguage): DraftWords => (language === 'ja' ? JA : EN);
