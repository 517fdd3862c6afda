/** To the buyer, at once after an order: it is here, and what it waits for. */
import { paragraph, rows, steps } from './block.ts';
import { party, subject, sum, type FactsOf, type Notice } from './letterhead.ts';

const ROADS = { en: { cheque: 'your cheque', post: 'your post on the board' }, ja: { cheque: '小切手', post: '掲示板への掲示' } } as const;

type Unasked = FactsOf<'order-received'>['unasked'];

/** Undefined: the question is asked in any case, and nothing else is needed. */
const next = {
  en: (unasked: Unasked): readonly string[] => {
    if (unasked === undefined) return ['You need not do anything now. When the invoice is here we ask you by mail before anything is paid.'];
    const { needs, asks } = unasked;
    const missing = needs.map((road) => ROADS.en[road]).join(' and ');
    const then = asks === true ? 'When all is here and agrees we ask you by mail before anything is paid.' : 'When all is here and agrees it is paid, and we write to you. Where shop or price are not in your own signed words, we ask you first.';
    return [...(needs.length === 0 ? [] : [`Still needed: ${missing}.`]), then];
  },
  ja: (unasked: Unasked): readonly string[] => {
    if (unasked === undefined) return ['今は何もする必要はありません。請求が届きましたら、支払いの前にメールでおたずねします。'];
    const { needs, asks } = unasked;
    const missing = needs.map((road) => ROADS.ja[road]).join('と');
    const then = asks === true ? 'すべてが届いて内容が一致しましたら、支払いの前にメールでおたずねします。' : 'すべてが届いて内容が一致すれば支払い、結果をお知らせします。店や上限額がご本人の署名のある言葉で定まっていないときは、先におたずねします。';
    return [...(needs.length === 0 ? [] : [`${missing}が必要です。`]), then];
  },
} as const;

export const orderReceived: Notice<'order-received'> = {
  en: (facts, head) => ({
    subject: subject((shop) => `Order received, waiting for ${shop}`, facts.shop?.name ?? 'the shop', facts.reference),
    blocks: [
      paragraph(`Your order of ${head.date(facts.orderedAt)} has reached us.\nNothing is paid yet, and nothing is set aside.`),
      paragraph(
        facts.shop === null
          ? `It waits for the shop to send us its invoice, until ${head.date(facts.until)}.`
          : `It waits for ${party(facts.shop)} to send us the invoice, until ${head.date(facts.until)}.`,
      ),
      rows(['Reference', facts.reference], ['Up to', facts.ceiling === null ? null : sum(facts.ceiling)]),
      steps(...next.en(facts.unasked), 'To cancel the order, answer this mail with the word CANCEL on the first line.'),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((shop) => `ご注文を受け付けました（${shop}からの請求待ち）`, facts.shop?.name ?? '店', facts.reference),
    blocks: [
      paragraph(`${head.date(facts.orderedAt)} のご注文が当行に届きました。\nまだ支払いは行われておらず、取り置いた金額もありません。`),
      paragraph(
        facts.shop === null
          ? `店からの請求を ${head.date(facts.until)} までお待ちします。`
          : `${party(facts.shop)} からの請求を ${head.date(facts.until)} までお待ちします。`,
      ),
      rows(['参照番号', facts.reference], ['上限', facts.ceiling === null ? null : sum(facts.ceiling)]),
      steps(...next.ja(facts.unasked), '注文を取り消す場合は、1行目に CANCEL と書いてこのメールに返信してください。'),
    ],
  }),
};
