/** What has no effect for a while: an address after a year without a mail, an account that staff suspend (9-rules 24), what came before a restore (34). */
import { paragraph, rows, steps, strong } from './block.ts';
import { shownAddress } from './clean.ts';
import { subject, type Notice } from './letterhead.ts';

export const addressIdle: Notice<'address-idle'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your mail to ${name} had no effect`, head.name, null),
    blocks: [
      strong('Your mail had no effect: your address is suspended.'),
      rows(['Address', shownAddress(facts.address)]),
      paragraph('We had no mail from it for a long time, and an address that is not used for so long may have come to belong to somebody else. So we have done nothing of what you wrote.'),
      steps(`Call us: ${head.telephone}. When we know that the address is still yours, send your mail once more.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} へのメールはお受けできませんでした`, head.name, null),
    blocks: [
      strong('このアドレスは停止中のため、メールをお受けできませんでした。'),
      rows(['アドレス', shownAddress(facts.address)]),
      paragraph('このアドレスからは長い間メールをいただいておらず、ほかの方のものになっていることもあり得ます。そのため、今回のメールの内容は何も行っていません。'),
      steps(`${head.telephone} へお電話ください。引き続きご本人のアドレスと確認できましたら、もう一度メールをお送りください。`),
    ],
  }),
};

export const addressResumed: Notice<'address-resumed'> = {
  en: (facts, head) => ({
    subject: subject((name) => `An address is taken again at ${name}`, head.name, null),
    blocks: [
      strong('An address of your account, long unused, is taken again.'),
      rows(['Address', shownAddress(facts.address)]),
      steps(`If you did not ask for this, call us at once: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} のアドレスの停止を解除しました`, head.name, null),
    blocks: [
      strong('長い間ご利用のなかったアドレスの停止を解除しました。'),
      rows(['アドレス', shownAddress(facts.address)]),
      steps(`お申し出の覚えがなければ、すぐに ${head.telephone} へお電話ください。`),
    ],
  }),
};

export const beforeRestore: Notice<'before-restore'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your earlier mail to ${name} has no effect`, head.name, null),
    blocks: [
      strong('Your mail has no effect now: send it again.'),
      rows(['Your mail of', head.date(facts.sentAt)], ['Our books are of', head.date(facts.restoredAt)]),
      paragraph('We had to take up our books from a copy. What was open before that has ended, and nothing is paid for it. Order again, with a new password.'),
      steps(`If you have a receipt for something that our books do not show, keep it: it proves what was paid. Call us: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} への以前のメールは無効になりました`, head.name, null),
    blocks: [
      strong('このメールは無効になりました。あらためてお送りください。'),
      rows(['お送りいただいた日時', head.date(facts.sentAt)], ['帳簿を復元した日時', head.date(facts.restoredAt)]),
      paragraph('当行は帳簿を控えから復元しました。それより前に進行中だったものは終了し、そのお支払いは行いません。新しいパスワードで、あらためてご注文ください。'),
      steps(`帳簿にないお支払いの領収書をお持ちの場合は、大切に保管してください。お支払いの証明になります。${head.telephone} へお電話ください。`),
    ],
  }),
};

export const partySuspended: Notice<'party-suspended'> = {
  en: (_facts, head) => ({
    subject: subject((name) => `Your account at ${name} is suspended`, head.name, null),
    blocks: [
      strong('Your account is suspended.'),
      paragraph('Your mails have no effect until we write to you again. Payments that were open, yours and those to you, have ended unpaid; what was set aside for them is free again.'),
      steps(`Call us if you want to talk about it: ${head.telephone}.`),
    ],
  }),
  ja: (_facts, head) => ({
    subject: subject((name) => `${name} の口座を停止しました`, head.name, null),
    blocks: [
      strong('口座を停止しました。'),
      paragraph('あらためてご連絡するまで、メールはお受けできません。進行中だったお支払いとお受け取りは、支払われずに終了し、お取り置きしていた代金は元に戻りました。'),
      steps(`ご不明の点は ${head.telephone} へお電話ください。`),
    ],
  }),
};

export const partyResumed: Notice<'party-resumed'> = {
  en: (_facts, head) => ({
    subject: subject((name) => `Your account at ${name} can be used again`, head.name, null),
    blocks: [
      strong('Your account can be used again.'),
      paragraph('Payments that were open when it was suspended have ended unpaid. To pay, order again, with a new password.'),
      steps(`If you did not ask for this, call us at once: ${head.telephone}.`),
    ],
  }),
  ja: (_facts, head) => ({
    subject: subject((name) => `${name} の口座の停止を解除しました`, head.name, null),
    blocks: [
      strong('口座をまたご利用いただけます。'),
      paragraph('停止したときに進行中だったお支払いは、支払われずに終了しています。お支払いになるには、新しいパスワードで、あらためてご注文ください。'),
      steps(`お申し出の覚えがなければ、すぐに ${head.telephone} へお電話ください。`),
    ],
  }),
};
