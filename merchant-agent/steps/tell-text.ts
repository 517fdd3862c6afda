import type { OrderRow } from '../store/store.ts';
import type { Shop } from './shop.ts';

/** Mails that tell the shopkeeper something and want no answer. */
export type TellSubject = 'unread' | 'refused' | 'surplus' | 'order-fault' | 'order-damaged' | 'paid-damaged' | 'mail-damaged' | 'number-taken' | 'suspicious' | 'suspicious-paid' | 'paid-unproved' | 'unchecked' | 'given-back' | 'given-back-part' | 'given-back-unsaid' | 'ended' | 'paid-differs' | 'webhook-dead' | 'reply-unproved' | 'reply-stale' | 'ship-refused' | 'post-differs' | 'board-untrusted';

type Words = { readonly subject: (order: string) => string; readonly text: readonly string[] };

const EN: Readonly<Record<TellSubject, Words>> = {
  unread: { subject: () => 'A mail to you and the bank could not be read', text: ['A mail that may be an order could not be read for sure, and nothing was done with it.', 'It lies untouched in your mailbox: please look at it.'] },
  refused: { subject: () => 'A mail to you and the bank was too large or not well-formed', text: ['A mail that may be an order was not read: it is too large (a photo attached?) or not made as mails must be. Who wrote it was not looked up, and nothing was done with it.', 'It lies untouched in your mailbox. The bank takes no such mail either: if it is an order, ask the customer to send it again as plain text, without files.'] },
  surplus: { subject: () => 'Orders were set aside: too many that nothing proves', text: ['More than 50 orders of a day do not prove who wrote them. Of these you got drafts; so many more were set aside since you were last told:', 'They lie untouched in your mailbox. The bank pays no order that is not signed; if customers of yours are among them, ask them to write from a mailbox whose mail is signed.'] },
  'order-fault': { subject: (order) => `An order needs you: this program failed at it${order}`, text: ['This program could neither forward this order nor write you a draft of it, by a fault of its own. Nothing was sent to the bank.', 'The order lies untouched in your mailbox: please look at it, and forward it yourself or answer the customer.'] },
  'order-damaged': { subject: (order) => `An order needs you: what was kept of it is damaged${order}`, text: ['What this program kept of this order does not open any more: the file of its database is damaged. It is not forwarded from here. Had it been forwarded before, you will still read what the bank says of it.', 'The order lies untouched in your mailbox: please look at it, and forward it yourself or ask the customer to order anew. kakitome-merchant doctor says what else is damaged; look at the disk, and keep a copy of the database.'] },
  'paid-damaged': { subject: (order) => `Paid: ship this order yourself${order}`, text: ['The bank has proved that this order is paid. What this program kept of it does not open any more (the file of its database is damaged), so that nobody was told to ship it and no line was written.', 'Look for the customer\'s order in your mailbox, compare it with the bank\'s receipt, and ship it yourself.'] },
  'mail-damaged': { subject: (order) => `A mail of this program was lost${order}`, text: ['A mail that this program was to send does not open any more: the file of its database is damaged. It was not sent. To whom and for what stands below.', 'Please look at the order, and do by hand what the mail was for. kakitome-merchant doctor says what else is damaged; look at the disk, and keep a copy of the database.'] },
  'number-taken': { subject: () => 'Orders wait: the next invoice number was given before', text: ['With invoice.prefix in merchant.toml as it is, the next invoice would bear a number that an earlier one bears, since that was written with a longer prefix. Nothing is forwarded until it is changed.', 'Set a prefix with which no number comes twice, such as one that ends with a hyphen, and start the program again: the orders that wait are forwarded then.'] },
  suspicious: { subject: (order) => `SUSPICIOUS, do not ship${order}`, text: ['A mail in the bank\'s name says or suggests that something is paid, and does not prove it.', 'Nothing was shipped by it. If in doubt, call the bank under the number that you know.'] },
  'suspicious-paid': { subject: (order) => `Suspicious mail about an order that is paid already${order}`, text: ['A mail in the bank\'s name does not prove itself. It names an order that is already proved as paid: this mail adds nothing to that and takes nothing away.', 'Nothing was done by it. Ship nothing more by it; if in doubt, call the bank under the number that you know.'] },
  'paid-unproved': { subject: (order) => `Paid, as a mail says, but not proved yet: do not ship${order}`, text: ['A mail in the bank\'s name says that this is paid, and it can\'t be proved yet, for the reason below. It may be true.', 'Do not ship by it. It is looked at again each hour for seven days, and what it proves is then told as always. Where your policy file lacks the bank\'s new log, put its key in: the file is read anew each time.'] },
  unchecked: { subject: (order) => `A mail in the bank's name can not be checked yet${order}`, text: ['A mail in the bank\'s name can\'t be checked yet, for the reason below. Nothing was done by it.', 'Do not ship by it. It is looked at again each hour for seven days.'] },
  'given-back': { subject: (order) => `Do not ship, the money was given back${order}`, text: ['The bank says that all that was paid for this order was given back to the customer.', 'Do not ship. What has not been told yet is not told any more; what was told before is named below and can\'t be taken back by this program. If the goods are under way, stop them if you can.'] },
  'given-back-part': { subject: (order) => `A part of the money was given back${order}`, text: ['The bank says that a part of what was paid for this order was given back to the customer.', 'Nothing was changed by it: the order is shipped as it is. If less is to be packed, tell whoever packs.'] },
  'given-back-unsaid': { subject: (order) => `Look before you ship: a dispute was decided for the customer${order}`, text: ['The bank says that a dispute about this order was decided for the customer. For how much, its mail does not tell to this program.', 'This program tells nobody to ship it any more. The bank\'s words below say what goes back: of less than all, the rest is paid, and you ship it yourself. What was told before is named below, too.'] },
  ended: { subject: (order) => `Do not ship${order}`, text: ['The bank says that this order is not paid and will not be.', 'Do not ship. A new order by the customer begins anew.'] },
  'paid-differs': { subject: (order) => `Look before you ship${order}`, text: ['The bank has proved a payment that differs from what this shop forwarded.', 'Nothing was shipped by it. Compare the receipt in your mailbox with the order.'] },
  'webhook-dead': { subject: (order) => `The webhook was not taken${order}`, text: ['This order is paid and proved. Its webhook was given up, for the reason below.', 'The mail to ship and the line in orders.csv do not depend on it: the order\'s history says how far they are.'] },
  'ship-refused': { subject: (order) => `Ship this order: the mail to whoever packs was refused${order}`, text: ['This order is paid and proved. The mail that tells to ship it was refused by the mail server for good.', 'Ship it, and mend shipping.mail_to in merchant.toml.'] },
  'post-differs': { subject: (order) => `The post on the board differs${order}`, text: ['The bank\'s board has a post for this order that does not agree with it. The order is forwarded without it: the bank asks the customer.', 'Ship only when the bank\'s receipt has proved itself, as always.'] },
  'board-untrusted': { subject: () => 'The bank\'s board can not be trusted', text: ['The public files of the bank\'s board do not hold what they must: no posts are taken from them, and orders are forwarded without.', 'Keep the file board-seen.json, and call the bank. kakitome-merchant doctor looks again.'] },
  'reply-unproved': { subject: (order) => `Your answer was not taken${order}`, text: ['An answer to a draft does not prove that it is yours, so it may be anybody\'s. Nothing was done by it. What was found of it stands below.', 'It needs two things: a DKIM signature of your own domain over the field that names the draft (To or In-Reply-To), and a DMARC record of that domain (no-dmarc-record below: put at the least "v=DMARC1; p=none" at _dmarc. and the domain). Answer from a mailbox that has both; or, where mail within your provider carries no signature, see shop.reply_proof in merchant.toml and its risk.'] },
  'reply-stale': { subject: (order) => `Your answer was not taken${order}`, text: ['It answers an older draft; there is a newer one of this order in your mailbox. Nothing was done by it.', 'Answer the newest draft.'] },
};

const JA: Readonly<Record<TellSubject, Words>> = {
  unread: { subject: () => '銀行宛ての写しがあるメールを読み取れませんでした', text: ['注文かもしれないメールを確実に読み取れなかったため、何も処理していません。', 'メールは受信箱にそのまま残っています。ご確認ください。'] },
  refused: { subject: () => '銀行宛ての写しがあるメールは、大きすぎるか形式に問題があります', text: ['注文かもしれないメールを読み取りませんでした。大きすぎる（写真の添付など）か、メールの形式に問題があります。差出人は確認しておらず、何も処理していません。', 'メールは受信箱にそのまま残っています。銀行もこのようなメールを受け付けません。注文であれば、添付のない本文だけのメールで送り直すよう、お客様にお願いしてください。'] },
  surplus: { subject: () => '差出人を確認できない注文が多すぎるため、一部を保留しました', text: ['差出人を確認できない注文が1日に50件を超えました。50件までは下書きをお送りしています。前回のお知らせ以降に保留した件数：', 'メールは受信箱にそのまま残っています。銀行は署名のない注文には支払いません。お客様の注文が含まれる場合は、署名の付くメールから送り直すようお願いしてください。'] },
  'order-fault': { subject: (order) => `注文を処理できませんでした${order}`, text: ['プログラムの不具合により、この注文は転送も下書きの作成もできませんでした。銀行には何も送っていません。', '注文メールは受信箱にそのまま残っています。ご自身で転送するか、お客様にご連絡ください。'] },
  'order-damaged': { subject: (order) => `注文の記録が壊れています${order}`, text: ['データベースのファイルが壊れており、この注文の記録を開けません。ここからは転送しません。すでに転送済みの場合は、銀行からの連絡を引き続きお知らせします。', '注文メールは受信箱にそのまま残っています。ご自身で転送するか、お客様に注文し直すようお願いしてください。ほかに壊れたものは kakitome-merchant doctor で確認できます。ディスクを調べ、データベースの写しを保管してください。'] },
  'paid-damaged': { subject: (order) => `支払い済み：ご自身で発送してください${order}`, text: ['この注文の支払いは銀行により証明されました。ただし、データベースのファイルが壊れており記録を開けないため、発送の連絡もorders.csvへの記入も行っていません。', '受信箱のお客様の注文と銀行の受領書を比べ、ご自身で発送してください。'] },
  'mail-damaged': { subject: (order) => `送信するはずのメールが失われました${order}`, text: ['データベースのファイルが壊れており、送信するはずのメールを開けません。送信していません。宛先と目的は下記のとおりです。', '注文を確認し、必要なことをご自身で行ってください。ほかに壊れたものは kakitome-merchant doctor で確認できます。ディスクを調べ、データベースの写しを保管してください。'] },
  'number-taken': { subject: () => '注文を保留中：次の請求書番号はすでに使われています', text: ['merchant.toml の invoice.prefix が今のままでは、次の請求書の番号が、以前の長い接頭辞で作った番号と同じになります。変更するまで、何も転送しません。', '番号が重ならない接頭辞（末尾がハイフンのものなど）を設定し、プログラムを起動し直してください。保留中の注文はその後に転送します。'] },
  suspicious: { subject: (order) => `【要注意】発送しないでください${order}`, text: ['銀行の名で支払いを告げるメールが届きましたが、証明が確認できません。', 'このメールによる発送は行っていません。ご不明の点は、ご存じの番号で銀行にお電話ください。'] },
  'suspicious-paid': { subject: (order) => `支払い済みの注文についての不審なメール${order}`, text: ['銀行の名のメールが届きましたが、証明が確認できません。書かれている注文の支払いはすでに証明されており、このメールによって変わることはありません。', 'このメールによる処理は行っていません。これにより追加の発送をしないでください。ご不明の点は、ご存じの番号で銀行にお電話ください。'] },
  'paid-unproved': { subject: (order) => `支払い済みとのメール（未証明）・まだ発送しないでください${order}`, text: ['銀行の名で支払い済みと告げるメールが届きましたが、下記の理由でまだ証明を確認できません。本当に支払われている可能性があります。', 'このメールによる発送はしないでください。7日間、1時間ごとに確認し、証明されしだい通常どおりお知らせします。ポリシーファイルに銀行の新しいログがない場合は、その鍵を追加してください（確認のたびに読み直します）。'] },
  unchecked: { subject: (order) => `銀行の名のメールをまだ確認できません${order}`, text: ['銀行の名のメールが届きましたが、下記の理由でまだ確認できません。このメールによる処理は行っていません。', 'このメールによる発送はしないでください。7日間、1時間ごとに確認します。'] },
  'given-back': { subject: (order) => `発送しないでください：返金されました${order}`, text: ['この注文の代金の全額がお客様に返金されたと、銀行から連絡がありました。', '発送しないでください。まだ伝えていないことは、もう伝えません。すでに伝えたことは下記のとおりで、このプログラムでは取り消せません。発送済みの場合は、できれば止めてください。'] },
  'given-back-part': { subject: (order) => `代金の一部が返金されました${order}`, text: ['この注文の代金の一部がお客様に返金されたと、銀行から連絡がありました。', 'これによる変更はなく、注文はそのまま発送されます。品数を減らす場合は、発送担当にお伝えください。'] },
  'given-back-unsaid': { subject: (order) => `発送前にご確認ください：お客様の異議が認められました${order}`, text: ['この注文についてお客様の異議が認められたと、銀行から連絡がありました。返金がいくらかは、このプログラムでは読み取れません。', 'このプログラムは、今後この注文の発送を伝えません。返金額は下記の銀行の文面でご確認ください。全額でなければ残りは支払い済みですので、ご自身で発送してください。すでに伝えたことも下記のとおりです。'] },
  ended: { subject: (order) => `発送しないでください${order}`, text: ['この注文は支払われずに終わったと、銀行から連絡がありました。', '発送しないでください。お客様の新しい注文は、新しい取引として始まります。'] },
  'paid-differs': { subject: (order) => `発送前にご確認ください${order}`, text: ['銀行が証明した支払いの内容が、転送した内容と異なります。', 'これによる発送は行っていません。受信箱の受領書と注文を比べてください。'] },
  'webhook-dead': { subject: (order) => `Webhookが受け取られませんでした${order}`, text: ['この注文の支払いは証明されています。Webhookは、下記の理由で打ち切りました。', '発送の連絡とorders.csvへの記入は、これとは別に行われます。状況は注文の履歴をご覧ください。'] },
  'ship-refused': { subject: (order) => `発送してください：発送担当へのメールが届きません${order}`, text: ['この注文の支払いは証明されています。発送を伝えるメールが、送信サーバーに拒否されました。', '発送のうえ、merchant.toml の shipping.mail_to を直してください。'] },
  'post-differs': { subject: (order) => `掲示板の掲示と注文が食い違います${order}`, text: ['銀行の掲示板に、この注文の掲示で内容の合わないものがあります。掲示の確認なしで転送しました。銀行がお客様に確認します。', '発送は、これまでどおり銀行の受領書が証明されてからにしてください。'] },
  'board-untrusted': { subject: () => '銀行の掲示板が信頼できません', text: ['銀行の掲示板の公開ファイルが、あるべき内容と異なります。掲示は使わず、確認なしで注文を転送します。', 'ファイル board-seen.json を保管し、銀行にお電話ください。kakitome-merchant doctor で再確認できます。'] },
  'reply-unproved': { subject: (order) => `お返事は受け付けられませんでした${order}`, text: ['下書きへのお返事が、ご本人のものと確認できないため、何も行っていません。確認の結果は下記のとおりです。', 'ご自身のドメインのDKIM署名（宛先 To または In-Reply-To を含むもの）と、そのドメインのDMARCレコードの両方が必要です（下記に no-dmarc-record とあれば、_dmarc. の付いた名前に "v=DMARC1; p=none" 以上を設定してください）。両方のそろったメールからお返事ください。同じプロバイダー内のメールに署名が付かない場合は、merchant.toml の shop.reply_proof とその危険についての説明をご覧ください。'] },
  'reply-stale': { subject: (order) => `お返事は受け付けられませんでした${order}`, text: ['古い下書きへのお返事です。この注文には新しい下書きがあります。何も行っていません。', '最新の下書きにお返事ください。'] },
};

const LABELS = {
  en: { order: 'Order', customer: 'Customer', reference: 'Reference', detail: 'Found', see: (id: number) => `History: kakitome-merchant order show ${id}` },
  ja: { order: '注文', customer: 'お客様', reference: '参照番号', detail: '内容', see: (id: number) => `履歴：kakitome-merchant order show ${id}` },
} as const;

/** Subject and lines; a stranger's words stand behind `| ` and hold no control character. */
export function tellText({ language }: Shop, { order, subject, lines }: { readonly order: OrderRow | null; readonly subject: TellSubject; readonly lines: readonly string[] }): { readonly subject: string; readonly lines: readonly string[] } {
  const words = (language === 'ja' ? JA : EN)[subject];
  const label = LABELS[language];
  const about = order === null ? '' : ` [${label.order} ${order.id}]`;
  const rows = order === null ? [] : [`${label.order}: ${order.id}`, `${label.customer}: ${order.buyer}`, ...(order.reference === null ? [] : [`${label.reference}: ${order.reference}`])];
  const found = lines.filter((line) => line !== '').map((line) => `| ${plainLine(line)}`);
  return { subject: words.subject(about), lines: [...words.text, '', ...rows, ...(found.length === 0 ? [] : [`${label.detail}:`, ...found]), ...(order === null ? [] : ['', label.see(order.id)])] };
}

/** One visible line of so many characters at most; none is cut in two. */
export const plainLine = (text: string, most = 300): string => [...text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]+/gu, ' ').trim()].slice(0, most).join('');
