/** What the shop wrote, line by line behind `| `; the lines beyond the twentieth travel as a text file. */
import type { ClaimLine } from '../core/payment.ts';
import type { Language } from '../core/party.ts';
import type { TranscriptLine } from '../core/notice.ts';
import type { OutgoingAttachment } from '../protocol/letter.ts';
import { formatAmount } from '../protocol/money.ts';
import { cutLine, paragraph, wholeLines, type Block, type QuotedLine } from './block.ts';
import { clean, short } from './clean.ts';
import { quotedLines } from './text.ts';

export const SHOWN_LINES = 20;

const WORDS = {
  en: { shop: 'The shop wrote:', invoice: 'Invoice', mark: '(not in your order)', rest: (count: number, file: string) => `${count} more lines are in the attached file ${file}.` },
  ja: { shop: '店からの明細：', invoice: '請求書番号', mark: '（ご注文になし）', rest: (count: number, file: string) => `残りの${count}行は添付ファイル ${file} にあります。` },
} as const satisfies Record<Language, unknown>;

export type Shown = { readonly blocks: readonly Block[]; readonly attachments: readonly OutgoingAttachment[] };

/** To the buyer: the invoice number and the lines, what they did not order marked. No block where the shop wrote none. */
export function shopLines(language: Language, reference: string, invoice: string | null, lines: readonly ClaimLine[]): Shown {
  const words = WORDS[language];
  const number = invoice === null || clean(invoice) === '' ? [] : [cutLine(`${words.invoice} ${short(invoice)}`)];
  const shown = lines.map((line) => cutLine(clean(line.text), formatAmount(line.amount), line.notInOrder ? words.mark : ''));
  return withRest(language, `invoice-${fileName(reference)}.txt`, words.shop, number, shown, true);
}

/** To the merchant: their own lines, nothing marked. */
export function ownLines(language: Language, title: string, reference: string, lines: readonly ClaimLine[]): Shown {
  const shown = lines.map((line) => cutLine(clean(line.text), formatAmount(line.amount)));
  return withRest(language, `invoice-${fileName(reference)}.txt`, title, [], shown, true);
}

/** To whoever wrote them: lines, and as what each was read. */
export function transcriptLines(language: Language, title: string, lines: readonly TranscriptLine[]): Shown {
  const shown = lines.map((line) => cutLine(clean(line.text), readAs(language, short(line.readAs))));
  return withRest(language, 'what-was-read.txt', title, [], shown, false);
}

/** To whoever attached it: the lines of an invoice in a file, with their amounts. */
export function fileLines(language: Language, title: string, number: string | null, lines: readonly TranscriptLine[]): Shown {
  const before = number === null || clean(number) === '' ? [] : [cutLine(`${WORDS[language].invoice} ${short(number)}`)];
  const shown = lines.map((line) => cutLine(clean(line.text), short(line.readAs)));
  return withRest(language, 'attached-invoice.txt', title, before, shown, true);
}

const NOTHING_SAID: Readonly<Record<Language, string>> = { en: '(no text that can be shown; our staff have the whole mail)', ja: '（表示できる文章はありません。メール全体を担当者が確認します）' };

/** What somebody wrote, whole: a long line is broken, not cut. */
export function saidLines(language: Language, title: string, reference: string, lines: readonly string[]): Shown {
  const all = lines.length === 0 ? [NOTHING_SAID[language]] : lines;
  const shown = all.flatMap((line) => wholeLines(clean(line)));
  return withRest(language, `dispute-${fileName(reference)}.txt`, title, [], shown, false);
}

function withRest(language: Language, filename: string, title: string, before: readonly QuotedLine[], lines: readonly QuotedLine[], amounts: boolean): Shown {
  const first = [...before, ...lines.slice(0, SHOWN_LINES)];
  if (first.length === 0) return { blocks: [], attachments: [] };
  const blocks: Block[] = [{ kind: 'quoted', title, lines: first, amounts }];
  const rest = lines.slice(SHOWN_LINES);
  if (rest.length === 0) return { blocks, attachments: [] };
  const text = `${quotedLines(rest, amounts).join('\n')}\n`;
  const attachment = { filename, contentType: 'text/plain; charset=utf-8', content: new TextEncoder().encode(text) };
  return { blocks: [...blocks, paragraph(WORDS[language].rest(rest.length, filename))], attachments: [attachment] };
}

export const fileName = (reference: string): string => reference.replace(/[^0-9A-Za-z-]/g, '').slice(0, 20);

/** What the readers say of a line, in their words; what is not here stands as it is. */
const READ_AS: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/^ends with an amount, but .*$/, 'no line that we know'],
    [/^.*: (.* or .*\?)$/, '$1'],
    [/^.*: decimals$/, 'not the decimals of the currency'],
    [/^.*: other-numerals$/, 'not in the digits 0 to 9'],
    [/^.*: negative$/, 'an amount below zero'],
    [/^.*: (?:too-long|too-large)$/, 'an amount too large'],
    [/^.*: (?:unknown-currency|no-currency)$/, 'a currency that we do not know'],
    [/^.*: two-currencies$/, 'two currencies'],
    [/^.*: (?:grouping|no-number)$/, 'no amount that we can read'],
  ],
  ja: [
    [/^.*: decimals$/, 'この通貨にない小数'],
    [/^.*: other-numerals$/, '0から9以外の数字'],
    [/^.*: negative$/, '0より小さい金額'],
    [/^.*: (?:too-long|too-large)$/, '大きすぎる金額'],
    [/^.*: (?:unknown-currency|no-currency)$/, '分からない通貨'],
    [/^.*: two-currencies$/, '2つの通貨'],
    [/^.*: (?:grouping|no-number)$/, '読み取れない金額'],
    [/^password, quoted$/, 'パスワード（引用内）'],
    [/^password, too-short$/, 'パスワード（短すぎる）'],
    [/^password, too-long$/, 'パスワード（長すぎる）'],
    [/^password, repeated$/, 'パスワード（同じ文字のみ）'],
    [/^password, other-key$/, 'パスワード（別の項目と同じ行）'],
    [/^password, word-of-order$/, 'パスワード（注文の中の語）'],
    [/^password$/, 'パスワード'],
    [/^up to$/, '上限'],
    [/^pay to$/, '支払先'],
    [/^invoice number /, '請求書番号 '],
    [/^item /, '品目 '],
    [/^shipping /, '送料 '],
    [/^tax /, '税 '],
    [/^discount /, '割引 '],
    [/^subtotal (.*), not added$/, '小計 $1（加算せず）'],
    [/^total /, '合計 '],
    [/^not read$/, '対象外'],
    [/^ends with an amount, but .*$/, '読み方の分からない行'],
    [/^.*: (.*) or (.*)\?$/, '$1 / $2？'],
  ],
};

const readAs = (language: Language, words: string): string => READ_AS[language].reduce((text, [pattern, said]) => text.replace(pattern, said), words);
