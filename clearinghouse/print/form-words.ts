/** The words of the membership form. */
import type { Language } from '../core/party.ts';

export type FormFacts = { readonly bank: { readonly name: string; readonly telephone: string; readonly paymentAddress: string }; readonly formNumber: string; readonly validUntil: string };

export type FormWords = {
  readonly title: string;
  readonly formNumber: string;
  readonly validUntil: (day: string) => string;
  readonly warning: string;
  readonly you: string;
  /** Above the name, how it is read; null where names need none. */
  readonly reading: string | null;
  readonly name: string;
  readonly postcode: string;
  readonly address: string;
  readonly telephone: string;
  readonly email: string;
  readonly emailNote: string;
  readonly wishes: string;
  readonly currency: string;
  readonly scheme: string;
  readonly schemes: readonly string[];
  readonly cardForm: string;
  readonly cardForms: readonly string[];
  readonly letters: string;
  readonly paperOnly: string;
  readonly paperOnlyNote: string;
  readonly bankName: string;
  readonly branch: string;
  readonly accountKind: string;
  readonly accountKinds: readonly string[];
  readonly accountNumber: string;
  readonly holder: string;
  readonly cardCompany: string;
  readonly cardNumber: string;
  readonly expiry: string;
  readonly declaration: string;
  readonly date: string;
  readonly dateParts: readonly [year: string, month: string, day: string];
  readonly signature: string;
  readonly seal: string;
  readonly sendTo: string;
  readonly sendFirst: string;
  readonly office: string;
  readonly officeFields: readonly string[];
  readonly keep: string;
  readonly how: string;
  readonly howSteps: (facts: FormFacts) => readonly string[];
  readonly next: string;
  readonly nextSteps: (facts: FormFacts) => readonly string[];
  readonly privacy: string;
  readonly privacyWords: (facts: FormFacts) => readonly string[];
  readonly questions: (facts: FormFacts) => string;
};

const en: FormWords = {
  title: 'Application for membership',
  formNumber: 'Form number',
  validUntil: (day) => `to arrive by ${day}`,
  warning: 'Do not write card or account numbers into a mail; they go on this paper only. Send it by post, not as a picture.',
  you: '1  You',
  reading: null,
  name: 'Name',
  postcode: 'Postcode',
  address: 'Address',
  telephone: 'Telephone',
  email: 'E-mail address',
  emailNote: 'One letter in each box. It is the address from which you will order.',
  wishes: '2  What you wish',
  currency: 'Account in (currency)',
  scheme: 'Pay by',
  schemes: ['two mails and my OK', 'card of settlement numbers', 'sealed cheques'],
  cardForm: 'Card as',
  cardForms: ['postcard', 'letter'],
  letters: 'Mails in',
  paperOnly: '3  Where the money comes from',
  paperOnlyNote: 'A bank account or a card, whichever you wish. Never write the security code of a card, here or elsewhere.',
  bankName: 'Bank',
  branch: 'Branch',
  accountKind: 'Account',
  accountKinds: ['current', 'savings'],
  accountNumber: 'Account number or IBAN',
  holder: 'Holder, as on account or card',
  cardCompany: 'Card company',
  cardNumber: 'Card number',
  expiry: 'Valid until (MM / YY)',
  declaration: 'I apply for membership. What I have written is true, and I have read the page to keep.',
  date: 'Date',
  dateParts: ['year', 'month', 'day'],
  signature: 'Signature',
  seal: '',
  sendTo: 'Send this page to',
  sendFirst: 'Where to send page 1',
  office: 'For the bank',
  officeFields: ['received', 'identity seen by', 'entered by', 'checked by'],
  keep: 'Keep this page',
  how: 'How to apply',
  howSteps: ({ validUntil }) => [
    'Print both pages. Write with a pen, in capitals where there are boxes.',
    'Sign page 1 and send it by post, in a closed envelope. Keep this page.',
    `It has to arrive by ${validUntil}. After that day ask for a new form with a mail that says REGISTER.`,
    'Do not write card or account numbers into a mail; they go on this paper only. Nor send a photograph or scan of page 1 by mail.',
  ],
  next: 'What happens next',
  nextSteps: ({ bank }) => [
    'We compare the form with your mail address. If something can not be read, we ask by post or telephone, never for card or account numbers.',
    'We open your account and send you a mail. Your address can order from then on.',
    'If you wished a card of settlement numbers, it comes by post. It works only after you have activated it: answer our mail about it with the number of the card.',
    `If you have heard nothing two weeks after you posted the form, call ${bank.telephone}.`,
  ],
  privacy: 'What we do with what you write',
  privacyWords: ({ bank }) => [
    `${bank.name} uses it to open and run your account, to write to you, and to fulfil its duties by law; nobody else gets it but those who carry out your payments, and only what they need.`,
    'Card and account numbers are kept apart from your orders and are never sent by mail. Merchants do not see them.',
    'You may ask at any time what we keep of you, have it corrected, and have it erased as far as the law does not make us keep it.',
  ],
  questions: ({ bank, formNumber }) => `Questions: ${bank.telephone} or ${bank.paymentAddress}. Please give the form number ${formNumber}.`,
};

const ja: FormWords = {
  title: '入会申込書',
  formNumber: '申込書番号',
  validUntil: (day) => `${day}必着`,
  warning: 'カード番号や口座番号は、メールに書かないでください。この用紙だけにお書きください。用紙は写真ではなく、郵便でお送りください。',
  you: '1　お申し込みの方',
  reading: 'フリガナ',
  name: 'お名前',
  postcode: '郵便番号',
  address: 'ご住所',
  telephone: '電話番号',
  email: 'メールアドレス',
  emailNote: 'ひと枠に一文字ずつお書きください。ご注文はこのアドレスからになります。',
  wishes: '2　ご希望',
  currency: '口座の通貨',
  scheme: 'お支払い方法',
  schemes: ['二通のメールとOKの返信', '決済番号カード', '封をした小切手'],
  cardForm: 'カードの形',
  cardForms: ['はがき', '封書'],
  letters: 'メールの言語',
  paperOnly: '3　お引き落とし先',
  paperOnlyNote: '銀行口座かカードの、どちらかをお書きください。カードの裏面などのセキュリティコードは、ここにもほかの所にも書かないでください。',
  bankName: '金融機関',
  branch: '支店',
  accountKind: '口座の種類',
  accountKinds: ['普通', '当座'],
  accountNumber: '口座番号',
  holder: '名義（口座またはカードの表記）',
  cardCompany: 'カード会社',
  cardNumber: 'カード番号',
  expiry: '有効期限（月／年）',
  declaration: '記載した内容に相違なく、控えの面を読んだうえで入会を申し込みます。',
  date: 'ご記入日',
  dateParts: ['年', '月', '日'],
  signature: 'ご署名',
  seal: '印',
  sendTo: 'この面の送り先',
  sendFirst: '一枚目の送り先',
  office: '当行記入欄',
  officeFields: ['受付日', '本人確認', '入力', '照合'],
  keep: 'お申込み控え（お手元に保管してください）',
  how: 'お申し込みの方法',
  howSteps: ({ validUntil }) => [
    '二枚とも印刷し、黒のペンではっきりとお書きください。',
    '一枚目に署名または押印のうえ、封筒に入れて郵便でお送りください。この面はお手元に残してください。',
    `${validUntil}までに届くようにお送りください。過ぎたときは、REGISTERと書いたメールで新しい申込書をお求めください。`,
    'カード番号や口座番号は、メールに書かないでください。この用紙だけにお書きください。一枚目の写真やスキャンもメールで送らないでください。',
  ],
  next: 'このあとの流れ',
  nextSteps: ({ bank }) => [
    '申込書とメールアドレスを確かめます。読み取れない所は郵便か電話でお尋ねしますが、カード番号や口座番号をお尋ねすることはありません。',
    '口座を開き、メールでお知らせします。そのときから、ご登録のアドレスでご注文いただけます。',
    '決済番号カードをご希望の方には、カードを郵便でお送りします。当行からのメールにカード番号を書いて返信し、有効にしてからお使いください。',
    `お送りいただいてから二週間たっても連絡がないときは、${bank.telephone} へお電話ください。`,
  ],
  privacy: '個人情報の取り扱い',
  privacyWords: ({ bank }) => [
    `ご記入の内容は、${bank.name}が、口座の開設と管理、ご連絡、法令上の義務のために用います。お支払いの取り扱いに必要な相手に必要な範囲で渡すほかは、第三者に渡しません。`,
    'カード番号と口座番号は、ご注文の記録と分けて保管し、メールでは送りません。販売店には知らされません。',
    'いつでも、保管している内容の開示、訂正、法令で保存が定められていないものの消去をお求めになれます。',
  ],
  questions: ({ bank, formNumber }) => `お問い合わせ：${bank.telephone}　${bank.paymentAddress}（申込書番号 ${formNumber} をお知らせください）`,
};

export const FORM_WORDS: Readonly<Record<Language, FormWords>> = { en, ja };
