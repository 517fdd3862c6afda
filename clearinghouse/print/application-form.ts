/**
 * The membership form of a bank: two pages of A4 for any printer, the first to fill in and send by post, the second to keep. It is not a form to be filled in
 * on a screen, since what stands on a screen is soon sent by mail.
 */
import type { Language } from '../core/party.ts';
import { readFormNumber } from '../protocol/form-number.ts';
import { paperDate } from './dates.ts';
import { FORM, heading, row, type Row } from './form-fields.ts';
import { FORM_WORDS, type FormFacts, type FormWords } from './form-words.ts';
import { BLACK, frame, GREY, newPage, openSheet, stroke, type Box, type Sheet } from './sheet.ts';
import { block, line, type Paragraph } from './text.ts';

export type FormOptions = {
  readonly language: Language;
  readonly bank: { readonly name: string; readonly address: readonly string[]; readonly telephone: string; readonly paymentAddress: string };
  /** As `formNumber` makes it. */
  readonly formNumber: string;
  /** Milliseconds since 1970; `validUntil`: a time on the last day on which the form may arrive. */
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly timeZone: string;
};

const A4 = { width: 210, height: 297, bleed: 0, margin: 0 } as const;
const FIELD = FORM.width - FORM.label - 4;

/** The same options give the same bytes. Rejects with UnprintableError where the bank's name or address can't be shown whole, with RangeError for a form number that is none. */
export async function applicationForm(options: FormOptions): Promise<Uint8Array> {
  const { language, bank, formNumber, issuedAt, validUntil, timeZone } = options;
  const read = readFormNumber(formNumber);
  if (read.kind !== 'form-number' || read.number !== formNumber) throw new RangeError(`no form number: ${JSON.stringify(formNumber.slice(0, 40))}`);
  const words = FORM_WORDS[language];
  const facts: FormFacts = { bank, formNumber, validUntil: paperDate(validUntil, timeZone, language) };
  const { sheet, bytes } = await openSheet({ title: `${words.title} ${formNumber}`, author: bank.name, language, madeAt: issuedAt });
  newPage(sheet, A4);
  writeHead(sheet, words, facts);
  writeRows(sheet, words, language);
  writeEnd(sheet, words, bank);
  newPage(sheet, A4);
  writeKept(sheet, words, facts, options);
  sheet.document.end();
  return bytes;
}

function writeHead(sheet: Sheet, words: FormWords, { bank, formNumber, validUntil }: FormFacts): void {
  line(sheet, bank.name, { x: FORM.left, y: 12, width: 110, height: 6 }, { font: 'bold', size: 11, least: 6 });
  line(sheet, words.title, { x: FORM.left, y: 18, width: 110, height: 11 }, { font: 'bold', size: 20, least: 12 });
  const box = { x: FORM.left + FORM.width - 62, y: 12, width: 62, height: 17 };
  frame(sheet, box, 0.4);
  line(sheet, words.formNumber, { x: box.x + 2, y: box.y + 0.8, width: 26, height: 4 }, { size: 7, ink: GREY });
  line(sheet, words.validUntil(validUntil), { x: box.x + 22, y: box.y + 0.8, width: 38, height: 4 }, { size: 7, least: 5, align: 'right' });
  line(sheet, formNumber, { x: box.x + 2, y: box.y + 5, width: box.width - 4, height: 11 }, { font: 'bold', size: 19, least: 12, align: 'center' });
  const warning = { x: FORM.left, y: 33, width: FORM.width, height: 12 };
  frame(sheet, warning, 0.6);
  block(sheet, [{ text: words.warning }], { x: warning.x + 3, y: warning.y + 2, width: warning.width - 6, height: warning.height - 3 }, { font: 'bold', size: 10, least: 7 });
}

function writeRows(sheet: Sheet, words: FormWords, language: Language): void {
  let y = heading(sheet, words.you, 48);
  for (const each of personRows(words, language)) y = row(sheet, each, y);
  line(sheet, words.emailNote, { x: FORM.left + FORM.label + 2, y: y + 0.4, width: FIELD, height: 4 }, { size: 7, least: 5, ink: GREY });
  y = heading(sheet, words.wishes, y + 5.5);
  for (const each of wishRows(words)) y = row(sheet, each, y);
  y = heading(sheet, words.paperOnly, y + 3);
  line(sheet, words.paperOnlyNote, { x: FORM.left, y: y - 0.8, width: FORM.width, height: 4 }, { size: 8, least: 5.5 });
  y += 4.2;
  for (const each of sourceRows(words, language)) y = row(sheet, each, y);
}

function personRows(words: FormWords, language: Language): readonly Row[] {
  const postcode = language === 'ja' ? ({ kind: 'letters', count: 7, size: 6, after: [3], hyphens: true } as const) : ({ kind: 'letters', count: 10, size: 6 } as const);
  return [
    ...(words.reading === null ? [] : [{ label: words.reading, fields: [{ kind: 'blank', width: FIELD }], height: 7 } as const]),
    { label: words.name, fields: [{ kind: 'blank', width: FIELD }], height: 11 },
    { label: words.postcode, fields: [postcode], height: 9 },
    { label: words.address, fields: [{ kind: 'blank', width: FIELD }], height: 10 },
    { label: '', fields: [{ kind: 'blank', width: FIELD }], height: 9 },
    { label: words.telephone, fields: [{ kind: 'blank', width: FIELD }], height: 9 },
    { label: words.email, fields: [{ kind: 'letters', count: 24, size: 5.8 }], height: 8.4 },
    { label: '', fields: [{ kind: 'letters', count: 24, size: 5.8 }], height: 8.4 },
  ];
}

const wishRows = (words: FormWords): readonly Row[] => [
  { label: words.currency, fields: [{ kind: 'letters', count: 3, size: 6 }, { kind: 'words', text: words.letters, width: 24 }, { kind: 'ticks', words: ['English', '日本語'], width: 60 }], height: 9 },
  { label: words.scheme, fields: [{ kind: 'ticks', words: words.schemes, width: FIELD }], height: 8 },
  { label: words.cardForm, fields: [{ kind: 'ticks', words: words.cardForms, width: 80 }], height: 8 },
];

function sourceRows(words: FormWords, language: Language): readonly Row[] {
  // An IBAN has at most 34 letters (ISO 13616); a Japanese account number has 7 digits.
  const numbers: readonly Row[] = language === 'ja'
    ? [{ label: words.accountNumber, fields: [{ kind: 'letters', count: 7, size: 6 }, { kind: 'words', text: words.accountKind, width: 20 }, { kind: 'ticks', words: words.accountKinds, width: 50 }], height: 9 }]
    : [
        { label: words.accountNumber, fields: [{ kind: 'letters', count: 20, size: 5.7, after: [4, 8, 12, 16] }], height: 8.4 },
        { label: '', fields: [{ kind: 'letters', count: 14, size: 5.7, after: [4, 8, 12] }], height: 8.4 },
      ];
  return [
    { label: words.bankName, fields: [{ kind: 'blank', width: 78 }, { kind: 'blank', width: FIELD - 81, before: words.branch }], height: 9 },
    ...numbers,
    { label: words.holder, fields: [{ kind: 'blank', width: FIELD }], height: 9 },
    { label: words.cardCompany, fields: [{ kind: 'blank', width: 60 }, { kind: 'words', text: words.expiry, width: 35 }, { kind: 'letters', count: 4, size: 6, after: [2] }], height: 9 },
    { label: words.cardNumber, fields: [{ kind: 'letters', count: 19, size: 6, after: [4, 8, 12, 16] }], height: 9 },
  ];
}

/** From a fixed height on, so that all forms have signature and address in the same place. */
function writeEnd(sheet: Sheet, words: FormWords, bank: FormOptions['bank']): void {
  const y = 228;
  line(sheet, words.declaration, { x: FORM.left, y, width: FORM.width, height: 5 }, { size: 9, least: 6.5 });
  const signed = y + 6;
  row(sheet, { label: words.date, fields: words.dateParts.map((part, at) => ({ kind: 'blank', width: at === 0 ? 20 : 13, behind: part })), height: 14 }, signed);
  const from = FORM.left + FORM.label + 62;
  stroke(sheet, { from: [from, signed], to: [from, signed + 14], width: 0.15, ink: GREY });
  line(sheet, words.signature, { x: from + 2, y: signed + 0.8, width: 30, height: 4 }, { size: 7, ink: GREY });
  if (words.seal !== '') seal(sheet, words.seal, { x: FORM.left + FORM.width - 14, y: signed + 1, width: 12, height: 12 });
  const box = { x: FORM.left, y: signed + 18, width: 104, height: 32 };
  frame(sheet, box, 0.4, BLACK);
  line(sheet, words.sendTo, { x: box.x + 3, y: box.y + 1.5, width: 90, height: 4 }, { size: 7.5, ink: GREY });
  const lines: readonly Paragraph[] = [{ text: bank.name, font: 'bold' }, ...bank.address.map((text) => ({ text }))];
  block(sheet, lines, { x: box.x + 3, y: box.y + 7, width: box.width - 6, height: box.height - 9 }, { size: 11, least: 6, gap: 0.3 });
  officeUse(sheet, words, { x: box.x + box.width + 4, y: box.y, width: FORM.width - box.width - 4, height: box.height });
}

function seal({ document }: Sheet, word: string, { x, y, width, height }: Box): void {
  document.save().lineWidth(0.15).dash(0.6, { space: 0.6 }).circle(x + width / 2, y + height / 2, width / 2).stroke([...GREY]).restore();
  line({ document }, word, { x, y, width, height }, { size: 8, align: 'center', ink: GREY });
}

function officeUse(sheet: Sheet, words: FormWords, box: Box): void {
  frame(sheet, box, 0.15, GREY);
  line(sheet, words.office, { x: box.x + 2, y: box.y + 1, width: box.width - 4, height: 4 }, { size: 7, ink: GREY });
  words.officeFields.forEach((text, at) => {
    const y = box.y + 5.5 + at * 6.4;
    line(sheet, text, { x: box.x + 2, y: y + 1, width: 24, height: 5 }, { size: 7, least: 5, ink: GREY });
    stroke(sheet, { from: [box.x + 27, y + 5.6], to: [box.x + box.width - 2, y + 5.6], width: 0.1, ink: GREY });
  });
}

function writeKept(sheet: Sheet, words: FormWords, facts: FormFacts, { bank, issuedAt, timeZone, language }: FormOptions): void {
  line(sheet, bank.name, { x: FORM.left, y: 14, width: 110, height: 6 }, { font: 'bold', size: 11, least: 6 });
  line(sheet, `${words.formNumber} ${facts.formNumber}`, { x: FORM.left + 110, y: 14, width: FORM.width - 110, height: 6 }, { font: 'bold', size: 11, least: 7, align: 'right' });
  line(sheet, words.keep, { x: FORM.left, y: 22, width: FORM.width, height: 10 }, { font: 'bold', size: 17, least: 12 });
  let y = 38;
  for (const [title, texts] of [[words.how, words.howSteps(facts)], [words.next, words.nextSteps(facts)]] as const) y = section(sheet, title, texts.map((text, at) => ({ text, mark: `${at + 1}.` })), y);
  y = section(sheet, words.privacy, words.privacyWords(facts).map((text) => ({ text })), y);
  const lines: readonly Paragraph[] = [{ text: bank.name, font: 'bold' }, ...bank.address.map((text) => ({ text }))];
  y = section(sheet, words.sendFirst, lines, y);
  block(sheet, [{ text: words.questions(facts) }, { text: paperDate(issuedAt, timeZone, language) }], { x: FORM.left, y: y + 2, width: FORM.width, height: 20 }, { size: 9.5, least: 7, ink: GREY });
}

function section(sheet: Sheet, title: string, paragraphs: readonly Paragraph[], y: number): number {
  const from = heading(sheet, title, y, { size: 12 }) + 1.5;
  const indent = paragraphs.some(({ mark }) => mark !== undefined) ? 1.9 : 0;
  return block(sheet, paragraphs, { x: FORM.left, y: from, width: FORM.width, height: 70 }, { size: 10, least: 7, gap: 0.55, indent }) + 7;
}
