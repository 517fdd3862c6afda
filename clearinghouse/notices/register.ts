/** Answers to REGISTER: how an account is opened, and that one is open. */
import type { EvidenceOf } from '../core/notice.ts';
import type { Language, PartyLimits } from '../core/party.ts';
import { currencyOf } from '../protocol/money.ts';
import { example, paragraph, rows, steps, strong, type Block } from './block.ts';
import { shownAddress, short } from './clean.ts';
import { orderExample } from './how-to.ts';
import { subject, sum, type FactsOf, type Letterhead, type Notice, type Written } from './letterhead.ts';

const limitRows = (limits: PartyLimits, words: readonly [payment: string, day: string]): Block =>
  rows([words[0], limits.perPayment.map(sum).join(', ') || null], [words[1], limits.perDay.map(sum).join(', ') || null]);

/** `number`: of the form that is attached. */
const byPost = {
  en: (head: Letterhead, number: string): readonly Block[] => [
    strong('You can apply for an account by post.'),
    steps('Print the attached form, fill in page 1 with a pen, and sign it.', 'Send page 1 by post to the address on it. Never send it, or a picture of it, by mail.', 'When your account is open we write to you.'),
    rows(['Form number', number]),
    paragraph('Numbers of cards and accounts belong on the paper alone: write none into a mail.'),
    paragraph(`If you would rather come by, call us: ${head.telephone}.`),
  ],
  ja: (head: Letterhead, number: string): readonly Block[] => [
    strong('口座は郵便でお申し込みいただけます。'),
    steps('添付の申込書を印刷し、1枚目にペンで記入して、署名してください。', '1枚目を、書かれている宛先へ郵便でお送りください。用紙やその写真をメールで送らないでください。', '口座を開設しましたら、メールでお知らせします。'),
    rows(['申込書番号', number]),
    paragraph('カード番号や口座番号は、用紙だけにお書きください。メールには書かないでください。'),
    paragraph(`窓口でのお申し込みをご希望の方は ${head.telephone} へお電話ください。`),
  ],
} as const;

const byStaff = {
  en: (head: Letterhead): readonly Block[] => [strong('Accounts are opened by our staff.'), steps(`Call us or come by: ${head.telephone}. Bring what proves who you are, and the mail address that you will write from.`)],
  ja: (head: Letterhead): readonly Block[] => [strong('口座は当行の窓口で開設します。'), steps(`${head.telephone} へお電話いただくか、窓口へお越しください。本人確認書類と、お使いになるメールアドレスをご用意ください。`)],
} as const;

type Offer = NonNullable<FactsOf<'register'>['offered']>;

const offer = {
  en: (offered: Offer, head: Letterhead): readonly Block[] => [
    strong(`You can open an account in ${offered.currencies.join(', ')} now, by mail.`),
    limitRows(offered.limits, ['At most in one payment', 'At most in a day']),
    paragraph('Our staff raise the limits when they know you.'),
    steps('To open it, answer this mail with the word OK alone on the first line.', 'If you did not ask for this, do nothing: somebody has used your mailbox, or mistyped.'),
    paragraph(`Without an answer by ${head.date(offered.until)} no account is opened.`),
  ],
  ja: (offered: Offer, head: Letterhead): readonly Block[] => [
    strong(`メールで ${offered.currencies.join('、')} の口座を開設できます。`),
    limitRows(offered.limits, ['1回の支払いの上限', '1日の支払いの上限']),
    paragraph('上限は、当行がご本人を確認した後に引き上げます。'),
    steps('開設するには、このメールに、1行目に OK とだけ書いて返信してください。', 'お心当たりがなければ、何もしないでください。'),
    paragraph(`${head.date(offered.until)} までにお返事がなければ、口座は開設されません。`),
  ],
} as const;

type Form = EvidenceOf<'register'> | null;

function howTo<L extends Language>(language: L, { offered }: FactsOf<'register'>, head: Letterhead, form: Form): readonly Block[] {
  if (offered !== null) return offer[language](offered, head);
  return form === null || form.number === null ? byStaff[language](head) : byPost[language](head, form.number);
}

const UNCLEAR = {
  en: 'We could not read your answer to this offer for sure, so no account is open. The first line must be the word OK alone: no thanks, and no name behind it.',
  ja: 'この申し出へのお返事を確かに読み取れませんでしたので、口座は開設していません。1行目には OK とだけ書いてください（お礼やお名前も付けないでください）。',
} as const;

const unclear = (language: Language, facts: FactsOf<'register'>): readonly Block[] => (facts.unclear === true ? [strong(UNCLEAR[language])] : []);

const attached = (form: Form): Pick<Written, 'attachments'> => (form === null ? {} : { attachments: form.attachments });

export const register: Notice<'register'> = {
  en: (facts, head, form) => ({
    subject: subject((name) => `How to open an account at ${name}`, head.name, null),
    blocks: [...unclear('en', facts), ...howTo('en', facts, head, form), paragraph(`You get this once a day at most, since a mail from ${shownAddress(facts.address)} ${facts.unclear === true ? 'answered our offer' : 'said REGISTER'}.`)],
    ...attached(form),
  }),
  ja: (facts, head, form) => ({
    subject: subject((name) => `${name} の口座の開き方`, head.name, null),
    blocks: [...unclear('ja', facts), ...howTo('ja', facts, head, form), paragraph(`${shownAddress(facts.address)} から${facts.unclear === true ? '申し出への返信' : ' REGISTER と書かれたメール'}が届いたため、お送りしています（1日1回まで）。`)],
    ...attached(form),
  }),
};

export const registered: Notice<'registered'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your account at ${name} is open`, head.name, null),
    blocks: [
      strong('Your account is open.'),
      rows(['You write from', shownAddress(facts.address)], ['Registered as', short(facts.name)], ['Currency', facts.currencies.join(', ')]),
      limitRows(facts.limits, ['At most in one payment', 'At most in a day']),
      steps(`To pay money in${facts.by === 'staff' ? '' : ', and to give your name'}, call us: ${head.telephone}.`, `To pay, write your order to a shop with ${head.paymentAddress} in Cc and a one-time password in it:`),
      ...orderExample.en(currencyOf(facts.currencies[0] ?? '')),
      paragraph('HELP alone on the first line of a new mail tells all that you can do by mail:'),
      example('HELP'),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} の口座を開設しました`, head.name, null),
    blocks: [
      strong('口座を開設しました。'),
      rows(['ご登録のアドレス', shownAddress(facts.address)], ['ご登録名', short(facts.name)], ['通貨', facts.currencies.join('、')]),
      limitRows(facts.limits, ['1回の支払いの上限', '1日の支払いの上限']),
      steps(`${facts.by === 'staff' ? 'ご入金' : 'ご入金とお名前の登録'}は、${head.telephone} へお電話ください。`, `支払うときは、店あての注文メールの Cc に ${head.paymentAddress} を入れ、1回限りのパスワードを書いてください。`),
      ...orderExample.ja(currencyOf(facts.currencies[0] ?? '')),
      paragraph('新しいメールの1行目に HELP とだけ書いて送ると、メールでできることをお知らせします。'),
      example('HELP'),
    ],
  }),
};

export const renamed: Notice<'renamed'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your registered name is now ${name}`, facts.name, null),
    blocks: [strong(`Your registered name is now ${short(facts.name)}.`), rows(['It was', short(facts.before)]), paragraph('The other side of your payments reads it.'), steps(`If you know nothing of it, call us at once: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `ご登録名が ${name} になりました`, facts.name, null),
    blocks: [strong(`ご登録名が ${short(facts.name)} になりました。`), rows(['これまでのご登録名', short(facts.before)]), paragraph('支払いの相手にはこの名前が表示されます。'), steps(`お心当たりがなければ、すぐに ${head.telephone} へお電話ください。`)],
  }),
};
