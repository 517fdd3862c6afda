/** Staff have changed how a party pays, or its limits: every address hears of it, so that nobody lowers an account's protection unseen. */
import { paragraph, rows, steps, strong } from './block.ts';
import { subject, sum, type FactsOf, type Notice } from './letterhead.ts';

type SchemeSet = FactsOf<'scheme-set'>;

/** What a payment needs from now on, and what follows where that does not come; null: nothing can be missing. */
const NEEDS: Readonly<Record<'en' | 'ja', (facts: SchemeSet) => readonly [needs: string, without: string | null]>> = {
  en: ({ scheme, missing, asks }) => {
    switch (scheme) {
      case 'two-mail':
        return [asks ? 'We ask you by mail before each payment; nothing is paid without your answer.' : 'We ask you by mail before a payment, unless a printed number of your card, a cheque or a post of yours takes the place of our question.', null];
      case 'wallet':
        return ['Each payment needs a cheque of your wallet.', missing === 'ask' ? 'Where no cheque comes in its time we ask you by mail instead, unless a rule of the bank asks for the cheque.' : 'Where no cheque comes nothing is paid.'];
      case 'board':
        return ['Each payment needs your post on our board.', missing === 'ask' ? 'Where no post comes in its time we ask you by mail instead, unless a rule of the bank asks for the post.' : 'Where no post comes nothing is paid.'];
      case 'full':
        return ['Each payment needs a cheque of your wallet, your post on our board, and your answer to our question.', 'Where the cheque or the post does not come nothing is paid.'];
      default:
        return scheme satisfies never;
    }
  },
  ja: ({ scheme, missing, asks }) => {
    switch (scheme) {
      case 'two-mail':
        return [asks ? '支払いの前に必ずメールでおたずねします。お返事がなければ支払いは行われません。' : '支払いの前にメールでおたずねします。ただし、カードの番号・小切手・掲示板への掲示が、おたずねの代わりになることがあります。', null];
      case 'wallet':
        return ['お支払いには、毎回ウォレットの小切手が必要です。', missing === 'ask' ? '小切手が期限までに届かないときは、当行の規定で小切手が必要な場合を除き、代わりにメールでおたずねします。' : '小切手が届かないときは、支払いは行われません。'];
      case 'board':
        return ['お支払いには、毎回掲示板への掲示が必要です。', missing === 'ask' ? '掲示が期限までに届かないときは、当行の規定で掲示が必要な場合を除き、代わりにメールでおたずねします。' : '掲示が届かないときは、支払いは行われません。'];
      case 'full':
        return ['お支払いには、毎回ウォレットの小切手、掲示板への掲示、メールでのお返事のすべてが必要です。', '小切手または掲示が届かないときは、支払いは行われません。'];
      default:
        return scheme satisfies never;
    }
  },
};

export const schemeSet: Notice<'scheme-set'> = {
  en: (facts, head) => ({
    subject: subject((name) => `How you pay at ${name} has been changed`, head.name, null),
    blocks: [strong('Our staff have changed how you pay.'), ...NEEDS.en(facts).flatMap((line) => (line === null ? [] : [paragraph(line)])), steps(`If you did not ask for this, call us at once: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} でのお支払いの方法が変わりました`, head.name, null),
    blocks: [strong('当行の担当者が、お支払いの方法を変更しました。'), ...NEEDS.ja(facts).flatMap((line) => (line === null ? [] : [paragraph(line)])), steps(`お心当たりがなければ、すぐに ${head.telephone} へお電話ください。`)],
  }),
};

export const limitsSet: Notice<'limits-set'> = {
  en: ({ limits }, head) => ({
    subject: subject((name) => `Your limits at ${name} have been changed`, head.name, null),
    blocks: [
      strong('Our staff have changed the limits of your account.'),
      ...(limits === null
        ? [paragraph('The account has no limits of its own any more; those of the bank hold.')]
        : [rows(['At most in one payment', limits.perPayment.map(sum).join(', ') || 'no limit of its own'], ['At most in a day', limits.perDay.map(sum).join(', ') || 'no limit of its own']), paragraph('Those of the bank hold besides: the lower one counts.')]),
      steps(`If you did not ask for this, call us at once: ${head.telephone}.`),
    ],
  }),
  ja: ({ limits }, head) => ({
    subject: subject((name) => `${name} の口座の限度額が変わりました`, head.name, null),
    blocks: [
      strong('当行の担当者が、口座の限度額を変更しました。'),
      ...(limits === null
        ? [paragraph('この口座だけの限度額はなくなりました。当行の限度額はこれまでどおりです。')]
        : [rows(['1回の支払いの上限', limits.perPayment.map(sum).join('、') || '口座の限度額なし'], ['1日の支払いの上限', limits.perDay.map(sum).join('、') || '口座の限度額なし']), paragraph('当行の限度額もあり、低い方が適用されます。')]),
      steps(`お心当たりがなければ、すぐに ${head.telephone} へお電話ください。`),
    ],
  }),
};
