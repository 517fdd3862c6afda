/** To the addresses of a party: one was added or removed (9-rules 24). */
import { paragraph, rows, steps, strong } from './block.ts';
import { shownAddress } from './clean.ts';
import { subject, type Notice } from './letterhead.ts';

export const addressAdded: Notice<'address-added'> = {
  en: (facts, head) => ({
    subject: subject((name) => `An address was added at ${name}`, head.name, null),
    blocks: [
      strong('An address was added to your account.'),
      rows(['Address', shownAddress(facts.address)], ['Can pay from', head.date(facts.usableFrom)]),
      steps(`If you did not ask for this, call us at once: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} の口座にアドレスが追加されました`, head.name, null),
    blocks: [
      strong('口座にメールアドレスが追加されました。'),
      rows(['アドレス', shownAddress(facts.address)], ['支払いに使える日時', `${head.date(facts.usableFrom)} から`]),
      steps(`お申し込みの覚えがなければ、すぐに ${head.telephone} へお電話ください。`),
    ],
  }),
};

export const addressRemoved: Notice<'address-removed'> = {
  en: (facts, head) => ({
    subject: subject((name) => `An address was removed at ${name}`, head.name, null),
    blocks: [
      strong('An address was removed from your account.'),
      rows(['Address', shownAddress(facts.address)]),
      paragraph('Mails from it are not taken any more; payments that were open from it have ended unpaid.'),
      steps(`If you did not ask for this, call us at once: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} の口座からアドレスが削除されました`, head.name, null),
    blocks: [
      strong('口座からメールアドレスが削除されました。'),
      rows(['アドレス', shownAddress(facts.address)]),
      paragraph('このアドレスからのメールはお受けできなくなり、このアドレスで進行中の支払いは、支払われずに終了しました。'),
      steps(`お申し込みの覚えがなければ、すぐに ${head.telephone} へお電話ください。`),
    ],
  }),
};
