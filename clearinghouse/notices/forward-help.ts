/** How a shopkeeper puts a refused forward right: what does not add up, what to change, and their own lines to copy. */
import type { ForwardHelp } from '../core/notice.ts';
import type { Language } from '../core/party.ts';
import { formatMoney, MAX_MINOR, type Money } from '../protocol/money.ts';
import type { EInvoiceRefusal } from '../protocol/reading.ts';
import { example, paragraph, rows, steps, sums, when, type Block } from './block.ts';
import { clean, glue, short } from './clean.ts';
import { forwardExample } from './how-to.ts';
import { sum, type FactsOf } from './letterhead.ts';
import { fileLines, type Shown } from './lines.ts';

type Facts = FactsOf<'forward-refused'>;

const WHY = {
  en: {
    or: ' or ',
    and: ' and ',
    lines: 'Your lines add up to',
    total: 'Your total says',
    difference: 'Difference',
    readings: (all: string) => `The amount can be read as: ${all}. Write it so that only one is possible.`,
    fileTitle: 'In the attached invoice we read:',
    fileLines: 'Its parts add up to',
    fileTotal: 'It says',
    oneFile: 'One says',
    otherFile: 'Another says',
    text: 'Your text says',
    file: 'The attached invoice',
    textNumber: 'Invoice in your text',
    fileNumber: 'Invoice attached',
  },
  ja: {
    or: ' / ',
    and: '、',
    lines: '明細の合計',
    total: '「合計：」の金額',
    difference: '差額',
    readings: (all: string) => `金額が次のどちらにも読めます：${all}。一通りにしか読めないように書いてください。`,
    fileTitle: '添付の請求書は次のように読み取りました。',
    fileLines: '内訳を足した金額',
    fileTotal: '記載の金額',
    oneFile: '1つ目の金額',
    otherFile: '別の金額',
    text: '本文の金額',
    file: '添付の請求書',
    textNumber: '本文の請求書番号',
    fileNumber: '添付の請求書番号',
  },
} as const satisfies Record<Language, unknown>;

/** What was read of the attachment, and the sums that do not agree. */
export function whyRefused(language: Language, facts: Facts): Shown {
  const words = WHY[language];
  const readings = facts.readings.map(short).join(words.or);
  const { more } = facts;
  const file = fileShown(language, facts);
  const blocks = [
    ...when(facts.sums, (both) => [sums([words.lines, sum(both.lines)], [words.total, sum(both.total)], [words.difference, differenceOf(both.lines, both.total)])]),
    ...(readings === '' ? [] : [paragraph(words.readings(readings))]),
    ...file.blocks,
    ...when(more?.sums ?? null, (both) => [sums([words.text, sum(both.text)], [words.file, sum(both.file)])]),
    ...when(more?.numbers ?? null, (both) => [rows([words.textNumber, short(both.text)], [words.fileNumber, short(both.file)])]),
  ];
  return { blocks, attachments: file.attachments };
}

/** Null where the two can't be subtracted, or differ by more than any amount: a sum that is shown no further than money goes says too little anyway. */
function differenceOf(a: Money, b: Money): string | null {
  const minor = a.minor > b.minor ? a.minor - b.minor : b.minor - a.minor;
  return a.currency !== b.currency || minor > MAX_MINOR ? null : glue(formatMoney({ currency: a.currency, minor }));
}

function fileShown(language: Language, { more }: Facts): Shown {
  const words = WHY[language];
  if (more === undefined || more.file === null) return { blocks: [], attachments: [] };
  const { file } = more;
  if (file.trouble === null) return fileLines(language, words.fileTitle, file.number, file.lines);
  const said = paragraph(TROUBLES[language][file.trouble as EInvoiceRefusal] ?? TROUBLES[language].broken);
  const [first, second] = file.trouble === 'several' ? [words.oneFile, words.otherFile] : [words.fileLines, words.fileTotal];
  return { blocks: [said, ...when(file.sums, (both) => [sums([first, sum(both.lines)], [second, sum(both.total)])])], attachments: [] };
}

const TROUBLES: Readonly<Record<Language, Readonly<Record<EInvoiceRefusal, string>>>> = {
  en: {
    broken: 'The file can not be read for sure: it is damaged, too large or of an old standard, or something that must stand in an invoice is missing in it, too long, or stands there twice.',
    'not-an-invoice': 'The file is a credit note or another document by which nobody is asked to pay you.',
    'amount-unreadable': 'An amount in the file is not written as the standard asks, is larger than we can read, or is in another currency than the invoice.',
    'currency-unknown': 'The currency in the file is none that we know.',
    'sum-differs': 'The amounts in the file do not add up.',
    'too-many-lines': 'There are more than 200 lines in the file.',
    'not-positive': 'By the file nothing is left to be paid.',
    several: 'More than one invoice is attached, and they do not say the same. Attach one.',
  },
  ja: {
    broken: 'ファイルを確実に読み取れません。壊れている、大きすぎる、古い規格である、または請求書に必要な項目が欠けている、長すぎる、二重にある、のいずれかです。',
    'not-an-invoice': 'ファイルは返金伝票など、支払いを求めるものではない書類です。',
    'amount-unreadable': 'ファイルの金額が規格どおりに書かれていないか、扱える範囲を超えているか、請求書と違う通貨です。',
    'currency-unknown': 'ファイルの通貨が当行の扱うものではありません。',
    'sum-differs': 'ファイルの金額を足しても合いません。',
    'too-many-lines': 'ファイルの明細が200行を超えています。',
    'not-positive': 'ファイルによると、支払う金額が残っていません。',
    several: '内容の異なる請求書が複数添付されています。1つだけを添付してください。',
  },
};

type Advice = (facts: Facts, more: ForwardHelp | null) => readonly string[];

const FORWARD = { en: 'Forward the order once more, with the whole text of the customer as it is, and write your lines above it.', ja: 'お客様の文をそのまま全部残して、その上に明細を書き、もう一度転送してください。' } as const;

const list = (language: Language, names: readonly string[]): string => names.map(clean).join(WHY[language].and);

/** Where another thing is to be done than for most; the code of a refusal that is not here has the common advice alone. */
const ADVICE: Readonly<Record<Language, Readonly<Record<string, Advice>>>> = {
  en: {
    'no-total': (_facts, more) => (more !== null && more.misplaced.length > 0 ? ['We found a total within or below the forwarded order, where it could be the words of the customer. If it is yours, write it above.', FORWARD.en] : ['Write the total on a line of its own that begins with "Total:".', FORWARD.en]),
    'two-totals': () => ['Write only one line "Total:". A sum on the way to it is called "Subtotal:".', FORWARD.en],
    'sum-differs': ({ sums: both }) => [both !== null && both.lines.minor > 0n ? `If your lines are right, the total is ${sum(both.lines)}. If your total is right, a line is missing or wrong.` : 'A line is missing or wrong.', FORWARD.en],
    'amount-unreadable': () => ['Write amounts with the digits 0 to 9 and with the decimals of the currency, and on the line of an item its number, as in the example.', FORWARD.en],
    'mixed-currencies': (_facts, more) => [`We found ${more === null ? 'several currencies' : list('en', more.currencies)}. Write all amounts in one currency.`, FORWARD.en],
    'currency-differs': (_facts, more) => currencyAdvice('en', more),
    'above-ceiling': ({ noCeiling }) => [`Forward the order again with a smaller total, or ask the customer for a new order with ${noCeiling === true ? 'a line "Up to:" that covers it' : 'a higher amount in its line "Up to:"'}.`],
    'above-limit': () => ['Forward the order again with a smaller total, or agree with the customer on another way to pay.'],
    'wallet-needed': () => ['Ask the customer to get a wallet from us, then forward the order again; or agree with them on another way to pay.'],
    'wallet-too-new': () => ['Forward the order again in some days: a wallet waits as long as a new address does. Or agree with the customer on another way to pay.'],
    'secret-in-invoice': () => ['Take the password out of your own lines and of attached invoices. Leave it in the order of the customer.', FORWARD.en],
    'consent-in-invoice': () => ['Begin that line with another word: no line may begin with a word by which customers answer us.', FORWARD.en],
    'secret-missing': () => ['The order of the customer is not in your mail, or its line "Password:" is not. A picture of it can not be read.', 'Open the mail of the customer, choose Forward, leave its text as it is, and write your lines above it.'],
    'invoice-differs': () => ['Correct your lines or the attached invoice, so that both say the same. The attached invoice alone is enough, too.', FORWARD.en],
    'invoice-file': () => ['Attach a corrected file, or leave it out and write your lines yourself.', FORWARD.en],
  },
  ja: {
    'no-total': (_facts, more) => (more !== null && more.misplaced.length > 0 ? ['転送した注文の中か下に合計がありますが、そこではお客様の文かもしれません。貴店のものであれば、注文より上に書いてください。', FORWARD.ja] : ['「合計：」で始まる行を1行書いてください。', FORWARD.ja]),
    'two-totals': () => ['「合計：」の行は1行だけにしてください。途中の金額は「小計：」と書きます。', FORWARD.ja],
    'sum-differs': ({ sums: both }) => [both !== null && both.lines.minor > 0n ? `明細が正しければ、合計は ${sum(both.lines)} です。合計が正しければ、明細に漏れか誤りがあります。` : '明細に漏れか誤りがあります。', FORWARD.ja],
    'amount-unreadable': () => ['金額は0から9の数字で、通貨の小数どおりに書いてください。品目の行には、例のように個数も必要です。', FORWARD.ja],
    'mixed-currencies': (_facts, more) => [`${more === null ? '複数の通貨' : list('ja', more.currencies)} があります。すべて1つの通貨で書いてください。`, FORWARD.ja],
    'currency-differs': (_facts, more) => currencyAdvice('ja', more),
    'above-ceiling': ({ noCeiling }) => [`合計を下げてもう一度転送するか、${noCeiling === true ? '合計に足りる「上限：」の行を書いた' : '「上限：」を上げた'}新しい注文をお客様にお願いしてください。`],
    'above-limit': () => ['合計を下げてもう一度転送するか、別の支払い方法をお客様とご相談ください。'],
    'wallet-needed': () => ['お客様に当行のウォレットをお申し込みいただき、登録後にもう一度転送してください。別の支払い方法をご相談いただいてもかまいません。'],
    'wallet-too-new': () => ['数日後にもう一度転送してください。新しいウォレットは、新しいアドレスと同じ期間お待ちいただきます。別の支払い方法をご相談いただいてもかまいません。'],
    'secret-in-invoice': () => ['貴店の明細や添付の請求書からパスワードを消してください。お客様の注文の中にはそのまま残します。', FORWARD.ja],
    'consent-in-invoice': () => ['その行を別の語で始めてください。当行への返事に使う語で始まる行は書けません。', FORWARD.ja],
    'secret-missing': () => ['お客様の注文の文、または「パスワード：」の行がメールにありません。画像は読み取れません。', 'お客様のメールを開いて「転送」を選び、その文を変えずに、上に明細を書いてください。'],
    'invoice-differs': () => ['明細か添付の請求書を直して、同じ内容にしてください。添付の請求書だけでも構いません。', FORWARD.ja],
    'invoice-file': () => ['直したファイルを添付するか、添付せずに明細を書いてください。', FORWARD.ja],
  },
};

function currencyAdvice(language: Language, more: ForwardHelp | null): readonly string[] {
  const [claimed = '', ...own] = more?.currencies ?? [];
  const accounts = list(language, own);
  if (language === 'en') return [own.length > 0 ? `Your account with us is in ${accounts}, your total in ${clean(claimed)}. Write your lines in ${accounts}.` : 'Agree with the customer on a currency in which both of you have an account, and in which their line "Up to:" is.', FORWARD.en];
  return [own.length > 0 ? `貴店の口座は ${accounts}、合計は ${clean(claimed)} です。明細を ${accounts} で書いてください。` : '双方の口座とお客様の「上限：」に共通する通貨をお客様とご相談ください。', FORWARD.ja];
}

const EXAMPLES = {
  en: { one: 'Your own lines, to copy above the forwarded order:', several: 'Your own lines, to copy above the forwarded order. Choose the one that is right:', total: 'In place of your total, to copy:' },
  ja: { one: '貴店の明細です。転送する注文の上にそのままお使いください。', several: '貴店の明細です。正しいほうを、転送する注文の上にお使いください。', total: '合計の行を次のように書き換えてください。' },
} as const satisfies Record<Language, unknown>;

/** Refusals that lines to copy would not cure. */
const NO_EXAMPLE: readonly string[] = ['above-ceiling', 'above-limit', 'wallet-needed', 'wallet-too-new'];
/** Here the merchant knows how to write lines; which of two is right only they can say. */
const OWN_EXAMPLE_ONLY: readonly string[] = ['invoice-differs', 'currency-differs', 'mixed-currencies'];

/** What to do, and an example made of the merchant's own lines; where there can be none, the common one. */
export function howToRepair(language: Language, facts: Facts): readonly Block[] {
  const more = facts.more ?? null;
  const advice = ADVICE[language][facts.code]?.(facts, more) ?? [FORWARD[language]];
  if (NO_EXAMPLE.includes(facts.code)) return [steps(...advice)];
  const examples = more?.examples ?? [];
  const [first, ...others] = examples;
  if (first === undefined) return [steps(...advice), ...(OWN_EXAMPLE_ONLY.includes(facts.code) ? [] : forwardExample[language](facts.currency ?? null))];
  const words = EXAMPLES[language];
  const title = first.whole ? (others.length > 0 ? words.several : words.one) : words.total;
  return [steps(...advice), paragraph(title), ...examples.map(({ lines }) => example(...lines.map(clean)))];
}
