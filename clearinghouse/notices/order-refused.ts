/** An order that was not taken: to the buyer why and how to do it better; to the shop that neither mail will work (9-rules 14). */
import type { Language } from '../core/party.ts';
import { paragraph, rows, steps, strong, type Block } from './block.ts';
import { cardBlocks } from './cards.ts';
import { glue, short } from './clean.ts';
import { newAddress, orderExample } from './how-to.ts';
import { party, subject, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';
import { transcriptLines } from './lines.ts';

/** Passwords that nobody has used; they come last in a sentence, so that none stands at the start of a line of the bank's. */
function suggested(facts: FactsOf<'order-refused'>, words: { readonly neither: string; readonly example: (all: string) => string; readonly or: string }): readonly Block[] {
  if (facts.suggestions.length === 0) return [];
  return [paragraph(words.neither), paragraph(words.example(facts.suggestions.map((one) => glue(short(one))).join(words.or)))];
}

const SUSPENDED = 'shop-suspended';

/** What its writer can do now. */
function goOn(language: Language, { code, usableFrom }: FactsOf<'order-refused'>, head: Letterhead): string {
  if (code === 'address-too-new') return newAddress[language](head, usableFrom);
  if (code === SUSPENDED) return language === 'en' ? 'The shop may have your order: tell it that it is not paid through us, or order from another shop.' : '店にはご注文のメールが届いている場合があります。当行からは支払われないことを店にお伝えいただくか、ほかの店にご注文ください。';
  return language === 'en' ? `Write the order again, as a new mail to the shop and to ${head.paymentAddress}.` : `注文を新しいメールに書き直し、店と ${head.paymentAddress} の両方に送ってください。`;
}

export const orderRefused: Notice<'order-refused'> = {
  en: (facts, head) => {
    const read = transcriptLines('en', 'We read your mail like this:', facts.transcript);
    return {
      subject: subject((mail) => `Order not taken: "${mail}"`, facts.subject, null),
      blocks: [
        strong(`We could not take your order of ${head.date(facts.orderedAt)}.\nNothing is paid, and nothing is set aside.`),
        paragraph(facts.sentence),
        rows(['Your mail', short(facts.subject)]),
        ...read.blocks,
        ...suggested(facts, {
          neither: 'Neither this mail nor a forward of it by the shop will work: the order has to be sent again, with a new password.',
          example: (all) => `Choose, for example, ${all}, or any of your own.`,
          or: ' or ',
        }),
        ...(facts.spent === true ? [paragraph('The number of your card that stands in it is used up by it: cross it off. A forward of this order will not work; the order has to be sent again, with the next number.')] : []),
        ...(facts.card === undefined ? [] : cardBlocks.en(facts.card, facts.code, head)),
        ...(facts.card?.state === 'locked' ? [] : [steps(goOn('en', facts, head))]),
        // Its password is made up: none for who pays by printed numbers.
        ...(facts.card === undefined && facts.code !== SUSPENDED ? orderExample.en(facts.currency ?? null) : []),
      ],
      attachments: read.attachments,
    };
  },
  ja: (facts, head) => {
    const read = transcriptLines('ja', 'お送りのメールは次のように読み取りました。', facts.transcript);
    return {
      subject: subject((mail) => `ご注文をお受けできません：「${mail}」`, facts.subject, null),
      blocks: [
        strong(`${head.date(facts.orderedAt)} のご注文をお受けできませんでした。\n支払いも取り置きも行われていません。`),
        paragraph(facts.sentence),
        rows(['お送りのメール', short(facts.subject)]),
        ...read.blocks,
        ...suggested(facts, {
          neither: 'このメールも、店からの転送も無効です。新しいパスワードで注文を送り直してください。',
          example: (all) => `パスワードは、例えば ${all} など、自由にお決めください。`,
          or: ' や ',
        }),
        ...(facts.spent === true ? [paragraph('このメールにあるカードの番号は、これで使用済みです。カードの番号に線を引いて消してください。この注文の転送も無効です。次の番号を書いて、注文を送り直してください。')] : []),
        ...(facts.card === undefined ? [] : cardBlocks.ja(facts.card, facts.code, head)),
        ...(facts.card?.state === 'locked' ? [] : [steps(goOn('ja', facts, head))]),
        ...(facts.card === undefined && facts.code !== SUSPENDED ? orderExample.ja(facts.currency ?? null) : []),
      ],
      attachments: read.attachments,
    };
  },
};

export const orderRefusedMerchant: Notice<'order-refused-merchant'> = {
  en: (facts, head) => ({
    subject: subject((name) => `An order that will not work, from ${name}`, facts.buyer.name, null),
    blocks: [
      strong('An order to you was refused for its password: do not ship.'),
      rows(['Customer', party(facts.buyer)], ['Their mail', short(facts.subject)], ['Order of', head.date(facts.orderedAt)]),
      paragraph('Neither the order nor a forward of it will work.'),
      steps('The customer has been told, and has to order again with a new password. Forward the new order; do not forward this one.'),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} 様からの注文は無効です`, facts.buyer.name, null),
    blocks: [
      strong('貴店への注文は、パスワードに問題があるため無効です。\n発送しないでください。'),
      rows(['お客様', party(facts.buyer)], ['お客様のメール', short(facts.subject)], ['ご注文日時', head.date(facts.orderedAt)]),
      paragraph('この注文も、その転送も無効です。'),
      steps('お客様には、新しいパスワードで注文し直すようお伝えしました。この注文は転送せず、新しい注文を転送してください。'),
    ],
  }),
};
