/** Cards of printed settlement numbers: sent, active, void, and how one stands. */
import type { Language } from '../core/party.ts';
import type { CardStanding } from '../core/road-notice.ts';
import { showSettlementNumber } from '../protocol/settlement-number.ts';
import { example, paragraph, rows, steps, strong, type Block } from './block.ts';
import { glue, short } from './clean.ts';
import { subject, type Letterhead, type Notice } from './letterhead.ts';

const two = (index: number): string => String(index).padStart(2, '0');

/** The number used last is dead: who shows it knows the card, and a false page does not. */
const lastUsed = ({ lastUsed: last }: CardStanding, language: Language, head: Letterhead): string | null =>
  last === null ? null : language === 'en' ? `No. ${two(last.index)}: ${glue(showSettlementNumber(last.number))}, on ${head.date(last.at)}` : `${two(last.index)}番 ${glue(showSettlementNumber(last.number))}（${head.date(last.at)}）`;

export function cardRows(card: CardStanding, language: Language, head: Letterhead): Block {
  const next = card.left === 0 ? '-' : card.asked === null ? (language === 'en' ? 'any that you have not used' : '未使用の番号のいずれか') : language === 'en' ? `No. ${two(card.asked)}` : `${two(card.asked)}番`;
  const words = language === 'en' ? ['Number used last', 'Number asked for next', 'Numbers left', 'Card'] : ['最後に使われた番号', '次にお使いいただく番号', '残りの番号', 'カード'];
  const state = { en: { sent: 'not active yet', active: null, locked: 'locked' }, ja: { sent: '利用開始前', active: null, locked: '停止中' } }[language][card.state];
  return rows([words[0] ?? '', lastUsed(card, language, head)], [words[1] ?? '', card.state === 'active' ? next : null], [words[2] ?? '', String(card.left)], [words[3] ?? '', state]);
}

/** Beside a refused order: what its owner needs to go on, and whom to call. */
export const cardBlocks: Readonly<Record<Language, (card: CardStanding, code: string, head: Letterhead) => readonly Block[]>> = {
  en: (card, code, head) => [
    cardRows(card, 'en', head),
    ...(code === 'number-used' ? [paragraph('Each number is good once. If somebody has asked you for numbers, or has shown you a page that asked for more than one, call us.')] : []),
    ...(card.state === 'sent' ? [paragraph('When the card has come, answer our mail that announced it.')] : []),
    steps(card.state === 'locked' ? `Call us: ${head.telephone}. A new card replaces this one.` : `We never ask for two numbers at once. If you have not written this order, call us: ${head.telephone}.`),
  ],
  ja: (card, code, head) => [
    cardRows(card, 'ja', head),
    ...(code === 'number-used' ? [paragraph('番号はそれぞれ一度だけ使えます。番号を尋ねられたり、複数の番号を求めるページを見たりした場合は、お電話ください。')] : []),
    ...(card.state === 'sent' ? [paragraph('カードが届きましたら、発送をお知らせしたメールに返信してください。')] : []),
    steps(card.state === 'locked' ? `${head.telephone} へお電話ください。新しいカードに取り替えます。` : `当行が一度に2つの番号をおたずねすることはありません。お心当たりのない注文であれば ${head.telephone} へお電話ください。`),
  ],
};

export const cardSent: Notice<'card-sent'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your card of ${name} is on its way by post`, head.name, null),
    blocks: [
      strong('A card with settlement numbers comes to you by post.'),
      ...(facts.replaces ? [paragraph('The card that you have is void from now on.')] : []),
      steps('When it arrives, check that its seal is unbroken. If it is broken, call us and do not use the card.', 'Answer this mail with the word ACTIVATE and the card number that is printed inside (six letters and digits), such as:'),
      example('ACTIVATE ------'),
      paragraph('Until then no number of it can be used. Never write the settlement numbers themselves in this answer.'),
      steps(`If no card has come after ten days, or if you did not ask for one, call us: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} のカードを郵便でお送りします`, head.name, null),
    blocks: [
      strong('決済番号のカードを郵便でお送りします。'),
      ...(facts.replaces ? [paragraph('お手元の以前のカードは、今から使えません。')] : []),
      steps('届きましたら、封が破れていないことを確かめてください。破れている場合は使わずにお電話ください。', '「ACTIVATE」と、内側に印刷されたカード番号（英数字6文字）を書いて、このメールに返信してください。例：'),
      example('ACTIVATE ------'),
      paragraph('返信をいただくまで、決済番号は使えません。決済番号そのものは返信に書かないでください。'),
      steps(`10日たっても届かない場合や、お申し込みの覚えがない場合は ${head.telephone} へお電話ください。`),
    ],
  }),
};

export const cardActive: Notice<'card-active'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your card of ${name} is active`, head.name, null),
    blocks: [
      strong(`Your card is active. It has ${facts.count} numbers.`),
      steps(`To pay, write your order to the shop with ${head.paymentAddress} in Cc, the line "Password:" with ${facts.inOrder ? 'the next number of your card' : 'a number of your card that you have not used'}, and the line "Up to:" with the most that may be paid.`, 'Cross the number out: it is good once, also where nothing comes of the order.', 'STATUS alone on the first line of a new mail tells which number was used last.'),
      steps(`If you did not do this, call us at once: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} のカードが使えるようになりました`, head.name, null),
    blocks: [
      strong(`カードが使えるようになりました。番号は${facts.count}個です。`),
      steps(`支払うときは、店あての注文メールの Cc に ${head.paymentAddress} を入れ、「パスワード：」の行に${facts.inOrder ? 'カードの次の番号' : 'カードの未使用の番号'}を、「上限：」の行に上限額を書いてください。`, '使った番号は線で消してください。注文が成立しなかった場合も、二度は使えません。', '新しいメールの1行目に STATUS とだけ書いて送ると、最後に使われた番号をお知らせします。'),
      steps(`お心当たりがなければ、すぐに ${head.telephone} へお電話ください。`),
    ],
  }),
};

export const cardVoid: Notice<'card-void'> = {
  en: (_facts, head) => ({ subject: subject((name) => `Your card of ${name} is void`, head.name, null), blocks: [strong('Your card is void. None of its numbers can be used any more.'), steps('Destroy it.', `If you know nothing of it, call us: ${head.telephone}.`)] }),
  ja: (_facts, head) => ({ subject: subject((name) => `${name} のカードを無効にしました`, head.name, null), blocks: [strong('カードを無効にしました。番号はもう使えません。'), steps('カードは破棄してください。', `お心当たりがなければ ${head.telephone} へお電話ください。`)] }),
};

export const cardLocked: Notice<'card-locked'> = {
  en: (_facts, head) => ({
    subject: subject((name) => `Your card of ${name} is locked`, head.name, null),
    blocks: [
      strong('Your card is locked: no number of it is taken any more.'),
      paragraph('Too many mails in your name held a wrong number, or wrong letters of the card, within 24 hours. They paid nothing.'),
      steps(`Call us: ${head.telephone}. A new card replaces this one.`, 'If these mails were not yours, say so: somebody may write in your name.', 'A question that asks for a number can still be answered with NO.'),
    ],
  }),
  ja: (_facts, head) => ({
    subject: subject((name) => `${name} のカードを停止しました`, head.name, null),
    blocks: [
      strong('カードを停止しました。番号はもう使えません。'),
      paragraph('24時間のうちに、誤った番号またはカードの誤った文字を書いたメールが、お客様の名前で何通も届きました。それらによる支払いは行われていません。'),
      steps(`${head.telephone} へお電話ください。新しいカードに取り替えます。`, 'お心当たりのないメールでしたら、その旨をお知らせください。どなたかがお客様の名前で書いているおそれがあります。', '番号をおたずねしている支払いは、引き続き NO と返信して断ることができます。'),
    ],
  }),
};

export const enrolmentRefused: Notice<'enrolment-refused'> = {
  en: (facts, head) => ({
    subject: subject((mail) => `Not taken: "${mail}"`, facts.subject, null),
    blocks: [strong(`Your answer could not be taken.${facts.code === 'card-locked' ? '' : ' Nothing has changed.'}`), paragraph(facts.sentence), rows(['Your mail', short(facts.subject)]), steps(...whatNext('en', facts.code), `If you need help, call us: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject((mail) => `お受けできません：「${mail}」`, facts.subject, null),
    blocks: [strong(`お返事をお受けできませんでした。${facts.code === 'card-locked' ? '' : '何も変わっていません。'}`), paragraph(facts.sentence), rows(['お送りのメール', short(facts.subject)]), steps(...whatNext('ja', facts.code), `お困りのときは ${head.telephone} へお電話ください。`)],
  }),
};

function whatNext(language: Language, code: string): readonly string[] {
  const words: Readonly<Record<string, readonly [en: string, ja: string]>> = {
    'wallet-key-missing': ['Answer again with the whole line "Wallet key: …" as the page shows it, alone on a line.', 'ページに表示された「Wallet key: …」の行全体を、1行に書いて返信してください。'],
    'card-id-wrong': ['Answer again with ACTIVATE and the card number that is printed inside (six letters and digits), on one line.', '「ACTIVATE」とカードの内側に印刷されたカード番号（英数字6文字）を、1行に書いて返信してください。'],
    'too-late': ['Ask our staff for a new page.', '新しいページを窓口でお申し込みください。'],
  };
  const found = words[code];
  return found === undefined ? [] : [language === 'en' ? found[0] : found[1]];
}
