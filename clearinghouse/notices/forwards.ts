/** About a forward: it waits for its order; it could not be taken (to the merchant); it was refused (to the buyer, whose order it held). */
import type { Language } from '../core/party.ts';
import type { RefusalCode } from '../core/refusals.ts';
import { paragraph, quotedText, rows, steps, strong, sums, when, type Block } from './block.ts';
import { clean, short } from './clean.ts';
import { howToRepair, whyRefused } from './forward-help.ts';
import { newAddress } from './how-to.ts';
import { party, subject, sum, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';
import { transcriptLines } from './lines.ts';

type Difference = { readonly missing: string; readonly found: string | null };

export const forwardWaiting: Notice<'forward-waiting'> = {
  en: (facts, head) => ({
    subject: subject(() => 'Your forward waits for the order', '', facts.reference),
    blocks: [
      strong('No order that fits your forward has reached us yet.\nNothing is paid: do not ship.'),
      rows(['Your mail', short(facts.subject)], ['Received', head.date(facts.forwardedAt)], ['Waits until', head.date(facts.until)], ['Reference', facts.reference]),
      steps('You need not send it again: as soon as the order is here, we go on by ourselves.', `The customer has to send the order to ${head.paymentAddress} too, from an address registered with us, with the same password.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject(() => '転送を受け取りました（注文の到着待ち）', '', facts.reference),
    blocks: [
      strong('転送に合う注文が、まだ当行に届いていません。\n支払いは行われていません。発送しないでください。'),
      rows(['お送りのメール', short(facts.subject)], ['受信日時', head.date(facts.forwardedAt)], ['待つ期限', head.date(facts.until)], ['参照番号', facts.reference]),
      steps('送り直す必要はありません。注文が届き次第、手続きを進めます。', `お客様は、同じパスワードを書いた注文を、ご登録のアドレスから ${head.paymentAddress} にも送る必要があります。`),
    ],
  }),
};

/** Refusals after which a corrected forward of the same order may be taken: only then is there an example to copy. */
const REPAIRABLE: ReadonlySet<string> = new Set([
  'order-changed', 'no-total', 'two-totals', 'sum-differs', 'too-many-lines', 'amount-ambiguous', 'amount-unreadable', 'mixed-currencies', 'not-positive',
  'invoice-differs', 'invoice-file', 'secret-in-invoice', 'consent-in-invoice', 'currency-differs', 'above-ceiling', 'above-cheque', 'above-limit', 'wallet-needed', 'wallet-too-new', 'secret-missing', 'several-secrets',
] as const satisfies readonly RefusalCode[]);

/** Whether the same mail may be taken another time. */
const again: Readonly<Record<Language, (facts: FactsOf<'forward-refused'>, head: Letterhead) => string>> = {
  en: ({ code, usableFrom }, head) => {
    if (code === 'address-too-new') return newAddress.en(head, usableFrom);
    if (code === 'too-many-waiting') return `Customers have to send their orders to ${head.paymentAddress} too. Send this mail again when some of these have come, or when we have told you that their time is over.`;
    return 'Sending the same mail again changes nothing. If you think that this is wrong, call us and name the reference.';
  },
  ja: ({ code, usableFrom }, head) => {
    if (code === 'address-too-new') return newAddress.ja(head, usableFrom);
    if (code === 'too-many-waiting') return `お客様には、注文を ${head.paymentAddress} にも送っていただく必要があります。その注文のいくつかが届いた後、または期限切れのお知らせが届いた後に、このメールを送り直してください。`;
    return '同じメールを送り直しても結果は変わりません。お心当たりと違う場合は、お電話のうえ参照番号をお伝えください。';
  },
};

export const forwardRefused: Notice<'forward-refused'> = {
  en: (facts, head) => {
    const read = transcriptLines('en', 'We read your own lines like this:', facts.transcript);
    const why = whyRefused('en', facts);
    const repair = REPAIRABLE.has(facts.code);
    return {
      subject: subject((mail) => `Not taken: "${mail}"`, facts.subject, facts.reference),
      blocks: [
        strong('We could not take your forward. Nothing is paid: do not ship.'),
        paragraph(facts.sentence),
        rows(['Your mail', short(facts.subject)], ['Reference', facts.reference]),
        ...read.blocks,
        ...why.blocks,
        ...when(facts.differs, (differs) => difference('en', differs)),
        ...(repair
          ? howToRepair('en', facts)
          : [steps(again.en(facts, head))]),
      ],
      attachments: [...read.attachments, ...why.attachments],
    };
  },
  ja: (facts, head) => {
    const read = transcriptLines('ja', '貴店の行は次のように読み取りました。', facts.transcript);
    const why = whyRefused('ja', facts);
    const repair = REPAIRABLE.has(facts.code);
    return {
      subject: subject((mail) => `お受けできません：「${mail}」`, facts.subject, facts.reference),
      blocks: [
        strong('転送をお受けできませんでした。\n支払いは行われていません。発送しないでください。'),
        paragraph(facts.sentence),
        rows(['お送りのメール', short(facts.subject)], ['参照番号', facts.reference]),
        ...read.blocks,
        ...why.blocks,
        ...when(facts.differs, (differs) => difference('ja', differs)),
        ...(repair
          ? howToRepair('ja', facts)
          : [steps(again.ja(facts, head))]),
      ],
      attachments: [...read.attachments, ...why.attachments],
    };
  },
};

const CHANGED = {
  en: { order: 'The order that we have from the customer holds this line:', found: 'In your forward there stands instead:', absent: 'It is not in your forward.' },
  ja: { order: 'お客様から届いた注文には、次の行があります。', found: '転送では、代わりに次のようになっています。', absent: '転送には、この行がありません。' },
} as const satisfies Record<Language, unknown>;

function difference(language: Language, { missing, found }: Difference): readonly Block[] {
  const words = CHANGED[language];
  const first = missing === '' ? [] : [quotedText(words.order, clean(missing))];
  return [...first, ...(found === null ? [paragraph(words.absent)] : [quotedText(words.found, clean(found))])];
}

export const forwardWarning: Notice<'forward-warning'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Refused: a forward of your order by ${name}`, facts.from.name, facts.reference),
    blocks: [
      strong(`We have refused a forward of your order of ${head.date(facts.orderedAt)}.\nNothing was paid by it, and nothing is set aside by it.`),
      paragraph(facts.sentence),
      rows(['Sent by', party(facts.from)], ['Reference', facts.reference]),
      ...when(facts.total, (total) => [sums(['Total asked', sum(total)], ['Your "Up to:"', facts.ceiling === null ? null : sum(facts.ceiling)])]),
      ...when(facts.differs, ({ missing, found }) => [
        ...(missing === '' ? [] : [quotedText('You wrote to us:', clean(missing))]),
        ...(found === null ? [paragraph('This was not in the forward.')] : [quotedText('In the forward there stood instead:', clean(found))]),
      ]),
      steps(...(facts.over === true ? ['You need not do anything. Your order is over already, and nothing has changed.'] : ['You need not do anything: your order waits as before.', `To cancel it, answer this mail with CANCEL ${facts.reference} on the first line.`]), `If you do not know the sender, call us: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} からの転送をお断りしました`, facts.from.name, facts.reference),
    blocks: [
      strong(`${head.date(facts.orderedAt)} のご注文について届いた転送をお断りしました。\nこの転送による支払いも取り置きもありません。`),
      paragraph(facts.sentence),
      rows(['差出人', party(facts.from)], ['参照番号', facts.reference]),
      ...when(facts.total, (total) => [sums(['請求額', sum(total)], ['上限', facts.ceiling === null ? null : sum(facts.ceiling)])]),
      ...when(facts.differs, ({ missing, found }) => [
        ...(missing === '' ? [] : [quotedText('お送りいただいた注文の行：', clean(missing))]),
        ...(found === null ? [paragraph('転送には、この行がありませんでした。')] : [quotedText('転送では、代わりに次のようになっていました。', clean(found))]),
      ]),
      steps(...(facts.over === true ? ['何もする必要はありません。このご注文の手続きはすでに終了しており、変更はありません。'] : ['何もする必要はありません。ご注文はこれまでどおりお待ちしています。', `取り消す場合は、1行目に CANCEL ${facts.reference} と書いてこのメールに返信してください。`]), `差出人にお心当たりがなければ、${head.telephone} へお電話ください。`),
    ],
  }),
};
