/** The words on a card of settlement numbers. */
import type { Language } from '../core/party.ts';

export type CardForm = 'postcard' | 'letter';
/** `in-order`: the bank names the index of the next number; `free`: any that is unused. */
export type CardAsking = 'in-order' | 'free';

export type InstructionFacts = {
  readonly form: CardForm;
  readonly asked: CardAsking;
  readonly cardId: string;
  readonly bank: { readonly name: string; readonly telephone: string; readonly paymentAddress: string };
  /** A number in groups that is on no card. */
  readonly example: string;
};

export type CardWords = {
  /** Of the file, which the printer sees: it tells nothing of the card. */
  readonly fileTitle: string;
  readonly numbers: string;
  readonly card: (cardId: string) => string;
  readonly issued: (day: string) => string;
  readonly crossOut: string;
  readonly addressee: (name: string) => string;
  readonly personal: string;
  readonly noForwarding: string;
  readonly sender: string;
  /** On the outer page of a letter. */
  readonly covering: readonly string[];
  readonly introduction: (facts: InstructionFacts) => string;
  readonly instructions: (facts: InstructionFacts) => readonly string[];
  readonly help: (facts: InstructionFacts) => string;
};

const en: CardWords = {
  fileTitle: 'Sealed card',
  numbers: 'Settlement numbers',
  card: (cardId) => `Card ${cardId}`,
  issued: (day) => `Issued ${day}`,
  crossOut: 'Cross out what you have used.',
  addressee: (name) => name,
  personal: 'PERSONAL',
  noForwarding: 'Do not forward – return to sender',
  sender: 'Sender',
  covering: ["For the addressee alone. The inner page is for nobody else's eyes: look at it where you are alone, and keep it under lock and key.", 'If the envelope was open or damaged when it came, call us before you do anything else.'],
  introduction: ({ bank, example }) => `One number pays one order at ${bank.name}. Write it where the password of your order stands, for example “Password: ${example}”.`,
  instructions: ({ form, asked, cardId, bank }) => [
    form === 'postcard' ? 'First look at the seal. If the card was open, torn or glued again when it came, do not activate it: call us.' : 'First look at the envelope. If it was open, torn or glued again when it came, do not activate the card: call us.',
    `Activate the card: answer the bank's mail about it from your registered address with the word ACTIVATE and the card number, ${cardId}. Before that no settlement number is valid.`,
    asked === 'in-order' ? 'Use each number once, in the order asked: the bank names the next one by its two digits (01, 02 and so on).' : 'Use each number once. Any number that you have not used will do.',
    'Give one number only, never two at once. Whoever asks for two, or for a picture of this card, is a fraudster.',
    'Never tell a number by telephone. Nobody from the bank will ever ask you for one: not in a call, not in a chat, not at your door.',
    `The bank shows you the number that you used last. If it is not the last one that you crossed out, stop and call us.`,
    'Keep the card apart from your computer. Do not photograph or copy it.',
    `Lost, stolen, or seen by somebody else? Call ${bank.telephone} at once: the card is blocked and a new one is sent. A new card makes the old one void.`,
  ],
  help: ({ bank }) => `${bank.name} · telephone ${bank.telephone} · ${bank.paymentAddress}`,
};

const ja: CardWords = {
  fileTitle: '親展カード',
  numbers: '決済番号',
  card: (cardId) => `カード番号 ${cardId}`,
  issued: (day) => `発行日 ${day}`,
  crossOut: '使った番号は消し込んでください。',
  addressee: (name) => `${name} 様`,
  personal: '親展',
  noForwarding: '転送不要',
  sender: '差出人',
  covering: ['宛名のご本人様へのお届けです。内側の面は、ほかの人の目に触れない所でご覧になり、鍵のかかる所に保管してください。', 'お手元に届いたとき封筒が開いていたり傷んでいたりした場合は、何もなさらずに、まずお電話ください。'],
  introduction: ({ bank, example }) => `番号ひとつで、${bank.name}を通じたご注文一件のお支払いができます。ご注文メールのパスワードの行に「パスワード：${example}」のようにお書きください。`,
  instructions: ({ form, asked, cardId, bank }) => [
    form === 'postcard' ? 'はじめに封をお確かめください。届いたときに開いていた、破れていた、貼り直されていた場合は、有効化せずにお電話ください。' : 'はじめに封筒をお確かめください。届いたときに開いていた、破れていた、貼り直されていた場合は、有効化せずにお電話ください。',
    `カードを有効にするには、当行からのメールに、ご登録のアドレスから「ACTIVATE ${cardId}」（カード番号）と書いて返信してください。それまではどの決済番号も使えません。`,
    asked === 'in-order' ? '番号は一度だけ、求められた順にお使いください。次の番号は、二桁の見出し（01、02など）でお知らせします。' : '番号は一度だけお使いください。まだ使っていない番号なら、どれでも使えます。',
    '一度に書く番号はひとつだけです。ふたつ以上の番号や、このカードの写真を求めるのは詐欺です。',
    '電話では、決して番号を教えないでください。電話、チャット、訪問のいずれでも、当行の者が番号をお尋ねすることはありません。',
    '前回お使いの番号を当行からお見せします。最後に消し込んだ番号と違うときは、手続きをやめてお電話ください。',
    'カードはパソコンやスマートフォンとは別の場所に保管し、撮影や複写はしないでください。',
    `紛失や盗難のとき、ほかの人に見られたときは、すぐに ${bank.telephone} へお電話ください。カードを止めて、新しいカードをお送りします。新しいカードを発行すると、古いカードは無効になります。`,
  ],
  help: ({ bank }) => `${bank.name}　電話 ${bank.telephone}　${bank.paymentAddress}`,
};

export const CARD_WORDS: Readonly<Record<Language, CardWords>> = { en, ja };

/** What stands in the field of postage and at the top of a postcard, by the country of the addressee. */
export const POSTAL_WORDS = {
  japan: { postcard: '郵便はがき', office: '', paid: '料金別納郵便' },
  elsewhere: { postcard: 'POSTCARD', office: '', paid: 'POSTAGE PAID' },
} as const;
