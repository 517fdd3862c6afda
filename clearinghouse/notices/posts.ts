/** A post for the board that could not be taken. */
import type { Language } from '../core/party.ts';
import type { PostRefusal } from '../core/void-road.ts';
import { paragraph, rows, steps, strong } from './block.ts';
import { short } from './clean.ts';
import { newAddress } from './how-to.ts';
import { subject, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';

type Reasons = Readonly<Record<PostRefusal, readonly [why: string, what: string]>>;

const boardOf = (head: Letterhead): string => head.boardAddress ?? head.paymentAddress;

const REASONS: Readonly<Record<Language, (facts: FactsOf<'post-refused'>, head: Letterhead) => Reasons>> = {
  en: (facts, head) => ({
    'board-off': ['We keep no public board at present.', 'Order without a post.'],
    'no-password': ['A post has to hold the whole order, with its one line "Password:".', `Send the same mail to ${boardOf(head)} as to the shop, or put that address in Cc of the order.`],
    'text-unfit': [`The line "Post:" can not be shown to everybody: it may have at most ${facts.most} characters, in one line, without addresses, long numbers and passwords${facts.detail === null ? '' : ` (expected: ${short(facts.detail)})`}.`, 'Send the post again with other words, or without the line.'],
    'payee-unknown': ['The shop in the line "Pay to:" is not known here, or more than one has that name.', 'Name the shop by its mail address.'],
    differs: ['Your post and your order do not say the same: other words, or another shop.', 'Send the post again with exactly the words of the order.'],
    second: ['A post of this order is there already. The first one stays.', 'Nothing is to be done. If the first is wrong, cancel the order and order again.'],
    'too-many': ['You have posted as often today as is allowed.', 'Post tomorrow, or order without a post.'],
    'address-too-new': ['This address was registered a short time ago and can not pay yet.', newAddress.en(head, facts.usableFrom)],
    late: ['The payment of this password is over.', 'Order again, with a new password.'],
  }),
  ja: (facts, head) => ({
    'board-off': ['現在、公開掲示板は設けていません。', '掲示なしで注文してください。'],
    'no-password': ['掲示には、「パスワード：」の行を1つ含むご注文の全文が必要です。', `店に送ったものと同じメールを ${boardOf(head)} へ送るか、注文の Cc に入れてください。`],
    'text-unfit': [`「掲示：」の言葉を公開できません。1行${facts.most}文字以内で、アドレスや長い数字、パスワードを含まないようにしてください。`, '言葉を変えるか、この行を除いて送り直してください。'],
    'payee-unknown': ['「支払先：」の店が登録されていないか、同じ名前が複数あります。', '店をメールアドレスで書いてください。'],
    differs: ['掲示とご注文の内容または店が異なります。', 'ご注文と同じ言葉で、掲示を送り直してください。'],
    second: ['このご注文の掲示はすでにあります。先のものが残ります。', '何もする必要はありません。先の掲示が誤りなら、注文を取り消して注文し直してください。'],
    'too-many': ['本日の掲示の回数が上限に達しました。', '明日改めて掲示するか、掲示なしで注文してください。'],
    'address-too-new': ['このアドレスは登録したばかりのため、まだ支払いに使えません。', newAddress.ja(head, facts.usableFrom)],
    late: ['このパスワードの支払いは終了しています。', '新しいパスワードで注文し直してください。'],
  }),
};

export const postRefused: Notice<'post-refused'> = {
  en: (facts, head) => {
    const [why, what] = REASONS.en(facts, head)[facts.why];
    return { subject: subject(() => 'Your post was not taken', '', facts.reference), blocks: [strong('Your post was not taken. It does not stand on the board.'), paragraph(why), rows(['Reference', facts.reference], ['Your mail', short(facts.subject)]), steps(what, `If you have not sent it, call us: ${head.telephone}.`)] };
  },
  ja: (facts, head) => {
    const [why, what] = REASONS.ja(facts, head)[facts.why];
    return { subject: subject(() => '掲示をお受けできませんでした', '', facts.reference), blocks: [strong('掲示をお受けできませんでした。掲示板には載っていません。'), paragraph(why), rows(['参照番号', facts.reference], ['お送りのメール', short(facts.subject)]), steps(what, `お心当たりがなければ ${head.telephone} へお電話ください。`)] };
  },
};
