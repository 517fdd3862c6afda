/** Answers to BALANCE, STATUS and a CANCEL that could not be done. */
import type { StatusLine } from '../core/notice.ts';
import type { Language } from '../core/party.ts';
import { formatAmount } from '../protocol/money.ts';
import { example, paragraph, rows, steps, strong, sums, type Block } from './block.ts';
import { cardRows } from './cards.ts';
import { short } from './clean.ts';
import { howToGoOn } from './ended.ts';
import { answerTheQuestion, written } from './how-to.ts';
import { subject, sum, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';

const BALANCE = {
  en: { intro: (at: string) => `Your account as of ${at}:`, none: 'You have no account with us.', balance: 'Balance', held: 'Set aside for payments', available: 'Available' },
  ja: { intro: (at: string) => `${at} 現在の口座：`, none: '口座はありません。', balance: '残高', held: '支払いのための取り置き', available: '利用可能額' },
} as const;

function balanceBlocks(language: Language, facts: FactsOf<'balance'>, head: Letterhead): readonly Block[] {
  const words = BALANCE[language];
  if (facts.accounts.length === 0) return [strong(words.none)];
  const tables = facts.accounts.map((account) => sums([words.balance, sum(account.balance)], [words.held, sum(account.held)], [words.available, sum(account.available)]));
  return [strong(words.intro(head.date(facts.at))), ...tables];
}

export const balance: Notice<'balance'> = {
  en: (facts, head) => ({ subject: subject((name) => `Your balance at ${name}`, head.name, null), blocks: balanceBlocks('en', facts, head) }),
  ja: (facts, head) => ({ subject: subject((name) => `${name} の口座残高`, head.name, null), blocks: balanceBlocks('ja', facts, head) }),
};

export const status: Notice<'status'> = {
  en: (facts, head) => ({
    subject: facts.asked === null ? subject((name) => `Where your payments stand at ${name}`, head.name, null) : subject(() => 'Where this payment stands', '', facts.asked),
    blocks: [
      ...(facts.unread === true ? [strong(isOver(facts) ? 'Your mail is nothing that we can act on. Nothing is paid, given back or cancelled by it.' : 'Your mail is no answer that we can read. Nothing is paid by it, and nothing is cancelled.')] : []),
      ...(facts.payments.length === 0
        ? [strong(facts.asked === null ? 'No payment of yours is open.' : `We know no payment ${facts.asked} of yours.`)]
        : [strong(`As of ${head.date(facts.at)}:`), statusTable('en', ['Reference', 'Total', 'Where it stands'], facts.payments, head), ...more(facts, (count) => `${count} more are not shown. Write STATUS with a reference for one of them.`)]),
      ...unread('en', facts, head),
      ...(facts.card === undefined ? [] : [cardRows(facts.card, 'en', head)]),
    ],
  }),
  ja: (facts, head) => ({
    subject: facts.asked === null ? subject((name) => `${name} での支払いの状況`, head.name, null) : subject(() => '支払いの状況', '', facts.asked),
    blocks: [
      ...(facts.unread === true ? [strong(isOver(facts) ? 'いただいたメールの用件を読み取れませんでした。これによる支払い、返金、取り消しはありません。' : 'いただいたメールは、お返事として読み取れませんでした。これによって支払われたものも、取り消されたものもありません。')] : []),
      ...(facts.payments.length === 0
        ? [strong(facts.asked === null ? '進行中の支払いはありません。' : `参照番号 ${facts.asked} の支払いは見つかりません。`)]
        : [strong(`${head.date(facts.at)} 現在：`), statusTable('ja', ['参照番号', '合計', '状況'], facts.payments, head), ...more(facts, (count) => `ほかに${count}件あります。STATUS に参照番号を付けてお送りください。`)]),
      ...unread('ja', facts, head),
      ...(facts.card === undefined ? [] : [cardRows(facts.card, 'ja', head)]),
    ],
  }),
};

const more = (facts: FactsOf<'status'>, words: (count: number) => string): readonly Block[] => (facts.more === undefined ? [] : [paragraph(words(facts.more))]);

/** What can be done instead, by whoever answered a notice in words that can't be read for sure. */
function unread(language: Language, facts: FactsOf<'status'>, head: Letterhead): readonly Block[] {
  const { unread: isUnread, asked, payments } = facts;
  if (isUnread !== true || asked === null) return [];
  if (isOver(facts)) return payments.flatMap((line) => afterwards(language, line, head));
  const asks = payments.some(({ viewer, state }) => viewer === 'buyer' && state === 'awaiting-answer');
  const how = { en: 'To cancel, write on the first line of an answer or of a new mail:', ja: '取り消す場合は、返信または新しいメールの1行目に次のように書いてください。' };
  const again = { en: 'If your next mail can\'t be read either we do not write again; STATUS tells how it stands.', ja: '次のメールも読み取れない場合、当行からは改めてお送りしません。支払いの状況は STATUS でお調べいただけます。' };
  return [
    paragraph(how[language]),
    example(`CANCEL ${written(asked)}`),
    ...(asks ? [steps(...answerTheQuestion[language](language === 'en' ? 'with the question whether to pay' : '（支払いの確認）'))] : []),
    paragraph(again[language]),
  ];
}

const isOver = ({ payments }: FactsOf<'status'>): boolean => payments.every(({ state }) => state === 'settled' || state === 'ended');

const AFTER = {
  en: {
    dispute: 'If something is wrong with what you paid for, write on the first line of a new mail, with what it is behind the reference:',
    wrong: 'the parcel has not arrived',
    disputed: 'To write into the dispute about it, answer our mail about the dispute.',
    refund: 'To give all of it back, write on the first line of a new mail what follows; to give a part back, with the total to have been given back behind it:',
  },
  ja: {
    dispute: 'お支払いになったものに問題がある場合は、新しいメールの1行目に、参照番号に続けて問題の内容を書いてください。',
    wrong: '商品が届きません',
    disputed: 'この支払いについての異議に書き足す場合は、異議についての当行のメールに返信してください。',
    refund: '全額を返金する場合は、新しいメールの1行目に次のように書いてください。一部を返金する場合は、これまでの分を含む返金の合計を続けて書いてください。',
  },
} as const satisfies Record<Language, unknown>;

/** What can be done about a payment that was made, or has ended. */
function afterwards(language: Language, { state, reason, viewer, reference, dispute }: StatusLine, head: Letterhead): readonly Block[] {
  const words = AFTER[language];
  if (state !== 'settled') return viewer === 'buyer' && reason !== null ? howToGoOn(language, reason, head) : [];
  if (dispute !== null) return [paragraph(words.disputed)];
  return viewer === 'buyer' ? [paragraph(words.dispute), example(`DISPUTE ${written(reference)} ${words.wrong}`)] : [paragraph(words.refund), example(`REFUND ${written(reference)}`)];
}

function statusTable(language: Language, titles: readonly [string, string, string], payments: readonly StatusLine[], head: Letterhead): Block {
  const columns = titles.map((title, at) => ({ title, numeric: at === 1 }));
  const lines = payments.map((line) => [line.reference, line.total === null ? '-' : `${line.total.currency}\u00A0${formatAmount(line.total)}`, standing[language](line, head)]);
  return { kind: 'table', columns, rows: lines };
}

function standingEn(line: StatusLine, head: Letterhead): string {
  const buyer = line.viewer === 'buyer';
  const other = line.other === null ? '' : `${buyer ? 'to' : 'from'} ${short(line.other.name)}: `;
  const until = line.until === null ? '' : `, until ${head.date(line.until)}`;
  switch (line.state) {
    case 'awaiting-forward':
      return `${other}waits for ${buyer ? 'the shop' : 'your forward'}${until}`;
    case 'awaiting-order':
      return `${other}waits for the order${until}`;
    case 'awaiting-roads':
      return `${other}${buyer ? 'waits for your cheque or post' : 'waits for the customer'}${until}`;
    case 'awaiting-funds':
      return `${other}${buyer ? 'waits for a deposit' : 'cannot be completed now'}${until}`;
    case 'awaiting-answer':
      return `${other}waits for ${buyer ? 'your answer' : 'the customer'}${until}`;
    case 'settled':
      return `${other}paid on ${head.date(line.since)}${afterEn(line, head)}`;
    case 'ended':
      return `${other}not completed, ended on ${head.date(line.since)}`;
    default:
      return line.state satisfies never;
  }
}

function standingJa(line: StatusLine, head: Letterhead): string {
  const buyer = line.viewer === 'buyer';
  const other = line.other === null ? '' : `${buyer ? '支払先' : '支払人'} ${short(line.other.name)}：`;
  const until = line.until === null ? '' : `（期限 ${head.date(line.until)}）`;
  switch (line.state) {
    case 'awaiting-forward':
      return `${other}${buyer ? '店からの請求待ち' : '貴店からの転送待ち'}${until}`;
    case 'awaiting-order':
      return `${other}注文の到着待ち${until}`;
    case 'awaiting-roads':
      return `${other}${buyer ? '小切手または掲示の到着待ち' : 'お客様の手続き待ち'}${until}`;
    case 'awaiting-funds':
      return `${other}${buyer ? 'ご入金待ち' : '現在は完了できません'}${until}`;
    case 'awaiting-answer':
      return `${other}${buyer ? 'お返事待ち' : 'お客様のお返事待ち'}${until}`;
    case 'settled':
      return `${other}${head.date(line.since)} 支払い済み${afterJa(line, head)}`;
    case 'ended':
      return `${other}${head.date(line.since)} 未完了のまま終了`;
    default:
      return line.state satisfies never;
  }
}

function afterEn({ givenBack, dispute }: StatusLine, head: Letterhead): string {
  const back = givenBack === null ? '' : `; ${sum(givenBack)} given back`;
  if (dispute === null) return back;
  const by = dispute.until === null ? ' (late)' : ` by ${head.date(dispute.until)}`;
  return `${back}; disputed, ${dispute.waitsFor === 'staff' ? 'our staff decide' : 'the shop answers'}${by}`;
}

function afterJa({ givenBack, dispute }: StatusLine, head: Letterhead): string {
  const back = givenBack === null ? '' : `、返金 ${sum(givenBack)}`;
  if (dispute === null) return back;
  const by = dispute.until === null ? '遅れています：' : `${head.date(dispute.until)} までに`;
  return `${back}、異議あり（${by}${dispute.waitsFor === 'staff' ? '担当者が判断' : '店が回答'}）`;
}

const standing: Readonly<Record<Language, (line: StatusLine, head: Letterhead) => string>> = { en: standingEn, ja: standingJa };

export const cancelRefused: Notice<'cancel-refused'> = {
  en: (facts, head) => ({
    subject: subject(() => 'Nothing was cancelled', '', facts.asked),
    blocks: [strong('Nothing was cancelled.'), paragraph(facts.sentence), rows(['Reference', facts.asked]), steps('STATUS on the first line of a new mail tells where your payments stand.', `If you need help, call us: ${head.telephone}.`)],
  }),
  ja: (facts, head) => ({
    subject: subject(() => '取り消しは行われませんでした', '', facts.asked),
    blocks: [strong('取り消しは行われませんでした。'), paragraph(facts.sentence), rows(['参照番号', facts.asked]), steps('新しいメールの1行目に STATUS と書いて送ると、支払いの状況をお知らせします。', `お困りの場合は ${head.telephone} へお電話ください。`)],
  }),
};
