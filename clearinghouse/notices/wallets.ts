/** Wallets: the page, its key, its end. Every address of the party hears of each. */
import { createHash } from 'node:crypto';
import { example, paragraph, rows, steps, strong, when } from './block.ts';
import { glue, shownAddress } from './clean.ts';
import type { Language } from '../core/party.ts';
import { subject, type FactsOf, type Notice } from './letterhead.ts';

/** In groups of four, so that two people can compare it. */
const grouped = (hex: string): string => glue(hex.replace(/(.{4})(?=.)/g, '$1 '));

const fingerprint = (key: string): string => grouped(createHash('sha256').update(Buffer.from(key, 'base64url')).digest('hex').slice(0, 16));

/** Only here a cheque takes the question's place: other schemes ask for more than it, and `full` for the answer too. */
const isUnasked = ({ scheme }: { readonly scheme?: string }): boolean => scheme === 'wallet';

export const walletPage: Notice<'wallet-page'> = {
  en: (facts, head, page) => ({
    subject: subject((name) => `Your wallet page of ${name}`, head.name, null),
    blocks: [
      strong(`Attached is your wallet page: with it you write cheques${isUnasked(facts) ? ', and we need not ask you by mail before a payment' : ''}.`),
      steps(
        'Save the attached file wallet.html and open it in a browser. It needs no network, and sends nothing.',
        'Press "Make my wallet", and write down the secret that it shows, on paper. It is shown once. Whoever has it and your mailbox can pay from your account.',
        `The page then shows a line "Wallet key: …". Answer this mail with that line, by ${head.date(facts.until)}.`,
      ),
      paragraph('The key in that line is public: with it we can see that a cheque is yours, but we cannot write one.'),
      ...(facts.again ? [paragraph('Your present wallet stays in force until the new key has reached us; then it ends.')] : []),
      rows(['For', shownAddress(facts.account)], ['Accounts in', facts.currencies.join(', ')]),
      ...when(page?.sha256 ?? null, (hash) => [paragraph('SHA-256 of the file, to compare:'), example(...(hash.match(/.{32}/g) ?? []))]),
      ...when(page?.recipient ?? null, (key) => [paragraph('The key that cheques are sealed to, for people who write them at a terminal (kakitome cheque seal --bank):'), example(key)]),
      steps(`If you did not ask for this, do not answer, and call us: ${head.telephone}.`),
    ],
    ...(page === null ? {} : { attachments: page.attachments }),
  }),
  ja: (facts, head, page) => ({
    subject: subject((name) => `${name} のウォレットのページ`, head.name, null),
    blocks: [
      strong(`ウォレットのページをお送りします。これで小切手を作${isUnasked(facts) ? 'ると、支払いの前にメールでおたずねする必要がなくなります' : 'れます'}。`),
      steps(
        '添付の wallet.html を保存し、ブラウザで開いてください。通信は使わず、何も送信しません。',
        '「ウォレットを作る」を押し、表示された秘密の文字を紙に書き留めてください。表示は一度だけです。この文字とあなたのメールボックスを手にした人は、口座から支払うことができます。',
        `次に表示される「Wallet key: …」の行を書いて、${head.date(facts.until)} までにこのメールに返信してください。`,
      ),
      paragraph('その行の鍵は公開のもので、小切手がご本人のものであると確かめることだけができます。当行が小切手を作ることはできません。'),
      ...(facts.again ? [paragraph('現在のウォレットは、新しい鍵が届くまで有効です。届いた時に終了します。')] : []),
      rows(['ご登録のアドレス', shownAddress(facts.account)], ['口座の通貨', facts.currencies.join('、')]),
      ...when(page?.sha256 ?? null, (hash) => [paragraph('ファイルの SHA-256（照合用）：'), example(...(hash.match(/.{32}/g) ?? []))]),
      ...when(page?.recipient ?? null, (key) => [paragraph('小切手に封をする当行の鍵（端末で小切手を作る方のため。kakitome cheque seal --bank）：'), example(key)]),
      steps(`お心当たりがなければ返信せず、${head.telephone} へお電話ください。`),
    ],
    ...(page === null ? {} : { attachments: page.attachments }),
  }),
};

export const walletOffered: Notice<'wallet-offered'> = {
  en: (facts, head) => ({
    subject: subject(() => 'A wallet page was sent to another address of yours', '', null),
    blocks: [strong('A wallet page was sent to another address of your account.'), rows(['Sent to', shownAddress(facts.address)], ['Until', head.date(facts.until)]), paragraph(`Whoever answers it ${isUnasked(facts) ? 'pays by cheque from then on, without a question by mail' : 'writes the cheques of your account from then on'}.`), steps(`If you know nothing of it, call us at once: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject(() => 'ウォレットのページを別のアドレスへ送りました', '', null),
    blocks: [strong('ご登録の別のアドレスへ、ウォレットのページを送りました。'), rows(['送付先', shownAddress(facts.address)], ['期限', head.date(facts.until)]), paragraph(`返信した人は以後、${isUnasked(facts) ? 'メールでのおたずねなしに、小切手で支払える' : 'この口座の小切手を作れる'}ようになります。`), steps(`お心当たりがなければ、すぐに ${head.telephone} へお電話ください。`)],
  }),
};

type Enrolled = FactsOf<'wallet-enrolled'>;

/** What follows a cheque, and where none comes; by the scheme under which the party pays. */
const FOLLOWS: Readonly<Record<Language, (facts: Enrolled) => readonly [then: string, without: string | null]>> = {
  en: ({ scheme, missing }) => {
    if (scheme === 'full') return ['Your post on the board is needed as before. When all is here we ask you by mail; nothing is paid without your answer.', 'Where the cheque or the post does not come nothing is paid.'];
    if (scheme === 'board') return ['Your post on the board is needed as before; when all is here it is paid, and we write to you.', null];
    if (scheme !== 'wallet') return ['We write to you when it is paid.', null];
    return ["When the shop's invoice is here it is paid; we write to you.", missing === 'ask' ? 'Where no cheque comes in its time we ask you by mail instead, unless a rule of the bank asks for the cheque.' : 'Where no cheque comes nothing is paid.'];
  },
  ja: ({ scheme, missing }) => {
    if (scheme === 'full') return ['これまでどおり、掲示板への掲示も必要です。すべてが届きましたらメールでおたずねします。お返事がなければ支払いは行われません。', '小切手または掲示が届かないときは、支払いは行われません。'];
    if (scheme === 'board') return ['これまでどおり、掲示板への掲示が必要です。すべてが届くと支払い、結果をお知らせします。', null];
    if (scheme !== 'wallet') return ['支払いが済みましたらお知らせします。', null];
    return ['店の請求が届くと支払い、結果をお知らせします。', missing === 'ask' ? '小切手が期限までに届かないときは、当行の規定で小切手が必要な場合を除き、代わりにメールでおたずねします。' : '小切手が届かないときは、支払いは行われません。'];
  },
};

export const walletEnrolled: Notice<'wallet-enrolled'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your wallet at ${name} is in force`, head.name, null),
    blocks: [
      strong(facts.replaced ? 'A new wallet is in force. Cheques of the one before are void.' : 'Your wallet is in force: you can pay by cheque.'),
      rows(['Sent from', shownAddress(facts.address)], ['Key', fingerprint(facts.key)]),
      steps('Order as before. Then write a cheque for the order on your wallet page: same shop, same password, the most that may be paid.', `Attach the file to a mail to ${head.paymentAddress}. ${FOLLOWS.en(facts)[0]}`),
      ...when(FOLLOWS.en(facts)[1], (without) => [paragraph(without)]),
      ...when(facts.fullFrom ?? null, (from) => [paragraph(`Until ${head.date(from)} a cheque pays no more than can be paid by mail without one, so that you can call us first if somebody else has enrolled this key.`)]),
      steps(`If you did not do this, call us at once: ${head.telephone}.`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} のウォレットを登録しました`, head.name, null),
    blocks: [
      strong(facts.replaced ? '新しいウォレットを登録しました。以前のウォレットの小切手は無効です。' : 'ウォレットを登録しました。小切手で支払えます。'),
      rows(['届いたアドレス', shownAddress(facts.address)], ['鍵', fingerprint(facts.key)]),
      steps('これまでどおり注文し、ウォレットのページで同じ店・同じパスワード・上限額の小切手を作ってください。', `そのファイルをメールに添付して ${head.paymentAddress} へ送ってください。${FOLLOWS.ja(facts)[0]}`),
      ...when(FOLLOWS.ja(facts)[1], (without) => [paragraph(without)]),
      ...when(facts.fullFrom ?? null, (from) => [paragraph(`${head.date(from)} までは、小切手でも、メールだけで支払える金額を超えては支払えません。ほかの人がこの鍵を登録した場合に、先にお電話いただけるようにするためです。`)]),
      steps(`お心当たりがなければ、すぐに ${head.telephone} へお電話ください。`),
    ],
  }),
};

export const walletRevoked: Notice<'wallet-revoked'> = {
  en: (facts, head) => ({
    subject: subject((name) => `Your wallet at ${name} has ended`, head.name, null),
    blocks: [strong('Your wallet has ended. No cheque of it is taken any more.'), ...(facts.needed === true ? [paragraph('Your account asks for a cheque with each payment: until you have a new wallet nothing is paid.')] : facts.asks === true ? [paragraph('We ask you by mail before each payment.')] : []), steps(`If you know nothing of it, call us: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `${name} のウォレットを終了しました`, head.name, null),
    blocks: [strong('ウォレットを終了しました。以後、小切手はお受けしません。'), ...(facts.needed === true ? [paragraph('この口座のお支払いには小切手が必要です。新しいウォレットができるまで、支払いは行われません。')] : facts.asks === true ? [paragraph('支払いの前に、メールでおたずねします。')] : []), steps(`お心当たりがなければ ${head.telephone} へお電話ください。`)],
  }),
};
