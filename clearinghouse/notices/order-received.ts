/** To the buyer, at once after an order: it is here, and what it waits for. */
import type { Road } from '../core/payment.ts';
import { paragraph, rows, steps } from './block.ts';
import { party, subject, sum, type Notice } from './letterhead.ts';

const ROADS = { en: { cheque: 'your cheque', post: 'your post on the board' }, ja: { cheque: '小切手', post: '掲示板への掲示' } } as const;

/** null: the question is asked in any case. */
const next = {
  en: (needs: readonly Road[] | null): readonly string[] => {
    if (needs === null) return ['You need not do anything now. When the invoice is here we ask you by mail before anything is paid.'];
    const missing = needs.map((road) => ROADS.en[road]).join(' and ');
    return [...(needs.length === 0 ? [] : [`Still needed: ${missing}.`]), 'When all is here and agrees it is paid, and we write to you. Where shop or price are not in your own signed words, we ask you first.'];
  },
  ja: (needs: readonly Road[] | null): readonly string[] => {
    if (needs === null) return ['今は何もする必要はありません。請求が届きましたら、支払いの前にメールでおたずねします。'];
    const missing = needs.map((road) => ROADS.ja[road]).join('と');
    return [...(needs.length === 0 ? [] : [`${missing}が必要です。`]), 'すべてが届いて内容が一致すれば支払い、結果をお知らせします。店や上限額がご本人の署名のある言葉で定まっていないときは、先におたずねします。'];
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
      steps(...next.en(facts.unasked?.needs ?? null), 'To cancel the order, answer this mail with the word CANCEL on the first line.'),
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
      steps(...next.ja(facts.unasked?.needs ?? null), '注文を取り消す場合は、1行目に CANCEL と書いてこのメールに返信してください。'),
    ],
  }),
};
