/** Statements: what was booked in a month, asked for or by itself; and the answer where there is none. */
import type { StatementEvidence } from '../core/notice.ts';
import type { Language } from '../core/party.ts';
import { example, paragraph, rows, steps, strong, type Block } from './block.ts';
import { clean, short, shorten, shownAddress } from './clean.ts';
import { subject, type FactsOf, type Letterhead, type Notice } from './letterhead.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const MONTH_CHARACTERS = 20;

/** `October 2026`, `2026年10月`; what is no month is shown as it is. */
function monthName(month: string, language: Language): string {
  const [, year, number] = /^([0-9]{4})-([0-9]{2})$/.exec(month) ?? [];
  const name = MONTHS[Number.parseInt(number ?? '0', 10) - 1];
  if (year === undefined || name === undefined) return shorten(clean(month), MONTH_CHARACTERS);
  switch (language) {
    case 'en':
      return `${name} ${year}`;
    case 'ja':
      return `${year}年${Number.parseInt(number ?? '', 10)}月`;
    default:
      return language satisfies never;
  }
}

/** More addresses are in the file for printing. */
const SHOWN_ADDRESSES = 5;

type Facts = FactsOf<'statement'>;
type Words = {
  readonly period: string;
  readonly holder: string;
  readonly address: string;
  readonly none: string;
  readonly counts: string;
  readonly running: string;
  readonly unnamed: (month: string) => string;
  readonly attached: (names: string) => string;
  readonly left: (names: string) => string;
  readonly files: string;
  readonly byItself: string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    period: 'Period',
    holder: 'Account holder',
    address: 'Registered address',
    none: 'You have no account with us.',
    counts: 'A booking stands in the month in which we booked it, whenever the mails about it were written.',
    running: 'The month is not closed yet: this is what was booked so far. A file for bookkeeping programs (camt.053) comes with the statement of the whole month.',
    unnamed: (month) => `You named no month, so this is ${month}. For another one write for instance: STATEMENT 2026-09`,
    attached: (names) => `Attached: ${names}.`,
    left: (names) => `Too large for a mail: ${names}. Ask us for it.`,
    files: 'CSV is for spreadsheets, PDF for printing, camt.053 (ISO 20022) for bookkeeping programs.',
    byItself: 'The statement of each month comes by itself. Tell us if you no longer want that.',
  },
  ja: {
    period: '対象期間',
    holder: '口座名義',
    address: '登録アドレス',
    none: '口座はありません。',
    counts: '取引は、関連するメールの日付にかかわらず、当行が記帳した月に記載しています。',
    running: '月がまだ締まっていないため、これまでに記帳した取引です。会計ソフト用のファイル（camt.053）は、締めた後の明細に添付します。',
    unnamed: (month) => `月の指定がなかったため、${month}の明細をお送りします。ほかの月は、たとえば STATEMENT 2026-09 とお書きください。`,
    attached: (names) => `添付ファイル：${names}`,
    left: (names) => `メールで送るには大きすぎるもの：${names}。当行にお申し付けください。`,
    files: 'CSV は表計算ソフト用、PDF は印刷用、camt.053（ISO 20022）は会計ソフト用です。',
    byItself: '明細は毎月自動的にお送りしています。不要になったときはお知らせください。',
  },
};

function blocksOf(language: Language, facts: Facts, head: Letterhead, evidence: StatementEvidence | null): readonly Block[] {
  if (evidence === null) throw new Error(`a statement of ${facts.month} came without what stands in it`);
  const words = WORDS[language];
  const month = monthName(facts.month, language);
  const end = head.date(facts.isRunning ? facts.until - 1 : facts.until - 60_000);
  const names = evidence.attachments.map(({ filename }) => filename).join(', ');
  return [
    strong(INTRO[language](month, facts.isRunning)),
    rows(
      [words.holder, short(facts.name)],
      ...facts.addresses.slice(0, SHOWN_ADDRESSES).map((address) => [words.address, shownAddress(address)] as const),
      [words.period, `${head.date(facts.from)} – ${end}`],
    ),
    ...(facts.accounts.length === 0 ? [strong(words.none)] : []),
    ...evidence.accounts.flatMap(({ title, lines }) => [strong(title), example(...lines)]),
    ...(names === '' ? [] : [paragraph(`${words.attached(names)}\n${words.files}`)]),
    ...(evidence.left.length === 0 ? [] : [paragraph(words.left(evidence.left.join(', ')))]),
    ...(facts.isRunning ? [paragraph(words.running)] : []),
    paragraph(words.counts),
    ...(facts.asked === 'unnamed' ? [paragraph(words.unnamed(month))] : []),
    ...(facts.asked === 'never' ? [paragraph(words.byItself)] : []),
    steps(HELP[language](head.telephone)),
  ];
}

const INTRO: Readonly<Record<Language, (month: string, isRunning: boolean) => string>> = {
  en: (month, isRunning) => (isRunning ? `Your account in ${month}, so far:` : `Your statement of ${month}:`),
  ja: (month, isRunning) => (isRunning ? `${month}（途中）の取引明細` : `${month}の取引明細`),
};

const HELP: Readonly<Record<Language, (telephone: string) => string>> = {
  en: (telephone) => `If anything is wrong, call us: ${telephone}. Name the reference or the voucher.`,
  ja: (telephone) => `お心当たりのない点があれば、${telephone} へお電話のうえ、参照番号または伝票番号をお伝えください。`,
};

export const statement: Notice<'statement'> = {
  en: (facts, head, evidence) => ({ subject: subject((name) => `Statement of ${monthName(facts.month, 'en')}, ${name}`, head.name, null), blocks: blocksOf('en', facts, head, evidence), attachments: evidence?.attachments ?? [] }),
  ja: (facts, head, evidence) => ({ subject: subject((name) => `${monthName(facts.month, 'ja')}の取引明細　${name}`, head.name, null), blocks: blocksOf('ja', facts, head, evidence), attachments: evidence?.attachments ?? [] }),
};

type Refused = FactsOf<'statement-refused'>;

const WHY: Readonly<Record<Language, Readonly<Record<Refused['why'], string>>>> = {
  en: { unreadable: 'The month of the statement could not be read.', future: 'That month has not begun yet.', 'before-opening': 'Your account was not open in that month.' },
  ja: { unreadable: '明細の月を読み取れませんでした。', future: 'その月はまだ始まっていません。', 'before-opening': 'その月には口座がまだ開設されていません。' },
};

export const statementRefused: Notice<'statement-refused'> = {
  en: (facts, head) => ({
    subject: subject((name) => `No statement: ${name}`, head.name, null),
    blocks: [
      strong(WHY.en[facts.why]),
      rows(['You asked for', short(facts.asked)], ['There are statements', `from ${monthName(facts.first, 'en')} to ${monthName(facts.last, 'en')}`]),
      paragraph('Write the year, a hyphen and the month, in a line of its own:'),
      example(`STATEMENT ${shorten(clean(facts.last), MONTH_CHARACTERS)}`),
    ],
  }),
  ja: (facts, head) => ({
    subject: subject((name) => `明細をお送りできません　${name}`, head.name, null),
    blocks: [
      strong(WHY.ja[facts.why]),
      rows(['ご指定の月', short(facts.asked)], ['お送りできる明細', `${monthName(facts.first, 'ja')}から${monthName(facts.last, 'ja')}まで`]),
      paragraph('年、ハイフン、月の順に、1行に書いてお送りください：'),
      example(`STATEMENT ${shorten(clean(facts.last), MONTH_CHARACTERS)}`),
    ],
  }),
};
