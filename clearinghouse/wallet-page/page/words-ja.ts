/** What the page's script says, in Japanese. @table */
import type { AmountRefusal } from '../../protocol/money.ts';
import type { Trouble } from './draft.ts';
import { MOST_DAYS, PASSWORD_MAX, PASSWORD_MIN } from './draft.ts';
import type { Words } from './words-en.ts';

const amounts: Readonly<Record<AmountRefusal, (found: string, readings: readonly string[]) => string>> = {
  'no-number': (found) => `「${found}」には数字がありません。4741 や 12.50 のように、数字で入力してください。`,
  'other-numerals': (found) => `「${found}」と入力されています。4741 や 12.50 のように、0〜9 の数字で入力してください。`,
  negative: (found) => `「${found}」と入力されています。上限額に負の数は使えません。マイナスを取ってください。`,
  'too-long': (found) => `「${found}」は金額として長すぎます。12桁までで入力してください。`,
  'too-large': (found) => `「${found}」は、お取り扱いできる額を超えています。もっと小さい額を入力してください。`,
  'unknown-currency': (found) => `「${found}」には、読み取れない言葉や通貨が含まれています。数字だけを入力し、通貨は隣の欄で選んでください。`,
  'two-currencies': (found) => `「${found}」には通貨が2つあります。数字だけを入力し、通貨は隣の欄で選んでください。`,
  'no-currency': (found) => `「${found}」の通貨がはっきりしません。数字だけを入力し、通貨は隣の欄で選んでください。`,
  grouping: (found) => `「${found}」は1つの数として読み取れません。4741 や 12.50 のように、桁区切りなしで入力してください。`,
  decimals: (found) => `「${found}」の小数の桁数が、この通貨と合いません。1080円、12.50ユーロのように、すべての桁を書くか、小数を省いてください。`,
  ambiguous: (found, readings) => `「${found}」は ${readings.join(' とも ')} とも読めます。桁区切りなしで入力してください。`,
};

function tell(trouble: Trouble): string {
  switch (trouble.field) {
    case 'secret':
      if (trouble.code === 'missing') return '紙に書き留めた、ウォレットの秘密の20文字を入力してください。';
      if (trouble.code === 'letter') return `「${trouble.found}」は、秘密の文字には使われません。使われるのは数字と、I・L・O・U を除く大文字です。紙をもう一度ご確認ください。`;
      return `${trouble.count}文字が入力されています。秘密の文字は、4文字ずつ5組の20文字です。抜けや重複がないかご確認ください。`;
    case 'payee':
      if (trouble.code === 'missing') return '支払先の店のメールアドレスを入力してください。';
      if (trouble.code === 'self') return 'ご自分のアドレスです。ご注文を送った店のアドレスを入力してください。';
      if (trouble.code === 'bank') return '当行のアドレスです。ご注文を送った店のアドレスを入力してください。';
      return `「${trouble.found}」は1つのメールアドレスとして読み取れません。shop@tea.example のように、ご注文の宛先と同じアドレスを入力してください。`;
    case 'most':
      if (trouble.code === 'missing') return '支払いの上限額を、4741 や 12.50 のように入力してください。';
      if (trouble.code === 'zero') return '0 と入力されています。支払いの上限額を、4741 や 12.50 のように入力してください。';
      if (trouble.code === 'other-currency') return `金額は ${trouble.found} で書かれていますが、隣の欄では ${trouble.currency} が選ばれています。数字だけを入力するか、通貨を選び直してください。`;
      return amounts[trouble.code](trouble.found, trouble.readings);
    case 'password':
      if (trouble.code === 'missing') return 'ご注文に書いたパスワードを入力してください。';
      if (trouble.code === 'short') return `英数字などが${trouble.count}文字しかありません。パスワードは${PASSWORD_MIN}文字以上です。ご注文をもう一度ご確認ください。`;
      return `${trouble.count}文字が入力されています。パスワードは${PASSWORD_MAX}文字までです。注文のほかの言葉を除き、パスワードだけを入力してください。`;
    default:
      return trouble satisfies never;
  }
}

export const japanese: Words = {
  trouble: tell,
  backDiffers: '20文字ですが、先ほどの文字と違います。紙と見比べてください。紙のほうが誤っているときは、もう一度表示して書き直してください。',
  copied: 'コピーしました。',
  selected: 'このブラウザーでは、ページからコピーできません。行が選択されていますので、Ctrl+C または長押しでコピーしてください。',
  most: (amount) => `${amount} まで（これを超えて支払われることはありません）`,
  days: (days, until) => `${days}日間、${until} まで${days === MOST_DAYS ? '（最長）' : ''}`,
  key: (fingerprint) => `${fingerprint}（ウォレットを作ったときに書き留めたものと同じはずです）`,
  savedAs: (file) => `ブラウザーが ${file} を保存しました。多くの場合、「ダウンロード」フォルダーにあります。`,
  sendBy: (until) => `すぐにお送りください。この小切手は ${until} を過ぎると無効です。`,
  fault: (message) => `このブラウザーでは処理できず、何も作られていません（${message}）。もう一度お試しいただくか、別のブラウザーで開いてください。`,
};
