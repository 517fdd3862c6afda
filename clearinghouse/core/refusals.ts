/**
 * The catalogue of refusals: every code with which a letter or an instruction can be refused or set aside, in one place.
 * `mayDiffer`: may the same thing, sent again later, be taken? The public sentences are all that the sender reads of it;
 * the private reason stands in the decision's findings. The table in this folder's README is compared with it by a test.
 */
import type { Language } from './party.ts';

export type Refusal = { readonly mayDiffer: boolean; readonly en: string; readonly ja: string };

const refusal = (mayDiffer: boolean, en: string, ja: string): Refusal => ({ mayDiffer, en, ja });

/** In order of precedence: the first that applies is the one that is told. */
export const refusals = {
  // Letters that nobody is answered for.
  unreadable: refusal(false, 'The mail could not be read for sure.', 'メールを確実に読み取れませんでした。'),
  'reader-crash': refusal(true, 'The mail could not be read; staff will look at it.', 'メールを読み取れませんでした。係員が確認します。'),
  'not-authenticated': refusal(false, 'The mail does not prove who sent it.', '差出人を確認できないメールです。'),
  'unknown-sender': refusal(true, 'The sender is not registered.', '差出人が登録されていません。'),
  'weak-sender': refusal(true, 'This mail needs a DKIM signature of your domain.', 'このメールには送信ドメインのDKIM署名が必要です。'),
  suspended: refusal(true, 'The account is suspended. Please call us.', '口座は停止中です。お電話ください。'),
  'address-idle': refusal(true, 'No mail has come from this address for a long time, so it is suspended. Please call us.', 'このアドレスからは長い間メールが届いていないため、停止しています。お電話ください。'),
  'before-restore': refusal(true, 'The mail reached us before we had to take up our books from a copy. Please send it anew.', '当行が帳簿を控えから復元する前に届いたメールです。お手数ですが、あらためてお送りください。'),
  'not-your-question': refusal(false, 'This question was not asked of you.', 'この確認はあなた宛てではありません。'),
  // Orders.
  'secret-missing': refusal(true, 'There is no line "Password:" that can be read for sure.', '「パスワード：」の行を確実に読み取れませんでした。'),
  'several-secrets': refusal(true, 'There is more than one password in the mail.', 'メールに複数のパスワードがあります。'),
  'secret-weak': refusal(false, 'The password is too easy to guess, or too long.', 'パスワードが推測されやすいか、長すぎます。'),
  'secret-with-key': refusal(false, 'The line of the password holds another key too. "Up to:" and "Pay to:" each need a line of their own.', '「パスワード：」の行に別の項目があります。「上限：」「支払先：」はそれぞれ別の行に書いてください。'),
  'secret-used': refusal(false, 'You have used this password before. Each order needs a new one.', 'このパスワードは以前に使われています。注文ごとに新しいものが必要です。'),
  'ceiling-unreadable': refusal(true, 'The line "Up to:" can be read in more than one way, or not at all.', '「上限：」の金額を確実に読み取れませんでした。'),
  'payee-unknown': refusal(true, 'The shop in the line "Pay to:" is not known here, or more than one has that name.', '「支払先：」の店が登録されていないか、同じ名前が複数あります。'),
  'payer-is-payee': refusal(false, 'Payer and payee are the same.', '支払う人と受け取る人が同じです。'),
  'address-too-new': refusal(true, 'This address was registered a short time ago and can not order yet.', 'このアドレスは登録したばかりのため、まだ注文できません。'),
  'number-wrong': refusal(true, 'This is not the number of your card that is asked for.', 'カードの、今お使いいただく番号ではありません。'),
  'number-used': refusal(false, 'This number of your card was used before.', 'この番号はすでに使われています。'),
  'card-inactive': refusal(true, 'Your card is not active yet.', 'カードの利用開始の手続きがまだです。'),
  'card-locked': refusal(true, 'Your card is locked after too many wrong numbers. Please call us.', '番号の誤りが続いたため、カードを停止しています。お電話ください。'),
  'cheque-void': refusal(true, 'This cheque is void.', 'この小切手は無効です。'),
  'post-refused': refusal(true, 'This post can not be taken.', 'この掲示はお受けできません。'),
  // Forwards.
  'order-unknown': refusal(true, 'No order that fits this mail waits for you.', 'このメールに合う注文はありません。'),
  'order-ambiguous': refusal(false, 'More than one order fits this mail.', 'このメールに合う注文が複数あります。'),
  'order-changed': refusal(true, 'The order text in the forward is not what the buyer wrote to us.', '転送された注文文が、注文者から届いたものと異なります。'),
  'order-ended': refusal(false, 'This order has ended without payment.', 'この注文は支払われずに終わっています。'),
  'claimed-by-other-shop': refusal(false, 'No order that fits this mail waits for you.', 'このメールに合う注文はありません。'),
  'already-paid': refusal(false, 'This order has been paid already.', 'この注文はすでに支払い済みです。'),
  'too-many-changes': refusal(false, 'The total of this order was changed too often.', '合計金額の変更回数が上限を超えました。'),
  'too-many-waiting': refusal(true, 'Too many of your forwards wait for an order that has not reached us.', '注文が届いていない転送が多すぎます。'),
  'no-total': refusal(true, 'There is no line "Total:" in your own words above the order.', '注文文より上に「合計：」の行がありません。'),
  'two-totals': refusal(true, 'There is more than one line "Total:".', '「合計：」の行が複数あります。'),
  'sum-differs': refusal(true, 'The lines do not add up to the total.', '明細の合計と「合計：」が一致しません。'),
  'too-many-lines': refusal(true, 'There are more than 200 lines.', '明細が200行を超えています。'),
  'amount-ambiguous': refusal(true, 'An amount can be read in two ways.', '金額が二通りに読めます。'),
  'amount-unreadable': refusal(true, 'An amount could not be read.', '金額を読み取れませんでした。'),
  'mixed-currencies': refusal(true, 'There is more than one currency.', '通貨が混在しています。'),
  'not-positive': refusal(true, 'The total must be more than zero.', '合計は0より大きくなければなりません。'),
  'invoice-differs': refusal(true, 'Your own lines and the attached invoice do not say the same.', '本文の明細と添付の請求書の内容が一致しません。'),
  'invoice-file': refusal(true, 'The attached electronic invoice can not be taken.', '添付の電子請求書をお受けできません。'),
  'secret-in-invoice': refusal(true, 'The password stands in the invoice lines. It must stand in the forwarded order alone.', '請求の明細にパスワードが含まれています。転送した注文の中だけに残してください。'),
  'consent-in-invoice': refusal(true, 'A line of the invoice begins like an answer to us.', '請求の明細に、当行への返事と読める行があります。'),
  'currency-differs': refusal(true, 'Claim, ceiling and both accounts must be in one currency.', '請求・上限・双方の口座の通貨が一致していません。'),
  'invoice-paid': refusal(false, 'An invoice of this number has been paid already.', 'この請求書番号はすでに支払い済みです。'),
  'above-ceiling': refusal(true, 'The total is above what the buyer allowed for this order.', '合計が注文者の定めた上限を超えています。'),
  'above-limit': refusal(true, 'The total is above what can be paid by mail for this order.', '合計がメールで支払える限度額を超えています。'),
  'wallet-needed': refusal(true, 'This order can be paid only with a cheque, and the customer has no wallet to write one: the bank\'s staff send its page.', 'この注文の支払いには小切手が必要ですが、注文者のウォレットがまだありません。ウォレットのページは窓口で申し込めます。'),
  'wallet-too-new': refusal(true, 'This order can be paid only with a cheque, and the customer\'s wallet was enrolled too short a time ago for it.', 'この注文の支払いには小切手が必要ですが、注文者のウォレットは登録したばかりのため、まだ使えません。'),
  'above-cheque': refusal(true, 'The total is above what the buyer\'s cheque covers.', '合計が注文者の小切手の金額を超えています。'),
  'blocked-by-buyer': refusal(false, 'This order can not be paid.', 'この注文は支払えません。'),
  // Answers.
  'answer-unclear': refusal(true, 'The answer could not be read for sure.', 'お返事を確実に読み取れませんでした。'),
  'two-questions': refusal(true, 'Your mail answers two questions of ours at once; answer each of them by itself.', '一通のメールが、当行からの二つの確認への返信になっています。それぞれ別々に返信してください。'),
  'wrong-password': refusal(true, 'That is not the password of this order.', 'この注文のパスワードではありません。'),
  'answers-locked': refusal(true, 'Too many wrong passwords today. Answers are taken again tomorrow; NO is always taken.', '本日はパスワードの誤りが多いため、明日まで承認を受け付けません（NOはいつでも受け付けます）。'),
  'old-question': refusal(true, 'The total has changed since; we have asked you anew.', '合計が変わったため、改めておたずねしています。'),
  'too-late': refusal(false, 'The time for the answer is over.', '返事の期限を過ぎています。'),
  'funds-short': refusal(true, 'The account does not hold enough.', '口座の残高が足りません。'),
  'other-address': refusal(true, 'The answer must come from the address that ordered.', 'お返事は注文したアドレスから送ってください。'),
  // Commands.
  'payment-unknown': refusal(true, 'We know no such payment of yours.', 'そのような支払いは見つかりません。'),
  'which-payment': refusal(true, 'You have more than one open payment; name its reference.', '進行中の支払いが複数あります。参照番号を書いてください。'),
  'not-settled': refusal(true, 'This payment has not been made, so nothing can be given back.', 'この支払いは完了していないため、返金できません。'),
  'above-paid': refusal(true, 'This is more than what was paid.', '支払われた額を超えています。'),
  'given-back-already': refusal(true, 'That much has been given back already.', 'その額はすでに返金されています。'),
  'too-many-refunds': refusal(false, 'The refund of this payment was changed too often. Please call us.', 'この支払いの返金の変更回数が上限を超えました。お電話ください。'),
  'refund-over': refusal(true, 'This question is not open any more; nothing was given back by your answer.', 'この確認は終了しています。お返事による返金は行われていません。'),
  'all-given-back': refusal(false, 'All that was paid has been given back already.', '支払われた額はすべて返金済みです。'),
  'dispute-by-payer': refusal(false, 'Only who paid can open a dispute.', '異議を申し立てられるのは、支払った方だけです。'),
  'dispute-unpaid': refusal(true, 'This payment has not been made, so there is nothing to dispute.', 'この支払いは完了していないため、異議の対象になりません。'),
  'dispute-too-late': refusal(false, 'The time to dispute this payment by mail is over.', 'この支払いについてメールで異議を申し立てられる期間を過ぎています。'),
  'dispute-over': refusal(false, 'The dispute about this payment is closed and can not be opened again by mail.', 'この支払いについての異議は終了しており、メールでの再申し立てはできません。'),
  'dispute-empty': refusal(true, 'Tell us in a few words what is wrong.', '問題の内容を短くお書きください。'),
  'dispute-full': refusal(false, 'You have written as many mails as fit into one case; our staff have been told.', '1件の異議に添えられるメールの数に達しました。担当者に知らせています。'),
  // Enrolment.
  'wallet-key-missing': refusal(true, 'There is no line "Wallet key:" that can be read for sure.', '「ウォレット鍵：」の行を確実に読み取れませんでした。'),
  'card-id-wrong': refusal(true, 'This is not the number that is printed in your card.', 'カードの内側に印刷された番号と一致しません。'),
  // Instructions.
  'wallet-missing': refusal(true, 'The party has no wallet.', 'ウォレットが登録されていません。'),
  'board-takes-none': refusal(true, 'The bank takes no posts by mail.', '当行はメールによる掲示を受け付けていません。'),
  'cheque-unknown': refusal(true, 'No cheque of this party bears that serial.', 'その番号の小切手はありません。'),
  'card-missing': refusal(true, 'The party has no card.', 'カードが発行されていません。'),
  'address-taken': refusal(false, 'The address is registered already.', 'アドレスはすでに登録されています。'),
  'address-unknown': refusal(true, 'The address is not registered.', 'アドレスは登録されていません。'),
  'address-is-ours': refusal(false, 'The address is the bank\'s own.', '当行自身のアドレスです。'),
  'party-unknown': refusal(true, 'There is no such party.', '該当する利用者がいません。'),
  'name-taken': refusal(false, 'A party of this name is registered already.', '同じ名前の利用者がすでに登録されています。'),
  'no-account': refusal(true, 'The party has no account in this currency.', 'この通貨の口座がありません。'),
  'amount-too-large': refusal(false, 'The amount is beyond what can be booked.', '金額が扱える範囲を超えています。'),
  'reference-missing': refusal(true, 'A booking needs a voucher number.', '伝票番号が必要です。'),
  'voucher-used': refusal(false, 'This voucher number is booked already, with this amount, on this account.', 'この伝票番号は、この口座にこの金額ですでに記帳されています。'),
  'two-people': refusal(true, 'This needs the names of two people.', '二人の担当者の名前が必要です。'),
  'alias-unfit': refusal(true, 'This can not stand on the public board.', '公開掲示板に載せられない表記です。'),
  'entry-unknown': refusal(true, 'There is no such entry on the public board.', '公開掲示板にその記録はありません。'),
  'entry-unpublished': refusal(true, 'The entry is not published yet.', 'その記録はまだ公開されていません。'),
  'entry-withdrawn': refusal(false, 'The entry has been withdrawn already.', 'その記録はすでに取り下げられています。'),
  'entry-lasting': refusal(false, 'A withdrawal itself stays.', '取り下げの記録は取り下げられません。'),
  'receipt-waits': refusal(true, 'The receipt that proves this entry has not been sent yet.', 'この記録を証明する受領書がまだ送られていません。'),
  'reason-unfit': refusal(true, 'This reason can not stand on the public board.', '公開掲示板に載せられない理由です。'),
  'no-dispute-open': refusal(false, 'No dispute about this payment is open.', 'この支払いについて進行中の異議はありません。'),
  'merchant-has-time': refusal(true, 'The shop has neither answered nor had its days yet.', '店の回答期間がまだ終わっていません。'),
  'reason-missing': refusal(true, 'This needs a reason.', '理由が必要です。'),
  'above-owed': refusal(true, 'This is more than what the bank laid out for the shop.', '当行の立替額を超えています。'),
  'no-refund-waits': refusal(false, 'No refund of this payment waits for staff.', '担当者の判断を待つ返金はありません。'),
  'fee-unfit': refusal(true, 'This fee can not be taken.', 'この手数料は設定できません。'),
  'not-set-aside': refusal(false, 'Only letters that were set aside or refused can be requeued.', '保留または拒否されたメールだけを再処理できます。'),
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

export const publicSentence = (code: RefusalCode, language: Language): string => refusals[code][language];
