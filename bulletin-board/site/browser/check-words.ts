/** What the checker says besides the verdict itself, which `verify/receipt-text.ts` puts into words. @table */
import type { NoReceiptCode } from '../../verify/mail.ts';
import type { Language } from '../words.ts';

export type CheckWords = {
  readonly give: string;
  readonly hint: string;
  readonly keyHeading: string;
  readonly keyAbout: string;
  readonly keyLabel: string;
  readonly known: string;
  readonly outcome: Readonly<Record<'proved' | 'unjudged' | 'refused', string>>;
  readonly noReceipt: string;
  readonly why: Readonly<Record<NoReceiptCode, string>>;
  /** Nothing of a file came to the checker. */
  readonly unread: string;
  readonly badKey: string;
  readonly otherLog: string;
  /** What is not proved while only the page's own keys were used. */
  readonly pageKey: string;
  readonly fault: string;
  readonly reading: string;
  readonly files: string;
};

export const checkWords: Readonly<Record<Language, CheckWords>> = {
  en: {
    give: 'Receipt mail (.eml), or all files attached to it',
    hint: 'Choose them, or drop them here. In most mail programs: open the mail, then “Save as”.',
    keyHeading: 'Which key is trusted',
    keyAbout: 'The receipt is checked against the keys below, which came with this page. Surer is a key that you have from elsewhere: on paper from the bank, or from a witness. Write it here, one a line, and only it counts.',
    keyLabel: 'Key of the log that you have from elsewhere (vkey)',
    known: 'Keys that came with this page',
    outcome: { proved: 'Proved', unjudged: 'Can’t be judged in full', refused: 'Refused' },
    noReceipt: 'No receipt found',
    why: {
      'too-large': 'The file is too large for a receipt, or has too many lines or parts. Save the receipt’s own mail by itself, or its attachments.',
      unreadable: 'The file is no mail that can be read. Save the mail as a file (.eml), or save its attachments and give all of them.',
      missing: 'There is no receipt in it: entry.bin and receipt.tlog-proof are needed. Save the whole mail as a file (.eml), with its attachments.',
      twice: 'A file is there twice. Give one receipt at a time.',
      several: 'There are several receipts in it. Save each by itself.',
      nesting: 'The receipt is too deep within other mails. Save it by itself.',
    },
    unread: 'The file can’t be read: it is a folder, or it was moved, deleted or closed off. Nothing was checked. Give it again.',
    badKey: 'That is no key of a log. A key has the form name+12345678+letters and is one line long.',
    otherLog: 'It is of another log than those of this page. If you have that log’s key, write it above.',
    pageKey: 'That the key is the bank’s: it came with this page. Compare it with one from elsewhere.',
    fault: 'The checker failed. That says nothing about the receipt; the program kakitome checks it as well.',
    reading: 'Checking …',
    files: 'Checked',
  },
  ja: {
    give: '受領証のメール（.eml）、またはその添付ファイルすべて',
    hint: 'ファイルを選ぶか、ここへ置いてください。多くのメールソフトでは、メールを開いて「名前を付けて保存」します。',
    keyHeading: 'どの鍵を信頼するか',
    keyAbout: '受領証は、このページに付いてきた下の鍵で検証されます。銀行が紙で渡した鍵や証人から得た鍵など、別の場所で得た鍵のほうが確かです。ここに一行に一つ書くと、その鍵だけが使われます。',
    keyLabel: '別の場所で得た台帳の鍵（vkey）',
    known: 'このページに付いてきた鍵',
    outcome: { proved: '証明されました', unjudged: '完全には判定できません', refused: '不合格' },
    noReceipt: '受領証が見つかりません',
    why: {
      'too-large': '受領証としては大きすぎるか、行または部分が多すぎるファイルです。受領証のメールそのもの、またはその添付ファイルだけを保存してください。',
      unreadable: 'メールとして読めません。メールをファイル（.eml）として保存するか、添付ファイルをすべて保存して渡してください。',
      missing: '受領証が含まれていません。entry.bin と receipt.tlog-proof が必要です。添付ファイルごとメール全体を（.eml として）保存してください。',
      twice: '同じファイルが二つあります。受領証は一つずつ渡してください。',
      several: '複数の受領証が含まれています。一つずつ保存してください。',
      nesting: '受領証がほかのメールの奥深くにあります。それだけを保存してください。',
    },
    unread: 'ファイルを読み込めません。フォルダーか、移動・削除されたか、開けないファイルです。何も検証していません。もう一度渡してください。',
    badKey: '台帳の鍵ではありません。鍵は 名前+12345678+文字列 の形の一行です。',
    otherLog: 'このページの台帳とは別の台帳のものです。その台帳の鍵があれば、上に書いてください。',
    pageKey: '鍵が銀行のものであること。鍵はこのページに付いてきたものです。別の場所で得た鍵と比べてください。',
    fault: '検証に失敗しました。受領証の真偽を示すものではありません。プログラム kakitome でも検証できます。',
    reading: '検証しています…',
    files: '検証したファイル',
  },
};
