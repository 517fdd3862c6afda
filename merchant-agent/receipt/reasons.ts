/** Why a mail that speaks for the bank is not believed, in sentences for the shopkeeper. */
import { normaliseLine } from '../../clearinghouse/protocol/normalise.ts';

export type ReasonCode =
  | 'unreadable'
  | 'other-sender'
  | 'not-signed'
  | 'signature-bad'
  | 'signature-old'
  | 'label-missing'
  | 'label-bad'
  | 'other-receiver'
  | 'no-proof'
  | 'unknown-log'
  | 'too-few-witnesses'
  | 'contradiction'
  | 'proof-bad'
  | 'not-settled'
  | 'details-hidden'
  | 'details-unreadable'
  | 'other-payee'
  | 'other-reference'
  | 'two-histories'
  | 'board-unproved';

/** `detail`: what was found, in a stranger's words; '' where there is nothing to add. */
export type Reason = { readonly code: ReasonCode; readonly detail: string };

export type ReasonLanguage = 'en' | 'ja';

type Sentence = Readonly<Record<ReasonLanguage, (found: string) => string>>;

const sentences: Readonly<Record<ReasonCode, Sentence>> = {
  unreadable: {
    en: (found) => `The mail is built in a way that can't be read safely (${found}).`,
    ja: (found) => `安全に読み取れない構造のメールです（${found}）。`,
  },
  'other-sender': {
    en: (found) => `It speaks for the bank, but comes from another address: ${found}.`,
    ja: (found) => `銀行からのメールのように見えますが、差出人は別のアドレスです：${found}`,
  },
  'not-signed': {
    en: () => "It bears the bank's address, but not the bank's signature: anybody can write such a mail.",
    ja: () => '差出人は銀行のアドレスですが、銀行の署名がありません。このようなメールはだれにでも書けます。',
  },
  'signature-bad': {
    en: () => "The bank's signature does not fit: the mail was changed on the way, or is a forgery.",
    ja: () => '銀行の署名が一致しません。途中で書き換えられたか、偽造されたメールです。',
  },
  'signature-old': {
    en: () => 'The time of the signature does not fit the time of arrival: somebody may be sending an old mail again, or a clock is wrong.',
    ja: () => '署名の時刻と届いた時刻が合いません。古いメールが再送されたか、どこかの時計が狂っている可能性があります。',
  },
  'label-missing': {
    en: () => 'It looks like a notice of the bank, but does not say which: every notice of the bank bears a mark for programs.',
    ja: () => '銀行の通知のように見えますが、銀行のすべての通知に付く、種類を示す印がありません。',
  },
  'label-bad': {
    en: () => "The mark that says which notice this is stands twice, can't be read, or is not covered by the bank's signature.",
    ja: () => '通知の種類を示す印が二つある、読み取れない、または銀行の署名の対象になっていません。',
  },
  'other-receiver': {
    en: (found) => `The bank wrote it to somebody else: ${found}.`,
    ja: (found) => `銀行が別の宛先に送ったメールです：${found}`,
  },
  'no-proof': {
    en: (found) => `It says "paid" without a proof that can be checked: ${found}.`,
    ja: (found) => `「支払い済み」とありますが、確かめられる証明が付いていません：${found}`,
  },
  'unknown-log': {
    en: (found) => `The proof is of a board that your policy file does not name: ${found}.`,
    ja: (found) => `証明は、ポリシーファイルにない掲示板のものです：${found}`,
  },
  'too-few-witnesses': {
    en: () => 'Fewer witnesses have signed the board than your policy file asks for.',
    ja: () => '掲示板に署名した証人が、ポリシーファイルで求める数に足りません。',
  },
  contradiction: {
    en: (found) => `The files of the proof contradict each other: ${found}.`,
    ja: (found) => `証明のファイルどうしが食い違っています：${found}`,
  },
  'proof-bad': {
    en: (found) => `The proof does not hold: ${found}.`,
    ja: (found) => `証明が成り立ちません：${found}`,
  },
  'not-settled': {
    en: (found) => `The public entry does not say that money has moved: it says "${found}".`,
    ja: (found) => `公開された記録は、支払いが済んだことを示していません：「${found}」`,
  },
  'details-hidden': {
    en: (found) => `The proof does not show what was paid, and to whom: ${found} is missing.`,
    ja: (found) => `証明からは、支払先や金額がわかりません（${found} がありません）。`,
  },
  'details-unreadable': {
    en: (found) => `The proof holds something that can't be read: ${found}.`,
    ja: (found) => `証明に読み取れない箇所があります：${found}`,
  },
  'other-payee': {
    en: (found) => `The proof is of a payment to somebody else: ${found}.`,
    ja: (found) => `別の相手への支払いの証明です：${found}`,
  },
  'other-reference': {
    en: (found) => `The proof is of another payment than the mail names: ${found}.`,
    ja: (found) => `メールが示すものとは別の支払いの証明です：${found}`,
  },
  'two-histories': {
    en: (found) => `The bank's board tells two histories, both signed: the receipt's does not go on with what was seen before (${found}). Call the bank, and keep this mail.`,
    ja: (found) => `銀行の掲示板に、署名された二つの異なる履歴があります。この受領書の履歴は、以前に確認したものと続いていません（${found}）。銀行にお電話のうえ、このメールを保存してください。`,
  },
  'board-unproved': {
    en: (found) => `The proof holds by itself, but the bank's board does not show that it goes on with what was seen before: ${found}.`,
    ja: (found) => `証明そのものは成り立ちますが、以前に確認した掲示板の続きであることを、掲示板から確かめられません：${found}`,
  },
};

const MAX_FOUND = 160;

/** One line for a person; strangers' words in it are one line, visible and short. */
export function reasonText({ code, detail }: Reason, language: ReasonLanguage): string {
  const found = [...normaliseLine(detail.slice(0, 2_000).toWellFormed())].slice(0, MAX_FOUND).join('');
  return sentences[code][language](found === '' ? '?' : found);
}
